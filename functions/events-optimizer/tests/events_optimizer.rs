//! The function as its callers meet it, in a scripted world.

use events_optimizer::EventsOptimizer;
use serde_json::{Value, json};
use world::{Answer, World};

const EVENT: &str = "00000000-0000-4000-8000-0000000000e1";

fn ask(body: &Value) -> Answer {
    World::new().post::<EventsOptimizer>(body)
}

fn event() -> Value {
    json!({
        "id": "gala", "startsAt": "2026-11-20T08:00:00Z", "showAt": "2026-11-20T20:00:00Z",
        "tasks": [
            { "id": "rig", "durationMinutes": 120, "staff": [{ "role": "rigger", "count": 1 }] },
            { "id": "focus", "durationMinutes": 60, "dependencies": ["rig"], "mood": "ignored" },
            { "id": "show", "durationMinutes": 90, "phase": "show", "dependencies": [{ "taskId": "focus" }] }
        ],
        "crew": [{ "id": "ann", "roles": ["rigger"] }]
    })
}

#[test]
fn answers_everything_about_the_event_in_the_request() {
    let answer = ask(&json!({ "analysisType": "all", "event": event() }));
    assert_eq!(answer.status, 200, "{}", answer.body);
    let path = &answer.body["criticalPath"];
    // Nothing has begun: the plan counts from its own start, not from today.
    assert_eq!(path["durationMinutes"], 270);
    assert_eq!(path["path"], json!(["rig", "focus", "show"]));
    assert_eq!(path["tasks"][1]["drivenBy"], "rig");
    assert!(path.get("risk").is_none());
    assert_eq!(answer.body["staffing"][0]["suggestions"][0]["crewId"], "ann");
    assert_eq!(answer.body["runOfShow"]["feasible"], true);
    assert_eq!(answer.body["cached"], false);
}

#[test]
fn answers_only_what_was_asked() {
    let answer = ask(&json!({ "analysisType": "staffing", "event": event() }));
    assert!(answer.body["staffing"].is_array());
    assert!(answer.body.get("criticalPath").is_none());
    assert!(answer.body.get("runOfShow").is_none());
}

#[test]
fn reads_the_callers_own_event_under_the_callers_own_rights() {
    let world = World::new().replying("my_event", &event());
    let answer = world
        .post::<EventsOptimizer>(&json!({ "analysisType": "critical_path", "eventId": EVENT }));
    assert_eq!(answer.status, 200, "{}", answer.body);
    let read = &world.calls()[1];
    assert_eq!((read.name.as_str(), read.as_caller), ("my_event", true));
    assert_eq!(read.args, json!({ "p_event_id": EVENT }));
    assert_eq!(world.calls()[2].args["p_ttl_s"], 1800, "kept for half an hour");
    // The clock shows the next morning: what is not done has still to be done.
    assert_eq!(answer.body["criticalPath"]["durationMinutes"], 25 * 60 + 270);
}

#[test]
fn an_event_that_is_not_there_or_not_mine_is_not_found() {
    let world = World::new().replying("my_event", &Value::Null);
    let answer = world.post::<EventsOptimizer>(&json!({ "analysisType": "all", "eventId": EVENT }));
    assert_eq!((answer.status, &answer.body["code"]), (404, &json!("not_found")));
}

#[test]
fn the_calendar_keeps_to_the_clocks_of_its_zone() {
    // In the night to 29 March 2026 Berlin's clocks skip an hour.
    let event = json!({
        "id": "e", "startsAt": "2026-03-28T08:00:00+01:00", "timeZone": "Europe/Berlin",
        "calendar": { "workingHours": ([6, 7].map(|day| json!({ "day": day, "from": "08:00", "to": "16:00" }))) },
        "tasks": [{ "id": "a", "durationMinutes": 600 }]
    });
    let answer = ask(&json!({ "analysisType": "critical_path", "event": event }));
    assert_eq!(answer.body["criticalPath"]["finishAt"], "2026-03-29T08:00:00Z");
}

#[test]
fn loops_and_unknown_tasks_are_named() {
    let with = |dependencies: [&[&str]; 2]| {
        let [a, b] = dependencies;
        let tasks = json!([
            { "id": "a", "durationMinutes": 1, "dependencies": a },
            { "id": "b", "durationMinutes": 1, "dependencies": b },
        ]);
        let event = json!({ "id": "e", "startsAt": "2026-11-20T08:00:00Z", "tasks": tasks });
        ask(&json!({ "analysisType": "all", "event": event }))
    };
    let looped = with([&["b"], &["a"]]);
    assert_eq!((looped.status, &looped.body["details"]["cycle"]), (422, &json!(["a", "b"])));
    let unknown = with([&["z"], &["y", "z"]]);
    assert_eq!((unknown.status, &unknown.body["details"]["unknown"]), (422, &json!(["y", "z"])));
}

#[test]
fn what_loops_and_strangers_do_not_touch_is_answered_with_the_refusal() {
    let mut event = event();
    for task in [
        json!({ "id": "a", "durationMinutes": 5, "dependencies": ["b"] }),
        json!({ "id": "b", "durationMinutes": 5, "dependencies": ["a"] }),
        json!({ "id": "own", "durationMinutes": 5, "dependencies": ["own", "ghost"] }),
        json!({ "id": "behind", "durationMinutes": 5, "dependencies": ["rig", "b"] }),
    ] {
        event["tasks"].as_array_mut().unwrap().push(task);
    }
    let answer = ask(&json!({ "analysisType": "all", "event": event }));
    assert_eq!(answer.status, 422);
    let details = &answer.body["details"];
    assert_eq!(details["cycle"], json!(["a", "b"]));
    assert_eq!(details["cycles"], json!([["a", "b"], ["own"]]));
    assert_eq!(details["unknown"], json!(["ghost"]));
    assert_eq!(details["leftOut"], json!(["a", "b", "own", "behind"]));
    let partial = &details["partial"];
    assert_eq!(partial["criticalPath"]["path"], json!(["rig", "focus", "show"]));
    assert_eq!(partial["staffing"][0]["suggestions"][0]["crewId"], "ann");
    assert_eq!(partial["runOfShow"]["feasible"], true);
}

#[test]
fn a_crew_that_is_on_a_task_nobody_knows_spoils_no_date() {
    let mut event = event();
    event["crew"][0]["assignedTo"] = json!(["rig", "nowhere"]);
    let answer = ask(&json!({ "analysisType": "all", "event": event }));
    assert_eq!((answer.status, &answer.body["details"]["unknown"]), (422, &json!(["nowhere"])));
    let details = &answer.body["details"];
    assert_eq!(details["leftOut"], json!([]));
    assert_eq!(details["partial"]["criticalPath"]["durationMinutes"], 270);
    assert_eq!(details["partial"]["staffing"], json!([]));
}

#[test]
fn names_the_field_of_every_bad_input() {
    let task = |field: &str, value: Value| {
        let mut task = json!({ "id": "a", "durationMinutes": 10 });
        task[field] = value;
        let event = json!({ "id": "e", "startsAt": "2026-11-20T08:00:00Z", "tasks": [task] });
        json!({ "analysisType": "all", "event": event })
    };
    let mut zone = json!({ "analysisType": "all", "event": event() });
    zone["event"]["timeZone"] = json!("Mars/Olympus");
    let mut calendar = json!({ "analysisType": "all", "event": event() });
    calendar["event"]["calendar"] = json!({ "workingHours": [] });
    let cases = [
        (json!({ "analysisType": "all" }), "event"),
        (json!({ "analysisType": "all", "event": event(), "eventId": EVENT }), "event"),
        (json!({ "analysisType": "gantt", "event": event() }), "analysisType"),
        (json!({ "analysisType": "all", "event": event(), "speed": 9 }), "speed"),
        (json!({ "analysisType": "all", "event": event(), "seed": -1 }), "seed"),
        (json!({ "analysisType": "all", "event": event(), "scheduleBudget": 0 }), "scheduleBudget"),
        (task("durationMinutes", json!(-5)), "event.tasks[0].durationMinutes"),
        (task("durationMinutes", json!(9e9)), "event.tasks[0].durationMinutes"),
        (task("percentComplete", json!(101)), "event.tasks[0].percentComplete"),
        (task("status", json!("paused")), "event.tasks[0].status"),
        (task("optimisticMinutes", json!(11)), "event.tasks[0].optimisticMinutes"),
        (task("dependencies", json!([7])), "event.tasks[0].dependencies[0]"),
        (
            task("dependencies", json!([{ "taskId": "a", "type": "XX" }])),
            "event.tasks[0].dependencies[0].type",
        ),
        (task("startNoEarlierThan", json!("2026-11-21")), "event.tasks[0].startNoEarlierThan"),
        (zone, "event.timeZone"),
        (calendar, "event.calendar"),
    ];
    for (body, field) in cases {
        let answer = ask(&body);
        assert_eq!(answer.status, 400, "{field}: {}", answer.body);
        assert_eq!(answer.body["details"]["field"], field, "{}", answer.body);
    }
}

#[test]
fn takes_names_in_any_script() {
    let event = json!({ "id": "🎪", "startsAt": "2026-11-20T08:00:00Z",
        "tasks": [{ "id": "إعداد", "name": "تجهيز المسرح", "durationMinutes": 30 }] });
    let answer = ask(&json!({ "analysisType": "all", "event": event }));
    assert_eq!(answer.body["criticalPath"]["path"], json!(["إعداد"]));
}
