//! Which of the person's own things a wish is about.

use super::understand::nth;
use super::wish::Wish;
use crate::intent::entities::Names;
use crate::intent::entities::vocabulary::is;
use crate::intent::fold::Words;

/// A thing of the person's data; the number is its place in its list. What is
/// shared by several (a look, a category) is told by the first that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing {
    Sample(usize),
    Look(usize),
    Category(usize),
    Supplier(usize),
    Sku(usize),
    Task(usize),
    Person(usize),
    Asset(usize),
    Shot(usize),
    Package(usize),
    Place(usize),
}

impl Thing {
    /// The place of an application's own place in its list.
    pub(super) fn place(self) -> Option<usize> {
        match self {
            Self::Place(at) => Some(at),
            _ => None,
        }
    }

    /// The place of a sample that is it, or has it.
    pub(super) fn sample(self) -> Option<usize> {
        match self {
            Self::Sample(at) | Self::Look(at) | Self::Category(at) | Self::Supplier(at) => Some(at),
            _ => None,
        }
    }
}

/// What a wish names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    /// Nothing that is known.
    Nothing,
    /// These, in the order they are said.
    These(Vec<Thing>),
    /// One of these, the likeliest first.
    OneOf(Vec<Thing>),
}

/// From this likeness on, most of a name was said.
const MOSTLY: f32 = 0.75;

/// Words of the trade: alone they do not name one of several things.
const COMMON: &[&str] = &[
    "asset", "capsule", "collection", "day", "event", "image", "images", "list", "look", "looks",
    "model", "order", "photo", "photos", "piece", "pieces", "picture", "pictures", "plan", "ready",
    "sample", "samples", "set", "shoot", "shooting", "shot", "shots", "show", "status", "task",
    "tasks", "team", "time",
];

/// Names of things, ready to be looked for.
#[derive(Debug, Default)]
pub(super) struct Things<'a> {
    names: Vec<&'a str>,
    things: Vec<Thing>,
    owned: Vec<(String, Thing)>,
}

impl<'a> Things<'a> {
    /// A name of a thing; it may have several.
    pub(super) fn add(&mut self, name: &'a str, thing: Thing) {
        self.names.push(name);
        self.things.push(thing);
    }

    /// A look is called by its number too: `look 7` for `L-07`.
    pub(super) fn add_look(&mut self, id: &'a str, thing: Thing) {
        let digits = id.trim_start_matches(|c: char| !c.is_ascii_digit());
        let number = digits.trim_start_matches('0');
        let number = if number.is_empty() { digits } else { number };
        self.owned.push(("look ".to_owned() + id, thing));
        if number != id && !number.is_empty() && number.bytes().all(|c| c.is_ascii_digit()) {
            self.owned.push(("look ".to_owned() + number, thing));
        }
        self.add(id, thing);
    }

    /// A name, and the id where it is one that people read.
    pub(super) fn add_with_id(&mut self, name: Option<&'a str>, id: &'a str, thing: Thing) {
        if let Some(name) = name {
            self.add(name, thing);
        }
        if name.is_none() || id.len() < 24 {
            self.add(id, thing);
        }
    }

    /// What the wish names. What leans on the turn before is looked for there
    /// too, and "the second one" chooses.
    pub(super) fn named(&self, wish: &Wish<'_>) -> Named {
        if self.things.is_empty() {
            return Named::Nothing;
        }
        let owned = self.owned.iter().map(|(name, _)| name.as_str());
        let names = Names::of(owned.chain(self.names.iter().copied()));
        let mut later = String::new();
        for text in wish.said() {
            match self.in_text(&names, text) {
                Named::Nothing => {}
                Named::OneOf(choices) => {
                    // "The long one", "the second one" after "the red gown".
                    if !later.is_empty() {
                        if let Some(choice) =
                            nth(&later, choices.len()).and_then(|at| choices.get(at))
                        {
                            return Named::These(vec![*choice]);
                        }
                        later.push_str(text);
                        if let clear @ Named::These(_) = self.in_text(&names, &later) {
                            return clear;
                        }
                    }
                    return Named::OneOf(choices);
                }
                clear @ Named::These(_) => return clear,
            }
            later.push_str(text);
            later.push(' ');
        }
        Named::Nothing
    }

    fn in_text(&self, names: &Names, text: &str) -> Named {
        let mut mentions = names.mentioned(text);
        if mentions.iter().any(|mention| mention.likeness < MOSTLY) {
            let telling = names.mentioned(&without_common(text));
            mentions.retain(|mention| {
                let found = |other: &&crate::intent::entities::Mention| {
                    mention.choices.iter().any(|choice| other.choices.contains(choice))
                };
                mention.likeness >= MOSTLY || telling.iter().any(|other| found(&other))
            });
        }
        let mut these: Vec<Thing> = Vec::new();
        for mention in mentions {
            let mut choices: Vec<Thing> = Vec::new();
            for thing in mention.choices.iter().filter_map(|&at| self.thing(at)) {
                // A category and its samples share their words: of the kind
                // that fits best.
                let kind = choices.first().unwrap_or(&thing);
                if std::mem::discriminant(kind) == std::mem::discriminant(&thing)
                    && !choices.contains(&thing)
                {
                    choices.push(thing);
                }
            }
            if choices.len() > 1 {
                return Named::OneOf(choices);
            }
            these.extend(choices.first().filter(|thing| !these.contains(thing)).copied());
        }
        if these.is_empty() { Named::Nothing } else { Named::These(these) }
    }

    fn thing(&self, at: usize) -> Option<Thing> {
        match at.checked_sub(self.owned.len()) {
            None => self.owned.get(at).map(|(_, thing)| *thing),
            Some(at) => self.things.get(at).copied(),
        }
    }
}

fn without_common(text: &str) -> String {
    let words = Words::exact(text);
    let mut rest = String::new();
    for word in words.iter().filter(|word| !COMMON.iter().any(|common| is(word, common))) {
        rest.extend(word);
        rest.push(' ');
    }
    rest
}
