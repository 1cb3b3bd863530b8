//! One value a pixel.

use crate::at::At;

/// Values row by row.
#[derive(Debug, Clone)]
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) values: Vec<f32>,
}

impl Plane {
    /// Each row that has one above and one below, with those: above, it, below.
    pub(super) fn inner_rows(&self) -> impl Iterator<Item = [&[f32]; 3]> {
        let rows = || self.values.chunks_exact(self.width);
        rows().zip(rows().skip(1)).zip(rows().skip(2)).map(|((a, b), c)| [a, b, c])
    }

    /// Averages by area to `width` by `height`, row by row; a pixel that
    /// straddles two areas counts in both by its share. Source: as large or
    /// larger, or pixels are repeated.
    pub(super) fn areas(&self, width: usize, height: usize) -> Vec<f64> {
        let mut rows = vec![0.0; width * height];
        let mut across = vec![0.0; width];
        for (y, row) in self.values.chunks_exact(self.width).enumerate() {
            across.fill(0.0);
            for (x, &value) in row.iter().enumerate() {
                for (area, share) in shares(x, self.width, width) {
                    across.change(area, |sum| *sum += f64::from(value) * share as f64);
                }
            }
            for (area, share) in shares(y, self.height, height) {
                for (x, &value) in across.iter().enumerate() {
                    rows.change(area * width + x, |sum| *sum += value * share as f64);
                }
            }
        }
        let all = (self.width * self.height) as f64;
        rows.iter().map(|sum| sum / all).collect()
    }
}

/// The areas that pixel `x` of `from` falls into when they become `to`, each
/// with how much of it does, in `1/to` of a pixel.
fn shares(x: usize, from: usize, to: usize) -> impl Iterator<Item = (usize, usize)> {
    let (start, end) = (x * to, (x + 1) * to);
    (start / from..end.div_ceil(from))
        .map(move |area| (area, end.min((area + 1) * from) - start.max(area * from)))
}
