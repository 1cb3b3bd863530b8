//! What the pixels of a picture say about it: blur, exposure, noise, colour,
//! and hashes to find it again.

mod downscale;
mod exposure;
mod hashes;
mod plane;
mod sharpness;

pub use downscale::{LONG_SIDE, Picture, shrink};
pub use exposure::Exposure;

/// The figures of one picture, averaged down first. Luma is that of BT.601,
/// 0..255.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Width that was measured.
    pub width: usize,
    /// Height that was measured.
    pub height: usize,
    /// Mean squared Sobel gradient of luma (Krotkov's Tenengrad, no threshold).
    pub tenengrad: f64,
    /// Variance of the 4-neighbour Laplacian of luma.
    pub laplacian_variance: f64,
    /// Deviation of the Gaussian that blurs the edges, in measured pixels; absent
    /// where there are none.
    pub blur: Option<f64>,
    /// How luma is spread.
    pub light: Exposure,
    /// How well exposed, 0..1.
    pub exposure: f64,
    /// Deviation of the noise, in luma (Immerkær 1996).
    pub noise_sigma: f64,
    /// Colourfulness (Hasler & Süsstrunk 2003).
    pub colorfulness: f64,
    /// 9 × 8 areas of luma, a bit where it rises to the right.
    pub difference_hash: u64,
    /// Of the 8 × 8 lowest frequencies of 32 × 32 areas, a bit where one is above
    /// their median.
    pub cosine_hash: u64,
}

/// Measures a picture of `width * height` pixels, eight or more each way, given
/// as rows of red, green, blue and alpha bytes, not premultiplied.
#[inline(never)]
pub fn measure(rgba: &[u8], width: usize, height: usize) -> Figures {
    let picture = shrink(rgba, width, height);
    let luma = picture.luma();
    let edges = sharpness::measure(&luma);
    Figures {
        width: picture.width,
        height: picture.height,
        tenengrad: edges.tenengrad,
        laplacian_variance: edges.laplacian_variance,
        blur: sharpness::blur(&luma),
        light: exposure::measure(&luma),
        exposure: exposure::quality(&luma),
        noise_sigma: sharpness::noise_sigma(&luma),
        colorfulness: picture.colorfulness(),
        difference_hash: hashes::difference(&luma),
        cosine_hash: hashes::cosine(&luma),
    }
}
