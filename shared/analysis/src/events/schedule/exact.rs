//! Depth-first branch and bound for a dozen activities: proves what the search
//! found, or betters it.

use super::generate::Plan;
use super::network::Network;
use super::profile::Profile;
use crate::at::At;
use crate::order;

/// Most activities of a network that is solved exactly.
pub(super) const EXACT_ACTIVITIES: usize = 16;

struct Branching<'a> {
    network: &'a Network,
    /// Activities by the longest way to the end, longest first.
    urgent: Vec<u32>,
    profiles: Vec<Profile>,
    starts: Vec<i32>,
    placed: Vec<bool>,
    best: Plan,
    nodes: usize,
    limit: usize,
}

/// Betters `plan` where possible, placing at most `limit` activities one after
/// the other. Returns the best plan, whether it is proved optimal, and how many
/// activities were placed.
///
/// Placing activities in ascending order of start reaches, among others, every
/// active schedule, and one of those is optimal (Sprecher, Kolisch & Drexl
/// 1995). That holds where no link lets an activity start before its
/// predecessor: `network` must not be irregular.
pub(super) fn solve(network: &Network, plan: Plan, limit: usize) -> (Plan, bool, usize) {
    let n = network.len();
    let mut urgent: Vec<u32> = (0..n as u32).collect();
    order::by_key(&mut urgent, |&j| (-network.forward.tail.at(j as usize), j));
    let mut branching = Branching {
        network,
        urgent,
        profiles: vec![Profile::new(network); n + 1],
        starts: vec![0; n],
        placed: vec![false; n],
        best: plan,
        nodes: 0,
        limit,
    };
    branching.descend(0, (0, 0), 0);
    (branching.best, branching.nodes < limit, branching.nodes)
}

impl Branching<'_> {
    /// Tries every next activity after `depth` were placed, the last of them at
    /// (start, rank) `last`; all end by `end`.
    fn descend(&mut self, depth: usize, last: (i32, u32), end: i32) {
        let network = self.network;
        let view = &network.forward;
        if depth == network.len() {
            // Only an end below the best gets here.
            self.best = Plan { starts: self.starts.clone(), makespan: end };
            return;
        }
        let left = (0..network.len()).filter(|&j| !self.placed.at(j));
        if left.map(|j| last.0.max(view.head.at(j)) + view.tail.at(j)).max()
            >= Some(self.best.makespan)
        {
            return;
        }
        for position in 0..network.len() {
            let j = self.urgent.at(position) as usize;
            if self.placed.at(j) || view.before(j).iter().any(|&(i, _)| !self.placed.at(i as usize))
            {
                continue;
            }
            if self.nodes >= self.limit {
                return;
            }
            self.nodes += 1;
            let chain = view.before(j).iter().map(|&(i, lag)| self.starts.at(i as usize) + lag);
            let earliest = chain.max().unwrap_or(0).max(view.head.at(j));
            let (duration, need) = (network.durations.at(j), network.need(j));
            let Some((profile, next)) =
                self.profiles.get_mut(depth..).and_then(|profiles| match profiles {
                    [profile, next, ..] => Some((profile, next)),
                    _ => None,
                })
            else {
                return;
            };
            let start = profile.earliest(earliest, duration, need);
            if (start, view.rank.at(j)) < last || start + view.tail.at(j) >= self.best.makespan {
                continue;
            }
            next.clone_from(profile);
            next.place(start, duration, need);
            self.starts.put(j, start);
            self.placed.put(j, true);
            self.descend(depth + 1, (start, view.rank.at(j)), end.max(start + duration));
            self.placed.put(j, false);
        }
    }
}
