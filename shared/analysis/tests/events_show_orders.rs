//! The run of show of few tasks: if any order of them fits, the day does; what
//! happened before it, and what may happen in it, counts.

use analysis::Time;
use analysis::events::run_of_show::RunOfShow;
use analysis::events::{Event, EventsAnalysis, Zone, optimize};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The buffer of tasks without estimates.
const BUFFER: i64 = 5;

fn clock(minute: i64) -> String {
    Time::parse("2026-11-21T08:00:00Z").unwrap().plus_minutes(minute).to_string()
}

/// A day that begins at 0 and ends at `ends`, with its show at `shows`.
#[expect(clippy::needless_pass_by_value, reason = "json! is written in place")]
fn event(shows: i64, ends: i64, tasks: Value) -> Event {
    let event = json!({ "id": "e", "startsAt": clock(0), "showAt": clock(shows),
        "endsAt": clock(ends), "tasks": tasks });
    serde_json::from_value(event).unwrap()
}

fn run(event: &Event) -> RunOfShow<'_> {
    let kind = EventsAnalysis::RunOfShow;
    let now = event.is_under_way().then(|| Time::parse(&clock(0)).unwrap());
    optimize(event, &Zone::utc(), kind, now, 0, 0).unwrap().run_of_show.unwrap()
}

#[test]
fn what_is_due_first_goes_before_what_takes_longer() {
    let event = event(
        0,
        130,
        json!([
            { "id": "strike", "durationMinutes": 102, "phase": "teardown", "ownerId": "ana" },
            { "id": "van", "durationMinutes": 14, "phase": "teardown", "ownerId": "ana",
              "finishNoLaterThan": clock(96) }
        ]),
    );
    let show = run(&event);
    assert!(show.feasible, "{:?}", show.conflicts);
    let order: Vec<&str> = show.blocks.iter().map(|block| block.id).collect();
    assert_eq!(order, ["show", "van", "strike", "buffer-teardown"]);
}

#[test]
fn setup_waits_for_what_was_done_to_dry() {
    let day = |shows| {
        let glue = json!({ "id": "glue", "durationMinutes": 60, "status": "done",
            "actualStart": clock(-60), "actualFinish": clock(0) });
        let dry = json!({ "taskId": "glue", "lagMinutes": 240 });
        let paint = json!({ "id": "paint", "durationMinutes": 30, "dependencies": [dry] });
        event(shows, shows + 60, json!([glue, paint]))
    };
    assert!(run(&day(240 + 30 + BUFFER)).feasible);
    let early = day(240 + 30 + BUFFER - 1);
    let show = run(&early);
    assert_eq!(show.conflicts[0].task_ids, ["paint"]);
}

#[test]
fn what_is_likely_to_take_no_time_still_has_its_part_in_the_buffer() {
    let event = event(
        600,
        900,
        json!([{ "id": "sign-off", "durationMinutes": 0, "pessimisticMinutes": 120 }]),
    );
    let show = run(&event);
    let buffer = show.blocks.iter().find(|block| block.id == "buffer-setup").unwrap();
    assert!(buffer.buffer_minutes > 20, "{}", buffer.buffer_minutes);
}

/// Whether one person can do jobs (minutes, due) one after the other in time.
fn fits(jobs: &[(i64, i64)], clock: i64, ends: i64) -> bool {
    let others = |at: usize| {
        let mut rest = jobs.to_vec();
        rest.remove(at);
        rest
    };
    let next = |(at, &(minutes, due)): (usize, &(i64, i64))| {
        let done = clock + minutes;
        done <= due && done + BUFFER <= ends && fits(&others(at), done, ends)
    };
    jobs.is_empty() || jobs.iter().enumerate().any(next)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_person_keeps_all_due_times_whenever_some_order_does(
        jobs in prop::collection::vec((1_i64..60, 20_i64..200), 1..6),
        ends in 60_i64..220,
    ) {
        let tasks = jobs.iter().enumerate().map(|(at, &(minutes, due))| json!({
            "id": format!("t{at}"), "durationMinutes": minutes, "phase": "teardown",
            "ownerId": "ana", "finishNoLaterThan": clock(due) }));
        let event = event(0, ends, tasks.collect());
        let show = run(&event);
        prop_assert_eq!(show.feasible, fits(&jobs, 0, ends), "{:?}", show.conflicts);
        for conflict in &show.conflicts {
            let at = |id: &&str| id[1..].parse::<usize>().unwrap();
            let set: Vec<_> = conflict.task_ids.iter().map(|id| jobs[at(id)]).collect();
            prop_assert!(!fits(&set, 0, ends), "{:?}", conflict);
            for at in 0..set.len() {
                let mut fewer = set.clone();
                fewer.remove(at);
                prop_assert!(fits(&fewer, 0, ends), "{:?} without {}", conflict, at);
            }
        }
    }
}
