//! A message as numbers: hashes of its words, pairs of words, pieces of words, and
//! of the kinds of its words.

pub use kernels::words::features::Hashing;
use kernels::words::kinds::Kinds;

use super::fold::Words;

/// Buckets with their weights; see [`kernels::words::features::features`].
pub fn features(words: &Words, hashing: Hashing, kinds: Kinds<'_>) -> Vec<(u32, f32)> {
    let words: Vec<&[char]> = words.iter().collect();
    kernels::words::features::features(&words, hashing, kinds)
}
