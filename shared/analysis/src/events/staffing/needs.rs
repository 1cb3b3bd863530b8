//! Who is needed, and who could do it, by numbers.

use crate::at::{At, ListAt};
use crate::events::event::Event;
use crate::names::Names;
use crate::order;

/// A task's need of a role, summed if it is named twice.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Need {
    pub task: u32,
    pub role: u32,
    pub count: u32,
}

/// All needs of an event.
#[derive(Debug)]
pub(super) struct Needs<'a> {
    /// By task.
    pub all: Vec<Need>,
    /// By task: where its needs begin.
    first: Vec<u32>,
    /// The roles that are needed.
    pub roles: Names<&'a str>,
    /// By person: their roles among these, ascending.
    roles_of: Vec<Vec<u32>>,
}

impl<'a> Needs<'a> {
    pub(super) fn new(event: &'a Event) -> Self {
        let mut all: Vec<Need> = Vec::new();
        let mut first = vec![0];
        let mut roles = Names::default();
        for (task, given) in (0..).zip(&event.tasks) {
            let begin = all.len();
            for wanted in given.staff.iter().filter(|need| need.count > 0) {
                let role = roles.number(wanted.role.as_str());
                let own = all.iter_mut().skip(begin);
                match own.into_iter().find(|need| need.role == role) {
                    Some(need) => need.count += wanted.count,
                    None => all.push(Need { task, role, count: wanted.count }),
                }
            }
            first.push(all.len() as u32);
        }
        let of_person = |roles_had: &Vec<String>| {
            let mut had: Vec<u32> = roles_had.iter().filter_map(|role| roles.find(role)).collect();
            order::unique(&mut had);
            had
        };
        let roles_of = event.crew.iter().map(|person| of_person(&person.roles)).collect();
        Self { all, first, roles, roles_of }
    }

    /// The places of a task's needs among all.
    pub(super) fn of_task(&self, task: usize) -> std::ops::Range<usize> {
        self.first.at(task) as usize..self.first.at(task + 1) as usize
    }

    /// Whether a task needs anybody.
    pub(super) fn has_any(&self, task: usize) -> bool {
        !self.of_task(task).is_empty()
    }

    /// Whether a person has a role.
    pub(super) fn can(&self, person: usize, role: u32) -> bool {
        self.roles_of.list_at(person).binary_search(&role).is_ok()
    }

    /// Whether a task needs something a person can do.
    pub(super) fn wants(&self, task: usize, person: usize) -> bool {
        self.of_task(task).any(|need| self.can(person, self.all.at(need).role))
    }
}
