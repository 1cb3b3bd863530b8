//! What stands in the way, and of how much.
//!
//! A sample blocks when it is not in the house and nothing says that it will be
//! in time: it is delayed, lost or sent back, its ETA is too late, past or
//! unknown. A sample in the house blocks when its time is up and it is not
//! prepared.

use super::index::Index;
use super::report::Blocker;
use super::sample::{Sample, SampleStatus};
use super::score::{Facts, score, severity};
use super::words::{count, duration};
use crate::{Time, time::MINUTE_MS};

/// The blockers, the worst first, equal ones by id.
pub(super) fn blockers(
    samples: &[Sample],
    index: &Index<'_>,
    shoot_at: Option<Time>,
    now: Time,
) -> Vec<Blocker> {
    let floor = Floor::new(samples, index);
    let mut found: Vec<Blocker> = samples
        .iter()
        .enumerate()
        .filter(|(_, sample)| blocks(sample, shoot_at, now))
        .map(|(at, sample)| floor.blocker(at, sample, shoot_at, now))
        .collect();
    found.sort_unstable_by(|a, b| {
        b.score.total_cmp(&a.score).then_with(|| a.sample_id.cmp(&b.sample_id))
    });
    found
}

fn blocks(sample: &Sample, shoot_at: Option<Time>, now: Time) -> bool {
    let needed = sample.needed_at(shoot_at);
    match sample.status {
        SampleStatus::Delayed | SampleStatus::Lost | SampleStatus::Returned => true,
        SampleStatus::Awaiting | SampleStatus::InTransit => match sample.eta_at {
            None => true,
            Some(eta) => eta < now || needed.is_some_and(|needed| eta > needed || needed < now),
        },
        SampleStatus::Received => needed.is_some_and(|needed| needed < now),
        SampleStatus::Prepped | SampleStatus::OnSet | SampleStatus::Shot => false,
    }
}

/// When the sample can be expected: no earlier than now, and never for one
/// that is lost or was sent back before its ETA.
fn expected_at(sample: &Sample, now: Time) -> Option<Time> {
    match sample.status {
        SampleStatus::Lost => None,
        SampleStatus::Returned => sample.eta_at.filter(|eta| *eta > now),
        SampleStatus::Received => Some(now),
        _ => sample.eta_at.map(|eta| eta.max(now)),
    }
}

/// Minutes from `start` to `end`, rounded up: a minute late is late.
fn minutes_late(start: Time, end: Time) -> i64 {
    let ms = end.ms().saturating_sub(start.ms()).max(0);
    ms / MINUTE_MS + i64::from(ms % MINUTE_MS > 0)
}

/// What the looks still need: counted once, read by every blocker.
struct Floor<'a> {
    samples: &'a [Sample],
    index: &'a Index<'a>,
    /// By look: camera time not shot yet, samples not shot yet, and samples not
    /// in the house that nothing in the house can stand in for.
    open_minutes: Vec<i64>,
    open_samples: Vec<usize>,
    missing: Vec<usize>,
    /// Looks, beyond its own, of missing samples that a missing sample could
    /// stand in for: (sample, look), sorted.
    lends: Vec<(u32, u32)>,
    covered: Vec<bool>,
}

impl<'a> Floor<'a> {
    fn new(samples: &'a [Sample], index: &'a Index<'a>) -> Self {
        let at_hand = |at: usize| {
            samples
                .get(at)
                .is_some_and(|s| !s.status.is_outstanding() && s.status != SampleStatus::Shot)
        };
        let covered: Vec<bool> = samples
            .iter()
            .map(|s| s.substitutes().any(|id| index.find(id).is_some_and(at_hand)))
            .collect();
        let looks = index.look_names().len();
        let mut floor = Self {
            samples,
            index,
            open_minutes: vec![0; looks],
            open_samples: vec![0; looks],
            missing: vec![0; looks],
            lends: Vec::new(),
            covered,
        };
        for (at, sample) in samples.iter().enumerate() {
            let Some(look) = index.look_of(at) else { continue };
            let absent = sample.status.is_outstanding() && !floor.is_covered(at);
            let add = |list: &mut Vec<usize>, n: bool| {
                if let Some(total) = list.get_mut(look) {
                    *total += usize::from(n);
                }
            };
            let open = sample.status != SampleStatus::Shot;
            add(&mut floor.open_samples, open);
            add(&mut floor.missing, absent);
            if let Some(minutes) = floor.open_minutes.get_mut(look).filter(|_| open) {
                *minutes += sample.shoot_minutes();
            }
            if absent {
                let lenders = sample.substitutes().filter_map(|id| index.find(id));
                floor.lends.extend(lenders.map(|lender| (lender as u32, look as u32)));
            }
        }
        floor.lends.sort_unstable();
        floor.lends.dedup();
        floor
    }

    fn is_covered(&self, at: usize) -> bool {
        self.covered.get(at).copied().unwrap_or_default()
    }

    /// Looks that cannot be completed without the sample: its own, and those
    /// of missing samples it could stand in for. None where it has a stand-in.
    fn looks(&self, at: usize) -> Vec<usize> {
        if self.is_covered(at) {
            return Vec::new();
        }
        let mut looks: Vec<usize> = self.index.look_of(at).into_iter().collect();
        let from = self.lends.partition_point(|(lender, _)| (*lender as usize) < at);
        let lent = self.lends.iter().skip(from).take_while(|(lender, _)| *lender as usize == at);
        looks.extend(lent.map(|(_, look)| *look as usize));
        let name = |look: &usize| self.index.look_names().get(*look).copied().unwrap_or_default();
        looks.sort_unstable_by(|a, b| name(a).cmp(name(b)));
        looks.dedup();
        looks
    }

    fn blocker(&self, at: usize, sample: &Sample, shoot_at: Option<Time>, now: Time) -> Blocker {
        let looks = self.looks(at);
        let covered = self.is_covered(at);
        let own_look = self.index.look_of(at);
        let sum = |list: &[usize]| -> usize {
            looks.iter().map(|look| list.get(*look).copied().unwrap_or_default()).sum()
        };
        let minutes: i64 = looks
            .iter()
            .map(|look| self.open_minutes.get(*look).copied().unwrap_or_default())
            .sum();
        let alone = own_look.is_some_and(|look| {
            sample.status.is_outstanding() && self.missing.get(look) == Some(&1)
        });
        let blocked_minutes = match (covered, own_look) {
            (true, _) => 0,
            (false, Some(_)) => minutes,
            (false, None) => minutes + sample.shoot_minutes(),
        };
        let (delay, late_minutes, estimated_delay) = delay(sample, shoot_at, now);
        let facts = Facts {
            status: sample.status,
            hero: sample.hero(),
            priority: sample.priority,
            looks: looks.len(),
            blocked_minutes,
            dependants: sum(&self.open_samples).saturating_sub(usize::from(own_look.is_some())),
            late_minutes,
            substitute: covered,
            blocks_alone: !covered && (sample.hero() || alone),
        };
        let score = score(&facts);
        let look_names = self.index.look_names();
        let affected_looks: Vec<String> = looks
            .iter()
            .filter_map(|look| look_names.get(*look).map(|name| (*name).to_owned()))
            .collect();
        Blocker {
            sample_id: sample.id.clone(),
            name: sample.label().to_owned(),
            severity: severity(&facts, score),
            score,
            impact: self.impact(sample, &facts, &affected_looks),
            affected_looks,
            blocked_minutes,
            estimated_delay_minutes: delay,
            estimated_delay,
        }
    }

    fn impact(&self, sample: &Sample, facts: &Facts, looks: &[String]) -> String {
        let what = if facts.hero { "Hero sample" } else { "Sample" };
        let mut text = format!("{what} {}", sample.status.words());
        if facts.substitute {
            let stand_in = sample
                .substitutes()
                .filter_map(|id| self.index.find(id).and_then(|at| self.samples.get(at)))
                .find(|s| !s.status.is_outstanding() && s.status != SampleStatus::Shot);
            text.push_str(": ");
            text.push_str(stand_in.map_or("a substitute", Sample::label));
            text.push_str(" can stand in.");
            return text;
        }
        text.push_str(": blocks ");
        text.push_str(&duration(facts.blocked_minutes));
        text.push_str(" of camera time");
        if let Some(first) = looks.first() {
            text.push_str(" in ");
            text.push_str(&count(facts.looks, "look"));
            if facts.looks == 1 {
                text.push_str(" (");
                text.push_str(first);
                text.push(')');
            }
        }
        if facts.dependants > 0 {
            text.push_str("; ");
            text.push_str(&count(facts.dependants, "other sample"));
            text.push_str(if facts.dependants == 1 { " waits for it" } else { " wait for it" });
        }
        text.push('.');
        text
    }
}

/// The delay where an ETA tells it, the lateness that is certain, and words.
fn delay(sample: &Sample, shoot_at: Option<Time>, now: Time) -> (Option<i64>, i64, String) {
    let needed = sample.needed_at(shoot_at);
    if let Some(expected) = expected_at(sample, now) {
        let minutes = minutes_late(needed.unwrap_or(now), expected);
        return match minutes {
            0 => (Some(0), 0, "none".to_owned()),
            minutes => (Some(minutes), minutes, duration(minutes)),
        };
    }
    match needed.map_or(0, |needed| minutes_late(needed, now)) {
        0 => (None, 0, "unknown".to_owned()),
        overdue => (None, overdue, format!("unknown (overdue by {})", duration(overdue))),
    }
}
