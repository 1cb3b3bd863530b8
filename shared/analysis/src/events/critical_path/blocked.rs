//! What cannot go on, and how much waits for it.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;
use wire::ToJson;

use super::TaskDates;
use crate::Time;
use crate::at::At;
use crate::events::event::Status;
use crate::events::plan::{Plan, stage};
use crate::order;

/// A task whose status is `blocked`.
#[derive(Debug, Clone, PartialEq, Eq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BlockedTask<'a> {
    /// The task.
    pub task_id: &'a str,
    /// When it is expected free. Absent: nobody knows, and all dates that
    /// depend on it are the earliest possible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_at: Option<Time>,
    /// Working minutes it may stay blocked before the finish moves; negative:
    /// too late already.
    pub total_float: i64,
    /// Unfinished tasks that wait for it, directly or not.
    pub waiting_tasks: usize,
    /// The same in a sentence.
    pub reason: String,
}

/// The longest list that is given.
const MOST: usize = 500;

/// The blocked tasks: least float first, then those most wait for, then by
/// position; at most five hundred, those with the least float.
#[inline(never)]
pub(super) fn blocked_tasks<'a>(plan: &Plan<'a>, dates: &[TaskDates<'a>]) -> Vec<BlockedTask<'a>> {
    let tasks = plan.event.tasks.iter().enumerate();
    let mut blocked: Vec<usize> =
        tasks.filter(|(_, task)| stage(task) == Status::Blocked).map(|(at, _)| at).collect();
    let float = |task: usize| dates.get(task).and_then(|dates| dates.total_float).unwrap_or(0);
    order::by_key(&mut blocked, |&task| float(task));
    blocked.truncate(MOST);
    let mut list: Vec<_> = Vec::with_capacity(blocked.len());
    for group in blocked.chunks(64) {
        for (&task, waiting_tasks) in group.iter().zip(waiting(plan, group)) {
            let total_float = float(task);
            let given = plan.event.tasks.get(task);
            let expected_at = given.and_then(|task| task.start_no_earlier_than);
            let others = match waiting_tasks {
                1 => "1 task waits".to_owned(),
                count => format!("{count} tasks wait"),
            };
            let slack = if total_float > 0 {
                format!("the finish moves after {total_float} min more")
            } else {
                "every minute moves the finish".to_owned()
            };
            let until =
                if expected_at.is_none() { "blocked without a known end" } else { "blocked" };
            let reason = format!("{until}; {others} for it, {slack}");
            let task_id = plan.id(task);
            list.push(BlockedTask { task_id, expected_at, total_float, waiting_tasks, reason });
        }
    }
    let position = |task: &BlockedTask<'_>| plan.positions.of(task.task_id);
    order::by_key(&mut list, |task| {
        (task.total_float, Reverse(task.waiting_tasks), position(task))
    });
    list
}

/// How many unfinished tasks wait for each of up to 64 tasks: one pass that
/// carries a bit for each.
fn waiting(plan: &Plan<'_>, group: &[usize]) -> Vec<usize> {
    let mut waits_for = vec![0_u64; plan.network.len()];
    let mut counts = vec![0; group.len()];
    let mut own = vec![0_u64; plan.network.len()];
    for (bit, &task) in group.iter().enumerate() {
        own.put(task, 1 << bit);
    }
    for task in plan.network.order() {
        let before = plan.network.predecessors(task).iter().map(|link| link.task as usize);
        let bits = before.fold(0, |bits, task| bits | waits_for.at(task) | own.at(task));
        waits_for.put(task, bits);
        if bits != 0 && plan.activities.get(task).is_some_and(|activity| !activity.is_done()) {
            let mut rest = bits;
            while rest != 0 {
                counts.change(rest.trailing_zeros() as usize, |count| *count += 1);
                rest &= rest - 1;
            }
        }
    }
    counts
}
