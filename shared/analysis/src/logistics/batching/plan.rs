//! An order of jobs written out in batches.

use kernels::batching::{Changeovers, Job, Order};

use super::super::report::{Batch, Batching};
use super::super::sample::Sample;
use super::super::words::{count, duration};
use super::work::Work;
use crate::at::At;

/// Batches, sums and reasons of an order of jobs.
pub(super) fn written_out(
    samples: &[Sample],
    work: &Work<'_>,
    changes: &Changeovers,
    found: &Order,
) -> Batching {
    let jobs: Vec<Job> = found.jobs.iter().map(|at| work.jobs.at(*at as usize)).collect();
    let id = |at: u32| samples.get(at as usize).map(|s| s.id.clone()).unwrap_or_default();
    let runs: Vec<&[Job]> = jobs.chunk_by(|a, b| a.family == b.family).collect();
    let mut parts = vec![(0, 0); work.families.len()];
    for run in &runs {
        parts.change(family_of(run) as usize, |(_, total)| *total += 1);
    }
    let mut clock = 0;
    let mut before: Option<u32> = None;
    let mut batches = Vec::with_capacity(runs.len());
    for (nth, run) in runs.iter().enumerate() {
        let family = family_of(run);
        let setup = before.map_or(0, |from| changes.between(from, family));
        let name = |family: u32| work.families.get(family as usize).copied().unwrap_or_default();
        parts.change(family as usize, |(part, _)| *part += 1);
        let start = clock + setup;
        batches.push(Batch {
            id: format!("batch-{}", nth + 1),
            category: name(family).to_owned(),
            items: run.iter().map(|job| id(job.sample)).collect(),
            estimated_time: run.iter().map(|job| job.minutes).sum(),
            setup_minutes: setup,
            rationale: rationale(before.map(name), setup, run, start, parts.at(family as usize)),
        });
        clock = start + run.iter().map(|job| job.minutes).sum::<i64>();
        before = Some(family);
    }
    let (setup, baseline) = (found.value.setup, found.given.setup);
    let saved = baseline - setup;
    Batching {
        total_batches: batches.len(),
        batches,
        total_minutes: clock,
        setup_minutes: setup,
        baseline_setup_minutes: baseline,
        saved_minutes: saved,
        estimated_time_savings: savings(saved, baseline),
        optimal: found.optimal,
        lower_bound_minutes: found.lower_bound,
        waiting: work.waiting.iter().map(|at| id(*at)).collect(),
    }
}

fn family_of(run: &[Job]) -> u32 {
    run.first().map_or(0, |job| job.family)
}

fn savings(saved: i64, baseline: i64) -> String {
    match saved {
        0 => "No set-up saved: the given order is as good.".to_owned(),
        1.. => format!("{} of {} set-up saved.", duration(saved), duration(baseline)),
        _ => format!("{} more set-up, to keep due times.", duration(-saved)),
    }
}

/// Why a batch stands where it stands: its change-over, its heroes, its due
/// times.
fn rationale(
    before: Option<&str>,
    setup: i64,
    run: &[Job],
    start: i64,
    (part, parts): (u32, u32),
) -> String {
    let mut text = match before {
        None => "First, so no set-up".to_owned(),
        Some(before) if setup == 0 => format!("No change-over after {before}"),
        Some(before) => format!("{} change-over after {before}", duration(setup)),
    };
    if parts > 1 {
        text.push_str(&["; part ", &part.to_string(), " of ", &parts.to_string()].concat());
    }
    let heroes = run.iter().filter(|job| job.hero).count();
    if heroes > 0 {
        text.push_str("; ");
        text.push_str(&heroes.to_string());
        text.push_str(if heroes == 1 { " hero" } else { " heroes" });
    }
    let (mut due, mut late, mut worst, mut clock) = (0, 0, 0, start);
    for job in run {
        clock += job.minutes;
        due += usize::from(job.has_due());
        let lateness = clock.saturating_sub(job.due).max(0);
        late += usize::from(lateness > 0);
        worst = worst.max(lateness);
    }
    match (due, late) {
        (0, _) => {}
        (due, 0) => text.push_str(&["; ", &count(due, "due time"), " kept"].concat()),
        (_, late) => {
            let late = count(late, "due time");
            text.push_str(&["; ", &late, " missed, by up to ", &duration(worst)].concat());
        }
    }
    text.push('.');
    text
}
