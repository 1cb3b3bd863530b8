//! The activity network: who waits for whom, as flat arrays of positions.

use crate::at::At;

/// Which end of the predecessor binds which end of the successor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Finish to start.
    #[default]
    FS,
    /// Start to start.
    SS,
    /// Finish to finish.
    FF,
    /// Start to finish.
    SF,
}

/// One end of a link: the task at the other end, and what the link asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Link {
    /// Position of the task at the other end.
    pub task: u32,
    /// Which ends are linked.
    pub kind: Kind,
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
    /// Tasks.
    pub fn tasks(&self) -> usize {
        self.start.len() - 1
    }

    /// The links of one task.
    #[inline]
    pub fn of(&self, task: usize) -> &[Link] {
        let range = self.start.at(task) as usize..self.start.at(task + 1) as usize;
        self.links.get(range).unwrap_or_default()
    }

    /// None yet, with room for those of so many tasks.
    pub fn with_capacity(tasks: usize) -> Self {
        let mut start = Vec::with_capacity(tasks + 1);
        start.push(0);
        Self { start, links: Vec::with_capacity(tasks * 2) }
    }

    /// Adds a link of the task that is not closed yet.
    pub fn push(&mut self, link: Link) {
        self.links.push(link);
    }

    /// How many links there are.
    pub fn len(&self) -> usize {
        self.links.len()
    }

    /// Whether there is no link.
    pub fn is_empty(&self) -> bool {
        self.links.is_empty()
    }

    /// Ends the links of one task; those added next are of the next one.
    pub fn close(&mut self) {
        self.start.push(self.links.len() as u32);
    }

    /// The same links seen from their other ends.
    #[must_use]
    #[inline]
    pub fn reversed(&self) -> Self {
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
    /// The network of what each task waits for; `Err` with the links seen from
    /// their other ends where some task waits for itself.
    #[inline]
    pub fn new(incoming: Links) -> Result<Self, (Links, Links)> {
        let outgoing = incoming.reversed();
        let waiting = (0..incoming.tasks()).map(|task| incoming.of(task).len() as u32);
        let order = topological_order(waiting.collect(), &outgoing);
        if order.len() < incoming.tasks() {
            return Err((incoming, outgoing));
        }
        Ok(Self { incoming, outgoing, order })
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
        self.incoming.len()
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
pub fn topological_order(mut waiting: Vec<u32>, outgoing: &Links) -> Vec<u32> {
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
