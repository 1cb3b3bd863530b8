//! Next actions: from the blockers and the critical path, per effort.

use analysis::Time;
use analysis::events::{Event, Zone};
use analysis::logistics::Sample;
use analysis::recommend::{ActionItem, ActionKind, Item, RecommendationsReport, next_actions};
use serde_json::{Value, json};

fn actions(samples: Value, event: Option<Value>) -> RecommendationsReport {
    let samples: Vec<Sample> = serde_json::from_value(samples).unwrap();
    let event: Option<Event> = event.map(|event| serde_json::from_value(event).unwrap());
    let now = Time::parse("2026-11-21T08:00:00Z").unwrap();
    let zone = Zone::utc();
    next_actions(&samples, event.as_ref().map(|event| (event, &zone)), None, now, 1).unwrap()
}

fn items(report: &RecommendationsReport) -> Vec<&ActionItem> {
    let recommended = report.recommendations.iter();
    recommended
        .map(|one| match &one.item {
            Item::Action(action) => action,
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn nothing_to_act_on_is_no_action() {
    assert_eq!(actions(json!([]), None), RecommendationsReport::default());
    assert_eq!(actions(json!([{ "id": "a", "status": "shot" }]), None).recommendations, []);
}

#[test]
fn weighs_what_a_blocker_holds_up_against_the_effort_of_its_remedy() {
    let report = actions(
        json!([
            { "id": "lost", "status": "lost", "shootMinutes": 60 },
            { "id": "late", "name": "Cape", "status": "delayed", "lookId": "L1", "shootMinutes": 30 },
            { "id": "boot", "status": "on_set", "lookId": "L1", "shootMinutes": 30 },
            { "id": "in", "status": "received", "shootMinutes": 20 },
        ]),
        None,
    );
    let found: Vec<_> = items(&report)
        .iter()
        .map(|a| (a.kind, a.target_id.as_str(), a.minutes_at_stake, a.effort_minutes))
        .collect();
    assert_eq!(
        found,
        [
            (ActionKind::ChaseSample, "late", 60, 10),
            (ActionKind::ReplaceSample, "lost", 60, 60),
            (ActionKind::PrepareSample, "in", 20, 20),
        ]
    );
    let first = &report.recommendations[0];
    assert!((first.score - 60.0 / 70.0).abs() < 1e-12);
    assert!(
        first.rationale.ends_with("At stake: 60 min for 10 min of work."),
        "{}",
        first.rationale
    );
    assert_eq!(first.action.as_deref(), Some("/logistics/samples/late"));
}

#[test]
fn a_task_is_started_when_its_predecessors_are_done_and_the_finish_waits_for_it() {
    let event = json!({
        "id": "e", "startsAt": "2026-11-21T06:00:00Z",
        "tasks": [
            { "id": "rig", "durationMinutes": 60, "status": "done" },
            { "id": "light", "name": "Light the set", "durationMinutes": 120, "dependencies": ["rig"] },
            { "id": "shoot", "durationMinutes": 240, "dependencies": ["light"] },
            { "id": "tea", "durationMinutes": 10, "dependencies": ["rig"] },
        ],
    });
    let report = actions(json!([]), Some(event));
    let found: Vec<_> = items(&report).iter().map(|a| (a.kind, a.title.as_str())).collect();
    assert_eq!(found, [(ActionKind::StartTask, "Start Light the set")]);
}

#[test]
fn a_blocked_task_is_freed() {
    let event = json!({
        "id": "e", "startsAt": "2026-11-21T06:00:00Z",
        "tasks": [
            { "id": "permit", "durationMinutes": 60, "status": "blocked" },
            { "id": "shoot", "durationMinutes": 240, "dependencies": ["permit"] },
        ],
    });
    let report = actions(json!([]), Some(event));
    let found: Vec<_> = items(&report).iter().map(|a| (a.kind, a.minutes_at_stake)).collect();
    assert_eq!(
        found,
        [(ActionKind::UnblockTask, 65)],
        "an hour of waiting, and one task that waits"
    );
}

#[test]
fn at_most_five_and_no_target_twice() {
    let samples: Vec<_> =
        (0..9).map(|n| json!({ "id": n.to_string(), "status": "delayed" })).collect();
    let report = actions(json!(samples), None);
    let mut ids: Vec<_> = items(&report).iter().map(|a| a.target_id.as_str()).collect();
    assert_eq!(ids, ["0", "1", "2", "3", "4"]);
    ids.dedup();
    assert_eq!(ids.len(), 5);
}
