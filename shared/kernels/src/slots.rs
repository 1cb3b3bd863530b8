//! Where names are found again: the open-addressed part of a hash table of names.

use crate::at::At;

/// A power of two of slots, at most half full, probed one by one (Knuth 1973):
/// each holds the hash's upper half above the name's number plus one; 0 is empty.
#[derive(Debug, Clone)]
pub struct Slots {
    slots: Vec<u64>,
    taken: usize,
}

const MARK: u64 = 0xFFFF_FFFF_0000_0000;

/// Where a name is, or would be.
#[derive(Debug)]
pub enum Found {
    /// The number of a known name.
    At(u32),
    /// A free place; [`Slots::take`] takes it.
    Free(Free),
}

/// A free slot, and the mark of the name it was found for.
#[derive(Debug, Clone, Copy)]
pub struct Free(usize, u64);

impl Slots {
    /// With room for so many names.
    pub fn with_capacity(names: usize) -> Self {
        Self { slots: vec![0; (names * 2).next_power_of_two().max(2)], taken: 0 }
    }

    /// Looks for a name; `known` are the names by number.
    #[inline(never)]
    pub fn look_up<'a>(&self, name: &str, known: &dyn Fn(u32) -> Option<&'a str>) -> Found {
        let hash = hash(name.as_bytes());
        let mark = hash & MARK;
        let last = self.slots.len() - 1;
        let mut slot = hash as usize & last;
        loop {
            let entry = self.slots.at(slot);
            if entry == 0 {
                return Found::Free(Free(slot, mark));
            }
            let number = (entry as u32).wrapping_sub(1);
            if entry & MARK == mark && known(number) == Some(name) {
                return Found::At(number);
            }
            slot = (slot + 1) & last;
        }
    }

    /// Takes a free place for the next number, which `known` must know by now.
    #[inline(never)]
    pub fn take<'a>(&mut self, free: Free, known: &dyn Fn(u32) -> Option<&'a str>) -> u32 {
        let number = self.taken as u32;
        self.taken += 1;
        self.slots.put(free.0, free.1 | self.taken as u64);
        if self.taken * 2 > self.slots.len() {
            self.grow(known);
        }
        number
    }

    fn grow<'a>(&mut self, known: &dyn Fn(u32) -> Option<&'a str>) {
        let last = self.slots.len() * 2 - 1;
        self.slots = vec![0; last + 1];
        for number in 0..self.taken as u32 {
            let hash = hash(known(number).unwrap_or_default().as_bytes());
            let mut slot = hash as usize & last;
            while self.slots.at(slot) != 0 {
                slot = (slot + 1) & last;
            }
            self.slots.put(slot, hash & MARK | (u64::from(number) + 1));
        }
    }
}

/// Eight bytes at a time, rotated and multiplied as the Rust compiler's own
/// hash does, and once more at the end: without, ids that count up ("task-1",
/// "task-2") shared so few slots that a lookup took 47 steps instead of 1.3. Ids
/// chosen to collide only cost time, which the limits bound.
#[inline]
fn hash(bytes: &[u8]) -> u64 {
    let mix =
        |state: u64, word: u64| (state.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    let (words, rest) = bytes.as_chunks::<8>();
    let state = words.iter().fold(0, |state, word| mix(state, u64::from_le_bytes(*word)));
    let tail = rest.iter().fold(0, |tail, &byte| tail << 8 | u64::from(byte));
    let state = mix(state, tail ^ (bytes.len() as u64) << 56);
    let state = (state ^ state >> 32).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    state ^ state >> 32
}
