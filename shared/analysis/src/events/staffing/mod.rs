//! Staffing: who is missing when, who is asked for too much, and who could
//! step in.

mod duty;
mod presence;
mod suggest;
mod sweep;

use schemars::JsonSchema;
use serde::Serialize;
use wire::ToJson;

pub use duty::{CrewConflict, CrewConflictKind};
pub use sweep::StaffGap;

use self::presence::Presence;
use super::critical_path::passes::Early;
use super::plan::Plan;
use crate::Problem;

/// The most tasks with a staff need that are analysed.
pub const MOST_STAFFED: usize = 2_000;

/// A person who could step in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Suggestion<'a> {
    /// The person.
    pub crew_id: &'a str,
    /// On which task.
    pub task_id: &'a str,
}

/// Gaps and conflicts of an event's staff, if its tasks begin as early as
/// they can.
#[derive(Debug, Clone, Default)]
pub struct Staffing<'a> {
    /// By role, then by time: each maximal time in which people are missing
    /// and their number stays the same.
    pub gaps: Vec<StaffGap<'a>>,
    /// By person, then by time.
    pub conflicts: Vec<CrewConflict<'a>>,
}

/// Compares needs and people. Done tasks need nobody.
///
/// # Errors
/// People that are there twice, assignments to tasks that are not there, too
/// many tasks.
pub fn staffing<'a>(plan: &Plan<'a>, early: &Early) -> Result<Staffing<'a>, Problem> {
    let presence = Presence::new(plan, early)?;
    let (mut gaps, missing) = sweep::sweep(plan, &presence);
    suggest::suggest(plan, &presence, missing, &mut gaps);
    Ok(Staffing { gaps, conflicts: duty::conflicts(plan, &presence) })
}
