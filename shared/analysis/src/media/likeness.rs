//! How alike two pictures are, from compact features: thousands of pictures are
//! compared with each other.

use super::input::GalleryAsset;
use super::words::Numbers;

/// What an agreeing look, article, angle, category and hash weigh.
const WEIGHTS: [f64; 5] = [0.25, 0.15, 0.2, 0.2, 0.2];
/// Hashes that differ in so many bits have nothing in common.
const STRANGE_BITS: f64 = 32.0;

/// What is known of a picture; numbers stand for texts, and only for texts of
/// the same kind. `known` has a bit per feature.
#[derive(Debug, Clone, Copy, Default)]
struct Features {
    numbers: [u32; 4],
    hash: u64,
    known: u8,
}

/// The pictures' features.
#[derive(Debug)]
pub struct Likeness {
    features: Vec<Features>,
    /// The weight of each set of features.
    weights: [f64; 32],
}

impl Likeness {
    /// Of the pictures given.
    pub fn new<'a>(assets: impl Iterator<Item = &'a GalleryAsset>) -> Self {
        let mut numbers = Numbers::default();
        let features = assets.map(|asset| {
            let hash = asset.perceptual_hash.filter(|hash| !hash.is_flat());
            let numbers = [
                numbers.id(asset.look_id.as_deref()),
                numbers.id(asset.sku.as_deref()),
                numbers.description(asset.angle.as_deref()),
                numbers.description(asset.category.as_deref()),
            ];
            let known = numbers.iter().map(|&number| number != 0).chain([hash.is_some()]);
            let known = known.zip(0..).fold(0, |set, (one, bit)| set | u8::from(one) << bit);
            Features { numbers, hash: hash.map_or(0, |hash| hash.0), known }
        });
        let weight = |set: usize| {
            (0..5).zip(WEIGHTS).filter(|(bit, _)| set >> bit & 1 == 1).map(|(_, w)| w).sum()
        };
        Self { features: features.collect(), weights: std::array::from_fn(weight) }
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
    #[inline]
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
        (0..self.features.len()).map(move |other| self.of(one, other))
    }

    #[inline]
    fn between(&self, one: &Features, other: &Features) -> f64 {
        let both = one.known & other.known;
        if both == 0 {
            return 0.0;
        }
        let same = one.numbers.iter().zip(&other.numbers).zip(0..);
        let same = same.fold(0, |set, ((a, b), bit)| set | u8::from(a == b) << bit);
        let mut agreed = self.weight(same & both & 0b1111);
        if both & 0b1_0000 != 0 {
            let bits = f64::from((one.hash ^ other.hash).count_ones());
            agreed += self.weight(0b1_0000) * (1.0 - bits / STRANGE_BITS).max(0.0);
        }
        agreed / self.weight(both)
    }

    #[inline]
    fn weight(&self, set: u8) -> f64 {
        self.weights.get(usize::from(set & 31)).copied().unwrap_or_default()
    }
}
