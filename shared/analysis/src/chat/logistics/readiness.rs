//! `logistics.readiness`: how far along the samples are.

use super::arrivals::arrivals;
use super::looks::looks;
use super::one::one;
use super::scope::Scope;
use super::standing::standing;
use super::{PLACE, all_blockers, ask, no_samples, tell_scope, tell_waiting, tone_of};
use crate::Problem;
use crate::at::At;
use crate::chat::draft::{Draft, draft};
use crate::chat::leads::to;
use crate::chat::reply::Tone;
use crate::chat::text::Text;
use crate::chat::wish::Wish;
use crate::logistics::{
    Blocker, LogisticsAnalysis, Readiness, ReadinessStatus, Sample, SampleStatus,
};

/// Samples named that are waited for.
const NAMED: usize = 3;

/// Statuses that are counted, the worst first.
const WAITING: [SampleStatus; 7] = [
    SampleStatus::Lost,
    SampleStatus::Returned,
    SampleStatus::Delayed,
    SampleStatus::Awaiting,
    SampleStatus::InTransit,
    SampleStatus::Received,
    SampleStatus::Prepped,
];

/// Success from 80 % on, else a warning; critical where a critical blocker is
/// among them.
pub(in crate::chat) fn readiness(wish: &Wish<'_>) -> Result<Draft, Box<Problem>> {
    let samples = wish.material.samples;
    if samples.is_empty() {
        return Ok(no_samples());
    }
    let blockers = all_blockers(wish)?;
    if let Some(draft) = looks(wish, &blockers) {
        return Ok(draft);
    }
    let (places, names) = match Scope::of(wish) {
        Scope::Unclear(draft) => return Ok(draft),
        Scope::One(at) => {
            let blocker = blockers.iter().find(|(place, _)| *place == at);
            return Ok(samples.get(at).map_or_else(no_samples, |sample| {
                one(wish, sample, blocker.map(|(_, blocker)| blocker))
            }));
        }
        Scope::All => match arrivals(wish) {
            Some(draft) => return Ok(draft),
            None => ((0..samples.len()).collect(), Vec::new()),
        },
        Scope::Part(places, names) => (places, names),
    };
    if let Some(draft) = standing(wish, &places, &names, &blockers) {
        return Ok(draft);
    }
    let waiting = waiting(samples, &places, &blockers);
    if let Some((at, blocker)) = wish.nth(waiting.len()).and_then(|nth| waiting.get(nth)) {
        return Ok(samples.get(*at).map_or_else(no_samples, |sample| one(wish, sample, *blocker)));
    }
    let part: Vec<Sample>;
    let among = if names.is_empty() {
        samples
    } else {
        part = places.iter().filter_map(|&at| samples.get(at)).cloned().collect();
        &part
    };
    let Some(found) = ask(wish, LogisticsAnalysis::Readiness, among)?.readiness else {
        return Ok(no_samples());
    };
    let worst = waiting.iter().filter_map(|(_, blocker)| *blocker);
    let mut draft = draft(match (tone_of(worst), found.status) {
        (Tone::Critical, _) => Tone::Critical,
        (_, ReadinessStatus::Excellent | ReadinessStatus::Good) => Tone::Success,
        (_, ReadinessStatus::Acceptable | ReadinessStatus::Critical) => Tone::Warning,
        (_, ReadinessStatus::Unknown) => Tone::Info,
    });
    let text = &mut draft.text;
    tell_scope(text, wish, &names);
    text.quote(&found.message);
    counts(text, among, &found);
    let told = || waiting.iter().filter_map(|(at, b)| Some((samples.get(*at)?, *b))).take(NAMED);
    for (nth, (sample, blocker)) in told().enumerate() {
        text.say(if nth == 0 { " First to look at: " } else { ", " });
        text.number(nth as i64 + 1).say(". ");
        tell_waiting(text, sample, blocker);
    }
    text.say(if waiting.is_empty() { "" } else { "." });
    if wish.asks_why() {
        for (sample, blocker) in told() {
            let Some(blocker) = blocker else { continue };
            text.say(" ").name(sample.label()).say(": ").quote(&blocker.impact);
        }
    }
    for (first, _) in told().take(1).filter(|_| !names.is_empty()) {
        draft.act_on("Open", first.label(), to(PLACE, &first.id));
    }
    draft.open(wish.understood.skill);
    if waiting.iter().any(|(_, blocker)| blocker.is_some()) {
        draft.act("See delayed samples", "sample-tracker:delayed".to_owned());
    }
    Ok(draft)
}

/// The samples that are not ready: the worst blockers, then the others in the
/// given order.
fn waiting<'b>(
    samples: &[Sample],
    places: &[usize],
    blockers: &'b [(usize, Blocker)],
) -> Vec<(usize, Option<&'b Blocker>)> {
    let is_among = |at: usize| places.binary_search(&at).is_ok();
    let mut waiting: Vec<(usize, Option<&Blocker>)> = blockers
        .iter()
        .filter(|(at, _)| is_among(*at))
        .map(|(at, blocker)| (*at, Some(blocker)))
        .collect();
    let mut blocks = vec![false; samples.len()];
    for (at, _) in blockers {
        blocks.put(*at, true);
    }
    for &at in places {
        let is_ready = samples.get(at).is_none_or(|sample| sample.status.is_ready());
        if !is_ready && !blocks.at(at) {
            waiting.push((at, None));
        }
    }
    waiting
}

/// ` Waiting: 2 delayed, 3 in transit.`
fn counts(text: &mut Text, samples: &[Sample], found: &Readiness) {
    if found.ready == found.total {
        return;
    }
    let mut lead = " Waiting: ";
    for status in WAITING {
        let count = samples.iter().filter(|sample| sample.status == status).count();
        if count > 0 {
            text.say(lead).number(count as i64).say(" ").say(status.words());
            lead = ", ";
        }
    }
    text.say(".");
}
