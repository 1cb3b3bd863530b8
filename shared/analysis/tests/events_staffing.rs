//! Staffing against a watch that looks every minute.

use analysis::Time;
use analysis::events::staffing::{CrewConflictKind, StaffGap};
use analysis::events::{Event, EventsAnalysis, EventsReport, Zone, optimize};
use proptest::prelude::*;
use serde_json::{Value, json};

fn analyse(event: &Event) -> EventsReport<'_> {
    optimize(event, &Zone::utc(), EventsAnalysis::Staffing, None, 0, 0).unwrap()
}

fn event(value: Value) -> Event {
    serde_json::from_value(value).unwrap()
}

fn clock(minute: i64) -> String {
    Time::parse("2026-11-21T08:00:00Z").unwrap().plus_minutes(minute).to_string()
}

fn task(id: &str, from: i64, minutes: i64, role: &str, count: u32) -> Value {
    json!({ "id": id, "durationMinutes": minutes, "startNoEarlierThan": clock(from),
        "staff": [{ "role": role, "count": count }] })
}

#[expect(clippy::needless_pass_by_value, reason = "json! is written in place")]
fn day(tasks: Vec<Value>, crew: Value) -> Event {
    event(json!({ "id": "e", "startsAt": clock(0), "tasks": tasks, "crew": crew }))
}

/// A gap in minutes, with its numbers.
fn told(gap: &StaffGap<'_>) -> (String, i64, i64, u32, u32, u32) {
    let minute = |time: Time| time.minutes_since(Time::parse(&clock(0)).unwrap());
    (gap.role.into(), minute(gap.from), minute(gap.to), gap.required, gap.assigned, gap.gap)
}

#[test]
fn gaps_are_maximal_and_nobody_counts_twice() {
    let event = day(
        vec![task("a", 0, 60, "light", 1), task("b", 30, 60, "light", 1)],
        json!([{ "id": "ann", "roles": ["light"], "assignedTo": ["a", "b"] }]),
    );
    let report = analyse(&event);
    let gaps = report.staffing.unwrap();
    assert_eq!(gaps.iter().map(told).collect::<Vec<_>>(), [("light".into(), 30, 60, 2, 1, 1)]);
    let conflicts = report.crew_conflicts.unwrap();
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].kind, CrewConflictKind::DoubleBooked);
    assert_eq!(conflicts[0].task_ids, ["a", "b"]);
}

#[test]
fn people_who_are_not_there_do_not_count() {
    let crew =
        json!([{ "id": "ann", "roles": ["light"], "assignedTo": ["a"], "availableTo": clock(45) }]);
    let event = day(vec![task("a", 0, 60, "light", 1)], crew);
    let report = analyse(&event);
    let gaps = report.staffing.unwrap();
    assert_eq!(gaps.iter().map(told).collect::<Vec<_>>(), [("light".into(), 45, 60, 1, 0, 1)]);
    let conflict = &report.crew_conflicts.unwrap()[0];
    assert_eq!(conflict.kind, CrewConflictKind::Unavailable);
    assert_eq!((conflict.from.to_string(), conflict.to.to_string()), (clock(45), clock(60)));
}

#[test]
fn suggestions_use_each_person_where_only_they_can_help() {
    // Bo does both, Cy only sound: a greedy choice would spend Bo on sound.
    let event = day(
        vec![task("sound check", 0, 60, "sound", 1), task("focus", 0, 60, "light", 1)],
        json!([{ "id": "bo", "roles": ["sound", "light"] }, { "id": "cy", "roles": ["sound"] }]),
    );
    let gaps = analyse(&event).staffing.unwrap();
    let mut pairs: Vec<_> = gaps
        .iter()
        .flat_map(|gap| &gap.suggestions)
        .map(|one| (one.crew_id, one.task_id))
        .collect();
    pairs.sort_unstable();
    assert_eq!(pairs, [("bo", "focus"), ("cy", "sound check")]);
}

#[test]
fn one_person_helps_on_tasks_one_after_the_other_within_a_shift() {
    let event = day(
        vec![task("a", 0, 300, "x", 1), task("b", 300, 300, "x", 1), task("c", 600, 300, "x", 1)],
        json!([{ "id": "ann", "roles": ["x"] }]),
    );
    let gaps = analyse(&event).staffing.unwrap();
    let helped: usize = gaps.iter().map(|gap| gap.suggestions.len()).sum();
    // 15 hours would leave no eleven of rest.
    assert_eq!(helped, 2);
}

#[test]
fn shifts_without_rest_and_missing_skills_are_named() {
    let event = day(
        vec![task("a", 0, 480, "x", 1), task("b", 780, 60, "x", 1), task("c", 2000, 60, "y", 1)],
        json!([{ "id": "ann", "roles": ["x"], "assignedTo": ["a", "b", "c"] }]),
    );
    let report = analyse(&event);
    let conflicts = report.crew_conflicts.unwrap();
    let kinds: Vec<_> = conflicts.iter().map(|one| (one.kind, one.task_ids.clone())).collect();
    assert_eq!(
        kinds,
        [(CrewConflictKind::ShortRest, vec!["a", "b"]), (CrewConflictKind::Unskilled, vec!["c"]),]
    );
}

#[test]
fn nobody_is_needed_while_work_pauses() {
    let office = json!({ "workingHours": [{ "day": 6, "from": "08:00", "to": "09:00" },
        { "day": 7, "from": "08:00", "to": "09:00" }] });
    let event = event(json!({ "id": "e", "startsAt": clock(0), "calendar": office,
        "tasks": [task("a", 0, 90, "x", 1)] }));
    let gaps: Vec<_> = analyse(&event).staffing.unwrap().iter().map(told).collect();
    assert_eq!(gaps, [("x".into(), 0, 60, 1, 0, 1), ("x".into(), 1440, 1470, 1, 0, 1)]);
}

#[test]
fn assignments_to_unknown_tasks_are_refused() {
    let event = day(vec![], json!([{ "id": "ann", "roles": [], "assignedTo": ["nowhere"] }]));
    let kind = EventsAnalysis::Staffing;
    let problem = optimize(&event, &Zone::utc(), kind, None, 0, 0).unwrap_err();
    assert_eq!(problem, analysis::Problem::Unknown(vec!["nowhere".into()]));
}

#[derive(Debug, Clone)]
struct Person {
    roles: Vec<u8>,
    tasks: Vec<usize>,
    there: (i64, i64),
}

#[derive(Debug, Clone)]
struct Job {
    from: i64,
    minutes: i64,
    needs: Vec<(u8, u32)>,
}

fn days() -> impl Strategy<Value = (Vec<Job>, Vec<Person>)> {
    let job = (0_i64..60, 1_i64..60, prop::collection::vec((0..3_u8, 0..3_u32), 1..3))
        .prop_map(|(from, minutes, needs)| Job { from, minutes, needs });
    let person = (
        prop::collection::vec(0..3_u8, 1..3),
        prop::collection::vec(0..5_usize, 0..3),
        (0_i64..40, 40_i64..130),
    )
        .prop_map(|(roles, tasks, there)| Person { roles, tasks, there });
    (prop::collection::vec(job, 5..6), prop::collection::vec(person, 0..5))
}

fn build(jobs: &[Job], people: &[Person]) -> Event {
    let tasks: Vec<Value> = jobs
        .iter()
        .enumerate()
        .map(|(at, job)| {
            let staff: Vec<Value> = job
                .needs
                .iter()
                .map(|(role, count)| json!({ "role": role.to_string(), "count": count }))
                .collect();
            json!({ "id": at.to_string(), "durationMinutes": job.minutes,
                "startNoEarlierThan": clock(job.from), "staff": staff })
        })
        .collect();
    let crew: Vec<Value> = people
        .iter()
        .enumerate()
        .map(|(at, person)| {
            let roles: Vec<String> = person.roles.iter().map(u8::to_string).collect();
            let tasks: Vec<String> = person.tasks.iter().map(usize::to_string).collect();
            json!({ "id": format!("p{at}"), "roles": roles, "assignedTo": tasks,
                "availableFrom": clock(person.there.0), "availableTo": clock(person.there.1) })
        })
        .collect();
    day(tasks, json!(crew))
}

/// The most places that people can fill, by trying every choice.
fn most(people: &[Vec<(usize, u8)>], left: &mut Vec<((usize, u8), u32)>) -> u32 {
    let Some((first, rest)) = people.split_first() else { return 0 };
    let mut best = most(rest, left);
    for place in first {
        let found = left.iter().position(|(one, count)| one == place && *count > 0);
        if let Some(at) = found {
            left[at].1 -= 1;
            best = best.max(1 + most(rest, left));
            left[at].1 += 1;
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn every_minute_is_counted_right((jobs, people) in days()) {
        let event = build(&jobs, &people);
        let gaps = analyse(&event).staffing.unwrap();
        let told: Vec<_> = gaps.iter().map(told).collect();
        for minute in 0..130 {
            let active = |at: usize| (jobs[at].from..jobs[at].from + jobs[at].minutes).contains(&minute);
            let mut places: Vec<((usize, u8), u32)> = Vec::new();
            for at in (0..jobs.len()).filter(|&at| active(at)) {
                places.extend(jobs[at].needs.iter().map(|&(role, count)| ((at, role), count)));
            }
            let required: u32 = places.iter().map(|(_, count)| count).sum();
            let there: Vec<Vec<(usize, u8)>> = people
                .iter()
                .filter(|person| (person.there.0..person.there.1).contains(&minute))
                .map(|person| {
                    let tasks = person.tasks.iter();
                    tasks.flat_map(|&at| person.roles.iter().map(move |&role| (at, role))).collect()
                })
                .collect();
            let filled = most(&there, &mut places.clone());
            let now = |row: &&(String, i64, i64, u32, u32, u32)| (row.1..row.2).contains(&minute);
            let gap: u32 = told.iter().filter(now).map(|row| row.5).sum();
            prop_assert_eq!(gap, required - filled, "minute {}", minute);
            for row in told.iter().filter(now) {
                let role: u8 = row.0.parse().unwrap();
                let needed: u32 =
                    places.iter().filter(|((_, one), _)| *one == role).map(|(_, count)| count).sum();
                prop_assert_eq!(row.3, needed);
                prop_assert_eq!(row.5, row.3 - row.4);
            }
        }
        for pair in told.windows(2) {
            let joins = pair[0].0 == pair[1].0 && pair[0].2 == pair[1].1;
            prop_assert!(!(joins && (pair[0].3, pair[0].4) == (pair[1].3, pair[1].4)));
        }
    }

    #[test]
    fn as_many_are_suggested_as_can_help_at_once((mut jobs, mut people) in days()) {
        // All at the same time, everybody there and nobody on anything yet.
        for job in &mut jobs {
            (job.from, job.minutes) = (0, 30);
        }
        for person in &mut people {
            (person.there, person.tasks) = ((0, 130), Vec::new());
        }
        let event = build(&jobs, &people);
        let gaps = analyse(&event).staffing.unwrap();
        let suggested = gaps.iter().map(|gap| gap.suggestions.len()).sum::<usize>();
        let mut places: Vec<((usize, u8), u32)> = Vec::new();
        for (at, job) in jobs.iter().enumerate() {
            places.extend(job.needs.iter().map(|&(role, count)| ((at, role), count)));
        }
        let there: Vec<Vec<(usize, u8)>> = people
            .iter()
            .map(|person| {
                let roles = person.roles.iter();
                roles.flat_map(|&role| (0..jobs.len()).map(move |at| (at, role))).collect()
            })
            .collect();
        prop_assert_eq!(suggested as u32, most(&there, &mut places));
    }

    #[test]
    fn taking_every_suggestion_closes_gaps_and_books_nobody_twice((jobs, people) in days()) {
        let event = build(&jobs, &people);
        let report = analyse(&event);
        let minutes = |gaps: &[StaffGap<'_>]| -> i64 {
            gaps.iter().map(told).map(|row| (row.2 - row.1) * i64::from(row.5)).sum()
        };
        let gaps = report.staffing.unwrap();
        let mut after = event.clone();
        let mut taken = 0;
        for one in gaps.iter().flat_map(|gap| &gap.suggestions) {
            let person = after.crew.iter_mut().find(|person| person.id == one.crew_id).unwrap();
            if !person.assigned_to.iter().any(|id| id == one.task_id) {
                person.assigned_to.push(one.task_id.to_owned());
                taken += 1;
            }
        }
        let then = analyse(&after);
        let left = minutes(&then.staffing.unwrap());
        prop_assert!(left < minutes(&gaps) || taken == 0);
        prop_assert_eq!(then.crew_conflicts.unwrap(), report.crew_conflicts.unwrap());
    }
}
