//! Recommendations: packages, next actions and features.

mod actions;
mod criteria;
mod features;
mod packages;
mod report;
mod request;
mod timeline;
mod wilson;
mod workspace;

pub use actions::next_actions;
pub use features::features;
pub use packages::packages;
pub use report::{
    ActionItem, ActionKind, Criterion, CriterionScore, Excluded, FeatureItem, Item, MOST,
    PackageItem, Recommendation, RecommendationsReport, Stability, Swap,
};
pub use request::{
    FeatureUse, MAX_MONEY, MAX_PACKAGES, MAX_REQUIREMENTS, MAX_SEED, MAX_TEXT, MAX_USES, Package,
    RecommendationContext, RecommendationType, RecommendationsInput,
};
pub use wilson::wilson_lower_bound;
