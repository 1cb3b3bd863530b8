//! Blockers: who blocks what, how much, how late.

mod logistics_world;

use analysis::logistics::{Blocker, Severity};
use logistics_world::{analyze, cases};
use proptest::prelude::*;
use serde_json::{Value, json};

fn blockers(samples: &Value, more: Value) -> Vec<Blocker> {
    analyze("blockers", samples, more).blockers.expect("asked for")
}

fn only(sample: &Value, more: Value) -> Blocker {
    blockers(&json!([sample]), more).pop().expect("a blocker")
}

#[test]
fn what_is_in_the_house_or_surely_in_time_blocks_nothing() {
    let samples = json!([
        { "id": "a", "status": "shot" },
        { "id": "b", "status": "on_set" },
        { "id": "c", "status": "prepped", "dueAt": "2026-11-20T08:00:00Z" },
        { "id": "d", "status": "received" },
        { "id": "e", "status": "in_transit", "etaAt": "2026-11-21T09:00:00Z" },
        { "id": "f", "status": "awaiting", "etaAt": "2026-11-21T10:00:00Z", "dueAt": "2026-11-21T10:00:00Z" },
    ]);
    assert_eq!(blockers(&samples, json!({})), []);
}

#[test]
fn late_past_or_unannounced_arrivals_and_lost_ones_block() {
    let samples = json!([
        { "id": "late", "status": "in_transit", "etaAt": "2026-11-21T12:00:00Z", "dueAt": "2026-11-21T11:00:00Z" },
        { "id": "past", "status": "in_transit", "etaAt": "2026-11-21T07:00:00Z" },
        { "id": "unannounced", "status": "awaiting" },
        { "id": "lost", "status": "lost" },
        { "id": "returned", "status": "returned" },
        { "id": "delayed", "status": "delayed" },
        { "id": "unprepared", "status": "received", "dueAt": "2026-11-21T07:00:00Z" },
    ]);
    let mut ids: Vec<_> = blockers(&samples, json!({})).into_iter().map(|b| b.sample_id).collect();
    ids.sort();
    assert_eq!(ids, ["delayed", "late", "lost", "past", "returned", "unannounced", "unprepared"]);
}

#[test]
fn a_delay_is_reckoned_from_the_eta_or_unknown() {
    let delay = |sample: Value, more: Value| {
        let blocker = only(&sample, more);
        (blocker.estimated_delay_minutes, blocker.estimated_delay)
    };
    let eta = "2026-11-21T12:30:00Z";
    assert_eq!(
        delay(
            json!({ "id": "a", "status": "delayed", "etaAt": eta, "dueAt": "2026-11-21T09:00:00Z" }),
            json!({ "shootAt": "2026-11-21T12:00:00Z" })
        ),
        (Some(210), "3 h 30 min".into()),
        "against its own due time"
    );
    assert_eq!(
        delay(
            json!({ "id": "a", "status": "delayed", "etaAt": eta }),
            json!({ "shootAt": "2026-11-21T12:00:00Z" })
        ),
        (Some(30), "30 min".into()),
        "against the shoot"
    );
    assert_eq!(
        delay(json!({ "id": "a", "status": "delayed", "etaAt": eta }), json!({})),
        (Some(270), "4 h 30 min".into()),
        "against now"
    );
    assert_eq!(
        delay(json!({ "id": "a", "status": "delayed" }), json!({})),
        (None, "unknown".into())
    );
    assert_eq!(
        delay(json!({ "id": "a", "status": "lost", "etaAt": eta }), json!({})),
        (None, "unknown".into()),
        "what is lost does not arrive"
    );
    assert_eq!(
        delay(
            json!({ "id": "a", "status": "delayed", "dueAt": "2026-11-21T06:00:00Z" }),
            json!({})
        ),
        (None, "unknown (overdue by 2 h)".into())
    );
    assert_eq!(
        delay(
            json!({ "id": "a", "status": "in_transit", "etaAt": "2026-11-21T07:00:00Z",
                      "dueAt": "2026-11-21T07:30:00Z" }),
            json!({})
        ),
        (Some(30), "30 min".into()),
        "an ETA in the past means now at the earliest"
    );
}

#[test]
fn counts_the_camera_time_and_the_samples_that_wait() {
    let samples = json!([
        { "id": "cape", "name": "Cape", "status": "delayed", "lookId": "L1", "shootMinutes": 30 },
        { "id": "boot", "status": "prepped", "lookId": "L1", "shootMinutes": 15 },
        { "id": "belt", "status": "on_set", "lookId": "L1" },
        { "id": "hat", "status": "shot", "lookId": "L1", "shootMinutes": 500 },
        { "id": "bag", "status": "prepped", "lookId": "L2" },
    ]);
    let found = blockers(&samples, json!({}));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].affected_looks, ["L1"]);
    assert_eq!(found[0].blocked_minutes, 30 + 15 + 20);
    assert_eq!(found[0].severity, Severity::Critical, "nothing else keeps the look");
    assert_eq!(
        found[0].impact,
        "Sample delayed: blocks 1 h 5 min of camera time in 1 look (L1); 2 other samples wait for it."
    );
}

#[test]
fn a_substitute_in_the_house_frees_the_look() {
    let samples = |substitute: &str| {
        json!([
            { "id": "a", "status": "delayed", "lookId": "L1", "isHero": true, "substituteIds": ["b", "zz", "a"] },
            { "id": "b", "name": "Understudy", "status": substitute },
        ])
    };
    let free = blockers(&samples("prepped"), json!({}));
    assert_eq!(free[0].blocked_minutes, 0);
    assert_eq!(free[0].affected_looks, Vec::<String>::new());
    assert_eq!(free[0].impact, "Hero sample delayed: Understudy can stand in.");
    assert_ne!(free[0].severity, Severity::Critical);
    for absent in ["lost", "awaiting", "shot"] {
        let kept = blockers(&samples(absent), json!({}));
        assert_eq!(kept.iter().find(|b| b.sample_id == "a").unwrap().severity, Severity::Critical);
    }
}

#[test]
fn a_missing_stand_in_blocks_the_looks_it_could_free() {
    let samples = json!([
        { "id": "a", "status": "lost", "lookId": "L1", "substituteIds": ["b"] },
        { "id": "b", "status": "delayed", "lookId": "L2" },
    ]);
    let found = blockers(&samples, json!({}));
    let b = found.iter().find(|b| b.sample_id == "b").unwrap();
    assert_eq!(b.affected_looks, ["L1", "L2"]);
    assert_eq!(b.blocked_minutes, 40);
}

#[test]
fn two_missing_samples_do_not_block_a_look_alone() {
    let samples = json!([
        { "id": "a", "status": "awaiting", "lookId": "L1" },
        { "id": "b", "status": "awaiting", "lookId": "L1" },
    ]);
    let found = blockers(&samples, json!({}));
    assert!(found.iter().all(|b| b.severity != Severity::Critical), "{found:?}");
    assert_eq!(found[0].sample_id, "a", "equal scores are ordered by id");
}

fn status() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["awaiting", "in_transit", "delayed", "returned", "lost"])
}

fn hour(hours: u32) -> String {
    let at = analysis::Time::parse(logistics_world::NOW).unwrap();
    at.plus_minutes(i64::from(hours) * 60).to_string()
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn later_heroic_and_more_looks_never_lower_the_score(
        status in status(),
        late in 0_u32..60,
        later in 1_u32..60,
        looks in 0_usize..4,
        minutes in 0_u32..200,
    ) {
        let list = |hero: bool, late: u32, looks: usize, minutes: u32| {
            let mut samples = vec![json!({ "id": "x", "status": status, "isHero": hero, "lookId": "L",
                "etaAt": hour(late + 1), "dueAt": hour(1), "shootMinutes": minutes })];
            samples.extend((0..looks).map(|n| json!({ "id": n.to_string(), "status": "lost",
                "lookId": format!("L{n}"), "substituteIds": ["x"] })));
            json!(samples)
        };
        let score = |samples: Value| {
            let found = blockers(&samples, json!({}));
            found.iter().find(|b| b.sample_id == "x").map_or(0.0, |b| b.score)
        };
        let base = score(list(false, late, looks, minutes));
        prop_assert!((0.0..=100.0).contains(&base));
        prop_assert!(score(list(true, late, looks, minutes)) >= base);
        prop_assert!(score(list(false, late + later, looks, minutes)) >= base);
        prop_assert!(score(list(false, late, looks + 1, minutes)) >= base);
        prop_assert!(score(list(false, late, looks, minutes + 20)) >= base);
    }

    #[test]
    fn the_worst_come_first_and_no_score_leaves_its_range(
        statuses in prop::collection::vec((status(), any::<bool>(), 0_usize..4), 0..30),
    ) {
        let samples: Vec<_> = statuses.iter().enumerate().map(|(n, (status, hero, look))| {
            json!({ "id": format!("s{n}"), "status": status, "isHero": hero, "lookId": format!("L{look}") })
        }).collect();
        let found = blockers(&json!(samples), json!({}));
        prop_assert_eq!(found.len(), samples.len());
        for pair in found.windows(2) {
            prop_assert!((-pair[0].score, &pair[0].sample_id) < (-pair[1].score, &pair[1].sample_id));
        }
        prop_assert!(found.iter().all(|b| (0.0..=100.0).contains(&b.score)));
    }
}
