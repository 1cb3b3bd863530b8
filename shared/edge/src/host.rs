//! The world outside, as a trait; so that a test can be a world too.

use std::pin::Pin;

use analysis::Time;

use crate::token::{Algorithm, Jwk};

#[cfg(target_arch = "wasm32")]
pub mod js;

/// Something the outside will answer.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Work for after the answer, which brings all it needs but the outside.
pub type Afterwards = Box<dyn for<'a> FnOnce(&'a dyn Host) -> Pending<'a, ()>>;

/// Everything a request can reach outside of itself.
pub trait Host {
    /// The clock.
    fn now(&self) -> Time;
    /// 64 random bits, fit for ids.
    fn random(&self) -> u64;
    /// An environment variable.
    fn variable(&self, name: &str) -> Option<String>;
    /// The zone of this IANA name, as a function from a moment to the minutes
    /// that local time is ahead of UTC then; None if there is no such zone.
    fn time_zone(&self, name: &str) -> Option<Box<dyn Fn(Time) -> i32>>;
    /// Writes one line to the function's log.
    fn log(&self, line: &str);
    /// Whether `signature` over `message` was made with the key.
    fn verify<'a>(
        &'a self,
        algorithm: Algorithm,
        key: &'a Jwk,
        message: &'a [u8],
        signature: &'a [u8],
    ) -> Pending<'a, bool>;
    /// The key set as the auth server publishes it now, as JSON text.
    fn fetch_jwks(&self) -> Pending<'_, Option<String>>;
    /// One call of the data API.
    fn query<'a>(&'a self, query: Query<'a>) -> Pending<'a, Result<Reply, Unreachable>>;
    /// A POST of JSON to another service.
    fn post<'a>(&'a self, post: Post<'a>) -> Pending<'a, Result<Reply, Unreachable>>;
    /// Waits.
    fn sleep(&self, ms: u32) -> Pending<'_, ()>;
    /// Does something after the answer is on its way.
    fn afterwards(&self, work: Afterwards);
}

/// A POST of JSON to another service.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Post<'a> {
    /// Whole address.
    pub url: &'a str,
    /// The `authorization` header.
    pub authorization: &'a str,
    /// JSON text.
    pub body: &'a str,
}

impl std::fmt::Debug for Post<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Post").field("url", &self.url).finish_non_exhaustive()
    }
}

/// One call of the data API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query<'a> {
    /// Under whose rights.
    pub rights: Rights<'a>,
    /// What is called.
    pub verb: Verb<'a>,
}

/// What is asked of the data API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verb<'a> {
    /// `rpc/<function>` with its arguments as a JSON object.
    Call {
        /// Name of the SQL function.
        function: &'a str,
        /// JSON object.
        args: String,
    },
    /// Inserts a row, or an array of rows, without reading it back.
    Insert {
        /// Name of the table.
        table: &'a str,
        /// JSON object or array.
        rows: String,
    },
}

/// Under whose rights a query runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Rights<'a> {
    /// The caller's own token: row level security applies.
    Caller(&'a str),
    /// The project's secret key: for the machinery of `serve` and for callers
    /// who showed that key.
    Service,
}

impl std::fmt::Debug for Rights<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Caller(_) => "Caller(…)",
            Self::Service => "Service",
        })
    }
}

/// What the data API said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// JSON text.
    pub body: Vec<u8>,
}

/// Nothing was said; the reason is for the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreachable(pub String);
