//! What comes in when.

use super::PLACE;
use crate::chat::draft::Draft;
use crate::chat::leads::to;
use crate::chat::reply::Tone;
use crate::chat::wish::Wish;
use crate::intent::fold::Words;
use crate::logistics::Sample;

/// Samples told one by one.
const TOLD: usize = 5;
/// How words about arriving begin, folded.
const ARRIVING: &[&str] =
    &["arriv", "lleg", "coming", "comes", "deliver", "expected", "landing", "livr", "consegn"];

/// What is expected in the time that is asked about, where arrivals are asked
/// for; information.
pub(super) fn arrivals(wish: &Wish<'_>) -> Option<Draft> {
    let begins = |word: &[char]| {
        ARRIVING.iter().any(|start| word.iter().copied().take(start.len()).eq(start.chars()))
    };
    let moment = wish.moment().filter(|moment| moment.until > wish.now && !moment.is_exact())?;
    wish.said().find(|text| Words::exact(text).iter().any(begins))?;
    let mut due: Vec<&Sample> = wish
        .material
        .samples
        .iter()
        .filter(|sample| sample.status.is_outstanding())
        .filter(|sample| sample.eta_at.is_some_and(|eta| eta >= moment.from && eta < moment.until))
        .collect();
    crate::order::by_key(&mut due, |sample| sample.eta_at);
    let mut draft = Draft::new(Tone::Info);
    let clock = wish.clock();
    let text = &mut draft.text;
    if due.is_empty() {
        text.say("no sample is expected ").moment(&clock, moment).say(".");
    } else {
        text.count(due.len(), "sample").say(if due.len() == 1 { " is" } else { " are" });
        text.say(" expected ").moment(&clock, moment);
    }
    for (at, sample) in due.iter().take(TOLD).enumerate() {
        let Some(eta) = sample.eta_at else { continue };
        let text = &mut draft.text;
        text.say(if at == 0 { ": " } else { ", " }).name(sample.label()).say(" (");
        text.time(&clock, eta).say(if sample.hero() { ", hero)" } else { ")" });
        draft.act_on("Open", sample.label(), to(PLACE, &sample.id));
    }
    if due.len() > TOLD {
        draft.text.say(" and ").number((due.len() - TOLD) as i64).say(" more");
    }
    draft.text.say(if due.is_empty() { "" } else { "." });
    draft.act("Open the shipments", "shipments".to_owned());
    Some(draft)
}
