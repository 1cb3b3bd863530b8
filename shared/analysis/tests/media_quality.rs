//! Scores: right by the formula, and honest about what is not known.

use analysis::media::quality::Standard;
use analysis::media::report::QualityScore;
use analysis::media::{Brand, GalleryAsset};
use proptest::prelude::*;
use serde_json::{Value, json};

fn asset(value: Value) -> GalleryAsset {
    serde_json::from_value(value).expect("an asset")
}

fn brand(value: Value) -> Brand {
    serde_json::from_value(value).expect("a brand")
}

fn score(value: Value) -> QualityScore {
    Standard::new(None).score(&asset(value))
}

#[test]
fn weighs_technical_composition_and_brand() {
    let found = score(json!({
        "id": "a", "width": 4096, "height": 2048, "sharpness": 0.9, "exposure": 0.8, "noise": 0.1,
        "composition": 0.7, "brandMatch": 0.6,
    }));
    let technical = (1.0_f64 * 0.9 * 0.8 * 0.9).powf(0.25);
    let expected = 100.0 * (0.5 * technical + 0.3 * 0.7 + 0.2 * 0.6);
    assert!((found.score.expect("known") - expected).abs() < 0.1, "{found:?}");
    assert_eq!(found.coverage, 1.0);
    let parts = found.factors.technical.expect("known");
    assert_eq!((parts.resolution, parts.cleanness), (Some(1.0), Some(0.9)));
}

#[test]
fn nothing_known_is_no_score_and_not_zero() {
    let found = score(json!({ "id": "a", "name": "IMG_1.jpg" }));
    assert_eq!((found.score, found.coverage), (None, 0.0));
    let wire = serde_json::to_value(&found).expect("json");
    assert_eq!(wire["factors"], json!({ "technical": null, "composition": null, "brand": null }));
    assert_eq!(wire["score"], Value::Null);
}

#[test]
fn what_is_not_known_lowers_the_coverage_only() {
    let whole = score(json!({ "id": "a", "sharpness": 0.8, "composition": 0.8 }));
    let part = score(json!({ "id": "a", "composition": 0.8 }));
    assert_eq!((whole.score, part.score), (Some(80.0), Some(80.0)));
    assert_eq!((whole.coverage, part.coverage), (0.425, 0.3));
}

#[test]
fn one_fatal_fault_shows() {
    let found = score(json!({
        "id": "a", "width": 6000, "height": 6000, "sharpness": 0.02, "exposure": 1.0, "noise": 0.0,
    }));
    assert!(found.score.is_some_and(|score| score < 40.0), "{found:?}");
}

#[test]
fn holds_a_picture_against_the_brand() {
    let brand = brand(json!({
        "palette": ["#101820", "#e63946"], "minWidth": 1000, "minHeight": 1250, "aspectRatios": ["4:5", "1:1"],
    }));
    let standard = Standard::new(Some(&brand));
    let fit = |value| standard.score(&asset(value));
    let right = fit(json!({ "id": "a", "width": 2000, "height": 2500, "palette": ["#E63946"] }));
    let wrong = fit(json!({ "id": "b", "width": 2000, "height": 900, "palette": ["#2a9d8f"] }));
    let (right_fit, wrong_fit) =
        (right.factors.brand.expect("known"), wrong.factors.brand.expect("known"));
    assert_eq!((right_fit.score, right_fit.palette_distance), (1.0, Some(0.0)));
    assert_eq!((wrong_fit.aspect_ratio, wrong_fit.palette), (Some(0.0), Some(0.0)));
    assert_eq!(right.factors.technical.and_then(|t| t.resolution), Some(1.0));
    let low = wrong.factors.technical.and_then(|t| t.resolution).expect("known");
    assert!((low - (1.0 + (900.0_f64 / 1250.0).log2())).abs() < 0.001);
    assert!(fit(json!({ "id": "c" })).factors.brand.is_none());
}

prop_compose! {
    fn any_asset()(parts in prop::array::uniform5(prop::option::of(0.0..=1.0_f64))) -> GalleryAsset {
        let [sharpness, exposure, noise, composition, brand_match] = parts;
        GalleryAsset { id: "a".into(), sharpness, exposure, noise, composition, brand_match, ..GalleryAsset::default() }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_of_any_virtue_never_scores_less(asset in any_asset(), better in 0.0..=1.0_f64, which in 0..5) {
        let standard = Standard::new(None);
        let mut improved = asset.clone();
        let part = match which {
            0 => &mut improved.sharpness,
            1 => &mut improved.exposure,
            2 => &mut improved.noise,
            3 => &mut improved.composition,
            _ => &mut improved.brand_match,
        };
        let Some(value) = part.as_mut() else { return Ok(()) };
        *value = if which == 2 { value.min(better) } else { value.max(better) };
        let (before, after) = (standard.score(&asset), standard.score(&improved));
        prop_assert!(after.score >= before.score);
        prop_assert_eq!(after.coverage, before.coverage);
    }

    #[test]
    fn scores_and_coverage_stay_in_range(asset in any_asset()) {
        let found = Standard::new(None).score(&asset);
        prop_assert!(found.score.is_none_or(|score| (0.0..=100.0).contains(&score)));
        prop_assert!((0.0..=1.0).contains(&found.coverage));
        prop_assert_eq!(found.score.is_none(), found.coverage == 0.0);
    }
}

#[test]
fn refuses_values_that_make_no_sense() {
    let refused = |value: Value| serde_json::from_value::<GalleryAsset>(value).is_err();
    assert!(refused(json!({ "id": "a", "palette": ["red"] })));
    assert!(refused(json!({ "id": "a", "perceptualHash": "12" })));
    assert!(refused(json!({ "id": "a", "capturedAt": "2026-11-21" })));
    assert!(refused(json!({ "name": "without id" })));
    let out_of_range = asset(json!({ "id": "a", "sharpness": 1.5 }));
    assert!(limits::Validate::validate(&out_of_range).is_err());
    assert!(serde_json::from_value::<Brand>(json!({ "aspectRatios": ["4:0"] })).is_err());
}
