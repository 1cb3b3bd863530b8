//! What one more hour on each task would cost the finish.

use crate::order;
use schemars::JsonSchema;
use serde::Serialize;
use wire::ToJson;

use crate::at::At;
use crate::events::plan::Plan;
use kernels::critical_path::{Early, latest_finishes, latest_own_finish};

/// How much longer a task is imagined to take, in working minutes.
pub(super) const MORE_MINUTES: i64 = 60;
/// The longest list that is given.
const MOST: usize = 50;

/// A task on which time is lost for the whole event.
#[derive(Debug, Clone, PartialEq, Eq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Bottleneck<'a> {
    /// The task.
    pub task_id: &'a str,
    /// Minutes on the clock by which one more working hour on this task moves
    /// the finish.
    pub delay_impact_minutes: i64,
    /// The same in a sentence.
    pub reason: String,
}

/// The tasks whose longer duration moves the finish: most costly first, then
/// those with most work left, then by position; at most fifty.
///
/// Exact in one pass: if a task takes longer, only what follows its *finish*
/// moves, rigidly, so the new finish is the old one or the task's own new
/// finish plus the longest way from there.
#[inline(never)]
pub(super) fn bottlenecks<'a>(plan: &Plan<'a>, early: &Early, late: &[i64]) -> Vec<Bottleneck<'a>> {
    let free;
    let bound_by_dates = plan.deadline.is_some_and(|deadline| deadline < early.end)
        || plan.activities.iter().any(|activity| activity.ceiling < early.end);
    let late = if bound_by_dates {
        free = latest_finishes(&plan.project(), early, early.end, false);
        &free
    } else {
        late
    };
    let mut found: Vec<(i64, i64, usize)> = Vec::new();
    for (task, activity) in plan.activities.iter().enumerate() {
        let dates = early.dates.at(task);
        // Even the float of a rigid move says no: spare the closer look. It can
        // only understate what the finish alone allows.
        if activity.is_done() || late.at(task) - dates.finish >= MORE_MINUTES {
            continue;
        }
        let finish = (dates.free_from + activity.work + MORE_MINUTES).max(dates.finish);
        let delay = finish - latest_own_finish(&plan.project(), task, late, early.end);
        if delay > 0 {
            found.push((-delay, -activity.work, task));
        }
    }
    order::ascending(&mut found);
    found.truncate(MOST);
    let clock = |at| plan.working_time.finish_of(at);
    let list = found.into_iter().map(|(delay, _, task)| {
        let working = -delay;
        let minutes = clock(early.end + working) - clock(early.end);
        let float = MORE_MINUTES - working;
        let slack = if float > 0 {
            format!("only {float} min of slack to the finish")
        } else {
            "no slack to the finish".to_owned()
        };
        let reason = format!("{slack}: one more hour here moves the finish by {minutes} min");
        Bottleneck { task_id: plan.id(task), delay_impact_minutes: minutes, reason }
    });
    list.collect()
}
