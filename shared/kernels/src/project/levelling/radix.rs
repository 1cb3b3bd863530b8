//! Activities in order of time.

use crate::at::At;

/// Least significant digit first (Seward 1954), with the buffers it needs.
#[derive(Debug, Clone, Default)]
pub(super) struct Radix {
    ends: Vec<u32>,
    sorted: Vec<u32>,
}

impl Radix {
    /// Sorts activities by their times; those of one time keep their order.
    ///
    /// A digit has a few times as many values as there are activities, so that
    /// times up to twice their number take one pass, and minutes of weeks two.
    #[inline(never)]
    pub(super) fn sort(&mut self, activities: &mut Vec<u32>, times: &[u32]) {
        let bits = usize::BITS - activities.len().leading_zeros() + 2;
        let last = times.iter().fold(0, |all, &time| all | time);
        let mask = (1 << bits) - 1;
        self.sorted.resize(activities.len(), 0);
        let mut shift = 0;
        while shift < u32::BITS && last >> shift > 0 {
            let digits = mask.min(last >> shift) as usize + 1;
            self.ends.clear();
            self.ends.resize(digits + 1, 0);
            for &time in times {
                self.ends.change((time >> shift & mask) as usize + 1, |count| *count += 1);
            }
            let mut sum = 0;
            for end in &mut self.ends {
                sum += *end;
                *end = sum;
            }
            for &activity in activities.iter() {
                let digit = (times.at(activity as usize) >> shift & mask) as usize;
                let place = self.ends.at(digit);
                self.ends.put(digit, place + 1);
                self.sorted.put(place as usize, activity);
            }
            std::mem::swap(activities, &mut self.sorted);
            shift += bits;
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
            times in prop::collection::vec(prop_oneof![0..40_u32, 0..=1_u32 << 28], 0..200),
        ) {
            let mut activities: Vec<u32> = (0..times.len() as u32).rev().collect();
            let mut expected = activities.clone();
            Radix::default().sort(&mut activities, &times);
            expected.sort_by_key(|&activity| times[activity as usize]);
            prop_assert_eq!(activities, expected);
        }
    }
}
