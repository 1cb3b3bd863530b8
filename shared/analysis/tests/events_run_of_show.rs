//! The run of show: nothing twice at a time, order kept, the window hard, and
//! conflicts that cannot be made smaller.

use analysis::Time;
use analysis::events::run_of_show::{Block, BlockPhase, RunOfShow, ShowConflictKind};
use analysis::events::{Event, EventsAnalysis, Zone, optimize};
use proptest::prelude::*;
use serde_json::{Value, json};

fn clock(minute: i64) -> String {
    Time::parse("2026-11-21T08:00:00Z").unwrap().plus_minutes(minute).to_string()
}

fn minute(time: Time) -> i64 {
    time.minutes_since(Time::parse(&clock(0)).unwrap())
}

#[expect(clippy::needless_pass_by_value, reason = "json! is written in place")]
fn event(tasks: Value) -> Event {
    let event = json!({ "id": "e", "name": "Gala", "startsAt": clock(0), "showAt": clock(600),
        "access": { "from": clock(0), "to": clock(900) },
        "resources": [{ "id": "lift", "capacity": 2 }], "tasks": tasks });
    serde_json::from_value(event).unwrap()
}

fn run(event: &Event) -> RunOfShow<'_> {
    let kind = EventsAnalysis::RunOfShow;
    optimize(event, &Zone::utc(), kind, None, 0, 0).unwrap().run_of_show.unwrap()
}

fn told<'a>(show: &'a RunOfShow<'_>) -> Vec<(&'a str, i64, i64)> {
    show.blocks.iter().map(|one| (one.id, minute(one.starts_at), minute(one.ends_at))).collect()
}

#[test]
fn the_day_is_worked_back_from_the_show_and_on_into_the_teardown() {
    let event = event(json!([
        { "id": "rig", "durationMinutes": 120 },
        { "id": "focus", "durationMinutes": 60, "dependencies": ["rig"], "ownerId": "bo" },
        { "id": "run", "durationMinutes": 90, "phase": "show", "dependencies": ["focus"] },
        { "id": "strike", "durationMinutes": 60, "dependencies": ["run"] }
    ]));
    let show = run(&event);
    assert_eq!(
        told(&show),
        [
            ("rig", 415, 535),
            ("focus", 535, 595),
            ("buffer-setup", 595, 600),
            ("run", 600, 690),
            ("strike", 690, 750),
            ("buffer-teardown", 750, 755)
        ]
    );
    assert!(show.feasible);
    assert_eq!(show.blocks[1].owner_id, Some("bo"));
    assert_eq!(show.blocks[4].phase, BlockPhase::Teardown);
}

#[test]
fn the_buffer_grows_with_the_root_of_the_squares_of_the_chain() {
    // Beta(3, 3): P90 − P50 is 0.2532 of the range, here 100 minutes each.
    let task = |id: &str, after: &[&str]| {
        json!({ "id": id, "durationMinutes": 50, "optimisticMinutes": 0, "pessimisticMinutes": 100,
            "dependencies": after })
    };
    let one = event(json!([task("a", &[])]));
    let four =
        event(json!([task("a", &[]), task("b", &["a"]), task("c", &["b"]), task("d", &["c"])]));
    let buffer =
        |event: &Event| run(event).blocks.iter().map(|block| block.buffer_minutes).max().unwrap();
    assert_eq!((buffer(&one), buffer(&four)), (26, 51));
}

#[test]
fn an_event_without_show_tasks_still_has_its_show() {
    let event = event(json!([]));
    let show = run(&event);
    assert_eq!(told(&show), [("show", 600, 600)]);
    assert_eq!(show.blocks[0].title, "Gala");
}

#[test]
fn one_place_serves_one_task_and_that_is_named_when_time_is_short() {
    let task = |id: &str, minutes: u32| json!({ "id": id, "durationMinutes": minutes, "location": "stage" });
    let event = event(json!([
        task("a", 300),
        task("b", 250),
        task("c", 100),
        { "id": "else", "durationMinutes": 500 }
    ]));
    let show = run(&event);
    assert!(!show.feasible);
    assert_eq!(show.conflicts.len(), 1);
    assert_eq!(show.conflicts[0].kind, ShowConflictKind::Location);
    assert_eq!(show.conflicts[0].task_ids, ["a", "b", "c"]);
}

#[test]
fn a_chain_that_is_too_long_is_a_matter_of_time() {
    let event = event(json!([
        { "id": "a", "durationMinutes": 400 },
        { "id": "b", "durationMinutes": 200, "dependencies": ["a"] },
        { "id": "short", "durationMinutes": 10 }
    ]));
    let conflicts = run(&event).conflicts;
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].kind, ShowConflictKind::Window);
    assert_eq!(conflicts[0].task_ids, ["a", "b"]);
}

#[test]
fn teardown_has_to_be_out_before_the_doors_close() {
    let event = event(json!([
        { "id": "run", "durationMinutes": 200, "phase": "show" },
        { "id": "strike", "durationMinutes": 101, "phase": "teardown" }
    ]));
    let conflicts = run(&event).conflicts;
    assert_eq!(conflicts[0].task_ids, ["strike"]);
    assert!(conflicts[0].reason.contains("closing"));
}

#[test]
fn people_resources_and_order_are_checked() {
    let mut event = event(json!([
        { "id": "a", "durationMinutes": 60, "demands": { "lift": 3 } },
        { "id": "run", "durationMinutes": 60, "phase": "show", "ownerId": "ann" },
        { "id": "late", "durationMinutes": 60, "phase": "setup", "dependencies": ["run"] }
    ]));
    event.crew =
        serde_json::from_value(json!([{ "id": "ann", "roles": [], "availableTo": clock(630) }]))
            .unwrap();
    let conflicts = run(&event).conflicts;
    let told: Vec<_> = conflicts.iter().map(|one| (one.kind, one.task_ids.clone())).collect();
    assert_eq!(
        told,
        [
            (ShowConflictKind::Order, vec!["run", "late"]),
            (ShowConflictKind::Resource, vec!["a"]),
            (ShowConflictKind::Person, vec!["run"])
        ]
    );
}

#[test]
fn a_run_of_show_needs_the_time_of_the_show_and_known_resources() {
    let refuse = |event: &Event| {
        optimize(event, &Zone::utc(), EventsAnalysis::RunOfShow, None, 0, 0)
            .unwrap_err()
            .to_string()
    };
    let mut without = event(json!([]));
    without.show_at = None;
    assert!(refuse(&without).starts_with("event.showAt: "));
    let event = event(json!([{ "id": "a", "durationMinutes": 1, "demands": { "ghost": 1 } }]));
    assert_eq!(refuse(&event), "unknown: ghost");
}

fn days() -> impl Strategy<Value = Vec<Value>> {
    let row = (
        1_i64..160,
        prop::option::of(0..3_u8),
        prop::option::of(0..3_u8),
        0..3_u32,
        0..3_u8,
        prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8, 0_i64..20), 0..2),
    );
    prop::collection::vec(row, 1..9).prop_map(|rows| {
        let phases: Vec<u8> = rows.iter().map(|row| row.4).collect();
        let rows = rows.into_iter().enumerate();
        rows.map(|(at, (minutes, place, owner, lifts, phase, links))| {
            let links: Vec<Value> = links
                .into_iter()
                .map(|(to, kind, lag)| (to.index(at.max(1)), kind, lag))
                .filter(|&(to, ..)| to < at && phases[to] <= phase)
                .map(|(to, kind, lag)| {
                    let kind = ["FS", "SS", "FF", "FS"][usize::from(kind)];
                    json!({ "taskId": format!("t{to}"), "type": kind, "lagMinutes": lag })
                })
                .collect();
            json!({ "id": format!("t{at}"), "durationMinutes": minutes,
                "phase": (["setup", "show", "teardown"][usize::from(phase)]),
                "location": place.map(|place| format!("l{place}")),
                "ownerId": owner.map(|owner| format!("o{owner}")),
                "demands": { "lift": lifts }, "dependencies": links })
        })
        .collect()
    })
}

/// The event without one of its tasks.
fn without(event: &Event, id: &str) -> Event {
    let mut event = event.clone();
    event.tasks.retain(|task| task.id != id);
    for task in &mut event.tasks {
        task.dependencies.retain(|link| link.task_id != id);
    }
    event
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_is_used_twice_and_the_parts_keep_apart(tasks in days()) {
        let event = event(json!(tasks));
        let show = run(&event);
        let task_of = |block: &Block<'_>| event.tasks.iter().find(|task| task.id == block.id).cloned();
        let blocks: Vec<_> = show
            .blocks
            .iter()
            .filter_map(|block| Some((task_of(block)?, minute(block.starts_at), minute(block.ends_at))))
            .collect();
        prop_assert_eq!(blocks.len(), event.tasks.len());
        for (at, (task, from, to)) in blocks.iter().enumerate() {
            prop_assert_eq!(to - from, i64::from(task.duration_minutes));
            for (other, begin, end) in &blocks[at + 1..] {
                let same = (task.location.is_some() && task.location == other.location)
                    || (task.owner_id.is_some() && task.owner_id == other.owner_id);
                prop_assert!(!same || to <= begin || end <= from, "{} {}", task.id, other.id);
            }
            let lifts: u32 = blocks
                .iter()
                .filter(|(_, begin, end)| begin <= from && from < end)
                .map(|(task, ..)| task.demands.get("lift").unwrap())
                .sum();
            prop_assert!(lifts <= 2);
            for link in &task.dependencies {
                let (_, begin, end) = blocks.iter().find(|(one, ..)| one.id == link.task_id).unwrap();
                let kept = match link.kind {
                    analysis::events::LinkType::FS => from - end,
                    analysis::events::LinkType::SS => from - begin,
                    analysis::events::LinkType::FF => to - end,
                    analysis::events::LinkType::SF => to - begin,
                };
                // A link into the show, which keeps its time, may be broken only aloud.
                prop_assert!(kept >= link.lag_minutes || !show.feasible || task.phase == Some(
                    analysis::events::event::Phase::Show));
            }
        }
        if show.feasible {
            prop_assert!(show.blocks.iter().all(|one| minute(one.starts_at) >= 0 && minute(one.ends_at) <= 900));
        }
    }

    #[test]
    fn leaving_out_all_conflicts_helps_and_each_set_is_smallest(tasks in days()) {
        let event = event(json!(tasks));
        let show = run(&event);
        for conflict in &show.conflicts {
            // Its tasks alone conflict; without any one of them they do not. The
            // other parts of the day stay: they say when this one may begin.
            let part = |id: &str| event.tasks.iter().find(|task| task.id == id).unwrap().phase;
            let own = part(conflict.task_ids[0]);
            let mut alone = event.clone();
            for task in &event.tasks {
                if !conflict.task_ids.contains(&task.id.as_str()) {
                    if task.phase == own {
                        alone = without(&alone, &task.id);
                    }
                }
            }
            let within = |event: &Event| {
                run(event)
                    .conflicts
                    .iter()
                    .any(|one| one.task_ids.iter().all(|id| conflict.task_ids.contains(id)))
            };
            prop_assert!(within(&alone), "{:?}", conflict);
            for id in &conflict.task_ids {
                prop_assert!(!within(&without(&alone, id)));
            }
        }
    }
}
