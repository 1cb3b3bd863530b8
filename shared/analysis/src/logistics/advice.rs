//! What to do next, made of the facts.

use super::index::Index;
use super::report::ReadyCount;
use super::sample::{Sample, SampleStatus};
use super::words::{count, names};
use crate::Time;

/// Samples that are not ready, by what they wait for, in the given order.
#[derive(Default)]
pub(super) struct Waiting {
    gone: Vec<u32>,
    delayed: Vec<u32>,
    late: Vec<u32>,
    unannounced: Vec<u32>,
    unprepared: Vec<u32>,
    prepared: Vec<u32>,
    /// Looks that lack one sample only: look, sample.
    nearly: Vec<(usize, u32)>,
    /// Looks that lack none.
    pub(super) looks_ready: usize,
}

impl Waiting {
    /// Sorts the samples that are not ready.
    pub(super) fn of(
        samples: &[Sample],
        index: &Index<'_>,
        shoot_at: Option<Time>,
        now: Time,
    ) -> Self {
        let mut waiting = Self::default();
        for (at, sample) in samples.iter().enumerate() {
            let late = || {
                let arrival = sample.eta_at.map(|eta| eta.max(now));
                arrival.zip(sample.needed_at(shoot_at)).is_some_and(|(eta, needed)| eta > needed)
            };
            let group = match sample.status {
                SampleStatus::OnSet | SampleStatus::Shot => continue,
                SampleStatus::Lost | SampleStatus::Returned => &mut waiting.gone,
                SampleStatus::Delayed => &mut waiting.delayed,
                SampleStatus::Received => &mut waiting.unprepared,
                SampleStatus::Prepped => &mut waiting.prepared,
                SampleStatus::Awaiting | SampleStatus::InTransit if late() => &mut waiting.late,
                _ if sample.eta_at.is_none() => &mut waiting.unannounced,
                _ => continue,
            };
            group.push(at as u32);
        }
        let is_ready = |at: &u32| samples.get(*at as usize).is_some_and(|s| s.status.is_ready());
        for look in 0..index.look_names().len() {
            let mut missing = index.look(look).iter().filter(|at| !is_ready(at));
            match (missing.next(), missing.next()) {
                (None, _) => waiting.looks_ready += 1,
                (Some(at), None) if index.look(look).len() > 1 => waiting.nearly.push((look, *at)),
                _ => {}
            }
        }
        waiting
    }

    /// What to do next: heroes are named first.
    pub(super) fn recommendations(
        &self,
        samples: &[Sample],
        index: &Index<'_>,
        all: ReadyCount,
    ) -> Vec<String> {
        if all.total > 0 && all.ready == all.total {
            return vec![format!("Shoot: {} ready.", all_are(all.total))];
        }
        let mut said = Vec::new();
        let mut say = |group: &[u32], sentence: &dyn Fn(String, String) -> String| {
            if !group.is_empty() {
                said.push(sentence(count(group.len(), "sample"), names(samples, group)));
            }
        };
        say(&self.gone, &|n, who| format!("Replace {n} lost or sent back: {who}."));
        say(&self.delayed, &|n, who| format!("Chase {n} marked delayed: {who}."));
        say(&self.late, &|n, who| format!("Speed up {n} due to arrive too late: {who}."));
        say(&self.unannounced, &|n, who| format!("Ask for the arrival time of {n}: {who}."));
        say(&self.unprepared, &|n, who| format!("Prep {n} already received: {who}."));
        say(&self.prepared, &|n, who| format!("Bring {n} to set, prepped already: {who}."));
        if let Some((look, at)) = self.nearly.first() {
            let look = index.look_names().get(*look).copied().unwrap_or_default();
            let rest = self.nearly.len() - 1;
            let more = if rest > 0 {
                format!(" {} more lack one sample as well.", count(rest, "look"))
            } else {
                String::new()
            };
            let who = names(samples, &[*at]);
            said.push(format!("Look {look} lacks only {who}.{more}"));
        }
        said
    }
}

fn all_are(total: usize) -> String {
    if total == 1 { "the one sample is".to_owned() } else { format!("all {total} samples are") }
}
