use analysis::recommend::{FEATURES, FeatureUse, Item, Material, recommend};
use serde_json::{Value, json};

use crate::{input, now};

fn ask(
    context: Value,
    uses: &[FeatureUse],
    seed: u64,
) -> (Vec<&'static str>, Option<(usize, f64)>) {
    let material = Material { uses, ..Material::default() };
    let answer = recommend(&input("features", context), &material, now(), seed).unwrap();
    let id = |item: &Item| match item {
        Item::Feature(feature) => feature.id,
        _ => panic!("not a feature"),
    };
    let exploration = answer.exploration.as_ref().map(|drawn| (drawn.slot, drawn.propensity));
    (answer.recommendations.iter().map(|one| id(&one.item)).collect(), exploration)
}

fn uses(features: &[&str]) -> Vec<FeatureUse> {
    let hours = features.len();
    let used = features.iter().enumerate().map(|(hour, feature)| {
        json!({ "feature": feature, "at": now().plus_minutes(60 * (hour as i64 - hours as i64)) })
    });
    used.map(|one| serde_json::from_value(one).unwrap()).collect()
}

#[test]
fn a_newcomer_gets_what_the_role_is_made_for_and_one_more_to_find_out() {
    let (ids, exploration) = ask(json!({ "userRole": "Photographer" }), &[], 1);
    assert_eq!(ids.len(), 5);
    let made_for = ["logistics.batching", "media.quality", "media.missing", "media.selects"];
    assert!(ids[..4].iter().all(|id| made_for.contains(id)), "{ids:?}");
    let (slot, propensity) = exploration.unwrap();
    assert_eq!(slot, 4);
    assert!(
        (propensity - 1.0 / (FEATURES.len() - 4) as f64).abs() < 1e-3,
        "all alike: {propensity}"
    );
}

#[test]
fn what_usually_follows_comes_first_and_the_page_one_is_on_never() {
    let uses = uses(&["media.quality", "media.selects"].repeat(6));
    let (ids, _) = ask(json!({ "currentPage": "/media/quality/42" }), &uses, 1);
    assert_eq!(ids[0], "media.selects");
    assert!(!ids.contains(&"media.quality"));
}

#[test]
fn the_exploring_slot_follows_the_seed_and_what_is_declined_is_drawn_less() {
    let mut declined = uses(&["events.staffing"; 12]);
    for used in &mut declined {
        used.accepted = Some(false);
    }
    let count = |uses: &[FeatureUse]| {
        (0..200)
            .filter(|&seed| {
                ask(json!({ "userRole": "stylist" }), uses, seed).0.ends_with(&["events.staffing"])
            })
            .count()
    };
    let (before, after) = (count(&[]), count(&declined));
    assert!(before > 10 && after * 2 < before, "{before} then {after}");
    assert_eq!(ask(json!({}), &declined, 5), ask(json!({}), &declined, 5));
}
