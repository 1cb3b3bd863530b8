//! In which order to shoot what can be shot now.
//!
//! Samples that are prepped or on set are shot, one after the other, from the
//! later of now and `shootAt` on; [`kernels::batching`] finds the order. Here
//! the request becomes jobs and change-overs, and the order batches with
//! reasons.

mod changeover;
mod plan;
mod work;

use kernels::batching::best_order;

use super::input::LogisticsInput;
use super::report::Batching;
use super::sample::Sample;
use crate::{Problem, Time};
use changeover::changeovers;
use work::Work;

/// Plans the shoot.
///
/// # Errors
/// Those of the change-over table: too many families, too long a change-over.
pub(super) fn batching(
    samples: &[Sample],
    input: &LogisticsInput,
    now: Time,
) -> Result<Batching, Problem> {
    let start = input.shoot_at.map_or(now, |shoot_at| shoot_at.max(now));
    let work = Work::new(samples, start);
    let changes = changeovers(input, &work.families)?;
    let found = best_order(&work.jobs, work.families.len(), &changes);
    Ok(plan::written_out(samples, &work, &changes, &found))
}
