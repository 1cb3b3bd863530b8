//! The network simulated with durations drawn from their beta-PERT
//! distributions (Van Slyke 1963). Unlike the classic PERT sum along one path
//! it sees that where paths merge, the latest one counts.

use super::passes::Early;
use super::risk::Outcome;
use crate::at::At;
use crate::events::beta_pert::{Estimate, Quantiles, Shape};
use crate::events::dependency::LinkType;
use crate::events::plan::{Activity, Plan};
use crate::order;
use crate::rng::Rng;

/// Samples of a usual network, and the fewest of a huge one.
const SAMPLES: usize = 4_096;
const FEWEST: usize = 512;
/// Tasks and links visited, over all samples.
const BUDGET: usize = 80_000_000;
/// Samples simulated side by side.
const LANES: usize = 8;

type Lanes = [f64; LANES];

/// Simulates a plan; None if no unfinished task leaves anything to chance.
pub(super) fn simulate(plan: &Plan<'_>, early: &Early, seed: u64) -> Option<Outcome> {
    let network = Simulated::new(plan, early)?;
    let cost = plan.network.len() + plan.network.links();
    let samples = (BUDGET / cost.max(1)).clamp(FEWEST, SAMPLES) / LANES * LANES;
    let mut rng = Rng::new(seed);
    let mut run = Run {
        begin: vec![[0.0; LANES]; plan.network.len()],
        finish: vec![[0.0; LANES]; plan.network.len()],
        work: vec![[0.0; LANES]; plan.network.len()],
        critical: vec![0; plan.network.len()],
    };
    let mut counts = vec![0; plan.network.len()];
    let mut finishes = Vec::with_capacity(samples);
    for _ in 0..samples / LANES {
        let end = run.forward(&network, &mut rng);
        run.backward(&network, &end, &mut counts);
        finishes.extend(end);
    }
    order::by(&mut finishes, f64::total_cmp);
    Some(Outcome { finishes, critical: counts })
}

/// The network in the order of its passes, with floating-point minutes.
struct Simulated {
    steps: Vec<Step>,
    links: Vec<Bound>,
    quantiles: Quantiles,
}

/// One task; its links are the next `links` of the list.
struct Step {
    task: u32,
    links: u32,
    floor: f64,
    /// Shortest work, spread of the work, and the table of its shape.
    least: f64,
    range: f64,
    table: usize,
    /// When it was really finished.
    finished: Option<f64>,
}

struct Bound {
    task: u32,
    from: From,
    to_finish: bool,
    lag: f64,
}

/// The end of the predecessor that a link hangs on.
#[derive(Clone, Copy)]
enum From {
    Begin,
    Finish,
    /// A start that is history: nobody can move it.
    Started(f64),
}

/// What one round of samples found, by task and lane: when the work begins that
/// is left, when it ends, and how much it is.
struct Run {
    begin: Vec<Lanes>,
    finish: Vec<Lanes>,
    work: Vec<Lanes>,
    /// A bit for each lane.
    critical: Vec<u8>,
}

impl Simulated {
    fn new(plan: &Plan<'_>, early: &Early) -> Option<Self> {
        let mut quantiles = Quantiles::default();
        let mut steps = Vec::with_capacity(plan.network.len());
        let mut links = Vec::with_capacity(plan.network.links());
        let mut chance = false;
        for task in plan.network.order() {
            let (given, activity) = (plan.event.tasks.get(task)?, plan.activities.get(task)?);
            let estimate = Estimate::of(given);
            let duration = f64::from(given.duration_minutes);
            let left = if duration > 0.0 { activity.work as f64 / duration } else { 1.0 };
            let certain = estimate.is_certain() || activity.is_done();
            chance |= !certain;
            let table = if certain { 0 } else { quantiles.prepare(&estimate) };
            let before = plan.network.predecessors(task);
            let bounds: &[_] = if activity.is_done() { &[] } else { before };
            steps.push(Step {
                task: task as u32,
                links: bounds.len() as u32,
                floor: activity.floor as f64,
                least: if certain { activity.work as f64 } else { estimate.least * left },
                range: if certain { 0.0 } else { estimate.range * left },
                table,
                finished: activity.is_done().then_some(early.dates.at(task).finish as f64),
            });
            links.extend(bounds.iter().map(|link| {
                let before = link.task as usize;
                let from_start = matches!(link.kind, LinkType::SS | LinkType::SF);
                let waits = plan.activities.get(before).is_some_and(Activity::is_waiting);
                Bound {
                    task: link.task,
                    from: match (from_start, waits) {
                        (false, _) => From::Finish,
                        (true, true) => From::Begin,
                        (true, false) => From::Started(early.dates.at(before).start as f64),
                    },
                    to_finish: matches!(link.kind, LinkType::FF | LinkType::SF),
                    lag: link.lag as f64,
                }
            }));
        }
        chance.then_some(Self { steps, links, quantiles })
    }
}

impl Run {
    /// Draws durations and schedules; the finish of each lane.
    fn forward(&mut self, network: &Simulated, rng: &mut Rng) -> Lanes {
        let mut end = [f64::NEG_INFINITY; LANES];
        let mut links = network.links.iter();
        for step in &network.steps {
            let task = step.task as usize;
            let mut work = [step.least; LANES];
            if let Some(shape) = network.quantiles.shape(step.table).filter(|_| step.range > 0.0) {
                draw(&mut work, step.range, shape, rng);
            }
            let mut begin = [step.floor; LANES];
            for link in links.by_ref().take(step.links as usize) {
                match link.from {
                    _ if link.to_finish => raise(&mut begin, &self.bound(link, &work), 0.0),
                    From::Started(at) => raise(&mut begin, &[at; LANES], link.lag),
                    From::Begin => raise_to(&mut begin, &self.begin, link),
                    From::Finish => raise_to(&mut begin, &self.finish, link),
                }
            }
            let mut finish = begin;
            for (at, work) in finish.iter_mut().zip(&work) {
                *at += work;
            }
            if let Some(at) = step.finished {
                finish = [at; LANES];
            }
            raise(&mut end, &finish, 0.0);
            self.begin.put(task, begin);
            self.finish.put(task, finish);
            self.work.put(task, work);
            self.critical.put(task, 0);
        }
        end
    }

    /// Where a link lets a task begin that takes `work`.
    #[inline]
    fn bound(&self, link: &Bound, work: &Lanes) -> Lanes {
        let before = link.task as usize;
        let mut bound = match link.from {
            From::Begin => self.begin.at(before),
            From::Finish => self.finish.at(before),
            From::Started(at) => [at; LANES],
        };
        for at in &mut bound {
            *at += link.lag;
        }
        if link.to_finish {
            for (at, work) in bound.iter_mut().zip(work) {
                *at -= work;
            }
        }
        bound
    }

    /// Walks back along the links that bind exactly, from what ends last.
    #[inline(never)]
    fn backward(&mut self, network: &Simulated, end: &Lanes, counts: &mut [u32]) {
        let mut last = network.links.len();
        for step in network.steps.iter().rev() {
            let task = step.task as usize;
            let first = last - step.links as usize;
            let links = network.links.get(first..last).unwrap_or_default();
            last = first;
            // History is nobody's critical path.
            if step.finished.is_some() {
                continue;
            }
            let bits = self.critical.at(task) | equal(&self.finish.at(task), end);
            if bits == 0 {
                continue;
            }
            counts.change(task, |count| *count += bits.count_ones());
            let (begin, work) = (self.begin.at(task), self.work.at(task));
            for link in links.iter().filter(|link| !matches!(link.from, From::Started(_))) {
                let tight = bits & equal(&self.bound(link, &work), &begin);
                if tight != 0 {
                    self.critical.change(link.task as usize, |bits| *bits |= tight);
                }
            }
        }
    }
}

/// A random order of the eighths of a distribution: each round draws from every
/// eighth once (Latin hypercube sampling, 1979), which steadies the quantiles and leaves
/// each single sample as it was. One of the 32 orders `a · lane + b` modulo 8.
#[inline]
fn eighths(bits: u64) -> [u64; LANES] {
    let (factor, shift) = (bits & 6 | 1, bits >> 3 & 7);
    let mut lane = shift;
    [(); LANES].map(|()| {
        lane = (lane + factor) & 7;
        lane
    })
}

/// Adds a part of the range to each lane, one of each eighth of the distribution.
#[inline(never)]
fn draw(work: &mut Lanes, range: f64, shape: &Shape, rng: &mut Rng) {
    let mut local = rng.clone();
    for (work, eighth) in work.iter_mut().zip(eighths(local.bits())) {
        *work += range * shape.in_eighth(eighth, local.bits());
    }
    *rng = local;
}

#[inline]
fn raise_to(lanes: &mut Lanes, moments: &[Lanes], link: &Bound) {
    if let Some(from) = moments.get(link.task as usize) {
        raise(lanes, from, link.lag);
    }
}

/// Raises each lane to what it is at least: `lag` after another.
#[inline(never)]
fn raise(lanes: &mut Lanes, from: &Lanes, lag: f64) {
    for (lane, from) in lanes.iter_mut().zip(from) {
        let least = from + lag;
        *lane = if least > *lane { least } else { *lane };
    }
}

/// A bit for each lane in which both are the same.
#[inline]
fn equal(a: &Lanes, b: &Lanes) -> u8 {
    let same = a.iter().zip(b).zip(0..);
    same.fold(0, |bits, ((a, b), lane)| bits | u8::from(a == b) << lane)
}
