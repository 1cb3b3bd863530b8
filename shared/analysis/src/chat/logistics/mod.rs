//! Samples: which of them a wish is about, and how they are told.

mod arrivals;
mod batching;
mod blockers;
mod looks;
mod one;
mod readiness;
mod scope;
mod standing;

pub(super) use arrivals::asks_arrivals;
pub(super) use batching::batching;
pub(super) use blockers::blockers;
pub(super) use readiness::readiness;
pub(super) use scope::{look_name, named, things};

use super::ask_back::{Choice, ID, nothing_yet};
use super::draft::Draft;
use super::reply::Tone;
use super::text::Text;
use super::things::Thing;
use super::wish::Wish;
use crate::logistics::{
    Blocker, LogisticsAnalysis, LogisticsInput, LogisticsReport, Sample, Severity, analyze,
};
use crate::names::Names;
use crate::{Problem, Time};

/// The page of the samples.
pub(super) const PLACE: &str = "sample-tracker";

/// Asks the analysis about samples needed at `shoot_at`.
fn ask(
    wish: &Wish<'_>,
    analysis_type: LogisticsAnalysis,
    samples: &[Sample],
) -> Result<LogisticsReport, Problem> {
    let input = LogisticsInput {
        sample_list: None,
        analysis_type,
        now: Some(wish.now),
        shoot_at: needed_by(wish),
        setup_minutes: None,
        default_setup_minutes: None,
    };
    analyze(&input, samples, wish.now)
}

/// `For look 7, Sat 28 Nov: `, or less where less is narrowed.
fn tell_scope(text: &mut Text, wish: &Wish<'_>, names: &[String]) {
    let moment = wish.moment().filter(|moment| moment.from > wish.now);
    if names.is_empty() && moment.is_none() {
        return;
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    text.say("For ").list(&names).say(if names.is_empty() || moment.is_none() { "" } else { ", " });
    if let Some(moment) = moment {
        text.moment(&wish.clock(), moment);
    }
    text.say(": ");
}

/// The time samples are needed by, where the wish tells one that is to come.
fn needed_by(wish: &Wish<'_>) -> Option<Time> {
    wish.moment().map(|moment| moment.from).filter(|from| *from > wish.now)
}

/// What stands in the way among all samples, the worst first, each with the
/// place of its sample.
fn all_blockers(wish: &Wish<'_>) -> Result<Vec<(usize, Blocker)>, Problem> {
    let samples = wish.material.samples;
    let found = ask(wish, LogisticsAnalysis::Blockers, samples)?.blockers.unwrap_or_default();
    let places = places(samples);
    let place = |blocker: Blocker| Some((places.find(&blocker.sample_id)? as usize, blocker));
    Ok(found.into_iter().filter_map(place).collect())
}

/// The places of samples by their ids.
fn places(samples: &[Sample]) -> Names<&str> {
    let mut ids = Names::default();
    for sample in samples {
        ids.number(sample.id.as_str());
    }
    ids
}

fn no_samples() -> Draft {
    let words = "There are no samples yet. Add or import them, and I can tell what is ready, \
                 what is late and in which order to shoot.";
    nothing_yet(words, "Add samples", PLACE)
}

/// Critical where a blocker is, a warning where there is one.
fn tone_of<'a>(blockers: impl Iterator<Item = &'a Blocker>) -> Tone {
    match blockers.map(|blocker| blocker.severity).min() {
        None => Tone::Success,
        Some(Severity::Critical) => Tone::Critical,
        Some(_) => Tone::Warning,
    }
}

/// `Red gown (delayed, 1 d 2 h late)`.
fn tell_waiting(text: &mut Text, sample: &Sample, blocker: Option<&Blocker>) {
    text.name(sample.label()).say(" (").say(sample.status.words());
    if let Some(late) = blocker.and_then(|b| b.estimated_delay_minutes).filter(|late| *late > 0) {
        text.say(", ").duration(late).say(" late");
    }
    text.say(")");
}

/// A thing as a choice: what tells it from others, and where it lies.
pub(super) fn choice(samples: &[Sample], thing: Thing) -> Option<Choice> {
    let sample = samples.get(thing.sample()?)?;
    let name = scope::called(samples, thing)?;
    let mut detail = String::new();
    if let (Thing::Sample(_), Some(look)) = (thing, sample.look()) {
        detail.push_str(&look_name(look));
        detail.push_str(", ");
    }
    let (key, value) = match thing {
        Thing::Look(_) => ("look", sample.look()?),
        Thing::Category(_) => ("category", sample.category()),
        Thing::Supplier(_) => ("supplier", sample.supplier.as_deref()?),
        _ => {
            detail.push_str(sample.status.words());
            (ID, sample.id.as_str())
        }
    };
    Some(Choice { name, detail, place: PLACE, key, value: value.to_owned() })
}
