//! What the assistant is asked.

use std::fmt;

use limits::Validate;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use wire::{FromJson, Text, ToJson};

use crate::Time;
use crate::events::Event;
use crate::events::event::{MOST_TASKS, Task};
use crate::logistics::{MAX_SAMPLES, Sample};
use crate::media::input::{MAX_ASSETS, MAX_SHOTS};
use crate::media::{GalleryAsset, ShotItem};
use crate::recommend::{MAX_PACKAGES, Package};

/// Characters of a message.
pub const LONGEST_MESSAGE: usize = 4_000;
/// Turns of a conversation that count, the last ones.
pub const MOST_TURNS: usize = 10;
/// Turns a request may bring.
const MAX_TURNS: usize = 200;
/// Characters of a turn; answers may be longer than messages.
const MAX_CONTENT: usize = 16_000;
/// Characters of a kit's or a place's name.
const MAX_NAME: usize = 100;
/// Characters of a route.
const MAX_ROUTE: usize = 500;
/// Places an application may name.
const MAX_ROUTES: usize = 200;

/// A message to the assistant, and where and after what it was said.
#[derive(Debug, Clone, FromJson, ToJson, Validate, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChatInput {
    /// The words, as typed.
    #[garde(length(chars, min = 1, max = LONGEST_MESSAGE))]
    pub message: String,
    /// The kit the person is in: logistics, events, media or general. It only
    /// breaks ties.
    #[garde(length(chars, min = 1, max = MAX_NAME))]
    pub current_kit: String,
    /// Route of the page the person is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(chars, max = MAX_ROUTE))]
    pub current_route: Option<String>,
    /// Identifies the conversation.
    #[garde(skip)]
    pub session_id: SessionId,
    /// The turns before, oldest first, of which the last ten count; where
    /// omitted, those of the same session.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(max = MAX_TURNS), dive)]
    pub conversation_history: Option<Vec<Turn>>,
    /// Data to answer from; what is omitted is the caller's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub user_context: Option<UserContext>,
}

/// One turn of a conversation. Unknown fields are ignored.
#[derive(Debug, Clone, PartialEq, Eq, FromJson, ToJson, Validate, JsonSchema)]
pub struct Turn {
    /// Who spoke.
    #[garde(skip)]
    pub role: Role,
    /// What was said.
    #[garde(length(chars, max = MAX_CONTENT))]
    pub content: String,
}

/// Who spoke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromJson, ToJson, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The person.
    User,
    /// The assistant.
    Assistant,
}

/// Data to answer from. Unknown fields are ignored.
#[derive(Debug, Clone, Default, FromJson, ToJson, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserContext {
    /// The samples.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(max = MAX_SAMPLES), dive)]
    pub sample_list: Option<Vec<Sample>>,
    /// The event.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub event: Option<Event>,
    /// The event's tasks, in place of those in `event`; without an `event`,
    /// work that may begin now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(max = MOST_TASKS), dive)]
    pub event_tasks: Option<Vec<Task>>,
    /// The pictures.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(max = MAX_ASSETS), dive)]
    pub gallery_assets: Option<Vec<GalleryAsset>>,
    /// What should be photographed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(max = MAX_SHOTS), dive)]
    pub shot_list: Option<Vec<ShotItem>>,
    /// The catalogue of services.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(max = MAX_PACKAGES), dive)]
    pub packages: Option<Vec<Package>>,
    /// The application's own places.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(length(max = MAX_ROUTES), dive)]
    pub routes: Option<Vec<Route>>,
}

impl UserContext {
    /// Takes the event, its tasks being `eventTasks` where they are given;
    /// without an event, that work as one that begins now.
    pub fn take_event(&mut self, now: Time) -> Option<Event> {
        let tasks = self.event_tasks.take();
        let mut event = self.event.take().or_else(|| {
            let id = "event".to_owned();
            tasks.is_some().then(|| Event { id, starts_at: now, ..Event::default() })
        })?;
        if let Some(tasks) = tasks {
            event.tasks = tasks;
        }
        Some(event)
    }
}

/// A place of the application. Unknown fields are ignored.
#[derive(Debug, Clone, PartialEq, Eq, FromJson, ToJson, Validate, JsonSchema)]
pub struct Route {
    /// What people call it.
    #[garde(length(chars, min = 1, max = MAX_NAME))]
    pub name: String,
    /// Where it lies.
    #[garde(length(chars, min = 1, max = MAX_ROUTE))]
    pub target: String,
}

/// A UUID that names a conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionId(String);

impl SessionId {
    /// As it stands on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Text for SessionId {
    const EXPECTED: &'static str = "a UUID";
    fn blank() -> Self {
        Self::default()
    }
    fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == 36
            && text.bytes().enumerate().all(|(at, byte)| match at {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            });
        fits.then(|| Self(text.to_owned()))
    }
}

wire::text!(SessionId);

impl JsonSchema for SessionId {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SessionId".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "uuid" })
    }
}
