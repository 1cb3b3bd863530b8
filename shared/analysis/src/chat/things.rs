//! Which of the person's own things a wish is about.

use super::understand::nth;
use super::wish::Wish;
use crate::intent::entities::vocabulary::is;
use crate::intent::entities::{Mention, Names};
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
    /// The place of a sample that is it, or has it.
    pub(super) fn sample(self) -> Option<usize> {
        match self {
            Self::Sample(at) | Self::Look(at) | Self::Category(at) | Self::Supplier(at) => Some(at),
            _ => None,
        }
    }

    /// The place of an application's own place in its list.
    pub(super) fn place(self) -> Option<usize> {
        match self {
            Self::Place(at) => Some(at),
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

/// Words of the trade: alone they name nothing.
const COMMON: &[&str] = &[
    "asset",
    "assets",
    "capsule",
    "collection",
    "day",
    "event",
    "hero",
    "image",
    "images",
    "list",
    "model",
    "order",
    "photo",
    "photos",
    "picture",
    "pictures",
    "piece",
    "pieces",
    "plan",
    "ready",
    "sample",
    "samples",
    "set",
    "shoot",
    "shooting",
    "shot",
    "shots",
    "show",
    "status",
    "task",
    "tasks",
    "team",
    "time",
];
/// Words that stand for a name: with them a part of it is enough.
const STAND_INS: &[&str] = &["one", "ones", "that", "those", "celui", "celle", "quello", "quella"];
/// The least share of a name that is enough then.
const PART: f32 = 0.3;
/// The name of a group beats the names of its members by this much.
const BETTER: f32 = 0.1;

/// Names of things, ready to be looked for.
#[derive(Debug, Default)]
pub(super) struct Things<'a> {
    singles: List<'a>,
    groups: List<'a>,
}

#[derive(Debug, Default)]
struct List<'a> {
    names: Vec<std::borrow::Cow<'a, str>>,
    things: Vec<Thing>,
}

impl<'a> Things<'a> {
    /// A name of a thing; it may have several.
    pub(super) fn add(&mut self, name: &'a str, thing: Thing) {
        self.singles.names.push(name.into());
        self.singles.things.push(thing);
    }

    /// A name that several things share: a category, a supplier.
    pub(super) fn add_group(&mut self, name: &'a str, thing: Thing) {
        self.groups.names.push(name.into());
        self.groups.things.push(thing);
    }

    /// A look is called by its number too: `look 7` for `L-07`.
    pub(super) fn add_look(&mut self, id: &'a str, thing: Thing) {
        let digits = id.trim_start_matches(|c: char| !c.is_ascii_digit());
        let number = digits.trim_start_matches('0');
        let number = if number.is_empty() { digits } else { number };
        if number != id && !number.is_empty() && number.bytes().all(|c| c.is_ascii_digit()) {
            self.groups.names.push(("look ".to_owned() + number).into());
            self.groups.things.push(thing);
        }
        self.groups.names.push(("look ".to_owned() + id).into());
        self.groups.things.push(thing);
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
        let [singles, groups] = [&self.singles, &self.groups]
            .map(|list| Names::of(list.names.iter().map(|name| &**name)));
        let mut later = String::new();
        for text in wish.said() {
            match self.in_text(&singles, &groups, text) {
                Named::Nothing => {}
                Named::OneOf(choices) if !later.is_empty() => {
                    // "The second one", "the long one" after "the red gown".
                    if let Some(choice) = nth(&later, choices.len()).and_then(|at| choices.get(at))
                    {
                        return Named::These(vec![*choice]);
                    }
                    later.push_str(text);
                    let both = self.in_text(&singles, &groups, &later);
                    return if matches!(both, Named::These(_)) {
                        both
                    } else {
                        Named::OneOf(choices)
                    };
                }
                found => return found,
            }
            later.push_str(text);
            later.push(' ');
        }
        Named::Nothing
    }

    /// The groups that the wish names, whatever else it names.
    pub(super) fn groups(&self, wish: &Wish<'_>) -> Vec<Thing> {
        let names = Names::of(self.groups.names.iter().map(|name| &**name));
        let found = wish.first(|text| {
            let telling = telling(&Words::exact(text));
            match self.groups.found(&self.groups.mentions(&names, text, &telling, None)) {
                Named::These(things) => Some(things),
                _ => None,
            }
        });
        found.unwrap_or_default()
    }

    fn in_text(&self, singles: &Names, groups: &Names, text: &str) -> Named {
        let words = Words::exact(text);
        let stands_in = words.iter().any(|word| STAND_INS.iter().any(|other| is(word, other)));
        let telling = telling(&words);
        let mut single = self.singles.mentions(singles, text, &telling, None);
        if single.is_empty() && stands_in {
            single = self.singles.mentions(singles, text, &telling, Some(PART));
        }
        let group = self.groups.mentions(groups, text, &telling, None);
        let best = |found: &[Mention]| found.iter().map(|m| m.likeness).fold(0.0, f32::max);
        if best(&group) > best(&single) + BETTER {
            self.groups.found(&group)
        } else if !single.is_empty() {
            self.singles.found(&single)
        } else {
            self.groups.found(&group)
        }
    }
}

impl List<'_> {
    /// The names in a text; those without a number must be told by more than
    /// words of the trade.
    fn mentions(
        &self,
        names: &Names,
        text: &str,
        telling: &str,
        enough: Option<f32>,
    ) -> Vec<Mention> {
        let look_for = |text| match enough {
            Some(enough) => names.mentioned_by(text, enough),
            None => names.mentioned(text),
        };
        let mut mentions = look_for(text);
        if !mentions.is_empty() {
            let told = look_for(telling);
            let numbered = |at: &usize| {
                self.names.get(*at).is_some_and(|name| name.bytes().any(|c| c.is_ascii_digit()))
            };
            mentions.retain(|mention| {
                mention.choices.iter().any(|choice| {
                    numbered(choice) || told.iter().any(|other| other.choices.contains(choice))
                })
            });
        }
        mentions
    }

    fn found(&self, mentions: &[Mention]) -> Named {
        let mut these: Vec<Thing> = Vec::new();
        for mention in mentions {
            let mut choices: Vec<Thing> = Vec::new();
            for thing in mention.choices.iter().filter_map(|&at| self.things.get(at)) {
                if !choices.contains(thing) {
                    choices.push(*thing);
                }
            }
            if choices.len() > 1 {
                return Named::OneOf(choices);
            }
            these.extend(choices.first().filter(|thing| !these.contains(thing)).copied());
        }
        if these.is_empty() { Named::Nothing } else { Named::These(these) }
    }
}

/// The words that are not of the trade.
fn telling(words: &Words) -> String {
    let mut rest = String::new();
    for word in words.iter().filter(|word| !COMMON.iter().any(|common| is(word, common))) {
        rest.extend(word);
        rest.push(' ');
    }
    rest
}
