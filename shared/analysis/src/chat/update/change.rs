//! What is to change, as far as the words say it.

use super::words::{
    ADD, ARRIVAL, AS, AWAY, BY, EARLIER, FROM, HERO, IN, PICTURES, Row, SAMPLES, TASKS, TO,
};
use crate::chat::text::Text;
use crate::chat::things::Thing;
use crate::chat::wish::Wish;
use crate::chat::{logistics, media};
use crate::intent::Skill;
use crate::intent::entities::vocabulary::is_among;
use crate::intent::entities::{names_day, span};
use crate::intent::fold::Words;

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
            look(&mut changes, wish);
            if changes.is_empty() {
                date(&mut changes, wish, "dueAt");
            }
        }
        Skill::UpdateMedia => {
            status(&mut changes, wish, PICTURES);
            look(&mut changes, wish);
        }
        Skill::UpdateEvents => {
            status(&mut changes, wish, TASKS);
            person(&mut changes, wish, things);
            if changes.is_empty() && !wish.mentions(ADD) {
                // "To saturday 15h" is a time, "back 15h" is none.
                let is_date = wish.said().any(names_day) && !wish.mentions(BY);
                match wish.first(span).filter(|_| !is_date) {
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
    if let Some((value, words, _)) = wish.first(|text| said(text, rows)) {
        changes.push(plain("status", value, "mark ", &["as ", words].concat()));
    }
}

/// The status a text asks for: "the lost ones as received", "it arrived".
fn said(text: &str, rows: &'static [Row]) -> Option<&'static Row> {
    let words = Words::exact(text);
    let words: Vec<&[char]> = words.iter().collect();
    let start = words.iter().position(|word| is_among(word, AS)).unwrap_or_default();
    let among =
        |words: &[&[char]]| rows.iter().find(|row| words.iter().any(|word| is_among(word, row.2)));
    words.get(start..).and_then(among).or_else(|| among(&words))
}

/// The status samples have now that a wish speaks of: "all received ones".
pub(super) fn standing(wish: &Wish<'_>, change: &Change) -> Option<&'static str> {
    wish.first(|text| {
        let words = Words::exact(text);
        let mut rows = SAMPLES.iter();
        rows.find(|row| row.0 != change.value && words.says(row.2)).map(|row| row.1)
    })
}

/// To a look, or off it.
fn look(changes: &mut Vec<Change>, wish: &Wish<'_>) {
    let things = match wish.understood.skill {
        Skill::UpdateLogistics => logistics::things(wish.material.samples),
        _ => media::things(wish.material),
    };
    let is_away = wish.mentions(AWAY);
    let words = match (is_away, &changes[..]) {
        (true, _) => FROM,
        (false, []) => IN,
        _ => TO,
    };
    let Some(thing) = wish.first(|text| things.look_after(text, words)) else { return };
    let Some(look) = super::choice(wish, thing) else { return };
    let (value, before, after) =
        if is_away { (String::new(), "take ", "off ") } else { (look.value, "move ", "to ") };
    let after = after.to_owned() + &look.name;
    changes.push(Change { key: "lookId", value, before, after, with: Some(thing) });
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
    let (key, before, after) = if wish.mentions(AWAY) {
        ("unassign", "free ", "of ")
    } else {
        ("assign", "staff ", "with ")
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
    changes.push(plain("shiftMinutes", &value, "move ", &after.words()));
}

/// To a time, or to a day: then from its beginning until its end.
fn date(changes: &mut Vec<Change>, wish: &Wish<'_>, key: &'static str) {
    let Some(moment) = wish.moment() else { return };
    let (before, after) = match key {
        "etaAt" => ("expect ", "to come "),
        "dueAt" => ("make ", "due "),
        _ => ("move ", "to "),
    };
    let mut words = Text::default();
    words.say(after).moment(&wish.clock(), moment);
    changes.push(plain(key, &moment.from.to_string(), before, &words.words()));
    if !moment.is_exact() {
        changes.push(plain("until", &moment.until.to_string(), "", ""));
    }
}
