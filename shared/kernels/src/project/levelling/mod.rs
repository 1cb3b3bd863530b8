//! Levelling: when to start each activity so that no resource is overdrawn and
//! the whole ends early (the resource-constrained project scheduling problem).
//!
//! [`level`] counts its effort in *schedules*: passes of a schedule generation
//! scheme over all activities, justification passes included, as Kolisch &
//! Hartmann (2006) compare methods.

mod bound;
mod destructive;
mod exact;
mod generate;
mod network;
mod pack;
mod profile;
mod radix;
mod recombine;
mod rows;
mod sample;
mod search;
mod seen;
mod steps;
mod view;

pub use network::{Network, Project};
pub use rows::Rows;
use search::Budget;

/// Most schedules one call tries.
pub const MAX_BUDGET: usize = 100_000;
/// Most work one call does, in steps of the resource profile: well below two
/// seconds in wasm. Only networks of several hundred activities come near it at
/// a thousand schedules.
const MAX_WORK: u64 = 100_000_000;

/// When everything starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// By position of the activity, in its unit of time from 0. None could be
    /// earlier while the others stay where they are.
    pub starts: Vec<i32>,
    /// When the last activity ends.
    pub makespan: i32,
    /// No schedule ends earlier than this.
    pub lower_bound: i32,
    /// Whether this schedule is proved to end as early as any.
    pub optimal: bool,
    /// Schedules tried; never more than the budget (at least one).
    pub passes: usize,
}

/// The best schedule found within `budget` schedules (1 to [`MAX_BUDGET`],
/// clamped). The same network, budget and seed give the same schedule.
#[inline]
pub fn level(network: &Network, budget: usize, seed: u64) -> Schedule {
    if network.is_empty() {
        return Schedule {
            starts: Vec::new(),
            makespan: 0,
            lower_bound: 0,
            optimal: true,
            passes: 0,
        };
    }
    let budget = budget.clamp(1, MAX_BUDGET);
    let mut lower_bound = bound::lower_bound(network);
    // A small network is worth the proof: the search only has to lead the way.
    let exact = network.len() <= exact::EXACT_ACTIVITIES && !network.irregular;
    let searched = if exact { budget.div_ceil(4) } else { budget };
    let searched = Budget { passes: searched, work: MAX_WORK };
    let (mut plan, mut passes) = search::search(network, searched, lower_bound, seed);
    if exact && plan.makespan > lower_bound {
        let left = (budget - passes) * network.len();
        let (better, proved, placed) = exact::solve(network, plan, left);
        plan = better;
        passes += placed.div_ceil(network.len());
        if proved {
            lower_bound = plan.makespan;
        }
    }
    // The best may lean to the right: nobody should wait for nothing.
    generate::Generator::new(network).settle(network, &mut plan);
    Schedule {
        optimal: plan.makespan <= lower_bound,
        makespan: plan.makespan,
        starts: plan.starts,
        lower_bound,
        passes,
    }
}

#[cfg(test)]
mod tests {
    use super::{Network, Project, Rows, level};
    use crate::rng::Rng;

    /// Fourteen to forty activities of four resources, all amounts `scale` times
    /// as large.
    fn project(seed: u64, scale: i32) -> Project {
        let mut rng = Rng::new(seed);
        let n = 14 + rng.below(27);
        let durations: Vec<i32> = (0..n).map(|_| rng.below(10) as i32).collect();
        let capacities: Vec<i32> = (0..4).map(|_| (8 + rng.below(8) as i32) * scale).collect();
        let mut demands = Rows::default();
        for _ in 0..n {
            let amounts = [0, 1, 2, 3].map(|resource| (resource, rng.below(9) as i32 * scale));
            demands.push(amounts.into_iter().filter(|&(_, amount)| amount > 0));
        }
        let mut links = Vec::new();
        for to in 1..n {
            let from = rng.below(to);
            links.push((from, to, durations[from]));
        }
        let releases = (0..n).map(|_| rng.below(4) as i32).collect();
        Project { durations, releases, links, order: (0..n).collect(), demands, capacities }
    }

    #[test]
    fn amounts_of_one_word_and_of_several_are_levelled_alike() {
        for seed in 0..40 {
            let schedules = [1, 50, 4_000, 100_000].map(|scale| {
                let network = Network::new(project(seed, scale));
                (network.guards.len(), level(&network, 200, seed))
            });
            let words = schedules.each_ref().map(|(words, _)| *words);
            assert!(matches!(words, [1, 2, 2, 2 | 3]), "{words:?}");
            for (_, schedule) in &schedules {
                assert_eq!(schedule, &schedules[0].1, "seed {seed}");
            }
        }
    }
}
