//! Amounts of several resources in one machine word, compared and subtracted
//! all at once.

use crate::at::At;

/// How amounts lie in words: 4 lanes of 16 bits, or 2 of 32 where a capacity
/// needs them. The highest bit of a lane stays free: it catches the borrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lanes {
    bits: u32,
    /// Words for one amount of every resource, at least one.
    pub(super) words: usize,
    /// The highest bit of every lane.
    guard: u64,
}

impl Lanes {
    /// Lanes wide enough for `capacities`.
    pub(super) fn new(capacities: &[i32]) -> Self {
        let wide = capacities.iter().any(|&capacity| capacity > i32::from(i16::MAX));
        let (bits, guard) =
            if wide { (32, 1 << 31 | 1 << 63) } else { (16, 0x8000_8000_8000_8000) };
        let words = capacities.len().div_ceil(64 / bits as usize).max(1);
        Self { bits, words, guard }
    }

    /// Adds `amount` of a resource to packed words; it must fit its lane.
    pub(super) fn add(self, packed: &mut [u64], resource: usize, amount: i32) {
        let lanes = (64 / self.bits) as usize;
        let shift = (resource % lanes) as u32 * self.bits;
        packed.change(resource / lanes, |word| *word += (amount as u64) << shift);
    }

    /// A word of free amounts, ready to be compared with.
    #[inline]
    pub(super) fn guarded(self, free: u64) -> u64 {
        free | self.guard
    }

    /// Whether every lane of `need` is at most that of a guarded word.
    #[inline]
    pub(super) fn fits(self, need: u64, guarded: u64) -> bool {
        // A lane that is too small borrows from its own guard, and no further.
        guarded.wrapping_sub(need) & self.guard == self.guard
    }
}

#[cfg(test)]
mod tests {
    use super::Lanes;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn compares_every_lane_for_itself(
            amounts in prop::collection::vec((0..=40_000_i32, 0..=40_000_i32), 1..9),
            narrow in any::<bool>(),
        ) {
            let amounts: Vec<(i32, i32)> =
                amounts.into_iter().map(|(a, b)| if narrow { (a % 9, b % 9) } else { (a, b) }).collect();
            let free: Vec<i32> = amounts.iter().map(|a| a.0).collect();
            let lanes = Lanes::new(&amounts.iter().map(|a| a.0.max(a.1)).collect::<Vec<_>>());
            let (mut packed_free, mut packed_need) = (vec![0; lanes.words], vec![0; lanes.words]);
            for (resource, &(free, need)) in amounts.iter().enumerate() {
                lanes.add(&mut packed_free, resource, free);
                lanes.add(&mut packed_need, resource, need);
            }
            let all = amounts.iter().all(|(free, need)| need <= free);
            let mut words = packed_need.iter().zip(&packed_free);
            let fit = words.all(|(&need, &free)| lanes.fits(need, lanes.guarded(free)));
            prop_assert_eq!(fit, all, "{:?}", free);
        }
    }
}
