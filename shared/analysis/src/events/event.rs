//! An event as the caller describes it, and the limits of what is analysed.

use limits::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wire::{FromJson, ToJson};

use super::dependency::Dependency;
use super::wall::{CivilDate, ClockTime};
use crate::table::Table;
use crate::time::Time;

/// Tasks of one event.
pub const MOST_TASKS: usize = 20_000;
/// Links of one event, all tasks together.
pub const MOST_LINKS: usize = 100_000;
/// Dependencies of one task.
pub const MOST_DEPENDENCIES: usize = 5_000;
/// People of one event.
pub const MOST_CREW: usize = 1_000;
/// Resources of one event.
pub const MOST_RESOURCES: usize = 100;
/// Minutes of one task or lag: a year.
pub const MOST_MINUTES: u32 = 527_040;
/// Characters of an id, a role or a place.
pub const LONGEST_ID: usize = 200;
/// Characters of a name.
pub const LONGEST_NAME: usize = 500;

/// A shoot, show or launch with its work.
#[derive(Debug, Clone, Default, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// Identifies the event.
    #[garde(length(min = 1, max = LONGEST_ID))]
    pub id: String,
    /// Shown to people.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(chars, max = LONGEST_NAME))]
    pub name: Option<String>,
    /// Minute 0: when work may begin. Seconds are cut.
    #[garde(skip)]
    pub starts_at: Time,
    /// When the show itself begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub show_at: Option<Time>,
    /// When all work is over, teardown included.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub ends_at: Option<Time>,
    /// When the work is due; floats become negative beyond it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub deadline_at: Option<Time>,
    /// IANA name of the zone that the calendar's hours are in; UTC if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(min = 1, max = 64))]
    pub time_zone: Option<String>,
    /// The work.
    #[garde(length(max = MOST_TASKS), dive)]
    pub tasks: Vec<Task>,
    /// What tasks compete for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(length(max = MOST_RESOURCES), dive)]
    pub resources: Vec<Resource>,
    /// Who works.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(length(max = MOST_CREW), dive)]
    pub crew: Vec<Crew>,
    /// When work is done; always, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub calendar: Option<Calendar>,
    /// When the venue is open to us.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub access: Option<Access>,
}

/// A piece of work.
#[derive(Debug, Clone, Default, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// Identifies the task within its event.
    #[garde(length(min = 1, max = LONGEST_ID))]
    pub id: String,
    /// Shown to people.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(chars, max = LONGEST_NAME))]
    pub name: Option<String>,
    /// Working minutes, most likely; 0 is a milestone.
    #[garde(range(max = MOST_MINUTES))]
    pub duration_minutes: u32,
    /// If all goes well.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(range(max = MOST_MINUTES))]
    pub optimistic_minutes: Option<u32>,
    /// If nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(range(max = MOST_MINUTES))]
    pub pessimistic_minutes: Option<u32>,
    /// What it waits for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(length(max = MOST_DEPENDENCIES), dive)]
    pub dependencies: Vec<Dependency>,
    /// Told from the actual dates and the percentage if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub status: Option<Status>,
    /// Share of the work that is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(range(min = 0.0, max = 100.0))]
    pub percent_complete: Option<f64>,
    /// When it really began.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub actual_start: Option<Time>,
    /// When it was really finished.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub actual_finish: Option<Time>,
    /// It cannot begin before; of a blocked task: when it is expected free.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub start_no_earlier_than: Option<Time>,
    /// It is late after.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub finish_no_later_than: Option<Time>,
    /// Who answers for it; one person, so one task at a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(min = 1, max = LONGEST_ID))]
    pub owner_id: Option<String>,
    /// The part of the day it belongs to; told from the links if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub phase: Option<Phase>,
    /// Where; one task at a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(min = 1, max = LONGEST_ID))]
    pub location: Option<String>,
    /// Who is needed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(length(max = 50), dive)]
    pub staff: Vec<StaffNeed>,
    /// Units of each resource it occupies.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    #[garde(length(max = MOST_RESOURCES))]
    #[schemars(extend("maxProperties" = MOST_RESOURCES))]
    pub demands: Table<u32>,
}

/// Where a task stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, FromJson, Deserialize, ToJson, Serialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not begun.
    Pending,
    /// Begun.
    InProgress,
    /// Cannot go on until something outside the plan happens.
    Blocked,
    /// Finished.
    Done,
}

/// A part of the day.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    FromJson,
    Deserialize,
    ToJson,
    Serialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Before the show.
    Setup,
    /// The show.
    Show,
    /// After it.
    Teardown,
}

/// How many people of a role a task needs, all the time it runs.
#[derive(Debug, Clone, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema)]
pub struct StaffNeed {
    /// The role.
    #[garde(length(min = 1, max = LONGEST_ID))]
    pub role: String,
    /// People.
    #[garde(range(max = MOST_CREW as u32))]
    pub count: u32,
}

/// Something there is only so much of.
#[derive(Debug, Clone, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema)]
pub struct Resource {
    /// Identifies the resource within its event.
    #[garde(length(min = 1, max = LONGEST_ID))]
    pub id: String,
    /// Units there are.
    #[garde(range(max = 1_000_000))]
    pub capacity: u32,
}

/// A person.
#[derive(Debug, Clone, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Crew {
    /// Identifies the person within the event.
    #[garde(length(min = 1, max = LONGEST_ID))]
    pub id: String,
    /// Shown to people.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(chars, max = LONGEST_NAME))]
    pub name: Option<String>,
    /// What they can do.
    #[garde(length(max = 50), inner(length(min = 1, max = LONGEST_ID)))]
    pub roles: Vec<String>,
    /// From when on they are there; always, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub available_from: Option<Time>,
    /// Until when; always, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub available_to: Option<Time>,
    /// Tasks they are on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(length(max = 1_000), inner(length(min = 1, max = LONGEST_ID)))]
    pub assigned_to: Vec<String>,
}

/// When work is done.
#[derive(Debug, Clone, Default, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Calendar {
    /// The usual week; every hour of it, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(max = 100), dive)]
    pub working_hours: Option<Vec<WorkingHours>>,
    /// Days that differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(length(max = 1_000), dive)]
    pub exceptions: Vec<Exception>,
}

/// Hours of a weekday. `to` at or before `from` is on the next day.
#[derive(Debug, Clone, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema)]
pub struct WorkingHours {
    /// 1 is Monday, 7 Sunday (ISO 8601).
    #[garde(range(min = 1, max = 7))]
    pub day: u8,
    /// First minute.
    #[garde(skip)]
    pub from: ClockTime,
    /// First minute after.
    #[garde(skip)]
    pub to: ClockTime,
}

/// Hours of one date instead of the usual ones: none without `from` and `to`,
/// several by several exceptions of that date.
#[derive(Debug, Clone, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema)]
pub struct Exception {
    /// The date.
    #[garde(skip)]
    pub date: CivilDate,
    /// First minute; midnight if only `to` is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub from: Option<ClockTime>,
    /// First minute after; midnight if only `from` is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub to: Option<ClockTime>,
}

/// When the venue is open to us.
#[derive(Debug, Clone, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema)]
pub struct Access {
    /// Doors open.
    #[garde(skip)]
    pub from: Time,
    /// Doors close.
    #[garde(skip)]
    pub to: Time,
}
