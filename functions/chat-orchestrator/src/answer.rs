//! The answer on the wire, and what it is composed of.

use analysis::chat::{
    Action, ChatInput, ChatReply, ReplyKind, Tone, Understood, fallback, late, respond,
};
use analysis::intent::{Form, Skill};
use edge::log;
use edge::prelude::*;

use crate::ChatOrchestrator;
use crate::material::{Material, Missing};

/// An answer of the assistant.
#[derive(Debug, ToJson, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChatAnswer {
    /// The answer in words.
    pub content: String,
    /// What the client should make of it.
    #[serde(rename = "type")]
    pub kind: ReplyKind,
    /// How bad or good it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<Tone>,
    /// What to press, at most one of them primary.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// What to say next.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub follow_up: Vec<String>,
    /// From the arrival of the message until the answer was composed, in ms.
    pub response_time: u32,
    /// The form of the wish.
    pub intent: Form,
    /// The skill that answered.
    pub skill: Skill,
    /// Names this exchange, for `rate_conversation`.
    pub conversation_id: String,
    /// False where the exchange could not be written to the audit log before the
    /// answer; that is tried again for a while.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audit_logged: Option<bool>,
}

impl ChatAnswer {
    /// `reply` as it is sent now.
    pub(crate) fn new(cx: &Context<'_, User>, reply: ChatReply, conversation_id: String) -> Self {
        Self {
            content: reply.content,
            kind: reply.kind,
            severity: reply.severity,
            actions: reply.actions,
            follow_up: reply.follow_up,
            response_time: u32::try_from(cx.host.now().ms() - cx.now.ms()).unwrap_or(0),
            intent: reply.intent,
            skill: reply.skill,
            conversation_id,
            audit_logged: None,
        }
    }
}

/// What is answered. Only what the request itself brought can be refused; all
/// else that goes wrong is logged, and answered as well as it can be.
pub(crate) fn compose(
    cx: &Context<'_, User>,
    input: &ChatInput,
    understood: &Understood,
    material: &Material<'_>,
) -> Result<ChatReply> {
    match material.missing(understood) {
        Some(Missing::Late) => return Ok(late(understood, None)),
        Some(Missing::Failed) => return Ok(fallback(understood)),
        None => {}
    }
    let zone = match material.zone(cx.host) {
        Ok(zone) => zone,
        Err(error) if material.brought_event() => return Err(error),
        Err(error) => return Ok(failed(cx, understood, &error.to_string())),
    };
    let reply = respond(understood, input, &material.lend(zone.as_ref()), cx.now, 0);
    Ok(reply.unwrap_or_else(|problem| failed(cx, understood, &cause(&problem))))
}

fn failed(cx: &Context<'_, User>, understood: &Understood, cause: &str) -> ChatReply {
    let message = format!("{} failed: {cause}", understood.skill.name());
    cx.host.log(&log::warning(ChatOrchestrator::SPEC.name, cx.request_id, &message));
    fallback(understood)
}

/// What the log may know: no ids or names, which are the caller's.
fn cause(problem: &Problem) -> String {
    match problem {
        Problem::Invalid { field, .. } => format!("{field} makes no sense"),
        Problem::TooMany { field, limit } => format!("{field} holds more than {limit}"),
        Problem::Cycle { cycles, .. } => format!("{} cycles", cycles.len()),
        Problem::Unknown(unknown) => format!("{} unknown ids", unknown.len()),
    }
}
