//! The function as its callers meet it, in a scripted world.

use chat_orchestrator::ChatOrchestrator;
use serde_json::{Value, json};
use world::{Answer, Call, World};

const SESSION: &str = "00000000-0000-4000-8000-0000000000aa";
const LOG: &str = "assistant_conversations";

/// A world whose audit log takes every row.
fn world() -> World {
    World::new().replying(LOG, &Value::Null)
}

fn samples() -> Value {
    json!([
        { "id": "gown", "name": "Ivory gown", "status": "shot" },
        { "id": "coat", "name": "Camel coat", "status": "delayed", "isHero": true },
    ])
}

/// A message with `more` beside it.
fn ask(world: &World, message: &str, more: &Value) -> Answer {
    let mut body = json!({ "message": message, "currentKit": "logistics", "sessionId": SESSION });
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    world.post::<ChatOrchestrator>(&body)
}

/// A message that brings all that an answer about samples needs.
fn ask_with_samples(world: &World, message: &str) -> Answer {
    let brought = json!({ "conversationHistory": [], "userContext": { "sampleList": samples() } });
    ask(world, message, &brought)
}

/// What `chat_material` answers where only this was wanted.
fn material(rows: &Value) -> Value {
    let mut all = json!({
        "history": null, "samples": null, "event": null, "assets": null,
        "shots": null, "packages": null, "uses": null,
    });
    for (name, value) in rows.as_object().unwrap() {
        all[name] = value.clone();
    }
    all
}

fn calls_of(world: &World, name: &str) -> Vec<Call> {
    world.calls().into_iter().filter(|call| call.name == name).collect()
}

fn warnings(world: &World) -> Vec<String> {
    let lines = world.logged();
    let warned = lines.iter().filter(|line| line["level"] == "warn" && line["status"].is_null());
    warned.map(|line| line["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn answers_from_the_request_with_two_calls_of_the_database() {
    let world = world();
    let answer = ask_with_samples(&world, "Are the samples ready?");
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.body["skill"], "logistics.readiness");
    assert_eq!(answer.body["intent"], "question");
    assert_eq!(answer.body["responseTime"], 0);
    assert!(answer.body.get("auditLogged").is_none());
    assert!(answer.body["content"].as_str().unwrap().contains("50%"), "{}", answer.body);
    assert_eq!(world.called(), ["edge_admit", LOG, "edge_record"]);
}

#[test]
fn leaves_a_row_in_the_audit_log_under_the_callers_own_rights() {
    let world = world();
    let more = json!({
        "currentRoute": "/samples", "conversationHistory": [], "userContext": { "sampleList": samples() },
    });
    let answer = ask(&world, "What is blocking us?", &more);
    let written = &calls_of(&world, LOG)[0];
    assert!(written.as_caller);
    let row = &written.args;
    assert_eq!(row["id"], answer.body["conversationId"]);
    assert_eq!(row["session_id"], SESSION);
    assert_eq!(row["message"], "What is blocking us?");
    assert_eq!(row["response"], answer.body);
    assert_eq!(
        (&row["kit_context"], &row["page_route"]),
        (&json!("logistics"), &json!("/samples"))
    );
    assert_eq!(row["intent_detected"], answer.body["intent"]);
    assert_eq!(row["skill_used"], "logistics.blockers");
    assert_eq!(row["response_time_ms"], answer.body["responseTime"]);
    let id = answer.body["conversationId"].as_str().unwrap();
    assert_eq!((&id[14..15], id.len()), ("4", 36), "{id}");
    let again = ask_with_samples(&world, "What is blocking us?");
    assert_ne!(again.body["conversationId"], answer.body["conversationId"]);
}

#[test]
fn keeps_a_nul_out_of_the_audit_log() {
    let world = world();
    let answer = ask_with_samples(&world, "Are the samples\0 ready?");
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(calls_of(&world, LOG)[0].args["message"], "Are the samples\u{fffd} ready?");
}

#[test]
fn reads_what_the_request_does_not_bring_in_one_call() {
    let rows = material(&json!({ "history": [], "samples": samples() }));
    let world = world().replying("chat_material", &rows);
    let answer = ask(&world, "Are the samples ready?", &json!({}));
    assert!(answer.body["content"].as_str().unwrap().contains("50%"), "{}", answer.body);
    assert_eq!(world.called(), ["edge_admit", "chat_material", LOG, "edge_record"]);
    let read = &world.calls()[1];
    assert!(read.as_caller);
    assert_eq!(
        read.args,
        json!({ "p_wanted": ["samples"], "p_session_id": SESSION, "p_by_skill": null, "p_message": null })
    );
}

#[test]
fn reads_only_the_conversation_where_the_rows_are_there() {
    let world = world().replying("chat_material", &material(&json!({ "history": [] })));
    let context = json!({ "userContext": { "sampleList": samples() } });
    let answer = ask(&world, "Are the samples ready?", &context);
    assert_eq!(world.calls()[1].args["p_wanted"], json!([]));
    assert!(answer.body["content"].as_str().unwrap().contains("50%"), "{}", answer.body);
}

#[test]
fn a_message_that_leans_on_the_conversation_still_costs_one_read() {
    let history = json!([
        { "role": "user", "content": "Are the samples ready?" },
        { "role": "assistant", "content": "50% are." },
    ]);
    let rows = material(&json!({ "history": history, "samples": samples() }));
    let world = world().replying("chat_material", &rows);
    let answer = ask(&world, "why?", &json!({}));
    assert_eq!(answer.body["skill"], "logistics.readiness", "{}", answer.body);
    assert_eq!(world.called(), ["edge_admit", "chat_material", LOG, "edge_record"]);
    let args = &world.calls()[1].args;
    assert_eq!(args["p_by_skill"]["logistics.readiness"], json!(["samples"]));
    assert_eq!(args["p_by_skill"]["media.missing"], json!(["assets", "shots"]));
    assert_eq!(args["p_by_skill"].get("general.help"), None);
    assert_eq!(args["p_message"], "why?");
}

#[test]
fn reads_again_where_the_conversation_means_other_rows_than_its_last_skill() {
    let history = json!([{ "role": "user", "content": "Are the samples ready?" }]);
    let world = world()
        .replying("chat_material", &material(&json!({ "history": history })))
        .replying("chat_material", &material(&json!({ "samples": samples() })));
    let answer = ask(&world, "why?", &json!({}));
    assert_eq!(answer.body["skill"], "logistics.readiness", "{}", answer.body);
    let reads = calls_of(&world, "chat_material");
    assert_eq!(reads.len(), 2);
    assert_eq!(reads[1].args["p_wanted"], json!(["samples"]));
    assert_eq!(reads[1].args["p_session_id"], Value::Null);
}

#[test]
fn refuses_a_message_that_is_none_kindly_and_before_anybody_is_asked() {
    let long = "x".repeat(4001);
    for message in [json!(""), json!("  \n\t"), json!(long), json!(7), Value::Null] {
        let world = world();
        let answer = ask(&world, "", &json!({ "message": message }));
        assert_eq!((answer.status, &answer.body["code"]), (400, &json!("invalid_input")));
        assert_eq!(answer.body["details"]["field"], "message");
        assert_eq!(answer.body["details"]["suggestions"].as_array().unwrap().len(), 3);
        let text = answer.body["message"].as_str().unwrap();
        assert!(text.starts_with("message: please say in 1 to 4000 characters"), "{text}");
        assert_eq!(world.called().iter().filter(|name| *name != "edge_record").count(), 0);
    }
    assert_eq!(ask_with_samples(&world(), &"x".repeat(4000)).status, 200);
}

#[test]
fn names_the_field_of_every_other_bad_input() {
    for (more, field) in [
        (json!({ "sessionId": "monday" }), "sessionId"),
        (json!({ "currentKit": "" }), "currentKit"),
        (
            json!({ "conversationHistory": [{ "role": "system", "content": "x" }] }),
            "conversationHistory[0].role",
        ),
        (
            json!({ "userContext": { "sampleList": [{ "id": "a", "status": "lost in space" }] } }),
            "userContext.sampleList[0].status",
        ),
        (json!({ "userId": "me" }), "userId"),
    ] {
        let answer = ask(&world(), "Are the samples ready?", &more);
        assert_eq!(answer.status, 400, "{}", answer.body);
        assert_eq!(answer.body["details"]["field"], field);
        assert!(answer.body["details"].get("suggestions").is_none());
    }
}

#[test]
fn refuses_a_time_zone_that_is_none() {
    let event = json!({ "id": "show", "startsAt": "2026-12-01T08:00:00Z", "timeZone": "Moon/Crater", "tasks": [] });
    let more = json!({ "conversationHistory": [], "userContext": { "event": event } });
    let answer = ask(&world(), "What is on the critical path?", &more);
    assert_eq!(answer.status, 400, "{}", answer.body);
    assert_eq!(answer.body["details"]["field"], "userContext.event.timeZone");
}

#[test]
fn a_skill_that_fails_is_answered_with_a_warning_and_logged_without_names() {
    let twice = json!([{ "id": "secret", "status": "shot" }, { "id": "secret", "status": "shot" }]);
    let world = world();
    let more = json!({ "conversationHistory": [], "userContext": { "sampleList": twice } });
    let answer = ask(&world, "Are the samples ready?", &more);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.body["severity"], "warning");
    assert_eq!(answer.body["skill"], "logistics.readiness");
    assert_eq!(warnings(&world), ["logistics.readiness failed: sampleList[1].id makes no sense"]);
    assert_eq!(calls_of(&world, LOG)[0].args["response"]["severity"], "warning");
    assert!(!world.logged().iter().any(|line| line.to_string().contains("secret")));
}

mod when_the_database_is_down {
    use super::*;

    #[test]
    fn the_answer_still_comes_and_says_that_it_is_not_logged() {
        let world = World::new().losing("edge_admit").losing(LOG);
        let answer = ask_with_samples(&world, "Are the samples ready?");
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert!(answer.body["content"].as_str().unwrap().contains("50%"), "{}", answer.body);
        assert_eq!(answer.body["auditLogged"], false);
    }

    #[test]
    fn what_would_have_to_be_read_is_answered_with_a_warning_and_not_asked_for() {
        let world = World::new().losing("edge_admit").losing(LOG);
        let answer = ask(&world, "Are the samples ready?", &json!({}));
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(answer.body["severity"], "warning");
        assert_eq!(answer.body["skill"], "logistics.readiness");
        assert_eq!(calls_of(&world, "chat_material").len(), 0);
    }

    #[test]
    fn the_row_is_tried_again_after_the_answer_until_it_is_written() {
        let world = World::new().losing(LOG).losing(LOG).losing(LOG).replying(LOG, &Value::Null);
        let answer = ask_with_samples(&world, "Are the samples ready?");
        assert_eq!(answer.body["auditLogged"], false);
        let attempts = calls_of(&world, LOG);
        let seconds: Vec<i64> =
            attempts.iter().map(|call| (call.at.ms() - attempts[0].at.ms()) / 1000).collect();
        assert_eq!(seconds, [0, 1, 3, 7]);
        assert!(attempts.iter().all(|call| call.as_caller && call.args == attempts[0].args));
        assert_eq!(attempts[0].args["id"], answer.body["conversationId"]);
        assert_eq!(warnings(&world).last().unwrap(), "the exchange was written late");
    }

    #[test]
    fn the_row_is_given_up_after_half_a_minute() {
        let world = World::new().losing(LOG);
        ask_with_samples(&world, "Are the samples ready?");
        let attempts = calls_of(&world, LOG);
        assert_eq!(attempts.len(), 6);
        assert_eq!(attempts[5].at.ms() - attempts[0].at.ms(), 31_000);
        assert!(warnings(&world).last().unwrap().starts_with("the exchange is lost"));
    }

    #[test]
    fn a_row_that_was_written_after_all_is_not_written_twice() {
        let taken = json!({ "code": "23505", "message": "duplicate key value violates unique constraint \"assistant_conversations_pkey\"" });
        let world = World::new().losing(LOG).refusing(LOG, 409, &taken);
        ask_with_samples(&world, "Are the samples ready?");
        assert_eq!(calls_of(&world, LOG).len(), 2);
    }

    #[test]
    fn a_row_that_is_refused_is_not_tried_again_and_not_told_to_the_log() {
        let refusal = json!({ "code": "22P05", "message": "unsupported Unicode escape sequence", "details": "Are the samples ready?" });
        let world = World::new().refusing(LOG, 400, &refusal);
        let answer = ask_with_samples(&world, "Are the samples ready?");
        assert_eq!((answer.status, &answer.body["auditLogged"]), (200, &json!(false)));
        assert_eq!(calls_of(&world, LOG).len(), 1);
        assert!(!warnings(&world)[0].contains("ready"), "{:?}", warnings(&world));
    }
}

mod within_five_seconds {
    use super::*;

    /// Milliseconds from arrival until the answer was ready to go: what the
    /// metrics row says.
    fn took(world: &World) -> i64 {
        calls_of(world, "edge_record")[0].args["p_duration_ms"].as_i64().unwrap()
    }

    #[test]
    fn slow_rows_are_answered_with_what_is_known_and_logged() {
        let world = world().delaying("chat_material", 60_000);
        let answer = ask(&world, "Are the samples ready?", &json!({}));
        assert_eq!(answer.status, 200, "{}", answer.body);
        let content = answer.body["content"].as_str().unwrap();
        assert!(content.starts_with("Taking longer than expected, please try again"), "{content}");
        assert_eq!(answer.body["skill"], "logistics.readiness");
        assert_eq!(answer.body["responseTime"], 3000);
        assert!(answer.body.get("auditLogged").is_none());
        assert_eq!(calls_of(&world, LOG)[0].args["response_time_ms"], 3000);
        assert!(took(&world) < 5000, "{}", took(&world));
    }

    #[test]
    fn a_conversation_that_comes_too_late_does_not_stop_a_clear_message() {
        let world = world().delaying("chat_material", 60_000);
        let context = json!({ "userContext": { "sampleList": samples() } });
        let answer = ask(&world, "Are the samples ready?", &context);
        assert!(answer.body["content"].as_str().unwrap().contains("50%"), "{}", answer.body);
    }

    #[test]
    fn a_database_that_never_answers_is_not_waited_for() {
        let hour = 3_600_000;
        let slow = world()
            .delaying("edge_admit", hour)
            .delaying("chat_material", hour)
            .delaying(LOG, hour);
        let answer = ask(&slow, "Are the samples ready?", &json!({}));
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert!(answer.body["content"].as_str().unwrap().starts_with("Taking longer"));
        assert_eq!(answer.body["auditLogged"], false);
        assert!(took(&slow) < 5000, "{}", took(&slow));
    }

    #[test]
    fn a_row_that_is_written_too_slowly_is_told_and_tried_again() {
        let world = world().delaying(LOG, 10_000);
        let answer = ask_with_samples(&world, "Are the samples ready?");
        assert_eq!(answer.body["auditLogged"], false);
        assert_eq!(calls_of(&world, LOG).len(), 2);
        assert!(took(&world) < 5000, "{}", took(&world));
    }
}

#[test]
fn a_refused_caller_gets_no_answer_and_leaves_no_row() {
    let refusal =
        json!({ "allowed": false, "limit": 60, "remaining": 0, "resetS": 60, "retryAfterS": 17 });
    let world = world().replying("edge_admit", &refusal);
    let answer = ask_with_samples(&world, "Are the samples ready?");
    assert_eq!(answer.status, 429);
    assert_eq!(world.called(), ["edge_admit", "edge_record"]);
}
