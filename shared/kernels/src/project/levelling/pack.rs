//! Amounts of several resources in one machine word, compared and subtracted
//! all at once.

use crate::at::At;

/// Bits of the first word, as a step of the profile keeps its beginning in the
/// other half, and of every further one.
const ROOM: (u32, u32) = (32, 64);

/// Where the amount of each resource lies: in a lane of as many bits as its
/// capacity needs, and one above them that stays free and catches the borrow.
/// Four resources of up to 127 have room in the first word, or ten of up to 3.
#[derive(Debug, Clone)]
pub(super) struct Packing {
    /// By resource: its word, and the lowest bit of its lane.
    lanes: Vec<(usize, u32)>,
    /// By word, of which there is at least one: the highest bit of every lane.
    pub(super) guards: Vec<u64>,
}

impl Packing {
    /// Lanes wide enough for `capacities`, each in the first word that has room.
    #[inline]
    pub(super) fn new(capacities: &[i32]) -> Self {
        let (mut lanes, mut guards, mut room) = (Vec::new(), vec![0], vec![ROOM.0]);
        for capacity in capacities {
            let width = i32::BITS - capacity.leading_zeros() + 1;
            let word = room.iter().position(|&left| left >= width).unwrap_or_else(|| {
                guards.push(0);
                room.push(ROOM.1);
                guards.len() - 1
            });
            let all = if word == 0 { ROOM.0 } else { ROOM.1 };
            let lane = all - room.at(word);
            lanes.push((word, lane));
            guards.change(word, |guard| *guard |= 1 << (lane + width - 1));
            room.change(word, |left| *left -= width);
        }
        Self { lanes, guards }
    }

    /// Amounts by resource, each at most its capacity, in as many words as there
    /// are guards.
    #[inline]
    pub(super) fn pack(&self, amounts: impl IntoIterator<Item = (usize, i32)>) -> Vec<u64> {
        let mut words = vec![0; self.guards.len()];
        for (resource, amount) in amounts {
            let (word, lane) = self.lanes.at(resource);
            words.change(word, |word| *word += (amount as u64) << lane);
        }
        words
    }
}

/// Whether every lane of `need` is at most that of a word with its guards set,
/// whatever lies above its lanes.
#[inline]
pub(super) fn fits(need: u64, guarded: u64, guard: u64) -> bool {
    // A lane that is too small borrows from its own guard, and no further.
    guarded.wrapping_sub(need) & guard == guard
}

#[cfg(test)]
mod tests {
    use super::{Packing, fits};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn compares_every_lane_for_itself(
            amounts in prop::collection::vec((any::<(i32, i32)>(), 0..31_u32), 0..20),
        ) {
            let below = |amount: i32, bits: u32| amount & ((1 << bits) - 1);
            let amounts: Vec<(i32, i32)> =
                amounts.iter().map(|&((a, b), bits)| (below(a, bits), below(b, bits))).collect();
            let most: Vec<i32> = amounts.iter().map(|&(free, need)| free.max(need)).collect();
            let packing = Packing::new(&most);
            let free = packing.pack(amounts.iter().map(|amounts| amounts.0).enumerate());
            let need = packing.pack(amounts.iter().map(|amounts| amounts.1).enumerate());
            let mut words = need.iter().zip(&free).zip(&packing.guards);
            let fit = words.all(|((&need, &free), &guard)| fits(need, free | guard, guard));
            prop_assert_eq!(fit, amounts.iter().all(|(free, need)| need <= free));
            prop_assert_eq!((free[0] | packing.guards[0]) >> 32, 0);
        }
    }

    #[test]
    fn small_amounts_share_the_first_word() {
        for (capacities, words) in [
            (vec![127; 4], 1),
            (vec![3; 10], 1),
            (vec![3; 11], 2),
            (vec![i32::MAX], 1),
            (vec![i32::MAX, 1, i32::MAX, 1, 3], 2),
            (vec![], 1),
        ] {
            assert_eq!(Packing::new(&capacities).guards.len(), words, "{capacities:?}");
        }
    }
}
