//! The beta-PERT distribution of a duration (Malcolm et al. 1959; Vose 2000):
//! a beta distribution on `[a, b]` with mode `m` and
//! `α = 1 + 4 (m − a)/(b − a)`, `β = 1 + 4 (b − m)/(b − a)`.
//!
//! As `α + β = 6` always, the shape has one parameter, the mode's place in the
//! range. So its quantile function is tabulated once per place (rounded to
//! 1/512 of the range), and a draw is one uniform number and a lookup: the
//! same bits everywhere, and no rejection loop.

use super::event::Task;
use crate::at::At;

/// Cells of a table, and of the places the mode may have.
const CELLS: usize = 512;

/// A three-point estimate, in minutes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// If all goes well.
    pub least: f64,
    /// The spread between the best and the worst.
    pub range: f64,
    /// The mode's place in the range, in 512ths.
    shape: usize,
}

impl Estimate {
    /// A task's estimate; what is not given is taken as the most likely.
    pub fn of(task: &Task) -> Self {
        let likely = f64::from(task.duration_minutes);
        let least = task.optimistic_minutes.map_or(likely, f64::from);
        let most = task.pessimistic_minutes.map_or(likely, f64::from);
        let range = (most - least).max(0.0);
        let place = if range > 0.0 { (likely - least) / range } else { 0.0 };
        let shape = (place * CELLS as f64 + 0.5) as usize;
        Self { least, range, shape: shape.min(CELLS) }
    }

    /// Whether it leaves anything to chance.
    pub fn is_certain(&self) -> bool {
        self.range == 0.0
    }
}

/// Quantile functions on `[0, 1]`, tabulated as they are asked for.
#[derive(Debug)]
pub struct Quantiles {
    /// Logarithms of the grid's points and of their distance from 1.
    logs: Vec<(f64, f64)>,
    /// By shape: where its table begins in `values`.
    place: Vec<Option<usize>>,
    shapes: Vec<Shape>,
}

/// A quantile function: at each step of the grid its value and how far it is to
/// the next one.
#[derive(Debug, Clone, Copy)]
pub struct Shape([(f64, f64); CELLS]);

impl Shape {
    /// The quantile at `u` in `[0, 1)`, between the grid's points linearly.
    pub fn at(&self, u: f64) -> f64 {
        let scaled = u * CELLS as f64;
        let cell = scaled as usize;
        let (low, step) = self.0.at(cell);
        low + (scaled - cell as f64) * step
    }

    /// The quantile at `(eighth + u) / 8`, where `u` are the first 53 of the bits
    /// as a binary fraction: without a division, and without turning a fraction
    /// into a whole number, which is dear in wasm.
    #[inline]
    pub fn in_eighth(&self, eighth: u64, bits: u64) -> f64 {
        const ONE: u64 = 1023 << 52;
        let cell = eighth * (CELLS as u64 / 8) + (bits >> 58);
        let part = f64::from_bits(ONE | (bits << 6 >> 12 & !31)) - 1.0;
        // The mask says that this cannot be beyond the end.
        let (low, step) = self.0.at(cell as usize & (CELLS - 1));
        low + part * step
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
    /// Which of the tables is that of an estimate's shape, for [`Self::shape`].
    pub fn prepare(&mut self, estimate: &Estimate) -> usize {
        if let Some(place) = self.place.at(estimate.shape) {
            return place;
        }
        let place = self.shapes.len();
        self.place.put(estimate.shape, Some(place));
        self.tabulate(estimate.shape as f64 / CELLS as f64);
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
        let mut values = [(0.0, 0.0); CELLS];
        for (step, value) in values.iter_mut().enumerate() {
            let wanted = total * step as f64 / CELLS as f64;
            while cell + 1 < CELLS && sum.at(cell + 1) <= wanted {
                cell += 1;
            }
            let (low, high) = (sum.at(cell), sum.at(cell + 1));
            let part = if high > low { (wanted - low) / (high - low) } else { 0.0 };
            value.0 = (cell as f64 + part) / CELLS as f64;
        }
        let mut next = 1.0;
        for (low, step) in values.iter_mut().rev() {
            *step = next - *low;
            next = *low;
        }
        self.shapes.push(Shape(values));
    }
}

#[cfg(test)]
mod tests {
    use super::{Estimate, Quantiles};
    use crate::events::event::Task;
    use crate::rng::Rng;

    fn estimate(least: u32, likely: u32, most: u32) -> Estimate {
        Estimate::of(&Task {
            duration_minutes: likely,
            optimistic_minutes: Some(least),
            pessimistic_minutes: Some(most),
            ..Task::default()
        })
    }

    /// Mean (a + 4m + b)/6 and variance (μ − a)(b − μ)/7 of the beta-PERT.
    #[test]
    fn draws_have_the_mean_and_variance_of_the_distribution() {
        for (least, likely, most) in [(10, 20, 60), (0, 0, 100), (0, 100, 100), (40, 50, 60)] {
            let shape = estimate(least, likely, most);
            let mut quantiles = Quantiles::default();
            let place = quantiles.prepare(&shape);
            let table = quantiles.shape(place).unwrap();
            let mut rng = Rng::new(1);
            let draws: Vec<f64> =
                (0..200_000).map(|_| shape.least + shape.range * table.at(rng.unit())).collect();
            let mean = draws.iter().sum::<f64>() / draws.len() as f64;
            let variance =
                draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / draws.len() as f64;
            let (a, m, b) = (f64::from(least), f64::from(likely), f64::from(most));
            let expected = (a + 4.0 * m + b) / 6.0;
            let spread = (expected - a) * (b - expected) / 7.0;
            assert!((mean - expected).abs() < 0.004 * (b - a), "{mean} {expected}");
            assert!((variance - spread).abs() < 0.02 * spread, "{variance} {spread}");
        }
    }

    #[test]
    fn the_median_of_a_symmetric_shape_is_its_middle() {
        let mut quantiles = Quantiles::default();
        let place = quantiles.prepare(&estimate(0, 50, 100));
        assert!((quantiles.shape(place).unwrap().at(0.5) - 0.5).abs() < 1e-9);
    }
}
