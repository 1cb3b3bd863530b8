//! Every order of a few jobs. Placed one after the other as early as they can
//! be, some order has each at its earliest possible finish: if none is in time,
//! none can be.

use crate::at::At;

/// Jobs of which every order is tried.
pub(super) const MOST_JOBS: usize = 7;

/// An order of jobs as a count (Lehmer's code): how many of those that are left
/// are passed over at each place.
pub(super) struct Orders(Vec<usize>);

impl Orders {
    /// The first order: as they stand.
    pub(super) fn new(jobs: usize) -> Self {
        Self(vec![0; jobs])
    }

    /// The order it has come to.
    pub(super) fn order(&self) -> Vec<u32> {
        let Self(code) = self;
        let mut order: Vec<u32> = Vec::with_capacity(code.len());
        for &passed in code {
            let mut left = (0..code.len() as u32).filter(|job| !order.contains(job));
            let job = left.nth(passed);
            order.extend(job);
        }
        order
    }

    /// Goes on to the next order with another job at `place` or before; whether
    /// there is one.
    pub(super) fn skip(&mut self, place: usize) -> bool {
        let Self(code) = self;
        let jobs = code.len();
        for behind in place + 1..jobs {
            code.put(behind, 0);
        }
        for here in (0..=place).rev() {
            code.change(here, |passed| *passed += 1);
            if code.at(here) < jobs - here {
                return true;
            }
            code.put(here, 0);
        }
        false
    }
}
