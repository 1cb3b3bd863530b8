//! Everything that can go wrong, and the only place that knows its status.

use analysis::Problem;
use analysis::events::EventsReport;
use schemars::JsonSchema;
use wire::{Raw, ToJson};

use crate::input::shorten;

/// A result whose failure is an answer.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request is not answered with what it asked for. The code is a promise
/// to clients, the message is not.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// 400: the shape, or a limit of one field.
    #[error("{field}: {reason}")]
    InvalidInput {
        /// Path of the field as the caller wrote it.
        field: String,
        /// What is wrong with it.
        reason: String,
        /// What would be welcome instead.
        suggestions: &'static [&'static str],
    },
    /// 401: no credential, or one that does not hold.
    #[error("{0}")]
    Unauthenticated(&'static str),
    /// 403: a known caller who may not.
    #[error("{0}")]
    Forbidden(&'static str),
    /// 404: not there, or private.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// 405.
    #[error("only {0} is answered here")]
    MethodNotAllowed(&'static str),
    /// 409: the fact (a constraint's name) that stands against it.
    #[error("{0}")]
    Conflict(String),
    /// 413: the whole body, or one list in it.
    #[error("{field}: {reason}")]
    TooLarge {
        /// What is too large.
        field: String,
        /// The limit.
        reason: String,
    },
    /// 415.
    #[error("the body must be application/json")]
    UnsupportedMediaType,
    /// 422: well formed, and impossible.
    #[error("{message}")]
    Unprocessable {
        /// What makes it impossible.
        message: String,
        /// The offending ids.
        details: Box<Details>,
    },
    /// 429.
    #[error("more than {limit} requests a minute; come back in {retry_after_s} s")]
    RateLimited {
        /// Requests per window.
        limit: u32,
        /// Seconds until one more is let in.
        retry_after_s: u32,
    },
    /// 500: the detail goes to the log, never to the caller.
    #[error("internal error")]
    Internal(String),
    /// 502: another service answered nonsense.
    #[error("{service} gave no usable answer")]
    BadGateway {
        /// Which service.
        service: &'static str,
        /// For the log.
        detail: String,
    },
    /// 503: the database cannot be reached, or is overloaded.
    #[error("{service} cannot be reached; try again")]
    Unavailable {
        /// Which service.
        service: &'static str,
        /// For the log.
        detail: String,
    },
    /// 504.
    #[error("{0} took too long")]
    Timeout(&'static str),
}

/// Seconds a client should wait after a 503.
pub const UNAVAILABLE_RETRY_S: u32 = 5;

/// Every code with its status: the list that clients switch on.
pub const CODES: [(&str, u16); 14] = [
    ("invalid_input", 400),
    ("unauthenticated", 401),
    ("forbidden", 403),
    ("not_found", 404),
    ("method_not_allowed", 405),
    ("conflict", 409),
    ("too_large", 413),
    ("unsupported_media_type", 415),
    ("unprocessable", 422),
    ("rate_limited", 429),
    ("internal", 500),
    ("bad_gateway", 502),
    ("unavailable", 503),
    ("timeout", 504),
];

impl Error {
    /// A value that has the right type and still makes no sense.
    pub fn invalid(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::InvalidInput { field: field.into(), reason: reason.into(), suggestions: &[] }
    }

    /// The stable name of this kind of failure, and its HTTP status.
    pub const fn code(&self) -> (&'static str, u16) {
        match self {
            Self::InvalidInput { .. } => CODES[0],
            Self::Unauthenticated(_) => CODES[1],
            Self::Forbidden(_) => CODES[2],
            Self::NotFound(_) => CODES[3],
            Self::MethodNotAllowed(_) => CODES[4],
            Self::Conflict(_) => CODES[5],
            Self::TooLarge { .. } => CODES[6],
            Self::UnsupportedMediaType => CODES[7],
            Self::Unprocessable { .. } => CODES[8],
            Self::RateLimited { .. } => CODES[9],
            Self::Internal(_) => CODES[10],
            Self::BadGateway { .. } => CODES[11],
            Self::Unavailable { .. } => CODES[12],
            Self::Timeout(_) => CODES[13],
        }
    }

    /// Seconds after which a repeat makes sense.
    pub const fn retry_after_s(&self) -> Option<u32> {
        match self {
            Self::RateLimited { retry_after_s, .. } => Some(*retry_after_s),
            Self::Unavailable { .. } => Some(UNAVAILABLE_RETRY_S),
            _ => None,
        }
    }

    /// What only the log may know.
    pub fn secret_detail(&self) -> Option<&str> {
        match self {
            Self::Internal(detail)
            | Self::BadGateway { detail, .. }
            | Self::Unavailable { detail, .. } => Some(detail),
            _ => None,
        }
    }

    /// The machine-readable part: the field, the ids, the limit.
    fn details(&self) -> Option<Details> {
        match self {
            Self::InvalidInput { field, reason, suggestions } => Some(Details {
                field: Some(field.clone()),
                reason: Some(reason.clone()),
                suggestions: suggestions.to_vec(),
                ..Details::default()
            }),
            Self::TooLarge { field, reason } => Some(Details {
                field: Some(field.clone()),
                reason: Some(reason.clone()),
                ..Details::default()
            }),
            Self::Unprocessable { details, .. } => Some(Details::clone(details)),
            Self::RateLimited { limit, .. } => {
                Some(Details { limit: Some(*limit), ..Details::default() })
            }
            _ => None,
        }
    }

    /// What the caller is told.
    pub fn body(&self, request_id: &str) -> ErrorBody {
        ErrorBody {
            code: self.code().0,
            message: self.to_string(),
            request_id: request_id.to_owned(),
            details: self.details(),
        }
    }
}

/// The body of every answer that is not a success.
#[derive(Debug, ToJson, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ErrorBody {
    /// Stable, to switch on.
    pub code: &'static str,
    /// For people; may change.
    pub message: String,
    /// Names this request in the log.
    pub request_id: String,
    /// The offending field or ids.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<Details>,
}

/// What exactly is wrong, for programs.
#[derive(Debug, Clone, Default, PartialEq, Eq, ToJson, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Details {
    /// Path of the offending field, e.g. `sampleList[3].id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What is wrong with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The limit that was passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// A loop of dependencies, in order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cycle: Option<Vec<String>>,
    /// A loop of each knot of dependencies, the first one included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cycles: Option<Vec<Vec<String>>>,
    /// Ids that nothing in the request has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown: Option<Vec<String>>,
    /// What would be welcome instead.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<&'static str>,
    /// Tasks that the partial answer leaves out, as no date of theirs can be
    /// known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<Vec<String>>,
    /// The answer for all the others: only events are analysed in part.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<EventsReport<'static>>")]
    pub partial: Option<Raw>,
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        let message = problem.to_string();
        match problem {
            Problem::Invalid { field, reason } => Self::invalid(shorten(&field), reason),
            Problem::TooMany { field, limit } => {
                Self::TooLarge { field, reason: format!("at most {limit} are analysed at once") }
            }
            Problem::Cycle { cycles, unknown } => {
                let details = Details {
                    cycle: cycles.first().cloned(),
                    cycles: Some(cycles),
                    unknown: Some(unknown).filter(|unknown| !unknown.is_empty()),
                    ..Details::default()
                };
                Self::Unprocessable { message, details: Box::new(details) }
            }
            Problem::Unknown(unknown) => {
                let details = Details { unknown: Some(unknown), ..Details::default() };
                Self::Unprocessable { message, details: Box::new(details) }
            }
        }
    }
}
