//! Features: recency, frequency, the next step, the role, and one drawn slot.

use analysis::recommend::{
    FeatureItem, FeatureUse, Item, RecommendationContext, RecommendationsReport, features,
};
use serde_json::{Value, json};

fn recommend(context: Value, uses: &[&str], seed: u64) -> RecommendationsReport {
    let context: RecommendationContext = serde_json::from_value(context).unwrap();
    let uses: Vec<FeatureUse> =
        uses.iter().map(|route| FeatureUse { route: (*route).into(), at: None }).collect();
    features(&context, &uses, seed)
}

fn items(report: &RecommendationsReport) -> Vec<&FeatureItem> {
    let recommended = report.recommendations.iter();
    recommended
        .map(|one| match &one.item {
            Item::Feature(feature) => feature,
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn somebody_unknown_gets_the_usual_and_one_drawn_place() {
    let report = recommend(json!({}), &[], 7);
    let found = items(&report);
    assert_eq!(found.len(), 5);
    assert_eq!(found[0].route, "/logistics/samples");
    let drawn: Vec<_> = found.iter().map(|f| f.explored_with_propensity.is_some()).collect();
    assert_eq!(drawn, [false, false, false, false, true]);
    assert_eq!(recommend(json!({}), &[], 7), report, "the same seed draws the same");
}

#[test]
fn what_is_used_often_and_lately_comes_first_and_the_page_one_is_on_never() {
    let uses = ["/reports", "/sales", "/sales", "/media/gallery/42?tab=all", "/sales"];
    let report = recommend(json!({ "currentPage": "/media/gallery" }), &uses, 1);
    let found = items(&report);
    assert_eq!(found[0].route, "/sales");
    assert!(found.iter().all(|f| f.route != "/media/gallery"));
    assert!(report.recommendations[0].rationale.contains("opened 3 times lately"));
    assert!(report.recommendations[0].rationale.contains("1 times next after this page"));
}

#[test]
fn the_role_counts_where_the_record_is_silent() {
    let report = recommend(json!({ "userRole": "Owner" }), &[], 1);
    assert_eq!(items(&report)[0].route, "/events/timeline");
    let agent = recommend(json!({ "userRole": "agent" }), &[], 1);
    assert_eq!(items(&agent)[0].route, "/products");
}

#[test]
fn the_drawn_place_is_drawn_as_often_as_it_says() {
    let mut counts = std::collections::BTreeMap::new();
    let rounds = 4000;
    for seed in 0..rounds {
        let report = recommend(json!({}), &["/sales", "/orders"], seed);
        let drawn = items(&report).pop().unwrap().clone();
        let entry =
            counts.entry(drawn.route).or_insert((0.0, drawn.explored_with_propensity.unwrap()));
        entry.0 += 1.0;
    }
    let total: f64 = counts.values().map(|(_, propensity)| propensity).sum();
    assert!((total - 1.0).abs() < 1e-9, "every other feature is drawn sooner or later");
    for (route, (count, propensity)) in counts {
        let share = count / rounds as f64;
        assert!((share - propensity).abs() < 0.02, "{route}: {share} {propensity}");
    }
}
