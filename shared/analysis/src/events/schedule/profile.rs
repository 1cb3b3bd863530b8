//! How much of each resource is left over time, as a step function: its size
//! follows the number of activities, never the unit of time.

use crate::at::At;

/// Free capacity by step; the last step has no end.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile {
    resources: usize,
    /// Where each step begins, ascending; the first is 0.
    times: Vec<i32>,
    /// `resources` amounts per step.
    free: Vec<i32>,
    /// Steps looked at and rows moved since the beginning: what the work costs
    /// on any machine.
    pub(super) work: u64,
}

/// Numbers moved in the time it takes to look at one step.
const MOVED_PER_STEP: usize = 8;

impl Profile {
    /// Everything free at all times.
    pub(super) fn reset(&mut self, capacities: &[i32]) {
        self.resources = capacities.len();
        self.times.clear();
        self.times.push(0);
        self.free.clear();
        self.free.extend_from_slice(capacities);
    }

    /// The earliest moment, not before `earliest`, from which `demands` are
    /// free for `duration`.
    #[inline]
    pub(super) fn earliest(&mut self, earliest: i32, duration: i32, demands: &[(u32, i32)]) -> i32 {
        if duration == 0 || demands.is_empty() {
            return earliest;
        }
        let mut start = earliest;
        let first = self.step_at(earliest);
        let mut step = first;
        while let Some(&end) = self.times.get(step + 1) {
            if !self.fits(step, demands) {
                start = end;
            } else if end - start >= duration {
                break;
            }
            step += 1;
        }
        self.work += (step - first + 1) as u64;
        start
    }

    /// Whether `demands` are free at `time`.
    #[inline]
    pub(super) fn free_at(&mut self, time: i32, demands: &[(u32, i32)]) -> bool {
        self.work += 1;
        demands.is_empty() || self.fits(self.step_at(time), demands)
    }

    /// Where the next step after `time` begins.
    #[inline]
    pub(super) fn next_after(&self, time: i32) -> Option<i32> {
        self.times.get(self.step_at(time) + 1).copied()
    }

    /// Takes `demands` from `start` for `duration`.
    #[inline]
    pub(super) fn take(&mut self, start: i32, duration: i32, demands: &[(u32, i32)]) {
        if duration == 0 || demands.is_empty() {
            return;
        }
        let first = self.split(start);
        let last = self.split(start + duration);
        let rows = first * self.resources..last * self.resources;
        for row in
            self.free.get_mut(rows).into_iter().flat_map(|r| r.chunks_exact_mut(self.resources))
        {
            for &(resource, amount) in demands {
                row.change(resource as usize, |left| *left -= amount);
            }
        }
    }

    /// Whether more was taken than there is.
    pub(super) fn is_overdrawn(&self) -> bool {
        self.free.iter().any(|&left| left < 0)
    }

    /// The step that holds `time`.
    #[inline]
    fn step_at(&self, time: i32) -> usize {
        self.times.partition_point(|&begin| begin <= time).saturating_sub(1)
    }

    #[inline]
    fn fits(&self, step: usize, demands: &[(u32, i32)]) -> bool {
        let row = self.free.get(step * self.resources..).unwrap_or_default();
        demands.iter().all(|&(resource, amount)| row.at(resource as usize) >= amount)
    }

    /// The step that begins at `time`, cut off its predecessor where needed.
    #[inline]
    fn split(&mut self, time: i32) -> usize {
        let step = self.step_at(time);
        if self.times.at(step) == time {
            return step;
        }
        self.times.insert(step + 1, time);
        let (row, end) = (step * self.resources, self.free.len());
        self.free.extend_from_within(end - self.resources..);
        self.free.copy_within(row..end - self.resources, row + self.resources);
        self.work += ((end - row) / MOVED_PER_STEP) as u64;
        step + 1
    }
}

#[cfg(test)]
mod tests {
    use super::Profile;

    #[test]
    fn finds_the_first_gap_that_is_long_enough() {
        let mut profile = Profile::default();
        profile.reset(&[3, 1]);
        profile.take(2, 4, &[(0, 2)]);
        profile.take(9, 1, &[(0, 2)]);
        assert_eq!(profile.earliest(0, 2, &[(0, 2)]), 0);
        assert_eq!(profile.earliest(0, 3, &[(0, 2)]), 6);
        assert_eq!(profile.earliest(0, 4, &[(0, 2)]), 10);
        assert_eq!(profile.earliest(3, 40, &[(0, 1), (1, 1)]), 3);
        assert_eq!(profile.earliest(4, 0, &[(0, 3)]), 4, "a milestone holds nothing");
    }

    #[test]
    fn does_not_grow_with_the_unit_of_time() {
        let mut profile = Profile::default();
        profile.reset(&[1]);
        for _ in 0..10 {
            let start = profile.earliest(0, 1_000_000, &[(0, 1)]);
            profile.take(start, 1_000_000, &[(0, 1)]);
        }
        assert_eq!(profile.next_after(9_500_000), Some(10_000_000));
        assert!(profile.times.len() <= 11);
    }
}
