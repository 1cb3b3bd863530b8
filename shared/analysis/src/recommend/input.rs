//! What a caller may ask recommendations for.

use limits::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wire::{FromJson, ToJson};

use crate::Time;
use crate::events::Event;
use crate::logistics::{MAX_SAMPLES, Sample};

/// Packages that are compared at once.
pub const MAX_PACKAGES: usize = 500;
/// Requirements a caller may name.
pub const MAX_REQUIREMENTS: usize = 50;
/// Uses of features that are looked at.
pub const MAX_FEATURE_USES: usize = 5000;
const MAX_TEXT: usize = 200;
const MAX_DESCRIPTION: usize = 4000;
const MAX_INCLUSIONS: usize = 100;
/// Largest amount of money, in minor units: sums stay exact in JavaScript too.
const MAX_MONEY: i64 = 1_000_000_000_000;

/// What to recommend.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, FromJson, Deserialize, ToJson, Serialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RecommendationType {
    /// Services to book.
    Packages,
    /// What to do next.
    NextActions,
    /// Parts of the product to try.
    Features,
}

/// The request for recommendations.
#[derive(Debug, Clone, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecommendationsInput {
    /// For whom: the caller, or anybody where the caller is an admin.
    #[garde(length(chars, min = 1, max = MAX_TEXT))]
    pub user_id: String,
    /// What to recommend.
    #[garde(skip)]
    pub recommendation_type: RecommendationType,
    /// What is known of the situation.
    #[serde(default)]
    #[garde(dive)]
    pub context: Context,
}

/// What is known of the situation; whatever is missing is left out of the
/// reckoning. Unknown fields are ignored.
#[derive(Debug, Clone, Default, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct Context {
    /// Route of the page the caller is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(chars, max = 500))]
    pub current_page: Option<String>,
    /// Producer, stylist, photographer …
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(chars, max = MAX_TEXT))]
    pub user_role: Option<String>,
    /// To spend, in minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(range(min = 0, max = MAX_MONEY))]
    pub budget: Option<i64>,
    /// ISO 4217 code of the budget.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(chars, min = 3, max = 3))]
    pub currency: Option<String>,
    /// When it has to be there: `10 days`, `2 weeks`, `asap` or a date.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(chars, max = MAX_TEXT))]
    pub timeline: Option<String>,
    /// What a package should include.
    #[garde(length(max = MAX_REQUIREMENTS), inner(length(chars, max = MAX_TEXT)))]
    pub requirements: Vec<String>,
    /// The catalogue; where omitted, the house's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(max = MAX_PACKAGES), dive)]
    pub packages: Option<Vec<Package>>,
    /// The samples; where omitted, the caller's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(max = MAX_SAMPLES), dive)]
    pub sample_list: Option<Vec<Sample>>,
    /// The event.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub event: Option<Event>,
    /// Which of the caller's events, where none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(chars, max = MAX_TEXT))]
    pub event_id: Option<String>,
    /// When shooting starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub shoot_at: Option<Time>,
    /// What was used before; where omitted, what the caller used.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(max = MAX_FEATURE_USES), dive)]
    pub feature_uses: Option<Vec<FeatureUse>>,
}

/// One service of the catalogue. Unknown fields are ignored.
#[derive(
    Debug, Clone, PartialEq, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub struct Package {
    /// Unique in the catalogue.
    #[garde(length(chars, min = 1, max = MAX_TEXT))]
    pub id: String,
    /// What people call it.
    #[garde(length(chars, max = MAX_TEXT))]
    pub name: String,
    /// Its kind; popularity is estimated within it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(chars, max = MAX_TEXT))]
    pub category: Option<String>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(chars, max = MAX_DESCRIPTION))]
    pub description: Option<String>,
    /// In minor units of the currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(range(min = 0, max = MAX_MONEY))]
    pub price: Option<i64>,
    /// ISO 4217 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(chars, min = 3, max = 3))]
    pub currency: Option<String>,
    /// What it contains.
    #[serde(default)]
    #[garde(length(max = MAX_INCLUSIONS), inner(length(chars, max = MAX_TEXT)))]
    pub inclusions: Vec<String>,
    /// Days from booking to delivery.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(range(max = 3650))]
    pub lead_time_days: Option<u32>,
    /// Whether it can be booked; absent: it can.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub available: Option<bool>,
    /// How often it was offered.
    #[serde(default)]
    #[garde(skip)]
    pub times_offered: u32,
    /// How often it was taken.
    #[serde(default)]
    #[garde(skip)]
    pub times_accepted: u32,
}

/// One use of a feature.
#[derive(
    Debug, Clone, PartialEq, Eq, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub struct FeatureUse {
    /// Id of the feature, or the route it was reached by.
    #[garde(length(chars, max = 500))]
    pub feature: String,
    /// When.
    #[garde(skip)]
    pub at: Time,
    /// Set where it had been recommended: whether the caller took it up.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub accepted: Option<bool>,
}
