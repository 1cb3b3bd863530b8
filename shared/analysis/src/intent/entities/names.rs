//! Which of the person's own things a message names.

use super::garments::{english, translated};
use super::vocabulary::{is_among, is_filler};
use crate::at::{At, ListAt};
use crate::intent::fold::Words;
use crate::order;
use crate::search;
use kernels::words::distance::likeness;

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
    /// How many words of the message say it.
    pub words: usize,
}

/// A list of names (samples, tasks, assets, SKUs, …), ready to be looked for.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Distinct words of all names, sorted.
    words: Vec<Vec<char>>,
    /// How much a word tells: the rarer, the more.
    weights: Vec<f32>,
    /// Words of each name in its order, as positions in `words`; without its
    /// code, if it has other words.
    spelled: Vec<Vec<usize>>,
    /// The code of each name, or all of it, without spaces: "LK-2041" is
    /// "lk2041".
    codes: Vec<Vec<char>>,
}

impl Names {
    /// Reads at most [`MAX_NAMES`] names.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self::read(&mut names.into_iter().take(MAX_NAMES))
    }

    fn read(names: &mut dyn Iterator<Item = &str>) -> Self {
        let mut by_name: Vec<Vec<Vec<char>>> = Vec::new();
        let mut codes: Vec<Vec<char>> = Vec::new();
        for name in names {
            let (code, rest) = code_of(name);
            let telling = |text: &str| -> Vec<Vec<char>> {
                let words = Words::exact(text);
                let words = words.iter().filter(|word| !is_filler(word));
                words.take(MAX_NAME_WORDS).map(<[char]>::to_vec).collect()
            };
            // "look" alone is not "look LOOK-04".
            let mut words = telling(&rest);
            if words.len() < 2 && (words.is_empty() || !name.starts_with(code)) {
                words = telling(name);
            }
            codes.push(Words::exact(code).iter().flatten().copied().collect());
            by_name.push(words);
        }
        let mut words: Vec<Vec<char>> = by_name.iter().flatten().cloned().collect();
        order::unique(&mut words);
        let mut spelled = Vec::with_capacity(by_name.len());
        let mut uses = vec![0_usize; words.len()];
        for name in &by_name {
            let mut ids: Vec<usize> = Vec::new();
            for id in name.iter().filter_map(|word| words.binary_search(word).ok()) {
                if !ids.contains(&id) {
                    uses.change(id, |count| *count += 1);
                    ids.push(id);
                }
            }
            spelled.push(ids);
        }
        // Inverse document frequency: a word in every name tells little.
        let total = spelled.len() as f32;
        let weights = uses.iter().map(|&n| libm::logf(1.0 + total / n.max(1) as f32)).collect();
        Self { words, weights, spelled, codes }
    }

    /// What `message` names, in the order it is said. Word order inside a name
    /// is free, slips of the finger are forgiven, and names that share their
    /// words are offered together unless one fits clearly better.
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
                    let words = self.by_words(name, &said, &heard, 0.0);
                    fit.places.extend(words.into_iter().flat_map(|words| words.places));
                    order::unique(&mut fit.places);
                    Some(fit)
                }
                None => self.by_words(name, &said, &heard, enough),
            })
            .collect();
        order::by(&mut fits, |a, b| b.rank().total_cmp(&a.rank()).then(a.name.cmp(&b.name)));
        let mut taken: Vec<usize> = Vec::new();
        let mut mentions: Vec<(usize, Mention)> = Vec::new();
        for (at, best) in fits.iter().enumerate() {
            if best.within(&taken) {
                continue;
            }
            let rivals = fits.get(at + 1..).unwrap_or_default().iter();
            let rivals = rivals
                .filter(|rival| best.rank() - rival.rank() < TIE && rival.within(&best.places));
            let choices = std::iter::once(best).chain(rivals).take(CHOICES).map(|fit| fit.name);
            let choices = choices.collect();
            let mention = Mention { choices, likeness: best.share, words: best.places.len() };
            taken.extend(&best.places);
            mentions.push((best.places.first().copied().unwrap_or(0), mention));
        }
        order::by_key(&mut mentions, |(place, _)| *place);
        mentions.into_iter().map(|(_, mention)| mention).collect()
    }

    /// For each known word, the most alike said word and its place.
    fn heard(&self, said: &[&[char]]) -> Vec<(f32, usize)> {
        // What is in the names itself needs no translation.
        let others = (0..said.len()).map(|at| match said.get(at) {
            Some(word) if self.words.binary_search_by(|one| one[..].cmp(word)).is_err() => {
                english(said, at)
            }
            _ => "",
        });
        let others: Vec<&str> = others.collect();
        let best = |known: &Vec<char>| {
            let places = said.iter().zip(&others).enumerate();
            let alike = places.map(|(place, (word, other))| {
                (same_word(known, word).max(translated(known, other)), place)
            });
            alike.fold((0.0, 0), |best, this| if this.0 > best.0 { this } else { best })
        };
        self.words.iter().map(best).collect()
    }

    fn by_words(
        &self,
        name: usize,
        said: &[&[char]],
        heard: &[(f32, usize)],
        enough: f32,
    ) -> Option<Fit> {
        let words = self.spelled.list_at(name);
        let (mut whole, mut found) = (0.0, 0.0);
        let mut places = Vec::new();
        let mut numbers = 0;
        for (at, &word) in words.iter().enumerate() {
            let weight = self.weights.at(word);
            let (mut likeness, mut place) = heard.at(word);
            whole += weight;
            // Numbers are what tells "look 4" from "look 5": a name's number
            // must be said, and as its number.
            if is_number(self.words.list_at(word)) {
                place = (0..said.len()).find(|&place| self.numbers(words, at, said, place))?;
                likeness = 1.0;
                numbers += 1;
            }
            if likeness > 0.0 {
                found += weight * likeness;
                places.push(place);
            }
        }
        // A number alone is no name.
        let only_number = places.len() == 1 && numbers == 1 && words.len() > 1;
        let share = if whole > 0.0 { found / whole } else { 0.0 };
        order::unique(&mut places);
        (share >= enough && !places.is_empty() && !only_number).then_some(Fit {
            name,
            share,
            places,
        })
    }

    /// Whether the word said at a place is the number at `at` in a name, and
    /// stands as there: after another word of the name ("looks 3 and 4"), or
    /// before one where it comes first. The 4 of "4 of look 2" is no look.
    fn numbers(&self, name: &[usize], at: usize, said: &[&[char]], place: usize) -> bool {
        let is = |word: usize, place: usize| {
            said.get(place).is_some_and(|said| same_word(self.words.list_at(word), said) > 0.0)
        };
        let others = || name.iter().filter(|&&word| !is_number(self.words.list_at(word)));
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
        let code = self.codes.list_at(name);
        let digits: Vec<char> = code.iter().copied().filter(char::is_ascii_digit).collect();
        if digits.is_empty() || code.len() < 3 {
            return None;
        }
        for start in 0..said.len() {
            let mut rest = code;
            for (count, word) in said.iter().skip(start).take(JOINED).enumerate() {
                let Some(after) = rest.strip_prefix(*word) else { break };
                rest = after;
                if rest.is_empty() {
                    let places = (start..=start + count).collect();
                    return Some(Fit { name, share: 1.0, places });
                }
            }
        }
        let place = said.iter().position(|word| digits.len() >= 3 && *word == digits)?;
        Some(Fit { name, share: 0.9, places: vec![place] })
    }
}

/// How well a name fits, and the words of the message that say it.
#[derive(Debug, Clone)]
struct Fit {
    name: usize,
    share: f32,
    places: Vec<usize>,
}

impl Fit {
    /// Whether all its words are among `places`: it says nothing of its own.
    fn within(&self, places: &[usize]) -> bool {
        self.places.iter().all(|place| places.contains(place))
    }

    /// Better fits first; of equal ones the name that explains more words.
    fn rank(&self) -> f32 {
        self.share + 0.1 * self.places.len().min(4) as f32
    }
}

/// The part of a name that is a code, "LK-204" of "LK-204 Ivory gown", and the
/// rest; all of it where no part is one.
fn code_of(name: &str) -> (&str, String) {
    let has = |part: &str, kind: fn(&u8) -> bool| part.as_bytes().iter().any(kind);
    let is_code = |part: &&str| has(part, u8::is_ascii_digit) && has(part, u8::is_ascii_alphabetic);
    match name.split_whitespace().find(is_code) {
        Some(code) => (code, search::replace(name, code, " ")),
        None => (name, name.to_owned()),
    }
}

fn is_number(word: &[char]) -> bool {
    word.iter().all(char::is_ascii_digit)
}

/// Likeness of a known and a said word; the plural of a word is the word.
pub(crate) fn same_word(known: &[char], said: &[char]) -> f32 {
    let plural = |long: &[char], short: &[char]| {
        short.len() >= 3
            && long.strip_prefix(short).is_some_and(|end| matches!(end, ['s'] | ['e', 's']))
    };
    if plural(known, said) || plural(said, known) { 0.98 } else { likeness(known, said) }
}
