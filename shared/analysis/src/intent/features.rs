//! A message as numbers: hashed counts of its words, pairs of words and pieces
//! of words.

pub use kernels::words::features::Hashing;

use super::fold::Words;

/// Sorted buckets with their weights; see [`kernels::words::features::features`].
pub fn features(words: &Words, hashing: Hashing) -> Vec<(u32, f32)> {
    kernels::words::features::features(&mut words.iter(), hashing)
}
