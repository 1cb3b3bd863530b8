//! What is to change, as far as the words say it.

use super::words::{ARRIVAL, AWAY, EARLIER, HERO, PICTURES, Row, SAMPLES, TASKS};
use crate::chat::text::Text;
use crate::chat::things::Thing;
use crate::chat::wish::Wish;
use crate::intent::Skill;
use crate::intent::entities::span;
use crate::intent::entities::vocabulary::look_up;
use crate::intent::fold::Words;
use crate::time::MINUTE_MS;

/// One change of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// Its name and value on a link.
    pub(super) key: &'static str,
    pub(super) value: String,
    /// How it is said: before and after the thing.
    pub(super) before: &'static str,
    pub(super) after: String,
    /// The thing it is made with.
    pub(super) with: Option<Thing>,
}

/// What the words of a wish change of the things it names.
pub(super) fn changes(wish: &Wish<'_>, things: &[Thing]) -> Vec<Change> {
    let mut changes = Vec::new();
    match wish.understood.skill {
        Skill::UpdateLogistics => {
            let to_come = wish.moment().is_some_and(|moment| moment.from > wish.now);
            if to_come && wish.mentions(ARRIVAL) {
                date(&mut changes, wish, "etaAt");
                return changes;
            }
            status(&mut changes, wish, SAMPLES);
            if wish.mentions(HERO) {
                let value = if wish.mentions(AWAY) { "false" } else { "true" };
                let after = if wish.mentions(AWAY) { "as no hero" } else { "as a hero" };
                changes.push(plain("isHero", value, "mark ", after));
            }
            if things.iter().any(|thing| matches!(thing, Thing::Sample(_))) {
                look(&mut changes, wish, things);
            }
            if changes.is_empty() {
                date(&mut changes, wish, "dueAt");
            }
        }
        Skill::UpdateMedia => {
            status(&mut changes, wish, PICTURES);
            if things.iter().any(|thing| matches!(thing, Thing::Asset(_))) {
                look(&mut changes, wish, things);
            }
        }
        Skill::UpdateEvents => {
            status(&mut changes, wish, TASKS);
            person(&mut changes, wish, things);
            if changes.is_empty() {
                match wish.first(span) {
                    Some(minutes) => shift(&mut changes, wish, minutes),
                    None => date(&mut changes, wish, "startAt"),
                }
            }
        }
        _ => {}
    }
    changes
}

fn plain(key: &'static str, value: &str, before: &'static str, after: &str) -> Change {
    Change { key, value: value.to_owned(), before, after: after.to_owned(), with: None }
}

fn status(changes: &mut Vec<Change>, wish: &Wish<'_>, rows: &'static [Row]) {
    let said = |text: &str| {
        let words = Words::exact(text);
        let is_said = |row: &&Row| words.iter().any(|word| look_up(word, &[((), row.2)]).is_some());
        rows.iter().find(is_said)
    };
    if let Some((value, words, _)) = wish.first(said) {
        changes.push(plain("status", value, "mark ", &["as ", words].concat()));
    }
}

/// To a look, or off it.
fn look(changes: &mut Vec<Change>, wish: &Wish<'_>, things: &[Thing]) {
    let Some(thing) = things.iter().find(|thing| matches!(thing, Thing::Look(_))) else { return };
    let Some(choice) = super::choice(wish, *thing) else { return };
    let id = match (*thing, wish.understood.skill) {
        (Thing::Look(at), Skill::UpdateLogistics) => {
            wish.material.samples.get(at).and_then(|sample| sample.look_id.clone())
        }
        (Thing::Look(at), _) => wish.material.assets.get(at).and_then(|asset| asset.look_id.clone()),
        _ => None,
    };
    let (value, before, after) = match wish.mentions(AWAY) {
        true => (String::new(), "take ", "off "),
        false => (id.unwrap_or_default(), "move ", "to "),
    };
    let after = after.to_owned() + &choice.name;
    changes.push(Change { key: "lookId", value, before, after, with: Some(*thing) });
}

/// On a task, or off it.
fn person(changes: &mut Vec<Change>, wish: &Wish<'_>, things: &[Thing]) {
    let task = things.iter().any(|thing| matches!(thing, Thing::Task(_)));
    let person = things.iter().find(|thing| matches!(thing, Thing::Person(_)));
    let (true, Some(thing @ Thing::Person(at))) = (task, person) else { return };
    let Some(person) = wish.material.event.and_then(|(event, _)| event.crew.get(*at)) else {
        return;
    };
    let name = person.name.as_deref().unwrap_or(&person.id);
    let (key, before, after) = match wish.mentions(AWAY) {
        true => ("unassign", "free ", "of "),
        false => ("assign", "staff ", "with "),
    };
    let after = after.to_owned() + name;
    changes.push(Change { key, value: person.id.clone(), before, after, with: Some(*thing) });
}

/// By so many minutes.
fn shift(changes: &mut Vec<Change>, wish: &Wish<'_>, minutes: i64) {
    let earlier = wish.mentions(EARLIER);
    let mut after = Text::default();
    after.say("by ").duration(minutes).say(if earlier { " earlier" } else { " later" });
    let value = (if earlier { -minutes } else { minutes }).to_string();
    changes.push(plain("shiftMinutes", &value, "move ", &after.done().0));
}

/// To a time, or to a day: then from its beginning until its end.
fn date(changes: &mut Vec<Change>, wish: &Wish<'_>, key: &'static str) {
    let Some(moment) = wish.moment() else { return };
    let exact = moment.until.ms() - moment.from.ms() <= MINUTE_MS;
    let mut after = Text::default();
    after.say("to ");
    if exact {
        after.time(&wish.clock(), moment.from);
    } else {
        after.day(&wish.clock(), moment.from);
    }
    changes.push(plain(key, &moment.from.to_string(), "move ", &after.done().0));
    if !exact {
        changes.push(plain("until", &moment.until.to_string(), "", ""));
    }
}
