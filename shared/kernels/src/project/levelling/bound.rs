//! Lower bounds on the makespan: proofs that a schedule cannot be shorter.

use super::destructive;
use super::network::Network;
use crate::at::At;
use crate::order;

/// Most pairs of (earliest start, remaining time) looked at per set.
const PAIRS: usize = 1 << 17;
/// Most activities for which pairs are looked at.
const PAIRED_ACTIVITIES: usize = 400;
/// Sets of activities of which at most 1, 2, … run at once.
const MACHINES: i64 = 4;

/// A part of the work: what must pass before it, how much it is, what must pass
/// after it.
#[derive(Debug, Clone, Copy)]
struct Part {
    head: i64,
    amount: i64,
    rest: i64,
}

/// No schedule of `network` is shorter than this: the greatest of
/// - the critical path;
/// - for every resource and every window cut off at both ends, the work that
///   must lie within it over the capacity (energetic bound with heads and tails);
/// - the same for the activities that need more than a half, a third, … of a
///   resource, as for 1, 2, … machines;
/// - total duration of activities that pairwise exclude each other, by
///   whatever resource or link (weighted node packing; Mingozzi et al. 1998);
/// - the first end that propagation of time windows does not refute.
#[inline]
pub(super) fn lower_bound(network: &Network) -> i32 {
    let mut bound = i64::from(network.critical_path());
    for (resource, &capacity) in network.capacities.iter().enumerate() {
        let users = users(network, resource);
        let work = users.iter().map(|&(part, need)| Part { amount: part.amount * need, ..part });
        bound = bound.max(windows(work.collect(), i64::from(capacity)));
        for machines in 1..=MACHINES {
            let large =
                users.iter().filter(|(_, need)| need * (machines + 1) > i64::from(capacity));
            bound = bound.max(windows(large.map(|&(part, _)| part).collect(), machines));
        }
    }
    if network.len() <= PAIRED_ACTIVITIES {
        let apart = exclusions(network);
        bound = bound.max(cliques(network, &apart));
        return destructive::improve(network, &apart, bound as i32);
    }
    bound as i32
}

/// Head, duration and what follows of one activity.
fn part(network: &Network, activity: usize) -> Part {
    let duration = network.durations.at(activity);
    Part {
        head: i64::from(network.forward.head.at(activity)),
        amount: i64::from(duration),
        rest: i64::from(network.forward.tail.at(activity) - duration),
    }
}

#[inline]
fn users(network: &Network, resource: usize) -> Vec<(Part, i64)> {
    let need = |j: usize| network.demands(j).find(|(r, _)| *r as usize == resource);
    (0..network.len())
        .filter_map(|j| need(j).map(|(_, amount)| (part(network, j), i64::from(amount))))
        .collect()
}

/// Greatest `head + ⌈amount / capacity⌉ + rest` over the sets of all parts with
/// at least that head and that rest.
fn windows(mut parts: Vec<Part>, capacity: i64) -> i64 {
    if capacity == 0 {
        return 0;
    }
    order::by_key(&mut parts, |part| -part.rest);
    let mut heads: Vec<i64> = parts.iter().map(|part| part.head).collect();
    order::unique(&mut heads);
    let stride = (heads.len() * parts.len()).div_ceil(PAIRS).max(1);
    let mut bound = 0;
    for &head in heads.iter().step_by(stride) {
        let mut amount = 0;
        for part in parts.iter().filter(|part| part.head >= head) {
            amount += part.amount;
            bound = bound.max(head + (amount + capacity - 1).div_euclid(capacity) + part.rest);
        }
    }
    bound
}

/// Greedy cliques in the graph of activities that cannot overlap, one around
/// each activity.
#[inline(never)]
fn cliques(network: &Network, apart: &[bool]) -> i64 {
    let n = network.len();
    let mut by_duration: Vec<usize> = (0..n).filter(|&j| network.durations.at(j) > 0).collect();
    order::by_key(&mut by_duration, |&j| (-network.durations.at(j), j));
    let mut bound = 0;
    let mut clique: Vec<usize> = Vec::new();
    for &seed in &by_duration {
        clique.clear();
        clique.push(seed);
        for &j in &by_duration {
            if j != seed && clique.iter().all(|&i| apart.at(i * n + j)) {
                clique.push(j);
            }
        }
        bound = bound.max(windows(clique.iter().map(|&j| part(network, j)).collect(), 1));
    }
    bound
}

/// For each pair whether the two can never run at the same time.
#[inline(never)]
fn exclusions(network: &Network) -> Vec<bool> {
    let n = network.len();
    let mut apart = vec![false; n * n];
    let view = &network.forward;
    for &activity in &view.order {
        let j = activity as usize;
        for (before, lag) in view.before(j) {
            let i = before as usize;
            // Only a link that waits for the end carries on to what lies before.
            if lag >= network.durations.at(i) && lag >= 0 {
                apart.put(i * n + j, true);
                for k in 0..n {
                    if apart.at(k * n + i) {
                        apart.put(k * n + j, true);
                    }
                }
            }
        }
    }
    for i in 0..n {
        for j in 0..i {
            let clash = network.demands(i).any(|(resource, mine)| {
                let theirs = network.demands(j).find(|(other, _)| *other == resource);
                let capacity = i64::from(network.capacities.at(resource as usize));
                theirs.is_some_and(|(_, amount)| i64::from(mine) + i64::from(amount) > capacity)
            });
            if clash || apart.at(i * n + j) || apart.at(j * n + i) {
                apart.put(i * n + j, true);
                apart.put(j * n + i, true);
            }
        }
    }
    apart
}
