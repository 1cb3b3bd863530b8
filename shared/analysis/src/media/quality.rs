//! How good a picture is, by what is known of it. What is not known lowers the
//! coverage, never the score.

use super::color::{Lab, Rgb, palette_distance};
use super::input::{Brand, GalleryAsset};
use super::report::{BrandFit, Factors, QualityScore, Technical};

/// Weights of the technical factor, composition and brand.
const WEIGHTS: [f64; 3] = [0.5, 0.3, 0.2];
/// The short side a picture should have where the brand asks for nothing.
const SHORT_SIDE: u32 = 2048;
/// A palette distance nobody sees.
const UNSEEN: f64 = 2.0;
/// A palette distance that is another colour.
const ANOTHER: f64 = 30.0;

/// How far palettes lie apart; none where one is empty.
type Distance = fn(&[Lab], &[Lab]) -> Option<f64>;

/// What pictures are held against, made ready once.
#[derive(Debug, Default)]
pub struct Standard<'a> {
    brand: Option<&'a Brand>,
    palette: Vec<Lab>,
    /// None where no brand is held against them: a function without brands need
    /// not carry the geometry of colours.
    distance: Option<Distance>,
}

impl<'a> Standard<'a> {
    /// From what the brand asks, if it asks anything.
    pub fn new(brand: Option<&'a Brand>) -> Self {
        let palette = brand.and_then(|brand| brand.palette.as_deref()).unwrap_or_default();
        Self { brand, palette: labs(palette), distance: Some(palette_distance) }
    }

    /// The score of one picture.
    pub fn score(&self, asset: &GalleryAsset) -> QualityScore {
        let (technical, technical_known) = self.technical(asset);
        let (brand, brand_known) = self.fit(asset);
        let known = [technical_known, f64::from(asset.composition.is_some()), brand_known];
        let values = [
            technical.as_ref().map(|t| t.score),
            asset.composition,
            brand.as_ref().map(|b| b.score),
        ];
        let (mut sum, mut weight, mut coverage) = (0.0, 0.0, 0.0);
        for ((value, share), known) in values.into_iter().zip(WEIGHTS).zip(known) {
            coverage += share * known;
            if let Some(value) = value {
                sum += share * value;
                weight += share;
            }
        }
        QualityScore {
            asset_id: asset.id.clone(),
            score: (weight > 0.0).then(|| libm::round(1000.0 * sum / weight) / 10.0),
            factors: Factors { technical, composition: asset.composition, brand },
            coverage: thousandths(coverage),
        }
    }

    fn technical(&self, asset: &GalleryAsset) -> (Option<Technical>, f64) {
        let resolution = asset.width.zip(asset.height).map(|(w, h)| self.resolution(w, h));
        let cleanness = asset.noise.map(|noise| 1.0 - noise);
        let parts = [resolution, asset.sharpness, asset.exposure, cleanness];
        let known = parts.iter().flatten().count();
        if known == 0 {
            return (None, 0.0);
        }
        let product: f64 = parts.iter().flatten().product();
        let score = thousandths(libm::pow(product, 1.0 / known as f64));
        let (sharpness, exposure) = (asset.sharpness, asset.exposure);
        let resolution = resolution.map(thousandths);
        let cleanness = cleanness.map(thousandths);
        (Some(Technical { score, resolution, sharpness, exposure, cleanness }), known as f64 / 4.0)
    }

    /// `clamp(1 + log2(side / required))` of the side that falls shortest.
    fn resolution(&self, width: u32, height: u32) -> f64 {
        let wanted = self.brand.map(|brand| (brand.min_width, brand.min_height));
        let of = |side: u32, wanted: u32| f64::from(side) / f64::from(wanted);
        let ratio = match wanted {
            Some((Some(w), Some(h))) => of(width, w).min(of(height, h)),
            Some((Some(w), None)) => of(width, w),
            Some((None, Some(h))) => of(height, h),
            _ => of(width.min(height), SHORT_SIDE),
        };
        (1.0 + libm::log2(ratio)).clamp(0.0, 1.0)
    }

    /// Only what the brand says counts as unknown where the picture does not.
    fn fit(&self, asset: &GalleryAsset) -> (Option<BrandFit>, f64) {
        let colors = labs(asset.palette.as_deref().unwrap_or_default());
        let palette_distance = self.distance.and_then(|of| of(&colors, &self.palette));
        let palette =
            palette_distance.map(|d| (1.0 - (d - UNSEEN) / (ANOTHER - UNSEEN)).clamp(0.0, 1.0));
        let shapes =
            self.brand.and_then(|brand| brand.aspect_ratios.as_deref()).unwrap_or_default();
        let aspect_ratio = asset.width.zip(asset.height).and_then(|(width, height)| {
            shapes.iter().map(|shape| shape.nearness(width, height)).max_by(f64::total_cmp)
        });
        let parts = [asset.brand_match, palette, aspect_ratio];
        let known = parts.iter().flatten().count();
        if known == 0 {
            return (None, 0.0);
        }
        let asked = usize::from(asset.brand_match.is_some())
            + usize::from(!self.palette.is_empty())
            + usize::from(!shapes.is_empty());
        let fit = BrandFit {
            score: thousandths(parts.iter().flatten().sum::<f64>() / known as f64),
            brand_match: asset.brand_match,
            palette: palette.map(thousandths),
            palette_distance: palette_distance.map(thousandths),
            aspect_ratio: aspect_ratio.map(thousandths),
        };
        (Some(fit), known as f64 / asked as f64)
    }
}

/// A palette as the eye sees it.
pub(super) fn labs(palette: &[Rgb]) -> Vec<Lab> {
    palette.iter().map(|color| color.lab()).collect()
}

fn thousandths(value: f64) -> f64 {
    libm::round(value * 1000.0) / 1000.0
}
