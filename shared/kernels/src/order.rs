//! Sorting, once for all.
//!
//! Every instance of the standard library's sort weighs five to thirty
//! kilobytes of wasm, so there is one of our own: of places, compared by a
//! function. Lists of anything else are sorted by their places and then
//! permuted.

use crate::at::At as _;
use std::cmp::Ordering;

/// Sorts places; equal ones keep their order.
#[inline(never)]
pub fn sort(places: &mut [u32], compare: &dyn Fn(u32, u32) -> Ordering) {
    merge_sort(places, |a, b| compare(a, b) == Ordering::Greater);
}

/// Sorts numbers.
#[inline(never)]
pub fn numbers(list: &mut [u64]) {
    merge_sort(list, |a, b| a > b);
}

/// Lists of so many are sorted by insertion, then merged two by two.
const RUN: usize = 8;

/// Merge sort from the bottom up (von Neumann 1945); equal ones keep their
/// order.
#[inline]
fn merge_sort<T: Copy + Default>(list: &mut [T], after: impl Fn(T, T) -> bool) {
    for run in list.chunks_mut(RUN) {
        for from in 1..run.len() {
            let one = run.at(from);
            let mut to = from;
            while to > 0 && after(run.at(to - 1), one) {
                run.put(to, run.at(to - 1));
                to -= 1;
            }
            run.put(to, one);
        }
    }
    let mut left: Vec<T> = Vec::new();
    let mut width = RUN;
    while width < list.len() {
        for pair in list.chunks_mut(2 * width) {
            // In order already, as much that is sorted here is.
            if pair.len() <= width || !after(pair.at(width - 1), pair.at(width)) {
                continue;
            }
            left.clear();
            left.extend_from_slice(pair.get(..width).unwrap_or_default());
            let (mut from, mut right) = (0, width);
            for to in 0..pair.len() {
                if from == width {
                    break;
                }
                let one = left.at(from);
                if right < pair.len() && after(one, pair.at(right)) {
                    pair.put(to, pair.at(right));
                    right += 1;
                } else {
                    pair.put(to, one);
                    from += 1;
                }
            }
        }
        width *= 2;
    }
}

/// The places `0..n` in order; equal ones by place.
pub fn sorted(n: usize, compare: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut places: Vec<u32> = (0..n as u32).collect();
    sort(&mut places, compare);
    places
}

/// Sorts a list of up to 2³² elements; equal ones keep their order.
pub fn by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let pair = |a: u32, b: u32| Some((list.get(a as usize)?, list.get(b as usize)?));
    let mut places =
        sorted(list.len(), &|a, b| pair(a, b).map_or(Ordering::Equal, |(a, b)| compare(a, b)));
    permute(&mut places, &mut |a, b| list.swap(a, b));
}

/// Sorts a list of up to 2³² elements by what `key` says of each.
pub fn by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    by(list, |a, b| key(a).cmp(&key(b)));
}

/// Sorts a list of up to 2³² elements; equal ones keep their order.
pub fn ascending<T: Ord>(list: &mut [T]) {
    by(list, T::cmp);
}

/// Sorts a list and keeps one of equal elements.
pub fn unique<T: Ord>(list: &mut Vec<T>) {
    ascending(list);
    list.dedup();
}

/// Brings to each place what stands at the place named there, cycle by cycle.
#[inline(never)]
fn permute(places: &mut [u32], swap: &mut dyn FnMut(usize, usize)) {
    for first in 0..places.len() {
        let mut at = first;
        loop {
            let from = places.at(at) as usize;
            places.put(at, at as u32);
            if from == first {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(list in prop::collection::vec((0..9_u8, 0..99_u8), 0..99)) {
            let (mut ours, mut theirs) = (list.clone(), list);
            by(&mut ours, |a, b| a.0.cmp(&b.0));
            theirs.sort_by_key(|a| a.0);
            prop_assert_eq!(&ours, &theirs);
            unique(&mut ours);
            theirs.sort_unstable();
            theirs.dedup();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn sorts_numbers_of_any_size(list in prop::collection::vec(any::<u64>(), 0..300)) {
            let (mut ours, mut theirs) = (list.clone(), list);
            numbers(&mut ours);
            theirs.sort_unstable();
            prop_assert_eq!(ours, theirs);
        }
    }
}
