//! A message as numbers: hashes of its words, pairs of words, pieces of words, and
//! of the kinds of its words.

use super::kinds::Kinds;

/// How features are hashed; part of the weights, which only fit their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hashing {
    /// Base-2 logarithm of the number of buckets, 1..=20.
    pub log2_buckets: u8,
    /// Buckets per feature. With two, features rarely share both, so few
    /// buckets serve many features (hash embeddings, Svenstrup et al. 2017).
    pub probes: u8,
}

/// Letters of the shortest and of the longest piece of a word.
const SHORTEST: usize = 3;
const LONGEST: usize = 5;
/// What a kind counts for, where a word or piece counts for one: what is meant
/// tells more than how it is said.
const KIND_WEIGHT: f32 = 3.0;
/// Kinds of a message that are paired with each other.
const PAIRED: usize = 8;
/// Set apart what would otherwise be hashed alike.
const WORD_SEED: u32 = 0x811c_9dc5;
const PAIR_SEED: u32 = 0x9e37_79b9;
const PIECE_SEED: u32 = 0x85eb_ca6b;
const FIRST_SEED: u32 = 0x1656_67b1;
const KIND_SEED: u32 = 0x7f4a_7c15;
const NEXT_KIND_SEED: u32 = 0x7f4a_7c16;
const AFTER_WORD_SEED: u32 = 0x7f4a_7c17;
const TOGETHER_SEED: u32 = 0x7f4a_7c19;
const PROBE_SEED: u32 = 0xc2b2_ae35;
/// Stands before the first word and after the last.
const BOUNDARY: u32 = 0x27d4_eb2f;

/// Buckets with their weights, whose squares sum up to 1; a bucket that several
/// features share comes as often. None for a message without words.
///
/// Features are words and pairs of words (the ends of the message count as
/// words, so "how … ?" differs from "… how"); for spelling, all pieces of 3 to 5
/// characters of each word with a space before and after it; and the kinds of
/// known words, by themselves, after the word before, in sequence and in any
/// order, so that what is learned in one language helps in the others.
#[inline(never)]
pub fn features(words: &[&[char]], hashing: Hashing, kinds: Kinds<'_>) -> Vec<(u32, f32)> {
    if words.is_empty() {
        return Vec::new();
    }
    let mut hashes = Vec::with_capacity(512);
    let whole = spelled(words, &mut hashes);
    let by_spelling = hashes.len();
    by_kind(words, &whole, kinds, &mut hashes);
    let by_kind = hashes.len() - by_spelling;
    let squares = by_spelling as f32 + by_kind as f32 * KIND_WEIGHT * KIND_WEIGHT;
    let unit = 1.0 / (squares * f32::from(hashing.probes)).sqrt();
    let shift = 32 - u32::from(hashing.log2_buckets.clamp(1, 32));
    let mut found = Vec::with_capacity(hashes.len() * usize::from(hashing.probes));
    for probe in 0..u32::from(hashing.probes) {
        let seed = PROBE_SEED.wrapping_mul(probe.wrapping_add(1));
        found.extend(hashes.iter().enumerate().map(|(at, &hash)| {
            let weight = if at < by_spelling { unit } else { unit * KIND_WEIGHT };
            (finish(hash ^ seed) >> shift, weight)
        }));
    }
    found
}

/// Adds words, pairs and pieces; gives the hash of each word.
fn spelled(words: &[&[char]], hashes: &mut Vec<u32>) -> Vec<u32> {
    let mut padded: Vec<char> = Vec::with_capacity(32);
    let mut before = BOUNDARY;
    let mut whole = Vec::with_capacity(words.len());
    for (position, word) in words.iter().enumerate() {
        let this = word.iter().fold(WORD_SEED, |hash, &letter| stir(hash, letter.into()));
        whole.push(this);
        hashes.push(this);
        hashes.push(stir(stir(PAIR_SEED, before), this));
        before = this;
        padded.clear();
        padded.push(' ');
        padded.extend_from_slice(word);
        padded.push(' ');
        pieces(&padded, PIECE_SEED, hashes);
        if position == 0 {
            pieces(&padded, FIRST_SEED, hashes);
        }
    }
    hashes.push(stir(stir(PAIR_SEED, before), BOUNDARY));
    whole
}

fn pieces(padded: &[char], seed: u32, hashes: &mut Vec<u32>) {
    for start in 0..padded.len().saturating_sub(SHORTEST - 1) {
        let mut hash = seed;
        for (at, &letter) in padded.iter().skip(start).take(LONGEST).enumerate() {
            hash = stir(hash, letter.into());
            if at + 1 >= SHORTEST {
                hashes.push(hash);
            }
        }
    }
}

fn by_kind(words: &[&[char]], whole: &[u32], kinds: Kinds<'_>, hashes: &mut Vec<u32>) {
    if kinds.is_empty() {
        return;
    }
    let mut paired: Vec<u32> = Vec::with_capacity(PAIRED);
    let (mut last, mut word_before) = (BOUNDARY, BOUNDARY);
    for said in kinds.of(words) {
        if let Some(kind) = said.kind {
            let this = stir(KIND_SEED, kind.into());
            hashes.push(this);
            hashes.push(stir(stir(NEXT_KIND_SEED, last), this));
            hashes.push(stir(stir(AFTER_WORD_SEED, word_before), this));
            if paired.len() < PAIRED {
                let together =
                    |other: &u32| stir(stir(TOGETHER_SEED, this.min(*other)), this.max(*other));
                hashes.extend(paired.iter().map(together));
                paired.push(this);
            }
            last = this;
        }
        word_before = whole.get(said.word).copied().unwrap_or(BOUNDARY);
    }
    hashes.push(stir(stir(NEXT_KIND_SEED, last), BOUNDARY));
}

/// One step of FNV-1a over 32-bit units.
pub(crate) fn stir(hash: u32, unit: u32) -> u32 {
    (hash ^ unit).wrapping_mul(0x0100_0193).rotate_left(5)
}

/// The finalizer of `MurmurHash3`: every bit of the hash reaches the upper bits.
pub(crate) fn finish(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    let hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}
