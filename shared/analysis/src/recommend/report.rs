//! What the recommendations answer.

use schemars::JsonSchema;
use serde::Serialize;

use super::request::Package;

/// At most this many are recommended.
pub const MOST: usize = 5;

/// Three to five recommendations, the best first; fewer where fewer exist.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecommendationsReport {
    /// The best first.
    pub recommendations: Vec<Recommendation>,
    /// What was not compared, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub excluded: Vec<Excluded>,
    /// How sure the first place is; absent without a second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stability: Option<Stability>,
}

/// One recommendation.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Recommendation {
    /// The thing itself.
    pub item: Item,
    /// 0..1.
    pub score: f64,
    /// Why, in numbers that can be checked.
    pub rationale: String,
    /// Where to go, or what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
}

/// What can be recommended.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Item {
    /// A package.
    Package(PackageItem),
    /// Something to do.
    Action(ActionItem),
    /// A part of the workspace.
    Feature(FeatureItem),
}

/// A package and how it meets each criterion.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PackageItem {
    /// The package as it was given.
    #[serde(flatten)]
    pub package: Package,
    /// How it meets each criterion that is known.
    pub criteria: Vec<CriterionScore>,
}

/// What a package scores on one criterion.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CriterionScore {
    /// Which criterion.
    pub criterion: Criterion,
    /// Its share of the score; the shares add up to 1.
    pub weight: f64,
    /// 0..1.
    pub score: f64,
}

/// What packages are compared on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Criterion {
    /// How much of the requirements it covers.
    Fit,
    /// Whether it stays within the budget.
    Budget,
    /// How much time is left after its lead time.
    Timeline,
    /// How surely it is accepted when offered.
    Popularity,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActionItem {
    /// What kind of thing.
    pub kind: ActionKind,
    /// The sample or task it is about.
    pub target_id: String,
    /// In words.
    pub title: String,
    /// Minutes of the plan that are at stake.
    pub minutes_at_stake: i64,
    /// Minutes it takes to do, as assumed for its kind.
    pub effort_minutes: i64,
}

/// What can be done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// Ask where a sample stays.
    ChaseSample,
    /// Replace a sample that is lost or was sent back.
    ReplaceSample,
    /// Prepare a sample that is in the house.
    PrepareSample,
    /// Begin a task that nothing keeps.
    StartTask,
    /// Free a task that is blocked.
    UnblockTask,
}

/// A part of the workspace.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FeatureItem {
    /// Its route.
    pub route: String,
    /// What people call it.
    pub name: String,
    /// Set where it was drawn to learn whether it is useful: the probability
    /// with which it was drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explored_with_propensity: Option<f64>,
}

/// What was not compared, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Excluded {
    /// Which.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// How sure the first place is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stability {
    /// First minus second score.
    pub margin: f64,
    /// The smallest change of one weight that makes the second first; absent
    /// where no weight of one criterion can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub swap: Option<Swap>,
}

/// A change of weight at which the first two change places.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Swap {
    /// Whose weight.
    pub criterion: Criterion,
    /// Its share of the score now.
    pub from: f64,
    /// Its share at which they are equal, the others keeping their proportions.
    pub to: f64,
}
