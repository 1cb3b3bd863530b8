//! From two orders of activities a third that respects the same links.

use super::view::View;
use crate::at::At;
use crate::rng::Rng;

/// Bounds of the window's share of all activities.
const WINDOW: (f64, f64) = (0.3, 0.6);
/// Two neighbours change places with a probability of 0.05: of 2⁵³ numbers, so
/// many, rounded up.
const SWAP: u64 = 450_359_962_737_050;

/// Two-point crossover (Hartmann 1998) with a window of bounded size: the first
/// parent's order, but within the window the second's.
pub(super) fn cross(
    first: &[u32],
    second: &[u32],
    taken: &mut Vec<u64>,
    rng: &mut Rng,
    child: &mut Vec<u32>,
) {
    let n = first.len();
    let share = WINDOW.0 + (WINDOW.1 - WINDOW.0) * rng.unit();
    let window = (share * n as f64) as usize;
    let from = rng.below(n - window + 1);
    taken.clear();
    taken.resize(n.div_ceil(64), 0);
    // Written slot by slot: to push is to ask each time whether there is room.
    child.resize(n, 0);
    let mut slots = child.iter_mut();
    let mut add = |activity: u32| {
        let mut fresh = false;
        taken.change(activity as usize / 64, |bits| {
            let bit = 1 << (activity % 64);
            fresh = *bits & bit == 0;
            *bits |= bit;
        });
        if fresh && let Some(slot) = slots.next() {
            *slot = activity;
        }
        fresh
    };
    for &activity in first.iter().take(from) {
        add(activity);
    }
    let mut left = window;
    for &activity in second {
        if left == 0 {
            break;
        }
        left -= usize::from(add(activity));
    }
    for &activity in first.iter().skip(from) {
        add(activity);
    }
}

/// Swaps neighbours that no link orders.
pub(super) fn mutate(view: &View, rng: &mut Rng, order: &mut [u32]) {
    // A copy, so that its state stays in registers.
    let mut local = rng.clone();
    for at in 1..order.len() {
        if local.bits() >> 11 < SWAP {
            let (before, after) = (order.at(at - 1), order.at(at));
            if view.before(after as usize).all(|(i, _)| i != before) {
                order.swap(at - 1, at);
            }
        }
    }
    *rng = local;
}

#[cfg(test)]
mod tests {
    use super::cross;
    use crate::rng::Rng;

    #[test]
    fn a_child_has_every_activity_once_and_keeps_what_both_parents_agree_on() {
        let first: Vec<u32> = (0..20).collect();
        let mut second = first.clone();
        second.reverse();
        second.swap(0, 19);
        second.swap(0, 1);
        let (mut taken, mut child, mut rng) = (Vec::new(), Vec::new(), Rng::new(1));
        let place = |order: &[u32], activity| order.iter().position(|&a| a == activity);
        for _ in 0..200 {
            cross(&first, &second, &mut taken, &mut rng, &mut child);
            let mut sorted = child.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, first);
            for a in 0..20 {
                for b in 0..20 {
                    if place(&first, a) < place(&first, b) && place(&second, a) < place(&second, b)
                    {
                        assert!(place(&child, a) < place(&child, b), "{a} {b} in {child:?}");
                    }
                }
            }
        }
    }
}
