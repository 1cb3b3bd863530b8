//! A sample: one garment or accessory on its way to the camera.

use limits::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use wire::{FromJson, ToJson};

use crate::Time;

/// Samples analysed at once.
pub const MAX_SAMPLES: usize = 50_000;
/// Characters of a name, an id, a family.
pub const MAX_TEXT: usize = 200;
/// Stand-ins one sample may name.
pub const MAX_SUBSTITUTES: usize = 50;
/// Minutes one sample may take in front of the camera: a day.
pub const MAX_SHOOT_MINUTES: u32 = 1440;
/// Minutes in front of the camera where the caller names none.
pub const DEFAULT_SHOOT_MINUTES: u32 = 20;
/// The category and set family of samples that name none.
pub const UNCATEGORISED: &str = "uncategorised";

/// Where a sample stands on its way.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, FromJson, Deserialize, ToJson, Serialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum SampleStatus {
    /// Requested, not sent yet.
    Awaiting,
    /// With the carrier.
    InTransit,
    /// In the house, not prepared.
    Received,
    /// Steamed, pinned, ready to go on set.
    Prepped,
    /// In front of the camera, or beside it.
    OnSet,
    /// In the can.
    Shot,
    /// Known to be late.
    Delayed,
    /// Sent back to where it came from.
    Returned,
    /// Nobody knows where.
    Lost,
}

impl SampleStatus {
    /// Ready for the camera, or done.
    pub const fn is_ready(self) -> bool {
        matches!(self, Self::OnSet | Self::Shot)
    }

    /// Can be shot now.
    pub const fn is_shootable(self) -> bool {
        matches!(self, Self::Prepped | Self::OnSet)
    }

    /// Not in the house.
    pub const fn is_outstanding(self) -> bool {
        matches!(
            self,
            Self::Awaiting | Self::InTransit | Self::Delayed | Self::Returned | Self::Lost
        )
    }

    /// How people say it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Awaiting => "awaiting",
            Self::InTransit => "in transit",
            Self::Received => "received",
            Self::Prepped => "prepped",
            Self::OnSet => "on set",
            Self::Shot => "shot",
            Self::Delayed => "delayed",
            Self::Returned => "returned",
            Self::Lost => "lost",
        }
    }
}

/// One sample as the caller describes it. Unknown fields are ignored, `null`
/// is the same as absent.
#[derive(Debug, Clone, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Sample {
    /// Unique in its list.
    #[garde(length(chars, min = 1, max = MAX_TEXT))]
    pub id: String,
    /// What people call it.
    #[garde(length(chars, max = MAX_TEXT))]
    pub name: Option<String>,
    /// Where it stands.
    #[garde(skip)]
    pub status: SampleStatus,
    /// Dress, shoe, bag …
    #[garde(length(chars, max = MAX_TEXT))]
    pub category: Option<String>,
    /// The campaign cannot do without it.
    #[garde(skip)]
    pub is_hero: Option<bool>,
    /// 1 is the highest.
    #[garde(range(min = 1, max = 1000))]
    pub priority: Option<u32>,
    /// The look it belongs to.
    #[garde(length(chars, max = MAX_TEXT))]
    pub look_id: Option<String>,
    /// When it is expected in the house.
    #[garde(skip)]
    pub eta_at: Option<Time>,
    /// When it must have been shot.
    #[garde(skip)]
    pub due_at: Option<Time>,
    /// Who sends it.
    #[garde(length(chars, max = MAX_TEXT))]
    pub supplier: Option<String>,
    /// Samples of one family are shot without a change-over; by default the
    /// category.
    #[garde(length(chars, max = MAX_TEXT))]
    pub set_family: Option<String>,
    /// Minutes in front of the camera, by default 20.
    #[garde(range(max = MAX_SHOOT_MINUTES))]
    pub shoot_minutes: Option<u32>,
    /// Samples that can stand in for it.
    #[serde(default, deserialize_with = "null_as_empty")]
    #[garde(length(max = MAX_SUBSTITUTES), inner(length(chars, max = MAX_TEXT)))]
    pub substitute_ids: Vec<String>,
}

impl Sample {
    /// Its name, or its id where it has none.
    pub fn label(&self) -> &str {
        given(self.name.as_deref()).unwrap_or(&self.id)
    }

    /// Whether the campaign cannot do without it.
    pub fn hero(&self) -> bool {
        self.is_hero == Some(true)
    }

    /// Its category, or [`UNCATEGORISED`].
    pub fn category(&self) -> &str {
        given(self.category.as_deref()).unwrap_or(UNCATEGORISED)
    }

    /// The family it is shot with: `setFamily`, else the category.
    pub fn family(&self) -> &str {
        given(self.set_family.as_deref()).unwrap_or_else(|| self.category())
    }

    /// The look it belongs to.
    pub fn look(&self) -> Option<&str> {
        given(self.look_id.as_deref())
    }

    /// Minutes in front of the camera.
    pub fn shoot_minutes(&self) -> i64 {
        i64::from(self.shoot_minutes.unwrap_or(DEFAULT_SHOOT_MINUTES))
    }

    /// When it is needed: its own due time, else the shoot's.
    pub fn needed_at(&self, shoot_at: Option<Time>) -> Option<Time> {
        self.due_at.or(shoot_at)
    }

    /// Ids of the samples that can stand in for it.
    pub fn substitutes(&self) -> impl Iterator<Item = &str> {
        let own = self.id.as_str();
        self.substitute_ids.iter().map(String::as_str).filter(move |id| *id != own)
    }
}

fn null_as_empty<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Option::deserialize(from).map(Option::unwrap_or_default)
}

fn given(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}
