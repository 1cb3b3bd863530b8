//! Requests at the bounds of a whole request and beyond.

use logistics_analyzer::LogisticsAnalyzer;
use serde_json::{Value, json};
use world::Answer;

use crate::{ask, contract, world};

const START: &str = "2026-11-21T09:00:00Z";

/// What is answered at a bound and beyond it.
pub(crate) fn requests(function: &str, bound: &Value) -> (Answer, Answer) {
    let most = bound["atMost"].as_u64().unwrap() as usize;
    let (field, of) = (bound["field"].as_str().unwrap(), bound["of"].as_str().unwrap());
    let build: &dyn Fn(usize) -> Value = match (field, of.split(':').next().unwrap()) {
        ("body", _) => return (body_of(most), too_large_a_body()),
        ("event.crew.assignedTo", _) => {
            return (ask(function, &crowd(30)), ask(function, &crowd(300)));
        }
        ("event.tasks.dependencies", "schedule") => {
            &|links| links_between("schedule", 2_000, links)
        }
        ("event.tasks.dependencies", _) => &|links| links_between("critical_path", 20_000, links),
        ("event.tasks", "run of show") => &show,
        ("event.tasks", "schedule") if of.contains("minutes") => &laid_end_to_end,
        ("event.tasks", "schedule") => &|tasks| links_between("schedule", tasks, 0),
        ("event.tasks.staff", _) => &staffed,
        ("event.calendar", "staffing") => &pauses,
        ("event.calendar", _) => &a_deadline_in,
        ("setupMinutes", _) => &families,
        ("setupMinutes.*.*", _) => &change_over,
        ("shotList.required", _) => &pictures,
        unknown => panic!("say how to reach {unknown:?}"),
    };
    (ask(function, &build(most)), ask(function, &build(most + 1)))
}

/// Whether a refusal's field is the one that was published.
pub(crate) fn is_named(field: &str, published: &str) -> bool {
    match published.strip_suffix(".*.*") {
        Some(table) => field.starts_with(table) && field.matches('.').count() == 2,
        None => field == published,
    }
}

fn event(kind: &str, tasks: impl Iterator<Item = Value>) -> Value {
    let tasks: Vec<Value> = tasks.collect();
    json!({
        "analysisType": kind, "scheduleBudget": 1,
        "event": { "id": "e", "startsAt": START, "tasks": tasks },
    })
}

/// A body of so many bytes.
fn body_of(bytes: usize) -> Answer {
    let text = json!({ "analysisType": "all", "sampleList": [] }).to_string();
    let padded = text.clone() + &" ".repeat(bytes - text.len());
    let world = world();
    world.ask::<LogisticsAnalyzer>(world.request(&padded))
}

/// The shim stops reading and passes none on.
fn too_large_a_body() -> Answer {
    let world = world();
    let mut request = world.request("");
    request.body = None;
    world.ask::<LogisticsAnalyzer>(request)
}

/// Each task waits for those right before it.
fn links_between(kind: &str, tasks: usize, links: usize) -> Value {
    let mut left = links;
    let each = links.div_ceil(tasks.max(1)) + 1;
    let task = |at: usize| {
        let before: Vec<String> =
            (at.saturating_sub(each)..at).take(left).map(|n| n.to_string()).collect();
        left -= before.len();
        json!({ "id": at.to_string(), "durationMinutes": 1, "dependencies": before })
    };
    let tasks: Vec<Value> = (0..tasks).map(task).collect();
    assert_eq!(left, 0);
    event(kind, tasks.into_iter())
}

fn show(tasks: usize) -> Value {
    let task = |at: usize| json!({ "id": at.to_string(), "durationMinutes": 1 });
    let mut asked = event("run_of_show", (0..tasks).map(task));
    asked["event"]["showAt"] = "2026-11-28T20:00:00Z".into();
    asked
}

/// Tasks whose durations add up.
fn laid_end_to_end(minutes: usize) -> Value {
    const YEAR: usize = 527_040;
    let durations = (0..=minutes / YEAR).map(|at| YEAR.min(minutes - at * YEAR));
    let tasks = durations
        .enumerate()
        .map(|(at, minutes)| json!({ "id": at.to_string(), "durationMinutes": minutes }));
    event("schedule", tasks)
}

fn staffed(tasks: usize) -> Value {
    let staff = json!([{ "role": "stylist", "count": 1 }]);
    let task = |at: usize| json!({ "id": at.to_string(), "durationMinutes": 1, "staff": staff });
    event("staffing", (0..tasks).map(task))
}

/// Two tasks over so many pauses: a minute of work every now and then.
fn pauses(stretches: usize) -> Value {
    let staff = json!([{ "role": "stylist", "count": 1 }]);
    let task =
        |id: &str, minutes: usize| json!({ "id": id, "durationMinutes": minutes, "staff": staff });
    let half = stretches / 2;
    let mut asked = event("staffing", [task("a", half), task("b", stretches - half)].into_iter());
    let hour = |n: usize| {
        let (day, hour) = (1 + n / 14, n % 14);
        json!({ "day": day, "from": format!("{hour:02}:00"), "to": format!("{hour:02}:01") })
    };
    asked["event"]["calendar"] = json!({ "workingHours": (0..98).map(hour).collect::<Vec<_>>() });
    asked
}

/// A thousand people who are all on everything, which ends at `ends` times.
fn crowd(ends: usize) -> Value {
    const TASKS: usize = 300;
    let staff = json!([{ "role": "dresser", "count": 1 }]);
    let task = |at: usize| json!({ "id": at.to_string(), "durationMinutes": 1 + at % ends, "staff": staff });
    let mut asked = event("staffing", (0..TASKS).map(task));
    let all: Vec<String> = (0..TASKS).map(|at| at.to_string()).collect();
    let person =
        |at: usize| json!({ "id": at.to_string(), "roles": ["dresser"], "assignedTo": all });
    asked["event"]["crew"] = (0..1_000).map(person).collect();
    asked
}

fn a_deadline_in(days: usize) -> Value {
    let mut asked =
        event("critical_path", [json!({ "id": "a", "durationMinutes": 1 })].into_iter());
    let start = analysis::Time::parse(START).unwrap();
    asked["event"]["deadlineAt"] = start.plus_minutes(days as i64 * 1440).to_string().into();
    asked["event"]["calendar"] =
        json!({ "workingHours": [{ "day": 1, "from": "09:00", "to": "18:00" }] });
    asked
}

fn change_over_table(table: &Value) -> Value {
    let sample = |family: &str| json!({ "id": family, "status": "prepped", "setFamily": family });
    json!({
        "analysisType": "batching", "setupMinutes": table,
        "sampleList": [sample("f0"), sample("f1")],
    })
}

fn families(count: usize) -> Value {
    let rows = (0..count).map(|n| (format!("f{n}"), json!({})));
    change_over_table(&Value::Object(rows.collect()))
}

fn change_over(minutes: usize) -> Value {
    change_over_table(&json!({ "f0": { "f1": minutes } }))
}

fn pictures(required: usize) -> Value {
    let shot = |at: usize| json!({ "id": at.to_string(), "required": 1_000.min(required - (at * 1_000).min(required)) });
    let shots: Vec<Value> = (0..=required / 1_000).map(shot).collect();
    json!({ "analysisType": "missing", "assets": [], "shotList": shots })
}

#[test]
fn requests_are_what_they_say() {
    assert!(contract().functions().len() >= 5);
    let of = |body: Value, list: &str| body["event"][list].as_array().unwrap().len();
    assert_eq!(of(show(500), "tasks"), 500);
    let shots = pictures(5_001);
    let sum: u64 = shots["shotList"]
        .as_array()
        .unwrap()
        .iter()
        .map(|shot| shot["required"].as_u64().unwrap())
        .sum();
    assert_eq!(sum, 5_001);
}
