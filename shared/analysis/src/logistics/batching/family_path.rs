//! The order of the families, each shot in one go, with the least set-up.

use super::changeover::Changeovers;
use super::work::Blocks;
use super::{assignment, exact_path, tour};
use crate::at::At;

/// Above this many stops the assignment bound takes too long.
const MAX_ASSIGNED: usize = 512;
/// More than any sum of change-overs: nothing follows itself.
const FORBIDDEN: i64 = 1 << 48;

/// The families in the order to shoot them.
pub(super) struct FamilyPath {
    pub(super) order: Vec<u32>,
    /// No order of the families has less set-up.
    pub(super) lower_bound: i64,
}

impl FamilyPath {
    /// Proven for few families, with earliest heroes among equals; near the
    /// best for many. `blocks` holds each family's blocks in the order they are
    /// shot.
    pub(super) fn new(families: usize, blocks: &Blocks, changes: &Changeovers) -> Self {
        if families <= exact_path::MAX_FAMILIES {
            let order = exact_path::cheapest(families, blocks, changes);
            let lower_bound = setup(&order, changes);
            return Self { order, lower_bound };
        }
        // Families the table does not name are all alike: each costs the default
        // before and after. One more of them than there are named families is as
        // many as can stand apart; every further one stands beside another of
        // its kind, at the cost of the default.
        let (named, plain): (Vec<u32>, Vec<u32>) =
            (0..families as u32).partition(|family| changes.is_named(*family));
        let (apart, beside) = plain.split_at_checked(named.len() + 1).unwrap_or((&plain, &[]));
        let stops: Vec<u32> = named.iter().chain(apart).copied().collect();
        let n = stops.len();
        let pairs = stops.iter().flat_map(|from| stops.iter().map(move |to| (*from, *to)));
        let cost: Vec<i64> = pairs.map(|(from, to)| changes.between(from, to)).collect();
        let bound = lower_bound(n, &cost);
        let path = tour::short_path(n, &cost, bound, n as u64);
        let last_apart = apart.last();
        let mut order = Vec::with_capacity(families);
        for stop in path {
            let family = stops.at(stop as usize);
            order.push(family);
            if Some(&family) == last_apart {
                order.extend(beside);
            }
        }
        let lower_bound = bound + beside.len() as i64 * changes.default_minutes();
        Self { order, lower_bound }
    }
}

/// Total set-up of an order of families.
pub(super) fn setup(order: &[u32], changes: &Changeovers) -> i64 {
    order.iter().zip(order.iter().skip(1)).map(|(from, to)| changes.between(*from, *to)).sum()
}

/// A path gives every stop its own successor, and a last one none: a stand-in
/// that costs nothing takes its place, and the first one's predecessor's.
fn lower_bound(n: usize, cost: &[i64]) -> i64 {
    if n > MAX_ASSIGNED {
        return cheapest_arrivals(n, cost);
    }
    let mut closed = vec![0; (n + 1) * (n + 1)];
    for from in 0..n {
        for to in 0..n {
            closed.put(from * (n + 1) + to, cost.at(from * n + to));
        }
    }
    for stop in 0..=n {
        closed.put(stop * (n + 1) + stop, FORBIDDEN);
    }
    assignment::least_cost(n + 1, &closed)
}

/// Every stop but the first is arrived at from somewhere.
fn cheapest_arrivals(n: usize, cost: &[i64]) -> i64 {
    let arrival = |to: usize| {
        (0..n).filter(|from| *from != to).map(|from| cost.at(from * n + to)).min().unwrap_or(0)
    };
    let arrivals: Vec<i64> = (0..n).map(arrival).collect();
    arrivals.iter().sum::<i64>() - arrivals.iter().max().copied().unwrap_or(0)
}
