//! Logistics: readiness, blockers and batching of samples.
//!
//! The samples are given apart from the request, because they come from the
//! request or from the caller's own rows; either way they are checked here.

mod advice;
mod batching;
mod blockers;
mod chance;
mod floor;
pub(crate) mod index;
mod input;
mod readiness;
mod report;
mod sample;
mod score;
mod words;

pub use input::{
    DEFAULT_SETUP_MINUTES, LogisticsAnalysis, LogisticsInput, MAX_SETUP_FAMILIES,
    MAX_SETUP_MINUTES, SetupTable,
};
pub use report::{
    Batch, Batching, Blocker, CategoryReady, LogisticsReport, Readiness, ReadinessStatus,
    ReadyCount, Severity,
};
pub use sample::{
    DEFAULT_SHOOT_MINUTES, MAX_SAMPLES, MAX_SHOOT_MINUTES, MAX_SUBSTITUTES, MAX_TEXT, Sample,
    SampleStatus, UNCATEGORISED,
};
pub(crate) use words::duration;

use crate::{Problem, Time};
use index::Index;

/// Analyses `samples` as `input` asks, reckoning from `now`.
///
/// # Errors
/// [`Problem::TooMany`] above [`MAX_SAMPLES`] samples or
/// [`MAX_SETUP_FAMILIES`] families in the change-over table,
/// [`Problem::Invalid`] for an id used twice or a change-over above
/// [`MAX_SETUP_MINUTES`].
pub fn analyze(
    input: &LogisticsInput,
    samples: &[Sample],
    now: Time,
) -> Result<LogisticsReport, Problem> {
    let index = index(samples)?;
    let wants = |part| input.analysis_type == part || input.analysis_type == LogisticsAnalysis::All;
    let readiness = wants(LogisticsAnalysis::Readiness)
        .then(|| readiness::readiness(samples, &index, input.shoot_at, now));
    let blockers = wants(LogisticsAnalysis::Blockers)
        .then(|| blockers::blockers(samples, &index, input.shoot_at, now));
    let batching = wants(LogisticsAnalysis::Batching)
        .then(|| batching::batching(samples, input, now))
        .transpose()?;
    Ok(LogisticsReport { readiness, blockers, batching })
}

/// The blockers alone, for whoever asks no other analysis: what is never called is
/// no part of a function.
///
/// # Errors
/// As [`analyze`].
pub fn blockers(
    samples: &[Sample],
    shoot_at: Option<Time>,
    now: Time,
) -> Result<Vec<Blocker>, Problem> {
    Ok(blockers::blockers(samples, &index(samples)?, shoot_at, now))
}

fn index(samples: &[Sample]) -> Result<Index<'_>, Problem> {
    if samples.len() > MAX_SAMPLES {
        return Err(Problem::TooMany { field: "sampleList".into(), limit: MAX_SAMPLES });
    }
    Index::new(samples)
}
