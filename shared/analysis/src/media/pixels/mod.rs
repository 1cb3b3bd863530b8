//! What the pixels of a picture say about it: blur, exposure, noise, colour,
//! and hashes to find it again.
//!
//! Pictures are first averaged down to 512 pixels on the long side, so that
//! figures of different cameras compare and 12 megapixels cost one pass. These
//! are detectors of technical faults, not judges of beauty.

use kernels::pixels::{Figures, measure};
pub use kernels::pixels::{LONG_SIDE, Picture, shrink};
use schemars::JsonSchema;
use serde::Serialize;
use wire::ToJson;

use super::hash::PerceptualHash;
use crate::Problem;

/// The shortest side that can be analysed.
pub const MIN_SIDE: u32 = 8;
/// The most pixels that can be analysed.
pub const MAX_PIXELS: u64 = 100_000_000;

/// The figures of one picture. Luma is that of BT.601, 0..255.
#[derive(Debug, Clone, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PixelReport {
    /// Width of the picture that was given.
    pub width: u32,
    /// Height of the picture that was given.
    pub height: u32,
    /// Width that was analysed.
    pub analysed_width: u32,
    /// Height that was analysed.
    pub analysed_height: u32,
    /// Mean squared Sobel gradient of luma (Krotkov's Tenengrad, no threshold).
    pub tenengrad: f64,
    /// Variance of the 4-neighbour Laplacian of luma.
    pub laplacian_variance: f64,
    /// The width of the blur, in analysed pixels: the deviation of the Gaussian
    /// that would make a step edge's gradient and Laplacian relate as measured.
    /// Absent where there is nothing to see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blur: Option<f64>,
    /// Brightness and clipping.
    #[serde(flatten)]
    pub light: Exposure,
    /// Deviation of the noise, in luma (Immerkær 1996). Fine texture adds to it.
    pub noise_sigma: f64,
    /// Colourfulness (Hasler & Süsstrunk 2003): from 0 for grey, 15 slightly,
    /// 33 moderately, 45 averagely, 59 quite, 82 highly to 109 extremely.
    pub colorfulness: f64,
    /// Difference hash: 9 × 8 areas of luma, a bit where it rises to the right.
    pub difference_hash: PerceptualHash,
    /// Cosine hash: of the 8 × 8 lowest frequencies of 32 × 32 areas, a bit
    /// where one is above their median.
    pub cosine_hash: PerceptualHash,
    /// Whether it is too flat for its hashes to tell it from others.
    pub low_information: bool,
    /// What to fill in of the picture's `GalleryAsset`.
    pub metadata: PixelMetadata,
}

/// How luma is spread, 0..255.
#[derive(Debug, Clone, Copy, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Exposure {
    /// Mean luma.
    pub luma_mean: f64,
    /// Deviation of luma.
    pub luma_deviation: f64,
    /// Share of the picture lost in black (luma ≤ 2), 0..1.
    pub clipped_low: f64,
    /// Share of the picture lost in white (luma ≥ 253), 0..1.
    pub clipped_high: f64,
}

/// The figures as a `GalleryAsset` has them.
#[derive(Debug, Clone, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PixelMetadata {
    /// 0 blurred, 1 crisp: `1 / (1 + (blur / 1.5)²)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sharpness: Option<f64>,
    /// 0 lost in black or white, 1 well exposed: from how light the darkest
    /// twentieth is and how dark the lightest.
    pub exposure: f64,
    /// 0 clean, 1 nothing but noise: `σ² / (σ² + 100)`.
    pub noise: f64,
    /// The cosine hash; absent where the picture is too flat to have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub perceptual_hash: Option<PerceptualHash>,
}

/// Analyses a picture given as rows of red, green, blue and alpha bytes, not
/// premultiplied, as a canvas gives them; it is seen on white.
pub fn analyze(rgba: &[u8], width: u32, height: u32) -> Result<PixelReport, Problem> {
    if width.min(height) < MIN_SIDE {
        let field = if width < height { "width" } else { "height" };
        return Err(Problem::invalid(field, format!("at least {MIN_SIDE} pixels are needed")));
    }
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_PIXELS {
        return Err(Problem::invalid("width", format!("at most {MAX_PIXELS} pixels are analysed")));
    }
    if rgba.len() as u64 != pixels * 4 {
        let reason = format!("{width} x {height} pixels are {} bytes", pixels * 4);
        return Err(Problem::invalid("rgba", format!("{reason}, not {}", rgba.len())));
    }
    let found = measure(rgba, width as usize, height as usize);
    let Figures { blur, noise_sigma, light, exposure, .. } = found;
    let cosine_hash = PerceptualHash(found.cosine_hash);
    let low_information = light.deviation < 2.0 || cosine_hash.is_flat();
    Ok(PixelReport {
        width,
        height,
        analysed_width: found.width as u32,
        analysed_height: found.height as u32,
        tenengrad: found.tenengrad,
        laplacian_variance: found.laplacian_variance,
        blur,
        light: Exposure {
            luma_mean: light.mean,
            luma_deviation: light.deviation,
            clipped_low: light.clipped_low,
            clipped_high: light.clipped_high,
        },
        noise_sigma,
        colorfulness: found.colorfulness,
        difference_hash: PerceptualHash(found.difference_hash),
        cosine_hash,
        low_information,
        metadata: PixelMetadata {
            sharpness: blur.map(|blur| 1.0 / (1.0 + (blur / 1.5) * (blur / 1.5))),
            exposure,
            noise: noise_sigma * noise_sigma / (noise_sigma * noise_sigma + 100.0),
            perceptual_hash: (!low_information).then_some(cosine_hash),
        },
    })
}
