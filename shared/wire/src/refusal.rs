//! Why a text was not read.

use std::fmt;

/// Why a text was not read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong: lower case, no full stop.
    pub reason: String,
    /// The byte at which the value begins that is wrong; behind the name, where
    /// a name is; behind the opening brace, where a field is missing.
    pub offset: usize,
    /// The required field that is not there.
    pub missing: Option<&'static str>,
    /// The text is not JSON from here on, whatever it was meant to be.
    pub malformed: bool,
}

impl Refusal {
    /// A value of the wrong kind.
    pub(crate) fn wrong(offset: usize, reason: String) -> Self {
        Self { reason, offset, missing: None, malformed: false }
    }

    /// Not JSON.
    pub(crate) fn malformed(offset: usize, reason: &str) -> Self {
        Self { reason: reason.to_owned(), offset, missing: None, malformed: true }
    }

    /// A required field is not there.
    pub(crate) fn missing(offset: usize, name: &'static str) -> Self {
        let reason = ["missing field `", name, "`"].concat();
        Self { reason, offset, missing: Some(name), malformed: false }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Refusal {}
