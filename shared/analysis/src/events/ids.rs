//! Ids turned into positions, once.

use crate::Problem;
use crate::at::At;

/// Positions of ids: a hash table with linear probing (Knuth 1973), at most
/// half full. Looking up
/// predecessors is most of what the critical path takes.
#[derive(Debug)]
pub struct Positions<'a> {
    ids: Vec<&'a str>,
    /// A power of two of slots: the hash's upper half above the position plus
    /// one; 0 is empty.
    slots: Vec<u64>,
}

impl<'a> Positions<'a> {
    /// Numbers the ids from 0.
    ///
    /// # Errors
    /// An id that is there twice; `field` names it as in `event.tasks[3].id`.
    pub fn new(field: &str, ids: impl ExactSizeIterator<Item = &'a str>) -> Result<Self, Problem> {
        let slots = vec![0; (ids.len() * 2).next_power_of_two().max(2)];
        let mut positions = Self { ids: Vec::with_capacity(ids.len()), slots };
        for (position, id) in ids.enumerate() {
            match positions.find(id) {
                Found::At(first) => {
                    return Err(Problem::invalid(
                        format!("{field}[{position}].id"),
                        format!("\"{id}\" is already the id of {field}[{first}]"),
                    ));
                }
                Found::Free(slot, mark) => {
                    positions.slots.put(slot, mark | (position as u64 + 1));
                    positions.ids.push(id);
                }
            }
        }
        Ok(positions)
    }

    /// The position of an id.
    #[inline]
    pub fn of(&self, id: &str) -> Option<u32> {
        match self.find(id) {
            Found::At(position) => Some(position),
            Found::Free(..) => None,
        }
    }

    #[inline]
    fn find(&self, id: &str) -> Found {
        let hash = hash(id.as_bytes());
        let mark = hash & MARK;
        let last = self.slots.len() - 1;
        let mut slot = hash as usize & last;
        loop {
            let entry = self.slots.at(slot);
            if entry == 0 {
                return Found::Free(slot, mark);
            }
            let position = (entry as u32).wrapping_sub(1);
            if entry & MARK == mark && self.ids.get(position as usize) == Some(&id) {
                return Found::At(position);
            }
            slot = (slot + 1) & last;
        }
    }
}

const MARK: u64 = 0xFFFF_FFFF_0000_0000;

enum Found {
    At(u32),
    /// The slot an id would take, and its mark.
    Free(usize, u64),
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
    use super::Positions;

    #[test]
    fn every_id_has_its_position_and_no_other_has_one() {
        let ids: Vec<String> = (0..5_000).map(|at| format!("task-{at}")).collect();
        let positions = Positions::new("tasks", ids.iter().map(String::as_str)).unwrap();
        for (at, id) in ids.iter().enumerate() {
            assert_eq!(positions.of(id), Some(at as u32));
        }
        for id in ["", "task-5000", "task-", "TASK-1"] {
            assert_eq!(positions.of(id), None);
        }
        let none = Positions::new("tasks", [].into_iter()).unwrap();
        assert_eq!(none.of("a"), None);
    }

    #[test]
    fn twins_are_refused_with_both_places() {
        let problem = Positions::new("tasks", ["a", "b", "a"].into_iter()).unwrap_err();
        assert_eq!(problem.to_string(), "tasks[2].id: \"a\" is already the id of tasks[0]");
    }
}
