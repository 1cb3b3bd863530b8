//! The function as its callers meet it, in a scripted world.

use recommendations::Recommendations;
use serde_json::{Value, json};
use world::{USER, World};

const SOMEBODY: &str = "00000000-0000-4000-8000-000000000002";

fn ask(world: &World, user_id: &str, kind: &str, context: &Value) -> world::Answer {
    let body = json!({ "userId": user_id, "recommendationType": kind, "context": context });
    world.post::<Recommendations>(&body)
}

#[test]
fn recommends_packages_of_the_house() {
    let catalogue = json!([
        { "id": "a", "name": "Film", "price": 900, "inclusions": ["Video"], "timesOffered": 4, "timesAccepted": 2 },
        { "id": "b", "name": "Stills", "price": 900, "inclusions": ["Pictures"] },
        { "id": "c", "name": "Old", "price": 900, "available": false },
    ]);
    let world = World::new().replying("my_packages", &catalogue);
    let context = json!({ "budget": 1000, "requirements": ["video"], "weather": "fine" });
    let answer = ask(&world, USER, "packages", &context);
    assert_eq!(answer.status, 200, "{}", answer.body);
    let found = answer.body["recommendations"].as_array().unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0]["item"]["id"], "a");
    assert!(found[0]["score"].as_f64().unwrap() > found[1]["score"].as_f64().unwrap());
    assert_eq!(answer.body["excluded"], json!([{ "packageId": "c", "reason": "not available" }]));
    assert_eq!(world.called(), ["edge_admit", "my_packages", "edge_record"]);
}

#[test]
fn lets_nobody_but_an_admin_ask_for_others() {
    let world = World::new();
    let answer = ask(&world, SOMEBODY, "packages", &json!({ "packages": [] }));
    assert_eq!(answer.status, 403, "{}", answer.body);
    assert!(!world.called().iter().any(|name| name == "my_packages"));
}

#[test]
fn reads_samples_and_event_for_the_next_actions() {
    let samples = json!([{ "id": "s", "name": "Coat", "status": "delayed", "isHero": true }]);
    let event = json!({ "id": "e", "startsAt": "2026-11-20T09:00:00Z", "tasks": [{ "id": "t", "durationMinutes": 60 }] });
    let world = World::new().replying("my_samples", &samples).replying("my_event", &event);
    let answer = ask(&world, USER, "next_actions", &json!({ "eventId": "e" }));
    assert_eq!(answer.status, 200, "{}", answer.body);
    let kinds: Vec<&str> = answer.body["recommendations"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["item"]["kind"].as_str())
        .collect();
    assert_eq!(kinds.len(), 2);
    assert!(kinds.contains(&"chase_sample") && kinds.contains(&"start_task"));
}

#[test]
fn an_event_that_is_not_there_is_404_and_a_loop_422() {
    let world = World::new().replying("my_samples", &json!([])).replying("my_event", &Value::Null);
    assert_eq!(ask(&world, USER, "next_actions", &json!({ "eventId": "e" })).status, 404);
    let event = json!({ "id": "e", "startsAt": "2026-11-20T09:00:00Z", "tasks": [
        { "id": "a", "durationMinutes": 1, "dependencies": ["b"] },
        { "id": "b", "durationMinutes": 1, "dependencies": ["a"] } ] });
    let answer =
        ask(&World::new(), USER, "next_actions", &json!({ "event": event, "sampleList": [] }));
    assert_eq!(answer.status, 422, "{}", answer.body);
    assert_eq!(answer.body["details"]["cycle"].as_array().unwrap().len(), 2);
}

#[test]
fn offers_features_by_habit_and_says_what_was_left_to_chance() {
    let used = json!([{ "feature": "/media/selects", "at": "2026-11-20T09:00:00Z" }]);
    let world = World::new().replying("feature_uses", &used);
    let answer = ask(&world, USER, "features", &json!({}));
    assert_eq!(answer.status, 200, "{}", answer.body);
    let found = answer.body["recommendations"].as_array().unwrap();
    assert!((3..=5).contains(&found.len()));
    assert_eq!(found[0]["item"]["id"], "media.selects");
    let exploration = &answer.body["exploration"];
    let propensity = exploration["propensity"].as_f64().unwrap();
    assert!(propensity > 0.0 && propensity <= 1.0);
    let slot = exploration["slot"].as_u64().unwrap() as usize;
    assert_eq!(found[slot]["item"]["id"], exploration["featureId"]);

    // And it is logged as the caller's own event, for whoever judges by it later.
    let logged = world.calls().into_iter().find(|call| call.name == "analytics_events").unwrap();
    assert!(logged.as_caller);
    assert_eq!(
        logged.args,
        json!({ "event_type": "feature_explored", "event_data": {
            "explored": exploration["featureId"], "slot": slot, "propensity": propensity,
            "requestId": "00000000-0000-4000-8000-00000000abcd",
        } })
    );
}

#[test]
fn the_answer_does_not_wait_for_that_log_nor_fail_with_it() {
    let world = World::new().replying("feature_uses", &json!([])).losing("analytics_events");
    let answer = ask(&world, USER, "features", &json!({}));
    assert_eq!(answer.status, 200, "{}", answer.body);
    let lines = world.logged();
    let warned = |line: &&Value| line["level"] == "warn";
    let message = lines.iter().find(warned).unwrap()["message"].as_str().unwrap();
    assert!(message.starts_with("the exploration was not written"), "{message}");
}

#[test]
fn an_admin_may_ask_for_others_and_that_is_no_exposure_of_theirs() {
    let world = World::new().replying("feature_uses", &json!([]));
    let token = world.token_with(|_, claims| claims["app_metadata"]["role"] = json!("admin"));
    let body = json!({ "userId": SOMEBODY, "recommendationType": "features" }).to_string();
    let mut request = world.request(&body);
    for (name, value) in &mut request.headers.0 {
        if name == "authorization" {
            *value = format!("Bearer {token}");
        }
    }
    let answer = world.ask::<Recommendations>(request);
    assert_eq!(answer.status, 200, "{}", answer.body);
    let read = world.calls().into_iter().find(|call| call.name == "feature_uses").unwrap();
    assert_eq!((read.args, read.as_caller), (json!({ "p_user_id": SOMEBODY }), true));
    assert!(!world.called().iter().any(|name| name == "analytics_events"));
}

#[test]
fn an_answer_may_be_kept_five_minutes_by_the_caller_alone() {
    let world = World::new();
    let answer = ask(&world, USER, "packages", &json!({ "packages": [] }));
    let header = |name: &str| {
        let found = answer.response.headers.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    };
    assert_eq!(header("cache-control"), Some("private, max-age=300"));
    let kept = world.calls().into_iter().find(|call| call.name == "edge_record").unwrap();
    assert_eq!(kept.args["p_ttl_s"], 300);
    let refused = ask(&World::new(), USER, "packages", &json!({ "budget": -1 }));
    let headers = &refused.response.headers;
    assert!(headers.contains(&("cache-control", "no-store".to_owned())), "{headers:?}");
}

#[test]
fn names_the_field_of_every_bad_input() {
    for (kind, context, field) in [
        ("gifts", json!({}), "recommendationType"),
        ("packages", json!({ "budget": -1 }), "context.budget"),
        ("packages", json!({ "packages": [{ "id": "", "name": "x" }] }), "context.packages[0].id"),
        ("packages", json!({ "requirements": ["x".repeat(201)] }), "context.requirements[0]"),
    ] {
        let answer = ask(&World::new(), USER, kind, &context);
        assert_eq!(answer.status, 400, "{}", answer.body);
        let message = answer.body["message"].as_str().unwrap();
        assert!(message.starts_with(field), "{field}: {message}");
    }
}

#[test]
fn more_than_can_be_compared_is_413_and_names_the_limit() {
    let answer = ask(&World::new(), USER, "packages", &json!({ "requirements": vec!["x"; 51] }));
    assert_eq!(answer.status, 413, "{}", answer.body);
    assert_eq!(answer.body["details"]["field"], "context.requirements");
    assert_eq!(answer.body["message"], "context.requirements: longer than 50");
}
