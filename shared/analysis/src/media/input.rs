//! What a gallery and its shot list look like on the wire.

use limits::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wire::{FromJson, ToJson};

use super::aspect::AspectRatio;
use super::color::Rgb;
use super::hash::PerceptualHash;
use crate::Time;

/// The most assets analysed at once.
pub const MAX_ASSETS: usize = 5_000;
/// The most shots analysed at once.
pub const MAX_SHOTS: usize = 2_000;
/// The most pictures all shots together may require.
pub const MAX_REQUIRED: usize = 5_000;
/// How many selects are made where nobody says.
pub const DEFAULT_SELECTS: u32 = 10;

/// What to analyse: a gallery, its shot list, and by what standard.
#[derive(Debug, Clone, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MediaInput {
    /// The pictures; where absent, the caller's own.
    #[garde(length(max = MAX_ASSETS), dive)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assets: Option<Vec<GalleryAsset>>,
    /// What should be photographed; where absent, the caller's own.
    #[garde(length(max = MAX_SHOTS), dive)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shot_list: Option<Vec<ShotItem>>,
    /// Which parts of the report to make.
    #[garde(skip)]
    pub analysis_type: AnalysisType,
    /// How many selects to make; 10 where absent.
    #[garde(range(min = 1, max = 200))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub select_count: Option<u32>,
    /// What pictures are held against.
    #[garde(dive)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<Brand>,
}

/// A part of the report, or all of it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, FromJson, Deserialize, ToJson, Serialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AnalysisType {
    /// A score per asset, and duplicates.
    Quality,
    /// Shots without enough pictures, and pictures without a shot.
    Missing,
    /// The best and most varied pictures, and duplicates.
    Selects,
    /// Everything.
    All,
}

impl AnalysisType {
    /// Whether a shot list is looked at.
    pub const fn needs_shots(self) -> bool {
        matches!(self, Self::Missing | Self::All)
    }
}

/// A picture, with whatever is known of it.
#[derive(Debug, Clone, Default, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GalleryAsset {
    /// Its id, unique in the gallery.
    #[garde(length(min = 1, max = 200))]
    pub id: String,
    /// Its name or file name.
    #[garde(length(max = 300))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where it can be seen.
    #[garde(length(max = 2000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Width in pixels.
    #[garde(range(min = 1, max = 1_000_000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Height in pixels.
    #[garde(range(min = 1, max = 1_000_000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// How sharp: 0 blurred, 1 crisp.
    #[garde(range(min = 0.0, max = 1.0))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sharpness: Option<f64>,
    /// How well exposed: 0 lost in black or white, 1 well.
    #[garde(range(min = 0.0, max = 1.0))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exposure: Option<f64>,
    /// How noisy: 0 clean, 1 nothing but noise.
    #[garde(range(min = 0.0, max = 1.0))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub noise: Option<f64>,
    /// How well composed: 0..1.
    #[garde(range(min = 0.0, max = 1.0))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub composition: Option<f64>,
    /// How well it fits the brand, as somebody judged: 0..1.
    #[garde(range(min = 0.0, max = 1.0))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand_match: Option<f64>,
    /// Its main colours.
    #[garde(length(max = 32))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub palette: Option<Vec<Rgb>>,
    /// What it shows.
    #[garde(length(max = 50), inner(length(max = 100)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// The look it shows.
    #[garde(length(max = 200))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub look_id: Option<String>,
    /// The article it shows.
    #[garde(length(max = 200))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// The shot it was taken for.
    #[garde(length(max = 200))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shot_id: Option<String>,
    /// From where, e.g. `front`.
    #[garde(length(max = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub angle: Option<String>,
    /// What kind of thing it shows, e.g. `dress`.
    #[garde(length(max = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// When it was taken.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub captured_at: Option<Time>,
    /// What was decided about it; pending where absent.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<AssetStatus>,
    /// 64 bits, near for pictures that look alike.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub perceptual_hash: Option<PerceptualHash>,
}

/// What was decided about a picture.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, FromJson, Deserialize, ToJson, Serialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AssetStatus {
    /// Nobody decided yet.
    Pending,
    /// It may be used.
    Approved,
    /// It may not, and satisfies no shot.
    Rejected,
}

/// A picture that should be taken.
#[derive(Debug, Clone, Default, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ShotItem {
    /// Its id, unique in the list.
    #[garde(length(min = 1, max = 200))]
    pub id: String,
    /// What it is called.
    #[garde(length(max = 300))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The look to show.
    #[garde(length(max = 200))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub look_id: Option<String>,
    /// The article to show.
    #[garde(length(max = 200))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// From where, e.g. `front`.
    #[garde(length(max = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub angle: Option<String>,
    /// What kind of thing to show.
    #[garde(length(max = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// How many pictures it takes; 1 where absent. All shots together at most
    /// 5,000.
    #[garde(range(min = 0, max = 1000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<u32>,
    /// Whether the campaign hangs on it.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_hero: Option<bool>,
    /// 1 is the highest.
    #[garde(range(min = 1, max = 1000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<u32>,
    /// When it must be there.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Time>,
}

/// What a brand asks of its pictures.
#[derive(Debug, Clone, Default, FromJson, Deserialize, ToJson, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Brand {
    /// Its colours.
    #[garde(length(max = 32))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub palette: Option<Vec<Rgb>>,
    /// The least width, in pixels.
    #[garde(range(min = 1, max = 100_000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_width: Option<u32>,
    /// The least height, in pixels.
    #[garde(range(min = 1, max = 100_000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_height: Option<u32>,
    /// The shapes it uses, width to height, e.g. `4:5`.
    #[garde(length(max = 16))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aspect_ratios: Option<Vec<AspectRatio>>,
}

impl ShotItem {
    /// How many pictures it takes.
    pub fn wanted(&self) -> usize {
        self.required.unwrap_or(1) as usize
    }
}

impl GalleryAsset {
    /// Whether it was turned down.
    pub fn is_rejected(&self) -> bool {
        self.status == Some(AssetStatus::Rejected)
    }
}
