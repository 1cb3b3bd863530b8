//! What there is to shoot: jobs and their families.

use kernels::batching::{Job, NEVER};

use super::super::sample::{Sample, SampleStatus};
use crate::Time;
use crate::names::Names;

/// The jobs in the given order, and the families in order of appearance.
pub(super) struct Work<'a> {
    pub(super) jobs: Vec<Job>,
    pub(super) families: Vec<&'a str>,
    /// Samples that cannot be shot yet.
    pub(super) waiting: Vec<u32>,
}

impl<'a> Work<'a> {
    /// Sorts the samples into those to shoot and those to wait for; what is
    /// shot already is neither.
    pub(super) fn new(samples: &'a [Sample], start: Time) -> Self {
        let mut families = Names::default();
        let (mut jobs, mut waiting) = (Vec::new(), Vec::new());
        for (at, sample) in samples.iter().enumerate() {
            if sample.status.is_shootable() {
                jobs.push(Job {
                    sample: at as u32,
                    family: families.number(sample.family()),
                    minutes: sample.shoot_minutes(),
                    due: sample.due_at.map_or(NEVER, |due| due.minutes_since(start)),
                    hero: sample.hero(),
                    priority: sample.priority.unwrap_or(u32::MAX),
                });
            } else if sample.status != SampleStatus::Shot {
                waiting.push(at as u32);
            }
        }
        Self { jobs, families: families.all().to_vec(), waiting }
    }
}
