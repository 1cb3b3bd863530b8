//! How much of each resource is left over time, as a step function: its size
//! follows the number of activities, never the unit of time.

use super::network::{Need, Network};
use super::pack::fits;
use super::steps::{self, FREE, Gap, MOVED_PER_STEP, Steps, begin, moment};
use crate::at::At;
use std::ops::Range;

/// Free capacity by step; the last step has no end.
#[derive(Debug, Clone)]
pub(super) struct Profile {
    /// By word, of which needs have one and more: the highest bit of every lane.
    guards: Vec<u64>,
    /// The first `len` of these are in use. Each is one word, as in wasm every
    /// access to memory is checked: when the step begins (ascending, 0 for the
    /// first) in the upper half, what is free in the lower, its guards set.
    steps: Vec<u64>,
    len: usize,
    /// What has no room there: as many words per step as there are guards after the first.
    more: Vec<u64>,
    /// Steps looked at and rows moved since the beginning: what the work costs
    /// on any machine.
    pub(super) work: u64,
}

/// Words compared in the time it takes to look at a step of one word.
const WORDS_PER_STEP: usize = 4;

/// What is free in one step.
#[derive(Clone, Copy)]
pub(super) struct Free<'a> {
    step: u64,
    more: &'a [u64],
    guard: u64,
    guards: &'a [u64],
}

impl Free<'_> {
    /// Whether it suffices.
    #[inline]
    pub(super) fn suffices(self, need: Need<'_>) -> bool {
        let mut more = need.more.iter().zip(self.more).zip(self.guards);
        fits(need.word, self.step, self.guard)
            && more.all(|((&need, &free), &guard)| fits(need, free, guard))
    }
}

impl Profile {
    /// Everything free at all times.
    pub(super) fn new(network: &Network) -> Self {
        let steps = vec![0; 2 * network.len() + 2];
        let mut profile =
            Self { guards: network.guards.clone(), steps, len: 1, more: Vec::new(), work: 0 };
        profile.reset(network);
        profile
    }

    /// Everything free at all times, again.
    pub(super) fn reset(&mut self, network: &Network) {
        let mut free = network.free.iter().zip(&self.guards).map(|(free, guard)| free | guard);
        self.len = 1;
        self.steps.put(0, free.next().unwrap_or_default());
        if self.guards.len() > 1 {
            self.more.clear();
            self.more.extend(free);
        }
    }

    /// The earliest moment, not before `earliest`, from which `need` is free
    /// for `duration`.
    pub(super) fn earliest(&mut self, earliest: i32, duration: i32, need: Need<'_>) -> i32 {
        if duration == 0 || need.is_nothing() {
            return earliest;
        }
        let step = self.step_at(earliest);
        let gap = if need.more.is_empty() {
            self.with_steps(|steps| steps.gap(step, earliest, duration, need.word))
        } else {
            self.wide_gap(step, earliest, duration, need)
        };
        begin(gap.end) - duration
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
        if need.more.is_empty() {
            self.place_word(step, earliest, duration, need.word)
        } else {
            self.place_wide(step, earliest, duration, need)
        }
    }

    /// [`Self::place_from`] for a need of one word, apart from longer ones: what
    /// those take would not leave enough registers.
    #[inline(never)]
    fn place_word(&mut self, step: usize, earliest: i32, duration: i32, word: u64) -> i32 {
        if duration == 0 || word == 0 {
            return earliest;
        }
        if self.len + 2 > self.steps.len() {
            self.grow();
        }
        self.with_steps(|steps| steps.place(step, earliest, duration, word))
    }

    /// Works on the steps, where needs have one word.
    #[inline]
    pub(super) fn with_steps<T>(&mut self, work: impl FnOnce(&mut Steps<'_>) -> T) -> T {
        let (len, guard, done) = (self.len, self.guards.at(0), self.work);
        let mut steps = Steps { all: &mut self.steps, len, guard, work: done };
        let outcome = work(&mut steps);
        (self.len, self.work) = (steps.len, steps.work);
        outcome
    }

    /// [`Self::place_from`] for a need of several words.
    #[inline(never)]
    fn place_wide(&mut self, step: usize, earliest: i32, duration: i32, need: Need<'_>) -> i32 {
        if duration == 0 || need.is_nothing() {
            return earliest;
        }
        let Gap { end, mut first, mut last } = self.wide_gap(step, earliest, duration, need);
        let start = end - moment(duration);
        if last + 1 >= self.len || self.steps.at(last + 1) > end | FREE {
            self.split(last, end);
        }
        if self.steps.at(first) < start {
            self.split(first, start);
            first += 1;
            last += 1;
        }
        self.change(first..last + 1, need, |free, need| *free -= need);
        begin(start)
    }

    /// Gives back what was taken from `start` on for `duration`.
    pub(super) fn give_back(&mut self, start: i32, duration: i32, need: Need<'_>) {
        if duration == 0 || need.is_nothing() {
            return;
        }
        // Taking it left a step that begins at either end.
        let (first, end) = (self.step_at(start), self.step_at(start + duration));
        self.change(first..end, need, |free, need| *free += need);
    }

    /// What is free in a step.
    #[inline]
    pub(super) fn free_in(&self, step: usize) -> Free<'_> {
        let (&guard, guards) = self.guards.split_first().unwrap_or((&0, &[]));
        let words = guards.len();
        let more = self.more.get(step * words..(step + 1) * words).unwrap_or_default();
        Free { step: self.steps.at(step), more, guard, guards }
    }

    /// Where a step ends, unless it has no end.
    #[inline]
    pub(super) fn next(&self, step: usize) -> Option<i32> {
        let next = self.steps.get(step + 1).filter(|_| step + 1 < self.len);
        next.map(|&step| begin(step))
    }

    /// [`Steps::gap`] for a need of several words.
    fn wide_gap(&mut self, at: usize, earliest: i32, duration: i32, need: Need<'_>) -> Gap {
        let lasting = moment(duration);
        let (mut end, mut first, mut last) = (moment(earliest) + lasting, at, at);
        let (&guard, guards) = self.guards.split_first().unwrap_or((&0, &[]));
        let words = guards.len();
        let mut rows = self.more.get(at * words..).unwrap_or_default().chunks_exact(words.max(1));
        let mut step = self.steps.at(at);
        for &next in self.steps.get(at + 1..self.len).unwrap_or_default() {
            let free = Free { step, more: rows.next().unwrap_or_default(), guard, guards };
            if !free.suffices(need) {
                (end, first) = ((next & !FREE) + lasting, last + 1);
            }
            if next >= end {
                break;
            }
            step = next;
            last += 1;
        }
        self.work += ((last - at + 1) * (1 + self.guards.len() / WORDS_PER_STEP)) as u64;
        Gap { end, first, last }
    }

    /// The step that holds `time`.
    #[inline]
    pub(super) fn step_at(&self, time: i32) -> usize {
        steps::step_at(self.steps.get(..self.len).unwrap_or_default(), time)
    }

    /// The step that holds `time`, which is not before that step.
    #[inline]
    pub(super) fn step_from(&self, mut step: usize, time: i32) -> usize {
        while self.next(step).is_some_and(|end| end <= time) {
            step += 1;
        }
        step
    }

    /// Changes what is free in some steps.
    #[inline]
    fn change(&mut self, steps: Range<usize>, need: Need<'_>, change: impl Fn(&mut u64, u64)) {
        let words = need.more.len().max(1);
        let rows = self.more.get_mut(steps.start * words..steps.end * words).unwrap_or_default();
        for row in rows.chunks_exact_mut(words) {
            for (free, &need) in row.iter_mut().zip(need.more) {
                change(free, need);
            }
        }
        for step in self.steps.get_mut(steps).unwrap_or_default() {
            change(step, need.word);
        }
    }

    /// Lets a new step begin at a moment within `step`, where needs have several
    /// words.
    fn split(&mut self, step: usize, moment: u64) {
        self.len += 1;
        if self.len > self.steps.len() {
            self.grow();
        }
        // By hand, as in `Steps::place`.
        let mut steps = self.steps.get_mut(step..self.len).unwrap_or_default().iter_mut();
        let mut moved = steps.next().map_or(0, |step| *step & FREE | moment);
        for step in steps {
            (*step, moved) = (moved, *step);
        }
        let words = self.guards.len() - 1;
        self.work += ((self.len - 1 - step) * (1 + words) / MOVED_PER_STEP) as u64;
        let end = self.more.len();
        self.more.extend_from_within(end - words..);
        for at in (step * words..end - words).rev() {
            let word = self.more.at(at);
            self.more.put(at + words, word);
        }
    }

    #[cold]
    fn grow(&mut self) {
        self.steps.resize(2 * self.len, 0);
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
