//! How good an order is.

use super::changeover::Changeovers;
use super::job::{Blocks, Job};
use crate::at::At;

/// The objectives in their order; the smaller the better, the first that
/// differs decides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Value {
    /// Total lateness of heroes, in minutes.
    pub hero_late: i64,
    /// Total lateness of the others.
    pub late: i64,
    /// Total set-up.
    pub setup: i64,
    /// Sum of the heroes' completion times.
    pub hero_done: i64,
}

/// A plan under way: what it is worth so far, and where it stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Progress {
    pub(super) value: Value,
    /// Minutes since the start.
    pub(super) clock: i64,
    /// The family on set; `None` before the first.
    pub(super) family: Option<u32>,
}

impl Progress {
    /// Shoots a block next.
    #[inline]
    pub(super) fn then(mut self, blocks: &Blocks, block: u32, changes: &Changeovers) -> Self {
        let Some(block) = blocks.list.get(block as usize) else { return self };
        self.change_to(block.family, changes);
        let (late, done) = blocks.late_and_done(block, self.clock);
        if block.hero {
            self.value.hero_late += late;
            self.value.hero_done += done;
        } else {
            self.value.late += late;
        }
        self.clock += block.minutes;
        self
    }

    fn change_to(&mut self, family: u32, changes: &Changeovers) {
        let setup = self.family.map_or(0, |from| changes.between(from, family));
        self.value.setup += setup;
        self.clock += setup;
        self.family = Some(family);
    }
}

/// What an order of blocks is worth.
pub(super) fn of_blocks(blocks: &Blocks, order: &[u32], changes: &Changeovers) -> Value {
    let start = Progress::default();
    order.iter().fold(start, |plan, block| plan.then(blocks, *block, changes)).value
}

/// What an order of jobs is worth.
pub(super) fn of_jobs(jobs: &[Job], order: &[u32], changes: &Changeovers) -> Value {
    let mut plan = Progress::default();
    for at in order {
        let job = jobs.at(*at as usize);
        plan.change_to(job.family, changes);
        plan.clock += job.minutes;
        let late = (plan.clock.saturating_sub(job.due)).max(0);
        if job.hero {
            plan.value.hero_late += late;
            plan.value.hero_done += plan.clock;
        } else {
            plan.value.late += late;
        }
    }
    plan.value
}
