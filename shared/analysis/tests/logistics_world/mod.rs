//! Asks the logistics analysis as the wire does: from JSON.
#![allow(dead_code, unused_imports, reason = "each test file uses its part of it")]

mod shoot;

pub(crate) use shoot::{Job, Shoot, order_of};

use analysis::logistics::{self, LogisticsInput, LogisticsReport};
use analysis::{Problem, Time};
use proptest::prelude::ProptestConfig;
use serde_json::Value;

/// So many cases; failures are told, not written into the tree.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// The present, where a request names none.
pub(crate) const NOW: &str = "2026-11-21T08:00:00Z";

fn ask(analysis: &str, samples: &Value, more: Value) -> Result<LogisticsReport, Problem> {
    let mut request = more;
    request["analysisType"] = analysis.into();
    request["sampleList"] = samples.clone();
    let input: LogisticsInput = serde_json::from_value(request).expect("a valid request");
    let now = input.now.or_else(|| Time::parse(NOW)).expect("a moment");
    logistics::analyze(&input, input.sample_list.as_deref().unwrap_or_default(), now)
}

pub(crate) fn analyze(analysis: &str, samples: &Value, more: Value) -> LogisticsReport {
    ask(analysis, samples, more).expect("an answer")
}

pub(crate) fn problem(analysis: &str, samples: &Value, more: Value) -> Problem {
    ask(analysis, samples, more).expect_err("a refusal")
}
