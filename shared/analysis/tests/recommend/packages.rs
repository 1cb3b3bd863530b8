use analysis::Problem;
use analysis::recommend::{Item, Material, Package, Recommendation, Recommendations, recommend};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{input, now};

fn read(packages: Value) -> Vec<Package> {
    serde_json::from_value(packages).unwrap()
}

fn ids(answer: &Recommendations) -> Vec<&str> {
    let id = |one| match one {
        &Recommendation { item: Item::Package(ref package), .. } => package.id.as_str(),
        _ => "not a package",
    };
    answer.recommendations.iter().map(id).collect()
}

fn ask(context: Value, packages: &[Package]) -> Recommendations {
    let material = Material { packages, ..Material::default() };
    recommend(&input("packages", context), &material, now(), 1).unwrap()
}

fn catalogue() -> Vec<Package> {
    read(json!([
        { "id": "basic", "name": "Basic e-commerce", "category": "photo", "price": 80_000, "currency": "EUR",
          "inclusions": ["20 looks", "Retouching"], "leadTimeDays": 5, "timesOffered": 40, "timesAccepted": 20 },
        { "id": "film", "name": "Campaign film", "category": "video", "price": 100_000, "currency": "EUR",
          "inclusions": ["Video", "Retouching", "Drone shots"], "leadTimeDays": 10, "timesOffered": 10, "timesAccepted": 6 },
        { "id": "late", "name": "Grand campaign", "category": "video", "price": 90_000, "currency": "EUR",
          "inclusions": ["Video", "Retouching"], "leadTimeDays": 60 },
        { "id": "gone", "name": "Old", "price": 10, "available": false },
        { "id": "dear", "name": "Deluxe", "category": "photo", "price": 140_000, "currency": "EUR",
          "inclusions": ["Video", "Retouching"], "leadTimeDays": 5 },
        { "id": "dollars", "name": "Overseas", "price": 1, "currency": "USD" }
    ]))
}

#[test]
fn sets_apart_what_cannot_be_had_and_says_why() {
    let packages = catalogue();
    let answer = ask(
        json!({ "budget": 100_000, "currency": "EUR", "timeline": "2 weeks", "requirements": ["video", "retouching"] }),
        &packages,
    );
    let reasons: Vec<(&str, &str)> =
        answer.excluded.iter().map(|one| (one.package_id.as_str(), one.reason.as_str())).collect();
    assert_eq!(
        reasons,
        [
            ("late", "takes 60 days, there are 14"),
            ("gone", "not available"),
            ("dollars", "priced in USD, the budget is in EUR")
        ]
    );
    assert_eq!(ids(&answer), ["film", "basic", "dear"]);
}

#[test]
fn gives_reasons_whose_numbers_are_those_of_the_package() {
    let packages = catalogue();
    let context = json!({ "budget": 125_000, "timeline": "2026-12-05", "requirements": ["video", "retouching", "model casting"] });
    let answer = ask(context, &packages);
    let film =
        answer.recommendations.iter().find(|one| one.action.as_deref() == Some("/packages/film"));
    let film = film.unwrap();
    assert!(
        film.rationale.contains("2 of 3 requirements (not fully: model casting)"),
        "{}",
        film.rationale
    );
    assert!(film.rationale.contains("20 % under the budget"), "{}", film.rationale);
}

#[test]
fn cheaper_is_not_better_within_the_budget() {
    let packages = read(json!([
        { "id": "b", "name": "x", "price": 10 }, { "id": "a", "name": "x", "price": 900 },
        { "id": "over", "name": "x", "price": 1100 }, { "id": "far", "name": "x", "price": 2000 }
    ]));
    let answer = ask(json!({ "budget": 1000 }), &packages);
    assert_eq!(ids(&answer)[..2], ["a", "b"], "level, so by id");
    assert_eq!(answer.recommendations[0].score, answer.recommendations[1].score);
    assert_eq!(ids(&answer)[2], "over");
}

#[test]
fn a_few_lucky_acceptances_do_not_beat_many() {
    let packages = read(json!([
        { "id": "lucky", "name": "x", "category": "a", "timesOffered": 2, "timesAccepted": 2 },
        { "id": "proven", "name": "x", "category": "a", "timesOffered": 200, "timesAccepted": 160 }
    ]));
    assert_eq!(ids(&ask(json!({}), &packages)), ["proven", "lucky"]);
}

#[test]
fn refuses_ids_used_twice_and_more_acceptances_than_offers() {
    for (packages, field) in [
        (json!([{ "id": "a", "name": "" }, { "id": "a", "name": "" }]), "context.packages[1].id"),
        (
            json!([{ "id": "a", "name": "", "timesAccepted": 1 }]),
            "context.packages[0].timesAccepted",
        ),
    ] {
        let packages = read(packages);
        let material = Material { packages: &packages, ..Material::default() };
        let answer = recommend(&input("packages", json!({})), &material, now(), 1);
        assert!(matches!(answer, Err(Problem::Invalid { field: named, .. }) if named == field));
    }
}

#[test]
fn an_empty_catalogue_recommends_nothing() {
    assert_eq!(ask(json!({ "budget": 0 }), &[]).recommendations, []);
}

fn package(id: usize) -> impl Strategy<Value = Package> {
    (0_i64..200_000, 0_usize..4, 0_u32..20, 0_u32..50, 0.0..1.0).prop_map(
        move |(price, inclusions, lead, offered, share)| Package {
            id: format!("p{id}"),
            name: String::new(),
            category: None,
            description: None,
            price: Some(price),
            currency: None,
            inclusions: ["video", "retouching", "drone"][..inclusions.min(3)]
                .iter()
                .map(ToString::to_string)
                .collect(),
            lead_time_days: Some(lead),
            available: None,
            times_offered: offered,
            times_accepted: (f64::from(offered) * share) as u32,
        },
    )
}

proptest! {
    #[test]
    fn what_is_at_least_as_good_in_everything_never_ranks_below(
        packages in (2_usize..8).prop_flat_map(|n| (0..n).map(package).collect::<Vec<_>>()),
    ) {
        let context = json!({ "budget": 100_000, "timeline": "15 days", "requirements": ["video", "retouching", "drone"] });
        let answer = ask(context, &packages);
        let shown: Vec<&Package> = answer.recommendations.iter().filter_map(|one| match &one.item {
            Item::Package(package) => Some(package),
            _ => None,
        }).collect();
        let rate = |p: &Package| (p.times_offered - p.times_accepted, p.times_accepted);
        let out = |id: &str| answer.excluded.iter().any(|one| one.package_id == id);
        let is_shown = |id: &str| shown.iter().any(|one| one.id == id);
        let unseen: Vec<&Package> =
            packages.iter().filter(|one| !out(&one.id) && !is_shown(&one.id)).collect();
        for (place, above) in shown.iter().enumerate() {
            for below in shown[place + 1..].iter().chain(&unseen) {
                // Fewer refusals and more acceptances: popular beyond doubt.
                let ((refused, taken), (refused_above, taken_above)) = (rate(below), rate(above));
                let dominates = below.price <= above.price
                    && below.inclusions.len() > above.inclusions.len()
                    && below.lead_time_days <= above.lead_time_days
                    && refused <= refused_above && taken >= taken_above;
                prop_assert!(!dominates, "{below:?} under {above:?}");
            }
        }
        let scores: Vec<f64> = answer.recommendations.iter().map(|one| one.score).collect();
        prop_assert!(scores.windows(2).all(|pair| pair[0] >= pair[1]));
        prop_assert!(scores.iter().all(|score| (0.0..=1.0).contains(score)));
        let left = packages.len() - answer.excluded.len();
        prop_assert!(scores.len() >= left.min(3) && scores.len() <= 5);
    }
}

#[test]
fn tells_how_far_a_weight_must_move_to_change_the_first_place() {
    let packages = catalogue();
    let answer = ask(
        json!({ "budget": 100_000, "currency": "EUR", "timeline": "2 weeks", "requirements": ["video"] }),
        &packages,
    );
    let stability = answer.stability.unwrap();
    assert_ne!(stability.overtaken_by.as_deref(), Some("film"));
    let (weight, tipping) = (stability.weight.unwrap(), stability.tipping_weight.unwrap());
    assert!((0.0..=1.0).contains(&tipping) && weight != tipping);
}
