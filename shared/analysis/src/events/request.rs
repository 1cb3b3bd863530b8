//! What the events optimizer is asked, and what it answers.

use limits::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wire::{FromJson, ToJson};

use super::critical_path::CriticalPath;
use super::event::{Event, LONGEST_ID};
use super::levelled::LevelledSchedule;
use super::run_of_show::RunOfShow;
use super::staffing::{CrewConflict, StaffGap};
use crate::Time;

/// The largest seed: what a JSON number holds exactly.
pub const LARGEST_SEED: u64 = (1 << 53) - 1;
/// Schedules tried unless asked otherwise.
pub const SCHEDULES: u32 = 1_000;
/// The most schedules that are tried.
pub const MOST_SCHEDULES: u32 = 50_000;

/// A question to the events optimizer.
#[derive(Debug, Clone, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventsInput {
    /// The event; the caller's own by `eventId`, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub event: Option<Event>,
    /// Which of the caller's own events.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(min = 1, max = LONGEST_ID))]
    pub event_id: Option<String>,
    /// What to analyse.
    #[garde(skip)]
    pub analysis_type: EventsAnalysis,
    /// The data date. Absent: the present if the event is under way, else its
    /// own start.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub now: Option<Time>,
    /// Seed of the simulation and the search.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(range(max = LARGEST_SEED))]
    pub seed: Option<u64>,
    /// Schedules tried; 1000 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(range(min = 1, max = MOST_SCHEDULES))]
    pub schedule_budget: Option<u32>,
}

/// What to analyse.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, FromJson, Deserialize, ToJson, Serialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum EventsAnalysis {
    /// Dates, floats, bottlenecks, risk.
    CriticalPath,
    /// Who is missing when.
    Staffing,
    /// The day, worked back from the show.
    RunOfShow,
    /// Start times that keep the resources' capacities.
    Schedule,
    /// Each that the event has data for.
    All,
}

/// What the events optimizer found; ids are borrowed from the event.
#[derive(Debug, Clone, Default, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventsReport<'a> {
    /// Dates, floats, bottlenecks, risk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub critical_path: Option<CriticalPath<'a>>,
    /// When people are missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staffing: Option<Vec<StaffGap<'a>>>,
    /// What people cannot do as planned; with `staffing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crew_conflicts: Option<Vec<CrewConflict<'a>>>,
    /// The day in blocks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_of_show: Option<RunOfShow<'a>>,
    /// Start times that keep the resources' capacities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<LevelledSchedule<'a>>,
}
