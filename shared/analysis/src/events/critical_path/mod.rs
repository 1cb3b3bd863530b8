//! The critical path: when each task can and must happen, what drives the
//! finish, and what could move it.

mod blocked;
mod bottlenecks;
mod risk;
mod simulation;
mod warnings;

use schemars::JsonSchema;
use serde::Serialize;
use wire::ToJson;

pub use blocked::BlockedTask;
pub use bottlenecks::Bottleneck;
pub use risk::Risk;

use super::plan::Plan;
use crate::at::At;
use crate::{Problem, Time};
use kernels::critical_path::{Early, Progress, driving_path, free_float, latest_finishes};

/// What the critical path method says of an event. Ids are borrowed from it.
#[derive(Debug, Clone, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CriticalPath<'a> {
    /// Minutes on the clock from the event's start to the last finish.
    pub duration_minutes: i64,
    /// The last finish.
    pub finish_at: Time,
    /// What drives the finish, first to last: each task's date is bound by
    /// the one before.
    pub path: Vec<&'a str>,
    /// Every task, in the order given.
    pub tasks: Vec<TaskDates<'a>>,
    /// Where one more hour costs the finish most.
    pub bottlenecks: Vec<Bottleneck<'a>>,
    /// What cannot go on, the worst first.
    pub blocked_tasks: Vec<BlockedTask<'a>>,
    /// How sure the finish is; absent without estimates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk: Option<Risk<'a>>,
    /// What in the plan contradicts itself.
    pub warnings: Vec<String>,
}

/// Dates in minutes on the clock from the event's start, floats in working
/// minutes.
#[derive(Debug, Clone, PartialEq, Eq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskDates<'a> {
    /// The task.
    pub task_id: &'a str,
    /// Earliest, or real, start.
    pub early_start: i64,
    /// Earliest, or real, finish.
    pub early_finish: i64,
    /// Latest start that moves nothing.
    pub late_start: i64,
    /// Latest finish that moves nothing.
    pub late_finish: i64,
    /// How long it can be delayed without moving the finish or missing a
    /// date; negative: by how much it is too late. Absent once done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_float: Option<i64>,
    /// How long it can be delayed without moving any other task. Absent once
    /// done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free_float: Option<i64>,
    /// Not done and without float.
    pub is_critical: bool,
    /// The predecessor that binds its dates; absent if its own dates do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub driven_by: Option<&'a str>,
}

/// Analyses a plan. `seed` is for the risk.
///
/// # Errors
/// A calendar with too little work for the plan.
#[inline(never)]
pub fn critical_path<'a>(
    plan: &mut Plan<'a>,
    early: &Early,
    seed: u64,
) -> Result<CriticalPath<'a>, Problem> {
    let late = latest(plan, early);
    let outcome = simulation::simulate(plan, early, seed);
    let last = outcome.as_ref().map_or(0, |outcome| risk::quantile(outcome, 1.0));
    let tasks = shown(plan, early, &late, last.max(early.end))?;
    let plan = &*plan;
    let duration_minutes = tasks.iter().map(|task| task.early_finish).max().unwrap_or(0);
    let path = driving_path(&plan.project(), early);
    Ok(CriticalPath {
        duration_minutes,
        finish_at: plan.working_time.moment(duration_minutes),
        path: path.iter().map(|&task| plan.id(task)).collect(),
        bottlenecks: bottlenecks::bottlenecks(plan, early, &late),
        blocked_tasks: blocked::blocked_tasks(plan, &tasks),
        risk: outcome.map(|outcome| risk::report(&outcome, plan)),
        warnings: warnings::warnings(plan, early, &tasks),
        tasks,
    })
}

/// The dates alone, of every task in the order given.
///
/// # Errors
/// A calendar with too little work for the plan.
pub fn dates<'a>(plan: &mut Plan<'a>, early: &Early) -> Result<Vec<TaskDates<'a>>, Problem> {
    let late = latest(plan, early);
    shown(plan, early, &late, early.end)
}

/// The latest finishes. The deadline takes float away; it never gives more than
/// the finish does.
fn latest(plan: &Plan<'_>, early: &Early) -> Vec<i64> {
    let end = plan.deadline.map_or(early.end, |deadline| deadline.min(early.end));
    latest_finishes(&plan.project(), early, end, true)
}

/// Positions as dates; the calendar is followed to all of them and to `last`.
fn shown<'a>(
    plan: &mut Plan<'a>,
    early: &Early,
    late: &[i64],
    last: i64,
) -> Result<Vec<TaskDates<'a>>, Problem> {
    follow(plan, late, last)?;
    Ok((0..plan.network.len()).map(|task| dates_of(plan, early, task, late.at(task))).collect())
}

/// Follows the calendar to every date that will be shown.
#[inline(never)]
fn follow(plan: &mut Plan<'_>, late: &[i64], end: i64) -> Result<(), Problem> {
    if plan.working_time.is_always() {
        return Ok(());
    }
    let starts = late.iter().zip(&plan.activities).map(|(finish, activity)| finish - activity.work);
    let first = starts.min().unwrap_or(0).min(0);
    // One more hour on a bottleneck is looked up too.
    plan.working_time.follow_work(first, end + bottlenecks::MORE_MINUTES)
}

#[inline(never)]
fn dates_of<'a>(plan: &Plan<'a>, early: &Early, task: usize, late: i64) -> TaskDates<'a> {
    let axis = &plan.working_time;
    let found = early.dates.at(task);
    let (Some(activity), Some(given)) = (plan.activities.get(task), plan.event.tasks.get(task))
    else {
        return TaskDates {
            task_id: "",
            early_start: 0,
            early_finish: 0,
            late_start: 0,
            late_finish: 0,
            total_float: None,
            free_float: None,
            is_critical: false,
            driven_by: None,
        };
    };
    let work = activity.work;
    // A milestone belongs to what it follows, or else opens what comes.
    let opens = work == 0 && found.driver().is_none();
    let start_of = |at| if work == 0 && !opens { axis.finish_of(at) } else { axis.start_of(at) };
    let finish_of = |at| if opens { axis.start_of(at) } else { axis.finish_of(at) };
    let really = |date: Option<Time>| date.map(|date| axis.minute_until(date));
    let early_start = match activity.progress {
        Progress::Waiting => start_of(found.start),
        _ => really(given.actual_start).unwrap_or_else(|| start_of(found.start)),
    };
    let done = activity.is_done();
    let recorded = if done { really(given.actual_finish) } else { None };
    let early_finish = recorded.unwrap_or_else(|| finish_of(found.finish)).max(early_start);
    let (late_start, late_finish) = if done {
        (early_start, early_finish)
    } else {
        let start = if activity.is_waiting() { start_of(late - work) } else { early_start };
        (start, finish_of(late))
    };
    let total = late - found.finish;
    TaskDates {
        task_id: &given.id,
        early_start,
        early_finish,
        late_start,
        late_finish,
        total_float: (!done).then_some(total),
        free_float: (!done).then(|| free_float(&plan.project(), task, early)),
        is_critical: !done && total <= 0,
        driven_by: found.driver().map(|driver| plan.id(driver)),
    }
}
