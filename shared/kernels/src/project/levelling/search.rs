//! A steady-state genetic algorithm on activity lists that works from both ends
//! of time.
//!
//! Each child of two schedules is generated towards the side its parents were
//! ordered for, alternately left and right, so that one pass does the work of
//! crossover and of justification (Valls, Ballestín & Quintanilla 2005; two
//! populations in Debels & Vanhoucke 2005). Only a child as good as its parents
//! is justified further. A population that no longer gains starts again around
//! its best.

use super::generate::{Generator, Plan, Side};
use super::network::Network;
use super::recombine::{cross, mutate};
use super::sample::Sampler;
use super::seen::Seen;
use crate::at::At;
use crate::order;
use crate::rng::Rng;

/// Schedules that live at once.
const POPULATION: usize = 30;
/// Samples drawn for the first population, of which the best live.
const FIRST_SAMPLES: usize = 90;
/// Passes without a gain, per member, after which the population is renewed.
const PATIENCE: usize = 2;
/// A child is justified on while it is at most this part worse than its parents.
const HOPE: f64 = 0.02;
/// Members among which the worst gives way.
const REPLACED_AMONG: usize = 4;
/// Mutations tried to make a child that was not seen before.
const TRIES: usize = 20;

/// What a search may cost: schedule generation passes, and steps of work so
/// that a large network cannot take longer than its share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget {
    pub(super) passes: usize,
    pub(super) work: u64,
}

#[derive(Default)]
struct Member {
    plan: Plan,
    /// Its activities in order for the left and for the right.
    orders: [Vec<u32>; 2],
}

struct Search<'a> {
    network: &'a Network,
    budget: Budget,
    bound: i32,
    generator: Generator,
    sampler: Sampler<'a>,
    rng: Rng,
    members: Vec<Member>,
    /// Digests of the orders already tried.
    seen: Seen,
    best: Plan,
    passes: usize,
    last_gain: usize,
    buffers: Buffers,
}

/// What breeding works on, kept between children: in wasm a list made anew for
/// each would cost a tenth of the whole search.
#[derive(Default)]
struct Buffers {
    order: Vec<u32>,
    /// A bit for each activity.
    taken: Vec<u64>,
    plan: Plan,
}

/// The best schedule found and the passes it took; stops at `bound`.
///
/// At least one pass is made, whatever the budget.
#[inline]
pub(super) fn search(network: &Network, budget: Budget, bound: i32, seed: u64) -> (Plan, usize) {
    let mut search = Search {
        network,
        budget,
        bound,
        generator: Generator::new(network),
        sampler: Sampler::new(network),
        rng: Rng::new(seed),
        members: Vec::new(),
        seen: Seen::new(),
        best: Plan { starts: Vec::new(), makespan: i32::MAX },
        passes: 0,
        last_gain: 0,
        buffers: Buffers::default(),
    };
    search.people(FIRST_SAMPLES);
    order::by_key(&mut search.members, |member| member.plan.makespan);
    search.members.truncate(POPULATION);
    search.last_gain = search.passes;
    let mut side = Side::Left;
    while !search.is_over() {
        side = side.other();
        search.breed(side);
        if search.passes - search.last_gain > PATIENCE * POPULATION {
            order::by_key(&mut search.members, |member| member.plan.makespan);
            search.members.truncate(1);
            search.people(POPULATION);
            search.last_gain = search.passes;
        }
    }
    (search.best, search.passes)
}

impl Search<'_> {
    fn is_over(&self) -> bool {
        self.passes > 0
            && (self.passes >= self.budget.passes
                || self.generator.profile.work >= self.budget.work
                || self.best.makespan <= self.bound)
    }

    /// Fills the population up to `size` with justified samples.
    fn people(&mut self, size: usize) {
        while self.members.len() < size && !self.is_over() {
            let mut plan = Plan::default();
            let side = self.sampler.draw(&mut self.generator, &mut self.rng, &mut plan);
            self.passes += 1;
            self.keep(&plan);
            if !self.is_over() {
                let mut order = Vec::new();
                self.generator.order_of(self.network, side.other(), &plan, &mut order);
                self.generate(side.other(), &order, &mut plan);
            }
            let mut member = Member::default();
            self.describe(&plan, &mut member);
            self.members.push(member);
        }
    }

    /// One child, and what becomes of it.
    #[inline(never)]
    fn breed(&mut self, side: Side) {
        let (father, mother) = self.parents();
        let (Some(first), Some(second)) = (self.members.get(father), self.members.get(mother))
        else {
            return;
        };
        let orders = first.orders.get(side as usize).zip(second.orders.get(side as usize));
        let Some((a, b)) = orders else { return };
        let worse = first.plan.makespan.max(second.plan.makespan);
        let limit = worse + (f64::from(worse) * HOPE) as i32;
        let Buffers { mut order, mut taken, mut plan } = std::mem::take(&mut self.buffers);
        cross(a, b, &mut taken, &mut self.rng, &mut order);
        let view = side.view(self.network);
        mutate(view, &mut self.rng, &mut order);
        for _ in 0..TRIES {
            if self.seen.insert(digest(&order, side)) {
                break;
            }
            mutate(view, &mut self.rng, &mut order);
        }
        self.generate(side, &order, &mut plan);
        let (mut facing, mut last) = (side, i32::MAX);
        while plan.makespan <= limit && plan.makespan < last && !self.is_over() {
            last = plan.makespan;
            facing = facing.other();
            self.generator.order_of(self.network, facing, &plan, &mut order);
            if !self.seen.insert(digest(&order, facing)) {
                break;
            }
            self.generate(facing, &order, &mut plan);
        }
        self.settle(&plan);
        self.buffers = Buffers { order, taken, plan };
    }

    /// The child takes the place of a worse or equal member, unless it is there.
    #[inline(never)]
    fn settle(&mut self, plan: &Plan) {
        // Number by number: to compare memory is a call, and one byte by byte in wasm.
        let same =
            |other: &Plan| other.makespan == plan.makespan && other.starts.iter().eq(&plan.starts);
        if self.members.iter().any(|member| same(&member.plan)) {
            return;
        }
        let makespan =
            |at: usize| self.members.get(at).map_or(i32::MIN, |member| member.plan.makespan);
        let drawn = (0..REPLACED_AMONG).map(|_| self.rng.below(self.members.len()));
        let Some(place) =
            drawn.reduce(|worst, at| if makespan(at) > makespan(worst) { at } else { worst })
        else {
            return;
        };
        let theirs = makespan(place);
        if plan.makespan < theirs {
            self.last_gain = self.passes;
        }
        if plan.makespan <= theirs {
            let mut member = Member::default();
            self.members.change(place, |old| std::mem::swap(old, &mut member));
            self.describe(plan, &mut member);
            self.members.change(place, |old| *old = member);
        }
    }

    /// Two members by tournaments of two, different ones where that is easy.
    fn parents(&mut self) -> (usize, usize) {
        let mut pick = || {
            let (a, b) = (self.rng.below(self.members.len()), self.rng.below(self.members.len()));
            let makespan = |at: usize| self.members.get(at).map(|member| member.plan.makespan);
            if makespan(b) < makespan(a) { b } else { a }
        };
        let father = pick();
        let mut mother = pick();
        for _ in 0..5 {
            if mother != father {
                break;
            }
            mother = pick();
        }
        (father, mother)
    }

    /// One pass of the serial scheme.
    fn generate(&mut self, side: Side, order: &[u32], plan: &mut Plan) {
        self.generator.serial(self.network, side, order, plan);
        self.passes += 1;
        self.keep(plan);
    }

    fn keep(&mut self, plan: &Plan) {
        if plan.makespan < self.best.makespan {
            self.best.clone_from(plan);
        }
    }

    /// Makes a member of a plan.
    fn describe(&mut self, plan: &Plan, member: &mut Member) {
        for (order, side) in member.orders.iter_mut().zip([Side::Left, Side::Right]) {
            self.generator.order_of(self.network, side, plan, order);
        }
        member.plan.clone_from(plan);
    }
}

/// Of an order towards a side: two activities at a time multiplied in, with a
/// shift so that high bits matter too.
fn digest(order: &[u32], side: Side) -> u64 {
    let (pairs, last) = order.as_chunks::<2>();
    let mix = |hash: u64, activities: u64| {
        let hash = (hash ^ activities).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^ (hash >> 32)
    };
    let hash = pairs.iter().fold(side as u64 + 1, |hash, &[one, other]| {
        mix(hash, u64::from(one) | u64::from(other) << 32)
    });
    last.iter().fold(hash, |hash, &activity| mix(hash, u64::from(activity)))
}

#[cfg(test)]
mod tests {
    use super::{Budget, search};
    use crate::project::levelling::{Network, Project, Rows};

    /// `n` activities in `n / 10` chains that share one resource.
    fn chains(n: usize) -> Network {
        let mut demands = Rows::default();
        for j in 0..n as i32 {
            demands.push([(0, 1 + j * 5 % 7)]);
        }
        Network::new(Project {
            durations: (0..n as i32).map(|j| 1 + j * 7 % 11).collect(),
            releases: vec![0; n],
            links: (0..n - n / 10).map(|from| (from, from + n / 10, 9)).collect(),
            order: (0..n).collect(),
            demands,
            capacities: vec![12],
        })
    }

    #[test]
    fn ends_with_its_passes() {
        for passes in [1, 2, 3, 61, 200] {
            assert_eq!(search(&chains(40), Budget { passes, work: u64::MAX }, 0, 1).1, passes);
        }
    }

    #[test]
    fn ends_with_its_work_however_many_passes_are_left() {
        let (plan, passes) = search(&chains(1000), Budget { passes: 100_000, work: 300_000 }, 0, 1);
        assert_eq!(plan.starts.len(), 1000);
        assert!((2..200).contains(&passes), "{passes}");
    }
}
