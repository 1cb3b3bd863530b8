//! Sorting, once for all.
//!
//! Every instance of the standard library's sort weighs ten to thirty kilobytes
//! of wasm, so there is one: of places, compared by a function.

use std::cmp::Ordering;

/// Sorts places; equal ones keep their order.
#[inline(never)]
pub(super) fn sort(places: &mut [u32], compare: &dyn Fn(u32, u32) -> Ordering) {
    places.sort_by(|a, b| compare(*a, *b));
}

/// The places `0..n` in order; equal ones by place.
pub(super) fn sorted(n: usize, compare: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut places: Vec<u32> = (0..n as u32).collect();
    sort(&mut places, compare);
    places
}
