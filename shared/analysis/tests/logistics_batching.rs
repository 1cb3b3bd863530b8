//! Batching: what a plan must hold to, whatever the samples.

mod logistics_world;

use analysis::logistics::Batching;
use analysis::rng::Rng;
use logistics_world::{Shoot, analyze, cases, order_of, problem};
use proptest::prelude::*;
use serde_json::{Value, json};

fn batching(samples: &Value, more: Value) -> Batching {
    analyze("batching", samples, more).batching.expect("asked for")
}

#[test]
fn nothing_to_shoot_is_an_empty_and_optimal_plan() {
    for samples in [json!([]), json!([{ "id": "a", "status": "shot" }])] {
        let plan = batching(&samples, json!({}));
        assert_eq!((plan.total_batches, plan.total_minutes, plan.saved_minutes), (0, 0, 0));
        assert!(plan.optimal && plan.batches.is_empty() && plan.waiting.is_empty());
    }
}

#[test]
fn what_is_neither_prepped_nor_on_set_nor_shot_waits() {
    let statuses = [
        "awaiting",
        "in_transit",
        "received",
        "prepped",
        "on_set",
        "shot",
        "delayed",
        "returned",
        "lost",
    ];
    let samples: Vec<_> = statuses.iter().map(|s| json!({ "id": s, "status": s })).collect();
    let plan = batching(&json!(samples), json!({}));
    assert_eq!(plan.batches[0].items, ["prepped", "on_set"]);
    assert_eq!(plan.waiting, ["awaiting", "in_transit", "received", "delayed", "returned", "lost"]);
}

#[test]
fn shoots_families_in_one_go_and_pays_only_for_changes() {
    let samples = json!([
        { "id": "👗", "status": "prepped", "category": "فستان" },
        { "id": "b", "status": "on_set", "setFamily": "grey wall", "category": "فستان", "shootMinutes": 5 },
        { "id": "c", "status": "prepped", "category": "فستان", "shootMinutes": 10 },
        { "id": "d", "status": "prepped", "setFamily": "grey wall" },
    ]);
    let plan = batching(&samples, json!({}));
    assert_eq!(plan.total_batches, 2);
    assert_eq!((plan.setup_minutes, plan.baseline_setup_minutes, plan.saved_minutes), (15, 45, 30));
    assert_eq!(plan.total_minutes, 20 + 5 + 10 + 20 + 15);
    assert_eq!(plan.estimated_time_savings, "30 min of 45 min set-up saved.");
    assert_eq!(plan.batches[0].setup_minutes, 0);
    assert_eq!(plan.batches[0].rationale, "First, so no set-up.");
    assert_eq!(plan.batches[1].rationale, "15 min change-over after فستان.");
    assert!(plan.optimal);
}

#[test]
fn takes_the_cheap_direction_of_an_asymmetric_table() {
    let samples = json!([
        { "id": "a", "status": "prepped", "category": "a" },
        { "id": "b", "status": "prepped", "category": "b" },
    ]);
    let plan = batching(&samples, json!({ "setupMinutes": { "a": { "b": 50 }, "b": { "a": 5 } } }));
    assert_eq!((plan.setup_minutes, plan.saved_minutes), (5, 45));
    assert_eq!(plan.batches[0].category, "b");
}

#[test]
fn keeps_the_given_order_where_going_back_is_cheaper_than_one_go() {
    let samples = json!([
        { "id": "1", "status": "prepped", "category": "a" },
        { "id": "2", "status": "prepped", "category": "hub" },
        { "id": "3", "status": "prepped", "category": "b" },
        { "id": "4", "status": "prepped", "category": "hub" },
        { "id": "5", "status": "prepped", "category": "c" },
    ]);
    let hub = json!({ "a": 1, "b": 1, "c": 1 });
    let table = json!({ "hub": hub, "a": { "hub": 1 }, "b": { "hub": 1 }, "c": { "hub": 1 } });
    let plan = batching(&samples, json!({ "setupMinutes": table, "defaultSetupMinutes": 100 }));
    assert_eq!((plan.setup_minutes, plan.saved_minutes, plan.total_batches), (4, 0, 5));
    assert!(plan.lower_bound_minutes <= plan.setup_minutes);
}

#[test]
fn splits_a_family_when_a_due_time_demands_it() {
    let samples = json!([
        { "id": "1", "status": "prepped", "category": "a", "shootMinutes": 60 },
        { "id": "2", "status": "prepped", "category": "a", "shootMinutes": 10, "dueAt": "2026-11-21T08:10:00Z" },
        { "id": "3", "status": "prepped", "category": "b", "shootMinutes": 10, "dueAt": "2026-11-21T08:35:00Z" },
    ]);
    let plan = batching(&samples, json!({}));
    let order: Vec<_> = plan.batches.iter().flat_map(|b| &b.items).collect();
    assert_eq!(order, ["2", "3", "1"]);
    assert_eq!((plan.setup_minutes, plan.saved_minutes, plan.optimal), (30, -15, true));
    assert_eq!(plan.estimated_time_savings, "15 min more set-up, to keep due times.");
    assert_eq!(plan.batches[2].rationale, "15 min change-over after b; part 2 of 2.");
}

#[test]
fn a_hero_comes_in_time_before_any_other_does() {
    let samples = json!([
        { "id": "1", "status": "prepped", "shootMinutes": 10, "dueAt": "2026-11-21T08:10:00Z" },
        { "id": "2", "status": "prepped", "shootMinutes": 30, "dueAt": "2026-11-21T08:30:00Z", "isHero": true },
    ]);
    let plan = batching(&samples, json!({}));
    assert_eq!(plan.batches[0].items, ["2", "1"]);
    assert_eq!(
        plan.batches[0].rationale,
        "First, so no set-up; 1 hero; 1 due time missed, by up to 30 min."
    );
}

#[test]
fn the_same_question_has_the_same_answer() {
    let mut rng = Rng::new(2);
    for (samples, families, tightness) in [(20, 6, Some(0.5)), (40, 30, None)] {
        let shoot = Shoot::random(&mut rng, samples, families, tightness);
        let ask = || batching(&shoot.samples(), shoot.request());
        assert_eq!(ask(), ask());
    }
}

#[test]
fn the_clock_starts_with_the_shoot() {
    let sample = json!([{ "id": "1", "status": "prepped", "dueAt": "2026-11-21T12:00:00Z" }]);
    let rationale = |more: Value| batching(&sample, more).batches[0].rationale.clone();
    assert!(rationale(json!({})).ends_with("1 due time kept."));
    let late = rationale(json!({ "shootAt": "2026-11-21T12:00:00Z" }));
    assert!(late.ends_with("1 due time missed, by up to 20 min."), "{late}");
}

#[test]
fn refuses_change_overs_beyond_sense_and_tables_beyond_use() {
    let refusal = |table: Value| problem("batching", &json!([]), json!({ "setupMinutes": table }));
    assert_eq!(
        refusal(json!({ "a": { "b": 2_000_000_000_u32 } })).to_string(),
        "setupMinutes.a.b: at most 1000000000 minutes"
    );
    let row: serde_json::Map<String, Value> = (0..501).map(|n| (n.to_string(), json!(1))).collect();
    assert_eq!(
        refusal(json!({ "0": row })).to_string(),
        "setupMinutes: at most 500 are analysed at once"
    );
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn every_plan_adds_up(shoot in Shoot::any(30, 8)) {
        let plan = batching(&shoot.samples(), shoot.request());
        let order = order_of(&plan);
        let mut seen = order.clone();
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..shoot.jobs.len()).collect::<Vec<_>>(), "every sample once");
        let given: Vec<usize> = (0..shoot.jobs.len()).collect();
        prop_assert_eq!(plan.setup_minutes, shoot.value(&order).2);
        prop_assert_eq!(plan.baseline_setup_minutes, shoot.value(&given).2);
        prop_assert_eq!(plan.saved_minutes, plan.baseline_setup_minutes - plan.setup_minutes);
        prop_assert!(shoot.value(&order) <= shoot.value(&given), "never worse than the given order");
        prop_assert!(plan.lower_bound_minutes <= plan.setup_minutes);
        let parts: i64 = plan.batches.iter().map(|b| b.setup_minutes + b.estimated_time).sum();
        prop_assert_eq!(plan.total_minutes, parts);
        let setups: i64 = plan.batches.iter().map(|b| b.setup_minutes).sum();
        prop_assert_eq!(plan.setup_minutes, setups);
    }
}
