//! The levelled schedule of whole events: links, progress and calendars put
//! right, capacities kept.

use analysis::Time;
use analysis::events::levelled::LevelledSchedule;
use analysis::events::{Event, EventsAnalysis, EventsReport, Zone, optimize};
use serde_json::{Value, json};

#[expect(clippy::needless_pass_by_value, reason = "json! is written in place")]
fn event(tasks: Value) -> Event {
    let event = json!({ "id": "e", "startsAt": "2026-11-21T08:00:00Z", "tasks": tasks,
        "resources": [{ "id": "crane", "capacity": 1 }] });
    serde_json::from_value(event).unwrap()
}

fn analyse(event: &Event, kind: EventsAnalysis, now: Option<Time>) -> EventsReport<'_> {
    optimize(event, &Zone::utc(), kind, now, 1, 200).unwrap()
}

fn level(event: &Event, now: Option<Time>) -> LevelledSchedule<'_> {
    analyse(event, EventsAnalysis::Schedule, now).schedule.unwrap()
}

fn starts(found: &LevelledSchedule<'_>) -> Vec<i64> {
    found.starts.iter().map(|one| one.start_minutes).collect()
}

#[test]
fn tasks_that_share_a_crane_take_turns_and_the_longer_way_goes_first() {
    let event = event(json!([
        { "id": "a", "durationMinutes": 60, "demands": { "crane": 1 } },
        { "id": "b", "durationMinutes": 60, "demands": { "crane": 1 } },
        { "id": "after b", "durationMinutes": 90, "dependencies": ["b"] }
    ]));
    let found = level(&event, None);
    let starts = starts(&found);
    assert!(starts[0] >= 60 && starts[1..] == [0, 60], "{starts:?}");
    assert_eq!((found.makespan_minutes, found.lower_bound_minutes), (150, 150));
    assert!(found.optimal);
}

#[test]
fn every_kind_of_link_keeps_its_meaning() {
    for (kind, lag, start) in [("FS", 5, 65), ("SS", 45, 45), ("FF", 15, 35), ("SF", 80, 40)] {
        let event = event(json!([
            { "id": "a", "durationMinutes": 60 },
            { "id": "b", "durationMinutes": 40,
              "dependencies": [{ "taskId": "a", "type": kind, "lagMinutes": lag }] }
        ]));
        assert_eq!(starts(&level(&event, None)), [0, start], "{kind}");
    }
}

#[test]
fn history_stays_and_what_is_left_is_levelled_from_now() {
    let event = event(json!([
        { "id": "done", "durationMinutes": 60, "demands": { "crane": 1 }, "status": "done",
          "actualStart": "2026-11-21T08:00:00Z", "actualFinish": "2026-11-21T09:10:00Z" },
        { "id": "half", "durationMinutes": 60, "percentComplete": 50, "demands": { "crane": 1 },
          "actualStart": "2026-11-21T09:10:00Z" },
        { "id": "next", "durationMinutes": 30, "demands": { "crane": 1 },
          "dependencies": [{ "taskId": "done", "lagMinutes": 5 }, { "taskId": "half", "type": "SS" }] }
    ]));
    let found = level(&event, Time::parse("2026-11-21T09:30:00Z"));
    assert_eq!(found.makespan_minutes, 150);
    let starts = starts(&found);
    assert_eq!(starts[0], 0);
    assert!(starts[1..] == [90, 120] || starts[1..] == [120, 90], "{starts:?}");
}

#[test]
fn work_pauses_when_the_calendar_does() {
    let mut event = event(json!([
        { "id": "a", "durationMinutes": 60, "demands": { "crane": 1 } },
        { "id": "b", "durationMinutes": 60, "demands": { "crane": 1 } }
    ]));
    event.calendar = serde_json::from_value(json!({ "workingHours":
        ([6, 7].map(|day| json!({ "day": day, "from": "08:00", "to": "09:30" }))) }))
    .unwrap();
    // An hour, then half of the other one; its rest on Sunday.
    assert_eq!(level(&event, None).makespan_minutes, 1440 + 30);
}

#[test]
fn a_demand_beyond_the_capacity_is_refused_or_warned_of() {
    let event = event(json!([{ "id": "a", "durationMinutes": 60, "demands": { "crane": 2 } }]));
    let kind = EventsAnalysis::Schedule;
    let problem = optimize(&event, &Zone::utc(), kind, None, 1, 10).unwrap_err().to_string();
    let told = "event.tasks[0].demands.crane: needs 2 of crane, whose capacity is 1";
    assert_eq!(problem, told, "the field as it stands in the request");
    let report = analyse(&event, EventsAnalysis::All, None);
    assert!(report.schedule.is_none());
    assert!(report.critical_path.unwrap().warnings[0].starts_with("no levelled schedule: "));
}

#[test]
fn what_begins_centuries_later_is_refused_by_the_name_of_its_date() {
    let event = event(json!([
        { "id": "done", "durationMinutes": 60, "status": "done" },
        { "id": "far", "durationMinutes": 60, "startNoEarlierThan": "9999-01-01T00:00:00Z" }
    ]));
    let kind = EventsAnalysis::Schedule;
    let problem = optimize(&event, &Zone::utc(), kind, None, 1, 10).unwrap_err().to_string();
    let told = "event.tasks[1].startNoEarlierThan: must be 0 to 268435456";
    assert_eq!(problem, told);
}

#[test]
fn unknown_resources_are_named() {
    let event = event(json!([{ "id": "a", "durationMinutes": 60, "demands": { "ghost": 1 } }]));
    let kind = EventsAnalysis::Schedule;
    let problem = optimize(&event, &Zone::utc(), kind, None, 1, 10).unwrap_err();
    assert_eq!(problem, analysis::Problem::Unknown(vec!["ghost".into()]));
}
