//! Activities in order of time.

use crate::at::At;
use crate::order;

/// Counts in one word, of 16 bits each.
const LANES: usize = 4;
/// A word with 1 in each lane: times this, each lane becomes the sum of itself
/// and those below.
const ONES: u64 = 0x0001_0001_0001_0001;
/// Most activities that the lanes can count.
const COUNTED: usize = u16::MAX as usize;

/// Least significant digit first (Seward 1954), with the buffers it needs.
#[derive(Debug, Clone, Default)]
pub(super) struct Radix {
    /// By value of a digit: how many have it, then where the next of them goes.
    places: Vec<u64>,
    sorted: Vec<u32>,
}

impl Radix {
    /// Sorts `activities` by their times, of which none is greater than `most`,
    /// into `sorted`; those of one time keep their order.
    ///
    /// A digit has a few times as many values as there are activities, so that
    /// times up to twice their number take one pass, and minutes of weeks two.
    #[inline(never)]
    pub(super) fn sort(
        &mut self,
        activities: &[u32],
        times: &[i32],
        most: i32,
        sorted: &mut Vec<u32>,
    ) {
        let (n, most) = (activities.len(), most as u32);
        sorted.resize(n, 0);
        if n > COUNTED {
            sorted.copy_from_slice(activities);
            let time = |activity: u32| times.at(activity as usize);
            order::sort(sorted, &|one, other| time(one).cmp(&time(other)));
            return;
        }
        let bits = usize::BITS - n.leading_zeros() + 2;
        self.pass(activities, times, 0, bits, most, sorted);
        let mut shift = bits;
        while shift < u32::BITS && most >> shift > 0 {
            let mut before = std::mem::take(&mut self.sorted);
            std::mem::swap(&mut before, sorted);
            sorted.resize(n, 0);
            self.pass(&before, times, shift, bits, most, sorted);
            self.sorted = before;
            shift += bits;
        }
    }

    /// Sorts by one digit of the times.
    #[inline]
    fn pass(
        &mut self,
        activities: &[u32],
        times: &[i32],
        shift: u32,
        bits: u32,
        most: u32,
        sorted: &mut [u32],
    ) {
        let mask = (1 << bits) - 1;
        let values = mask.min(most >> shift) as usize + 1;
        self.places.clear();
        self.places.resize(values.div_ceil(LANES), 0);
        let places = self.places.as_mut_slice();
        // Word and lane of a time's digit.
        let lane = |time: i32| {
            let digit = (time as u32 >> shift & mask) as usize;
            (digit / LANES, (digit % LANES * 16) as u32)
        };
        for &time in times {
            let (word, lane) = lane(time);
            places.change(word, |counts| *counts += 1 << lane);
        }
        let mut before = 0;
        for word in places.iter_mut() {
            // Up to and with each lane, and what of that lies before it.
            let upto = word.wrapping_mul(ONES).wrapping_add(before * ONES);
            *word = upto.wrapping_sub(*word);
            before = upto >> 48;
        }
        for &activity in activities {
            let (word, lane) = lane(times.at(activity as usize));
            let mut place = 0;
            places.change(word, |places| {
                place = (*places >> lane) as u16;
                *places += 1 << lane;
            });
            sorted.put(place as usize, activity);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Radix;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(
            times in prop::collection::vec(prop_oneof![0..40_i32, 0..=1_i32 << 28], 0..200),
            spare in 0..50_i32,
        ) {
            let activities: Vec<u32> = (0..times.len() as u32).rev().collect();
            let most = times.iter().max().copied().unwrap_or_default() + spare;
            let (mut expected, mut sorted) = (activities.clone(), Vec::new());
            Radix::default().sort(&activities, &times, most, &mut sorted);
            expected.sort_by_key(|&activity| times[activity as usize]);
            prop_assert_eq!(sorted, expected);
        }
    }
}
