//! What a function declares about itself.

use analysis::Time;
use limits::Validate;
use schemars::JsonSchema;
use wire::{FromJson, ToJson};

use crate::ahead::Gate;
use crate::caller::Caller;
use crate::db::Db;
use crate::error::Result;
use crate::host::Host;
use crate::http::Request;
use crate::input;

/// One function: its contract, and the code that answers it.
pub trait Endpoint {
    /// The parts of the contract that are values.
    const SPEC: Spec;
    /// Who may call. A handler of a public function has no user to misuse.
    type Caller: Caller;
    /// What is asked: parsed, and within its limits, before `handle` runs.
    type Input: FromJson + ToJson + Validate + JsonSchema;
    /// What is answered.
    type Output: ToJson + JsonSchema;

    /// What is asked; a function may refuse more than its types do, or say it in
    /// its own words.
    fn read(request: &Request) -> Result<Self::Input> {
        input::read(request)
    }

    /// Answers one request.
    fn handle(
        cx: &Context<'_, Self::Caller>,
        input: Self::Input,
    ) -> impl Future<Output = Result<Self::Output>>;
}

/// The parts of a contract that are values, not types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spec {
    /// The function's folder, crate, URL and operation id.
    pub name: &'static str,
    /// One line for the documentation.
    pub summary: &'static str,
    /// The method it answers to.
    pub method: &'static str,
    /// Requests a minute that one user may make.
    pub per_minute: u32,
    /// How long an answer is kept for the same user and input.
    pub kept: Option<Kept>,
    /// Whether a request is answered, unlimited, while the database is down or
    /// takes too long to say whether it may.
    pub survives_outage: bool,
    /// Whether the handler begins while it is asked whether the request is admitted.
    pub thinks_ahead: bool,
    /// The `Cache-Control` of a success.
    pub cache_control: &'static str,
}

/// How long an answer is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Seconds.
    pub seconds: u32,
    /// Part of the key: a new version of an analysis forgets the old answers.
    pub version: u32,
}

impl Spec {
    /// A function that takes JSON by POST, at most 60 times a minute and user.
    pub const fn post(name: &'static str, summary: &'static str) -> Self {
        Self {
            name,
            summary,
            method: "POST",
            per_minute: 60,
            kept: None,
            survives_outage: false,
            thinks_ahead: false,
            cache_control: "no-store",
        }
    }

    /// Keeps each answer `seconds` long; raise `version` with every change of
    /// the analysis.
    #[must_use]
    pub const fn kept_for(self, seconds: u32, version: u32) -> Self {
        Self { kept: Some(Kept { seconds, version }), ..self }
    }

    /// Answers, without limit or kept answers, while the database is down or slow.
    #[must_use]
    pub const fn survives_outage(self) -> Self {
        Self { survives_outage: true, ..self }
    }

    /// Begins to answer while the database is asked whether the request is admitted:
    /// for a function whose answers are not kept, and mostly come from the request.
    /// What its handler asks of the database waits until the request is admitted;
    /// anything else that costs somebody something must wait for
    /// [`Context::admitted`] itself.
    #[must_use]
    pub const fn thinks_ahead(self) -> Self {
        Self { thinks_ahead: true, ..self }
    }

    /// Lets the caller's own client keep the answer.
    #[must_use]
    pub const fn cache_control(self, cache_control: &'static str) -> Self {
        Self { cache_control, ..self }
    }
}

/// What a handler may reach: who calls, when, and the world outside.
pub struct Context<'a, C> {
    /// Who calls.
    pub caller: &'a C,
    /// The moment the request arrived; the only clock a handler has.
    pub now: Time,
    /// Names this request everywhere.
    pub request_id: &'a str,
    /// The database, under the caller's own rights, once the request is admitted.
    pub db: Db<'a>,
    pub(crate) gate: &'a Gate,
    /// Everything else outside.
    pub host: &'a dyn Host,
}

impl<C> Context<'_, C> {
    /// Waits until the request is admitted. Whether it was counted: not while the
    /// database is down, where the function answers nevertheless.
    pub async fn admitted(&self) -> bool {
        self.gate.pass().await
    }
}
