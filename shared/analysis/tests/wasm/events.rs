use analysis::events::{Event, EventsAnalysis, Zone, optimize};
use analysis::rng::Rng;
use serde_json::{Value, json};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

use crate::digest::check;
use crate::{SEEDS, after, chance, now, one, read, time};

/// Paris, whose clocks go back and forth within these events.
pub(crate) fn paris() -> Zone {
    Zone::new(vec![
        (time("2026-03-29T01:00:00Z"), 120),
        (time("2026-10-25T01:00:00Z"), 60),
        (time("2027-03-28T01:00:00Z"), 120),
    ])
}

const ROLES: [&str; 4] = ["stylist", "dresser", "makeup artist", "photographer"];

fn task(rng: &mut Rng, at: usize) -> Value {
    let minutes = if chance(rng, 5) { 0 } else { 10 + rng.below(300) };
    let links: Vec<Value> = (0..rng.below(3).min(at))
        .map(|_| {
            let before = format!("t{}", at - 1 - rng.below(at.min(12)));
            let kind = one(rng, &["FS", "FS", "FS", "SS", "FF", "SF"]);
            json!({ "taskId": before, "type": kind, "lagMinutes": rng.below(90) as i64 - 20 })
        })
        .collect();
    let mut task = json!({
        "id": format!("t{at}"),
        "name": format!("Task {at}"),
        "durationMinutes": minutes,
        "optimisticMinutes": minutes / 2,
        "pessimisticMinutes": minutes * 2 + rng.below(60),
        "dependencies": links,
        "ownerId": format!("c{}", rng.below(12)),
        "staff": [{ "role": one(rng, &ROLES), "count": 1 + rng.below(2) }],
        "demands": { "studio": rng.below(2), "van": rng.below(3) },
    });
    let extra = [
        ("location", json!(format!("room {}", rng.below(4)))),
        ("startNoEarlierThan", json!(after(rng.below(3_000) as i64))),
        ("finishNoLaterThan", json!(after(4_000 + rng.below(9_000) as i64))),
        ("status", json!(one(rng, &["pending", "blocked", "in_progress"]))),
        ("percentComplete", json!(rng.below(60))),
    ];
    for (field, value) in extra {
        if let (true, Some(fields)) = (chance(rng, 15), task.as_object_mut()) {
            fields.insert(field.to_owned(), value);
        }
    }
    task
}

pub(crate) fn event(seed: u64, count: usize) -> Event {
    let mut rng = Rng::new(seed);
    let mut tasks: Vec<Value> = (0..count).map(|at| task(&mut rng, at)).collect();
    tasks.push(json!({
        "id": "show", "durationMinutes": 45, "phase": "show",
        "dependencies": [format!("t{}", count - 1)],
    }));
    tasks.push(json!({ "id": "strike", "durationMinutes": 180, "dependencies": ["show"] }));
    let crew = |n: usize| {
        json!({
            "id": format!("c{n}"),
            "roles": [one(&mut rng, &ROLES), one(&mut rng, &ROLES)],
            "availableFrom": after(rng.below(600) as i64),
            "availableTo": after(20_000 + rng.below(9_000) as i64),
            "assignedTo": [format!("t{}", rng.below(count)), format!("t{}", rng.below(count))],
        })
    };
    let crew: Value = (0..12).map(crew).collect();
    let mut event = json!({
        "id": "e", "startsAt": after(0), "showAt": after(30_000), "endsAt": after(31_000),
        "deadlineAt": after(12_000), "timeZone": "Europe/Paris", "tasks": tasks, "crew": crew,
        "resources": [{ "id": "studio", "capacity": 2 }, { "id": "van", "capacity": 4 }],
        "access": { "from": after(100), "to": after(30_700) },
    });
    let calendar = json!({
        "workingHours": (1..=6).map(|day| json!({ "day": day, "from": "09:00", "to": "18:30" })).collect::<Vec<_>>(),
        "exceptions": [{ "date": "2026-11-25" }, { "date": "2026-11-29", "from": "10:00", "to": "14:00" }],
    });
    if let (true, Some(fields)) = (seed % 2 == 1, event.as_object_mut()) {
        fields.insert("calendar".to_owned(), calendar);
    }
    read(&event)
}

/// What each analysis alone answers, or why not.
fn answers(seed: u64, event: &Event) -> Vec<String> {
    let kinds = [
        EventsAnalysis::CriticalPath,
        EventsAnalysis::Staffing,
        EventsAnalysis::RunOfShow,
        EventsAnalysis::Schedule,
    ];
    let answer = |kind| match optimize(event, &paris(), kind, Some(now()), seed, 300) {
        Ok(report) => wire::to_string(&report),
        Err(problem) => panic!("{kind:?} of {seed}: {problem}"),
    };
    kinds.map(answer).to_vec()
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn events_give_the_same_bits_everywhere() {
    let mut parts = vec![Vec::new(); 4];
    for (seed, count) in SEEDS.into_iter().zip([12, 30, 60, 90]) {
        for (part, answer) in parts.iter_mut().zip(answers(seed, &event(seed, count))) {
            part.push(answer);
        }
    }
    let names = ["critical_path", "staffing", "run_of_show", "schedule"];
    for (name, part) in names.iter().zip(parts) {
        check(&format!("events.{name}"), &part);
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn calendars_turn_with_the_clocks_everywhere() {
    // Night shifts over the hour that Paris has twice, and over the one it lacks.
    let answers = ["2026-10-23T20:00:00Z", "2027-03-26T20:00:00Z"].map(|start| {
        let event: Event = read(&json!({
            "id": "e", "startsAt": start, "timeZone": "Europe/Paris",
            "calendar": { "workingHours": (1..=7)
                .map(|day| json!({ "day": day, "from": "22:00", "to": "06:00" }))
                .collect::<Vec<_>>() },
            "tasks": (0..20).map(|at| json!({
                "id": format!("t{at}"), "durationMinutes": 97,
                "dependencies": if at > 0 { json!([format!("t{}", at - 1)]) } else { json!([]) },
            })).collect::<Vec<_>>(),
        }));
        let report = optimize(&event, &paris(), EventsAnalysis::All, None, 0, 10);
        wire::to_string(&report.expect("a report"))
    });
    check("events.clocks", &answers);
}
