//! How much of each resource is left over time, as a step function: its size
//! follows the number of activities, never the unit of time.

use super::network::Network;
use super::pack::Lanes;
use crate::at::At;

/// Free capacity by step; the last step has no end.
#[derive(Debug, Clone)]
pub(super) struct Profile {
    lanes: Lanes,
    /// The first `len` of these are in use.
    steps: Vec<Step>,
    len: usize,
    /// What does not fit in a step's word: `lanes.words - 1` words per step.
    more: Vec<u64>,
    /// Steps looked at and rows moved since the beginning: what the work costs
    /// on any machine.
    pub(super) work: u64,
}

/// A part of the time, up to where the next step begins. Nearly always all
/// resources fit in one word, so that is what lies here.
#[derive(Debug, Clone, Copy, Default)]
struct Step {
    /// Packed amounts with their guards set, the first word of them.
    free: u64,
    /// Ascending; 0 for the first.
    begin: i32,
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
        let steps = vec![Step::default(); 2 * network.len() + 2];
        let mut profile = Self { lanes: network.lanes, steps, len: 1, more: Vec::new(), work: 0 };
        profile.reset(network);
        profile
    }

    /// Everything free at all times, again.
    pub(super) fn reset(&mut self, network: &Network) {
        let (&free, more) = network.free.split_first().unwrap_or((&0, &[]));
        self.len = 1;
        self.steps.put(0, Step { free: self.lanes.guarded(free), begin: 0 });
        self.more.clear();
        self.more.extend(more.iter().map(|&free| self.lanes.guarded(free)));
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
    #[inline(never)]
    pub(super) fn place(&mut self, earliest: i32, duration: i32, need: &[u64]) -> i32 {
        if holds_nothing(duration, need) {
            return earliest;
        }
        let Gap { start, mut first, mut last } = self.gap(earliest, duration, need);
        let finish = start + duration;
        if self.next(last).is_none_or(|end| finish < end) {
            self.split(last, finish);
        }
        if self.steps.at(first).begin < start {
            self.split(first, start);
            first += 1;
            last += 1;
        }
        let (&need, more) = need.split_first().unwrap_or((&0, &[]));
        for step in self.steps.get_mut(first..=last).unwrap_or_default() {
            step.free -= need;
        }
        if !more.is_empty() {
            self.change(first..last + 1, more, |free, need| *free -= need);
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
        let (&need, more) = need.split_first().unwrap_or((&0, &[]));
        for step in self.steps.get_mut(first..end).unwrap_or_default() {
            step.free += need;
        }
        self.change(first..end, more, |free, need| *free += need);
    }

    /// Whether `need` is free in the step that holds a moment.
    #[inline]
    pub(super) fn free_in(&mut self, step: usize, need: &[u64]) -> bool {
        self.work += 1;
        let (&first, more) = need.split_first().unwrap_or((&0, &[]));
        self.lanes.fits(first, self.steps.at(step).free) && self.more_fits(step, more)
    }

    /// Where the next step after `time` begins.
    #[inline]
    pub(super) fn next_after(&self, time: i32) -> Option<i32> {
        self.next(self.step_at(time))
    }

    /// Where a step ends, unless it has no end.
    #[inline]
    fn next(&self, step: usize) -> Option<i32> {
        let next = self.steps.get(step + 1).filter(|_| step + 1 < self.len);
        next.map(|step| step.begin)
    }

    #[inline]
    fn gap(&mut self, earliest: i32, duration: i32, need: &[u64]) -> Gap {
        let (&word, more) = need.split_first().unwrap_or((&0, &[]));
        let begin = self.step_at(earliest);
        let (mut start, mut first, mut last) = (earliest, begin, begin);
        let steps = self.steps.get(begin..self.len).unwrap_or_default();
        let nexts = steps.get(1..).unwrap_or_default();
        for (step, next) in steps.iter().zip(nexts) {
            let fits = self.lanes.fits(word, step.free) && self.more_fits(last, more);
            // Choices rather than branches: which step fits is hard to guess.
            start = if fits { start } else { next.begin };
            first = if fits { first } else { last + 1 };
            if next.begin - start >= duration {
                break;
            }
            last += 1;
        }
        self.work += ((last - begin + 1) * (1 + self.lanes.words / WORDS_PER_STEP)) as u64;
        Gap { start, first, last }
    }

    /// The step that holds `time`.
    #[inline]
    pub(super) fn step_at(&self, time: i32) -> usize {
        let steps = self.steps.get(..self.len).unwrap_or_default();
        steps.partition_point(|step| step.begin <= time).saturating_sub(1)
    }

    /// Whether the words beyond the first are free.
    #[inline]
    fn more_fits(&self, step: usize, more: &[u64]) -> bool {
        more.is_empty() || self.more_fits_too(step, more)
    }

    #[inline(never)]
    fn more_fits_too(&self, step: usize, more: &[u64]) -> bool {
        let row = self.more.get(step * more.len()..(step + 1) * more.len()).unwrap_or_default();
        more.iter().zip(row).all(|(&need, &free)| self.lanes.fits(need, free))
    }

    /// Changes the words beyond the first of some steps.
    #[inline(never)]
    fn change(&mut self, steps: std::ops::Range<usize>, more: &[u64], change: fn(&mut u64, u64)) {
        let words = more.len().max(1);
        let rows = self.more.get_mut(steps.start * words..steps.end * words).unwrap_or_default();
        for row in rows.chunks_exact_mut(words) {
            for (free, &need) in row.iter_mut().zip(more) {
                change(free, need);
            }
        }
    }

    /// Lets a new step begin at `time`, within `step`.
    #[inline]
    fn split(&mut self, step: usize, time: i32) {
        if self.len == self.steps.len() {
            self.steps.resize(2 * self.len, Step::default());
        }
        self.len += 1;
        // By hand: in wasm a call that moves memory costs more than to move these few.
        let mut steps = self.steps.get_mut(step..self.len).unwrap_or_default().iter_mut();
        let mut moved = steps.next().map_or(Step::default(), |step| *step);
        moved.begin = time;
        for step in steps {
            std::mem::swap(step, &mut moved);
        }
        let words = self.lanes.words;
        self.work += (((self.len - 1) - step) * words / MOVED_PER_STEP) as u64;
        if words > 1 {
            let (words, end) = (words - 1, self.more.len());
            let row = step * words;
            self.more.extend_from_within(end - words..);
            self.more.copy_within(row..end - words, row + words);
        }
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
        assert!(profile.len <= 11);
    }
}
