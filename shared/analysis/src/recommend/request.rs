//! What the recommendations are asked.

use limits::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Time;
use crate::events::event::Event;
use crate::logistics::{MAX_SAMPLES, Sample};

/// Characters of an id, a name, a requirement.
pub const MAX_TEXT: usize = 200;
/// Packages compared at once.
pub const MAX_PACKAGES: usize = 500;
/// Requirements, and things a package includes.
pub const MAX_REQUIREMENTS: usize = 50;
/// Uses of features that are looked back on.
pub const MAX_USES: usize = 2000;
/// The largest sum of money: what a JSON number holds exactly.
pub const MAX_MONEY: u64 = (1 << 53) - 1;
/// The largest seed: likewise.
pub const MAX_SEED: u64 = (1 << 53) - 1;

/// The request of the recommendations.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecommendationsInput {
    /// For whom: the caller, or anybody where the caller is an admin.
    #[garde(length(chars, min = 1, max = MAX_TEXT))]
    pub user_id: String,
    /// What to recommend.
    #[garde(skip)]
    pub recommendation_type: RecommendationType,
    /// What is known of the situation.
    #[garde(dive)]
    pub context: RecommendationContext,
}

/// What to recommend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecommendationType {
    /// Packages that fit a job.
    Packages,
    /// What to do next for samples and tasks.
    NextActions,
    /// Parts of the workspace to open next.
    Features,
}

/// What is known of the situation. Whatever is left out is loaded from the
/// caller's own data where there is such, and counts for nothing otherwise.
#[derive(Debug, Clone, Default, Deserialize, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct RecommendationContext {
    /// The route the user is on.
    #[garde(length(chars, max = MAX_TEXT))]
    pub current_page: Option<String>,
    /// The user's role, e.g. `producer`.
    #[garde(length(chars, max = MAX_TEXT))]
    pub user_role: Option<String>,
    /// What may be spent, in minor units of the currency.
    #[garde(range(max = MAX_MONEY))]
    pub budget: Option<u64>,
    /// ISO 4217; packages in other currencies are not compared.
    #[garde(length(chars, max = 3))]
    pub currency: Option<String>,
    /// How much time there is: `10 days`, `2 weeks`, `3 months`, a date, `asap`.
    #[garde(length(chars, max = MAX_TEXT))]
    pub timeline: Option<String>,
    /// What the job needs, in words.
    #[garde(length(max = MAX_REQUIREMENTS), inner(length(chars, max = MAX_TEXT)))]
    pub requirements: Vec<String>,
    /// The packages to choose from; where omitted, the catalogue.
    #[garde(length(max = MAX_PACKAGES), dive)]
    pub packages: Option<Vec<Package>>,
    /// The samples to act on; where omitted, the caller's own.
    #[garde(length(max = MAX_SAMPLES), dive)]
    pub sample_list: Option<Vec<Sample>>,
    /// The event to act on.
    #[garde(dive)]
    pub event: Option<Event>,
    /// When shooting starts.
    #[garde(skip)]
    pub shoot_at: Option<Time>,
    /// The moment to reckon from; where omitted, the present.
    #[garde(skip)]
    pub now: Option<Time>,
    /// What the user opened lately, oldest first; where omitted, the caller's
    /// own record.
    #[garde(length(max = MAX_USES), dive)]
    pub uses: Option<Vec<FeatureUse>>,
    /// Seed of the exploring slot.
    #[garde(range(max = MAX_SEED))]
    pub seed: Option<u64>,
}

/// A package: one service the house sells.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Package {
    /// Unique in its list.
    #[garde(length(chars, min = 1, max = MAX_TEXT))]
    pub id: String,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(chars, max = MAX_TEXT))]
    pub name: Option<String>,
    /// What kind of service.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(chars, max = MAX_TEXT))]
    pub category: Option<String>,
    /// What it is, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(chars, max = 5000))]
    pub description: Option<String>,
    /// In minor units of the currency.
    #[garde(range(max = MAX_MONEY))]
    pub price: u64,
    /// ISO 4217.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(chars, max = 3))]
    pub currency: Option<String>,
    /// What it includes.
    #[serde(default)]
    #[garde(length(max = MAX_REQUIREMENTS), inner(length(chars, max = MAX_TEXT)))]
    pub inclusions: Vec<String>,
    /// Days from booking to delivery.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(range(max = 3650))]
    pub lead_time_days: Option<u32>,
    /// Whether it can be booked; by default it can.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub available: Option<bool>,
    /// How often it was offered …
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub times_offered: Option<u32>,
    /// … and how often accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub times_accepted: Option<u32>,
}

impl Package {
    /// Its name, or its id where it has none.
    pub fn label(&self) -> &str {
        self.name.as_deref().filter(|name| !name.is_empty()).unwrap_or(&self.id)
    }
}

/// One opening of a part of the workspace.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FeatureUse {
    /// The route, e.g. `/logistics/samples`.
    #[garde(length(chars, max = 500))]
    pub route: String,
    /// When; the order of the list counts where it is absent.
    #[garde(skip)]
    pub at: Option<Time>,
}
