//! `<kit>.update`: a wish to change something becomes a button that leads to
//! where it is confirmed, with what is to change. Nothing is changed here.

mod change;
mod words;

use super::ask_back::{Choice, not_there, which_thing_to};
use super::draft::{Draft, draft};
use super::leads::{lead, with};
use super::reply::Tone;
use super::text::Text;
use super::things::{Named, Thing};
use super::wish::Wish;
use super::{events, logistics, media};
use crate::intent::entities::places;
use crate::intent::{Kit, Skill};
use change::Change;
use words::{ALL, REMOVE, SOME};

/// Things one button can carry.
const MOST_THINGS: usize = 20;
/// Characters of a wish that is carried as it was said.
const MOST_WORDS: usize = 300;

/// Information; the primary button carries the change.
pub(super) fn update(wish: &Wish<'_>) -> Draft {
    let named = match wish.understood.skill {
        Skill::UpdateLogistics => logistics::named(wish),
        Skill::UpdateMedia => {
            let mut things = media::things(wish.material);
            things.to_looks = true;
            things.named(wish)
        }
        Skill::UpdateEvents => match wish.material.event {
            Some((event, _)) => events::things(event).named(wish),
            None => Named::Nothing,
        },
        _ => Named::Nothing,
    };
    let things: &[Thing] = match &named {
        Named::Nothing => &[],
        Named::These(things) | Named::OneOf(things) => things,
    };
    let mut changes = change::changes(wish, things);
    let all = standing(wish, things, &changes);
    let things = if all.is_empty() { things } else { &all };
    // What a change is made with (a look, a person) is not what is changed.
    let subjects = things.iter().filter(|thing| !changes.iter().any(|c| c.with == Some(**thing)));
    let subjects: Vec<Choice> = subjects.filter_map(|thing| choice(wish, *thing)).collect();
    // Everything is meant where that is said.
    let kit = wish.understood.skill.kit().unwrap_or(Kit::General);
    let is_vague = subjects.is_empty()
        && kit != Kit::General
        && (!wish.mentions(ALL)
            || wish.mentions(SOME) && kit == Kit::Media
            || not_there(wish, "").is_some());
    if is_vague {
        changes.clear();
    }
    let carry = |target: String| match &changes[..] {
        [] => with(target, "change", &said(wish)),
        changes => changes.iter().fold(target, |to, change| with(to, change.key, &change.value)),
    };
    if matches!(named, Named::OneOf(_)) {
        return which_thing_to("Change", &subjects, &|subject| carry(subject.target()));
    }
    let target = match &subjects[..] {
        [] => page(wish),
        [one] => one.target(),
        several => several
            .iter()
            .take(MOST_THINGS)
            .fold(page(wish), |target, subject| with(target, subject.key, &subject.value)),
    };
    let mut draft = draft(Tone::Info);
    let names: Vec<&str> = subjects.iter().map(|subject| subject.name.as_str()).collect();
    draft.text.say("Nothing is changed until you confirm: ");
    if is_vague {
        draft.text.say("I do not see which ");
        draft.text.say(match kit {
            Kit::Logistics => "sample",
            Kit::Media => "picture",
            _ => "task",
        });
        draft.text.say(" is meant, so the page opens with your words.");
        draft.act(&["Open ", lead(wish.understood.skill).title].concat(), carry(target));
        return draft;
    }
    tell(&mut draft.text, &changes, &names, wish);
    draft.text.say(".");
    let mut label = Text::default();
    tell(&mut label, &changes, &names, wish);
    let (label, _) = label.done();
    draft.act(&label, carry(target));
    draft
}

/// The samples that stand where a wish for all of them says: "all received
/// ones as prepped".
fn standing(wish: &Wish<'_>, things: &[Thing], changes: &[Change]) -> Vec<Thing> {
    let status = changes.iter().find(|change| change.key == "status");
    let asks = wish.understood.skill == Skill::UpdateLogistics && things.is_empty();
    let Some(now) = status.filter(|_| asks).and_then(|to| change::standing(wish, to)) else {
        return Vec::new();
    };
    let samples = wish.material.samples.iter().enumerate();
    let found = samples.filter(|(_, sample)| sample.status.words() == now);
    found.map(|(at, _)| Thing::Sample(at)).collect()
}

/// `mark Red gown as shot`; a change without words of its own goes with the
/// one before it.
fn tell(text: &mut Text, changes: &[Change], names: &[&str], wish: &Wish<'_>) {
    let verb = if wish.mentions(REMOVE) { "remove " } else { "change " };
    text.say(changes.first().map_or(verb, |change| change.before));
    if names.is_empty() {
        text.say(things_of(wish.understood.skill));
    } else {
        text.list(names);
    }
    for (at, change) in changes.iter().enumerate().filter(|(_, change)| !change.after.is_empty()) {
        if at > 0 {
            text.say(", ").say(change.before).say("it");
        }
        text.say(" ").quote(&change.after);
    }
}

/// What a skill changes, where nothing is named.
const fn things_of(skill: Skill) -> &'static str {
    match skill {
        Skill::UpdateLogistics => "the samples",
        Skill::UpdateEvents => "the plan",
        Skill::UpdateMedia => "the pictures",
        _ => "the settings",
    }
}

/// Where a change without a thing is made.
fn page(wish: &Wish<'_>) -> String {
    let skill = wish.understood.skill;
    let named = wish.first(|text| places::named(text, skill.kit().unwrap_or(Kit::General)));
    let home = || lead(skill).target.to_owned();
    named.filter(|_| skill == Skill::UpdateGeneral).unwrap_or_else(home)
}

/// The wish as it was said, shortened.
fn said(wish: &Wish<'_>) -> String {
    wish.text().chars().filter(|c| !c.is_control()).take(MOST_WORDS).collect()
}

fn choice(wish: &Wish<'_>, thing: Thing) -> Option<Choice> {
    match wish.understood.skill {
        Skill::UpdateLogistics => logistics::choice(wish.material.samples, thing),
        Skill::UpdateMedia => media::choice(wish.material, thing),
        _ => events::choice(wish.material.event?.0, thing),
    }
}
