//! Which of the person's own things a message names.

use super::garments::{english, translated};
use super::vocabulary::{is_among, is_filler};
use crate::at::At;
use crate::intent::fold::Words;
use crate::{names, order, search};
use kernels::rows::Rows;
use kernels::words::distance::likeness;
use std::borrow::Cow;

/// Names beyond these are not looked for.
pub const MAX_NAMES: usize = 5_000;
/// Words of a message that are compared.
const MAX_SAID_WORDS: usize = 64;
/// Words of a name that count.
const MAX_NAME_WORDS: usize = 12;
/// Least share of a name's weight that must be said.
const ENOUGH: f32 = 0.5;
/// Names this close to the best are as likely meant.
const TIE: f32 = 0.12;
/// Words less alike than others by this much are slips of them.
const SLIP: f32 = 0.05;
/// Choices offered when it is not clear which is meant.
const CHOICES: usize = 3;
/// Words of a message joined to read a code typed with spaces ("lk 20 41").
const JOINED: usize = 4;
/// Words between what is counted and its number: "look no. 4".
const NUMBERING: &str = "no nr number num n numero";

/// Part of a message that names something.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Positions in the list of names, likeliest first: one where it is clear,
    /// two or three where it has to be asked back.
    pub choices: Vec<usize>,
    /// How well the first fits, 0..=1.
    pub likeness: f32,
    /// Which words of the message say it, in their order.
    pub places: Vec<usize>,
}

/// A list of names (samples, tasks, assets, SKUs, …), ready to be looked for.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Distinct words of all names.
    words: Rows<char>,
    /// How much a word tells: the rarer, the more.
    weights: Vec<f32>,
    /// Words of each name in its order, as positions in `words`; without its
    /// code, if it has other words.
    spelled: Rows<u32>,
    /// The code of each name, or all of it, without spaces: "LK-2041" is
    /// "lk2041".
    codes: Rows<char>,
}

impl Names {
    /// Reads at most [`MAX_NAMES`] names.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self::read(&mut names.into_iter().take(MAX_NAMES))
    }

    fn read(names: &mut dyn Iterator<Item = &str>) -> Self {
        let mut told = Told::default();
        let mut codes = Rows::default();
        let mut folded = Words::default();
        for name in names {
            let (code, rest) = code_of(name);
            folded.replace(code);
            folded.iter().for_each(|word| codes.extend(word));
            codes.close();
            if rest != code {
                folded.replace(&rest);
            }
            told.spell(&folded);
            // "look" alone is not "look LOOK-04".
            let words = told.spelled.open().len();
            if words < 2 && (words == 0 || !name.starts_with(code)) {
                folded.replace(name);
                told.spell(&folded);
            }
            told.spelled.close();
        }
        let Told { words, spelled, .. } = told;
        // Inverse document frequency: a word in every name tells little.
        let mut uses = vec![0_usize; words.len()];
        for &word in spelled.items() {
            uses.change(word as usize, |count| *count += 1);
        }
        let total = spelled.len() as f32;
        let weights = uses.iter().map(|&n| libm::logf(1.0 + total / n.max(1) as f32)).collect();
        Self { words, weights, spelled, codes }
    }

    /// What `message` names, in the order it is said. Word order inside a name
    /// is free, slips of the finger are forgiven, and names that share their
    /// words are offered together unless one fits clearly better. Of names that
    /// the same words say a part of none does: "the red one" is any red thing.
    pub fn mentioned(&self, message: &str) -> Vec<Mention> {
        self.mentioned_by(message, ENOUGH)
    }

    /// The same, with the least share (0..=1) of a name's weight that must be
    /// said.
    pub fn mentioned_by(&self, message: &str, enough: f32) -> Vec<Mention> {
        let message = Words::exact(message);
        let said: Vec<&[char]> = message.iter().take(MAX_SAID_WORDS).collect();
        let heard = self.heard(&said);
        let mut fits: Vec<Fit> = (0..self.spelled.len())
            .filter_map(|name| match self.by_code(name, &said) {
                // The rest of its name is no other thing: "LK-204, the silk gown".
                Some(mut fit) => {
                    let words = self.by_words(name, &said, &heard);
                    fit.places.extend(words.into_iter().flat_map(|words| words.places));
                    order::unique(&mut fit.places);
                    Some(fit)
                }
                None => self.by_words(name, &said, &heard),
            })
            .collect();
        order::by(&mut fits, |a, b| b.rank().total_cmp(&a.rank()).then(a.name.cmp(&b.name)));
        let mut taken: Vec<usize> = Vec::new();
        let mut mentions: Vec<Mention> = Vec::new();
        for (at, best) in fits.iter().enumerate() {
            if best.share < enough || best.within(&taken) {
                continue;
            }
            let rivals = fits.get(at + 1..).unwrap_or_default().iter();
            let rivals = rivals.filter(|rival| {
                let is_near = rival.share >= enough && best.rank() - rival.rank() < TIE;
                (is_near || best.is_as_said_as(rival)) && rival.within(&best.places)
            });
            let choices = std::iter::once(best).chain(rivals).take(CHOICES).map(|fit| fit.name);
            let choices = choices.collect();
            let places = best.places.clone();
            taken.extend(&places);
            mentions.push(Mention { choices, likeness: best.share, places });
        }
        order::by_key(&mut mentions, |mention| mention.places.first().copied());
        mentions
    }

    /// For each known word, the most alike said word and its place.
    fn heard(&self, said: &[&[char]]) -> Vec<(f32, usize)> {
        let best = |known: &[char]| {
            let places = said.iter().enumerate();
            let alike = places.map(|(place, word)| (same_word(known, word), place));
            alike.fold((0.0, 0), |best, this| if this.0 > best.0 { this } else { best })
        };
        let mut heard: Vec<(f32, usize)> = self.words.iter().map(best).collect();
        for (place, word) in said.iter().enumerate() {
            let others = english(said, place);
            // What is in the names itself needs no translation.
            if others.is_empty() || self.words.iter().any(|known| known == *word) {
                continue;
            }
            for (known, best) in self.words.iter().zip(&mut heard) {
                let likeness = translated(known, others);
                if likeness > best.0 {
                    *best = (likeness, place);
                }
            }
        }
        heard
    }

    fn by_words(&self, name: usize, said: &[&[char]], heard: &[(f32, usize)]) -> Option<Fit> {
        let words = self.spelled.row(name);
        let (mut whole, mut found, mut alike) = (0.0, 0.0, 1.0_f32);
        let mut count = 0;
        let mut places = Vec::new();
        let mut numbers = 0;
        for (at, &word) in words.iter().enumerate() {
            let word = word as usize;
            let weight = self.weights.at(word);
            let (mut likeness, mut place) = heard.at(word);
            whole += weight;
            // Numbers are what tells "look 4" from "look 5": a name's number
            // must be said, and as its number.
            if is_number(self.words.row(word)) {
                place = (0..said.len()).find(|&place| self.numbers(words, at, said, place))?;
                likeness = 1.0;
                numbers += 1;
            }
            if likeness > 0.0 {
                found += weight * likeness;
                alike = alike.min(likeness);
                count += 1;
                places.push(place);
            }
        }
        // A number alone is no name.
        let only_number = count == 1 && numbers == 1 && words.len() > 1;
        let share = if whole > 0.0 { found / whole } else { 0.0 };
        order::unique(&mut places);
        let in_full = count == words.len();
        (count > 0 && !only_number).then_some(Fit { name, share, alike, in_full, places })
    }

    /// Whether the word said at a place is the number at `at` in a name, and
    /// stands as there: after another word of the name ("looks 3 and 4"), or
    /// before one where it comes first. The 4 of "4 of look 2" is no look.
    fn numbers(&self, name: &[u32], at: usize, said: &[&[char]], place: usize) -> bool {
        let known = |word: u32| self.words.row(word as usize);
        let is = |word: u32, place: usize| {
            said.get(place).is_some_and(|said| same_word(known(word), said) > 0.0)
        };
        let others = || name.iter().filter(|&&word| !is_number(known(word)));
        if !name.get(at).is_some_and(|&word| is(word, place)) {
            return false;
        }
        if at == 0 {
            return others().next().is_none_or(|&next| is(next, place + 1));
        }
        let skipped =
            |word: &[char]| is_number(word) || is_filler(word) || is_among(word, NUMBERING);
        let before = (0..place).rev().find(|&at| said.get(at).is_some_and(|word| !skipped(word)));
        others().next().is_none() || before.is_some_and(|at| others().any(|&word| is(word, at)))
    }

    /// The name as a code, however it was cut: "LK-2041", "lk 2041", "lk2041";
    /// or its digits alone where they are three or more.
    fn by_code(&self, name: usize, said: &[&[char]]) -> Option<Fit> {
        let code = self.codes.row(name);
        let digits = || code.iter().filter(|letter| letter.is_ascii_digit());
        if code.len() < 3 || digits().next().is_none() {
            return None;
        }
        for start in 0..said.len() {
            let mut rest = code;
            for (count, word) in said.iter().skip(start).take(JOINED).enumerate() {
                let Some(after) = rest.strip_prefix(*word) else { break };
                rest = after;
                if rest.is_empty() {
                    let places = (start..=start + count).collect();
                    return Some(Fit { name, share: 1.0, alike: 1.0, in_full: true, places });
                }
            }
        }
        if digits().count() < 3 {
            return None;
        }
        let place = said.iter().position(|word| word.iter().eq(digits()))?;
        Some(Fit { name, share: 0.9, alike: 1.0, in_full: true, places: vec![place] })
    }
}

/// The words of names as they are read.
#[derive(Default)]
struct Told {
    numbers: names::Names<String>,
    text: String,
    /// Each once, by its number.
    words: Rows<char>,
    /// Numbers of a name's words, each once.
    spelled: Rows<u32>,
}

impl Told {
    /// Takes the words that tell something for those of the name being read.
    fn spell(&mut self, folded: &Words) {
        self.spelled.drop_open();
        for word in folded.iter().filter(|word| !is_filler(word)).take(MAX_NAME_WORDS) {
            self.text.clear();
            self.text.extend(word);
            let number = self.numbers.find(&self.text).unwrap_or_else(|| {
                self.words.extend(word);
                self.words.close();
                self.numbers.number(self.text.clone())
            });
            if !self.spelled.open().contains(&number) {
                self.spelled.push(number);
            }
        }
    }
}

/// How well a name fits, and the words of the message that say it.
#[derive(Debug, Clone)]
struct Fit {
    name: usize,
    share: f32,
    /// Likeness of the word that is said least well.
    alike: f32,
    /// Whether all of its words are said.
    in_full: bool,
    places: Vec<usize>,
}

impl Fit {
    /// Whether all its words are among `places`: it says nothing of its own.
    fn within(&self, places: &[usize]) -> bool {
        self.places.iter().all(|place| places.contains(place))
    }

    /// Whether another says all that it says of itself.
    fn is_as_said_as(&self, other: &Self) -> bool {
        !self.in_full && self.within(&other.places) && self.alike < other.alike + SLIP
    }

    /// Better fits first; of equal ones the name that explains more words.
    fn rank(&self) -> f32 {
        self.share + 0.1 * self.places.len().min(4) as f32
    }
}

/// The part of a name that is a code, "LK-204" of "LK-204 Ivory gown", and the
/// rest; all of it where no part is one.
fn code_of(name: &str) -> (&str, Cow<'_, str>) {
    let (mut start, mut digit, mut letter) = (0, false, false);
    for (at, sign) in name.char_indices().chain([(name.len(), ' ')]) {
        if !sign.is_whitespace() {
            digit |= sign.is_ascii_digit();
            letter |= sign.is_ascii_alphabetic();
            continue;
        }
        if digit && letter {
            let code = name.get(start..at).unwrap_or_default();
            let rest = if code.len() == name.len() {
                Cow::Borrowed("")
            } else {
                Cow::Owned(search::replace(name, code, " "))
            };
            return (code, rest);
        }
        (start, digit, letter) = (at + sign.len_utf8(), false, false);
    }
    (name, Cow::Borrowed(name))
}

fn is_number(word: &[char]) -> bool {
    word.iter().all(char::is_ascii_digit)
}

/// Likeness of a known and a said word; the plural of a word is the word, and so
/// is what a number has: "look 2s".
pub(crate) fn same_word(known: &[char], said: &[char]) -> f32 {
    let plural = |long: &[char], short: &[char]| {
        (short.len() >= 3 || is_number(short))
            && long.strip_prefix(short).is_some_and(|end| matches!(end, ['s'] | ['e', 's']))
    };
    if plural(known, said) || plural(said, known) { 0.98 } else { likeness(known, said) }
}
