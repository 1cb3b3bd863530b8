//! An event's schedule under the capacities of its resources: the plan, put
//! as the levelling search wants it.

use crate::order;
use schemars::JsonSchema;
use serde::Serialize;
use wire::ToJson;

use super::ids::Positions;
use super::plan::Plan;
use super::schedule::{Activity, Link, Network, Renewable, level};
use crate::Problem;
use crate::at::At;
use kernels::project::critical_path::Activity as Work;
use kernels::project::critical_path::Early;
use kernels::project::network::{Kind, Link as PlanLink};

/// When to start each task so that no resource is overdrawn.
#[derive(Debug, Clone, PartialEq, Eq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LevelledSchedule<'a> {
    /// Minutes on the clock from the event's start to the last finish.
    pub makespan_minutes: i64,
    /// No schedule ends earlier.
    pub lower_bound_minutes: i64,
    /// Every task, in the order given; none that has not begun could start
    /// earlier while the others stay where they are.
    pub starts: Vec<TaskStart<'a>>,
    /// Whether this schedule is proved to end as early as any.
    pub optimal: bool,
}

/// When to start a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskStart<'a> {
    /// The task.
    pub task_id: &'a str,
    /// Minutes on the clock from the event's start: of what waits its start,
    /// of what has begun when the rest goes on, of what is done its real start.
    pub start_minutes: i64,
}

/// Levels a plan, trying at most `budget` schedules.
///
/// # Errors
/// Unknown resources; more demanded than there is; more tasks, links or time
/// than the search takes.
#[inline(never)]
pub fn levelled<'a>(
    plan: &mut Plan<'a>,
    early: &Early,
    budget: u32,
    seed: u64,
) -> Result<LevelledSchedule<'a>, Problem> {
    // Done tasks are history; the others, numbered anew.
    let open: Vec<usize> = plan
        .activities
        .iter()
        .enumerate()
        .filter(|(_, activity)| !activity.is_done())
        .map(|(task, _)| task)
        .collect();
    let network = network(plan, early, &open)?;
    let found = level(&network, budget as usize, seed);
    plan.working_time.follow_work(0, i64::from(found.makespan))?;

    let axis = &plan.working_time;
    let mut starts: Vec<TaskStart<'a>> = (0..plan.network.len())
        .map(|task| TaskStart {
            task_id: plan.id(task),
            start_minutes: axis.start_of(early.dates.at(task).start),
        })
        .collect();
    for (&task, &start) in open.iter().zip(&found.starts) {
        let minutes = axis.start_of(i64::from(start));
        if let Some(place) = starts.get_mut(task) {
            place.start_minutes = minutes;
        }
    }
    let done = plan.activities.iter().zip(&early.dates).filter(|(activity, _)| activity.is_done());
    let history = done.map(|(_, dates)| axis.finish_of(dates.finish)).max().unwrap_or(0);
    Ok(LevelledSchedule {
        makespan_minutes: axis.finish_of(i64::from(found.makespan)).max(history),
        lower_bound_minutes: axis.finish_of(i64::from(found.lower_bound)).max(history),
        starts,
        optimal: found.optimal,
    })
}

#[inline(never)]
fn network(plan: &Plan<'_>, early: &Early, open: &[usize]) -> Result<Network, Problem> {
    let resources = &plan.event.resources;
    let known = Positions::new("event.resources", resources.iter().map(|one| one.id.as_str()))?;
    let mut number = vec![None; plan.network.len()];
    for (at, &task) in open.iter().enumerate() {
        number.put(task, Some(at));
    }
    let mut unknown: Vec<String> = Vec::new();
    let mut activities: Vec<Activity> = Vec::with_capacity(open.len());
    let mut links: Vec<Link> = Vec::with_capacity(plan.network.links());
    for (to, &task) in open.iter().enumerate() {
        let Some((given, work)) = plan.event.tasks.get(task).zip(plan.activities.get(task)) else {
            continue;
        };
        let mut demands = Vec::with_capacity(given.demands.len());
        for (id, &units) in given.demands.iter() {
            match known.of(id) {
                Some(resource) => demands.push((resource as usize, i64::from(units))),
                None => unknown.push(id.clone()),
            }
        }
        let mut release = work.floor;
        for link in plan.network.predecessors(task) {
            let before = link.task as usize;
            let Some(other) = plan.activities.get(before) else { continue };
            let from_start = matches!(link.kind, Kind::SS | Kind::SF);
            match number.at(before) {
                Some(from) if !from_start || other.is_waiting() => {
                    links.push(Link { from, to, lag: start_to_start(link, other, work) });
                }
                // History binds by a date.
                _ => {
                    let dates = early.dates.at(before);
                    let at = if from_start { dates.start } else { dates.finish };
                    let to_finish = matches!(link.kind, Kind::FF | Kind::SF);
                    release = release.max(at + link.lag - if to_finish { work.work } else { 0 });
                }
            }
        }
        activities.push(Activity { at: task, duration: work.work, release, demands });
    }
    if !unknown.is_empty() {
        order::unique(&mut unknown);
        return Err(Problem::Unknown(unknown));
    }
    let renewable =
        resources.iter().map(|one| Renewable { id: &one.id, capacity: i64::from(one.capacity) });
    Network::new(&activities, &links, &renewable.collect::<Vec<_>>()).map_err(in_event)
}

/// The lag from start to start that a link means.
fn start_to_start(link: &PlanLink, from: &Work, to: &Work) -> i64 {
    link.lag
        + match link.kind {
            Kind::FS => from.work,
            Kind::SS => 0,
            Kind::FF => from.work - to.work,
            Kind::SF => -to.work,
        }
}

/// The search knows tasks, not where they were written.
fn in_event(problem: Problem) -> Problem {
    match problem {
        Problem::Invalid { field, reason } => {
            Problem::Invalid { field: format!("event.{field}"), reason }
        }
        Problem::TooMany { field, limit } => {
            Problem::TooMany { field: format!("event.{field}"), limit }
        }
        other => other,
    }
}
