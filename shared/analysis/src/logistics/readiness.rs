//! How far along the samples are.

use super::advice::Waiting;
use super::chance;
use super::index::Index;
use super::report::{CategoryReady, Readiness, ReadinessStatus, ReadyCount};
use super::sample::{Sample, SampleStatus};
use super::words::count;
use crate::Time;
use crate::at::At;
use crate::names::Names;
use crate::order::sorted;

/// Tenths of the way to the camera. Sent back or lost is as far away as not
/// sent; delayed is somewhere before arrival, so it counts as little as that.
const fn stage(status: SampleStatus) -> u64 {
    match status {
        SampleStatus::Awaiting | SampleStatus::Returned | SampleStatus::Lost => 0,
        SampleStatus::Delayed => 1,
        SampleStatus::InTransit => 2,
        SampleStatus::Received => 4,
        SampleStatus::Prepped => 7,
        SampleStatus::OnSet | SampleStatus::Shot => 10,
    }
}

/// What a sample counts: priority 1 twice and priority 2 one and a half times
/// as much as others, a hero three times as much again.
fn weight(sample: &Sample) -> u64 {
    let priority = match sample.priority {
        Some(1) => 4,
        Some(2) => 3,
        _ => 2,
    };
    if sample.hero() { 3 * priority } else { priority }
}

/// Rounds half up, as JavaScript's `Math.round` does; `None` for nothing.
fn percentage(part: u64, whole: u64) -> Option<u32> {
    (200 * part + whole).checked_div(2 * whole).map(|p| p as u32)
}

/// Counts, weighs and forecasts.
pub(super) fn readiness(
    samples: &[Sample],
    index: &Index<'_>,
    shoot_at: Option<Time>,
    now: Time,
) -> Readiness {
    let (mut all, mut hero) = (ReadyCount::default(), ReadyCount::default());
    let (mut categories, mut by_category) = (Names::default(), Vec::new());
    let (mut reached, mut weights) = (0, 0);
    for sample in samples {
        let ready = usize::from(sample.status.is_ready());
        let add = |count: &mut ReadyCount| {
            count.ready += ready;
            count.total += 1;
        };
        add(&mut all);
        if sample.hero() {
            add(&mut hero);
        }
        let category = categories.number(sample.category()) as usize;
        if category == by_category.len() {
            by_category.push(ReadyCount::default());
        }
        by_category.change(category, add);
        reached += weight(sample) * stage(sample.status);
        weights += weight(sample) * 10;
    }
    let overall = percentage(all.ready as u64, all.total as u64);
    let status = match overall {
        None => ReadinessStatus::Unknown,
        Some(90..) => ReadinessStatus::Excellent,
        Some(80..) => ReadinessStatus::Good,
        Some(70..) => ReadinessStatus::Acceptable,
        Some(_) => ReadinessStatus::Critical,
    };
    let waiting = Waiting::of(samples, index, shoot_at, now);
    let probability = chance::all_in_time(samples, shoot_at, now);
    let looks = ReadyCount { ready: waiting.looks_ready, total: index.look_names().len() };
    Readiness {
        overall_percentage: overall,
        weighted_percentage: percentage(reached, weights),
        status,
        ready: all.ready,
        total: all.total,
        hero,
        looks,
        by_category: alphabetical(&categories, &by_category),
        probability_ready: probability,
        message: message(overall, status, [all, hero, looks], probability),
        recommendations: waiting.recommendations(samples, index, all),
    }
}

fn alphabetical(categories: &Names<&str>, counts: &[ReadyCount]) -> Vec<CategoryReady> {
    let name = |at: u32| categories.all().get(at as usize).copied().unwrap_or_default();
    let order = sorted(counts.len(), &|a, b| name(a).cmp(name(b)));
    let line = |at: &u32| {
        let ReadyCount { ready, total } = counts.at(*at as usize);
        CategoryReady { category: name(*at).to_owned(), ready, total }
    };
    order.iter().map(line).collect()
}

fn message(
    overall: Option<u32>,
    status: ReadinessStatus,
    [all, hero, looks]: [ReadyCount; 3],
    probability: Option<f64>,
) -> String {
    let Some(overall) = overall else {
        return "There are no samples yet, so readiness is unknown.".to_owned();
    };
    let mut text = format!(
        "{overall}% ready ({}): {} of {} on set or shot",
        status.words(),
        all.ready,
        count(all.total, "sample")
    );
    for (part, one, many) in [(hero, "hero", "heroes"), (looks, "look", "looks")] {
        if part.total > 0 {
            let noun = if part.total == 1 { one } else { many };
            text.extend([
                ", ",
                &part.ready.to_string(),
                " of ",
                &part.total.to_string(),
                " ",
                noun,
            ]);
        }
    }
    text.push('.');
    if let Some(probability) = probability.filter(|_| all.ready < all.total) {
        let percent = (probability * 100.0 + 0.5) as u32;
        text.extend([" Chance that everything arrives in time: ", &percent.to_string(), "%."]);
    }
    text
}
