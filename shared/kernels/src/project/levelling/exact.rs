//! Depth-first branch and bound for a dozen activities: proves what the search
//! found, or betters it.

use super::generate::Plan;
use super::network::Network;
use super::profile::Profile;
use crate::at::{At, ListAt};
use crate::order;

/// Most activities of a network that is solved exactly.
pub(super) const EXACT_ACTIVITIES: usize = 16;
/// Partial schedules remembered for each set of activities placed.
const REMEMBERED: usize = 8;

/// The start and rank placed last, and all starts.
type Partial = ((i32, u32), Vec<i32>);

struct Branching<'a> {
    network: &'a Network,
    /// Activities by the longest way to the end, longest first.
    urgent: Vec<u32>,
    profiles: Vec<Profile>,
    starts: Vec<i32>,
    /// The set of activities placed, a bit for each.
    placed: usize,
    best: Plan,
    /// By set: partial schedules from which it was gone on.
    seen: Vec<Vec<Partial>>,
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
#[inline]
pub(super) fn solve(network: &Network, plan: Plan, limit: usize) -> (Plan, bool, usize) {
    let n = network.len();
    let mut urgent: Vec<u32> = (0..n as u32).collect();
    order::by_key(&mut urgent, |&j| (-network.forward.tail.at(j as usize), j));
    let mut branching = Branching {
        network,
        urgent,
        profiles: vec![Profile::new(network); n + 1],
        starts: vec![0; n],
        placed: 0,
        best: plan,
        seen: vec![Vec::new(); 1 << n],
        nodes: 0,
        limit,
    };
    branching.descend(0, (0, 0), 0);
    (branching.best, branching.nodes < limit, branching.nodes)
}

impl Branching<'_> {
    fn is_placed(&self, activity: usize) -> bool {
        self.placed >> activity & 1 == 1
    }

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
        let left = (0..network.len()).filter(|&j| !self.is_placed(j));
        if left.map(|j| last.0.max(view.head.at(j)) + view.tail.at(j)).max()
            >= Some(self.best.makespan)
            || self.is_dominated(last)
        {
            return;
        }
        for position in 0..network.len() {
            let j = self.urgent.at(position) as usize;
            if self.is_placed(j) || view.before(j).any(|(i, _)| !self.is_placed(i as usize)) {
                continue;
            }
            if self.nodes >= self.limit {
                return;
            }
            self.nodes += 1;
            let chain = view.before(j).map(|(i, lag)| self.starts.at(i as usize) + lag);
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
            self.placed |= 1 << j;
            self.descend(depth + 1, (start, view.rank.at(j)), end.max(start + duration));
            self.placed &= !(1 << j);
        }
    }

    /// Whether the same activities were placed before so that whatever can
    /// follow now could follow then: nothing that is left starts before the
    /// last one placed did, and by then each of them was over, and had let go
    /// of its successors, no later than now (cutset dominance; Demeulemeester &
    /// Herroelen 1992). If not, it is remembered.
    fn is_dominated(&mut self, last: (i32, u32)) -> bool {
        let network = self.network;
        let now = last.0;
        let open = |j: usize| !self.is_placed(j);
        let no_later =
            |then: &[i32], i: usize, lag: i32| then.at(i) + lag <= now.max(self.starts.at(i) + lag);
        let dominates = |then: &[i32]| {
            (0..network.len()).all(|j| {
                if open(j) {
                    let links = network.forward.before(j);
                    return links
                        .filter(|(i, _)| !open(*i as usize))
                        .all(|(i, lag)| no_later(then, i as usize, lag));
                }
                no_later(then, j, network.durations.at(j))
            })
        };
        let known = self.seen.list_at(self.placed);
        if known.iter().any(|(before, then)| *before <= last && dominates(then)) {
            return true;
        }
        let starts = self.starts.clone();
        self.seen.change(self.placed, |list| {
            if list.len() == REMEMBERED {
                list.remove(0);
            }
            list.push((last, starts));
        });
        false
    }
}
