//! Each metric against its formula, written out plainly in f64.

use analysis::media::pixels::{analyze, shrink};
use analysis::rng::Rng;
use proptest::prelude::*;

use crate::scene::Scene;

struct Grey {
    width: usize,
    height: usize,
    luma: Vec<f64>,
}

impl Grey {
    fn of(rgb: &[u8], width: usize, height: usize) -> Self {
        let luma = rgb
            .chunks(3)
            .map(|p| 0.299 * f64::from(p[0]) + 0.587 * f64::from(p[1]) + 0.114 * f64::from(p[2]));
        Self { width, height, luma: luma.collect() }
    }

    /// The kernel at every pixel with eight neighbours.
    fn convolve(&self, kernel: [[f64; 3]; 3]) -> Vec<f64> {
        let mut out = Vec::new();
        for y in 1..self.height - 1 {
            for x in 1..self.width - 1 {
                let mut sum = 0.0;
                for (dy, row) in kernel.iter().enumerate() {
                    for (dx, weight) in row.iter().enumerate() {
                        sum += weight * self.luma[(y + dy - 1) * self.width + x + dx - 1];
                    }
                }
                out.push(sum);
            }
        }
        out
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64]) -> f64 {
    let mean = mean(values);
    values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / values.len() as f64
}

fn same(found: f64, expected: f64, what: &str) {
    assert!(
        (found - expected).abs() <= 2e-4 * expected.abs().max(1e-3),
        "{what}: {found} for {expected}"
    );
}

#[test]
fn the_metrics_are_what_their_formulas_say() {
    for seed in 0..3 {
        let (width, height) = (120 + 31 * seed as usize, 90 + 17 * seed as usize);
        let rgba = Scene::of(seed, width, height).noisy(3.0, seed).rgba();
        let report = analyze(&rgba, width as u32, height as u32).expect("a picture");
        let rgb: Vec<u8> = rgba.chunks(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
        let grey = Grey::of(&rgb, width, height);

        let gx = grey.convolve([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]]);
        let gy = grey.convolve([[-1.0, -2.0, -1.0], [0.0; 3], [1.0, 2.0, 1.0]]);
        let squares: Vec<f64> = gx.iter().zip(&gy).map(|(x, y)| x * x + y * y).collect();
        same(report.tenengrad, mean(&squares), "tenengrad");
        let laplacian = grey.convolve([[0.0, 1.0, 0.0], [1.0, -4.0, 1.0], [0.0, 1.0, 0.0]]);
        same(report.laplacian_variance, variance(&laplacian), "laplacian variance");
        let noise = grey.convolve([[1.0, -2.0, 1.0], [-2.0, 4.0, -2.0], [1.0, -2.0, 1.0]]);
        let total: f64 = noise.iter().map(|v| v.abs()).sum();
        let inner = ((width - 2) * (height - 2)) as f64;
        same(
            report.noise_sigma,
            (std::f64::consts::FRAC_PI_2).sqrt() * total / (6.0 * inner),
            "noise",
        );

        same(report.light.luma_mean, mean(&grey.luma), "mean");
        same(report.light.luma_deviation, variance(&grey.luma).sqrt(), "deviation");
        let share = |lost: &dyn Fn(f64) -> bool| {
            grey.luma.iter().filter(|&&v| lost(v)).count() as f64 / grey.luma.len() as f64
        };
        same(report.light.clipped_low, share(&|v| v <= 2.0), "black");
        same(report.light.clipped_high, share(&|v| v >= 253.0), "white");

        let axis = |f: &dyn Fn(f64, f64, f64) -> f64| -> Vec<f64> {
            rgb.chunks(3).map(|p| f(p[0].into(), p[1].into(), p[2].into())).collect()
        };
        let rg = axis(&|r, g, _| r - g);
        let yb = axis(&|r, g, b| 0.5 * (r + g) - b);
        let colorfulness = (variance(&rg) + variance(&yb)).sqrt()
            + 0.3 * (mean(&rg) * mean(&rg) + mean(&yb) * mean(&yb)).sqrt();
        same(report.colorfulness, colorfulness, "colourfulness");
    }
}

#[test]
fn noise_of_a_known_deviation_is_measured() {
    for sigma in [3.0, 10.0, 20.0] {
        let flat = Scene { width: 200, height: 200, pixels: vec![[128.0; 3]; 40_000] };
        let found = analyze(&flat.noisy(sigma, 5).rgba(), 200, 200).expect("a picture").noise_sigma;
        // Luma of three independent channels: the root of the weights' squares.
        let expected = sigma * (0.299_f64 * 0.299 + 0.587 * 0.587 + 0.114 * 0.114).sqrt();
        assert!((found / expected - 1.0).abs() < 0.03, "{found} for {expected}");
    }
}

#[test]
fn the_width_of_a_blur_is_measured_on_a_step() {
    for sigma in [1.0, 1.5, 2.5, 4.0] {
        let edge = |i: usize| if i % 400 < 200 { [40.0; 3] } else { [210.0; 3] };
        let step = Scene { width: 400, height: 40, pixels: (0..16_000).map(edge).collect() };
        let found = analyze(&step.blurred(sigma).rgba(), 400, 40).expect("a picture").blur;
        // A pixel and a Sobel kernel have a width of their own.
        let off = found.expect("an edge") / sigma;
        assert!((0.95..1.25).contains(&off), "{found:?} for {sigma}");
    }
}

/// The mean over the area of each target pixel, by shares of source pixels.
fn average(
    rgba: &[u8],
    (width, height): (usize, usize),
    (to_width, to_height): (usize, usize),
) -> Vec<f64> {
    let overlap = |from: usize, to: usize, scale: f64| {
        ((from + 1) as f64).min((to + 1) as f64 * scale) - (from as f64).max(to as f64 * scale)
    };
    let (sx, sy) = (width as f64 / to_width as f64, height as f64 / to_height as f64);
    let mut out = Vec::new();
    for ty in 0..to_height {
        for tx in 0..to_width {
            let mut sums = [0.0; 3];
            for y in (ty as f64 * sy) as usize..(((ty + 1) as f64 * sy).ceil() as usize).min(height)
            {
                for x in
                    (tx as f64 * sx) as usize..(((tx + 1) as f64 * sx).ceil() as usize).min(width)
                {
                    let share = overlap(x, tx, sx).max(0.0) * overlap(y, ty, sy).max(0.0) / sx / sy;
                    (0..3)
                        .for_each(|c| sums[c] += share * f64::from(rgba[(y * width + x) * 4 + c]));
                }
            }
            out.extend(sums);
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shrinking_averages_by_area(width in 513..1400_usize, height in 9..40_usize, turn: bool, seed: u64) {
        let (width, height) = if turn { (height, width) } else { (width, height) };
        let mut rng = Rng::new(seed);
        let rgba: Vec<u8> = (0..width * height)
            .flat_map(|_| { let [a, b, c, ..] = rng.bits().to_le_bytes(); [a, b, c, 255] })
            .collect();
        let small = shrink(&rgba, width, height);
        prop_assert_eq!(small.width.max(small.height), 512);
        let expected = average(&rgba, (width, height), (small.width, small.height));
        for (found, expected) in small.rgb.iter().zip(expected) {
            prop_assert!((f64::from(*found) - expected).abs() <= 0.5 + 1e-6);
        }
    }
}

#[test]
fn a_wide_white_picture_stays_white() {
    // 16-bit lanes are filled to the brim.
    let rgba = vec![255; 60_000 * 8 * 4];
    let small = shrink(&rgba, 60_000, 8);
    assert!(small.rgb.iter().all(|&v| v == 255));
    assert_eq!((small.width, small.height), (512, 1));
}
