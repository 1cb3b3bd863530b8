//! The worst that the limits let in, measured natively: what one request can
//! cost at most.
//!
//! `cargo run --profile bench -p analysis --example limits [part of a name]`:
//! milliseconds on the processor of one run each, as Linux tells them. Two
//! seconds in wasm is all a request has.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints")]

use std::hint::black_box;

use analysis::Time;
use analysis::events::event::Event;
use analysis::events::{EventsAnalysis, Zone, optimize};
use analysis::logistics::{LogisticsInput, Sample};
use analysis::matching::{Edge, max_weight};
use analysis::media::{GalleryAsset, MediaInput, ShotItem, pixels, score};
use analysis::recommend::{FeatureUse, Material, Package, RecommendationsInput, recommend};
use analysis::rng::Rng;
use serde_json::{Value, json};

const START: &str = "2026-01-05T08:00:00Z";

fn moment(minutes: i64) -> String {
    Time::parse(START).unwrap().plus_minutes(minutes).to_string()
}

/// Nanoseconds this thread has run, so that others on the machine count less.
fn on_processor() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    told.split(' ').next().unwrap().parse().unwrap()
}

/// Whether what is named so is asked for.
fn is_asked(name: &str) -> bool {
    std::env::args().nth(1).is_none_or(|wanted| name.contains(&wanted) || wanted.contains(name))
}

fn measure<T>(name: &str, work: impl FnOnce() -> T, told: impl FnOnce(T) -> String) {
    if is_asked(name) {
        let begun = on_processor();
        let found = black_box(work());
        let taken = (on_processor() - begun) / 1e6;
        println!("{taken:9.1} ms  {name}  [{}]", told(found));
    }
}

/// Tasks whose links go to one of the `near` before.
fn tasks(count: usize, links: usize, near: usize, task: impl Fn(usize) -> Value) -> Vec<Value> {
    let mut rng = Rng::new(1);
    (0..count)
        .map(|at| {
            let mut task = task(at);
            task["id"] = json!(format!("task-{at}"));
            let first = at.saturating_sub(near);
            let before =
                (0..links.min(at)).map(|_| format!("task-{}", first + rng.below(at - first)));
            task["dependencies"] = json!(before.collect::<Vec<_>>());
            task
        })
        .collect()
}

fn event(tasks: Vec<Value>, more: Value) -> Event {
    let mut event = json!({ "id": "e", "startsAt": START, "tasks": tasks });
    event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    serde_json::from_value(event).unwrap()
}

fn analyse(name: &str, event: &Event, kind: EventsAnalysis, budget: u32) {
    let zone = Zone::new(
        (0..250)
            .map(|n| {
                (
                    Time::parse(START).unwrap().plus_minutes(n * 262_800 - 262_800 * 100),
                    (n % 2) as i32 * 60,
                )
            })
            .collect(),
    );
    let now = Time::parse(START);
    measure(
        &format!("events {name}"),
        || {
            optimize(event, &zone, kind, now, 1, budget)
                .map(|report| serde_json::to_string(&report).unwrap().len())
        },
        |found| match found {
            Ok(bytes) => format!("{bytes} bytes"),
            Err(problem) => problem.to_string().chars().take(120).collect(),
        },
    );
}

fn estimates(at: usize) -> Value {
    json!({ "durationMinutes": 20 + at % 50, "optimisticMinutes": 10, "pessimisticMinutes": 90 + at % 100 })
}

fn crowded_week() -> Value {
    // A hundred short spans a week: many pauses.
    let hours = (0..100).map(|n| {
        let minute = n / 7 * 90;
        let clock = |minute: i32| format!("{:02}:{:02}", minute / 60, minute % 60);
        json!({ "day": n % 7 + 1, "from": clock(minute), "to": clock(minute + 60) })
    });
    let hours: Vec<Value> = hours.collect();
    json!({ "workingHours": hours, "exceptions": (0..1000).map(|n| json!({ "date": moment(n * 1440)[..10] })).collect::<Vec<_>>() })
}

fn events() {
    use EventsAnalysis::{All, CriticalPath, RunOfShow, Schedule, Staffing};
    let wide = event(tasks(20_000, 5, 400, estimates), json!({ "deadlineAt": moment(100_000) }));
    analyse("critical path: 20,000 tasks, 100,000 links, risk", &wide, CriticalPath, 0);
    let deep = event(tasks(20_000, 5, 6, estimates), json!({ "calendar": crowded_week() }));
    analyse(
        "critical path: the same in a chain, a century of a crowded calendar, risk",
        &deep,
        CriticalPath,
        0,
    );
    let chain = event(
        tasks(20_000, 1, 1, |_| json!({ "durationMinutes": 900 })),
        json!({ "calendar": crowded_week() }),
    );
    analyse(
        "critical path: a chain over thirty years of a crowded calendar",
        &chain,
        CriticalPath,
        0,
    );
    let blocked = event(
        tasks(20_000, 5, 400, |at| json!({ "durationMinutes": 5 + at % 9, "status": "blocked" })),
        json!({}),
    );
    analyse("critical path: 20,000 blocked tasks", &blocked, CriticalPath, 0);
    let begun = event(
        tasks(
            20_000,
            5,
            400,
            |at| json!({ "durationMinutes": 5, "percentComplete": 20.0 + (at % 7) as f64, "finishNoLaterThan": moment(1) }),
        ),
        json!({}),
    );
    analyse("critical path: everything begun out of sequence and late", &begun, CriticalPath, 0);
    let ring = event((0..20_000).map(|at| json!({ "id": format!("task-{at}"), "durationMinutes": 1,
        "dependencies": (1..=5).map(|by| format!("task-{}", (at + by) % 20_000)).collect::<Vec<_>>() })).collect(), json!({}));
    analyse("critical path: one knot of 20,000 tasks and 100,000 links", &ring, CriticalPath, 0);
    let tangle = event((0..20_000).map(|at| json!({ "id": format!("task-{at}"), "durationMinutes": 1,
        "dependencies": (1..=5).map(|by| format!("task-{}", (at * 7919 + by * by * 104_729) % 20_000)).collect::<Vec<_>>() })).collect(), json!({}));
    analyse("critical path: a tangled knot", &tangle, CriticalPath, 0);

    let staff = |roles: usize| {
        move |at: usize| {
            let staff: Vec<Value> = (0..roles)
                .map(|role| json!({ "role": format!("role-{role}"), "count": 1 + (at + role) % 9 }))
                .collect();
            json!({ "durationMinutes": 60 + at % 500, "staff": staff, "startNoEarlierThan": moment((at * 13 % 20_000) as i64) })
        }
    };
    let crew = |count: usize, roles: usize, assigned: usize, of: usize| -> Vec<Value> {
        let mut rng = Rng::new(7);
        (0..count).map(|at| json!({ "id": format!("crew-{at}"),
            "roles": (0..roles).map(|role| format!("role-{}", (role * 7 + at) % 50)).collect::<Vec<_>>(),
            "availableFrom": moment((at * 17 % 9_000) as i64 - 9_000), "availableTo": moment(20_000 + (at * 31 % 9_000) as i64),
            "assignedTo": (0..assigned).map(|_| format!("task-{}", rng.below(of))).collect::<Vec<_>>() })).collect()
    };
    let usual = event(tasks(2_000, 2, 50, staff(3)), json!({ "crew": crew(1_000, 5, 6, 2_000) }));
    analyse("staffing: 2,000 tasks of 3 roles, 1,000 people on 6 each", &usual, Staffing, 0);
    let idle = event(tasks(2_000, 0, 1, staff(3)), json!({ "crew": crew(1_000, 50, 0, 2_000) }));
    analyse("staffing: nobody assigned, everybody could help anywhere", &idle, Staffing, 0);
    let crowd =
        event(tasks(2_000, 0, 1, staff(50)), json!({ "crew": crew(1_000, 50, 1_000, 2_000) }));
    analyse("staffing: everybody on half of 2,000 tasks of 50 roles", &crowd, Staffing, 0);
    let crowd = event(tasks(2_000, 0, 1, staff(2)), json!({ "crew": crew(1_000, 2, 300, 2_000) }));
    analyse("staffing: 1,000 people on 300 of 2,000 tasks each", &crowd, Staffing, 0);
    let paused = event(
        tasks(
            2_000,
            0,
            1,
            |at| json!({ "durationMinutes": 3_000, "staff": [{ "role": "role-1", "count": 2 + at % 3 }] }),
        ),
        json!({ "crew": crew(1_000, 50, 40, 2_000), "calendar": crowded_week() }),
    );
    analyse("staffing: 2,000 long tasks in a crowded calendar", &paused, Staffing, 0);
    let busy = event(
        tasks(20_000, 0, 1, |at| json!({ "durationMinutes": 900 + at % 7 })),
        json!({ "crew": crew(1_000, 1, 1_000, 20_000) }),
    );
    analyse("staffing: 1,000 people on 1,000 overlapping tasks each", &busy, Staffing, 0);

    let show = |tight: i64| {
        let task = move |at: usize| {
            json!({ "durationMinutes": 20 + at % 90, "optimisticMinutes": 10, "pessimisticMinutes": 200,
            "location": format!("hall-{}", at % 7), "ownerId": format!("crew-{}", at % 40), "demands": { "r1": 1 + at % 4, "r2": 1 } })
        };
        event(
            tasks(500, 4, 30, task),
            json!({ "showAt": moment(tight), "endsAt": moment(tight + 60), "crew": crew(1_000, 3, 3, 500),
            "resources": [{ "id": "r1", "capacity": 5 }, { "id": "r2", "capacity": 9 }], "access": { "from": moment(0), "to": moment(tight + 60) } }),
        )
    };
    for tight in [100, 2_000, 20_000, 40_000] {
        analyse(
            &format!("run of show: 500 tasks, {tight} min for them"),
            &show(tight),
            RunOfShow,
            0,
        );
    }
    let shared = event(
        tasks(
            500,
            0,
            1,
            |at| json!({ "durationMinutes": 20 + at % 90, "demands": (0..100).map(|r| (format!("r{r}"), json!(1 + (at + r) % 5))).collect::<serde_json::Map<_, _>>() }),
        ),
        json!({ "showAt": moment(9_000), "resources": (0..100).map(|r| json!({ "id": format!("r{r}"), "capacity": 40 })).collect::<Vec<_>>() }),
    );
    analyse("run of show: 500 tasks that share 100 resources", &shared, RunOfShow, 0);

    let level = |count: usize, links: usize, resources: usize, capacity: usize| {
        let task = move |at: usize| {
            json!({ "durationMinutes": 1 + at * 7 % 300,
            "demands": (0..resources).filter(|r| (at + r) % 3 != 0).map(|r| (format!("r{r}"), json!(1 + (at * 5 + r) % 9))).collect::<serde_json::Map<_, _>>() })
        };
        event(
            tasks(count, links, 60, task),
            json!({ "resources": (0..resources).map(|r| json!({ "id": format!("r{r}"), "capacity": capacity })).collect::<Vec<_>>() }),
        )
    };
    for (count, links, resources, capacity) in [
        (120, 2, 4, 14),
        (400, 2, 4, 20),
        (400, 2, 100, 20),
        (2_000, 10, 4, 40),
        (2_000, 2, 100, 60),
        (2_000, 0, 100, 30),
        (16, 1, 4, 12),
    ] {
        let one = level(count, links, resources, capacity);
        for budget in [1_000, 50_000] {
            analyse(
                &format!(
                    "schedule: {count} tasks, {links} links each, {resources} resources, budget {budget}"
                ),
                &one,
                Schedule,
                budget,
            );
        }
    }
    let mut all = event(
        tasks(2_000, 10, 100, |at| {
            let mut task = estimates(at);
            task["staff"] = json!([{ "role": format!("role-{}", at % 50), "count": 2 }]);
            task["demands"] = json!({ "r1": 1 + at % 5 });
            task["location"] = json!(format!("hall-{}", at % 9));
            task
        }),
        json!({ "crew": crew(1_000, 5, 6, 2_000), "resources": [{ "id": "r1", "capacity": 9 }], "deadlineAt": moment(9_000), "calendar": crowded_week() }),
    );
    analyse("all: 2,000 tasks, 20,000 links, staff, resources, calendar, risk", &all, All, 50_000);
    all.tasks.truncate(500);
    for person in &mut all.crew {
        person.assigned_to.clear();
    }
    all.show_at = Time::parse(&moment(40_000));
    analyse("all: 500 of them with a show", &all, All, 50_000);
    let mut large = event(
        tasks(20_000, 5, 400, |at| {
            let mut task = estimates(at);
            if at < 2_000 {
                task["staff"] = json!([{ "role": "role-1", "count": 2 }]);
            }
            task
        }),
        json!({ "crew": crew(1_000, 5, 6, 2_000) }),
    );
    large.deadline_at = Time::parse(&moment(9_000));
    analyse("all: 20,000 tasks, 100,000 links, 2,000 with staff, risk", &large, All, 1_000);
}

fn media() {
    let ask = |kind: &str| -> MediaInput {
        serde_json::from_value(json!({ "analysisType": kind, "selectCount": 200,
        "brand": { "palette": (0..32).map(|n| format!("#{:06x}", n * 500_000)).collect::<Vec<_>>(), "aspectRatios": ["4:5", "1:1"] } })).unwrap()
    };
    let mut rng = Rng::new(3);
    let mut gallery = |kind: usize| -> (Vec<GalleryAsset>, Vec<ShotItem>) {
        let asset = |n: usize, rng: &mut Rng| {
            let mut one = json!({ "id": format!("a{n}"), "width": 3000, "height": 2000 + n % 1000, "sharpness": rng.unit(), "composition": rng.unit(),
                "palette": (0..32).map(|_| format!("#{:06x}", rng.below(1 << 24))).collect::<Vec<_>>(),
                "perceptualHash": format!("{:016x}", rng.bits()) });
            match kind {
                // One article: every picture fits every shot.
                0 => one["sku"] = json!("S"),
                1 => {
                    one["sku"] = json!(format!("S{}", n % 300));
                    one["angle"] = json!(["front", "back", "side"][rng.below(3)]);
                    one["lookId"] = json!(format!("L{}", rng.below(40)));
                }
                // Only names, of words that look alike.
                2 => {
                    one["name"] = json!(
                        (0..30)
                            .map(|_| format!("fr{:x}gown", rng.below(1 << 16)))
                            .collect::<Vec<_>>()
                            .join(" ")
                    )
                }
                // The same picture over and over.
                _ => {
                    one["perceptualHash"] = json!("9a5c3e7108f6b24d");
                    one["sku"] = json!(format!("S{n}"));
                }
            }
            serde_json::from_value(one).unwrap()
        };
        let assets = (0..5_000).map(|n| asset(n, &mut rng)).collect();
        let shot = |n: usize, rng: &mut Rng| {
            let mut one = json!({ "id": format!("s{n}"), "required": if n < 1_000 { 3 } else { 2 }, "priority": 1 + rng.below(5) });
            match kind {
                0 | 3 => one["sku"] = json!("S"),
                1 => {
                    one["sku"] = json!(format!("S{}", n % 300));
                    one["angle"] = json!(["front", "back", "side"][n % 3]);
                }
                _ => {
                    one["name"] = json!(
                        (0..20)
                            .map(|_| format!("fr{:x}gown", rng.below(1 << 16)))
                            .collect::<Vec<_>>()
                            .join(" ")
                    )
                }
            }
            serde_json::from_value(one).unwrap()
        };
        let shots = (0..2_000).map(|n| shot(n, &mut rng)).collect();
        (assets, shots)
    };
    for (kind, told) in
        ["one article", "300 articles", "names alone", "one hash"].iter().enumerate()
    {
        if !std::env::args().nth(1).is_none_or(|wanted| wanted.contains(told) || wanted == "media")
        {
            continue;
        }
        let (assets, shots) = gallery(kind);
        for part in ["quality", "missing", "selects", "all"] {
            let input = ask(part);
            measure(
                &format!("media {part}: 5,000 pictures, 2,000 shots of 5,000 pictures, {told}"),
                || {
                    score(&input, &assets, &shots, Time::from_ms(0))
                        .map(|report| serde_json::to_string(&report).unwrap().len())
                },
                |found| format!("{found:?}"),
            );
        }
    }
    let mut rng = Rng::new(5);
    let mut edges = |left: usize, right: usize, each: usize, most: usize| -> Vec<Edge> {
        (0..left * each)
            .map(|n| Edge {
                left: n / each,
                right: if each == right { n % each } else { rng.below(right) },
                weight: 1 + rng.below(most) as i64,
            })
            .collect()
    };
    for (left, right, each, most) in [
        (2_000, 2_000, 2_000, 1_000_000),
        (2_000, 2_000, 2_000, 3),
        (5_000, 5_000, 200, 1_000_000),
        (5_000, 5_000, 200, 3),
        (5_000, 4_000, 250, 1),
    ] {
        let edges = edges(left, right, each, most);
        measure(
            &format!("matching: {left} x {right}, {each} each, weights to {most}"),
            || max_weight(left, right, &edges),
            |found| found.len().to_string(),
        );
    }
    let (width, height) = (4_000_u32, 3_000_u32);
    let picture: Vec<u8> =
        (0..width as usize * height as usize * 4).map(|n| (n * 31 % 251) as u8).collect();
    measure(
        "pixels: 12 megapixels, half transparent",
        || pixels::analyze(&picture, width, height),
        |found| found.is_ok().to_string(),
    );
}

fn recommendations() {
    let ask = |kind: &str, context: Value| -> RecommendationsInput {
        serde_json::from_value(
            json!({ "userId": "u", "recommendationType": kind, "context": context }),
        )
        .unwrap()
    };
    let mut rng = Rng::new(9);
    let mut words = |count: usize| {
        (0..count).map(|_| format!("w{:x}", rng.below(5_000))).collect::<Vec<_>>().join(" ")
    };
    let packages: Vec<Value> = (0..330).map(|n| json!({ "id": format!("p{n}"), "name": words(30), "category": format!("c{}", n % 9),
        "description": words(700), "price": 1000 + n, "inclusions": (0..100).map(|_| words(32)).collect::<Vec<_>>(), "leadTimeDays": n % 30, "timesOffered": n })).collect();
    let packages: Vec<Package> = serde_json::from_value(json!(packages)).unwrap();
    let input = ask(
        "packages",
        json!({ "budget": 1200, "timeline": "20 days", "requirements": (0..50).map(|_| words(40)).collect::<Vec<_>>() }),
    );
    let now = Time::parse(START).unwrap();
    let told = |found: Result<analysis::recommend::Recommendations, analysis::Problem>| {
        format!("{:?}", found.map(|found| found.recommendations.len()))
    };
    measure(
        "recommendations packages: 330 of 23 KB, 50 requirements of 40 words",
        || recommend(&input, &Material { packages: &packages, ..Material::default() }, now, 1),
        told,
    );

    let samples = samples(50_000);
    let event = event(tasks(20_000, 5, 400, estimates), json!({}));
    let zone = Zone::utc();
    let input = ask("next_actions", json!({ "shootAt": moment(10_000) }));
    measure(
        "recommendations next actions: 50,000 samples, 20,000 tasks, 100,000 links",
        || {
            recommend(
                &input,
                &Material {
                    samples: &samples,
                    event: Some((&event, &zone)),
                    ..Material::default()
                },
                now,
                1,
            )
        },
        told,
    );

    let uses: Vec<Value> = (0..5_000).map(|n| json!({ "feature": analysis::recommend::FEATURES[n % 13].id, "at": moment(-(n as i64) * 7), "accepted": n % 3 == 0 })).collect();
    let uses: Vec<FeatureUse> = serde_json::from_value(json!(uses)).unwrap();
    let input = ask("features", json!({ "userRole": "producer" }));
    measure(
        "recommendations features: 5,000 uses",
        || recommend(&input, &Material { uses: &uses, ..Material::default() }, now, 1),
        told,
    );
}

fn samples(count: usize) -> Vec<Sample> {
    let rows: Vec<Value> = (0..count)
        .map(|n| json!({ "id": format!("s{n}"), "status": (["awaiting", "in_transit", "delayed", "received"][n % 4]), "category": format!("c{}", n % 500),
            "lookId": format!("l{}", n / 3), "isHero": n % 9 == 0, "etaAt": moment((n % 9_000) as i64), "substituteIds": [format!("s{}", (n * 7) % count), format!("s{}", (n + 1) % count)] }))
        .collect();
    serde_json::from_value(json!(rows)).unwrap()
}

fn logistics() {
    let ask = |kind: &str, table: usize| -> LogisticsInput {
        let mut rng = Rng::new(4);
        let row = |_| -> serde_json::Map<String, Value> {
            (0..table).map(|to| (format!("c{to}"), json!(1 + rng.below(500)))).collect()
        };
        let rows: Vec<_> = (0..table).map(row).collect();
        let setup: serde_json::Map<String, Value> = rows
            .into_iter()
            .enumerate()
            .map(|(from, row)| (format!("c{from}"), json!(row)))
            .collect();
        serde_json::from_value(
            json!({ "analysisType": kind, "shootAt": moment(10_000), "setupMinutes": setup }),
        )
        .unwrap()
    };
    let now = Time::parse(START).unwrap();
    let run = |name: String, input: &LogisticsInput, samples: &[Sample]| {
        measure(
            &format!("logistics {name}"),
            || {
                analysis::logistics::analyze(input, samples, now)
                    .map(|report| serde_json::to_string(&report).unwrap().len())
            },
            |found| format!("{found:?}"),
        );
    };
    let late = samples(50_000);
    run("readiness: 50,000 samples".into(), &ask("readiness", 0), &late);
    run("blockers: 50,000 samples, all late".into(), &ask("blockers", 0), &late);
    let mut one_look = late.clone();
    one_look.iter_mut().for_each(|sample| sample.look_id = Some("l".into()));
    run("blockers: 50,000 samples of one look".into(), &ask("blockers", 0), &one_look);
    for (count, families, due, table) in [
        (50_000, 500, false, 500),
        (50_000, 500, true, 500),
        (50_000, 50_000, true, 500),
        (5_000, 100, true, 100),
        (200, 100, true, 100),
        (100, 100, false, 100),
        (30, 15, true, 15),
        (12, 12, true, 12),
    ] {
        let rows: Vec<Value> = (0..count).map(|n| { let mut one = json!({ "id": format!("s{n}"), "status": "prepped", "setFamily": format!("c{}", n * 7 % families), "isHero": n % 9 == 0, "shootMinutes": 1 + n % 60 });
            if due { one["dueAt"] = json!(moment(10_000 + (n * 37 % (count * 30)) as i64)); } one }).collect();
        let rows: Vec<Sample> = serde_json::from_value(json!(rows)).unwrap();
        run(
            format!(
                "batching: {count} samples, {families} families, {} due times",
                if due { "with" } else { "no" }
            ),
            &ask("batching", table),
            &rows,
        );
    }
}

fn main() {
    if is_asked("events") {
        events();
    }
    if is_asked("media") {
        media();
    }
    if is_asked("recommendations") {
        recommendations();
    }
    if is_asked("logistics") {
        logistics();
    }
}
