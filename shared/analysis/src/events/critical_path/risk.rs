//! How sure the finish is, as it is told.

use std::collections::BTreeMap;

use kernels::project::simulation::Outcome;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use wire::{ToJson, Writer};

use crate::events::plan::Plan;
use crate::events::working_time::WorkingTime;

/// How sure the finish is.
#[derive(Debug, Clone, PartialEq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Risk<'a> {
    /// Minutes on the clock from the event's start by which all is finished
    /// with a probability of 50 %.
    pub p50: i64,
    /// The same with 80 %.
    pub p80: i64,
    /// The same with 95 %.
    pub p95: i64,
    /// Of meeting the deadline; absent without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_time_probability: Option<f64>,
    /// By task: the share of samples in which it was critical. Tasks that
    /// never were are left out.
    #[schemars(with = "BTreeMap<String, f64>")]
    pub criticality: Shares<'a>,
    /// Samples drawn.
    pub samples: usize,
}

/// A share for each of some tasks; an object on the wire.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shares<'a>(pub Vec<(&'a str, f64)>);

impl Serialize for Shares<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

impl ToJson for Shares<'_> {
    fn write(&self, to: &mut Writer) {
        to.map(self.0.iter().map(|(id, share)| (*id, share)));
    }
}

/// The finish that a share of the samples keeps (nearest rank).
pub(super) fn quantile(outcome: &Outcome, share: f64) -> i64 {
    let rank = (share * outcome.finishes.len() as f64).ceil() as usize;
    let finish = outcome.finishes.get(rank.saturating_sub(1)).copied().unwrap_or_default();
    // Half a minute up: a finish is seldom whole.
    (finish + 0.5).floor() as i64
}

/// What is told of it.
#[inline(never)]
pub(super) fn report<'a>(outcome: &Outcome, plan: &Plan<'a>) -> Risk<'a> {
    let axis: &WorkingTime = &plan.working_time;
    let Outcome { finishes, critical } = outcome;
    let samples = finishes.len();
    let share = |count: usize| (count as f64 / samples as f64 * 1e4).round() / 1e4;
    let on_time =
        |deadline: i64| share(finishes.partition_point(|&finish| finish <= deadline as f64));
    let critical = critical.iter().enumerate().filter(|&(_, &count)| count > 0);
    Risk {
        p50: axis.finish_of(quantile(outcome, 0.5)),
        p80: axis.finish_of(quantile(outcome, 0.8)),
        p95: axis.finish_of(quantile(outcome, 0.95)),
        on_time_probability: plan.deadline.map(on_time),
        criticality: Shares(critical.map(|(at, &n)| (plan.id(at), share(n as usize))).collect()),
        samples,
    }
}
