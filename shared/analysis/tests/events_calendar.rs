//! Working calendars against a clock that ticks minute by minute.

use analysis::Time;
use analysis::events::event::Calendar;
use analysis::events::working_time::WorkingTime;
use analysis::events::{Event, EventsAnalysis, Zone, optimize};
use proptest::prelude::*;
use serde_json::{Value, json};

fn time(text: &str) -> Time {
    Time::parse(text).unwrap()
}

fn calendar(value: Value) -> Calendar {
    serde_json::from_value(value).unwrap()
}

fn office() -> Value {
    let day = |day: u8| json!({ "day": day, "from": "09:00", "to": "17:00" });
    json!({ "workingHours": [day(1), day(2), day(3), day(4), day(5)] })
}

/// Berlin around the changes of 2026.
fn berlin() -> Zone {
    Zone::new(vec![
        (time("2025-10-26T01:00:00Z"), 60),
        (time("2026-03-29T01:00:00Z"), 120),
        (time("2026-10-25T01:00:00Z"), 60),
    ])
}

fn dates(event: Value, zone: &Zone) -> (String, Vec<(i64, i64)>) {
    let event: Event = serde_json::from_value(event).unwrap();
    let kind = EventsAnalysis::CriticalPath;
    let found = optimize(&event, zone, kind, None, 0, 0).unwrap().critical_path.unwrap();
    let dates = found.tasks.iter().map(|task| (task.early_start, task.early_finish)).collect();
    (found.finish_at.to_string(), dates)
}

#[test]
fn work_goes_on_after_the_weekend() {
    let event = json!({
        "id": "e", "startsAt": "2026-11-20T15:00:00Z", "calendar": office(),
        "tasks": [{ "id": "a", "durationMinutes": 240 }]
    });
    assert_eq!(dates(event, &Zone::utc()).0, "2026-11-23T11:00:00Z");
}

#[test]
fn a_task_ends_before_the_pause_and_the_next_begins_after_it() {
    let event = json!({
        "id": "e", "startsAt": "2026-11-19T09:00:00Z", "calendar": office(),
        "tasks": [
            { "id": "a", "durationMinutes": 480 },
            { "id": "done", "durationMinutes": 0, "dependencies": ["a"] },
            { "id": "b", "durationMinutes": 60, "dependencies": ["done"] }
        ]
    });
    let (_, dates) = dates(event, &Zone::utc());
    assert_eq!(dates, [(0, 480), (480, 480), (1440, 1500)]);
}

#[test]
fn a_shift_over_the_night_of_the_clock_change_has_its_true_length() {
    let calendar = json!({ "workingHours": [{ "day": 6, "from": "22:00", "to": "06:00" }] });
    for (starts, minutes, finish) in [
        // The hour from two to three is skipped: 7 hours of night.
        ("2026-03-28T21:00:00Z", 420, "2026-03-29T04:00:00Z"),
        // It is there twice: 9 hours.
        ("2026-10-24T20:00:00Z", 540, "2026-10-25T05:00:00Z"),
    ] {
        let event = json!({
            "id": "e", "startsAt": starts, "calendar": calendar,
            "tasks": [{ "id": "night", "durationMinutes": minutes }]
        });
        assert_eq!(dates(event, &berlin()).0, finish);
    }
}

#[test]
fn office_hours_follow_the_clock_on_the_wall() {
    // Friday in winter time to Monday in summer time: nine o'clock is an hour earlier.
    let event = json!({
        "id": "e", "startsAt": "2026-03-27T08:00:00Z", "calendar": office(),
        "tasks": [{ "id": "a", "durationMinutes": 481 }]
    });
    assert_eq!(dates(event, &berlin()).0, "2026-03-30T07:01:00Z");
}

#[test]
fn exceptions_replace_the_hours_of_their_day() {
    let mut calendar = office();
    calendar["exceptions"] = json!([
        { "date": "2026-11-23" },
        { "date": "2026-11-21", "from": "10:00", "to": "11:00" }
    ]);
    let event = json!({
        "id": "e", "startsAt": "2026-11-20T16:00:00Z", "calendar": calendar,
        "tasks": [{ "id": "a", "durationMinutes": 180 }]
    });
    assert_eq!(dates(event, &Zone::utc()).0, "2026-11-24T10:00:00Z");
}

#[test]
fn without_working_hours_every_hour_is_one_but_for_exceptions() {
    for (exceptions, finish) in [
        (json!([]), "2026-11-21T02:00:00Z"),
        (json!([{ "date": "2026-11-21" }]), "2026-11-22T02:00:00Z"),
    ] {
        let event = json!({
            "id": "e", "startsAt": "2026-11-20T16:00:00Z",
            "calendar": { "exceptions": exceptions },
            "tasks": [{ "id": "a", "durationMinutes": 600 }]
        });
        assert_eq!(dates(event, &Zone::utc()).0, finish);
    }
}

#[test]
fn refuses_calendars_that_never_let_anyone_finish() {
    let refuse = |calendar: Value, minutes: u32| {
        let event: Event = serde_json::from_value(json!({
            "id": "e", "startsAt": "2026-11-20T16:00:00Z", "calendar": calendar,
            "tasks": [{ "id": "a", "durationMinutes": minutes }]
        }))
        .unwrap();
        let kind = EventsAnalysis::CriticalPath;
        optimize(&event, &Zone::utc(), kind, None, 0, 0).unwrap_err().to_string()
    };
    assert!(refuse(json!({ "workingHours": [] }), 5).contains("no working time"));
    let once = json!({
        "workingHours": [], "exceptions": [{ "date": "2026-11-30", "from": "09:00", "to": "10:00" }]
    });
    assert!(refuse(once, 61).contains("century"));
}

fn calendars() -> impl Strategy<Value = Value> {
    let clock = (0..24_u32, prop_oneof![Just(0_u32), Just(30), Just(17)])
        .prop_map(|(hour, minute)| format!("{hour:02}:{minute:02}"));
    let hours = (1..8_u8, clock.clone(), clock.clone())
        .prop_map(|(day, from, to)| json!({ "day": day, "from": from, "to": to }));
    let exception =
        (20..31_u8, prop::option::of((clock.clone(), clock))).prop_map(|(day, hours)| {
            let date = format!("2026-10-{day:02}");
            match hours {
                None => json!({ "date": date }),
                Some((from, to)) => json!({ "date": date, "from": from, "to": to }),
            }
        });
    (prop::collection::vec(hours, 1..8), prop::collection::vec(exception, 0..4))
        .prop_map(|(hours, exceptions)| json!({ "workingHours": hours, "exceptions": exceptions }))
}

/// Whether a calendar's hours hold a moment, read off the clock on the wall.
fn is_working(calendar: &Calendar, zone: &Zone, moment: Time) -> bool {
    let local = zone.local_minutes(moment);
    let hours_of = |day: i64| -> Vec<(i64, i64)> {
        let special: Vec<_> =
            calendar.exceptions.iter().filter(|one| one.date.days() == day).collect();
        let weekday = (day + 3).rem_euclid(7) + 1;
        let hours: Vec<(i64, i64)> = if special.is_empty() {
            let usual = calendar.working_hours.iter().flatten();
            let usual = usual.filter(|one| i64::from(one.day) == weekday);
            usual.map(|one| (one.from.minutes(), one.to.minutes())).collect()
        } else {
            let given = special.iter().filter(|one| one.from.is_some());
            given.map(|one| (one.from.unwrap().minutes(), one.to.unwrap().minutes())).collect()
        };
        hours.into_iter().map(|(a, b)| (a, if b > a { b } else { b + 1440 })).collect()
    };
    let today = local.div_euclid(1440);
    [today - 1, today].iter().any(|&day| {
        let minute = local - day * 1440;
        hours_of(day).iter().any(|&(from, to)| (from..to).contains(&minute))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    // Around a night without a clock change: there the wall clock's hours are
    // the true ones, so that ticking through them is a judge.
    #[test]
    fn counting_agrees_with_ticking(hours in calendars(), offset in -300..300_i32) {
        let calendar = calendar(hours);
        let zone = Zone::new(vec![(Time::default(), offset)]);
        let origin = time("2026-10-23T10:20:00Z");
        let mut axis = WorkingTime::new(Some(&calendar), &zone, origin).unwrap();
        axis.follow_minutes(-4000, 12_000).unwrap();
        let working = |minute: i64| is_working(&calendar, &zone, origin.plus_minutes(minute));
        let mut work = 0;
        for minute in 0..12_000 {
            prop_assert_eq!(axis.work_at(minute), work);
            if working(minute) {
                prop_assert_eq!(axis.start_of(work), minute);
                work += 1;
                prop_assert_eq!(axis.finish_of(work), minute + 1);
            }
        }
        let mut work = 0;
        for minute in (-4000..0).rev() {
            work -= i64::from(working(minute));
            prop_assert_eq!(axis.work_at(minute), work);
        }
    }
}
