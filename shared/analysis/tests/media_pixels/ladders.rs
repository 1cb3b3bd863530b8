//! More of a fault never reads as less of it.

use analysis::media::pixels::{PixelReport, analyze};

use crate::scene::Scene;

const SIZES: [(usize, usize); 3] = [(200, 150), (140, 220), (560, 180)];

fn report(scene: &Scene) -> PixelReport {
    analyze(&scene.rgba(), scene.width as u32, scene.height as u32).expect("a picture")
}

/// Reports up a ladder of faults, for several scenes.
fn climb(steps: &[f64], fault: impl Fn(&Scene, f64) -> Scene, check: impl Fn(&[PixelReport])) {
    for seed in 0..3 {
        let (width, height) = SIZES[seed as usize % 3];
        let scene = Scene::of(seed, width, height);
        let reports: Vec<PixelReport> =
            steps.iter().map(|&step| report(&fault(&scene, step))).collect();
        check(&reports);
    }
}

fn falls(reports: &[PixelReport], what: &str, of: impl Fn(&PixelReport) -> f64) {
    let values: Vec<f64> = reports.iter().map(of).collect();
    assert!(values.windows(2).all(|pair| pair[1] < pair[0]), "{what}: {values:?}");
}

fn rises(reports: &[PixelReport], what: &str, of: impl Fn(&PixelReport) -> f64) {
    falls(reports, what, |report| -of(report));
}

#[test]
fn blur_lowers_every_measure_of_sharpness() {
    climb(&[0.3, 0.8, 1.2, 2.0, 3.0, 4.5], Scene::blurred, |reports| {
        falls(reports, "tenengrad", |r| r.tenengrad);
        falls(reports, "laplacian variance", |r| r.laplacian_variance);
        falls(reports, "sharpness", |r| r.metadata.sharpness.expect("edges"));
    });
}

#[test]
fn strong_blur_is_told_from_the_rounding_of_bytes() {
    climb(&[3.0, 4.5, 6.0], Scene::blurred, |reports| {
        falls(reports, "sharpness", |r| r.metadata.sharpness.expect("edges"));
    });
}

#[test]
fn noise_raises_the_noise() {
    climb(
        &[0.0, 4.0, 8.0, 16.0, 30.0],
        |scene, sigma| scene.noisy(sigma, 3),
        |reports| {
            rises(reports, "sigma", |r| r.noise_sigma);
            rises(reports, "noise", |r| r.metadata.noise);
        },
    );
}

#[test]
fn light_raises_the_mean_and_then_clips() {
    climb(&[-3.0, -2.0, -1.0, 0.0, 1.0, 1.5, 2.0], Scene::exposed, |reports| {
        rises(reports, "mean", |r| r.light.luma_mean);
    });
    climb(&[0.5, 0.8, 1.1, 1.4], Scene::exposed, |reports| {
        falls(reports, "exposure, too light", |r| r.metadata.exposure);
    });
    climb(&[1.0, 1.5, 2.0, 2.5], Scene::exposed, |reports| {
        rises(reports, "white", |r| r.light.clipped_high);
    });
    climb(&[-0.5, -1.0, -2.0, -3.0, -4.0], Scene::exposed, |reports| {
        falls(reports, "exposure, too dark", |r| r.metadata.exposure);
    });
}

#[test]
fn greying_lowers_the_colourfulness() {
    climb(&[1.0, 0.8, 0.5, 0.2, 0.0], Scene::saturated, |reports| {
        falls(reports, "colourfulness", |r| r.colorfulness);
    });
}

#[test]
fn a_white_backdrop_is_no_fault() {
    let garment = |i: usize| {
        let (x, y) = (i % 300, i / 300);
        let inside = (80..220).contains(&x) && (60..240).contains(&y);
        if inside { [90.0 + (x % 40) as f64, 120.0, 140.0] } else { [255.0; 3] }
    };
    let on_white = Scene { width: 300, height: 300, pixels: (0..90_000).map(garment).collect() };
    assert!(report(&on_white).metadata.exposure > 0.75);
    assert!(report(&on_white.exposed(1.0)).metadata.exposure < 0.5);
    let blown = Scene { width: 300, height: 300, pixels: vec![[255.0; 3]; 90_000] };
    assert!(report(&blown).metadata.exposure < 0.01);
}
