//! The function as its callers meet it, in a scripted world.

use media_scorer::MediaScorer;
use serde_json::{Value, json};
use world::World;

fn ask(world: &World, body: &Value) -> world::Answer {
    world.post::<MediaScorer>(body)
}

#[test]
fn scores_the_gallery_in_the_request() {
    let world = World::new();
    let answer = ask(
        &world,
        &json!({ "analysisType": "quality", "assets": [
            { "id": "a", "composition": 0.9, "sharpness": 0.9, "lens": "ignored" }, { "id": "b" },
        ] }),
    );
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.body["qualityScores"][0]["score"], 90.0);
    assert_eq!(answer.body["qualityScores"][1]["score"], Value::Null);
    assert_eq!(answer.body["duplicates"], json!([]));
    assert_eq!(answer.body["cached"], false);
    assert!(answer.body.get("selects").is_none());
    assert_eq!(world.called(), ["edge_admit", "edge_record"]);
    assert_eq!(world.calls()[1].args["p_ttl_s"], 600, "kept for ten minutes");
}

#[test]
fn reads_the_callers_own_gallery_and_shots_under_the_callers_own_rights() {
    let world = World::new()
        .replying("my_assets", &json!([{ "id": "a", "sku": "S", "status": "approved" }]))
        .replying("my_shots", &json!([{ "id": "1", "sku": "S" }, { "id": "2", "sku": "T" }]));
    let answer = ask(&world, &json!({ "analysisType": "missing" }));
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.body["missingShots"][0]["shotId"], "2");
    assert_eq!(world.called(), ["edge_admit", "my_assets", "my_shots", "edge_record"]);
    assert!(world.calls()[1..3].iter().all(|call| call.as_caller));
}

#[test]
fn leaves_the_shot_list_alone_where_it_is_not_needed() {
    let world = World::new().replying("my_assets", &json!([{ "id": "a" }]));
    let answer = ask(&world, &json!({ "analysisType": "selects" }));
    assert_eq!(answer.body["selects"][0]["id"], "a");
    assert!(answer.body["selects"][0]["rationale"].is_string());
    assert_eq!(world.called(), ["edge_admit", "my_assets", "edge_record"]);
}

#[test]
fn an_empty_gallery_is_answered() {
    let answer =
        ask(&World::new(), &json!({ "analysisType": "all", "assets": [], "shotList": [] }));
    assert_eq!(answer.status, 200);
    for part in ["qualityScores", "missingShots", "selects", "duplicates", "unplanned"] {
        assert_eq!(answer.body[part], json!([]), "{part}");
    }
}

#[test]
fn names_the_field_of_every_bad_input() {
    let asset = |asset: Value| json!({ "analysisType": "all", "assets": [asset], "shotList": [] });
    let cases = [
        (json!({ "assets": [] }), "analysisType"),
        (json!({ "analysisType": "beauty" }), "analysisType"),
        (json!({ "analysisType": "all", "gallery": [] }), "gallery"),
        (json!({ "analysisType": "all", "selectCount": 0 }), "selectCount"),
        (asset(json!({ "id": "" })), "assets[0].id"),
        (asset(json!({ "id": "a", "sharpness": 1.2 })), "assets[0].sharpness"),
        (asset(json!({ "id": "a", "noise": "low" })), "assets[0].noise"),
        (asset(json!({ "id": "a", "palette": ["#12345"] })), "assets[0].palette[0]"),
        (asset(json!({ "id": "a", "perceptualHash": "xyz" })), "assets[0].perceptualHash"),
        (asset(json!({ "id": "a", "capturedAt": "2026-11-21" })), "assets[0].capturedAt"),
        (asset(json!({ "id": "a", "width": 0 })), "assets[0].width"),
        (
            json!({ "analysisType": "all", "assets": [{ "id": "a" }, { "id": "a" }], "shotList": [] }),
            "assets[1].id",
        ),
        (
            json!({ "analysisType": "all", "assets": [], "shotList": [{ "id": "s", "required": 1001 }] }),
            "shotList[0].required",
        ),
        (
            json!({ "analysisType": "all", "assets": [], "brand": { "aspectRatios": ["wide"] } }),
            "brand.aspectRatios[0]",
        ),
    ];
    for (body, field) in cases {
        let answer = ask(&World::new(), &body);
        assert_eq!(answer.status, 400, "{field}: {}", answer.body);
        assert_eq!(answer.body["details"]["field"], field, "{}", answer.body);
    }
}

#[test]
fn more_than_can_be_analysed_is_413_and_names_the_limit() {
    let assets: Vec<Value> = (0..5_001).map(|n| json!({ "id": n.to_string() })).collect();
    let answer = ask(&World::new(), &json!({ "analysisType": "quality", "assets": assets }));
    assert_eq!(answer.status, 413, "{}", answer.body);
    assert!(answer.body["message"].as_str().is_some_and(|message| message.contains("5000")));
}
