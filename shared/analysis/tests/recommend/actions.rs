use analysis::events::{Event, Zone};
use analysis::logistics::Sample;
use analysis::recommend::{ActionKind, Item, Material, NextAction, recommend};
use serde_json::{Value, json};

use crate::{input, now};

fn ask(event: Value, samples: Value) -> Vec<(NextAction, f64, String)> {
    let event: Event = serde_json::from_value(event).unwrap();
    let samples: Vec<Sample> = serde_json::from_value(samples).unwrap();
    let zone = Zone::utc();
    let material =
        Material { samples: &samples, event: Some((&event, &zone)), ..Material::default() };
    let context = json!({ "shootAt": "2026-11-23T09:00:00Z" });
    let answer = recommend(&input("next_actions", context), &material, now(), 1).unwrap();
    let action = |item| match item {
        Item::Action(action) => action,
        _ => panic!("not an action"),
    };
    answer
        .recommendations
        .into_iter()
        .map(|one| (action(one.item), one.score, one.rationale))
        .collect()
}

fn event(tasks: Value) -> Value {
    json!({ "id": "e", "startsAt": "2026-11-20T09:00:00Z", "tasks": tasks })
}

#[test]
fn offers_only_what_can_be_done_now_and_the_critical_first() {
    let found = ask(
        event(json!([
            { "id": "done", "durationMinutes": 60, "status": "done" },
            { "id": "critical", "durationMinutes": 120, "dependencies": ["done"] },
            { "id": "later", "durationMinutes": 600, "dependencies": ["critical"] },
            { "id": "easy", "durationMinutes": 120 }
        ])),
        json!([]),
    );
    let ids: Vec<&str> = found.iter().map(|one| one.0.subject_id.as_str()).collect();
    assert_eq!(ids, ["critical", "easy"]);
    assert!(
        found[0].2.contains("put off for a working day it costs 8 h; 1 task waits for it; 2 h"),
        "{}",
        found[0].2
    );
    assert!(found[0].1 > found[1].1);
}

#[test]
fn frees_what_is_blocked_and_chases_what_blocks() {
    let found = ask(
        event(json!([
            { "id": "permit", "durationMinutes": 60, "status": "blocked" },
            { "id": "build", "durationMinutes": 600, "dependencies": ["permit"] }
        ])),
        json!([
            { "id": "s1", "name": "Red coat", "status": "delayed", "isHero": true, "lookId": "l1", "supplier": "Atelier" },
            { "id": "s2", "status": "shot" }
        ]),
    );
    let kinds: Vec<ActionKind> = found.iter().map(|one| one.0.kind).collect();
    assert_eq!(kinds.len(), 2);
    assert!(kinds.contains(&ActionKind::UnblockTask) && kinds.contains(&ActionKind::ChaseSample));
    assert!(found.iter().any(|one| one.0.title == "Chase Red coat (Atelier)"));
}

#[test]
fn what_is_too_late_comes_before_what_has_time() {
    let found = ask(
        event(json!([
            { "id": "calm", "durationMinutes": 60 },
            { "id": "late", "durationMinutes": 60, "finishNoLaterThan": "2026-11-20T12:00:00Z" },
            { "id": "long", "durationMinutes": 3000 }
        ])),
        json!([]),
    );
    assert_eq!(found[0].0.subject_id, "late");
    assert!(found[0].2.starts_with("already"), "{}", found[0].2);
    assert_eq!(found.len(), 3);
}

#[test]
fn a_finished_event_leaves_nothing_to_do() {
    let done = json!([{ "id": "a", "durationMinutes": 5, "status": "done" }]);
    assert!(ask(event(done), json!([])).is_empty());
}

#[test]
fn until_work_may_begin_nothing_is_lost_by_waiting() {
    let in_days = |days: u32| {
        let event = json!({ "id": "e", "startsAt": format!("2026-11-{}T09:00:00Z", 21 + days),
            "tasks": [{ "id": "rig", "durationMinutes": 120 }] });
        ask(event, json!([])).remove(0).2
    };
    assert!(in_days(0).starts_with("put off for a working day it costs 8 h;"), "{}", in_days(0));
    assert!(in_days(3).starts_with("3 d of float;"), "{}", in_days(3));
}
