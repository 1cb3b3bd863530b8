//! What stands in the way, and of how much.
//!
//! A sample blocks when it is not in the house and nothing says that it will be
//! in time: it is delayed, lost or sent back, its ETA is too late, past or
//! unknown. A sample in the house blocks when its time is up and it is not
//! prepared.

use super::floor::{Counts, Floor};
use super::index::Index;
use super::report::Blocker;
use super::sample::{Sample, SampleStatus};
use super::score::{Facts, score, severity};
use super::words::{count, duration};
use crate::order::sorted;
use crate::{Time, time::MINUTE_MS};

/// The blockers, the worst first, equal ones by id.
pub(super) fn blockers(
    samples: &[Sample],
    index: &Index<'_>,
    shoot_at: Option<Time>,
    now: Time,
) -> Vec<Blocker> {
    let floor = Floor::new(samples, index);
    let mut found: Vec<Option<Blocker>> = samples
        .iter()
        .enumerate()
        .filter(|(_, sample)| blocks(sample, shoot_at, now))
        .map(|(at, sample)| Some(blocker(&floor, at, sample, shoot_at, now)))
        .collect();
    let rank = |place: u32| {
        let blocker = found.get(place as usize).and_then(Option::as_ref);
        blocker.map(|b| (b.score, b.sample_id.as_str())).unwrap_or_default()
    };
    let order = sorted(found.len(), &|a, b| {
        let ((a_score, a_id), (b_score, b_id)) = (rank(a), rank(b));
        b_score.total_cmp(&a_score).then_with(|| a_id.cmp(b_id))
    });
    order.iter().filter_map(|place| found.get_mut(*place as usize)?.take()).collect()
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

fn blocker(
    floor: &Floor<'_>,
    at: usize,
    sample: &Sample,
    shoot_at: Option<Time>,
    now: Time,
) -> Blocker {
    let looks = floor.looks(at);
    let covered = floor.is_covered(at);
    let Counts { minutes, samples: open, own_look, alone } = floor.counts(at, &looks);
    let blocked_minutes = match (covered, own_look) {
        (true, _) => 0,
        (false, true) => minutes,
        (false, false) => minutes + sample.shoot_minutes(),
    };
    let (delay, late_minutes, estimated_delay) = delay(sample, shoot_at, now);
    let facts = Facts {
        status: sample.status,
        hero: sample.hero(),
        priority: sample.priority,
        looks: looks.len(),
        blocked_minutes,
        dependants: open.saturating_sub(usize::from(own_look)),
        late_minutes,
        substitute: covered,
        blocks_alone: !covered && (sample.hero() || alone && sample.status.is_outstanding()),
    };
    let score = score(&facts);
    let affected_looks: Vec<String> =
        looks.iter().map(|look| floor.look_name(*look).to_owned()).collect();
    Blocker {
        sample_id: sample.id.clone(),
        name: sample.label().to_owned(),
        severity: severity(&facts, score),
        score,
        impact: impact(floor, sample, &facts, &affected_looks),
        affected_looks,
        blocked_minutes,
        estimated_delay_minutes: delay,
        estimated_delay,
    }
}

fn impact(floor: &Floor<'_>, sample: &Sample, facts: &Facts, looks: &[String]) -> String {
    let what = if facts.hero { "Hero sample" } else { "Sample" };
    let mut text = format!("{what} {}", sample.status.words());
    if facts.substitute {
        let stand_in = floor.stand_in(sample);
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
