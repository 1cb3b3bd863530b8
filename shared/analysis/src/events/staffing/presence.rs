//! When tasks need people, and when people are there.

use super::needs::Needs;
use super::{MOST_STAFFED, MOST_STRETCHES};
use crate::at::{At, ListAt};
use crate::events::event::Crew;
use crate::events::ids::Positions;
use crate::events::plan::Plan;
use crate::order;
use crate::{Problem, Time};
use kernels::critical_path::Early;

/// A time, in minutes since the event's start: from, and the first after.
pub(super) type Span = (i64, i64);

/// Tasks and people in minutes.
pub(super) struct Presence<'a> {
    /// By task: its stretches of work still to come, ascending.
    stretches: Vec<Vec<Span>>,
    /// By person: the unfinished tasks they are on, ascending, each once.
    pub tasks_of: Vec<Vec<usize>>,
    /// By task: who is on it, ascending.
    pub people_on: Vec<Vec<usize>>,
    /// By person: when they are there.
    pub available: Vec<Span>,
    /// Who is needed, and who can do it.
    pub needs: Needs<'a>,
}

impl<'a> Presence<'a> {
    #[inline(never)]
    pub(super) fn new(plan: &Plan<'a>, early: &Early) -> Result<Self, Problem> {
        let tasks = &plan.event.tasks;
        let needs = Needs::new(plan.event);
        let staffed = (0..tasks.len()).filter(|&task| needs.has_any(task)).count();
        if staffed > MOST_STAFFED {
            return Err(too_many("event.tasks.staff", MOST_STAFFED));
        }
        let crew = &plan.event.crew;
        Positions::new("event.crew", crew.iter().map(|person| person.id.as_str()))?;
        let tasks_of = assignments(plan)?;
        let mut people_on = vec![Vec::new(); tasks.len()];
        for (person, tasks) in tasks_of.iter().enumerate() {
            for &task in tasks {
                people_on.change(task, |people| people.push(person));
            }
        }
        let axis = &plan.working_time;
        let mut stretches = vec![Vec::new(); tasks.len()];
        let mut count = 0;
        for (task, activity) in plan.activities.iter().enumerate() {
            let idle = activity.is_done() || activity.work == 0;
            if idle || !needs.has_any(task) && people_on.list_at(task).is_empty() {
                continue;
            }
            let finish = early.dates.at(task).finish;
            let (from, to) = (axis.start_of(finish - activity.work), axis.finish_of(finish));
            let found = axis.stretches(from, to);
            count += found.len();
            if count > MOST_STRETCHES {
                return Err(too_many("event.calendar", MOST_STRETCHES));
            }
            stretches.put(task, found);
        }
        let available = crew.iter().map(|person| availability(plan, person)).collect();
        Ok(Self { stretches, tasks_of, people_on, available, needs })
    }

    /// A task's stretches of work still to come.
    pub(super) fn of_task(&self, task: usize) -> &[Span] {
        self.stretches.list_at(task)
    }

    /// Whether a person is there all the time.
    pub(super) fn is_there(&self, person: usize, (from, to): Span) -> bool {
        let (first, last) = self.available.at(person);
        first <= from && to <= last
    }
}

fn too_many(field: &str, limit: usize) -> Problem {
    Problem::TooMany { field: field.to_owned(), limit }
}

fn availability(plan: &Plan<'_>, person: &Crew) -> Span {
    let axis = &plan.working_time;
    let from = |time: Time| axis.minute_from(time);
    let until = |time: Time| axis.minute_until(time);
    (person.available_from.map_or(i64::MIN, from), person.available_to.map_or(i64::MAX, until))
}

#[inline(never)]
fn assignments(plan: &Plan<'_>) -> Result<Vec<Vec<usize>>, Problem> {
    let mut unknown: Vec<String> = Vec::new();
    let mut all = Vec::with_capacity(plan.event.crew.len());
    for person in &plan.event.crew {
        let mut tasks = Vec::with_capacity(person.assigned_to.len());
        for id in &person.assigned_to {
            match plan.positions.of(id) {
                Some(task) => tasks.push(task as usize),
                None => unknown.push(id.clone()),
            }
        }
        order::unique(&mut tasks);
        all.push(tasks);
    }
    order::unique(&mut unknown);
    if unknown.is_empty() { Ok(all) } else { Err(Problem::Unknown(unknown)) }
}
