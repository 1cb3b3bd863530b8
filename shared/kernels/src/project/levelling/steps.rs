//! A profile's steps while they are worked on, where the needs of all resources
//! have room in one word.
//!
//! Its numbers are plain values, so that a loop over many placements keeps them
//! in registers instead of asking memory each time.

use super::pack::fits;
use crate::at::At;

/// The half of a step that says what is free; the other says when it begins.
pub(super) const FREE: u64 = u32::MAX as u64;
/// Words moved in the time it takes to look at one step.
pub(super) const MOVED_PER_STEP: usize = 8;
/// Steps at the end that are looked at one by one: most searches end there, and
/// to halve the rest each time is to wait for one look before the next.
const NEAR: usize = 16;

/// A moment as the beginning of a step of which nothing is free.
#[inline]
pub(super) fn moment(time: i32) -> u64 {
    u64::from(time as u32) << 32
}

/// When a step begins.
#[inline]
pub(super) fn begin(step: u64) -> i32 {
    (step >> 32) as i32
}

/// The step that holds `time`.
#[inline]
pub(super) fn step_at(steps: &[u64], time: i32) -> usize {
    let beyond = moment(time) | FREE;
    let near = steps.len().saturating_sub(NEAR);
    let (far, near) = steps.split_at_checked(near).unwrap_or_default();
    match near.iter().rposition(|&step| step <= beyond) {
        Some(at) => far.len() + at,
        None => far.partition_point(|&step| step <= beyond).saturating_sub(1),
    }
}

/// Where in the profile an activity would go.
pub(super) struct Gap {
    /// When it would end, as a [`moment`].
    pub(super) end: u64,
    /// The step that holds its start.
    pub(super) first: usize,
    /// The step that holds its last moment.
    pub(super) last: usize,
}

/// The steps and what there is to say of them.
pub(super) struct Steps<'a> {
    /// The first `len` of these are in use.
    pub(super) all: &'a mut [u64],
    pub(super) len: usize,
    /// The highest bit of every lane (see [`Packing`](super::pack::Packing)).
    pub(super) guard: u64,
    /// Steps looked at and moved.
    pub(super) work: u64,
}

#[expect(clippy::inline_always, reason = "what would stay in registers would go through memory")]
impl Steps<'_> {
    /// The step that holds `time`.
    #[inline(always)]
    pub(super) fn at(&self, time: i32) -> usize {
        step_at(self.all.get(..self.len).unwrap_or_default(), time)
    }

    /// The first gap from `earliest` on, which lies in the step `at`.
    #[inline(always)]
    pub(super) fn gap(&mut self, at: usize, earliest: i32, duration: i32, need: u64) -> Gap {
        let lasting = moment(duration);
        let (mut end, mut first, mut last) = (moment(earliest) + lasting, at, at);
        let mut step = self.all.at(at);
        for &next in self.all.get(at + 1..self.len).unwrap_or_default() {
            let fits = fits(need, step, self.guard);
            // Choices rather than branches: which step fits is hard to guess.
            end = if fits { end } else { (next & !FREE) + lasting };
            first = if fits { first } else { last + 1 };
            if next >= end {
                break;
            }
            step = next;
            last += 1;
        }
        self.work += (last - at + 1) as u64;
        Gap { end, first, last }
    }

    /// Takes `need` for `duration` from the earliest moment possible, not before
    /// `earliest`, which lies in the step `at`; returns that moment. There must be
    /// room for two more steps, or nothing is taken.
    #[inline(always)]
    pub(super) fn place(&mut self, at: usize, earliest: i32, duration: i32, need: u64) -> i32 {
        let Gap { end, first, last } = self.gap(at, earliest, duration, need);
        let start = end - moment(duration);
        let split_first = self.all.at(first) < start;
        let split_last = last + 1 >= self.len || self.all.at(last + 1) > end | FREE;
        // What is free again afterwards.
        let after = self.all.at(last) & FREE | end;
        let len = self.len + usize::from(split_first) + usize::from(split_last);
        let taken = last - first + 1 + usize::from(split_first);
        let changed = self.all.get_mut(first..len).unwrap_or_default();
        let Some((taken, rest)) = changed.split_at_mut_checked(taken) else {
            debug_assert!(false, "no room for two more steps");
            return begin(start);
        };
        self.len = len;
        self.work += (rest.len() / MOVED_PER_STEP) as u64;
        // Moved by hand: in wasm a call for that costs more than these few.
        let mut taken = taken.iter_mut();
        let mut moved = after;
        if split_first {
            moved = taken.next().map_or(0, |step| *step & FREE | start);
            for step in taken {
                (*step, moved) = (moved - need, *step);
            }
            // That is now the step that lay behind those taken.
        } else {
            for step in taken {
                *step -= need;
            }
        }
        match (split_first, split_last) {
            (false, false) => {}
            (true, true) => {
                let mut next = after;
                for step in rest {
                    (*step, next, moved) = (next, moved, *step);
                }
            }
            _ => {
                for step in rest {
                    (*step, moved) = (moved, *step);
                }
            }
        }
        begin(start)
    }
}
