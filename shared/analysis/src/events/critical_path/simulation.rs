//! The plan, put as the simulation wants it.

use kernels::simulation::{self, From, LANES, Link, Outcome, Simulation};

use crate::at::At;
use crate::events::beta_pert::Estimate;
use crate::events::event::Task;
use crate::events::plan::Plan;
use kernels::critical_path::{Activity, Early};
use kernels::network::Kind;

/// Samples of a usual network, and the fewest of a huge one.
const SAMPLES: usize = 4_096;
const FEWEST: usize = 512;
/// Tasks and links visited, over all samples.
const BUDGET: usize = 80_000_000;

/// Simulates a plan; None if no unfinished task leaves anything to chance.
/// Critical counts are by position of the task.
pub(super) fn simulate(plan: &Plan<'_>, early: &Early, seed: u64) -> Option<Outcome> {
    let estimated = |task: &Task| task.optimistic_minutes.or(task.pessimistic_minutes).is_some();
    if !plan.event.tasks.iter().any(estimated) {
        return None;
    }
    let simulation = simulation(plan, early)?;
    let cost = plan.network.len() + plan.network.links();
    let samples = (BUDGET / cost.max(1)).clamp(FEWEST, SAMPLES);
    let Outcome { finishes, critical: in_order } = simulation.run(samples / LANES, seed);
    let mut critical = vec![0; plan.network.len()];
    for (task, count) in plan.network.order().zip(in_order) {
        critical.put(task, count);
    }
    Some(Outcome { finishes, critical })
}

fn simulation(plan: &Plan<'_>, early: &Early) -> Option<Simulation> {
    let mut simulation = Simulation::default();
    let mut place = vec![0; plan.network.len()];
    let mut links = Vec::new();
    let mut chance = false;
    for (at, task) in plan.network.order().enumerate() {
        place.put(task, at);
        let (given, activity) = (plan.event.tasks.get(task)?, plan.activities.get(task)?);
        let estimate = Estimate::of(given);
        let duration = f64::from(given.duration_minutes);
        let left = if duration > 0.0 { activity.work as f64 / duration } else { 1.0 };
        let certain = estimate.is_certain() || activity.is_done();
        chance |= !certain;
        links.clear();
        if !activity.is_done() {
            let before = plan.network.predecessors(task);
            links.extend(before.iter().map(|bound| link(plan, early, &place, bound)));
        }
        let task = simulation::Task {
            floor: activity.floor as f64,
            least: if certain { activity.work as f64 } else { estimate.least * left },
            range: if certain { 0.0 } else { estimate.range * left },
            mode: estimate.mode,
            finished: activity.is_done().then_some(early.dates.at(task).finish as f64),
        };
        simulation.push(task, &links);
    }
    chance.then_some(simulation)
}

fn link(plan: &Plan<'_>, early: &Early, place: &[usize], link: &kernels::network::Link) -> Link {
    let before = link.task as usize;
    let from_start = matches!(link.kind, Kind::SS | Kind::SF);
    let waits = plan.activities.get(before).is_some_and(Activity::is_waiting);
    Link {
        from: match (from_start, waits) {
            (false, _) => From::Finish(place.at(before)),
            (true, true) => From::Begin(place.at(before)),
            (true, false) => From::Past(early.dates.at(before).start as f64),
        },
        to_finish: matches!(link.kind, Kind::FF | Kind::SF),
        lag: link.lag as f64,
    }
}
