//! The day as people read it.

use crate::order;
use schemars::JsonSchema;
use serde::Serialize;
use wire::ToJson;

use super::day::{Day, Part};
use super::place::{Job, Placed};
use crate::Time;
use crate::at::At;
use crate::events::event::Phase;
use crate::events::plan::Plan;
use kernels::critical_path::Early;

/// A stretch of the day.
#[derive(Debug, Clone, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Block<'a> {
    /// The task's id, or `show`, `buffer-setup`, `buffer-teardown`.
    pub id: &'a str,
    /// The part of the day.
    pub phase: BlockPhase,
    /// Shown to people.
    pub title: &'a str,
    /// When it starts.
    pub starts_at: Time,
    /// When it is over.
    pub ends_at: Time,
    /// The tasks in it.
    pub task_ids: Vec<&'a str>,
    /// Who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<&'a str>,
    /// Working minutes that protect what follows; 0 but for buffers.
    pub buffer_minutes: i64,
}

/// The part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockPhase {
    /// Before the show.
    Setup,
    /// The show.
    Show,
    /// After it.
    Teardown,
    /// Time in hand.
    Buffer,
}

impl From<Phase> for BlockPhase {
    fn from(phase: Phase) -> Self {
        match phase {
            Phase::Setup => Self::Setup,
            Phase::Show => Self::Show,
            Phase::Teardown => Self::Teardown,
        }
    }
}

/// From when to when a job is, in minutes on the clock.
pub(super) fn clock(plan: &Plan<'_>, part: &Part, job: &Job, placed: &Placed) -> (i64, i64) {
    let axis = &plan.working_time;
    let (start, finish) = match part.phase {
        Phase::Show => return (placed.start, placed.finish),
        Phase::Setup => (-placed.finish - part.buffer, -placed.start - part.buffer),
        Phase::Teardown => (placed.start, placed.finish),
    };
    let end = axis.finish_of(finish);
    (if job.work == 0 { end } else { axis.start_of(start) }, end)
}

/// The blocks in order of time, then by part of the day and position.
#[inline(never)]
pub(super) fn blocks<'a>(plan: &Plan<'a>, early: &Early, day: &Day) -> Vec<Block<'a>> {
    let axis = &plan.working_time;
    let mut list: Vec<(i64, i64, Block<'a>)> = Vec::new();
    for part in [&day.setup, &day.show, &day.teardown] {
        for (job, placed) in part.jobs.iter().zip(&part.placed) {
            let (from, to) = clock(plan, part, job, placed);
            list.push((from, to, of_task(plan, part.phase, job.task)));
        }
    }
    for (task, activity) in plan.activities.iter().enumerate() {
        if activity.is_done() {
            let dates = early.dates.at(task);
            let phase = day.phases.get(task).copied().unwrap_or(Phase::Setup);
            let (from, to) = (axis.start_of(dates.start), axis.finish_of(dates.finish));
            let given = plan.event.tasks.get(task);
            let really = |date: Option<Time>| date.map(|date| axis.minute_until(date));
            let from = really(given.and_then(|task| task.actual_start)).unwrap_or(from);
            let to = really(given.and_then(|task| task.actual_finish)).unwrap_or(to);
            list.push((from.min(to), to, of_task(plan, phase, task)));
        }
    }
    if day.show.jobs.is_empty() && !day.phases.contains(&Phase::Show) {
        let title = plan.event.name.as_deref().unwrap_or("Show");
        let show = plain("show", BlockPhase::Show, title, 0);
        list.push((day.show_starts, day.show_ends, show));
    }
    if let Some(from) = end_of(plan, &day.setup) {
        let buffer =
            plain("buffer-setup", BlockPhase::Buffer, "Buffer before the show", day.setup.buffer);
        list.push((from, day.show_starts.max(from), buffer));
    }
    if let Some(from) = end_of(plan, &day.teardown) {
        let finish = axis.work_at(from) + day.teardown.buffer;
        let buffer = plain(
            "buffer-teardown",
            BlockPhase::Buffer,
            "Buffer after the teardown",
            day.teardown.buffer,
        );
        list.push((from, axis.finish_of(finish).max(from), buffer));
    }
    order::by_key(&mut list, |(from, to, _)| (*from, *to));
    let moments = list.into_iter().map(|(from, to, block)| Block {
        starts_at: axis.moment(from),
        ends_at: axis.moment(to),
        ..block
    });
    moments.collect()
}

/// When the last job of a part is finished.
fn end_of(plan: &Plan<'_>, part: &Part) -> Option<i64> {
    let jobs = part.jobs.iter().zip(&part.placed);
    jobs.map(|(job, placed)| clock(plan, part, job, placed).1).max()
}

fn of_task<'a>(plan: &Plan<'a>, phase: Phase, task: usize) -> Block<'a> {
    let id = plan.id(task);
    let given = plan.event.tasks.get(task);
    let title = given.and_then(|task| task.name.as_deref()).unwrap_or(id);
    let owner_id = given.and_then(|task| task.owner_id.as_deref());
    Block { task_ids: vec![id], owner_id, ..plain(id, phase.into(), title, 0) }
}

fn plain<'a>(id: &'a str, phase: BlockPhase, title: &'a str, buffer_minutes: i64) -> Block<'a> {
    Block {
        id,
        phase,
        title,
        starts_at: Time::default(),
        ends_at: Time::default(),
        task_ids: Vec::new(),
        owner_id: None,
        buffer_minutes,
    }
}
