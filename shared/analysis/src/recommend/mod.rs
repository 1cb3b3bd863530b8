//! Recommendations: packages, next actions and features, each with its score
//! and a reason whose numbers can be worked out again.
//!
//! What they are made from is given apart from the request ([`Material`]),
//! because it comes from the request or from the caller's own rows.

mod actions;
mod features;
mod input;
mod packages;
mod report;

pub use features::{FEATURES, Feature};
pub use input::{
    Context, FeatureUse, MAX_FEATURE_USES, MAX_PACKAGES, MAX_REQUIREMENTS, Package,
    RecommendationType, RecommendationsInput,
};
pub use packages::wilson_lower_bound;
pub use report::{
    ActionKind, Criterion, Exclusion, Exploration, Item, NextAction, Recommendation,
    Recommendations, Stability,
};

use crate::events::{Event, Zone};
use crate::logistics::Sample;
use crate::{Problem, Time};

/// Fewest recommendations, where that many exist.
pub const FEWEST: usize = 3;
/// Most recommendations.
pub const MOST: usize = 5;
/// From the fourth on, one must reach this part of the first one's score.
const WORTH_MENTIONING: f64 = 0.5;

/// What recommendations are made from; what the kind asked for does not need
/// may be empty.
#[derive(Debug, Clone, Copy, Default)]
pub struct Material<'a> {
    /// The catalogue.
    pub packages: &'a [Package],
    /// The caller's samples.
    pub samples: &'a [Sample],
    /// The caller's event and its time zone.
    pub event: Option<(&'a Event, &'a Zone)>,
    /// What the caller used before, in any order.
    pub uses: &'a [FeatureUse],
}

/// Recommends what `input` asks for, reckoning from `now`. `seed` draws the
/// one feature that is offered to learn something.
///
/// # Errors
/// [`Problem::TooMany`] above [`MAX_PACKAGES`] or [`MAX_FEATURE_USES`],
/// [`Problem::Invalid`] for a package id used twice or acceptances above
/// offers, and what the analyses of samples and event refuse.
pub fn recommend(
    input: &RecommendationsInput,
    material: &Material<'_>,
    now: Time,
    seed: u64,
) -> Result<Recommendations, Problem> {
    match input.recommendation_type {
        RecommendationType::Packages => packages::packages(&input.context, material.packages, now),
        RecommendationType::NextActions => actions::next_actions(&input.context, material, now),
        RecommendationType::Features => {
            features::features(&input.context, material.uses, now, seed)
        }
    }
}

/// The same without what is for those who weigh them: how stable the order of
/// packages is, and the feature that is drawn to learn something.
///
/// # Errors
/// As [`recommend`].
pub fn recommend_plainly(
    input: &RecommendationsInput,
    material: &Material<'_>,
    now: Time,
) -> Result<Recommendations, Problem> {
    match input.recommendation_type {
        RecommendationType::Packages => packages::plainly(&input.context, material.packages, now),
        RecommendationType::NextActions => actions::next_actions(&input.context, material, now),
        RecommendationType::Features => features::plainly(&input.context, material.uses, now),
    }
}

/// How many of these scores, best first, are shown.
fn shown(scores: &[f64]) -> usize {
    let least = scores.first().map_or(0.0, |first| first * WORTH_MENTIONING);
    let worth = scores.iter().take(MOST).filter(|score| **score >= least).count();
    worth.max(FEWEST).min(scores.len())
}
