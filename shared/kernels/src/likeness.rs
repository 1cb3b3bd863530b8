//! How alike two pictures are, from compact features: thousands of pictures are
//! compared with each other, so a comparison is two words, a count of bits and
//! a look into a table.

use crate::at::At;

/// What an agreeing look, article, angle, category and hash weigh.
const WEIGHTS: [f64; 5] = [0.25, 0.15, 0.2, 0.2, 0.2];
/// The bit of the hash in a set of features.
const HASH: usize = 1 << 4;
/// Hashes that differ in so many bits have nothing in common.
const STRANGE_BITS: u32 = 32;

/// By set of agreeing features without the hash, then by differing bits.
const ROW: usize = 64;
const TABLE: usize = HASH * ROW;

/// What is known of a picture.
#[derive(Debug, Clone, Copy, Default)]
pub struct Features {
    /// Look, article, angle and category, 16 bits each; 0 is unknown.
    numbers: u64,
    hash: u64,
    /// A bit per feature that is known.
    known: u32,
}

impl Features {
    /// Of numbers that stand for look, article, angle and category (0 for none;
    /// from 2¹⁶ on they count as none), and a perceptual hash.
    pub fn new(numbers: [u32; 4], hash: Option<u64>) -> Self {
        let numbers = numbers.map(|number| u64::from(u16::try_from(number).unwrap_or(0)));
        let known = numbers.iter().map(|&number| number != 0).chain([hash.is_some()]);
        Self {
            known: known.zip(0..).fold(0, |set, (one, bit)| set | u32::from(one) << bit),
            numbers: numbers.iter().rev().fold(0, |packed, number| packed << 16 | number),
            hash: hash.unwrap_or(0),
        }
    }

    /// The set of numbers that are the same, known or not.
    #[inline]
    fn same(&self, other: &Self) -> usize {
        const LOW: u64 = 0x7fff_7fff_7fff_7fff;
        let differing = self.numbers ^ other.numbers;
        // The highest bit of every lane that is not zero.
        let set = ((differing & LOW) + LOW) | differing;
        // One bit for each lane that is, brought side by side by a multiplication.
        let zero = !set >> 15 & 0x0001_0001_0001_0001;
        (zero.wrapping_mul(1 << 48 | 1 << 33 | 1 << 18 | 1 << 3) >> 48 & 15) as usize
    }
}

/// The pictures' features.
#[derive(Debug)]
pub struct Likeness {
    features: Vec<Features>,
    /// By set of features known of both: where its table begins.
    start: [u32; 32],
    tables: Vec<f64>,
}

impl Likeness {
    /// Of the pictures given.
    pub fn new(features: Vec<Features>) -> Self {
        let occurring = features.iter().fold(0_u32, |sets, one| sets | 1 << one.known);
        let occurs = |set: usize| occurring >> set & 1 == 1;
        let both = |set: usize| {
            let beside = |one: usize| (0..32).any(|other| occurs(other) && one & other == set);
            (0..32).any(|one| occurs(one) && beside(one))
        };
        let mut start = [0; 32];
        let mut tables = Vec::new();
        for (set, start) in start.iter_mut().enumerate() {
            *start = tables.len() as u32;
            if both(set) {
                tables.extend(table(set));
            }
        }
        Self { features, start, tables }
    }

    /// How many pictures there are.
    pub fn len(&self) -> usize {
        self.features.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.features.is_empty()
    }

    /// The weight of what agrees in the weight of what is known of both, hashes
    /// by their share of 32 bits; 0 where nothing is, 1 with itself.
    pub fn of(&self, one: usize, other: usize) -> f64 {
        match (self.features.get(one), self.features.get(other)) {
            _ if one == other => 1.0,
            (Some(one), Some(other)) => self.between(one, other),
            _ => 0.0,
        }
    }

    /// The likeness of one to each, in order.
    #[inline]
    pub fn to_each(&self, one: usize) -> impl Iterator<Item = f64> + '_ {
        let features = self.features.get(one).copied().unwrap_or_default();
        let each = self.features.iter().enumerate();
        each.map(move |(at, other)| if at == one { 1.0 } else { self.between(&features, other) })
    }

    #[inline]
    fn between(&self, one: &Features, other: &Features) -> f64 {
        // The masks say that these cannot be beyond the end.
        let table = self.start.at((one.known & other.known & 31) as usize) as usize;
        let bits = (one.hash ^ other.hash).count_ones().min(STRANGE_BITS) as usize;
        self.tables.at(table + ((one.same(other) * ROW) | bits))
    }
}

/// The likeness of two pictures by what agrees, where a set of features is known
/// of both.
fn table(both: usize) -> [f64; TABLE] {
    let weight = |set: usize| -> f64 {
        (0..5).zip(WEIGHTS).filter(|(bit, _)| set >> bit & 1 == 1).map(|(_, weight)| weight).sum()
    };
    let mut table = [0.0; TABLE];
    for (same, row) in table.chunks_exact_mut(ROW).enumerate() {
        for (bits, likeness) in row.iter_mut().enumerate().filter(|_| both != 0) {
            let mut agreed = weight(same & both);
            if both & HASH != 0 {
                let share = 1.0 - bits as f64 / f64::from(STRANGE_BITS);
                agreed += weight(HASH) * share.max(0.0);
            }
            *likeness = agreed / weight(both);
        }
    }
    table
}

/// Calls `found` with every two of these hashes that differ in at most so many
/// bits, and how many: by the first, then by the second.
#[inline(never)]
pub fn near(hashes: &[u64], most: u32, found: &mut dyn FnMut(usize, usize, u32)) {
    for (one, hash) in hashes.iter().enumerate() {
        for (other, other_hash) in hashes.iter().enumerate().skip(one + 1) {
            let bits = (hash ^ other_hash).count_ones();
            if bits <= most {
                found(one, other, bits);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Features, Likeness, WEIGHTS};
    use proptest::prelude::*;

    type Picture = ([u32; 4], Option<u64>);

    /// The share of agreeing weight, feature by feature.
    fn told((numbers, hash): Picture, (others, other): Picture) -> f64 {
        let (mut agreed, mut known) = (0.0, 0.0);
        for ((one, other), weight) in numbers.into_iter().zip(others).zip(WEIGHTS) {
            if one != 0 && other != 0 {
                known += weight;
                agreed += if one == other { weight } else { 0.0 };
            }
        }
        if let (Some(hash), Some(other)) = (hash, other) {
            known += WEIGHTS[4];
            agreed += WEIGHTS[4] * (1.0 - f64::from((hash ^ other).count_ones()) / 32.0).max(0.0);
        }
        if known > 0.0 { agreed / known } else { 0.0 }
    }

    fn picture() -> impl Strategy<Value = Picture> {
        let number = prop_oneof![0..3_u32, Just(0xffff), Just(0x8000)];
        (prop::array::uniform4(number), prop::option::of(prop_oneof![Just(5), any::<u64>()]))
    }

    proptest! {
        #[test]
        fn is_the_weight_that_agrees_in_the_weight_that_is_known(one in picture(), other in picture()) {
            let features = [one, other].map(|(numbers, hash)| Features::new(numbers, hash));
            let likeness = Likeness::new(features.to_vec());
            prop_assert_eq!(likeness.of(0, 1), told(one, other));
            prop_assert_eq!(likeness.to_each(1).collect::<Vec<_>>(), [told(one, other), 1.0]);
        }
    }
}
