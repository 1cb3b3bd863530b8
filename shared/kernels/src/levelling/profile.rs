//! How much of each resource is left over time, as a step function: its size
//! follows the number of activities, never the unit of time.

use super::network::Network;
use super::pack::Lanes;
use crate::at::At;

/// Free capacity by step; the last step has no end.
#[derive(Debug, Clone)]
pub(super) struct Profile {
    lanes: Lanes,
    /// Where each step begins, ascending; the first is 0.
    times: Vec<i32>,
    /// Packed amounts, `lanes.words` per step.
    free: Vec<u64>,
    /// Steps looked at and rows moved since the beginning: what the work costs
    /// on any machine.
    pub(super) work: u64,
}

/// Words compared in the time it takes to look at a step of one word.
const WORDS_PER_STEP: usize = 4;
/// Words moved in the time it takes to look at one step.
const MOVED_PER_STEP: usize = 8;

/// Where in the profile an activity would go.
struct Gap {
    start: i32,
    /// The step that holds `start`.
    first: usize,
    /// The step that holds the last moment.
    last: usize,
}

impl Profile {
    /// Everything free at all times.
    pub(super) fn new(network: &Network) -> Self {
        let free = network.free.clone();
        Self { lanes: network.lanes, times: vec![0], free, work: 0 }
    }

    /// Everything free at all times, again.
    pub(super) fn reset(&mut self, network: &Network) {
        self.times.clear();
        self.times.push(0);
        self.free.clear();
        self.free.extend_from_slice(&network.free);
    }

    /// The earliest moment, not before `earliest`, from which `need` is free
    /// for `duration`.
    pub(super) fn earliest(&mut self, earliest: i32, duration: i32, need: &[u64]) -> i32 {
        if holds_nothing(duration, need) {
            earliest
        } else {
            self.gap(earliest, duration, need).start
        }
    }

    /// Takes `need` for `duration` from the earliest moment possible, not
    /// before `earliest`, and returns that moment.
    #[inline]
    pub(super) fn place(&mut self, earliest: i32, duration: i32, need: &[u64]) -> i32 {
        if holds_nothing(duration, need) {
            return earliest;
        }
        let Gap { start, mut first, mut last } = self.gap(earliest, duration, need);
        let finish = start + duration;
        if self.times.get(last + 1).is_none_or(|&end| finish < end) {
            self.split(last, finish);
        }
        if self.times.at(first) < start {
            self.split(first, start);
            first += 1;
            last += 1;
        }
        let words = self.lanes.words;
        let rows = self.free.get_mut(first * words..(last + 1) * words).unwrap_or_default();
        for row in rows.chunks_exact_mut(words) {
            for (free, need) in row.iter_mut().zip(need) {
                *free -= need;
            }
        }
        start
    }

    /// Gives back what was taken from `start` on for `duration`.
    pub(super) fn give_back(&mut self, start: i32, duration: i32, need: &[u64]) {
        if holds_nothing(duration, need) {
            return;
        }
        // Taking it left a step that begins at either end.
        let (first, end) = (self.step_at(start), self.step_at(start + duration));
        let words = self.lanes.words;
        let rows = self.free.get_mut(first * words..end * words).unwrap_or_default();
        for row in rows.chunks_exact_mut(words) {
            for (free, need) in row.iter_mut().zip(need) {
                *free += need;
            }
        }
    }

    /// Whether `need` is free at `time`.
    #[inline]
    pub(super) fn free_at(&mut self, time: i32, need: &[u64]) -> bool {
        self.work += 1;
        self.fits(self.step_at(time), need)
    }

    /// Where the next step after `time` begins.
    #[inline]
    pub(super) fn next_after(&self, time: i32) -> Option<i32> {
        self.times.get(self.step_at(time) + 1).copied()
    }

    #[inline]
    fn gap(&mut self, earliest: i32, duration: i32, need: &[u64]) -> Gap {
        let begin = self.step_at(earliest);
        let (mut start, mut first, mut last) = (earliest, begin, begin);
        while let Some(&end) = self.times.get(last + 1) {
            if !self.fits(last, need) {
                start = end;
                first = last + 1;
            } else if end - start >= duration {
                break;
            }
            last += 1;
        }
        self.work += ((last - begin + 1) * (1 + self.lanes.words / WORDS_PER_STEP)) as u64;
        Gap { start, first, last }
    }

    /// The step that holds `time`.
    #[inline]
    fn step_at(&self, time: i32) -> usize {
        self.times.partition_point(|&begin| begin <= time).saturating_sub(1)
    }

    #[inline]
    fn fits(&self, step: usize, need: &[u64]) -> bool {
        let words = self.lanes.words;
        let row = self.free.get(step * words..(step + 1) * words).unwrap_or_default();
        self.lanes.fit(need, row)
    }

    /// Lets a new step begin at `time`, within `step`.
    #[inline]
    fn split(&mut self, step: usize, time: i32) {
        self.times.insert(step + 1, time);
        let (words, end) = (self.lanes.words, self.free.len());
        let row = step * words;
        self.free.extend_from_within(end - words..);
        self.free.copy_within(row..end - words, row + words);
        self.work += ((end - row) / MOVED_PER_STEP) as u64;
    }
}

#[inline]
fn holds_nothing(duration: i32, need: &[u64]) -> bool {
    duration == 0 || need.iter().all(|&word| word == 0)
}

#[cfg(test)]
mod tests {
    use super::Profile;
    use crate::levelling::{Network, Project, Rows};

    /// Packed demands of one activity each, and a profile with these capacities.
    fn profile(capacities: &[i32], demands: &[&[i32]]) -> (Network, Profile) {
        let mut rows = Rows::default();
        for demands in demands {
            rows.push((0..).zip(demands.iter().copied()).filter(|(_, amount)| *amount > 0));
        }
        let n = demands.len();
        let network = Network::new(Project {
            durations: vec![1; n],
            releases: vec![0; n],
            links: Vec::new(),
            order: (0..n).collect(),
            demands: rows,
            capacities: capacities.to_vec(),
        });
        let profile = Profile::new(&network);
        (network, profile)
    }

    #[test]
    fn finds_the_first_gap_that_is_long_enough() {
        for scale in [1, 100_000] {
            let amounts: [&[i32]; 3] = [&[2 * scale, 0], &[scale, 1], &[3 * scale, 0]];
            let (network, mut profile) = profile(&[3 * scale, 1], &amounts);
            let [two, both, all] = [0, 1, 2].map(|j| network.need(j).to_vec());
            assert_eq!(profile.place(2, 4, &two), 2);
            assert_eq!(profile.place(9, 1, &two), 9);
            assert_eq!(profile.earliest(0, 2, &two), 0);
            assert_eq!(profile.earliest(0, 3, &two), 6);
            assert_eq!(profile.earliest(0, 4, &two), 10);
            assert_eq!(profile.earliest(3, 40, &both), 3);
            assert_eq!(profile.earliest(4, 0, &all), 4, "a milestone holds nothing");
        }
    }

    #[test]
    fn what_is_given_back_can_be_taken_again() {
        let (network, mut profile) = profile(&[3], &[&[2], &[3]]);
        let [two, all] = [0, 1].map(|j| network.need(j).to_vec());
        assert_eq!(profile.place(5, 10, &two), 5);
        assert_eq!(profile.place(0, 7, &all), 15);
        profile.give_back(5, 10, &two);
        assert_eq!(profile.earliest(0, 7, &all), 0);
        profile.give_back(15, 7, &all);
        assert_eq!(profile.earliest(0, 99, &all), 0);
    }

    #[test]
    fn does_not_grow_with_the_unit_of_time() {
        let (network, mut profile) = profile(&[1], &[&[1]]);
        for round in 0..10 {
            assert_eq!(profile.place(0, 1_000_000, network.need(0)), round * 1_000_000);
        }
        assert_eq!(profile.next_after(9_500_000), Some(10_000_000));
        assert!(profile.times.len() <= 11);
    }
}
