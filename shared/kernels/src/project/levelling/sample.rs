//! Starting points: priority rules, followed with bias instead of blindly.

use super::generate::{Generator, Plan, Side};
use super::network::{Need, Network};
use super::rows::{pack, parts};
use super::view::View;
use crate::at::{At, ListAt};
use crate::rng::Rng;

/// Share of samples drawn by the parallel scheme. Its schedules are better on
/// average; only the serial scheme reaches all the others.
const PARALLEL_SHARE: f64 = 0.85;
/// Mean duration of the scale on which a regret of one counts as much as none.
const REGRET_SCALE: f64 = 5.5;

/// Priority values by rule and activity (lower goes first), one side's.
struct Rules {
    after: Vec<Vec<u32>>,
    /// Latest finish, latest start, most total successors, greatest rank
    /// positional weight (Kolisch 1996), in units of the regret scale.
    values: [Vec<f64>; 4],
}

/// Regret-based biased random sampling (Drexl 1991) over both schemes and sides.
pub(super) struct Sampler<'a> {
    network: &'a Network,
    rules: [Rules; 2],
    waiting: Vec<u32>,
    /// Activities whose predecessors have started, each with the moment from
    /// which it may (one word, as in [`Rows`](super::rows::Rows)).
    eligible: Vec<u64>,
    /// Those that may start now, each with the first word of its need.
    candidates: Vec<u64>,
    weights: Vec<f64>,
    order: Vec<u32>,
    drawn: usize,
}

impl<'a> Sampler<'a> {
    #[inline]
    pub(super) fn new(network: &'a Network) -> Self {
        Self {
            network,
            rules: [rules(network, Side::Left), rules(network, Side::Right)],
            waiting: Vec::new(),
            eligible: Vec::new(),
            candidates: Vec::new(),
            weights: Vec::new(),
            order: Vec::new(),
            drawn: 0,
        }
    }

    /// The next schedule and the side it leans to. The first four follow one
    /// rule each to the letter.
    pub(super) fn draw(
        &mut self,
        generator: &mut Generator,
        rng: &mut Rng,
        plan: &mut Plan,
    ) -> Side {
        let strict = self.drawn < 4;
        let rule = if strict {
            self.drawn
        } else {
            match rng.below(10) {
                0..=4 => 0,
                5..=7 => 1,
                8 => 2,
                _ => 3,
            }
        };
        self.drawn += 1;
        let side = if rng.below(2) == 0 { Side::Left } else { Side::Right };
        if rng.unit() < PARALLEL_SHARE {
            self.parallel(generator, rng, side, rule, strict, plan);
        } else {
            self.list(rng, side, rule, strict);
            generator.serial(self.network, side, &self.order, plan);
        }
        side
    }

    fn begin(&mut self, view: &View) {
        let n = self.network.len();
        self.waiting.clear();
        self.waiting.extend((0..n).map(|j| view.before(j).len() as u32));
        self.eligible.clear();
        let first = (0..n).filter(|&j| view.before(j).len() == 0);
        self.eligible.extend(first.map(|j| pack(j as u32, view.head.at(j) as u32)));
    }

    /// An order of activities, drawn among those whose predecessors are in it.
    #[inline(never)]
    fn list(&mut self, rng: &mut Rng, side: Side, rule: usize, strict: bool) {
        let view = side.view(self.network);
        self.begin(view);
        self.order.clear();
        let Some(Rules { after, values }) = self.rules.get(side as usize) else { return };
        let values = values.list_at(rule);
        while !self.eligible.is_empty() {
            let chosen = choose(&self.eligible, values, strict, &mut self.weights, rng);
            let (activity, _) = parts(self.eligible.swap_remove(chosen));
            self.order.push(activity);
            for &next in after.list_at(activity as usize) {
                self.waiting.change(next as usize, |left| *left -= 1);
                if self.waiting.at(next as usize) == 0 {
                    self.eligible.push(pack(next, 0));
                }
            }
        }
    }

    /// Parallel scheme: time by time, start what fits.
    #[inline(never)]
    fn parallel(
        &mut self,
        generator: &mut Generator,
        rng: &mut Rng,
        side: Side,
        rule: usize,
        strict: bool,
        plan: &mut Plan,
    ) {
        let network = self.network;
        let view = side.view(network);
        self.begin(view);
        let profile = &mut generator.profile;
        profile.reset(network);
        plan.starts.resize(network.len(), 0);
        plan.makespan = 0;
        let Some(Rules { after, values }) = self.rules.get(side as usize) else { return };
        let values = values.list_at(rule);
        let with_need = |j: u32| pack(j, network.need(j as usize).word as u32);
        let (mut now, mut step) = (0, 0);
        while !self.eligible.is_empty() {
            profile.work += self.eligible.len() as u64;
            self.candidates.clear();
            let ready = self.eligible.iter().map(|&one| parts(one));
            let ready = ready.filter(|&(_, at)| at as i32 <= now);
            self.candidates.extend(ready.map(|(j, _)| with_need(j)));
            loop {
                // Whatever runs has started by now, so what is free now stays free.
                step = profile.step_from(step, now);
                profile.work += self.candidates.len() as u64;
                let free = profile.free_in(step);
                self.candidates.retain(|&one| {
                    let (j, word) = parts(one);
                    let more = network.more_need(j as usize);
                    free.suffices(Need { word: u64::from(word), more })
                });
                if self.candidates.is_empty() {
                    break;
                }
                let chosen = choose(&self.candidates, values, strict, &mut self.weights, rng);
                let (activity, word) = parts(self.candidates.swap_remove(chosen));
                let j = activity as usize;
                let duration = network.durations.at(j);
                let need = Need { word: u64::from(word), more: network.more_need(j) };
                profile.place_from(step, now, duration, need);
                plan.starts.put(j, now);
                plan.makespan = plan.makespan.max(now + duration + view.rest.at(j));
                self.eligible.retain(|&other| parts(other).0 != activity);
                for &next in after.list_at(j) {
                    self.waiting.change(next as usize, |left| *left -= 1);
                    if self.waiting.at(next as usize) == 0 {
                        let chain = view.before(next as usize);
                        let chain = chain.map(|(i, lag)| plan.starts.at(i as usize) + lag).max();
                        let ready = chain.unwrap_or(0).max(view.head.at(next as usize));
                        self.eligible.push(pack(next, ready as u32));
                        if ready <= now {
                            self.candidates.push(with_need(next));
                        }
                    }
                }
            }
            let waits = self.eligible.iter().map(|&one| parts(one).1 as i32);
            let opens = waits.filter(|&at| at > now).min();
            now = match (profile.next(step), opens) {
                (Some(a), Some(b)) => a.min(b),
                (Some(at), None) | (None, Some(at)) => at,
                (None, None) => now,
            };
        }
        plan.face(network, side);
    }
}

/// A position in `among` (activities in the lower halves): the best value, or
/// one drawn by regret.
fn choose(
    among: &[u64],
    values: &[f64],
    strict: bool,
    weights: &mut Vec<f64>,
    rng: &mut Rng,
) -> usize {
    let activity = |&one: &u64| parts(one).0;
    let value = |one: &u64| values.at(activity(one) as usize);
    if strict {
        let best = among.iter().enumerate().min_by(|(_, a), (_, b)| {
            value(a).total_cmp(&value(b)).then(activity(a).cmp(&activity(b)))
        });
        return best.map_or(0, |(position, _)| position);
    }
    let later = |one: f64, other: f64| if other > one { other } else { one };
    let worst = among.iter().map(value).fold(f64::MIN, later);
    weights.clear();
    let mut sum = 0.0;
    weights.extend(among.iter().map(|one| {
        let regret = worst - value(one) + 1.0;
        sum += regret * regret.sqrt();
        sum
    }));
    let drawn = rng.unit() * sum;
    weights.partition_point(|&upto| upto <= drawn).min(among.len().saturating_sub(1))
}

#[inline]
fn rules(network: &Network, side: Side) -> Rules {
    let view = side.view(network);
    let n = network.len();
    let mut after: Vec<Vec<u32>> = vec![Vec::new(); n];
    for j in 0..n {
        for (i, _) in view.before(j) {
            after.change(i as usize, |list| list.push(j as u32));
        }
    }
    let total: i64 = network.durations.iter().map(|&d| i64::from(d)).sum();
    let scale = if total > 0 { REGRET_SCALE * n as f64 / total as f64 } else { 1.0 };
    let tails = || view.tail.iter().zip(&network.durations);
    let weight = |j: usize| {
        let own = i64::from(network.durations.at(j));
        let next = after.list_at(j).iter().map(|&s| i64::from(network.durations.at(s as usize)));
        -((own + next.sum::<i64>()) as f64) * scale
    };
    let values = [
        tails().map(|(tail, duration)| -f64::from(tail - duration) * scale).collect(),
        tails().map(|(tail, _)| -f64::from(*tail) * scale).collect(),
        successors(view, &after),
        (0..n).map(weight).collect(),
    ];
    Rules { after, values }
}

/// Minus the number of direct and indirect successors.
#[inline]
fn successors(view: &View, after: &[Vec<u32>]) -> Vec<f64> {
    let n = after.len();
    let words = n.div_ceil(64);
    let mut reach = vec![0_u64; n * words];
    for &j in view.order.iter().rev() {
        for &next in after.list_at(j as usize) {
            for word in 0..words {
                let theirs = reach.at(next as usize * words + word);
                reach.change(j as usize * words + word, |bits| *bits |= theirs);
            }
            reach.change(j as usize * words + next as usize / 64, |bits| *bits |= 1 << (next % 64));
        }
    }
    let count = |row: &[u64]| -f64::from(row.iter().map(|bits| bits.count_ones()).sum::<u32>());
    if words == 0 { Vec::new() } else { reach.chunks_exact(words).map(count).collect() }
}
