//! Why an analysis cannot be done; always in terms of what the caller sent.

/// A refusal that names the offending field or ids.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// A value that has the right type and still makes no sense.
    #[error("{field}: {reason}")]
    Invalid {
        /// Path of the field as the caller wrote it, e.g. `sampleList[3].id`.
        field: String,
        /// What is wrong with it: lower case, no full stop.
        reason: String,
    },
    /// More than the analysis takes.
    #[error("{field}: at most {limit} are analysed at once")]
    TooMany {
        /// Path of the field.
        field: String,
        /// The limit.
        limit: usize,
    },
    /// Dependencies that bite their own tail.
    #[error("the dependencies form a cycle: {}", .0.join(" -> "))]
    Cycle(
        /// A real loop, in order, the first id not repeated at the end.
        Vec<String>,
    ),
    /// References to things that are not there.
    #[error("unknown: {}", .0.join(", "))]
    Unknown(
        /// The ids nobody knows.
        Vec<String>,
    ),
}

impl Problem {
    /// A value that has the right type and still makes no sense.
    pub fn invalid(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Invalid { field: field.into(), reason: reason.into() }
    }
}
