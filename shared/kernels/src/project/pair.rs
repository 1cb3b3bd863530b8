//! Two numbers side by side, as one vector of the processor holds them.
//!
//! In wasm the vector is named as such: left to itself the compiler takes numbers
//! apart that need not lie in memory, and each one read or written alone is
//! checked alone. Elsewhere it puts them together by itself.

/// Two numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair(Two);

#[cfg(not(target_arch = "wasm32"))]
type Two = [f64; 2];

#[cfg(not(target_arch = "wasm32"))]
impl Pair {
    #[inline]
    pub(crate) fn new(first: f64, second: f64) -> Self {
        Self([first, second])
    }

    /// The same number twice.
    #[inline]
    pub(crate) fn both(number: f64) -> Self {
        Self([number; 2])
    }

    #[inline]
    pub(crate) fn numbers(self) -> [f64; 2] {
        self.0
    }

    /// Whole numbers below 2⁵².
    #[inline]
    pub(crate) fn whole(first: u64, second: u64) -> Self {
        // By way of the signed type, which every processor converts at once.
        Self([first as i64 as f64, second as i64 as f64])
    }

    #[inline]
    fn zip(self, other: Self, join: impl Fn(f64, f64) -> f64) -> Self {
        let ([a, b], [c, d]) = (self.0, other.0);
        Self([join(a, c), join(b, d)])
    }

    #[inline]
    pub(crate) fn plus(self, other: Self) -> Self {
        self.zip(other, |a, b| a + b)
    }

    #[inline]
    pub(crate) fn minus(self, other: Self) -> Self {
        self.zip(other, |a, b| a - b)
    }

    #[inline]
    pub(crate) fn times(self, other: Self) -> Self {
        self.zip(other, |a, b| a * b)
    }

    /// The greater ones.
    #[inline]
    pub(crate) fn max(self, other: Self) -> Self {
        self.zip(other, |a, b| if a < b { b } else { a })
    }

    /// Whether each number is the same in both.
    #[inline]
    pub(crate) fn same(self, other: Self) -> [bool; 2] {
        let ([a, b], [c, d]) = (self.0, other.0);
        [a == c, b == d]
    }

    /// Both first numbers, and both second ones.
    #[inline]
    pub(crate) fn turned(self, other: Self) -> (Self, Self) {
        let ([a, b], [c, d]) = (self.0, other.0);
        (Self([a, c]), Self([b, d]))
    }
}

#[cfg(target_arch = "wasm32")]
use core::arch::wasm32::{
    f64x2, f64x2_add, f64x2_eq, f64x2_extract_lane, f64x2_mul, f64x2_pmax, f64x2_splat, f64x2_sub,
    i64x2_bitmask, i64x2_shuffle, u64x2, u64x2_splat, v128, v128_or,
};

#[cfg(target_arch = "wasm32")]
type Two = v128;

#[cfg(target_arch = "wasm32")]
impl Pair {
    #[inline]
    #[target_feature(enable = "simd128")]
    pub(crate) fn new(first: f64, second: f64) -> Self {
        Self(f64x2(first, second))
    }

    #[inline]
    #[target_feature(enable = "simd128")]
    pub(crate) fn both(number: f64) -> Self {
        Self(f64x2_splat(number))
    }

    #[inline]
    #[target_feature(enable = "simd128")]
    pub(crate) fn numbers(self) -> [f64; 2] {
        [f64x2_extract_lane::<0>(self.0), f64x2_extract_lane::<1>(self.0)]
    }

    #[inline]
    #[target_feature(enable = "simd128")]
    pub(crate) fn whole(first: u64, second: u64) -> Self {
        // Beyond 2⁵² the last bit of a number counts one.
        let beyond = 0x4330_0000_0000_0000;
        Self(f64x2_sub(v128_or(u64x2(first, second), u64x2_splat(beyond)), u64x2_splat(beyond)))
    }

    #[inline]
    #[target_feature(enable = "simd128")]
    pub(crate) fn plus(self, other: Self) -> Self {
        Self(f64x2_add(self.0, other.0))
    }

    #[inline]
    #[target_feature(enable = "simd128")]
    pub(crate) fn minus(self, other: Self) -> Self {
        Self(f64x2_sub(self.0, other.0))
    }

    #[inline]
    #[target_feature(enable = "simd128")]
    pub(crate) fn times(self, other: Self) -> Self {
        Self(f64x2_mul(self.0, other.0))
    }

    #[inline]
    #[target_feature(enable = "simd128")]
    pub(crate) fn max(self, other: Self) -> Self {
        Self(f64x2_pmax(self.0, other.0))
    }

    #[inline]
    #[target_feature(enable = "simd128")]
    pub(crate) fn same(self, other: Self) -> [bool; 2] {
        let bits = i64x2_bitmask(f64x2_eq(self.0, other.0));
        [bits & 1 != 0, bits & 2 != 0]
    }

    #[inline]
    #[target_feature(enable = "simd128")]
    pub(crate) fn turned(self, other: Self) -> (Self, Self) {
        (Self(i64x2_shuffle::<0, 2>(self.0, other.0)), Self(i64x2_shuffle::<1, 3>(self.0, other.0)))
    }
}
