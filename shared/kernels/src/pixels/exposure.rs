//! Brightness and clipping.

use super::plane::Plane;
use crate::at::At;

/// Luma up to here is lost in black.
const BLACK: f32 = 2.0;
/// Luma from here is lost in white.
const WHITE: f32 = 253.0;

/// How luma is spread, 0..255.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exposure {
    /// Mean luma.
    pub mean: f64,
    /// Deviation of luma.
    pub deviation: f64,
    /// Share of the picture lost in black (luma ≤ 2), 0..1.
    pub clipped_low: f64,
    /// Share of the picture lost in white (luma ≥ 253), 0..1.
    pub clipped_high: f64,
}

pub(super) fn measure(luma: &Plane) -> Exposure {
    let (mut sum, mut squares, mut low, mut high) = (0.0, 0.0, 0_u32, 0_u32);
    for &value in &luma.values {
        low += u32::from(value <= BLACK);
        high += u32::from(value >= WHITE);
        let value = f64::from(value);
        sum += value;
        squares += value * value;
    }
    let n = luma.values.len() as f64;
    let mean = sum / n;
    Exposure {
        mean,
        deviation: (squares / n - mean * mean).max(0.0).sqrt(),
        clipped_low: f64::from(low) / n,
        clipped_high: f64::from(high) / n,
    }
}

/// How well exposed, 0..1: `(1 − d²) (1 − (1 − l)²)`, where `d` is the luma that
/// the darkest twentieth stays under and `l` the one that the lightest twentieth
/// reaches, in parts of the range between black and white.
///
/// Too much light lifts even the dark parts, too little sinks even the light
/// ones; so a garment on a white backdrop is not called overexposed, and more
/// light than enough, like less, only ever lowers it.
pub(super) fn quality(luma: &Plane) -> f64 {
    let mut counts = [0_usize; 256];
    for &value in &luma.values {
        counts.change(value as usize, |count| *count += 1);
    }
    let twentieth = luma.values.len() / 20;
    let levels = || counts.iter().enumerate();
    let dark = beyond(levels(), twentieth);
    let light = beyond(levels().rev(), twentieth);
    (1.0 - dark * dark) * (1.0 - (1.0 - light) * (1.0 - light))
}

/// The level at which more than `few` pixels are passed, 0 black to 1 white.
fn beyond<'a>(levels: impl Iterator<Item = (usize, &'a usize)>, few: usize) -> f64 {
    let mut seen = 0;
    let mut levels = levels.skip_while(|(_, count)| {
        seen += **count;
        seen <= few
    });
    let level = levels.next().map_or(0.0, |(level, _)| level as f64);
    ((level - f64::from(BLACK)) / f64::from(WHITE - BLACK)).clamp(0.0, 1.0)
}
