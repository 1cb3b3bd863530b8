//! A message as numbers: hashed counts of its words, pairs of words and pieces
//! of words.

use crate::order;

/// How features are hashed; part of the weights, which only fit their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hashing {
    /// Base-2 logarithm of the number of buckets, 8..=20.
    pub log2_buckets: u8,
    /// Buckets per feature. With two, features rarely share both, so few
    /// buckets serve many features (hash embeddings, Svenstrup et al. 2017).
    pub probes: u8,
}

/// Shortest and longest piece of a word.
const PIECE: std::ops::RangeInclusive<usize> = 3..=5;
/// Set apart what would otherwise be hashed alike.
const WORD_SEED: u32 = 0x811c_9dc5;
const PAIR_SEED: u32 = 0x9e37_79b9;
const PIECE_SEED: u32 = 0x85eb_ca6b;
const FIRST_SEED: u32 = 0x1656_67b1;
const PROBE_SEED: u32 = 0xc2b2_ae35;
/// Stands before the first word and after the last.
const BOUNDARY: u32 = 0x27d4_eb2f;

/// Sorted buckets with their weights: ln(1 + count), scaled to Euclidean length 1
/// (none for a message without words).
///
/// Features are words and pairs of words (the ends of the message count as
/// words, so "how … ?" differs from "… how") and, for spelling, all pieces of
/// 3 to 5 characters of each word with a space before and after it.
#[inline(never)]
pub fn features(words: &mut dyn Iterator<Item = &[char]>, hashing: Hashing) -> Vec<(u32, f32)> {
    let mut hashes = Vec::with_capacity(256);
    let mut padded: Vec<char> = Vec::with_capacity(32);
    let mut before = BOUNDARY;
    let mut first = true;
    for word in words {
        let this = word.iter().fold(WORD_SEED, |hash, &letter| stir(hash, letter.into()));
        hashes.push(this);
        hashes.push(stir(stir(PAIR_SEED, before), this));
        before = this;
        padded.clear();
        padded.push(' ');
        padded.extend_from_slice(word);
        padded.push(' ');
        pieces(&padded, PIECE_SEED, &mut hashes);
        if first {
            pieces(&padded, FIRST_SEED, &mut hashes);
            first = false;
        }
    }
    if !first {
        hashes.push(stir(stir(PAIR_SEED, before), BOUNDARY));
    }
    weigh(buckets(&hashes, hashing))
}

fn pieces(padded: &[char], seed: u32, hashes: &mut Vec<u32>) {
    for length in PIECE {
        for piece in padded.windows(length) {
            hashes.push(piece.iter().fold(seed, |hash, &letter| stir(hash, letter.into())));
        }
        if padded.len() <= length {
            return;
        }
    }
}

fn buckets(hashes: &[u32], hashing: Hashing) -> Vec<u64> {
    let shift = 32 - u32::from(hashing.log2_buckets.clamp(1, 32));
    let mut buckets = Vec::with_capacity(hashes.len() * usize::from(hashing.probes));
    for probe in 0..u32::from(hashing.probes) {
        let seed = PROBE_SEED.wrapping_mul(probe.wrapping_add(1));
        buckets.extend(hashes.iter().map(|&hash| u64::from(finish(hash ^ seed) >> shift)));
    }
    order::numbers(&mut buckets);
    buckets
}

fn weigh(buckets: Vec<u64>) -> Vec<(u32, f32)> {
    let mut weighed: Vec<(u32, f32)> = Vec::with_capacity(buckets.len());
    for bucket in buckets {
        let bucket = bucket as u32;
        match weighed.last_mut() {
            Some((last, count)) if *last == bucket => *count += 1.0,
            _ => weighed.push((bucket, 1.0)),
        }
    }
    let mut square = 0.0;
    for (_, weight) in &mut weighed {
        *weight = libm::log1pf(*weight);
        square += *weight * *weight;
    }
    let length = square.sqrt();
    for (_, weight) in &mut weighed {
        *weight /= length;
    }
    weighed
}

/// One step of FNV-1a over 32-bit units.
fn stir(hash: u32, unit: u32) -> u32 {
    (hash ^ unit).wrapping_mul(0x0100_0193).rotate_left(5)
}

/// The finalizer of `MurmurHash3`: every bit of the hash reaches the upper bits.
fn finish(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    let hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}
