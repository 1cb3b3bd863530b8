//! A request and an answer, as far as an endpoint is concerned.

/// What arrived.
#[derive(Debug, Clone)]
pub struct Request {
    /// Made by the shim; names this request in answers and logs.
    pub id: String,
    /// Upper case, as the Fetch standard normalises it.
    pub method: String,
    /// What follows the function's name, e.g. `/start`; empty or `/` mostly.
    pub path: String,
    /// The query string, without `?`.
    pub query: String,
    /// The headers that matter.
    pub headers: Headers,
    /// `None` where it was larger than the shim reads.
    pub body: Option<Vec<u8>>,
}

/// The request headers an endpoint may look at; names in lower case.
#[derive(Debug, Clone, Default)]
pub struct Headers(pub Vec<(String, String)>);

impl Headers {
    /// The value of a header; `name` in lower case.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// What goes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// JSON text.
    pub body: Vec<u8>,
}

impl Response {
    /// The value of a header; `name` in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }
}
