//! Numbers for names, so that they compare at once.

use crate::at::At;

/// Dense numbers for names, in order of first appearance: a hash table with
/// linear probing (Knuth 1973), at most half full.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names<'a> {
    names: Vec<&'a str>,
    /// A power of two of slots: the hash's upper half above the number plus one;
    /// 0 is empty.
    slots: Vec<u64>,
}

const MARK: u64 = 0xFFFF_FFFF_0000_0000;

enum Found {
    At(u32),
    /// The slot that the name would take, and its mark.
    Free(usize, u64),
}

impl<'a> Names<'a> {
    /// With room for so many names.
    pub(crate) fn with_capacity(names: usize) -> Self {
        let slots = vec![0; (names * 2).next_power_of_two().max(8)];
        Self { names: Vec::with_capacity(names), slots }
    }

    /// The number of `name`, a new one where it is new.
    pub(crate) fn number(&mut self, name: &'a str) -> u32 {
        if self.slots.len() <= self.names.len() * 2 {
            self.grow();
        }
        match self.search(name) {
            Found::At(number) => number,
            Found::Free(slot, mark) => {
                let number = self.names.len() as u32;
                self.slots.put(slot, mark | (u64::from(number) + 1));
                self.names.push(name);
                number
            }
        }
    }

    /// The number of `name`, where it has one.
    #[inline]
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        match self.search(name) {
            Found::At(number) => Some(number),
            Found::Free(..) => None,
        }
    }

    /// The names, by number.
    pub(crate) fn all(&self) -> &[&'a str] {
        &self.names
    }

    #[inline(never)]
    fn search(&self, name: &str) -> Found {
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
            if entry & MARK == mark && self.names.get(number as usize) == Some(&name) {
                return Found::At(number);
            }
            slot = (slot + 1) & last;
        }
    }

    #[cold]
    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 2).max(8)];
        let last = self.slots.len() - 1;
        for (number, name) in (1..).zip(&self.names) {
            let hash = hash(name.as_bytes());
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
    fn every_name_keeps_its_number_while_the_table_grows() {
        let texts: Vec<String> = (0..5_000).map(|at| format!("task-{at}")).collect();
        for capacity in [0, 10, 5_000] {
            let mut names = Names::with_capacity(capacity);
            for round in 0..2 {
                for (at, text) in texts.iter().enumerate() {
                    assert_eq!(names.number(text), at as u32, "round {round}");
                }
            }
            assert_eq!(names.all(), texts);
            assert_eq!(names.find("task-17"), Some(17));
            for unknown in ["", "task-5000", "task-", "TASK-1"] {
                assert_eq!(names.find(unknown), None);
            }
        }
        assert_eq!(Names::default().find("a"), None);
    }
}
