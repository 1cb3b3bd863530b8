//! Plans under way, plans that cannot be, and what is said of them.

use analysis::events::critical_path::TaskDates;
use analysis::events::{CriticalPath, Event, EventsAnalysis, Zone, optimize};
use analysis::{Problem, Time};
use serde_json::{Value, json};

#[expect(clippy::needless_pass_by_value, reason = "json! is written in place")]
fn event(tasks: Value) -> Event {
    let event = json!({ "id": "e", "startsAt": "2026-11-21T08:00:00Z", "tasks": tasks });
    serde_json::from_value(event).unwrap()
}

/// The analysis at a time of that day.
fn at<'a>(event: &'a Event, clock: &str) -> CriticalPath<'a> {
    let now = Time::parse(&format!("2026-11-21T{clock}:00Z"));
    let kind = EventsAnalysis::CriticalPath;
    optimize(event, &Zone::utc(), kind, now, 0, 0).unwrap().critical_path.unwrap()
}

fn refusal(tasks: Value) -> Problem {
    let event = event(tasks);
    let kind = EventsAnalysis::All;
    optimize(&event, &Zone::utc(), kind, None, 0, 0).unwrap_err()
}

fn cycle(ids: &[&str]) -> Problem {
    let ids = ids.iter().map(ToString::to_string).collect();
    Problem::Cycle { cycles: vec![ids], unknown: Vec::new() }
}

fn dates(task: &TaskDates<'_>) -> (i64, i64) {
    (task.early_start, task.early_finish)
}

#[test]
fn done_work_keeps_its_real_dates_and_is_never_critical() {
    let event = event(json!([
        { "id": "a", "durationMinutes": 60, "status": "done",
          "actualStart": "2026-11-21T08:10:00Z", "actualFinish": "2026-11-21T09:40:00Z" },
        { "id": "b", "durationMinutes": 30, "dependencies": ["a"] }
    ]));
    let found = at(&event, "09:00");
    assert_eq!(dates(&found.tasks[0]), (10, 100));
    assert_eq!((found.tasks[0].is_critical, found.tasks[0].total_float), (false, None));
    assert_eq!(dates(&found.tasks[1]), (100, 130));
    assert_eq!(found.path, ["b"]);
}

#[test]
fn what_has_begun_goes_on_from_now_with_what_is_left() {
    let event = event(json!([
        { "id": "a", "durationMinutes": 100, "percentComplete": 40, "actualStart": "2026-11-21T08:05:00Z" },
        { "id": "b", "durationMinutes": 10, "dependencies": ["a"] }
    ]));
    let found = at(&event, "10:00");
    assert_eq!(dates(&found.tasks[0]), (5, 180));
    assert_eq!(dates(&found.tasks[1]), (180, 190));
    assert_eq!(found.path, ["a", "b"]);
}

#[test]
fn what_is_left_still_waits_for_its_predecessors_and_that_is_said() {
    let event = event(json!([
        { "id": "a", "durationMinutes": 60 },
        { "id": "b", "durationMinutes": 60, "percentComplete": 50,
          "actualStart": "2026-11-21T08:00:00Z", "dependencies": ["a"] }
    ]));
    let found = at(&event, "08:30");
    assert_eq!(dates(&found.tasks[1]), (0, 120));
    assert_eq!(found.warnings, ["\"b\" has begun although \"a\" is not finished"]);
}

#[test]
fn nothing_that_is_not_done_lies_in_the_past() {
    let event = event(json!([{ "id": "a", "durationMinutes": 60 }]));
    assert_eq!(dates(&at(&event, "10:00").tasks[0]), (120, 180));
    assert!(!event.is_under_way());
}

#[test]
fn a_start_that_is_history_drives_without_being_critical() {
    let event = event(json!([
        { "id": "a", "durationMinutes": 60, "percentComplete": 50, "actualStart": "2026-11-21T08:00:00Z" },
        { "id": "b", "durationMinutes": 240, "dependencies": [{ "taskId": "a", "type": "SS", "lagMinutes": 90 }] }
    ]));
    let found = at(&event, "08:30");
    assert_eq!(found.tasks[1].driven_by, Some("a"));
    assert_eq!(found.path, ["b"]);
    assert_eq!(found.tasks[0].total_float, Some(270));
}

#[test]
fn blocked_tasks_are_ranked_by_what_they_hold_up() {
    let event = event(json!([
        { "id": "side", "durationMinutes": 10, "status": "blocked", "startNoEarlierThan": "2026-11-21T09:00:00Z" },
        { "id": "main", "durationMinutes": 60, "status": "blocked" },
        { "id": "next", "durationMinutes": 60, "dependencies": ["main"] },
        { "id": "last", "durationMinutes": 60, "dependencies": ["next", "side"] }
    ]));
    let blocked = at(&event, "08:00").blocked_tasks;
    let told: Vec<_> = blocked
        .iter()
        .map(|one| (one.task_id, one.total_float, one.waiting_tasks, one.expected_at.is_some()))
        .collect();
    assert_eq!(told, [("main", 0, 2, false), ("side", 50, 1, true)]);
}

#[test]
fn missed_dates_leave_negative_float() {
    let mut event = event(json!([
        { "id": "a", "durationMinutes": 60, "finishNoLaterThan": "2026-11-21T08:45:00Z" },
        { "id": "b", "durationMinutes": 60, "dependencies": ["a"] }
    ]));
    event.deadline_at = Time::parse("2026-11-21T09:50:00Z");
    let found = at(&event, "08:00");
    let floats: Vec<_> = found.tasks.iter().filter_map(|task| task.total_float).collect();
    assert_eq!(floats, [-15, -10]);
    assert_eq!(
        found.warnings,
        [
            "the finish is 10 working min after the deadline",
            "\"a\" is 15 working min after its finishNoLaterThan"
        ]
    );
}

#[test]
fn an_event_without_tasks_takes_no_time() {
    let event = event(json!([]));
    let found = at(&event, "12:00");
    assert_eq!((found.duration_minutes, found.path.len()), (0, 0));
}

#[test]
fn a_loop_is_named_in_order_and_is_a_shortest_one() {
    let found = refusal(json!([
        { "id": "start", "durationMinutes": 1 },
        { "id": "a", "durationMinutes": 1, "dependencies": ["start", "d"] },
        { "id": "b", "durationMinutes": 1, "dependencies": ["a"] },
        { "id": "c", "durationMinutes": 1, "dependencies": ["b"] },
        { "id": "d", "durationMinutes": 1, "dependencies": ["c", "b"] },
        { "id": "after", "durationMinutes": 1, "dependencies": ["d"] }
    ]));
    assert_eq!(found, cycle(&["a", "b", "d"]));
    let own = refusal(json!([{ "id": "a", "durationMinutes": 1, "dependencies": ["a"] }]));
    assert_eq!(own, cycle(&["a"]));
}

#[test]
fn a_loop_of_thousands_is_found_without_recursion() {
    let count = 10_000;
    let task = |at: usize| {
        let before = format!("t{}", (at + 1) % count);
        json!({ "id": format!("t{at}"), "durationMinutes": 1, "dependencies": [before] })
    };
    let problem = refusal((0..count).map(task).collect());
    let Problem::Cycle { cycles, .. } = problem else { panic!("no loop") };
    assert_eq!((cycles.len(), cycles[0].len()), (1, count));
}

#[test]
fn all_unknown_predecessors_are_named_once() {
    let found = refusal(json!([
        { "id": "a", "durationMinutes": 1, "dependencies": ["y", "x"] },
        { "id": "b", "durationMinutes": 1, "dependencies": ["a", { "taskId": "y" }] }
    ]));
    assert_eq!(found, Problem::Unknown(vec!["x".into(), "y".into()]));
}

#[test]
fn twins_and_estimates_out_of_order_are_refused_by_name() {
    let message = |tasks| refusal(tasks).to_string();
    let twins = json!([{ "id": "a", "durationMinutes": 1 }, { "id": "a", "durationMinutes": 2 }]);
    assert_eq!(message(twins), "event.tasks[1].id: \"a\" is already the id of event.tasks[0]");
    let best = json!([{ "id": "a", "durationMinutes": 10, "optimisticMinutes": 11 }]);
    assert!(message(best).starts_with("event.tasks[0].optimisticMinutes: "));
    let worst = json!([{ "id": "a", "durationMinutes": 10, "pessimisticMinutes": 9 }]);
    assert!(message(worst).starts_with("event.tasks[0].pessimisticMinutes: "));
}
