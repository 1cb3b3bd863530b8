//! A network simulated with durations drawn from their beta-PERT distributions
//! (Van Slyke 1963). Unlike the classic PERT sum along one path it sees that
//! where paths merge, the latest one counts.
//!
//! Eight samples go side by side, so that every step of the passes is the same
//! for eight numbers: two at a time or more where the processor has vectors.

pub use super::lanes::LANES;
use super::lanes::Lanes;
use super::pair::Pair;
use super::quantiles::{Quantiles, Shape};
use crate::at::At;
use crate::order;
use crate::rng::Rng;

/// A network of tasks in the order of its passes: each after all it waits for.
#[derive(Debug, Default)]
pub struct Simulation {
    steps: Vec<Step>,
    links: Vec<Bound>,
    quantiles: Quantiles,
    /// Starts that are history.
    history: Vec<f64>,
}

/// A task to be simulated.
#[derive(Debug, Clone, Copy, Default)]
pub struct Task {
    /// It begins no earlier.
    pub floor: f64,
    /// Shortest work and its spread; no spread for certain work.
    pub least: f64,
    /// See `least`.
    pub range: f64,
    /// The mode's place in the spread, in 512ths.
    pub mode: usize,
    /// When it was really finished, whatever is before it.
    pub finished: Option<f64>,
}

/// What a link hangs on; tasks by the order in which they were added.
#[derive(Debug, Clone, Copy)]
pub enum From {
    /// A task's begin.
    Begin(usize),
    /// A task's finish.
    Finish(usize),
    /// A moment that is history: nobody can move it.
    Past(f64),
}

/// What one task waits for.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    /// Where it begins.
    pub from: From,
    /// Whether the task's finish waits, instead of its begin.
    pub to_finish: bool,
    /// How long it waits.
    pub lag: f64,
}

/// The samples' outcome.
#[derive(Debug)]
pub struct Outcome {
    /// Finishes, ascending.
    pub finishes: Vec<f64>,
    /// By task: in how many samples it was critical.
    pub critical: Vec<u32>,
}

/// One task; its links are the next of the list: first those that bind its
/// begin, then those that bind its finish.
#[derive(Debug)]
struct Step {
    to_begin: u32,
    to_finish: u32,
    floor: f64,
    least: f64,
    range: f64,
    shape: u32,
    /// Something follows that ends no earlier, so that this one need not be
    /// looked at as the last: if it is, the other one is too, and their link binds.
    is_covered: bool,
    finished: Option<f64>,
}

/// A link, ready to be followed.
#[derive(Debug, Clone, Copy)]
struct Bound {
    /// Where its moments lie.
    slot: u32,
    /// The task it comes from.
    task: u32,
    lag: f64,
}

/// What a round keeps of each task, in this order.
const BEGIN: usize = 0;
const FINISH: usize = 1;
const KEPT: usize = 3;
/// Instead of a task where a link comes from the past.
const NOBODY: u32 = u32::MAX;

impl Simulation {
    /// Adds a task and what it waits for, all of which was added before.
    #[inline]
    pub fn push(&mut self, task: Task, links: &[Link]) {
        let Task { floor, least, range, mode, finished } = task;
        let shape = if range > 0.0 { self.quantiles.prepare(mode) as u32 } else { 0 };
        let mut floor = floor;
        let (mut to_begin, mut to_finish) = (0, 0);
        for link in links.iter().filter(|link| !link.to_finish) {
            if let From::Past(at) = link.from {
                floor = floor.max(at + link.lag);
                continue;
            }
            if let (From::Finish(before), true) = (link.from, link.lag >= 0.0) {
                self.steps.change(before, |step| step.is_covered = true);
            }
            self.bind(link);
            to_begin += 1;
        }
        for link in links.iter().filter(|link| link.to_finish) {
            self.bind(link);
            to_finish += 1;
        }
        self.steps.push(Step {
            to_begin,
            to_finish,
            floor,
            least,
            range,
            shape,
            is_covered: false,
            finished,
        });
    }

    #[inline]
    fn bind(&mut self, link: &Link) {
        let (slot, task) = match link.from {
            From::Begin(task) => (task * KEPT + BEGIN, task as u32),
            From::Finish(task) => (task * KEPT + FINISH, task as u32),
            From::Past(at) => {
                self.history.push(at);
                (self.history.len() - 1, NOBODY)
            }
        };
        self.links.push(Bound { slot: slot as u32, task, lag: link.lag });
    }

    /// Draws `rounds` times [`LANES`] samples; the same network and seed have the
    /// same outcome.
    #[inline]
    pub fn run(&self, rounds: usize, seed: u64) -> Outcome {
        let n = self.steps.len();
        let past = self.history.len();
        let mut links = self.links.clone();
        for link in &mut links {
            if link.task == NOBODY {
                link.task = n as u32;
            } else {
                link.slot += past as u32;
            }
        }
        let mut moments: Vec<Lanes> = self.history.iter().map(|&at| Lanes::all(at)).collect();
        moments.resize(past + n * KEPT, Lanes::all(0.0));
        let mut round = Round {
            steps: &self.steps,
            links: &links,
            quantiles: &self.quantiles,
            moments,
            past,
            bits: vec![0; n + 1],
            critical: vec![0; n],
        };
        let mut rng = Rng::new(seed);
        let mut keys = Vec::with_capacity(rounds * LANES);
        for _ in 0..rounds {
            let end = round.forward(&mut rng);
            round.backward(end);
            keys.extend(end.numbers().map(key));
        }
        order::numbers(&mut keys);
        Outcome { finishes: keys.into_iter().map(number).collect(), critical: round.critical }
    }
}

/// Eight samples.
struct Round<'a> {
    steps: &'a [Step],
    links: &'a [Bound],
    quantiles: &'a Quantiles,
    /// First what is history; then, by task, its begin, finish and work.
    moments: Vec<Lanes>,
    past: usize,
    /// By task: a bit for each lane in which it is critical; one more for the past.
    bits: Vec<u8>,
    /// By task: in how many samples it was critical.
    critical: Vec<u32>,
}

impl Round<'_> {
    /// Draws durations and schedules; the finish of each lane.
    #[inline(never)]
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    fn forward(&mut self, rng: &mut Rng) -> Lanes {
        let mut end = Lanes::all(f64::NEG_INFINITY);
        let mut links = self.links;
        let mut at = self.past;
        for step in self.steps {
            let (known, open) = self.moments.split_at_mut_checked(at).unwrap_or_default();
            let [begin, finish, work, ..] = open else { break };
            at += KEPT;
            let shape = self.quantiles.shape(step.shape as usize).filter(|_| step.range > 0.0);
            let drawn = match shape {
                Some(shape) => draw(step, shape, rng),
                None => Lanes::all(step.least),
            };
            let mut least = Lanes::all(step.floor);
            for link in taken(&mut links, step.to_begin) {
                if let Some(from) = known.get(link.slot as usize) {
                    least = least.max(from.plus(Lanes::all(link.lag)));
                }
            }
            let mut last = least.plus(drawn);
            for link in taken(&mut links, step.to_finish) {
                if let Some(from) = known.get(link.slot as usize) {
                    // Both ends are kept: one worked out from the other would be
                    // a rounding off what binds it.
                    let bound = from.plus(Lanes::all(link.lag));
                    last = last.max(bound);
                    least = least.max(bound.minus(drawn));
                }
            }
            if let Some(at) = step.finished {
                last = Lanes::all(at);
            }
            (*begin, *finish, *work) = (least, last, drawn);
            if !step.is_covered {
                end = end.max(last);
            }
        }
        end
    }

    /// Walks back along the links that bind exactly, from what ends last.
    #[inline(never)]
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    fn backward(&mut self, end: Lanes) {
        let mut links = self.links;
        let kept = self.moments.get(self.past..).unwrap_or_default().chunks_exact(KEPT);
        for (task, (step, kept)) in self.steps.iter().zip(kept).enumerate().rev() {
            let to_finish = taken_last(&mut links, step.to_finish);
            let to_begin = taken_last(&mut links, step.to_begin);
            let mut bits = std::mem::take(self.bits.get_mut(task).unwrap_or(&mut 0));
            let &[begin, finish, work] = kept else { continue };
            // History is nobody's critical path.
            if step.finished.is_some() {
                continue;
            }
            if !step.is_covered {
                bits |= finish.same(end);
            }
            if bits == 0 {
                continue;
            }
            self.critical.change(task, |count| *count += bits.count_ones());
            for link in to_begin {
                if let Some(from) = self.moments.get(link.slot as usize) {
                    let tight = bits & from.plus(Lanes::all(link.lag)).same(begin);
                    self.bits.change(link.task as usize, |bits| *bits |= tight);
                }
            }
            for link in to_finish {
                if let Some(from) = self.moments.get(link.slot as usize) {
                    let tight = bits & from.plus(Lanes::all(link.lag)).minus(work).same(begin);
                    self.bits.change(link.task as usize, |bits| *bits |= tight);
                }
            }
        }
    }
}

/// Takes the first of a list off it.
#[inline]
fn taken<'a>(links: &mut &'a [Bound], count: u32) -> &'a [Bound] {
    let (first, rest) = links.split_at_checked(count as usize).unwrap_or_default();
    *links = rest;
    first
}

/// Takes the last of a list off it.
#[inline]
fn taken_last<'a>(links: &mut &'a [Bound], count: u32) -> &'a [Bound] {
    let middle = links.len().saturating_sub(count as usize);
    let (rest, last) = links.split_at_checked(middle).unwrap_or_default();
    *links = rest;
    last
}

/// Draws how long each sample works. Each round draws from every eighth of
/// the distribution once (Latin hypercube sampling, 1979), which steadies the
/// quantiles and leaves each single sample as it was: in one of the 32 orders
/// `a · lane + b` modulo 8.
#[cfg_attr(not(target_arch = "wasm32"), inline(never))]
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
fn draw(step: &Step, shape: &Shape, rng: &mut Rng) -> Lanes {
    let mut local = rng.clone();
    let order = local.bits();
    let (factor, mut eighth) = (order & 6 | 1, order >> 3 & 7);
    let (least, range) = (Pair::both(step.least), Pair::both(step.range));
    let mut next = || {
        let first = (eighth + factor, local.bits());
        eighth += 2 * factor;
        let drawn = shape.in_eighths(first, (eighth, local.bits()));
        least.plus(range.times(drawn))
    };
    // One by one, as a loop of four would not be unrolled.
    let lanes = Lanes([next(), next(), next(), next()]);
    *rng = local;
    lanes
}

/// A whole number for each number but NaN, in the same order.
#[inline]
fn key(number: f64) -> u64 {
    let bits = number.to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

/// The number of a key.
#[inline]
fn number(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}
