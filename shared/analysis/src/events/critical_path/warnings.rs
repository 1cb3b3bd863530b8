//! What in a plan contradicts itself, in sentences.

use super::TaskDates;
use crate::at::At;
use crate::events::event::Status;
use crate::events::plan::{Plan, stage};
use kernels::critical_path::{Activity, Early, NEVER};
use kernels::network::Kind;

/// The longest list that is given.
const MOST: usize = 100;

/// Missed dates, progress out of sequence, records that cannot be.
#[inline(never)]
pub(super) fn warnings(plan: &Plan<'_>, early: &Early, dates: &[TaskDates<'_>]) -> Vec<String> {
    let mut list = List::default();
    if let Some(late) = plan.deadline.map(|deadline| early.end - deadline).filter(|&late| late > 0)
    {
        list.push(|| format!("the finish is {late} working min after the deadline"));
    }
    for (task, activity) in plan.activities.iter().enumerate() {
        let late = early.dates.at(task).finish - activity.ceiling;
        if activity.ceiling != NEVER && late > 0 && !activity.is_done() {
            let id = plan.id(task);
            list.push(|| format!("\"{id}\" is {late} working min after its finishNoLaterThan"));
        }
        records(plan, task, &mut list);
        if !activity.is_waiting() {
            out_of_sequence(plan, task, &mut list);
        }
    }
    let unknown =
        plan.event.tasks.iter().zip(dates).filter(|(task, _)| {
            stage(task) == Status::Blocked && task.start_no_earlier_than.is_none()
        });
    match unknown.count() {
        0 => {}
        1 => list.push(|| {
            "1 task is blocked without a known end: dates are the earliest possible".into()
        }),
        n => list.push(|| {
            format!("{n} tasks are blocked without a known end: dates are the earliest possible")
        }),
    }
    if list.more > 0 {
        list.told.push(format!("and {} more", list.more));
    }
    list.told
}

/// The first sentences, and how many more there would be.
#[derive(Default)]
struct List {
    told: Vec<String>,
    more: usize,
}

impl List {
    fn push(&mut self, told: impl FnOnce() -> String) {
        if self.told.len() < MOST { self.told.push(told()) } else { self.more += 1 }
    }
}

/// A task that began before a predecessor let it.
#[inline(never)]
fn out_of_sequence(plan: &Plan<'_>, task: usize, list: &mut List) {
    let done = plan.activities.get(task).is_some_and(Activity::is_done);
    for link in plan.network.predecessors(task) {
        let Some(before) = plan.activities.get(link.task as usize) else { continue };
        let missing = match link.kind {
            Kind::FS => !before.is_done(),
            Kind::SS => before.is_waiting(),
            Kind::FF => done && !before.is_done(),
            Kind::SF => done && before.is_waiting(),
        };
        if missing {
            let what = if done { "is done" } else { "has begun" };
            let verb = match link.kind {
                Kind::FS | Kind::FF => "finished",
                Kind::SS | Kind::SF => "begun",
            };
            let (id, other) = (plan.id(task), plan.id(link.task as usize));
            list.push(|| format!("\"{id}\" {what} although \"{other}\" is not {verb}"));
        }
    }
}

/// A record that says too little or too much.
#[inline(never)]
fn records(plan: &Plan<'_>, task: usize, list: &mut List) {
    let Some(given) = plan.event.tasks.get(task) else { return };
    let id = &given.id;
    let stage = stage(given);
    if stage == Status::Done && given.actual_finish.is_none() {
        list.push(|| format!("\"{id}\" is done without an actualFinish: worked out"));
    }
    if stage == Status::InProgress && given.actual_start.is_none() {
        list.push(|| format!("\"{id}\" is in progress without an actualStart: taken as now"));
    }
    if stage == Status::Pending && (given.actual_start.is_some() || given.actual_finish.is_some()) {
        list.push(|| format!("\"{id}\" is pending although it has actual dates: they are ignored"));
    }
    let position = |time| plan.working_time.work_at(plan.working_time.minute_until(time));
    let future = |time| plan.now.is_some_and(|now| position(time) > now);
    if given.actual_start.is_some_and(future) || given.actual_finish.is_some_and(future) {
        list.push(|| format!("\"{id}\" has an actual date in the future"));
    }
}
