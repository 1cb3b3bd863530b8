//! Staffing: who is missing when, who is asked for too much, and who could
//! step in.

mod duty;
mod needs;
mod presence;
mod seats;
mod suggest;
mod sweep;

use schemars::JsonSchema;
use serde::Serialize;
use wire::ToJson;

pub use duty::{CrewConflict, CrewConflictKind};
pub use sweep::StaffGap;

use self::presence::Presence;
use super::plan::Plan;
use crate::Problem;
use crate::at::{At, ListAt};
use crate::order;
use kernels::critical_path::Early;

/// The most tasks with a staff need that are analysed.
pub const MOST_STAFFED: usize = 2_000;
/// The most stretches of work, between the calendar's pauses, of tasks with a
/// need or with people.
pub const MOST_STRETCHES: usize = 100_000;
/// The most pairs of a person and a place that are looked at, all times
/// together. Only crowds that are on everything at once come near.
pub const MOST_PAIRS: usize = 40_000_000;
/// The most gaps that are listed, the earliest.
pub const MOST_GAPS: usize = 2_000;
/// The most conflicts that are listed.
pub const MOST_CONFLICTS: usize = 2_000;
/// The most tasks that one gap or conflict names.
pub const MOST_NAMED: usize = 50;

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
/// People that are there twice, assignments to tasks that are not there, more
/// of anything than is analysed.
#[inline(never)]
pub fn staffing<'a>(plan: &Plan<'a>, early: &Early) -> Result<Staffing<'a>, Problem> {
    let presence = Presence::new(plan, early)?;
    let (mut rows, missing) = sweep::sweep(&presence)?;
    let suggestions = suggest::suggest(plan, &presence, &missing);
    let name = |role: u32| presence.needs.roles.all().get(role as usize).copied().unwrap_or("");
    order::by(&mut rows, |one, other| name(one.role).cmp(name(other.role)));
    let gaps = rows.into_iter().map(|row| {
        let needs = row.tasks.iter().flat_map(|&task| presence.needs.of_task(task as usize));
        let own = needs.filter(|&need| presence.needs.all.at(need).role == row.role);
        let suggested = own.flat_map(|need| suggestions.list_at(need)).copied().collect();
        let role = name(row.role);
        row.into_gap(plan, role, suggested)
    });
    Ok(Staffing { gaps: gaps.collect(), conflicts: duty::conflicts(plan, &presence) })
}
