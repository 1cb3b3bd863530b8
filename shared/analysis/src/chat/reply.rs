//! What the assistant answers.

use schemars::JsonSchema;
use wire::ToJson;

use crate::intent::{Form, Skill};

/// An answer, as far as it is calculated.
#[derive(Debug, Clone, PartialEq, Eq, ToJson, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChatReply {
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
    /// The form of the wish.
    pub intent: Form,
    /// The skill that answered.
    pub skill: Skill,
    /// Names in `content` that are data: a rephrasing must keep them.
    #[serde(skip)]
    pub names: Vec<String>,
}

/// What the client should make of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToJson, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ReplyKind {
    /// To read.
    Text,
    /// To confirm by an action: nothing is changed before.
    Action,
    /// To go where the primary action leads.
    Navigation,
}

/// How bad or good what is told is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ToJson, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// All is well.
    Success,
    /// Neither good nor bad.
    Info,
    /// Something needs attention.
    Warning,
    /// Something is lost if nothing is done.
    Critical,
}

/// Something to press.
#[derive(Debug, Clone, PartialEq, Eq, ToJson, JsonSchema)]
pub struct Action {
    /// What it says.
    pub label: String,
    /// Where it leads: a deep link such as `sample-tracker:delayed`.
    pub target: String,
    /// The one that is meant most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary: Option<bool>,
}
