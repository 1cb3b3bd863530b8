//! What comes in when.

use super::PLACE;
use crate::Time;
use crate::chat::draft::{Draft, draft};
use crate::chat::leads::to;
use crate::chat::reply::Tone;
use crate::chat::wish::Wish;
use crate::intent::entities::vocabulary::is_among;
use crate::intent::fold::Words;
use crate::logistics::Sample;

/// Samples told one by one.
const TOLD: usize = 5;
/// How words about arriving begin, folded.
const ARRIVING: &str = "arriv lleg coming comes deliver expected landing livr consegn";

/// Until, and after, the time that follows.
const BY: &str = "by until till entro ici";
const BEFORE: &str = "before b4 avant prima antes";
const AFTER: &str = "after apres dopo despues";
/// "The day after tomorrow" is a day.
const DAY_AFTER: &str = "tomorrow demain domani manana";

/// Whether these words ask what arrives before or after a time, or on a day, where
/// one is named.
pub(in crate::chat) fn asks_arrivals(words: &Words, names_day: bool) -> bool {
    words.iter().any(is_arriving)
        && words.says("what whats which anything algo qualcosa quelque")
        && !words.says("time guests models")
        && (names_day || [BY, BEFORE, AFTER].iter().any(|some| words.says(some)))
}

fn is_arriving(word: &[char]) -> bool {
    ARRIVING.split(' ').any(|start| word.iter().copied().take(start.len()).eq(start.chars()))
}

/// What is expected in the time that is asked about, where arrivals are asked
/// for; information.
pub(super) fn arrivals(wish: &Wish<'_>) -> Option<Draft> {
    let moment = wish.moment().filter(|moment| moment.until > wish.now)?;
    wish.words().iter().find(|said| said.iter().any(is_arriving))?;
    let (mut from, mut until, mut when) = (moment.from, moment.until, "");
    let said: Vec<&[char]> = wish.words().first()?.iter().collect();
    for pair in said.windows(2) {
        let [word, next] = pair else { continue };
        if is_among(word, BY) {
            (from, when) = (wish.now, "by ");
        } else if is_among(word, BEFORE) {
            (from, until, when) = (wish.now, moment.from, "before ");
        } else if is_among(word, AFTER) && !is_among(next, DAY_AFTER) {
            (from, until, when) = (moment.until, Time::from_ms(i64::MAX), "after ");
        }
    }
    if moment.is_exact() && when.is_empty() {
        return None;
    }
    let mut due: Vec<&Sample> = wish
        .material
        .samples
        .iter()
        .filter(|sample| sample.status.is_outstanding())
        .filter(|sample| sample.eta_at.is_some_and(|eta| eta >= from && eta < until))
        .collect();
    crate::order::by_key(&mut due, |sample| sample.eta_at);
    let mut draft = draft(Tone::Info);
    let clock = wish.clock();
    let text = &mut draft.text;
    if due.is_empty() {
        text.say("no sample is expected ").say(when).moment(&clock, moment).say(".");
    } else {
        text.count(due.len(), "sample").say(if due.len() == 1 { " is" } else { " are" });
        text.say(" expected ").say(when).moment(&clock, moment);
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
