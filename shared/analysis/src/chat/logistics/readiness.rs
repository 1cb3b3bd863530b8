//! `logistics.readiness`: how far along the samples are.

use super::one::one;
use super::scope::Scope;
use super::{PLACE, all_blockers, ask, needed_by, no_samples, tell_waiting, tone_of};
use crate::Problem;
use crate::chat::draft::Draft;
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
pub(in crate::chat) fn readiness(wish: &Wish<'_>) -> Result<Draft, Problem> {
    let samples = wish.material.samples;
    if samples.is_empty() {
        return Ok(no_samples());
    }
    let blockers = all_blockers(wish)?;
    match Scope::of(wish) {
        Scope::Unclear(draft) => Ok(draft),
        Scope::One(at) => Ok(samples.get(at).map_or_else(no_samples, |sample| {
            let blocker = blockers.iter().find(|(place, _)| *place == at);
            one(wish, sample, blocker.map(|(_, blocker)| blocker))
        })),
        Scope::All => {
            let blockers: Vec<&(usize, Blocker)> = blockers.iter().collect();
            let mut draft = Draft::new(Tone::Info);
            tell(&mut draft, wish, samples, &blockers)?;
            draft.open(wish.understood.skill);
            draft.act("See delayed samples", "sample-tracker:delayed".to_owned());
            Ok(draft)
        }
        Scope::Part(places, names) => {
            let part: Vec<Sample> =
                places.iter().filter_map(|&at| samples.get(at)).cloned().collect();
            let among = |blocker: &&(usize, Blocker)| places.binary_search(&blocker.0).is_ok();
            let blockers: Vec<&(usize, Blocker)> = blockers.iter().filter(among).collect();
            let mut draft = Draft::new(Tone::Info);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            draft.text.list(&names).say(": ");
            tell(&mut draft, wish, &part, &blockers)?;
            if let Some(first) = part.iter().find(|sample| !sample.status.is_ready()) {
                draft.act_on("Open", first.label(), to(PLACE, &first.id));
            }
            draft.open(wish.understood.skill);
            Ok(draft)
        }
    }
}

fn tell(
    draft: &mut Draft,
    wish: &Wish<'_>,
    samples: &[Sample],
    blockers: &[&(usize, Blocker)],
) -> Result<(), Problem> {
    let report = ask(wish, LogisticsAnalysis::Readiness, samples)?;
    let Some(found) = report.readiness else { return Ok(()) };
    draft.worsen(match found.status {
        ReadinessStatus::Excellent | ReadinessStatus::Good => Tone::Success,
        ReadinessStatus::Acceptable | ReadinessStatus::Critical => Tone::Warning,
        ReadinessStatus::Unknown => Tone::Info,
    });
    let worst = tone_of(blockers.iter().map(|(_, blocker)| blocker));
    if worst == Tone::Critical {
        draft.tone = worst;
    }
    let text = &mut draft.text;
    if let Some(needed) = needed_by(wish) {
        text.say("For ").time(&wish.clock(), needed).say(": ");
    }
    text.quote(&found.message);
    counts(text, samples, &found);
    // The worst blockers, then whatever else is not ready.
    let mut shown: Vec<&str> = Vec::new();
    let all = wish.material.samples;
    let worst = blockers.iter().filter_map(|(at, blocker)| Some((all.get(*at)?, Some(blocker))));
    let others = samples.iter().filter(|sample| !sample.status.is_ready());
    for (sample, blocker) in worst.chain(others.map(|sample| (sample, None))) {
        if shown.len() < NAMED && !shown.contains(&sample.id.as_str()) {
            text.say(if shown.is_empty() { " First to look at: " } else { ", " });
            tell_waiting(text, sample, blocker);
            shown.push(&sample.id);
        }
    }
    text.say(if shown.is_empty() { "" } else { "." });
    Ok(())
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
