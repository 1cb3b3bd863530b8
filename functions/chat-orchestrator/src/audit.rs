//! The audit log: one row for each exchange, written before its answer is sent.

use analysis::Time;
use analysis::chat::ChatInput;
use edge::db::Db;
use edge::host::{Host, Pending};
use edge::prelude::*;
use edge::{deadline, log};
use wire::Raw;

use crate::{ChatAnswer, ChatOrchestrator, warn};

const TABLE: &str = "assistant_conversations";

/// Seconds before each further attempt to write a row.
const RETRY_AFTER_S: [u32; 5] = [1, 2, 4, 8, 16];

/// A row of the log. Whose it is, Postgres knows from the caller's token.
#[derive(ToJson)]
struct Row<'a> {
    id: &'a str,
    session_id: &'a str,
    message: &'a str,
    response: &'a ChatAnswer,
    kit_context: &'a str,
    page_route: Option<&'a str>,
    intent_detected: analysis::intent::Form,
    skill_used: analysis::intent::Skill,
    response_time_ms: u32,
}

/// A random UUID (version 4 of RFC 9562).
pub(crate) fn id(host: &dyn Host) -> String {
    let high = host.random() & !0xf000 | 0x4000;
    let low = host.random() & !(0b11 << 62) | 0b10 << 62;
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff
    )
}

/// Writes the row under the caller's own rights, no later than `moment`; where
/// that fails the answer says so, and writing goes on after it.
pub(crate) async fn write(
    cx: &Context<'_, User>,
    input: &ChatInput,
    answer: ChatAnswer,
    moment: Time,
) -> ChatAnswer {
    let row = Row {
        id: &answer.conversation_id,
        session_id: input.session_id.as_str(),
        message: &input.message,
        response: &answer,
        kit_context: &input.current_kit,
        page_route: input.current_route.as_deref(),
        intent_detected: answer.intent,
        skill_used: answer.skill,
        response_time_ms: answer.response_time,
    };
    let row = Raw::of(&row);
    let (error, again) = match deadline::by(cx.host, moment, cx.db.insert(TABLE, &row)).await {
        Some(Ok(())) => return answer,
        Some(Err(error @ Error::Unavailable { .. })) => (error, Some(row)),
        Some(Err(error)) => (error, None),
        None => (Error::Timeout("the audit log"), Some(row)),
    };
    warn(cx, "the exchange was not written", &error);
    if let Some(row) = again {
        let (caller, request_id) = (cx.caller.clone(), cx.request_id.to_owned());
        cx.host.afterwards(Box::new(|host| retry(host, caller, request_id, row)));
    }
    ChatAnswer { audit_logged: Some(false), ..answer }
}

/// Tries again for half a minute, unless it turns out to be in vain.
fn retry(host: &dyn Host, caller: User, request_id: String, row: Raw) -> Pending<'_, ()> {
    use edge::caller::Caller;
    Box::pin(async move {
        let db = Db::new(host, caller.rights());
        let say = |message: &str| {
            host.log(&log::warning(ChatOrchestrator::SPEC.name, &request_id, message));
        };
        for seconds in RETRY_AFTER_S {
            host.sleep(seconds * 1000).await;
            match db.insert(TABLE, &row).await {
                // An attempt that nobody waited for may have written it.
                Ok(()) | Err(Error::Conflict(_)) => return say("the exchange was written late"),
                Err(Error::Unavailable { .. }) => {}
                Err(error) => return say(&format!("the exchange is lost: {error}")),
            }
        }
        say("the exchange is lost: the database stayed away");
    })
}
