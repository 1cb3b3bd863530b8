//! Eight samples side by side: every step of a simulation is the same for eight
//! numbers, two at a time.

use super::pair::Pair;

/// Samples simulated side by side.
pub const LANES: usize = 8;

/// A number of each sample.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lanes(pub(crate) [Pair; LANES / 2]);

impl Lanes {
    /// The same number in all.
    #[inline]
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    pub(crate) fn all(number: f64) -> Self {
        Self([Pair::both(number); LANES / 2])
    }

    #[inline]
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    pub(crate) fn plus(self, Self([a1, b1, c1, d1]): Self) -> Self {
        let Self([a, b, c, d]) = self;
        Self([a.plus(a1), b.plus(b1), c.plus(c1), d.plus(d1)])
    }

    #[inline]
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    pub(crate) fn minus(self, Self([a1, b1, c1, d1]): Self) -> Self {
        let Self([a, b, c, d]) = self;
        Self([a.minus(a1), b.minus(b1), c.minus(c1), d.minus(d1)])
    }

    /// The greater ones.
    #[inline]
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    pub(crate) fn max(self, Self([a1, b1, c1, d1]): Self) -> Self {
        let Self([a, b, c, d]) = self;
        Self([a.max(a1), b.max(b1), c.max(c1), d.max(d1)])
    }

    /// A bit for each sample in which both are the same.
    #[inline]
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    pub(crate) fn same(self, Self([a1, b1, c1, d1]): Self) -> u8 {
        let Self([a, b, c, d]) = self;
        let same = [a.same(a1), b.same(b1), c.same(c1), d.same(d1)];
        let same = same.as_flattened().iter().zip(0..);
        same.fold(0, |bits, (&same, lane)| bits | u8::from(same) << lane)
    }

    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    pub(crate) fn numbers(self) -> [f64; LANES] {
        let Self([a, b, c, d]) = self;
        let ([a, b], [c, d], [e, f], [g, h]) = (a.numbers(), b.numbers(), c.numbers(), d.numbers());
        [a, b, c, d, e, f, g, h]
    }
}
