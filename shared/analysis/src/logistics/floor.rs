//! What the looks still need.

use super::index::{Index, grouped};
use super::sample::{Sample, SampleStatus};
use crate::at::At;
use crate::order::sort;

/// Counted once, read by every blocker.
pub(super) struct Floor<'a> {
    samples: &'a [Sample],
    index: &'a Index<'a>,
    /// By look: camera time not shot yet, samples not shot yet, and samples not
    /// in the house that nothing in the house can stand in for.
    open_minutes: Vec<i64>,
    open_samples: Vec<usize>,
    missing: Vec<usize>,
    /// Looks of missing samples that a sample could stand in for, and where each
    /// sample's part begins.
    lent_looks: Vec<u32>,
    starts: Vec<u32>,
    covered: Vec<bool>,
}

impl<'a> Floor<'a> {
    pub(super) fn new(samples: &'a [Sample], index: &'a Index<'a>) -> Self {
        let at_hand = |at: usize| samples.get(at).is_some_and(is_at_hand);
        let covered: Vec<bool> = samples
            .iter()
            .map(|s| s.substitutes().any(|id| index.find(id).is_some_and(at_hand)))
            .collect();
        let looks = index.look_names().len();
        let mut floor = Self {
            samples,
            index,
            open_minutes: vec![0; looks],
            open_samples: vec![0; looks],
            missing: vec![0; looks],
            lent_looks: Vec::new(),
            starts: Vec::new(),
            covered,
        };
        let (mut lenders, mut looks) = (Vec::new(), Vec::new());
        for (at, sample) in samples.iter().enumerate() {
            let Some(look) = index.look_of(at) else { continue };
            let absent = sample.status.is_outstanding() && !floor.is_covered(at);
            let add = |list: &mut Vec<usize>, n: bool| {
                if let Some(total) = list.get_mut(look) {
                    *total += usize::from(n);
                }
            };
            let open = sample.status != SampleStatus::Shot;
            add(&mut floor.open_samples, open);
            add(&mut floor.missing, absent);
            if let Some(minutes) = floor.open_minutes.get_mut(look).filter(|_| open) {
                *minutes += sample.shoot_minutes();
            }
            if absent {
                for lender in sample.substitutes().filter_map(|id| index.find(id)) {
                    lenders.push(lender as u32);
                    looks.push(look as u32);
                }
            }
        }
        let (lends, starts) = grouped(&lenders, samples.len());
        floor.lent_looks = lends.iter().map(|lend| looks.at(*lend as usize)).collect();
        floor.starts = starts;
        floor
    }

    pub(super) fn is_covered(&self, at: usize) -> bool {
        self.covered.get(at).copied().unwrap_or_default()
    }

    /// Looks that cannot be completed without the sample: its own, and those
    /// of missing samples it could stand in for. None where it has a stand-in.
    pub(super) fn looks(&self, at: usize) -> Vec<u32> {
        if self.is_covered(at) {
            return Vec::new();
        }
        let start = |at: usize| self.starts.at(at) as usize;
        let lent = self.lent_looks.get(start(at)..start(at + 1)).unwrap_or_default();
        let own = self.index.look_of(at).map(|look| look as u32);
        let mut looks: Vec<u32> = own.iter().chain(lent).copied().collect();
        sort(&mut looks, &|a, b| self.look_name(a).cmp(self.look_name(b)));
        looks.dedup();
        looks
    }

    /// The name of a look.
    pub(super) fn look_name(&self, look: u32) -> &str {
        self.index.look_names().get(look as usize).copied().unwrap_or_default()
    }

    /// What waits for the sample at a place that blocks these looks.
    pub(super) fn counts(&self, at: usize, looks: &[u32]) -> Counts {
        let own_look = self.index.look_of(at);
        Counts {
            minutes: looks.iter().map(|look| self.open_minutes.at(*look as usize)).sum(),
            samples: looks.iter().map(|look| self.open_samples.at(*look as usize)).sum(),
            own_look: own_look.is_some(),
            alone: own_look.is_some_and(|look| self.missing.at(look) == 1),
        }
    }

    /// A sample in the house that can stand in for this one.
    pub(super) fn stand_in(&self, sample: &Sample) -> Option<&Sample> {
        let named = sample.substitutes().filter_map(|id| self.index.find(id));
        named.filter_map(|at| self.samples.get(at)).find(|sample| is_at_hand(sample))
    }
}

/// In the house and not used up.
fn is_at_hand(sample: &Sample) -> bool {
    !sample.status.is_outstanding() && sample.status != SampleStatus::Shot
}

/// What waits for a sample.
pub(super) struct Counts {
    /// Camera time of its looks, not shot yet.
    pub(super) minutes: i64,
    /// Samples of its looks, not shot yet.
    pub(super) samples: usize,
    /// Whether it belongs to a look itself.
    pub(super) own_look: bool,
    /// Whether one sample only keeps that look.
    pub(super) alone: bool,
}
