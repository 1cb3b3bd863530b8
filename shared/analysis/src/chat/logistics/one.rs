//! One sample: where it is, when it comes, what hangs on it.

use super::PLACE;
use crate::chat::draft::{Draft, draft};
use crate::chat::leads::to;
use crate::chat::reply::Tone;
use crate::chat::wish::Wish;
use crate::logistics::{Blocker, Sample, SampleStatus, Severity};

/// The answer about one sample. Success once it is ready; as bad as the blocker
/// that it is; information otherwise.
pub(super) fn one(wish: &Wish<'_>, sample: &Sample, blocker: Option<&Blocker>) -> Draft {
    let mut draft = draft(match blocker.map(|blocker| blocker.severity) {
        None if sample.status.is_ready() => Tone::Success,
        None => Tone::Info,
        Some(Severity::Critical) => Tone::Critical,
        Some(_) => Tone::Warning,
    });
    let clock = wish.clock();
    let text = &mut draft.text;
    text.name(sample.label()).say(if sample.status.is_ready() {
        " is ready: "
    } else {
        " is not ready: "
    });
    text.say(stands(sample.status));
    let needed = sample.needed_at(super::needed_by(wish));
    if let (Some(eta), true) = (sample.eta_at, sample.status.is_outstanding()) {
        text.say(if eta < wish.now { ", was expected " } else { ", expected " }).time(&clock, eta);
    } else if sample.status.is_outstanding() {
        text.say(", and nobody knows when it comes");
    }
    if let (Some(needed), false) = (needed, sample.status == SampleStatus::Shot) {
        text.say(", needed by ").time(&clock, needed);
    }
    text.say(".");
    if let Some(blocker) = blocker {
        if let Some(late) = blocker.estimated_delay_minutes.filter(|late| *late > 0) {
            text.say(" It is ").duration(late).say(" late.");
        }
        text.say(" ").quote(&blocker.impact);
        text.say(" Blocker score ").number(blocker.score.round() as i64).say(" of 100.");
        if let Some(supplier) =
            sample.supplier.as_deref().filter(|_| sample.status.is_outstanding())
        {
            text.say(" It comes from ").name(supplier).say(".");
        }
    }
    draft.act_on("Open", sample.label(), to(PLACE, &sample.id));
    if sample.status.is_outstanding() && blocker.is_some() {
        draft.act("See all delayed samples", "sample-tracker:delayed".to_owned());
    }
    draft
}

const fn stands(status: SampleStatus) -> &'static str {
    match status {
        SampleStatus::Awaiting => "not sent yet",
        SampleStatus::InTransit => "on its way",
        SampleStatus::Received => "received, still to be prepped",
        SampleStatus::Prepped => "prepped, still to be brought to set",
        SampleStatus::OnSet => "on set",
        SampleStatus::Shot => "shot",
        SampleStatus::Delayed => "delayed",
        SampleStatus::Returned => "sent back",
        SampleStatus::Lost => "lost",
    }
}
