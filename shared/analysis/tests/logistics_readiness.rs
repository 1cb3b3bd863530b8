//! Readiness: counts, weights, looks, and the chance that all arrive in time.

mod logistics_world;

use analysis::logistics::{Readiness, ReadinessStatus};
use logistics_world::{analyze, problem};
use serde_json::{Value, json};

fn readiness(samples: &Value, more: Value) -> Readiness {
    analyze("readiness", samples, more).readiness.expect("asked for")
}

#[test]
fn an_empty_list_is_unknown_and_not_zero() {
    let report = readiness(&json!([]), json!({}));
    assert_eq!(report.overall_percentage, None);
    assert_eq!(report.weighted_percentage, None);
    assert_eq!(report.status, ReadinessStatus::Unknown);
    assert_eq!(report.probability_ready, None);
    assert!(report.message.contains("no samples"), "{}", report.message);
    assert!(report.recommendations.is_empty());
}

#[test]
fn counts_on_set_and_shot_and_rounds_half_up() {
    let mut samples = vec![json!({ "id": "a", "status": "shot" })];
    samples.extend((0..7).map(|n| json!({ "id": n.to_string(), "status": "prepped" })));
    let report = readiness(&json!(samples), json!({}));
    assert_eq!((report.ready, report.total), (1, 8));
    assert_eq!(report.overall_percentage, Some(13), "12.5 is rounded up");
    assert_eq!(report.status, ReadinessStatus::Critical);
}

#[test]
fn judges_the_percentage_it_shows() {
    for (ready, status) in [
        (100, ReadinessStatus::Excellent),
        (90, ReadinessStatus::Excellent),
        (89, ReadinessStatus::Good),
        (80, ReadinessStatus::Good),
        (79, ReadinessStatus::Acceptable),
        (70, ReadinessStatus::Acceptable),
        (69, ReadinessStatus::Critical),
        (0, ReadinessStatus::Critical),
    ] {
        let status_of = |n| if n < ready { "on_set" } else { "awaiting" };
        let samples: Vec<_> =
            (0..100).map(|n| json!({ "id": n.to_string(), "status": status_of(n) })).collect();
        let report = readiness(&json!(samples), json!({}));
        assert_eq!((report.overall_percentage, report.status), (Some(ready), status));
    }
}

#[test]
fn weighs_heroes_and_high_priorities_more() {
    let hero_ready = json!([
        { "id": "a", "status": "shot", "isHero": true },
        { "id": "b", "status": "awaiting" },
    ]);
    assert_eq!(readiness(&hero_ready, json!({})).weighted_percentage, Some(75));
    let priority_ready = json!([
        { "id": "a", "status": "shot", "priority": 1 },
        { "id": "b", "status": "awaiting", "priority": 3 },
    ]);
    assert_eq!(readiness(&priority_ready, json!({})).weighted_percentage, Some(67));
}

#[test]
fn a_look_is_ready_only_with_all_its_samples() {
    let report = readiness(
        &json!([
            { "id": "a", "status": "shot", "lookId": "L1", "category": "shoe", "isHero": true },
            { "id": "b", "status": "on_set", "lookId": "L1", "category": "bag" },
            { "id": "c", "status": "on_set", "lookId": "L2", "category": "bag" },
            { "id": "d", "name": "The cape", "status": "delayed", "lookId": "L2", "isHero": true },
            { "id": "e", "status": "prepped", "lookId": "" },
        ]),
        json!({}),
    );
    assert_eq!((report.looks.ready, report.looks.total), (1, 2));
    assert_eq!((report.hero.ready, report.hero.total), (1, 2));
    let categories: Vec<_> =
        report.by_category.iter().map(|c| (c.category.as_str(), c.ready, c.total)).collect();
    assert_eq!(categories, [("bag", 2, 2), ("shoe", 1, 1), ("uncategorised", 0, 2)]);
    assert_eq!(
        report.message,
        "60% ready (critical): 3 of 5 samples on set or shot, 1 of 2 heroes, 1 of 2 looks."
    );
    assert_eq!(
        report.recommendations,
        [
            "Chase 1 sample marked delayed: The cape.",
            "Bring 1 sample to set, prepped already: e.",
            "Look L2 lacks only The cape.",
        ]
    );
}

#[test]
fn everything_ready_means_shoot() {
    let report = readiness(&json!([{ "id": "a", "status": "on_set" }]), json!({}));
    assert_eq!(report.recommendations, ["Shoot: the one sample is ready."]);
    assert_eq!(report.weighted_percentage, Some(100));
    assert_eq!(report.probability_ready, Some(1.0));
}

#[test]
fn an_unknown_arrival_leaves_the_chance_unknown() {
    let shoot = json!({ "now": "2026-11-21T08:00:00Z", "shootAt": "2026-11-22T08:00:00Z" });
    let chance = |sample: Value| readiness(&json!([sample]), shoot.clone()).probability_ready;
    assert_eq!(chance(json!({ "id": "a", "status": "in_transit" })), None);
    assert_eq!(chance(json!({ "id": "a", "status": "lost" })), Some(0.0));
    let eta = "2026-11-21T20:00:00Z";
    let in_time = chance(json!({ "id": "a", "status": "in_transit", "etaAt": eta })).unwrap();
    let delayed = chance(json!({ "id": "a", "status": "delayed", "etaAt": eta })).unwrap();
    assert!(0.99 < in_time && in_time < 1.0, "{in_time}: three deviations to spare");
    assert!(0.9 < delayed && delayed < in_time, "{delayed}: one and a half");
    let late = "2026-11-22T08:00:00Z";
    let even = chance(json!({ "id": "a", "status": "in_transit", "etaAt": late })).unwrap();
    assert!((even - 0.5).abs() < 1e-3, "{even}: due at the moment it is expected");
    let past = "2026-11-20T08:00:00Z";
    let overdue = chance(json!({ "id": "a", "status": "in_transit", "etaAt": past })).unwrap();
    assert!(overdue > in_time, "{overdue}: expected any moment");
}

#[test]
fn an_eta_that_has_passed_says_no_more_than_one_of_just_now() {
    let shoot = json!({ "now": "2026-11-21T08:00:00Z", "shootAt": "2026-11-21T12:00:00Z" });
    let chance = |status: &str, eta: &str| {
        let sample = json!([{ "id": "a", "status": status, "etaAt": eta }]);
        readiness(&sample, shoot.clone()).probability_ready.unwrap()
    };
    let just_now = chance("in_transit", "2026-11-21T08:00:00Z");
    assert!((just_now - 0.6827).abs() < 1e-4, "{just_now}: within one deviation");
    for passed in ["2026-11-21T07:00:00Z", "2026-11-16T08:00:00Z", "2025-01-01T08:00:00Z"] {
        assert_eq!(chance("in_transit", passed), just_now, "{passed}");
        assert_eq!(chance("returned", passed), 0.0, "{passed}: that was when it came first");
    }
    assert!(chance("in_transit", "2026-11-21T08:01:00Z") < just_now);
    assert!(chance("returned", "2026-11-21T10:00:00Z") > 0.5);
}

#[test]
fn the_chance_of_all_is_the_product_of_the_chances() {
    let shoot = json!({ "now": "2026-11-21T08:00:00Z", "shootAt": "2026-11-22T08:00:00Z" });
    let a = json!({ "id": "a", "status": "in_transit", "etaAt": "2026-11-22T05:00:00Z" });
    let b = json!({ "id": "b", "status": "delayed", "etaAt": "2026-11-22T02:00:00Z" });
    let chance = |samples: Value| readiness(&samples, shoot.clone()).probability_ready.unwrap();
    let (both, each) = (chance(json!([a, b])), chance(json!([a])) * chance(json!([b])));
    assert!((both - each).abs() < 1e-12, "{both} {each}");
}

#[test]
fn refuses_an_id_used_twice_and_names_both_places() {
    let samples = json!([
        { "id": "a", "status": "shot" },
        { "id": "b", "status": "shot" },
        { "id": "a", "status": "lost" },
    ]);
    assert_eq!(
        problem("readiness", &samples, json!({})).to_string(),
        r#"sampleList[2].id: "a" is already the id of sampleList[0]"#
    );
}
