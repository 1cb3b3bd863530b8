//! How much of what is asked for some texts say.

use crate::at::{At, ListAt};
use crate::letters;
use crate::names::Names;
use crate::order;

/// Words that carry no requirement.
const EMPTY_WORDS: [&str; 11] =
    ["a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "with"];
/// From this many letters on, a word matches one that it begins.
const STEM: usize = 4;
/// Most of the wanted words that one word is taken to begin.
const MOST_BEGUN: usize = 50;

/// Which requirements are covered, and to what part of their words.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit<'r> {
    /// 0..1: the mean over the requirements.
    pub share: f64,
    /// Requirements that are covered in full.
    pub covered: usize,
    /// The others, in the order given.
    pub missing: Vec<&'r str>,
}

/// Requirements as the words they want, made ready to compare.
#[derive(Debug)]
pub struct Wanted<'r> {
    /// Each requirement that says anything, and the numbers of its words.
    asked: Vec<(&'r str, Vec<u32>)>,
    words: Names<String>,
    alphabetical: Vec<u32>,
    /// Stems long enough to begin other words, and by stem whose they are.
    stems: Names<String>,
    of_stem: Vec<Vec<u32>>,
}

impl<'r> Wanted<'r> {
    /// Of requirements, each as it was written.
    pub fn new(requirements: &'r [String]) -> Self {
        let mut numbers = Names::default();
        let mut number = |text: &'r String| -> (&'r str, Vec<u32>) {
            (text, words(text).into_iter().map(|word| numbers.number(word)).collect())
        };
        let mut asked: Vec<_> = requirements.iter().map(&mut number).collect();
        asked.retain(|(_, words)| !words.is_empty());
        let word = |at: u32| numbers.all().get(at as usize);
        let alphabetical = order::sorted(numbers.all().len(), &|a, b| word(a).cmp(&word(b)));
        let (mut stems, mut of_stem) = (Names::default(), Vec::new());
        for (at, word) in (0..).zip(numbers.all()) {
            if is_long(stem(word)) {
                let stem = stems.number(stem(word).to_owned()) as usize;
                if stem == of_stem.len() {
                    of_stem.push(Vec::new());
                }
                of_stem.change(stem, |words: &mut Vec<u32>| words.push(at));
            }
        }
        Self { asked, words: numbers, alphabetical, stems, of_stem }
    }

    /// Whether nothing is required.
    pub fn is_empty(&self) -> bool {
        self.asked.is_empty()
    }

    /// `None` where nothing is required. A requirement is covered by the one
    /// text that has most of its words.
    pub fn fit(&self, texts: &[&str]) -> Option<Fit<'r>> {
        if self.is_empty() {
            return None;
        }
        // By word wanted: the last text that has it; by requirement: the most of
        // its words in one text.
        let mut last = vec![0; self.words.all().len()];
        let mut most = vec![0; self.asked.len()];
        for (nth, text) in (1..).zip(texts) {
            for word in words(text) {
                self.mark(&word, nth, &mut last);
            }
            for ((_, wanted), most) in self.asked.iter().zip(&mut most) {
                let met = wanted.iter().filter(|word| last.at(**word as usize) == nth).count();
                *most = met.max(*most);
            }
        }
        let mut found = Fit { share: 0.0, covered: 0, missing: Vec::new() };
        for ((text, wanted), most) in self.asked.iter().zip(most) {
            found.share += most as f64 / wanted.len() as f64 / self.asked.len() as f64;
            if most == wanted.len() {
                found.covered += 1;
            } else {
                found.missing.push(text);
            }
        }
        found.share = found.share.min(1.0);
        Some(found)
    }

    /// Marks the wanted words that a word is the same as, begins, or goes on
    /// from, an ending `s` aside.
    fn mark(&self, word: &str, nth: u32, last: &mut [u32]) {
        if let Some(same) = self.words.find(word) {
            last.put(same as usize, nth);
        }
        let beginning = stem(word);
        if is_long(beginning) {
            let wanted = |at: &u32| self.words.all().get(*at as usize).map_or("", String::as_str);
            let from = self.alphabetical.partition_point(|at| wanted(at) < beginning);
            let begun = self.alphabetical.iter().skip(from).take(MOST_BEGUN);
            for at in begun.take_while(|at| wanted(at).starts_with(beginning)) {
                if wanted(at).len() > word.len() {
                    last.put(*at as usize, nth);
                }
            }
        }
        for (end, _) in word.char_indices().skip(STEM).chain([(word.len(), ' ')]) {
            let stem = word.get(..end).and_then(|beginning| self.stems.find(beginning));
            for at in stem.map_or(&[][..], |stem| self.of_stem.list_at(stem as usize)) {
                if self.words.all().get(*at as usize).is_some_and(|own| own.len() <= word.len()) {
                    last.put(*at as usize, nth);
                }
            }
        }
    }
}

fn stem(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

fn is_long(stem: &str) -> bool {
    stem.chars().nth(STEM - 1).is_some()
}

fn words(text: &str) -> Vec<String> {
    let mut words = letters::words(text, false);
    words.retain(|word| !EMPTY_WORDS.contains(&word.as_str()));
    words
}

#[cfg(test)]
mod tests {
    use super::{STEM, Wanted, stem, words};
    use proptest::prelude::*;

    fn same(a: &str, b: &str) -> bool {
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let stem = stem(short);
        short == long || (stem.chars().count() >= STEM && long.starts_with(stem))
    }

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec("[ab]{1,2}(été|look|shoot|s)?s?", 0..6)
            .prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn covers_what_comparing_all_words_with_all_covers(
            requirements in prop::collection::vec(text(), 0..5), inclusions in prop::collection::vec(text(), 0..5),
        ) {
            let given: Vec<&str> = inclusions.iter().map(String::as_str).chain(["a"]).collect();
            let texts: Vec<_> = given.iter().map(|text| words(text)).collect();
            let asked: Vec<_> = requirements.iter().map(|text| words(text)).filter(|w| !w.is_empty()).collect();
            let most = |wanted: &Vec<String>| {
                let met = |have: &Vec<String>| wanted.iter().filter(|w| have.iter().any(|h| same(w, h))).count();
                texts.iter().map(met).max().unwrap_or(0)
            };
            let covered = asked.iter().filter(|wanted| most(wanted) == wanted.len()).count();
            let share: f64 = asked.iter().map(|wanted| most(wanted) as f64 / wanted.len() as f64).sum();
            match Wanted::new(&requirements).fit(&given) {
                None => prop_assert!(asked.is_empty()),
                Some(fit) => {
                    prop_assert_eq!(fit.covered, covered);
                    prop_assert_eq!(fit.missing.len(), asked.len() - covered);
                    prop_assert!((fit.share - share / asked.len() as f64).abs() < 1e-9);
                }
            }
        }
    }
}
