//! `logistics.batching`: in which order to shoot.

use super::scope::Scope;
use super::{PLACE, ask, no_samples, places};
use crate::Problem;
use crate::chat::draft::{Draft, draft};
use crate::chat::leads::to;
use crate::chat::reply::Tone;
use crate::chat::wish::Wish;
use crate::intent::Skill;
use crate::logistics::{Batch, Batching, LogisticsAnalysis, Sample};

/// Batches told in the overview.
const TOLD: usize = 6;

/// A warning where nothing can be shot, else information.
pub(in crate::chat) fn batching(wish: &Wish<'_>) -> Result<Draft, Box<Problem>> {
    let samples = wish.material.samples;
    if samples.is_empty() {
        return Ok(no_samples());
    }
    let report = ask(wish, LogisticsAnalysis::Batching, samples)?;
    let Some(plan) = report.batching else { return Ok(no_samples()) };
    if plan.batches.is_empty() {
        return Ok(nothing_to_shoot(&plan));
    }
    match Scope::of(wish) {
        Scope::Unclear(draft) => return Ok(draft),
        Scope::One(at) => {
            if let Some(sample) = samples.get(at) {
                return Ok(turn_of(&plan, samples, sample));
            }
        }
        Scope::Part(places, _) => {
            let ids: Vec<&str> =
                places.iter().filter_map(|&at| Some(samples.get(at)?.id.as_str())).collect();
            let holds = |batch: &Batch| batch.items.iter().any(|id| ids.contains(&id.as_str()));
            if let Some(at) = plan.batches.iter().position(holds) {
                return Ok(one_batch(&plan, samples, at));
            }
        }
        Scope::All => {}
    }
    let asked = wish.nth(plan.batches.len());
    Ok(match asked {
        Some(at) => one_batch(&plan, samples, at),
        None => overview(&plan, wish.asks_why()),
    })
}

fn overview(plan: &Batching, why: bool) -> Draft {
    let mut draft = draft(Tone::Info);
    let text = &mut draft.text;
    let items: usize = plan.batches.iter().map(|batch| batch.items.len()).sum();
    text.count(items, "sample").say(" in ").number(plan.total_batches as i64);
    text.say(if plan.total_batches == 1 { " batch, " } else { " batches, " });
    text.duration(plan.total_minutes).say(" in all, ");
    text.duration(plan.setup_minutes).say(" of it set-up");
    match plan.saved_minutes {
        1.. => text.say(": ").duration(plan.saved_minutes).say(" less than in the given order."),
        0 => text.say(", as in the given order."),
        _ => text
            .say(", ")
            .duration(-plan.saved_minutes)
            .say(" more than in the given order, to keep the due times."),
    };
    text.say(" Order: ");
    for (at, batch) in plan.batches.iter().take(TOLD).enumerate() {
        text.say(if at == 0 { "" } else { ", " }).number(at as i64 + 1).say(". ");
        text.name(&batch.category).say(" (").number(batch.items.len() as i64).say(")");
    }
    if plan.batches.len() > TOLD {
        text.say(" and ").number((plan.batches.len() - TOLD) as i64).say(" more");
    }
    text.say(".");
    if why {
        text.say(if plan.optimal {
            " No order is better on due times and set-up: that is proved. "
        } else {
            " It could not be proved that no order is better. "
        });
        text.say("These families need at least ").duration(plan.lower_bound_minutes);
        text.say(" of set-up, due times aside.");
        for batch in plan.batches.iter().take(1) {
            text.say(" The first batch: ").quote(&batch.rationale);
            text.say(if batch.rationale.ends_with('.') { "" } else { "." });
        }
    }
    waiting(&mut draft, plan);
    draft.act("Open the shooting order", "batching".to_owned());
    draft
}

fn waiting(draft: &mut Draft, plan: &Batching) {
    if let count @ 1.. = plan.waiting.len() {
        draft.text.say(" ").count(count, "sample");
        draft.text.say(if count == 1 { " is not prepped yet." } else { " are not prepped yet." });
    }
}

fn one_batch(plan: &Batching, samples: &[Sample], at: usize) -> Draft {
    let mut draft = draft(Tone::Info);
    let Some(batch) = plan.batches.get(at) else { return draft };
    let text = &mut draft.text;
    text.say("Batch ").number(at as i64 + 1).say(" of ").number(plan.total_batches as i64);
    text.say(", ").name(&batch.category).say(": ").count(batch.items.len(), "sample").say(", ");
    text.duration(batch.estimated_time).say(" in front of the camera");
    if batch.setup_minutes > 0 {
        text.say(" after ").duration(batch.setup_minutes).say(" of set-up");
    }
    text.say(". In order: ");
    let places = places(samples);
    let label = |id: &String| samples.get(places.find(id)? as usize).map(Sample::label);
    let names: Vec<&str> = batch.items.iter().filter_map(label).collect();
    text.list(&names).say(". ").quote(&batch.rationale);
    draft.act("Open the shooting order", "batching".to_owned());
    draft
}

/// When it is a sample's turn.
fn turn_of(plan: &Batching, samples: &[Sample], sample: &Sample) -> Draft {
    let mut draft = draft(Tone::Info);
    let places = places(samples);
    let minutes = |id: &String| {
        let at = places.find(id).map(|at| at as usize);
        at.and_then(|at| samples.get(at)).map_or(0, Sample::shoot_minutes)
    };
    let mut before = 0;
    for (at, batch) in plan.batches.iter().enumerate() {
        before += batch.setup_minutes;
        let place = batch.items.iter().position(|id| *id == sample.id);
        let Some(place) = place else {
            before += batch.estimated_time;
            continue;
        };
        before += batch.items.iter().take(place).map(minutes).sum::<i64>();
        let text = &mut draft.text;
        text.name(sample.label()).say(" is number ").number(place as i64 + 1).say(" of ");
        text.number(batch.items.len() as i64).say(" in batch ").number(at as i64 + 1).say(" of ");
        text.number(plan.total_batches as i64).say(" (").name(&batch.category).say("), ");
        text.duration(before).say(" after the start.");
        draft.act("Open the shooting order", "batching".to_owned());
        return draft;
    }
    let text = &mut draft.text;
    text.name(sample.label()).say(" is not in the shooting order: it is ");
    text.say(sample.status.words()).say(", and only what is prepped or on set can be shot.");
    draft.act_on("Open", sample.label(), to(PLACE, &sample.id));
    draft
}

fn nothing_to_shoot(plan: &Batching) -> Draft {
    let mut draft = draft(Tone::Warning);
    let text = &mut draft.text;
    text.say("Nothing can be shot yet: no sample is prepped or on set");
    if let count @ 1.. = plan.waiting.len() {
        text.say(", ").count(count, "sample");
        text.say(if count == 1 { " is waited for" } else { " are waited for" });
    }
    text.say(".");
    draft.open(Skill::Readiness);
    draft
}
