//! Packages: what cannot be had is set apart, the better never ranks below.

use analysis::Time;
use analysis::recommend::{Item, Package, RecommendationContext, RecommendationsReport, packages};
use proptest::prelude::*;
use serde_json::{Value, json};

fn recommend(context: Value) -> RecommendationsReport {
    let context: RecommendationContext = serde_json::from_value(context).unwrap();
    let list = context.packages.clone().unwrap_or_default();
    packages(&context, &list, Time::parse("2026-11-21T08:00:00Z").unwrap()).unwrap()
}

fn ids(report: &RecommendationsReport) -> Vec<&str> {
    let recommended = report.recommendations.iter();
    recommended
        .map(|one| match &one.item {
            Item::Package(item) => item.package.id.as_str(),
            other => panic!("{other:?}"),
        })
        .collect()
}

fn studio() -> Value {
    json!([
        { "id": "gold", "name": "Gold day", "price": 500_000, "currency": "EUR", "leadTimeDays": 5,
          "inclusions": ["Photographer", "Stylist", "Studio", "Retouching"], "timesOffered": 40, "timesAccepted": 30 },
        { "id": "silver", "name": "Silver day", "price": 300_000, "currency": "EUR", "leadTimeDays": 5,
          "inclusions": ["Photographer", "Studio"], "timesOffered": 40, "timesAccepted": 10 },
        { "id": "usd", "price": 1, "currency": "USD", "inclusions": ["Photographer", "Stylist"] },
        { "id": "slow", "price": 300_000, "currency": "EUR", "leadTimeDays": 30, "inclusions": [] },
        { "id": "gone", "price": 300_000, "currency": "EUR", "available": false, "inclusions": [] },
    ])
}

#[test]
fn sets_apart_what_cannot_be_had_and_says_why() {
    let report = recommend(json!({
        "packages": studio(), "currency": "eur", "budget": 450_000, "timeline": "2 weeks",
        "requirements": ["photographers", "a stylist"],
    }));
    let reasons: Vec<_> =
        report.excluded.iter().map(|e| (e.id.as_str(), e.reason.as_str())).collect();
    assert_eq!(
        reasons,
        [
            ("usd", "its price is in USD, the budget in eur"),
            ("slow", "it takes 30 days, 14 are left"),
            ("gone", "it cannot be booked at present"),
        ]
    );
    assert_eq!(ids(&report).len(), 2);
}

#[test]
fn says_what_carries_the_score_and_what_costs_it() {
    let report = recommend(json!({
        "packages": studio(), "currency": "EUR", "budget": 450_000, "timeline": "2 weeks",
        "requirements": ["photographer", "stylist"],
    }));
    assert_eq!(ids(&report), ["gold", "silver"]);
    let said: Vec<_> = report.recommendations.iter().map(|r| r.rationale.as_str()).collect();
    assert_eq!(
        said,
        [
            "covers all requirements; ready in 5 of 14 days; but 11% above the budget.",
            "within the budget (67% of it); ready in 5 of 14 days; but covers 50% of the requirements, lacks stylist.",
        ]
    );
}

#[test]
fn the_score_is_the_weighted_sum_it_shows() {
    let report =
        recommend(json!({ "packages": studio(), "budget": 450_000, "requirements": ["studio"] }));
    for one in &report.recommendations {
        let Item::Package(item) = &one.item else { panic!("a package") };
        let sum: f64 = item.criteria.iter().map(|c| c.weight * c.score).sum();
        let weights: f64 = item.criteria.iter().map(|c| c.weight).sum();
        assert!((sum - one.score).abs() < 1e-12 && (weights - 1.0).abs() < 1e-12);
        assert!((0.0..=1.0).contains(&one.score));
    }
}

#[test]
fn within_the_budget_a_lower_price_is_no_merit() {
    let package = |id: &str, price: u64| json!({ "id": id, "price": price });
    let report = recommend(
        json!({ "budget": 100, "packages": [package("a", 100), package("b", 10), package("c", 126)] }),
    );
    let scores: Vec<f64> = report.recommendations.iter().map(|r| r.score).collect();
    assert_eq!(ids(&report), ["b", "a", "c"], "equal scores are ordered by price");
    assert_eq!(scores[0], scores[1]);
    assert_eq!(scores[2], 0.0);
}

#[test]
fn the_swap_it_names_makes_the_two_equal() {
    let report = recommend(json!({
        "packages": studio(), "currency": "EUR", "budget": 450_000, "requirements": ["photographer", "stylist"],
    }));
    let stability = report.stability.unwrap();
    let swap = stability.swap.unwrap();
    let reweighted = |at: usize| -> f64 {
        let Item::Package(item) = &report.recommendations[at].item else { panic!("a package") };
        let weight = |c: &analysis::recommend::CriterionScore| {
            if c.criterion == swap.criterion {
                swap.to
            } else {
                c.weight * (1.0 - swap.to) / (1.0 - swap.from)
            }
        };
        item.criteria.iter().map(|c| weight(c) * c.score).sum()
    };
    assert!(stability.margin > 0.0);
    assert!((reweighted(0) - reweighted(1)).abs() < 1e-12, "{swap:?}");
}

#[test]
fn at_most_five_and_none_of_none() {
    let many: Vec<_> = (0..9).map(|n| json!({ "id": n.to_string(), "price": n })).collect();
    assert_eq!(recommend(json!({ "packages": many })).recommendations.len(), 5);
    let none = recommend(json!({ "packages": [] }));
    assert!(none.recommendations.is_empty() && none.stability.is_none());
}

#[test]
fn refuses_an_id_used_twice() {
    let context: RecommendationContext = serde_json::from_value(json!({})).unwrap();
    let package: Package = serde_json::from_value(json!({ "id": "a", "price": 1 })).unwrap();
    let problem = packages(&context, &[package.clone(), package], Time::default()).unwrap_err();
    assert_eq!(
        problem.to_string(),
        r#"context.packages[1].id: "a" is already the id of context.packages[0]"#
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_package_that_is_better_on_every_criterion_never_ranks_below(
        price in 50_u64..200, cheaper in 0_u64..50, lead in 0_u32..20, sooner in 0_u32..10,
        offered in 1_u32..50, accepted in 0_u32..50, more in 0_u32..20, lacks in 0_usize..3,
    ) {
        let all = ["light", "stylist", "studio"];
        let accepted = accepted.min(offered);
        let worse = json!({ "id": "a-worse", "price": price, "leadTimeDays": lead + sooner,
            "inclusions": all[..3 - lacks], "timesOffered": offered + more, "timesAccepted": accepted });
        let better = json!({ "id": "b-better", "price": price - cheaper, "leadTimeDays": lead,
            "inclusions": all, "timesOffered": offered + more, "timesAccepted": accepted + more });
        let report = recommend(json!({ "packages": [worse, better], "budget": 100, "timeline": "30 days",
            "requirements": all }));
        let (first, second) = (&report.recommendations[0], &report.recommendations[1]);
        prop_assert!(ids(&report)[0] == "b-better" || first.score == second.score);
    }
}
