//! Rows of different lengths in one flat array.

use crate::at::At;

/// Pairs of a position and a number, by row.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// Row `i` is `pairs[ends[i - 1]..ends[i]]`.
    ends: Vec<u32>,
    pairs: Vec<(u32, i32)>,
}

impl Rows {
    /// Appends a row.
    pub fn push(&mut self, row: impl IntoIterator<Item = (u32, i32)>) {
        self.pairs.extend(row);
        self.ends.push(self.pairs.len() as u32);
    }

    /// Row `index`, empty where there is none.
    #[inline]
    pub fn row(&self, index: usize) -> &[(u32, i32)] {
        let from = if index == 0 { 0 } else { self.ends.at(index - 1) as usize };
        self.pairs.get(from..self.ends.at(index) as usize).unwrap_or_default()
    }
}
