//! How much of each resource is left over time, as a step function: its size
//! follows the number of activities, never the unit of time.

use super::network::{Need, Network};
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
#[repr(C)]
struct Step {
    /// Ascending; 0 for the first. In front, as that is what is searched for.
    begin: i32,
    /// Packed amounts with their guards set, the first word of them.
    free: u64,
}

/// Words compared in the time it takes to look at a step of one word.
const WORDS_PER_STEP: usize = 4;
/// Words moved in the time it takes to look at one step.
const MOVED_PER_STEP: usize = 8;
/// Steps at the end that are looked at one by one: most searches end there, and
/// to halve the rest each time is to wait for one look before the next.
const NEAR: usize = 16;

/// Where in the profile an activity would go.
struct Gap {
    start: i32,
    /// The step that holds `start`.
    first: usize,
    /// The step that holds the last moment.
    last: usize,
}

/// What is free in one step.
#[derive(Clone, Copy)]
pub(super) struct Free<'a> {
    word: u64,
    more: &'a [u64],
    lanes: Lanes,
}

impl Free<'_> {
    /// Whether it suffices.
    #[inline]
    pub(super) fn suffices(self, need: Need<'_>) -> bool {
        let mut more = need.more.iter().zip(self.more);
        self.lanes.fits(need.word, self.word)
            && more.all(|(&need, &free)| self.lanes.fits(need, free))
    }
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
    pub(super) fn earliest(&mut self, earliest: i32, duration: i32, need: Need<'_>) -> i32 {
        if duration == 0 || need.is_nothing() {
            return earliest;
        }
        self.gap(self.step_at(earliest), earliest, duration, need).start
    }

    /// Takes `need` for `duration` from the earliest moment possible, not
    /// before `earliest`, and returns that moment.
    #[inline]
    pub(super) fn place(&mut self, earliest: i32, duration: i32, need: Need<'_>) -> i32 {
        self.place_from(self.step_at(earliest), earliest, duration, need)
    }

    /// The same, where it is known which step holds `earliest`.
    #[inline]
    pub(super) fn place_from(
        &mut self,
        step: usize,
        earliest: i32,
        duration: i32,
        need: Need<'_>,
    ) -> i32 {
        self.place_words(step, earliest, duration, need.word, need.more)
    }

    /// The same. Single words are passed in registers, a need would be in memory.
    #[inline(never)]
    fn place_words(
        &mut self,
        step: usize,
        earliest: i32,
        duration: i32,
        word: u64,
        more: &[u64],
    ) -> i32 {
        let need = Need { word, more };
        if duration == 0 || need.is_nothing() {
            return earliest;
        }
        let Gap { start, mut first, mut last } = self.gap(step, earliest, duration, need);
        let finish = start + duration;
        if self.next(last).is_none_or(|end| finish < end) {
            self.split(last, finish);
        }
        if self.steps.at(first).begin < start {
            self.split(first, start);
            first += 1;
            last += 1;
        }
        for step in self.steps.get_mut(first..=last).unwrap_or_default() {
            step.free -= need.word;
        }
        if !need.more.is_empty() {
            self.change(first..last + 1, need.more, |free, need| *free -= need);
        }
        start
    }

    /// Gives back what was taken from `start` on for `duration`.
    pub(super) fn give_back(&mut self, start: i32, duration: i32, need: Need<'_>) {
        if duration == 0 || need.is_nothing() {
            return;
        }
        // Taking it left a step that begins at either end.
        let (first, end) = (self.step_at(start), self.step_at(start + duration));
        for step in self.steps.get_mut(first..end).unwrap_or_default() {
            step.free += need.word;
        }
        self.change(first..end, need.more, |free, need| *free += need);
    }

    /// What is free in a step.
    #[inline]
    pub(super) fn free_in(&self, step: usize) -> Free<'_> {
        let words = self.lanes.words - 1;
        let more = self.more.get(step * words..(step + 1) * words).unwrap_or_default();
        Free { word: self.steps.at(step).free, more, lanes: self.lanes }
    }

    /// Where a step ends, unless it has no end.
    #[inline]
    pub(super) fn next(&self, step: usize) -> Option<i32> {
        let next = self.steps.get(step + 1).filter(|_| step + 1 < self.len);
        next.map(|step| step.begin)
    }

    #[expect(clippy::inline_always, reason = "its outcome would come back through memory")]
    #[inline(always)]
    fn gap(&mut self, begin: usize, earliest: i32, duration: i32, need: Need<'_>) -> Gap {
        let (mut start, mut first, mut last) = (earliest, begin, begin);
        let mut free = self.steps.at(begin).free;
        for next in self.steps.get(begin + 1..self.len).unwrap_or_default() {
            let fits = self.lanes.fits(need.word, free) && self.more_fits(last, need.more);
            // Choices rather than branches: which step fits is hard to guess.
            start = if fits { start } else { next.begin };
            first = if fits { first } else { last + 1 };
            if next.begin - start >= duration {
                break;
            }
            free = next.free;
            last += 1;
        }
        self.work += ((last - begin + 1) * (1 + self.lanes.words / WORDS_PER_STEP)) as u64;
        Gap { start, first, last }
    }

    /// The step that holds `time`.
    #[inline]
    pub(super) fn step_at(&self, time: i32) -> usize {
        let steps = self.steps.get(..self.len).unwrap_or_default();
        let near = steps.len().saturating_sub(NEAR);
        let (far, near) = steps.split_at_checked(near).unwrap_or_default();
        match near.iter().rposition(|step| step.begin <= time) {
            Some(at) => far.len() + at,
            None => far.partition_point(|step| step.begin <= time).saturating_sub(1),
        }
    }

    /// The step that holds `time`, which is not before that step.
    #[inline]
    pub(super) fn step_from(&self, mut step: usize, time: i32) -> usize {
        while self.next(step).is_some_and(|end| end <= time) {
            step += 1;
        }
        step
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
    #[expect(clippy::inline_always, reason = "it takes less time than two calls")]
    #[inline(always)]
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

#[cfg(test)]
mod tests {
    use super::Profile;
    use crate::project::levelling::{Network, Project, Rows};

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
            let [two, both, all] = [0, 1, 2].map(|j| network.need(j));
            assert_eq!(profile.place(2, 4, two), 2);
            assert_eq!(profile.place(9, 1, two), 9);
            assert_eq!(profile.earliest(0, 2, two), 0);
            assert_eq!(profile.earliest(0, 3, two), 6);
            assert_eq!(profile.earliest(0, 4, two), 10);
            assert_eq!(profile.earliest(3, 40, both), 3);
            assert_eq!(profile.earliest(4, 0, all), 4, "a milestone holds nothing");
        }
    }

    #[test]
    fn what_is_given_back_can_be_taken_again() {
        let (network, mut profile) = profile(&[3], &[&[2], &[3]]);
        let [two, all] = [0, 1].map(|j| network.need(j));
        assert_eq!(profile.place(5, 10, two), 5);
        assert_eq!(profile.place(0, 7, all), 15);
        profile.give_back(5, 10, two);
        assert_eq!(profile.earliest(0, 7, all), 0);
        profile.give_back(15, 7, all);
        assert_eq!(profile.earliest(0, 99, all), 0);
    }

    #[test]
    fn does_not_grow_with_the_unit_of_time() {
        let (network, mut profile) = profile(&[1], &[&[1]]);
        for round in 0..10 {
            assert_eq!(profile.place(0, 1_000_000, network.need(0)), round * 1_000_000);
        }
        assert_eq!(profile.next(profile.step_at(9_500_000)), Some(10_000_000));
        assert!(profile.len <= 11);
    }
}
