//! The words of [`Kinds`], as the weights file holds them.
//!
//! Hashes of words say nothing of each other, so no compression helps; but which
//! of them is the next one does, once they are sorted. Each word is two codes
//! (Rice 1979): the gap to the hash before, and which of the kinds it is of, the
//! commonest first. A code is the number without its lowest bits in ones, a zero,
//! and those bits, all from the lowest bit of the first byte on.
//!
//! ```text
//! count:u16  low bits of a gap:u8  low bits of a kind:u8  kinds:u8, then each
//! the codes, to a whole byte
//! ```

use super::kinds::Kinds;

/// Ones of a code at most.
pub const MOST_ONES: u32 = 32;
/// Low bits of a code at most.
pub const MOST_LOW: u32 = 23;
/// Bits of a hash.
const BITS: u32 = 24;

/// The table that [`Kinds`] looks into.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Where the entries of each upper byte end, little-endian.
    pub ends: Vec<[u8; 2]>,
    /// Lower bytes and kind of each word.
    pub entries: Vec<[u8; Kinds::ENTRY]>,
}

impl Known {
    /// Reads the words at the beginning of `file`, and how many bytes they take;
    /// none where they are cut short or no hashes. After them come eight bytes at
    /// least.
    pub fn read(file: &[u8]) -> Option<(Self, usize)> {
        let (&[low_count, high_count, gap, place, kinds], rest) = file.split_first_chunk()?;
        let (kinds, codes) = rest.split_at_checked(kinds.into())?;
        let mut codes = Codes { bytes: codes, at: 0 };
        let mut known = Self::default();
        let mut least = 0;
        for at in 0..u16::from_le_bytes([low_count, high_count]) {
            let hash = least + codes.next(gap.into())?;
            let kind = kinds.get(codes.next(place.into())? as usize)?;
            if hash >> BITS > 0 {
                return None;
            }
            least = hash + 1;
            let [low, high, top, _] = hash.to_le_bytes();
            known.end(top.into(), at);
            known.entries.push([low, high, *kind]);
        }
        known.end(Kinds::ENDS / 2, u16::from_le_bytes([low_count, high_count]));
        Some((known, file.len() - codes.bytes.len() + codes.at.div_ceil(8)))
    }

    /// The entries of all upper bytes below `top` that are still open end here.
    fn end(&mut self, top: usize, at: u16) {
        while self.ends.len() < top {
            self.ends.push(at.to_le_bytes());
        }
    }

    /// The kinds of words.
    pub fn kinds(&self) -> Kinds<'_> {
        Kinds::new(self.ends.as_flattened(), self.entries.as_flattened())
    }
}

/// Codes, and the bit at which the next one begins.
struct Codes<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Codes<'_> {
    fn next(&mut self, low: u32) -> Option<u32> {
        let eight = self.bytes.get(self.at / 8..)?.first_chunk()?;
        let bits = u64::from_le_bytes(*eight) >> (self.at % 8);
        let ones = bits.trailing_ones();
        if ones > MOST_ONES || low > MOST_LOW {
            return None;
        }
        self.at += (ones + 1 + low) as usize;
        Some(ones << low | (bits >> (ones + 1)) as u32 & ((1 << low) - 1))
    }
}
