//! Hashes that stay near when a picture is scaled, compressed or brightened.

use crate::order;
use std::f64::consts::PI;

use super::plane::Plane;
use crate::at::At;

/// dHash (Krawetz 2013): the sign of the step to the right, in 8 rows of 8.
pub(super) fn difference(luma: &Plane) -> u64 {
    let areas = luma.areas(9, 8);
    let steps = areas.chunks_exact(9).flat_map(|row| row.iter().zip(row.iter().skip(1)));
    // A step that no byte could show is none, or a plain backdrop's bits would
    // be those of its noise.
    bits(steps.map(|(left, right)| right - left > 1.0))
}

/// pHash (Zauner 2010): the 8 × 8 lowest frequencies of a cosine transform of
/// 32 × 32 areas, each against their median.
pub(super) fn cosine(luma: &Plane) -> u64 {
    let areas = luma.areas(32, 32);
    let waves = waves();
    let across: Vec<f64> = areas.chunks_exact(32).flat_map(|row| transform(&waves, row)).collect();
    let mut column = [0.0; 32];
    let mut low = [0.0; 64];
    for u in 0..8 {
        for (y, value) in column.iter_mut().enumerate() {
            *value = across.at(y * 8 + u);
        }
        for (v, value) in transform(&waves, &column).enumerate() {
            // What rounding leaves of a frequency that is not there is 0.
            low.put(v * 8 + u, if value.abs() < 1e-3 { 0.0 } else { value });
        }
    }
    let mut sorted = low;
    order::by(&mut sorted, f64::total_cmp);
    let median = f64::midpoint(sorted.at(31), sorted.at(32));
    bits(low.iter().map(|&value| value > median))
}

/// The first eight cosines of a transform (DCT-II) of 32 values.
fn waves() -> Vec<f64> {
    let wave = |u: usize, x: usize| libm::cos(PI * ((2 * x + 1) * u) as f64 / 64.0);
    (0..8).flat_map(|u| (0..32).map(move |x| wave(u, x))).collect()
}

fn transform<'a>(waves: &'a [f64], values: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
    waves.chunks_exact(32).map(move |wave| wave.iter().zip(values).map(|(w, v)| w * v).sum())
}

/// The first of 64 becomes the highest bit.
fn bits(ones: impl Iterator<Item = bool>) -> u64 {
    ones.fold(0, |bits, one| bits << 1 | u64::from(one))
}
