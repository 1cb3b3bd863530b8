//! Will everything arrive in time?
//!
//! The model: a sample arrives at its ETA plus a normal error around zero whose
//! deviation is 15 % of the time still to go, at least four hours, and twice
//! that for a sample already known to be delayed. What has not arrived by now
//! is conditioned on that; what should have is expected from now on, so that an
//! ETA that has passed says no more than one of just now. Arrivals are taken as
//! independent; in the house is certain, lost or sent back without an ETA to
//! come is hopeless.

use super::sample::{Sample, SampleStatus};
use crate::Time;

const HOUR_MS: f64 = 3_600_000.0;
const LEAST_DEVIATION_MS: f64 = 4.0 * HOUR_MS;
const DEVIATION_SHARE: f64 = 0.15;
const DELAYED_FACTOR: f64 = 2.0;

/// Probability that the sample is in the house when it is needed; `None` where
/// nobody can say: no ETA, or no time it is needed at.
pub(super) fn in_time(sample: &Sample, shoot_at: Option<Time>, now: Time) -> Option<f64> {
    if !sample.status.is_outstanding() {
        return Some(1.0);
    }
    let hopeless = match sample.status {
        SampleStatus::Lost => true,
        SampleStatus::Returned => sample.eta_at.is_none_or(|eta| eta <= now),
        _ => false,
    };
    if hopeless {
        return Some(0.0);
    }
    let eta = sample.eta_at?.max(now);
    let needed = sample.needed_at(shoot_at)?;
    if needed <= now {
        return Some(0.0);
    }
    let span = |from: Time, to: Time| to.ms() as f64 - from.ms() as f64;
    let mut deviation = LEAST_DEVIATION_MS.max(DEVIATION_SHARE * span(now, eta));
    if sample.status == SampleStatus::Delayed {
        deviation *= DELAYED_FACTOR;
    }
    // P(arrival > t), and by Bayes P(arrival <= needed | arrival > now).
    let later = |t: Time| 0.5 * libm::erfc(span(eta, t) / deviation / std::f64::consts::SQRT_2);
    Some((1.0 - later(needed) / later(now)).clamp(0.0, 1.0))
}

/// Probability that all samples are in the house when they are needed; `None`
/// for an empty list and where one sample's chance is unknown, unless another's
/// is nil.
pub(super) fn all_in_time(samples: &[Sample], shoot_at: Option<Time>, now: Time) -> Option<f64> {
    if samples.is_empty() {
        return None;
    }
    let mut product = Some(1.0);
    for sample in samples {
        match in_time(sample, shoot_at, now) {
            Some(chance) if chance <= 0.0 => return Some(0.0),
            Some(chance) => product = product.map(|p| p * chance),
            None => product = None,
        }
    }
    product
}
