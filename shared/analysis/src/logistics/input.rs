//! What a caller may ask of the logistics analysis.

use limits::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wire::{FromJson, ToJson};

use super::sample::{MAX_SAMPLES, Sample};
use crate::Time;
use crate::table::Table;

/// The longest change-over, in minutes: far beyond sense, and small enough
/// that every sum stays exact, in JavaScript too.
pub const MAX_SETUP_MINUTES: u32 = 1_000_000_000;
/// Families that may stand in the change-over table.
pub const MAX_SETUP_FAMILIES: usize = 500;
/// Minutes of a change-over the table does not name.
pub const DEFAULT_SETUP_MINUTES: u32 = 15;

/// Change-over in minutes: `table[from][to]`.
pub type SetupTable = Table<Table<u32>>;

/// Which parts of the report to make.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, FromJson, Deserialize, ToJson, Serialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum LogisticsAnalysis {
    /// How far along the samples are.
    Readiness,
    /// What stands in the way.
    Blockers,
    /// In which order to shoot what can be shot.
    Batching,
    /// All three.
    All,
}

/// The request of the logistics analysis.
#[derive(Debug, Clone, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LogisticsInput {
    /// The samples; where omitted, the caller's own.
    #[garde(length(max = MAX_SAMPLES), dive)]
    pub sample_list: Option<Vec<Sample>>,
    /// Which parts of the report to make.
    #[garde(skip)]
    pub analysis_type: LogisticsAnalysis,
    /// The moment to reckon from; where omitted, the present.
    #[garde(skip)]
    pub now: Option<Time>,
    /// When shooting starts. Samples without a due time of their own are
    /// needed by then.
    #[garde(skip)]
    pub shoot_at: Option<Time>,
    /// Change-over between set families, in minutes: `setupMinutes[from][to]`.
    #[garde(skip)]
    pub setup_minutes: Option<SetupTable>,
    /// Minutes of every change-over that `setupMinutes` does not name; by
    /// default 15.
    #[garde(range(max = MAX_SETUP_MINUTES))]
    pub default_setup_minutes: Option<u32>,
}
