//! What a request may look like.

use analysis::chat::{ChatInput, UserContext};
use limits::Validate;
use serde_json::{Value, json};

use crate::world::{SESSION, now};

fn request(change: impl Fn(&mut Value)) -> Result<ChatInput, String> {
    let mut request = json!({ "message": "hi", "currentKit": "media", "sessionId": SESSION });
    change(&mut request);
    let input: ChatInput =
        wire::from_slice(request.to_string().as_bytes()).map_err(|refusal| refusal.to_string())?;
    input.validate().map_err(|violation| format!("{} {}", violation.field, violation.reason))?;
    Ok(input)
}

#[test]
fn a_request_needs_a_message_a_kit_and_a_session() {
    assert!(request(|_| ()).is_ok());
    for field in ["message", "currentKit", "sessionId"] {
        let refusal = request(|r| {
            r.as_object_mut().unwrap().remove(field);
        })
        .unwrap_err();
        assert!(refusal.contains(field), "{refusal}");
    }
}

#[test]
fn limits_name_their_field() {
    for (field, value) in [
        ("message", json!("")),
        ("message", json!("x".repeat(4_001))),
        ("currentKit", json!("")),
        ("currentRoute", json!("x".repeat(501))),
        ("conversationHistory", json!(vec![json!({ "role": "user", "content": "x" }); 201])),
    ] {
        let refusal = request(|r| r[field] = value.clone()).unwrap_err();
        assert!(refusal.starts_with(field), "{refusal}");
    }
    assert!(request(|r| r["message"] = json!("👗".repeat(4_000))).is_ok());
    assert!(request(|r| r["sessionId"] = json!("test-123")).unwrap_err().contains("a UUID"));
    assert!(
        request(|r| r["conversationHistory"] = json!([{ "role": "system", "content": "x" }]))
            .is_err()
    );
}

#[test]
fn strange_fields_are_refused_at_the_top_and_ignored_below() {
    assert!(request(|r| r["extra"] = json!(1)).is_err());
    assert!(request(|r| r["userContext"] = json!({ "weather": "rain", "sampleList": [] })).is_ok());
}

#[test]
fn tasks_without_an_event_are_work_that_begins_now() {
    let tasks = json!([{ "id": "t", "durationMinutes": 5 }]);
    let context =
        |value: Value| -> UserContext { wire::from_slice(value.to_string().as_bytes()).unwrap() };
    let event = context(json!({ "eventTasks": tasks })).take_event(now()).unwrap();
    assert_eq!((event.starts_at, event.tasks.len()), (now(), 1));
    let start = "2026-12-01T08:00:00Z";
    let own = json!({ "id": "e", "startsAt": start, "tasks": [] });
    let event = context(json!({ "event": own, "eventTasks": tasks })).take_event(now()).unwrap();
    assert_eq!(
        (&*event.id, event.starts_at.to_string(), event.tasks.len()),
        ("e", start.to_owned(), 1)
    );
    assert!(context(json!({})).take_event(now()).is_none());
}
