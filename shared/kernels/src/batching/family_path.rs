//! The order of the families, each shot in one go, with the least set-up.

use super::changeover::Changeovers;
use super::job::Blocks;
use super::{ascent, assignment, exact_path, tour};
use crate::at::At;

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
        let Closed { cost, bound } = Closed::new(&stops, changes);
        let path = tour::short_path(stops.len(), &cost, stops.len() as u64);
        let bound = bound + ascent::lower_bound(stops.len() + 1, &cost, closed(&path, &cost));
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

/// What a path costs that begins and ends at the stand-in.
fn closed(path: &[u32], cost: &[i64]) -> i64 {
    let stand_in = path.len();
    let n = stand_in + 1;
    let stops = || path.iter().map(|stop| *stop as usize);
    let steps = [stand_in].into_iter().chain(stops()).zip(stops().chain([stand_in]));
    steps.map(|(from, to)| cost.at(from * n + to)).sum()
}

/// The stops and a stand-in, the last row and column, that costs nothing and so
/// closes every path to a tour; less the prices of the cheapest assignment.
///
/// A tour assigns every stop a successor, so the assignment's cost is a lower
/// bound, and what remains of the costs is what a tour pays beyond it.
struct Closed {
    cost: Vec<i64>,
    bound: i64,
}

impl Closed {
    fn new(stops: &[u32], changes: &Changeovers) -> Self {
        let n = stops.len() + 1;
        let mut cost = vec![0; n * n];
        for (from, from_family) in stops.iter().enumerate() {
            for (to, to_family) in stops.iter().enumerate() {
                cost.put(from * n + to, changes.between(*from_family, *to_family));
            }
        }
        for stop in 0..n {
            cost.put(stop * n + stop, FORBIDDEN);
        }
        let found = assignment::cheapest(n, &cost);
        for (row, price) in cost.chunks_exact_mut(n).zip(&found.row_price) {
            for (cost, column) in row.iter_mut().zip(&found.column_price) {
                *cost -= price + column;
            }
        }
        Self { cost, bound: found.cost }
    }
}
