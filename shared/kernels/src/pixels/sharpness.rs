//! How sharp and how noisy: three small kernels over luma.

use std::f64::consts::PI;

use super::plane::Plane;

pub(super) struct Edges {
    pub(super) tenengrad: f64,
    pub(super) laplacian_variance: f64,
}

/// Gradient and Laplacian, at every pixel that has eight neighbours.
pub(super) fn measure(luma: &Plane) -> Edges {
    let (mut gradients, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for rows in luma.inner_rows() {
        let mut row = [0.0_f32; 3];
        for [[a, b, c], [d, e, f], [g, h, i]] in windows(rows) {
            let gx = (c + 2.0 * f + i) - (a + 2.0 * d + g);
            let gy = (g + 2.0 * h + i) - (a + 2.0 * b + c);
            let laplacian = b + d + f + h - 4.0 * e;
            row =
                [row[0] + (gx * gx + gy * gy), row[1] + laplacian, row[2] + laplacian * laplacian];
        }
        gradients += f64::from(row[0]);
        sum += f64::from(row[1]);
        squares += f64::from(row[2]);
    }
    let n = ((luma.width - 2) * (luma.height - 2)) as f64;
    let (mean, tenengrad) = (sum / n, gradients / n);
    let laplacian_variance = (squares / n - mean * mean).max(0.0);
    Edges { tenengrad, laplacian_variance }
}

/// The blur of the edges. Along a step edge blurred by a Gaussian of deviation σ
/// the Sobel gradient is `8 g` and the Laplacian `g'` for the Gaussian `g`, and
/// `∫g² / ∫g'² = 2σ²`; contrast and the number of edges cancel out. Luma is
/// smoothed before, lest the rounding of bytes pass for detail, and the variance
/// that adds is taken off.
pub(super) fn blur(luma: &Plane) -> Option<f64> {
    let smooth = smoothed(luma);
    let edges = measure(&smooth);
    let seen = edges.tenengrad >= 1.0 && edges.laplacian_variance > 0.0;
    let variance = edges.tenengrad / edges.laplacian_variance / 128.0;
    seen.then(|| (variance - 0.5).max(0.0).sqrt())
}

/// By the binomial 1-2-1 both ways, whose variance is ½; two pixels smaller.
fn smoothed(luma: &Plane) -> Plane {
    let mut values = Vec::with_capacity(luma.values.len());
    for rows in luma.inner_rows() {
        values.extend(windows(rows).map(|[[a, b, c], [d, e, f], [g, h, i]]| {
            ((a + c + g + i) + 2.0 * (b + d + f + h) + 4.0 * e) / 16.0
        }));
    }
    Plane { width: luma.width - 2, height: luma.height - 2, values }
}

/// Immerkær 1996: `σ = √(π/2) / (6 (W−2) (H−2)) Σ |I ∗ N|`, where `N` is the
/// difference of two Laplacians and blind to edges that are straight.
pub(super) fn noise_sigma(luma: &Plane) -> f64 {
    let mut sum = 0.0;
    for rows in luma.inner_rows() {
        let mut row = 0.0_f32;
        for [[a, b, c], [d, e, f], [g, h, i]] in windows(rows) {
            row += ((a + c + g + i) - 2.0 * (b + d + f + h) + 4.0 * e).abs();
        }
        sum += f64::from(row);
    }
    (PI / 2.0).sqrt() * sum / (6 * (luma.width - 2) * (luma.height - 2)) as f64
}

/// All windows of 3 × 3 along three rows.
fn windows(rows: [&[f32]; 3]) -> impl Iterator<Item = [[f32; 3]; 3]> {
    let [above, here, below] = rows.map(threes);
    above.zip(here).zip(below).map(|((a, b), c)| [a, b, c])
}

fn threes(row: &[f32]) -> impl Iterator<Item = [f32; 3]> {
    row.windows(3).map(|window| window.try_into().unwrap_or_default())
}
