//! Words that say the same kind of thing, in any language: "late", "overdue" and
//! "en retard" are one kind. What is learned with one of them is known of all.

use super::features::{finish, stir};
use super::slips::{before_a_slip, is_tried};

/// Words of an expression at most ("run of show").
pub const MOST_WORDS: usize = 3;
/// Letters of a known word that may have an ending, at least.
const STEM: usize = 5;
/// Letters of an ending at most.
const ENDING: usize = 3;
pub(super) const SEED: u32 = 0x51ed_270b;
/// Ends a word.
pub(super) const LAST: char = ' ';
/// Words of a message at most that are looked up as slips.
const SLIPS: usize = 3;

/// The known words and their kinds, read in place.
#[derive(Debug, Clone, Copy, Default)]
pub struct Kinds<'a> {
    ends: &'a [u8],
    entries: &'a [u8],
}

/// A word or expression of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// Its kind, where it is known.
    pub kind: Option<u8>,
    /// Position of its first word.
    pub word: usize,
}

impl<'a> Kinds<'a> {
    /// Bytes of `ends`.
    pub const ENDS: usize = 512;
    /// Bytes of an entry.
    pub const ENTRY: usize = 3;
    /// The kind of plain words, which are of none: known so that they are not
    /// taken for slips of others.
    pub const PLAIN: u8 = u8::MAX;

    /// The known words whose hashes (24 bits, see [`hash`]) are in `entries`,
    /// each the lower 16 bits (little-endian) and the kind, in ascending order of
    /// the hashes; where the entries of each upper 8 bits end, `ends` says, 256
    /// times a u16.
    pub fn new(ends: &'a [u8], entries: &'a [u8]) -> Self {
        Self { ends, entries }
    }

    /// Whether no word is known.
    pub fn is_empty(self) -> bool {
        self.entries.is_empty()
    }

    /// A message's words and expressions, the longest that are known, in order.
    pub fn of(self, words: &[&[char]]) -> Vec<Said> {
        let mut all = Vec::with_capacity(words.len());
        let mut word = 0;
        let mut slips = SLIPS;
        while let Some(rest @ [first, ..]) = words.get(word..) {
            let known = (1..=MOST_WORDS.min(rest.len()))
                .rev()
                .find_map(|count| Some((self.find(hash(rest.get(..count)?))?, count)));
            let (kind, count) = match known {
                Some((kind, count)) => (Some(kind), count),
                None => (self.alone(first, &mut slips), 1),
            };
            let kind = kind.filter(|&kind| kind != Self::PLAIN);
            all.push(Said { kind, word });
            word += count;
        }
        all
    }

    /// The kind of a word that is not known as it stands: of what it is inflected
    /// from, or, for `slips` words of a message, mistyped.
    fn alone(self, word: &[char], slips: &mut usize) -> Option<u8> {
        let stem = stems(word).find_map(|stem| self.find(hash(&[stem])));
        if stem.is_some() || *slips == 0 || !is_tried(word) {
            return stem;
        }
        *slips -= 1;
        before_a_slip(word, |hash| self.find(hash))
    }

    fn find(self, hash: u32) -> Option<u8> {
        let end = |top: usize| -> usize {
            let bytes = self.ends.get(top * 2..).and_then(<[u8]>::first_chunk);
            bytes.map_or(0, |two| u16::from_le_bytes(*two).into())
        };
        let top = (hash >> 16) as usize;
        let start = top.checked_sub(1).map_or(0, end);
        let run = self.entries.get(start * Self::ENTRY..end(top) * Self::ENTRY)?;
        let [low, high, ..] = hash.to_le_bytes();
        let wanted = u16::from_le_bytes([low, high]);
        let entries: &[[u8; 3]] = run.as_chunks().0;
        let at = entries
            .binary_search_by_key(&wanted, |[low, high, _]| u16::from_le_bytes([*low, *high]));
        entries.get(at.ok()?).map(|[_, _, kind]| *kind)
    }
}

/// What a word may be an inflection of, the longest first: "retouchers" of
/// "retouch".
pub fn stems(word: &[char]) -> impl Iterator<Item = &[char]> {
    let shortest = word.len().saturating_sub(ENDING).max(STEM);
    (shortest..word.len()).rev().filter_map(|letters| word.get(..letters))
}

/// The 24-bit hash of folded words.
pub fn hash(words: &[&[char]]) -> u32 {
    let letters = words.iter().flat_map(|word| word.iter().chain(&[LAST]));
    finish(letters.fold(SEED, |hash, &letter| stir(hash, letter.into()))) >> 8
}
