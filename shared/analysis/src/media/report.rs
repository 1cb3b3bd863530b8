//! What the analyses answer.

use schemars::JsonSchema;
use serde::Serialize;
use wire::ToJson;

use super::input::GalleryAsset;

/// The parts that were asked for.
#[derive(Debug, Clone, Default, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MediaReport {
    /// A score for each asset, in the gallery's order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quality_scores: Option<Vec<QualityScore>>,
    /// Shots without enough pictures, the most pressing first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing_shots: Option<Vec<MissingShot>>,
    /// The pictures to show, the most worthwhile first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selects: Option<Vec<Select>>,
    /// Ids of pictures that show the same, the best first; nothing is deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicates: Option<Vec<Vec<String>>>,
    /// Ids of pictures that fit no shot of the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unplanned: Option<Vec<String>>,
}

/// How good a picture is, by what is known of it.
#[derive(Debug, Clone, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QualityScore {
    /// The asset.
    pub asset_id: String,
    /// `100 (0.5 technical + 0.3 composition + 0.2 brand)`, the weights of what
    /// is not known left out; null where nothing is known.
    pub score: Option<f64>,
    /// What it is made of.
    pub factors: Factors,
    /// Share of the weight that was known, 0..1: half a factor known counts
    /// half.
    pub coverage: f64,
}

/// The factors of a score; null where nothing is known.
#[derive(Debug, Clone, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Factors {
    /// How it was taken.
    pub technical: Option<Technical>,
    /// How it is composed, 0..1, as given.
    pub composition: Option<f64>,
    /// How it fits the brand.
    pub brand: Option<BrandFit>,
}

/// How a picture was taken; each part 0..1, 1 best.
#[derive(Debug, Clone, Default, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Technical {
    /// The geometric mean of the parts known, so that one fatal fault shows.
    pub score: f64,
    /// 1 at the size required, 0 at half of it, linear in the logarithm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<f64>,
    /// As given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sharpness: Option<f64>,
    /// As given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exposure: Option<f64>,
    /// 1 less the noise given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cleanness: Option<f64>,
}

/// How a picture fits the brand; each part 0..1, 1 best.
#[derive(Debug, Clone, Default, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BrandFit {
    /// The mean of the parts known.
    pub score: f64,
    /// As somebody judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand_match: Option<f64>,
    /// 1 at a palette distance of up to 2, 0 from 30, linear between.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub palette: Option<f64>,
    /// ΔE2000 from each of its colours to the brand's nearest, averaged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub palette_distance: Option<f64>,
    /// 1 within a hundredth of one of the brand's shapes, 0 a quarter off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aspect_ratio: Option<f64>,
}

/// How much a missing shot matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Most.
    Critical,
    /// Much.
    High,
    /// As any shot does.
    Medium,
    /// Little: some of it is there.
    Low,
}

/// A shot without enough pictures.
#[derive(Debug, Clone, PartialEq, Eq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MissingShot {
    /// The shot.
    pub shot_id: String,
    /// Its name, or its id.
    pub name: String,
    /// How many pictures it takes.
    pub required: usize,
    /// How many it has, when pictures are shared out as well as they can be.
    pub captured: usize,
    /// How many it lacks.
    pub missing: usize,
    /// 1, +2 for a hero, +1 for priority 1, +2 overdue or +1 due within a day,
    /// −1 where some are there; 3 is critical, 2 high, 1 medium.
    pub severity: Severity,
    /// Ids of pictures that might do, the likeliest first: they fit and serve
    /// another shot, or fit too little to count.
    pub candidates: Vec<String>,
    /// What stands in the way.
    pub reason: String,
}

/// A picture to show.
#[derive(Debug, Clone, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Select {
    /// The picture.
    #[serde(flatten)]
    pub asset: GalleryAsset,
    /// Why it was chosen.
    pub rationale: String,
    /// What it adds to the selection's worth (0..1 in all) after those before
    /// it.
    pub gain: f64,
}
