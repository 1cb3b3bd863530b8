//! Quantile functions of the beta-PERT distribution on `[0, 1]`.
//!
//! They are tabulated once per place of the mode (in 1/512 of the range), and a
//! draw is one uniform number and a lookup: the same bits everywhere, and no
//! rejection loop.

use super::pair::Pair;
use crate::at::At;

/// Cells of a table, and of the places the mode may have.
pub const CELLS: usize = 512;

/// Quantile functions on `[0, 1]`, tabulated as they are asked for.
#[derive(Debug)]
pub struct Quantiles {
    /// Logarithms of the grid's points and of their distance from 1.
    logs: Vec<(f64, f64)>,
    /// By shape: where its table begins in `values`.
    place: Vec<Option<usize>>,
    shapes: Vec<Shape>,
}

/// A quantile function: at each step of the grid its value, and a 2⁴⁷th of how far
/// it is to the next one.
#[derive(Debug, Clone, Copy)]
pub struct Shape([Pair; CELLS]);

/// Bits of a random number that say where between two steps of the grid it lies.
const PART_BITS: u32 = 47;
const PARTS: f64 = (1_u64 << PART_BITS) as f64;

impl Shape {
    /// The quantile at `u` in `[0, 1)`, between the grid's points linearly.
    pub fn at(&self, u: f64) -> f64 {
        let scaled = u * CELLS as f64;
        let cell = scaled as usize;
        let [low, step] = self.cell(cell as u64).numbers();
        low + (scaled - cell as f64) * (step * PARTS)
    }

    /// A cell, its number taken modulo their count: nothing is beyond the end.
    #[inline]
    fn cell(&self, cell: u64) -> Pair {
        let Self(cells) = self;
        cells.get(cell as usize % CELLS).copied().unwrap_or(cells[0])
    }

    /// The quantiles at `(eighth + u) / 8`, the eighths taken modulo 8, where `u` are
    /// the first 53 of the bits as a binary fraction: without a division, and
    /// without turning a fraction into a whole number, which is dear in wasm.
    #[inline]
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    pub(crate) fn in_eighths(&self, first: (u64, u64), second: (u64, u64)) -> Pair {
        let row =
            |(eighth, bits): (u64, u64)| self.cell(eighth * (CELLS as u64 / 8) + (bits >> 58));
        let (low, step) = row(first).turned(row(second));
        let part = |bits: u64| bits << 6 >> (64 - PART_BITS);
        low.plus(Pair::whole(part(first.1), part(second.1)).times(step))
    }
}

impl Default for Quantiles {
    fn default() -> Self {
        let log = |cell: usize| libm::log(cell as f64 / CELLS as f64);
        let logs = (0..=CELLS).map(|cell| (log(cell), log(CELLS - cell))).collect();
        Self { logs, place: vec![None; CELLS + 1], shapes: Vec::new() }
    }
}

impl Quantiles {
    /// Which of the tables is that of a mode in 512ths, for [`Self::shape`].
    pub fn prepare(&mut self, mode: usize) -> usize {
        if let Some(place) = self.place.at(mode) {
            return place;
        }
        let place = self.shapes.len();
        self.place.put(mode, Some(place));
        self.tabulate(mode as f64 / CELLS as f64);
        place
    }

    /// The table at a place that [`Self::prepare`] named.
    #[inline]
    pub fn shape(&self, place: usize) -> Option<&Shape> {
        self.shapes.get(place)
    }

    /// Integrates the density `x^(4p) (1−x)^(4−4p)` by trapezoids and inverts.
    fn tabulate(&mut self, mode: f64) {
        let density = |cell: usize| {
            let (log, log_rest) = self.logs.at(cell);
            // 0 · ln 0 is 0 here: x⁰ = 1.
            let term = |power: f64, log: f64| if power == 0.0 { 0.0 } else { power * log };
            libm::exp(term(4.0 * mode, log) + term(4.0 - 4.0 * mode, log_rest))
        };
        let mut sum = vec![0.0; CELLS + 1];
        let mut area = 0.0;
        let mut before = density(0);
        for cell in 1..=CELLS {
            let here = density(cell);
            area += f64::midpoint(before, here);
            sum.put(cell, area);
            before = here;
        }
        let total = area;
        let mut cell = 0;
        let mut values = [0.0; CELLS];
        for (step, value) in values.iter_mut().enumerate() {
            let wanted = total * step as f64 / CELLS as f64;
            while cell + 1 < CELLS && sum.at(cell + 1) <= wanted {
                cell += 1;
            }
            let (low, high) = (sum.at(cell), sum.at(cell + 1));
            let part = if high > low { (wanted - low) / (high - low) } else { 0.0 };
            *value = (cell as f64 + part) / CELLS as f64;
        }
        let mut next = 1.0;
        let mut cells = [Pair::both(0.0); CELLS];
        for (low, cell) in values.into_iter().zip(&mut cells).rev() {
            *cell = Pair::new(low, (next - low) / PARTS);
            next = low;
        }
        self.shapes.push(Shape(cells));
    }
}
