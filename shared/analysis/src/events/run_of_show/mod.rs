//! Run of show: the day worked back from the moment the doors open, with
//! buffers, and forward into the teardown.

mod blocks;
mod conflicts;
mod day;
mod orders;
mod place;
mod uses;

use schemars::JsonSchema;
use serde::Serialize;
use wire::ToJson;

pub use blocks::{Block, BlockPhase};
pub use conflicts::{ShowConflict, ShowConflictKind};

use self::day::Day;
use super::plan::Plan;
use crate::Problem;
use kernels::project::critical_path::Early;

/// The most tasks a run of show is made of.
pub const MOST_SHOW_TASKS: usize = 500;

/// The day in blocks.
#[derive(Debug, Clone, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RunOfShow<'a> {
    /// In order of time.
    pub blocks: Vec<Block<'a>>,
    /// What cannot be kept, each with the tasks that cause it: leave any of
    /// them out, and the rest can.
    pub conflicts: Vec<ShowConflict<'a>>,
    /// Whether all can be kept.
    pub feasible: bool,
}

/// Lays out the day: the show at `showAt`, setup as late as it can be before
/// its buffer, teardown as early as it can be. Nobody, no place and no
/// resource is used twice at a time.
///
/// # Errors
/// An event without `showAt`, unknown resources, too many tasks.
#[inline(never)]
pub fn run_of_show<'a>(plan: &mut Plan<'a>, early: &Early) -> Result<RunOfShow<'a>, Problem> {
    if plan.event.tasks.len() > MOST_SHOW_TASKS {
        return Err(Problem::TooMany { field: "event.tasks".to_owned(), limit: MOST_SHOW_TASKS });
    }
    let Some(show_at) = plan.event.show_at else {
        let reason = "is needed for a run of show";
        return Err(Problem::invalid("event.showAt", reason));
    };
    // The show keeps to the clock; what follows it counts from its end.
    let show = plan.working_time.minute_from(show_at);
    plan.working_time.follow_minutes(0, show.saturating_add(day::longest_show(plan)))?;
    let day = Day::new(plan, early, show_at)?;
    let (first, last) = day.reach();
    plan.working_time.follow_work(first, last)?;
    let conflicts = conflicts::conflicts(plan, &day);
    let blocks = blocks::blocks(plan, early, &day);
    Ok(RunOfShow { feasible: conflicts.is_empty(), blocks, conflicts })
}
