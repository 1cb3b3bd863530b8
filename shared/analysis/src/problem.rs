//! Why an analysis cannot be done; always in terms of what the caller sent.

/// Ids that a message names; all of them stand in the problem itself.
const NAMED: usize = 10;

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
    #[error("the dependencies form a cycle: {}", around(.cycles))]
    Cycle {
        /// A real loop of each knot, in order, its first id not repeated at the
        /// end; never empty.
        cycles: Vec<Vec<String>>,
        /// References to things that are not there, besides.
        unknown: Vec<String>,
    },
    /// References to things that are not there.
    #[error("unknown: {}", listed(.0, ", "))]
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

/// The first loop back to where it began, and how many more there are.
fn around(cycles: &[Vec<String>]) -> String {
    let Some((first, others)) = cycles.split_first() else { return String::new() };
    let mut text = listed(first, " -> ");
    if let Some(again) = first.first() {
        text.push_str(" -> ");
        text.push_str(again);
    }
    if !others.is_empty() {
        text.push_str(&["; and ", &others.len().to_string(), " more"].concat());
    }
    text
}

fn listed(ids: &[String], between: &str) -> String {
    let mut text = ids.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(between);
    if ids.len() > NAMED {
        text.push_str(&[between, "(", &(ids.len() - NAMED).to_string(), " more)"].concat());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Problem;

    fn ids(count: usize) -> Vec<String> {
        (0..count).map(|at| format!("t{at}")).collect()
    }

    #[test]
    fn messages_close_the_loop_and_stay_short() {
        let told = |cycles| Problem::Cycle { cycles, unknown: Vec::new() }.to_string();
        assert_eq!(told(vec![ids(2)]), "the dependencies form a cycle: t0 -> t1 -> t0");
        assert!(told(vec![ids(1), ids(3)]).ends_with(": t0 -> t0; and 1 more"));
        assert!(told(vec![ids(5_000)]).ends_with("t9 -> (4990 more) -> t0"));
        assert_eq!(Problem::Unknown(ids(2)).to_string(), "unknown: t0, t1");
        assert!(Problem::Unknown(ids(5_000)).to_string().ends_with("t9, (4990 more)"));
    }
}
