//! Which look is furthest behind, and which is nearest to ready.

use super::scope::look_name;
use super::tone_of;
use crate::chat::draft::{Draft, draft};
use crate::chat::leads::with;
use crate::chat::wish::Wish;
use crate::logistics::Blocker;
use crate::names::Names;
use crate::order;

/// Looks told.
const TOLD: usize = 3;
/// Words for looks, folded.
const LOOKS: &str = "look looks tenue tenues outfit outfits";
/// Words that compare, towards behind and towards ready.
const BEHIND: &str =
    "behind furthest farthest least worst worse latest retard moins pire indietro peggio atrasado";
const AHEAD: &str = "most readiest ahead best closest nearest plus mejor";

/// How a look stands.
#[derive(Debug, Clone, Copy, Default)]
struct Standing {
    ready: usize,
    total: usize,
    /// The worst blocker's score.
    blocked: f64,
}

/// The looks in the order that is asked for, where one is: by the share of their
/// samples that are ready, then by their worst blocker, then as given. As bad as
/// the blockers of the first.
pub(super) fn looks(wish: &Wish<'_>, blockers: &[(usize, Blocker)]) -> Option<Draft> {
    let is_behind = wish.mentions(BEHIND);
    if !wish.mentions(LOOKS) || !is_behind && !wish.mentions(AHEAD) {
        return None;
    }
    let samples = wish.material.samples;
    let mut names: Names<&str> = Names::default();
    let mut looks: Vec<Standing> = Vec::new();
    for (at, sample) in samples.iter().enumerate() {
        let Some(look) = sample.look() else { continue };
        let number = names.number(look) as usize;
        looks.resize(looks.len().max(number + 1), Standing::default());
        let Some(standing) = looks.get_mut(number) else { continue };
        standing.total += 1;
        standing.ready += usize::from(sample.status.is_ready());
        let blocker = blockers.iter().find(|(place, _)| *place == at);
        standing.blocked = blocker.map_or(0.0, |(_, one)| one.score).max(standing.blocked);
    }
    let mut ranked: Vec<(&str, Standing)> = names.all().iter().copied().zip(looks).collect();
    order::by(&mut ranked, |(_, one), (_, other)| {
        let behind = (one.ready * other.total)
            .cmp(&(other.ready * one.total))
            .then(other.blocked.total_cmp(&one.blocked));
        if is_behind { behind } else { behind.reverse() }
    });
    let (first, _) = *ranked.first()?;
    let of_first = |at: usize| samples.get(at).is_some_and(|one| one.look() == Some(first));
    let mut draft =
        draft(tone_of(blockers.iter().filter(|(at, _)| of_first(*at)).map(|(_, one)| one)));
    draft.text.say(if is_behind { "Furthest behind: " } else { "Nearest to ready: " });
    for (at, (look, standing)) in ranked.iter().take(TOLD).enumerate() {
        let text = &mut draft.text;
        text.say(if at == 0 { "" } else { ", " }).number(at as i64 + 1).say(". ");
        text.name(&look_name(look)).say(" (").number(standing.ready as i64).say(" of ");
        text.count(standing.total, "sample").say(" ready)");
    }
    draft.text.say(".");
    draft.act_on("Open", &look_name(first), with(super::PLACE.to_owned(), "look", first));
    draft.open(wish.understood.skill);
    Some(draft)
}
