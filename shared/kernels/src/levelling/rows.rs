//! Rows of different lengths in one flat array.

use crate::at::At;

/// Pairs of a position and a number, by row.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// Where each row begins and ends in `pairs`.
    rows: Vec<(u32, u32)>,
    pairs: Vec<(u32, i32)>,
}

impl Rows {
    /// Appends a row.
    pub fn push(&mut self, row: impl IntoIterator<Item = (u32, i32)>) {
        let begin = self.pairs.len() as u32;
        self.pairs.extend(row);
        self.rows.push((begin, self.pairs.len() as u32));
    }

    /// Row `index`, empty where there is none.
    #[inline]
    pub fn row(&self, index: usize) -> &[(u32, i32)] {
        let (begin, end) = self.rows.at(index);
        self.pairs.get(begin as usize..end as usize).unwrap_or_default()
    }
}
