//! Names turned into numbers, once: everything after works on positions.

use crate::at::At;

/// Dense numbers for names, in order of first appearance: a hash table with
/// linear probing (Knuth 1973), at most half full. One table for all, as every
/// instance of the standard library's maps weighs kilobytes of wasm.
#[derive(Debug, Clone)]
pub struct Names<S> {
    names: Vec<S>,
    /// A power of two of slots: the hash's upper half above the number plus
    /// one; 0 is empty.
    slots: Vec<u64>,
}

const MARK: u64 = 0xFFFF_FFFF_0000_0000;

enum Found {
    At(u32),
    /// The slot a name would take, and its mark.
    Free(usize, u64),
}

impl<S> Default for Names<S> {
    fn default() -> Self {
        Self { names: Vec::new(), slots: vec![0; 2] }
    }
}

impl<S: AsRef<str>> Names<S> {
    /// With room for so many names.
    pub fn with_capacity(names: usize) -> Self {
        let slots = vec![0; (names * 2).next_power_of_two().max(2)];
        Self { names: Vec::with_capacity(names), slots }
    }

    /// The number of a name, a new one where it is new.
    pub fn number(&mut self, name: S) -> u32 {
        match self.look_up(name.as_ref()) {
            Found::At(number) => number,
            Found::Free(slot, mark) => {
                self.names.push(name);
                let next = self.names.len() as u64;
                self.slots.put(slot, mark | next);
                if self.names.len() * 2 > self.slots.len() {
                    self.grow();
                }
                next as u32 - 1
            }
        }
    }

    /// The number of a name, where it has one.
    #[inline]
    pub fn find(&self, name: &str) -> Option<u32> {
        match self.look_up(name) {
            Found::At(number) => Some(number),
            Found::Free(..) => None,
        }
    }

    /// The names, by number.
    pub fn all(&self) -> &[S] {
        &self.names
    }

    #[inline]
    fn look_up(&self, name: &str) -> Found {
        let hash = hash(name.as_bytes());
        let mark = hash & MARK;
        let last = self.slots.len() - 1;
        let mut slot = hash as usize & last;
        loop {
            let entry = self.slots.at(slot);
            if entry == 0 {
                return Found::Free(slot, mark);
            }
            let number = (entry as u32).wrapping_sub(1);
            if entry & MARK == mark
                && self.names.get(number as usize).is_some_and(|known| known.as_ref() == name)
            {
                return Found::At(number);
            }
            slot = (slot + 1) & last;
        }
    }

    fn grow(&mut self) {
        let last = self.slots.len() * 2 - 1;
        self.slots = vec![0; last + 1];
        for (number, name) in (1..).zip(&self.names) {
            let hash = hash(name.as_ref().as_bytes());
            let mut slot = hash as usize & last;
            while self.slots.at(slot) != 0 {
                slot = (slot + 1) & last;
            }
            self.slots.put(slot, hash & MARK | number);
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

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn numbers_names_in_order_of_first_appearance() {
        let mut names = Names::default();
        let numbers = ["b", "", "a", "b", "👗 dress of silk", "a"].map(|name| names.number(name));
        assert_eq!(numbers, [0, 1, 2, 0, 3, 2]);
        assert_eq!(names.all(), ["b", "", "a", "👗 dress of silk"]);
        assert_eq!(names.find("c"), None);
    }

    #[test]
    fn every_name_has_its_number_and_no_other_has_one() {
        for names in [Names::default(), Names::with_capacity(5_000)] {
            let mut names: Names<String> = names;
            for at in 0..5_000 {
                assert_eq!(names.number(format!("task-{at}")), at);
            }
            for at in 0..5_000 {
                assert_eq!(names.find(&format!("task-{at}")), Some(at));
            }
            for name in ["", "task-5000", "task-", "TASK-1"] {
                assert_eq!(names.find(name), None);
            }
        }
        assert_eq!(Names::<&str>::default().find("a"), None);
    }
}
