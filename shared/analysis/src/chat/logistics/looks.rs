//! Which look is furthest behind, and which is nearest to ready.

use super::scope::look_name;
use super::tone_of;
use crate::chat::draft::{Draft, draft};
use crate::chat::leads::with;
use crate::chat::wish::Wish;
use crate::logistics::Blocker;

/// Looks told.
const TOLD: usize = 3;
/// Words for looks, folded.
const LOOKS: &str = "look looks tenue tenues outfit outfits";
/// Words that compare, towards behind and towards ready.
const BEHIND: &str =
    "behind furthest farthest least worst worse latest retard moins pire indietro peggio atrasado";
const AHEAD: &str = "most readiest ahead best closest nearest plus mejor";

/// How a look stands.
#[derive(Debug, Clone, Copy)]
struct Standing<'a> {
    look: &'a str,
    ready: usize,
    total: usize,
    /// The worst blocker's score.
    blocked: f64,
}

/// The looks in the order that is asked for, where one is: by the share of their
/// samples that are ready, then by their worst blocker, then as given. As bad as
/// the worst blocker of all.
pub(super) fn looks(wish: &Wish<'_>, blockers: &[(usize, Blocker)]) -> Option<Draft> {
    let is_behind = wish.mentions(BEHIND);
    if !wish.mentions(LOOKS) || !is_behind && !wish.mentions(AHEAD) {
        return None;
    }
    let mut looks: Vec<Standing<'_>> = Vec::new();
    for (at, sample) in wish.material.samples.iter().enumerate() {
        let Some(look) = sample.look() else { continue };
        let place = looks.iter().position(|one| one.look == look).unwrap_or(looks.len());
        if place == looks.len() {
            looks.push(Standing { look, ready: 0, total: 0, blocked: 0.0 });
        }
        let Some(standing) = looks.get_mut(place) else { continue };
        standing.total += 1;
        standing.ready += usize::from(sample.status.is_ready());
        let blocker = blockers.iter().find(|(place, _)| *place == at);
        standing.blocked = blocker.map_or(0.0, |(_, one)| one.score).max(standing.blocked);
    }
    let mut draft = draft(tone_of(blockers.iter().map(|(_, one)| one)));
    draft.text.say(if is_behind { "Furthest behind: " } else { "Nearest to ready: " });
    for nth in 1..=TOLD.min(looks.len()) {
        let mut first = 0;
        for at in 1..looks.len() {
            let (Some(one), Some(best)) = (looks.get(at), looks.get(first)) else { continue };
            let behind = (best.ready * one.total)
                .cmp(&(one.ready * best.total))
                .then(one.blocked.total_cmp(&best.blocked));
            if if is_behind { behind.is_gt() } else { behind.is_lt() } {
                first = at;
            }
        }
        let Standing { look, ready, total, .. } = looks.remove(first);
        let name = look_name(look);
        let text = &mut draft.text;
        text.say(if nth == 1 { "" } else { ", " }).number(nth as i64).say(". ");
        text.name(&name).say(" (").number(ready as i64).say(" of ");
        text.count(total, "sample").say(" ready)");
        draft.act_on("Open", &name, with(super::PLACE.to_owned(), "look", look));
    }
    draft.text.say(".");
    Some(draft)
}
