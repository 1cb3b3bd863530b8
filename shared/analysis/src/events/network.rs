//! The activity network: who waits for whom, as flat arrays of positions.

use super::cycle;
use super::dependency::LinkType;
use super::event::{MOST_LINKS, Task};
use super::ids::Positions;
use crate::Problem;
use crate::at::At;
use crate::order;

/// One end of a link: the task at the other end, and what the link asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Link {
    /// Position of the task at the other end.
    pub task: u32,
    /// Which ends are linked.
    pub kind: LinkType,
    /// Working minutes in between.
    pub lag: i64,
}

/// An acyclic network.
#[derive(Debug, Clone)]
pub struct Network {
    incoming: Links,
    outgoing: Links,
    order: Vec<u32>,
}

/// Links grouped by task (compressed sparse rows).
#[derive(Debug, Clone, Default)]
pub struct Links {
    start: Vec<u32>,
    links: Vec<Link>,
}

impl Links {
    /// What each task waits for, and the ids that no task has, as they come.
    pub(super) fn of_tasks<'a>(
        tasks: &'a [Task],
        positions: &Positions<'_>,
    ) -> (Self, Vec<&'a str>) {
        let mut incoming = Self::with_capacity(tasks.len());
        let mut unknown: Vec<&str> = Vec::new();
        for task in tasks {
            for dependency in &task.dependencies {
                match positions.of(&dependency.task_id) {
                    Some(task) => incoming.links.push(Link {
                        task,
                        kind: dependency.kind,
                        lag: dependency.lag_minutes,
                    }),
                    None => unknown.push(&dependency.task_id),
                }
            }
            incoming.close();
        }
        (incoming, unknown)
    }

    /// Tasks.
    pub(super) fn tasks(&self) -> usize {
        self.start.len() - 1
    }

    /// The links of one task.
    #[inline]
    pub fn of(&self, task: usize) -> &[Link] {
        let range = self.start.at(task) as usize..self.start.at(task + 1) as usize;
        self.links.get(range).unwrap_or_default()
    }

    fn with_capacity(tasks: usize) -> Self {
        let mut start = Vec::with_capacity(tasks + 1);
        start.push(0);
        Self { start, links: Vec::with_capacity(tasks * 2) }
    }

    fn close(&mut self) {
        self.start.push(self.links.len() as u32);
    }

    /// The same links seen from their other ends.
    pub(super) fn reversed(&self) -> Self {
        let tasks = self.tasks();
        let mut start = vec![0_u32; tasks + 1];
        for link in &self.links {
            start.change(link.task as usize + 1, |count| *count += 1);
        }
        let mut sum = 0;
        for place in &mut start {
            sum += *place;
            *place = sum;
        }
        let mut next = start.clone();
        let mut links = vec![Link::default(); self.links.len()];
        for task in 0..tasks {
            for link in self.of(task) {
                let other = link.task as usize;
                links.put(next.at(other) as usize, Link { task: task as u32, ..*link });
                next.change(other, |place| *place += 1);
            }
        }
        Self { start, links }
    }
}

impl Network {
    /// The network of tasks, and where each id stands in it.
    ///
    /// # Errors
    /// Ids that are there twice, too many links, unknown predecessors (all of
    /// them), loops (a shortest one of each knot).
    pub fn new(tasks: &[Task]) -> Result<(Self, Positions<'_>), Problem> {
        let positions = Positions::new("event.tasks", tasks.iter().map(|task| task.id.as_str()))?;
        let (incoming, unknown) = Links::of_tasks(tasks, &positions);
        if incoming.links.len() + unknown.len() > MOST_LINKS {
            let field = "event.tasks.dependencies".to_owned();
            return Err(Problem::TooMany { field, limit: MOST_LINKS });
        }
        let outgoing = incoming.reversed();
        let waiting = (0..tasks.len()).map(|task| incoming.of(task).len() as u32);
        let order = topological_order(waiting.collect(), &outgoing);
        if order.len() < tasks.len() || !unknown.is_empty() {
            return Err(broken(tasks, &incoming, &outgoing, unknown));
        }
        Ok((Self { incoming, outgoing, order }, positions))
    }

    /// Tasks.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there are no tasks.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Links.
    pub fn links(&self) -> usize {
        self.incoming.links.len()
    }

    /// What a task waits for, in the order its dependencies were written.
    #[inline]
    pub fn predecessors(&self, task: usize) -> &[Link] {
        self.incoming.of(task)
    }

    /// What waits for a task, by position.
    #[inline]
    pub fn successors(&self, task: usize) -> &[Link] {
        self.outgoing.of(task)
    }

    /// Every task after all it waits for.
    pub fn order(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.order.iter().map(|&task| task as usize)
    }
}

/// Kahn's algorithm (1962) over how many links each task waits for: every task
/// after all it waits for. Those in a loop, and all behind one, are left out.
#[inline(never)]
pub(super) fn topological_order(mut waiting: Vec<u32>, outgoing: &Links) -> Vec<u32> {
    let tasks = waiting.len();
    let mut order: Vec<u32> = Vec::with_capacity(tasks);
    order.extend((0..tasks as u32).filter(|&task| waiting.at(task as usize) == 0));
    let mut next = 0;
    while let Some(&task) = order.get(next) {
        next += 1;
        for link in outgoing.of(task as usize) {
            let successor = link.task as usize;
            let left = waiting.at(successor) - 1;
            waiting.put(successor, left);
            if left == 0 {
                order.push(link.task);
            }
        }
    }
    order
}

/// Why there is no network of these tasks.
#[cold]
fn broken(tasks: &[Task], incoming: &Links, outgoing: &Links, unknown: Vec<&str>) -> Problem {
    let mut unknown: Vec<String> = unknown.into_iter().map(str::to_owned).collect();
    order::unique(&mut unknown);
    let id = |&task: &usize| tasks.get(task).map(|task| task.id.clone());
    let ids = |cycle: &Vec<usize>| cycle.iter().filter_map(id).collect();
    let cycles: Vec<Vec<String>> = cycle::loops(incoming, outgoing).iter().map(ids).collect();
    if cycles.is_empty() { Problem::Unknown(unknown) } else { Problem::Cycle { cycles, unknown } }
}
