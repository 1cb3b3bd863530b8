//! The network simulated with durations drawn from their beta-PERT
//! distributions (Van Slyke 1963). Unlike the classic PERT sum along one path
//! it sees that where paths merge, the latest one counts.

use super::passes::Early;
use super::risk::Outcome;
use crate::at::At;
use crate::events::beta_pert::{Estimate, Quantiles};
use crate::events::dependency::LinkType;
use crate::events::plan::{Plan, Progress};
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
        dates: vec![Moments::default(); plan.network.len()],
        critical: vec![0; plan.network.len()],
    };
    let mut counts = vec![0; plan.network.len()];
    let mut finishes = Vec::with_capacity(samples);
    for _ in 0..samples / LANES {
        finishes.extend(run.forward(&network, &mut rng));
        run.backward(&network, &mut counts);
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
    /// When it really started.
    started: Option<f64>,
    /// When it was really finished.
    finished: Option<f64>,
}

struct Bound {
    task: u32,
    from_start: bool,
    to_finish: bool,
    lag: f64,
    /// It comes from a start that is history: nobody can move it.
    history: bool,
}

/// What one round of samples found for a task.
#[derive(Clone, Copy, Default)]
struct Moments {
    begin: Lanes,
    start: Lanes,
    finish: Lanes,
    work: Lanes,
}

struct Run {
    dates: Vec<Moments>,
    /// By task: a bit for each lane.
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
            let dates = early.dates.at(task);
            let before = plan.network.predecessors(task);
            let bounds: &[_] = if activity.is_done() { &[] } else { before };
            steps.push(Step {
                task: task as u32,
                links: bounds.len() as u32,
                floor: activity.floor as f64,
                least: if certain { activity.work as f64 } else { estimate.least * left },
                range: if certain { 0.0 } else { estimate.range * left },
                table,
                started: (!matches!(activity.progress, Progress::Waiting))
                    .then_some(dates.start as f64),
                finished: activity.is_done().then_some(dates.finish as f64),
            });
            links.extend(bounds.iter().map(|link| {
                let from_start = matches!(link.kind, LinkType::SS | LinkType::SF);
                let before = plan.activities.get(link.task as usize);
                Bound {
                    task: link.task,
                    from_start,
                    to_finish: matches!(link.kind, LinkType::FF | LinkType::SF),
                    lag: link.lag as f64,
                    history: from_start && before.is_some_and(|before| !before.is_waiting()),
                }
            }));
        }
        chance.then_some(Self { steps, links, quantiles })
    }
}

impl Bound {
    /// Where it lets a task begin, lane by lane.
    #[inline]
    fn begins(&self, before: &Moments, work: &Lanes) -> Lanes {
        let mut from = if self.from_start { before.start } else { before.finish };
        for at in &mut from {
            *at += self.lag;
        }
        if self.to_finish {
            for (at, work) in from.iter_mut().zip(work) {
                *at -= work;
            }
        }
        from
    }
}

impl Run {
    /// Draws durations and schedules; the finish of each lane.
    fn forward(&mut self, network: &Simulated, rng: &mut Rng) -> Lanes {
        let mut end = [f64::NEG_INFINITY; LANES];
        let mut links = network.links.iter();
        for step in &network.steps {
            let mut work = [step.least; LANES];
            if step.range > 0.0 {
                let strata = strata(rng.bits());
                for (work, stratum) in work.iter_mut().zip(strata) {
                    let u = (stratum + rng.unit()) / LANES as f64;
                    *work += step.range * network.quantiles.at(step.table, u);
                }
            }
            let mut begin = [step.floor; LANES];
            for link in links.by_ref().take(step.links as usize) {
                let Some(before) = self.dates.get(link.task as usize) else { continue };
                for (at, bound) in begin.iter_mut().zip(link.begins(before, &work)) {
                    *at = if bound > *at { bound } else { *at };
                }
            }
            let mut finish = begin;
            for (at, work) in finish.iter_mut().zip(&work) {
                *at += work;
            }
            let finish = step.finished.map_or(finish, |at| [at; LANES]);
            let start = step.started.map_or(begin, |at| [at; LANES]);
            for (end, &finish) in end.iter_mut().zip(&finish) {
                *end = if finish > *end { finish } else { *end };
            }
            self.dates.put(step.task as usize, Moments { begin, start, finish, work });
        }
        self.mark_last(network, &end);
        end
    }

    fn mark_last(&mut self, network: &Simulated, end: &Lanes) {
        for step in &network.steps {
            let finish = self.dates.at(step.task as usize).finish;
            let open = step.finished.is_none();
            let bits = if open { equal(&finish, end) } else { 0 };
            self.critical.put(step.task as usize, bits);
        }
    }

    /// Walks back along the links that bind exactly.
    fn backward(&mut self, network: &Simulated, counts: &mut [u32]) {
        let mut last = network.links.len();
        for step in network.steps.iter().rev() {
            let first = last - step.links as usize;
            let links = network.links.get(first..last).unwrap_or_default();
            last = first;
            let bits = self.critical.at(step.task as usize);
            // History is nobody's critical path.
            if bits == 0 || step.finished.is_some() {
                continue;
            }
            counts.change(step.task as usize, |count| *count += bits.count_ones());
            let own = self.dates.at(step.task as usize);
            for link in links.iter().filter(|link| !link.history) {
                let Some(before) = self.dates.get(link.task as usize) else { continue };
                let tight = bits & equal(&link.begins(before, &own.work), &own.begin);
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
fn strata(bits: u64) -> Lanes {
    let (factor, shift) = (bits & 6 | 1, bits >> 3 & 7);
    let mut lane = shift;
    [(); LANES].map(|()| {
        lane = (lane + factor) & 7;
        lane as f64
    })
}

/// A bit for each lane in which both are the same.
#[inline]
fn equal(a: &Lanes, b: &Lanes) -> u8 {
    a.iter().zip(b).rev().fold(0, |bits, (a, b)| bits << 1 | u8::from(a == b))
}
