//! What the logistics analysis answers.

use schemars::JsonSchema;
use serde::Serialize;
use wire::ToJson;

/// The parts that were asked for.
#[derive(Debug, Clone, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogisticsReport {
    /// How far along the samples are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readiness: Option<Readiness>,
    /// What stands in the way, the worst first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blockers: Option<Vec<Blocker>>,
    /// In which order to shoot what can be shot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batching: Option<Batching>,
}

/// How far along the samples are.
#[derive(Debug, Clone, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Readiness {
    /// `round((on_set + shot) / total * 100)`; null for an empty list.
    pub overall_percentage: Option<u32>,
    /// The same, each sample counted by its stage, heroes and high priorities
    /// more; null for an empty list.
    pub weighted_percentage: Option<u32>,
    /// The verdict on `overallPercentage`.
    pub status: ReadinessStatus,
    /// Samples on set or shot.
    pub ready: usize,
    /// Samples.
    pub total: usize,
    /// The same count for heroes.
    pub hero: ReadyCount,
    /// The same count for looks; a look is ready when all its samples are.
    pub looks: ReadyCount,
    /// The same count per category, in alphabetical order.
    pub by_category: Vec<CategoryReady>,
    /// Probability (0..1) that every sample is in the house when it is needed;
    /// absent where an outstanding sample has no ETA or no time it is needed at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability_ready: Option<f64>,
    /// The finding in words.
    pub message: String,
    /// What to do next, the most pressing first.
    pub recommendations: Vec<String>,
}

/// A verdict on a percentage: at least 90, 80, 70, or less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ReadinessStatus {
    /// At least 90 %.
    Excellent,
    /// At least 80 %.
    Good,
    /// At least 70 %.
    Acceptable,
    /// Below 70 %.
    Critical,
    /// Nothing to judge.
    Unknown,
}

impl ReadinessStatus {
    /// How people say it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Excellent => "excellent",
            Self::Good => "good",
            Self::Acceptable => "acceptable",
            Self::Critical => "critical",
            Self::Unknown => "unknown",
        }
    }
}

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ToJson, Serialize, JsonSchema)]
pub struct ReadyCount {
    /// Those that are ready.
    pub ready: usize,
    /// All of them.
    pub total: usize,
}

/// So many of so many in one category.
#[derive(Debug, Clone, PartialEq, Eq, ToJson, Serialize, JsonSchema)]
pub struct CategoryReady {
    /// The category, `uncategorised` for samples without.
    pub category: String,
    /// Those that are ready.
    pub ready: usize,
    /// All of them.
    pub total: usize,
}

/// A sample that stands in the way.
#[derive(Debug, Clone, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Blocker {
    /// Which sample.
    pub sample_id: String,
    /// Its name, or its id.
    pub name: String,
    /// How bad it is.
    pub severity: Severity,
    /// 0..100, one decimal; never falls when the sample gets later, becomes a
    /// hero or more depends on it.
    pub score: f64,
    /// What cannot be done, counted.
    pub impact: String,
    /// Looks that cannot be completed without it, in order of their ids.
    pub affected_looks: Vec<String>,
    /// Minutes of planned camera time that cannot run without it.
    pub blocked_minutes: i64,
    /// Minutes between the time it is needed (where none is known: now) and
    /// its expected arrival; null without an ETA.
    pub estimated_delay_minutes: Option<i64>,
    /// The same in words, or `unknown`.
    pub estimated_delay: String,
}

/// How bad a blocker is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Score of at least 75, or it alone blocks a hero or a look and nothing can
    /// stand in.
    Critical,
    /// Score of at least 50.
    High,
    /// Score of at least 25.
    Medium,
    /// Less.
    Low,
}

/// An order for the samples that can be shot now.
#[derive(Debug, Clone, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Batching {
    /// How many batches.
    pub total_batches: usize,
    /// The batches in the order to shoot them.
    pub batches: Vec<Batch>,
    /// Camera time and set-up of the whole plan.
    pub total_minutes: i64,
    /// Set-up of the whole plan: a change-over before every batch but the
    /// first.
    pub setup_minutes: i64,
    /// Set-up of the same samples in the given order.
    pub baseline_setup_minutes: i64,
    /// `baselineSetupMinutes - setupMinutes`; negative only where due times
    /// cost change-overs.
    pub saved_minutes: i64,
    /// The same in words.
    pub estimated_time_savings: String,
    /// Proven: no order is better on due times and set-up; where nothing is due,
    /// none that shoots each family in one go.
    pub optimal: bool,
    /// No order that shoots each family in one go has less set-up, due times
    /// aside; never more than `setupMinutes`.
    pub lower_bound_minutes: i64,
    /// Samples that cannot be shot yet, in the given order: neither prepped nor
    /// on set, nor shot already.
    pub waiting: Vec<String>,
}

/// Samples of one family, shot in one go.
#[derive(Debug, Clone, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Batch {
    /// `batch-1`, `batch-2` …
    pub id: String,
    /// The set family.
    pub category: String,
    /// Sample ids in the order to shoot them.
    pub items: Vec<String>,
    /// Camera time of the items, in minutes, without the set-up.
    pub estimated_time: i64,
    /// Change-over before the batch, in minutes; 0 for the first.
    pub setup_minutes: i64,
    /// Why this batch stands here.
    pub rationale: String,
}
