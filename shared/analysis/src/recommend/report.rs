//! The answer.

use schemars::JsonSchema;
use serde::Serialize;
use wire::ToJson;

use super::features::Feature;
use super::input::Package;

/// Recommendations, best first.
#[derive(Debug, Clone, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Recommendations {
    /// Three to five, fewer only where fewer exist.
    pub recommendations: Vec<Recommendation>,
    /// Packages that were left out, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub excluded: Vec<Exclusion>,
    /// How firmly the first package stands; absent for other kinds and for
    /// fewer than two packages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stability: Option<Stability>,
    /// What was drawn to learn something; absent where nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exploration: Option<Exploration>,
}

/// One recommendation.
#[derive(Debug, Clone, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Recommendation {
    /// What is recommended.
    pub item: Item,
    /// 0..1.
    pub score: f64,
    /// Why, with the numbers behind the score.
    pub rationale: String,
    /// Where to act on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
}

/// What is recommended.
#[derive(Debug, Clone, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Item {
    /// A service to book.
    Package(Package),
    /// Something to do.
    Action(NextAction),
    /// A part of the product.
    Feature(&'static Feature),
}

/// A package that cannot be had as asked for.
#[derive(Debug, Clone, PartialEq, Eq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Exclusion {
    /// Which package.
    pub package_id: String,
    /// Why not.
    pub reason: String,
}

/// What a package is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Criterion {
    /// Share of the requirements it covers.
    Fit,
    /// 1 up to the budget, 0 from a quarter above it.
    Budget,
    /// How much of the time is left once it is delivered.
    Timeline,
    /// How often it is taken, cautiously estimated.
    Popularity,
}

/// The smallest change of one weight that puts another package first, the
/// other weights kept in proportion.
#[derive(Debug, Clone, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stability {
    /// The weight that decides; absent where no single weight can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criterion: Option<Criterion>,
    /// That weight as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// That weight where both are equal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tipping_weight: Option<f64>,
    /// The package that would be first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overtaken_by: Option<String>,
    /// Whether the method TOPSIS puts the same package first.
    pub topsis_agrees: bool,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NextAction {
    /// What kind of thing.
    pub kind: ActionKind,
    /// In words.
    pub title: String,
    /// Id of the task or sample it is about.
    pub subject_id: String,
    /// Minutes it is thought to take.
    pub effort_minutes: i64,
}

/// Kinds of things to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// Begin a task whose predecessors are done.
    StartTask,
    /// Finish a task that is under way.
    FinishTask,
    /// Free a task that is blocked.
    UnblockTask,
    /// See to a sample that holds others up.
    ChaseSample,
}

/// The slot given to chance, and how probable its content was: with this,
/// what users do can be weighed without bias later.
#[derive(Debug, Clone, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Exploration {
    /// Position in the list.
    pub slot: usize,
    /// The feature in it.
    pub feature_id: &'static str,
    /// Probability with which it was drawn.
    pub propensity: f64,
}
