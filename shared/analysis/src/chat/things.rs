//! Which of the person's own things a wish is about.

use super::understand::{IT, nth};
use super::wish::Wish;
use crate::intent::entities::vocabulary::{is_among, is_filler};
use crate::intent::entities::{Mention, Names, english, same_word, translated};
use crate::intent::fold::Words;
use crate::order;

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
const COMMON: &str = "asset assets capsule collection day event hero image images list model \
     order photo photos picture pictures piece pieces plan ready sample samples set shoot shooting \
     shot shots show status task tasks team time";
/// Words that stand for a name: with them a part of it is enough.
const STAND_INS: &str = "one ones that those celui celle quello quella";
/// The least share of a name that is enough then.
const PART: f32 = 0.25;
/// Words before a look that something comes to, is in or leaves, folded.
const PLACING: &str = "to into onto in on for off from au dans vers du al nel dal en";
/// Words before a noun.
const LEADING: &str = "all any each every no which";
/// Words that join names, folded.
const AND: &str = "and e ed et y";
/// Words between those and a name.
const ARTICLES: &str = "the a an my our le la les l il lo i gli el los las un une una";
/// A message of so many words says little but a name.
const SHORT: usize = 3;
/// Likeness of a word and its plural, or less.
const TO_THE_LETTER: f32 = 0.97;
/// The name of a group beats the names of its members by this much.
const BETTER: f32 = 0.1;

/// Names of things, ready to be looked for.
#[derive(Debug, Default)]
pub(super) struct Things<'a> {
    singles: List<'a>,
    groups: List<'a>,
    /// Where a part of a name is enough without a word that stands for it.
    pub(super) loose: bool,
    /// Where a look beside a thing is what becomes of the thing: "the gown to
    /// look 3".
    pub(super) to_looks: bool,
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
        let [singles, groups] = [&self.singles, &self.groups].map(List::read);
        let mut later = String::new();
        for text in wish.said_and_about() {
            match self.in_text(&singles, &groups, text) {
                Named::Nothing => {}
                // "Move it to look 3" does not say what.
                Named::These(things)
                    if self.to_looks
                        && Words::exact(text).says(IT)
                        && self.look_after(text, PLACING).is_some_and(|look| things == [look]) => {}
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

    /// The look that is said after one of these words (folded), or an article
    /// after it: "to look 3", "off the look 3".
    pub(super) fn look_after(&self, text: &str, words: &str) -> Option<Thing> {
        let said = Words::exact(text);
        let is_before = |place: usize| {
            let word = |back: usize| said.iter().nth(place.checked_sub(back)?);
            let [first, second] = [word(1), word(2)].map(Option::unwrap_or_default);
            is_among(first, words) || is_filler(first) && is_among(second, words)
        };
        let mut mentions = self.groups.mentions(&self.groups.read(), text, &said, Part::Most);
        mentions.retain(|mention| {
            // "Look" of "look 2 to look 3" may be the first; its number is its own.
            let begins = match mention.places[..] {
                [.., _, number] => number.checked_sub(1),
                ref one => one.first().copied(),
            };
            self.are_looks(mention) && begins.is_some_and(is_before)
        });
        match named(mentions.iter().map(|mention| self.groups.choices(mention)).collect()) {
            Named::These(things) => things.first().copied(),
            _ => None,
        }
    }

    fn are_looks(&self, mention: &Mention) -> bool {
        let mut things = mention.choices.iter().filter_map(|&at| self.groups.things.get(at));
        things.all(|thing| matches!(thing, Thing::Look(_)))
    }

    fn in_text(&self, singles: &Names, groups: &Names, text: &str) -> Named {
        let said = Words::exact(text);
        let stands_in = said.iter().any(|word| is_among(word, STAND_INS));
        let mut single = self.singles.mentions(singles, text, &said, Part::Most);
        let group = self.groups.mentions(groups, text, &said, Part::Most);
        let to_looks = self.to_looks && group.iter().all(|mention| self.are_looks(mention));
        if single.is_empty() && (stands_in || self.loose && (to_looks || group.is_empty())) {
            let part = if stands_in { Part::Some } else { Part::Noun };
            single = self.singles.mentions(singles, text, &said, part);
        }
        let best = |found: &[Mention]| found.iter().map(|m| m.likeness).fold(0.0, f32::max);
        let words = |found: &[Mention]| found.iter().map(|m| m.places.len()).max();
        let in_group = |place: &usize| group.iter().any(|mention| mention.places.contains(place));
        let is_to_look =
            to_looks && single.iter().any(|mention| !mention.places.iter().all(in_group));
        // "The red dress" is no dress of any colour.
        let is_group = single.is_empty()
            || words(&group) >= words(&single) && best(&group) > best(&single) + BETTER;
        let is_single = is_to_look || !is_group;
        let (list, chosen, others, other) = if is_single {
            (&self.singles, single, &self.groups, group)
        } else {
            (&self.groups, group, &self.singles, single)
        };
        let mut found: Vec<Found> = chosen.iter().map(|mention| list.choices(mention)).collect();
        if self.loose && !found.is_empty() && (said.says(AND) || text.contains(',')) {
            let nouns = self.singles.mentions(singles, text, &said, Part::Noun);
            let mut rest: Vec<Found> =
                nouns.iter().map(|mention| self.singles.choices(mention)).collect();
            if !self.to_looks {
                rest.extend(other.iter().map(|mention| others.choices(mention)));
            }
            while let Some(at) = rest.iter().position(|one| one.is_beside(&found, &said)) {
                found.push(rest.swap_remove(at));
            }
            order::by_key(&mut found, |one| one.places.first().copied());
        }
        named(found)
    }
}

/// What a part of a text names, and which of its words do.
struct Found {
    things: Vec<Thing>,
    places: Vec<usize>,
}

impl Found {
    /// Whether it is said in one breath with one of these: "the trench and the
    /// earrings".
    fn is_beside(&self, these: &[Self], said: &Words) -> bool {
        let taken = || these.iter().flat_map(|one| &one.places);
        let is_joined = |from: usize, to: usize| {
            let mut between = said.iter().take(to).skip(from + 1);
            to > from + 1 && between.all(|word| is_among(word, AND) || is_among(word, ARTICLES))
        };
        !self.places.iter().any(|place| taken().any(|other| other == place))
            && self
                .places
                .iter()
                .any(|&at| taken().any(|&other| is_joined(at.min(other), at.max(other))))
    }
}

/// All of these, or the choices of the first that is not clear.
fn named(found: Vec<Found>) -> Named {
    let mut these: Vec<Thing> = Vec::new();
    for one in found {
        if one.things.len() > 1 {
            return Named::OneOf(one.things);
        }
        these.extend(one.things.first().filter(|thing| !these.contains(thing)).copied());
    }
    if these.is_empty() { Named::Nothing } else { Named::These(these) }
}

impl List<'_> {
    /// Its names, ready to be looked for.
    fn read(&self) -> Names {
        Names::of(self.names.iter().map(|name| &**name))
    }

    /// The names in a text, told by more than words of the trade.
    fn mentions(&self, names: &Names, text: &str, said: &Words, enough: Part) -> Vec<Mention> {
        let mut mentions = match enough {
            Part::Most => names.mentioned(text),
            Part::Some | Part::Noun => names.mentioned_by(text, PART),
        };
        let numbered = |text: &str| text.bytes().any(|c| c.is_ascii_digit());
        let is_numbered = numbered(text);
        mentions.retain(|mention| {
            mention.choices.iter().filter_map(|&at| self.names.get(at)).any(|name| {
                is_numbered && numbered(name) || tells(name, said, matches!(enough, Part::Noun))
            })
        });
        mentions
    }

    /// The things that may be meant, the likeliest first.
    fn choices(&self, mention: &Mention) -> Found {
        let mut things: Vec<Thing> = Vec::new();
        for thing in mention.choices.iter().filter_map(|&at| self.things.get(at)) {
            if !things.contains(thing) {
                things.push(*thing);
            }
        }
        Found { things, places: mention.places.clone() }
    }
}

/// How much of a name is enough.
#[derive(Debug, Clone, Copy)]
enum Part {
    Most,
    Some,
    /// A part, said to the letter as a noun is said.
    Noun,
}

/// Whether a word of a name is said that is not of the trade.
fn tells(name: &str, said: &Words, as_noun: bool) -> bool {
    let short = said.len() <= SHORT;
    Words::exact(name).iter().filter(|word| !is_filler(word) && !is_among(word, COMMON)).any(
        |word| {
            let mut leads = true;
            let said: Vec<&[char]> = said.iter().collect();
            said.iter().enumerate().any(|(at, other)| {
                let alike = same_word(word, other).max(translated(word, english(&said, at)));
                let found =
                    if as_noun { alike > TO_THE_LETTER && (leads || short) } else { alike > 0.0 };
                leads = is_filler(other) || is_among(other, LEADING);
                found
            })
        },
    )
}
