//! Few jobs, tried in every order that their links allow. Placed one after the
//! other as early as they can be, some order has each of them at its earliest
//! possible finish: if none is in time, none can be.

use super::place::{Effort, InUse, Job, Placed, bound};
use crate::at::At;

/// Jobs of which every order is tried.
pub(super) const MOST_JOBS: usize = 7;

/// Jobs being placed.
struct Orders<'a> {
    jobs: &'a [Job],
    placed: Vec<Placed>,
    used: InUse,
    effort: &'a Effort,
    /// Whether a job that was placed so cannot be in time any more.
    is_late: &'a dyn Fn(&Job, &Placed) -> bool,
    is_good: &'a dyn Fn(&[Placed]) -> bool,
}

/// The first good placing there is; orders that place a late job are left out.
/// `None` also where the effort is spent.
pub(super) fn any_order(
    jobs: &[Job],
    effort: &Effort,
    is_late: &dyn Fn(&Job, &Placed) -> bool,
    is_good: &dyn Fn(&[Placed]) -> bool,
) -> Option<Vec<Placed>> {
    let placed = vec![Placed::default(); jobs.len()];
    let used = InUse::default();
    let mut orders = Orders { jobs, placed, used, effort, is_late, is_good };
    orders.goes_on(0).then_some(orders.placed)
}

impl Orders<'_> {
    /// Whether the jobs that are not in `done`, a bit for each, can be placed.
    fn goes_on(&mut self, done: usize) -> bool {
        let jobs = self.jobs;
        if done + 1 == 1 << jobs.len() {
            return (self.is_good)(&self.placed);
        }
        for (job, given) in jobs.iter().enumerate() {
            let may = done >> job & 1 == 0
                && given.after.iter().all(|&(other, ..)| done >> other & 1 == 1);
            if !may || self.effort.is_spent() {
                continue;
            }
            let found = self.used.earliest(given, bound(given, &self.placed), self.effort);
            if (self.is_late)(given, &found) {
                continue;
            }
            self.placed.put(job, found);
            self.used.book(job, given, found);
            if self.goes_on(done | 1 << job) {
                return true;
            }
            self.used.free(job);
        }
        false
    }
}
