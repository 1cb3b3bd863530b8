//! Every limit that is published is kept by the endpoint: the most is answered,
//! what goes beyond is refused and named.

mod bounds;
mod functions;
mod schema;

use std::collections::BTreeSet;
use std::path::Path;

use schema::{Contract, Edge, Limit};
use serde_json::{Value, json};
use world::{Answer, USER, World};

/// Whose requests at a limit are answered here; what others need is theirs to
/// test.
const ANALYSES: [&str; 5] = [
    "chat-orchestrator",
    "events-optimizer",
    "logistics-analyzer",
    "media-scorer",
    "recommendations",
];

fn contract() -> Contract {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi.json");
    let text = std::fs::read_to_string(path).unwrap();
    Contract(serde_json::from_str(&text).unwrap())
}

/// A world in which nobody has rows of their own.
fn world() -> World {
    let none = json!([]);
    let event = json!({ "id": "e", "startsAt": "2026-11-21T09:00:00Z", "tasks": [] });
    let material = json!({
        "history": null, "samples": null, "event": null, "assets": null,
        "shots": null, "packages": null, "uses": null,
    });
    let lists = ["my_samples", "my_assets", "my_shots", "my_packages", "feature_uses"];
    let world = lists.into_iter().fold(World::new(), |world, name| world.replying(name, &none));
    world
        .replying("my_event", &event)
        .replying("chat_material", &material)
        .replying("assistant_conversations", &Value::Null)
}

fn ask(function: &str, body: &Value) -> Answer {
    functions::post(&world(), function, body)
}

/// A request that is answered, but for what a limit's test puts into it.
fn request(function: &str, limit: &Limit, value: Value, contract: &Contract) -> Value {
    let mut body = contract.with(function, limit, value);
    let field = limit.field();
    match function {
        "recommendations" => {
            let kind = match &field {
                field if field.contains("featureUses") => "features",
                field if field.contains("packages") => "packages",
                _ => "next_actions",
            };
            body["recommendationType"] = kind.into();
            if field != "userId" {
                body["userId"] = USER.into();
            }
        }
        "events-optimizer" => {
            body["analysisType"] = "critical_path".into();
            if field != "eventId" && body.get("event").is_none() {
                body["event"] =
                    json!({ "id": "e", "startsAt": "2026-11-21T09:00:00Z", "tasks": [] });
            }
        }
        "logistics-analyzer" | "media-scorer" => body["analysisType"] = "all".into(),
        _ => {}
    }
    body
}

/// Refused for a reason that has nothing to do with the limit.
fn is_refused_otherwise(limit: &Limit, answer: &Answer) -> bool {
    let details = &answer.body["details"];
    match limit.name() {
        // Nobody is called that, no place either, and no task.
        "userId" => answer.status == 403,
        "timeZone" => details["field"].as_str().is_some_and(|field| field.ends_with("timeZone")),
        "dependencies" | "taskId" | "lagMinutes" => {
            answer.status == 422 && details["unknown"].is_array()
        }
        _ => false,
    }
}

#[test]
fn each_fields_limit_is_kept_to_the_last_character_entry_and_number() {
    let contract = contract();
    let mut tried = 0;
    for function in contract.functions() {
        for limit in contract.limits(&function) {
            let what = format!("{function} {} {:?}", limit.field(), limit.edge);
            let at = request(&function, &limit, contract.at(&limit), &contract);
            let answer = ask(&function, &at);
            if ANALYSES.contains(&function.as_str()) {
                let answered = answer.status == 200 || is_refused_otherwise(&limit, &answer);
                assert!(answered, "{what}: {}", answer.body);
            }

            let beyond = request(&function, &limit, contract.beyond(&limit), &contract);
            let answer = ask(&function, &beyond);
            let status = if matches!(limit.edge, Edge::Entries(_)) { 413 } else { 400 };
            assert_eq!(answer.status, status, "{what}: {}", answer.body);
            assert_eq!(answer.body["details"]["field"], limit.field(), "{what}: {}", answer.body);
            // What is below zero is no number of the kind at all.
            let message = answer.body["message"].as_str().unwrap_or_default();
            let number = limit.edge.number();
            assert!(number == "0" || message.contains(&number), "{what}: {message}");
            tried += 1;
        }
    }
    assert!(tried > 200, "{tried}");
}

#[test]
fn each_bound_of_a_whole_request_is_kept() {
    let contract = contract();
    let mut published = BTreeSet::new();
    for function in ANALYSES {
        for bound in contract.bounds(function) {
            let (at, beyond) = bounds::requests(function, &bound);
            let what = format!("{function}: {bound}");
            assert_eq!(at.status, 200, "{what}: {}", at.body);
            assert_eq!(json!(beyond.status), bound["status"], "{what}: {}", beyond.body);
            let field = beyond.body["details"]["field"].as_str().unwrap_or_default();
            assert!(bounds::is_named(field, bound["field"].as_str().unwrap()), "{what}: {field}");
            published.insert(bound["of"].as_str().unwrap().to_owned());
        }
    }
    assert!(published.len() >= 13, "{published:?}");
}
