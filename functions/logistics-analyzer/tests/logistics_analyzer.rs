//! The function as its callers meet it, in a scripted world.

use logistics_analyzer::LogisticsAnalyzer;
use serde_json::{Value, json};
use world::World;

fn ask(world: &World, body: &Value) -> world::Answer {
    world.post::<LogisticsAnalyzer>(body)
}

#[test]
fn analyses_the_samples_in_the_request() {
    let world = World::new();
    let answer = ask(
        &world,
        &json!({ "analysisType": "readiness", "sampleList": [
            { "id": "a", "status": "shot" }, { "id": "b", "status": "awaiting", "colour": "ignored" },
        ] }),
    );
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.body["readiness"]["overallPercentage"], 50);
    assert_eq!(answer.body["cached"], false);
    assert!(answer.body.get("blockers").is_none());
    assert_eq!(world.called(), ["edge_admit", "edge_record"]);
}

#[test]
fn reads_the_callers_own_samples_under_the_callers_own_rights() {
    let world = World::new().replying("my_samples", &json!([{ "id": "a", "status": "on_set" }]));
    let answer = ask(&world, &json!({ "analysisType": "readiness" }));
    assert_eq!(answer.body["readiness"]["overallPercentage"], 100);
    let read = &world.calls()[1];
    assert_eq!((read.name.as_str(), read.as_caller), ("my_samples", true));
}

#[test]
fn repeats_little_of_a_long_name() {
    let long = "x".repeat(100_000);
    let body = json!({ "analysisType": "batching", "sampleList": [{ "id": "a", "status": "on_set" }],
        "setupMinutes": { &long: { "b": 4_000_000_000_u32 } } });
    let answer = ask(&World::new(), &body);
    assert_eq!(answer.status, 400);
    assert!(answer.body["details"]["field"].as_str().unwrap().starts_with("setupMinutes.xxx"));
    assert!(answer.body.to_string().len() < 1000);
}

#[test]
fn an_empty_list_has_no_percentage() {
    let answer = ask(&World::new(), &json!({ "analysisType": "all", "sampleList": [] }));
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body["readiness"]["overallPercentage"], Value::Null);
    assert_eq!(answer.body["readiness"]["status"], "unknown");
}

#[test]
fn names_the_field_of_every_bad_input() {
    let long = "x".repeat(100_000);
    let cases = [
        (json!({ "sampleList": [] }), "analysisType"),
        (json!({ "analysisType": "everything" }), "analysisType"),
        (json!({ "analysisType": 7 }), "analysisType"),
        (json!({ "analysisType": "all", "samples": [] }), "samples"),
        (json!({ "analysisType": "all", "sampleList": {} }), "sampleList"),
        (
            json!({ "analysisType": "all", "sampleList": [{ "id": "a", "status": "flying" }] }),
            "sampleList[0].status",
        ),
        (
            json!({ "analysisType": "all", "sampleList": [{ "id": 1, "status": "shot" }] }),
            "sampleList[0].id",
        ),
        (
            json!({ "analysisType": "all", "sampleList": [{ "id": "", "status": "shot" }] }),
            "sampleList[0].id",
        ),
        (
            json!({ "analysisType": "all", "sampleList": [{ "id": long, "status": "shot" }] }),
            "sampleList[0].id",
        ),
        (
            json!({ "analysisType": "all", "sampleList": [{ "id": "a", "status": "shot" }, { "id": "a", "status": "shot" }] }),
            "sampleList[1].id",
        ),
        (
            json!({ "analysisType": "all", "sampleList": [{ "id": "a", "status": "shot", "dueAt": "2026-11-21" }] }),
            "sampleList[0].dueAt",
        ),
        (
            json!({ "analysisType": "all", "sampleList": [{ "id": "a", "status": "shot", "shootMinutes": -1 }] }),
            "sampleList[0].shootMinutes",
        ),
        (
            json!({ "analysisType": "all", "sampleList": [{ "id": "a", "status": "shot", "shootMinutes": "NaN" }] }),
            "sampleList[0].shootMinutes",
        ),
        (json!({ "analysisType": "all", "now": "yesterday" }), "now"),
    ];
    for (body, field) in cases {
        let answer = ask(&World::new(), &body);
        assert_eq!(answer.status, 400, "{field}: {}", answer.body);
        assert_eq!(answer.body["details"]["field"], field, "{}", answer.body);
    }
}

#[test]
fn takes_names_in_any_script() {
    let answer = ask(
        &World::new(),
        &json!({ "analysisType": "all", "sampleList": [
            { "id": "👗", "name": "فستان أحمر", "status": "delayed", "isHero": true, "category": "דגם" },
        ] }),
    );
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.body["blockers"][0]["name"], "فستان أحمر");
}
