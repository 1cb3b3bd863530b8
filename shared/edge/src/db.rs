//! The database, through the data API: one typed method per need, and the place
//! where a refusal of Postgres becomes an [`Error`].

use analysis::Time;
use wire::{FromJson, Raw, ToJson};

use crate::ahead::Gate;
use crate::error::{Error, Result};
use crate::host::{Host, Pending, Query, Reply, Rights, Verb};

/// The database under somebody's rights.
#[derive(Clone, Copy)]
pub struct Db<'a> {
    host: &'a dyn Host,
    rights: Rights<'a>,
    gate: Option<&'a Gate>,
}

impl<'a> Db<'a> {
    /// The database as `rights` may see it.
    pub fn new(host: &'a dyn Host, rights: Rights<'a>) -> Self {
        Self { host, rights, gate: None }
    }

    /// The same, for a request that is admitted when `gate` opens.
    pub(crate) fn behind(self, gate: &'a Gate) -> Self {
        Self { gate: Some(gate), ..self }
    }

    /// Calls an SQL function.
    pub async fn call<T: FromJson>(&self, function: &str, args: &impl ToJson) -> Result<T> {
        let args = storable(wire::to_string(args));
        let body = self.send(Verb::Call { function, args }).await?;
        wire::from_slice(&body).map_err(|refusal| {
            Error::Internal(format!("{function} answered out of shape: {refusal}"))
        })
    }

    /// Calls an SQL function that returns nothing.
    pub async fn run(&self, function: &str, args: &impl ToJson) -> Result<()> {
        let args = storable(wire::to_string(args));
        self.send(Verb::Call { function, args }).await.map(drop)
    }

    /// Inserts one row, or many, and reads nothing back.
    pub async fn insert(&self, table: &str, rows: &impl ToJson) -> Result<()> {
        let rows = storable(wire::to_string(rows));
        self.send(Verb::Insert { table, rows }).await.map(drop)
    }

    fn send<'b>(&'b self, verb: Verb<'b>) -> Pending<'b, Result<Vec<u8>>> {
        Box::pin(async move {
            if let Some(gate) = self.gate {
                gate.pass().await;
            }
            let query = Query { rights: self.rights, verb };
            match self.host.query(query).await {
                Ok(Reply { status: 200..=299, body }) => Ok(body),
                Ok(reply) => Err(refusal(&reply)),
                Err(reason) => {
                    Err(Error::Unavailable { service: "the database", detail: reason.0 })
                }
            }
        })
    }
}

/// JSON text with U+FFFD in place of each NUL: Postgres keeps none in a text.
fn storable(json: String) -> String {
    const NUL: &str = "u0000";
    if !json.contains('\\') {
        return json;
    }
    let mut clean = String::with_capacity(json.len());
    let mut rest = json.as_str();
    // What stands behind a backslash belongs to it, also another backslash.
    while let Some((before, escaped)) = rest.split_once('\\') {
        clean.push_str(before);
        clean.push('\\');
        if let Some(behind) = escaped.strip_prefix(NUL) {
            clean.push_str("ufffd");
            rest = behind;
        } else {
            let mut letters = escaped.chars();
            if let Some(letter) = letters.next() {
                clean.push(letter);
            }
            rest = letters.as_str();
        }
    }
    clean.push_str(rest);
    clean
}

/// What `PostgREST` says of a failure.
#[derive(Default, FromJson)]
#[serde(default)]
struct Refusal {
    code: Option<String>,
    message: Option<String>,
    details: Option<String>,
}

/// SQLSTATE → answer, as `PostgREST` maps them; what a caller cannot mend is ours.
fn refusal(reply: &Reply) -> Error {
    let refusal: Refusal = wire::from_slice(&reply.body).unwrap_or_default();
    let code = refusal.code.unwrap_or_default();
    let message = refusal.message.unwrap_or_default();
    // Of a row that is wrong (classes 22, 23) the details are the row itself,
    // which is none of the log's business.
    let of_row = code.starts_with("22") || code.starts_with("23");
    let details = refusal.details.filter(|_| !of_row).unwrap_or_default();
    let detail = format!("the data API answered {} {code}: {message} {details}", reply.status);
    match (code.as_str(), reply.status) {
        ("42501", _) | (_, 403) => Error::Forbidden("you may not do this"),
        ("PGRST301" | "PGRST303", _) | (_, 401) => Error::Unauthenticated("the token is not valid"),
        ("PT404", _) => Error::NotFound("thing"),
        ("PT409" | "23505" | "23503" | "23514", _) => Error::Conflict(fact(&message)),
        (_, 502..=504) => Error::Unavailable { service: "the database", detail },
        // Connection and resource trouble (classes 08, 53, 57) passes.
        (state, _)
            if state.starts_with("08") || state.starts_with("53") || state.starts_with("57") =>
        {
            Error::Unavailable { service: "the database", detail }
        }
        _ => Error::Internal(detail),
    }
}

/// Our constraints are named as facts, so the name is the explanation.
fn fact(message: &str) -> String {
    match message.split('"').rev().nth(1) {
        Some(name) if message.split(' ').any(|word| word == "constraint") => name.replace('_', " "),
        _ => message.to_owned(),
    }
}

/// What `edge_admit` says.
#[derive(Debug, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct Admission {
    /// Whether the request is let in.
    pub allowed: bool,
    /// Requests per window.
    pub limit: u32,
    /// Requests left in the window.
    pub remaining: u32,
    /// Seconds until the window is empty again.
    pub reset_s: u32,
    /// Seconds until one more is let in, where this one is not.
    #[serde(default)]
    pub retry_after_s: Option<u32>,
    /// The state of the user's data; an answer calculated from an older one is
    /// not kept.
    #[serde(default)]
    pub epoch: i64,
    /// The token outlived the account.
    #[serde(default)]
    pub unknown_user: bool,
    /// The kept answer.
    #[serde(default)]
    pub kept: Option<KeptAnswer>,
}

/// An answer that was calculated before.
#[derive(Debug, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct KeptAnswer {
    /// The answer as it was given, without `cached` and `calculatedAt`.
    pub data: Raw,
    /// When.
    pub calculated_at: Time,
}

/// Arguments of `edge_admit`.
#[derive(Debug, Clone, ToJson)]
pub struct Admit<'a> {
    /// Who.
    pub p_user_id: &'a str,
    /// Which function.
    pub p_function: &'a str,
    /// Where its answers are kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p_insight_type: Option<&'a str>,
    /// Key of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p_context_id: Option<&'a str>,
    /// Requests per window.
    pub p_limit: u32,
    /// Length of the window, in seconds.
    pub p_window_s: u32,
    /// Which request: a kept answer is recorded with its admission.
    pub p_request_id: &'a str,
    /// From the arrival to this call, in milliseconds.
    pub p_elapsed_ms: i64,
}

/// Arguments of `edge_record`: what is written down after the answer.
#[derive(Debug, Clone, ToJson)]
pub struct Record {
    /// Who, where somebody signed in.
    pub p_user_id: Option<String>,
    /// Which function.
    pub p_function: &'static str,
    /// Which request.
    pub p_request_id: String,
    /// HTTP status.
    pub p_status: u16,
    /// From arrival to answer, in milliseconds.
    pub p_duration_ms: i64,
    /// Whether the answer was a kept one.
    pub p_cached: bool,
    /// Code of the error, where it was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p_error_code: Option<&'static str>,
    /// The answer to keep.
    #[serde(flatten)]
    pub keep: Option<Keep>,
}

/// An answer worth keeping.
#[derive(Debug, Clone, ToJson)]
pub struct Keep {
    /// Where.
    pub p_insight_type: &'static str,
    /// Key.
    pub p_context_id: String,
    /// JSON object.
    pub p_data: Raw,
    /// Seconds.
    pub p_ttl_s: u32,
    /// The state of the user's data when the request was admitted.
    pub p_epoch: i64,
    /// When it was calculated.
    pub p_calculated_at: Time,
}

#[cfg(test)]
mod tests {
    use super::storable;

    #[test]
    fn only_a_nul_is_replaced_not_what_looks_like_one() {
        for text in
            ["a\0b", "\\u0000", "\\\\u0000\0", "\0\0", "\\\0", "é\\\"\u{1}", "u0000", "plain"]
        {
            let json = storable(wire::to_string(text));
            let clean: String = wire::from_slice(json.as_bytes()).unwrap();
            assert_eq!(clean, text.replace('\0', "\u{fffd}"));
        }
    }
}
