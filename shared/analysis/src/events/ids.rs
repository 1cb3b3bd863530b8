//! Ids turned into positions, once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::Problem;

/// Positions of ids. Only looked up, never walked, so the hash order shows
/// nowhere.
#[derive(Debug)]
pub struct Positions<'a>(HashMap<&'a str, u32, BuildHasherDefault<Multiply>>);

impl<'a> Positions<'a> {
    /// Numbers the ids from 0.
    ///
    /// # Errors
    /// An id that is there twice; `field` names it as in `event.tasks[3].id`.
    pub fn new(field: &str, ids: impl ExactSizeIterator<Item = &'a str>) -> Result<Self, Problem> {
        let mut positions =
            HashMap::with_capacity_and_hasher(ids.len(), BuildHasherDefault::default());
        for (position, id) in ids.enumerate() {
            if let Some(first) = positions.insert(id, position as u32) {
                return Err(Problem::invalid(
                    format!("{field}[{position}].id"),
                    format!("\"{id}\" is already the id of {field}[{first}]"),
                ));
            }
        }
        Ok(Self(positions))
    }

    /// The position of an id.
    #[inline]
    pub fn of(&self, id: &str) -> Option<u32> {
        self.0.get(id).copied()
    }
}

/// Hashes eight bytes at a time by rotating and multiplying, as the Rust
/// compiler does (`FxHash`). Ids chosen to collide only cost time, which the
/// limits bound.
#[derive(Debug, Default)]
pub(super) struct Multiply(u64);

impl Multiply {
    #[inline]
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Multiply {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        let tail = rest.iter().fold(0, |tail, &byte| tail << 8 | u64::from(byte));
        self.mix(tail ^ (bytes.len() as u64) << 56);
    }

    #[inline]
    fn write_u8(&mut self, _: u8) {
        // The end mark of a string: its length is mixed in already.
    }

    #[inline]
    fn finish(&self) -> u64 {
        // The table looks at the top seven and the lowest bits.
        self.0 ^ self.0 >> 32
    }
}
