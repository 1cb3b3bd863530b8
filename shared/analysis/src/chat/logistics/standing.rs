//! Which samples stand where: in transit, on set, here, not here yet.

use super::PLACE;
use super::one::one;
use crate::chat::draft::{Draft, draft};
use crate::chat::leads::to;
use crate::chat::reply::Tone;
use crate::chat::wish::Wish;
use crate::intent::Skill;
use crate::logistics::{Blocker, SampleStatus};

/// Samples told one by one.
const TOLD: usize = 5;
/// Words that ask for some of several, folded.
const WHICH: &str = "which what whats how list show many everything anything all quels quelles combien quali \
     quanti quante que cuales cuantos cuantas";
/// Words that ask for all, where the others are told.
const ALL: &str = "all everything tout tous toutes tutto tutti tutte todo todos todas";
/// Words that ask for those themselves.
const SOME: &str = "which what whats how list show quels quelles quali que cuales";
/// Words that turn it into its opposite.
const NOT: &str = "not arent isnt havent hasnt pas non no";
type Standing = (&'static [SampleStatus], &'static str, &'static str);
/// Statuses, how they are called together, and the words for them, folded.
const STANDINGS: &[Standing] = &[
    (&[SampleStatus::InTransit], "in transit", "transit transito"),
    (&[SampleStatus::Lost], "lost", "lost perdus perdues persi perse perdidos perdidas"),
    (&[SampleStatus::Returned], "sent back", "returned rendus rendues restituiti devueltos"),
    (&[SampleStatus::OnSet], "on set", "onset plateau plato"),
    (&[SampleStatus::Shot], "shot", "shot photographed"),
    (&[SampleStatus::Prepped], "prepped", "prepped steamed"),
    (
        &[SampleStatus::Received, SampleStatus::Prepped, SampleStatus::OnSet, SampleStatus::Shot],
        "here",
        "here arrived received arrivati arrivate llegado llegaron",
    ),
];

/// The list of those at these places that stand where the wish asks, where it
/// does ask that; information.
pub(super) fn standing(
    wish: &Wish<'_>,
    places: &[usize],
    names: &[String],
    blockers: &[(usize, Blocker)],
) -> Option<Draft> {
    let is_to_come = wish.moment().is_some_and(|moment| moment.from > wish.now);
    if !wish.mentions(WHICH) || wish.asks_why() || is_to_come {
        return None;
    }
    let (not, (statuses, called, _)) = wish.words().iter().find_map(|words| {
        // Two words, where all others are one.
        let on_set = words.says_in_turn("on", "set");
        let asked = |row: &&Standing| {
            if on_set { row.0 == [SampleStatus::OnSet] } else { words.says(row.2) }
        };
        Some((words.says(NOT), STANDINGS.iter().find(asked)?))
    })?;
    // "What holds us up here?"
    let is_about_here = wish.understood.skill == Skill::Blockers && statuses.len() > 1;
    if is_about_here && !not && !wish.mentions(ALL) {
        return None;
    }
    let samples = wish.material.samples;
    let stands = |at: &&usize| {
        samples.get(**at).is_some_and(|sample| statuses.contains(&sample.status) != not)
    };
    let (mut found, others): (Vec<usize>, Vec<usize>) = places.iter().partition(|at| stands(at));
    let count = found.len();
    let all = wish.mentions(ALL) && !wish.mentions(SOME) && !not && !others.is_empty();
    if all {
        found = others;
    }
    if let Some(at) = wish.nth(found.len()).and_then(|nth| found.get(nth)) {
        let blocker = blockers.iter().find(|(place, _)| place == at);
        return samples.get(*at).map(|sample| one(wish, sample, blocker.map(|(_, one)| one)));
    }
    let mut draft = draft(Tone::Info);
    let clock = wish.clock();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    if !names.is_empty() {
        draft.text.say("For ").list(&names).say(": ");
    }
    draft.text.number(count as i64).say(" of ").count(places.len(), "sample");
    draft.text.say(if count == 1 { " is " } else { " are " });
    draft.text.say(if not { "not " } else { "" }).say(called);
    draft.text.say(if all { "; not yet" } else { "" });
    let told = found.iter().filter_map(|at| samples.get(*at)).take(TOLD);
    for (nth, sample) in told.enumerate() {
        let text = &mut draft.text;
        text.say(if nth == 0 { ": " } else { ", " }).number(nth as i64 + 1).say(". ");
        text.name(sample.label());
        if statuses.len() > 1 || not || all {
            text.say(" (").say(sample.status.words()).say(")");
        }
        if let Some(eta) = sample.eta_at.filter(|_| sample.status.is_outstanding()) {
            text.say(if eta < wish.now { ", was expected " } else { ", expected " });
            text.time(&clock, eta);
        }
        if nth == 0 {
            draft.act_on("Open", sample.label(), to(PLACE, &sample.id));
        }
    }
    if found.len() > TOLD {
        draft.text.say(" and ").number((found.len() - TOLD) as i64).say(" more");
    }
    draft.text.say(".");
    draft.open(wish.understood.skill);
    Some(draft)
}
