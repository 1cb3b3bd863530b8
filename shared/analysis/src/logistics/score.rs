//! How bad a blocker is, as one number.
//!
//! `score = 100 (1 - exp(-(sum of weighted terms)))`. Every term lies in 0..1
//! and never falls when the sample gets later, becomes a hero, or more looks,
//! camera time or samples depend on it; so neither does the score.

use super::report::Severity;
use super::sample::SampleStatus;

/// What is known of a blocker, counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Facts {
    pub(super) status: SampleStatus,
    pub(super) hero: bool,
    /// 1 is the highest.
    pub(super) priority: Option<u32>,
    /// Looks that cannot be completed.
    pub(super) looks: usize,
    /// Camera time that cannot run.
    pub(super) blocked_minutes: i64,
    /// Other samples that wait for it.
    pub(super) dependants: usize,
    /// Minutes late, as far as known.
    pub(super) late_minutes: i64,
    /// A sample in the house can stand in.
    pub(super) substitute: bool,
    /// A hero or a look waits for it and for nothing else, and nothing can
    /// stand in.
    pub(super) blocks_alone: bool,
}

const HERO: f64 = 0.9;
const PRIORITY: f64 = 0.2;
const LOOKS: f64 = 0.4;
const MINUTES: f64 = 0.4;
const DEPENDANTS: f64 = 0.3;
const LATENESS: f64 = 0.8;
const NO_SUBSTITUTE: f64 = 0.2;
const STATUS: f64 = 0.5;

/// The amounts at which a term reaches one half.
const HALF_LOOKS: f64 = 1.0;
const HALF_MINUTES: f64 = 60.0;
const HALF_DEPENDANTS: f64 = 3.0;
const HALF_LATENESS_MINUTES: f64 = 480.0;

/// How far the status alone says that something is wrong.
const fn trouble(status: SampleStatus) -> f64 {
    match status {
        SampleStatus::Lost => 1.0,
        SampleStatus::Returned => 0.8,
        SampleStatus::Delayed => 0.6,
        SampleStatus::Awaiting => 0.2,
        _ => 0.0,
    }
}

fn saturating(amount: f64, half: f64) -> f64 {
    amount / (amount + half)
}

/// 0..100, rounded to one decimal.
pub(super) fn score(facts: &Facts) -> f64 {
    let priority = match facts.priority {
        Some(1) => 1.0,
        Some(2) => 0.5,
        _ => 0.0,
    };
    let flag = |on: bool| if on { 1.0 } else { 0.0 };
    let sum = HERO * flag(facts.hero)
        + PRIORITY * priority
        + LOOKS * saturating(facts.looks as f64, HALF_LOOKS)
        + MINUTES * saturating(facts.blocked_minutes.max(0) as f64, HALF_MINUTES)
        + DEPENDANTS * saturating(facts.dependants as f64, HALF_DEPENDANTS)
        + LATENESS * saturating(facts.late_minutes.max(0) as f64, HALF_LATENESS_MINUTES)
        + NO_SUBSTITUTE * flag(!facts.substitute)
        + STATUS * trouble(facts.status);
    (1000.0 * -libm::expm1(-sum)).round() / 10.0
}

/// The verdict on a score; a blocker nothing can stand in for is critical
/// whatever its score.
pub(super) fn severity(facts: &Facts, score: f64) -> Severity {
    if facts.blocks_alone || score >= 75.0 {
        Severity::Critical
    } else if score >= 50.0 {
        Severity::High
    } else if score >= 25.0 {
        Severity::Medium
    } else {
        Severity::Low
    }
}
