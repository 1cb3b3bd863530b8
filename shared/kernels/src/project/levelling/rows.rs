//! Rows of different lengths in one flat array.

use crate::at::At;

/// Pairs of a position and a number, by row. Each pair is one word: in wasm every
/// access to memory is checked, so one is faster than two.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// Where each row begins and ends in `pairs`.
    rows: Vec<u64>,
    pairs: Vec<u64>,
}

impl Rows {
    /// Appends a row.
    pub fn push(&mut self, row: impl IntoIterator<Item = (u32, i32)>) {
        let begin = self.pairs.len() as u32;
        self.pairs.extend(row.into_iter().map(|(position, number)| pack(position, number as u32)));
        self.rows.push(pack(begin, self.pairs.len() as u32));
    }

    /// Row `index`, empty where there is none.
    #[inline]
    pub fn row(&self, index: usize) -> impl ExactSizeIterator<Item = (u32, i32)> + Clone {
        self.within(self.rows.at(index))
    }

    /// Where each row lies, for [`Rows::within`].
    pub(super) fn bounds(&self) -> impl Iterator<Item = u64> {
        self.rows.iter().copied()
    }

    /// The row that lies there.
    #[inline]
    pub(super) fn within(&self, bounds: u64) -> impl ExactSizeIterator<Item = (u32, i32)> + Clone {
        let (begin, end) = parts(bounds);
        let row = self.pairs.get(begin as usize..end as usize).unwrap_or_default();
        row.iter().map(|&pair| {
            let (position, number) = parts(pair);
            (position, number as i32)
        })
    }
}

#[inline]
pub(super) fn pack(one: u32, other: u32) -> u64 {
    u64::from(one) | u64::from(other) << 32
}

#[inline]
pub(super) fn parts(word: u64) -> (u32, u32) {
    (word as u32, (word >> 32) as u32)
}
