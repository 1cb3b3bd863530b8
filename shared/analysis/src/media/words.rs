//! Names as sets of words: `look_03-Front.jpg` and `Look 3, front` share all
//! that matters.

use crate::at::At;
use crate::letters::lower;
use crate::names::Names;
use crate::order;

/// Words of at least so many letters may differ in one.
const FORGIVING: usize = 5;
/// How many words of the same beginning are looked at.
const MOST_ALIKE: usize = 500;

/// The words of a text: runs of letters or of digits, lower case, numbers
/// without leading zeros.
pub fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for letter in text.chars() {
        let kind = letter.is_alphanumeric().then(|| letter.is_ascii_digit());
        if kind.is_some() && kind != last {
            words.push(String::new());
        }
        if kind.is_some() {
            words.iter_mut().last().into_iter().for_each(|word| word.push(lower(letter)));
        }
        last = kind;
    }
    for word in &mut words {
        if is_number(word) {
            let plain = word.trim_start_matches('0');
            *word = if plain.is_empty() { "0" } else { plain }.to_owned();
        }
    }
    order::unique(&mut words);
    words
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Which texts have which words.
#[derive(Debug, Default)]
pub struct Index {
    texts: usize,
    /// Words in order, each with the texts that have it.
    having: Vec<(String, Vec<usize>)>,
    numbered: Vec<bool>,
}

impl Index {
    /// Of the words of each text, in order.
    pub fn new(texts: impl Iterator<Item = Vec<String>>) -> Self {
        let mut index = Self::default();
        let mut uses: Vec<(String, usize)> = Vec::new();
        for (at, words) in texts.enumerate() {
            index.texts += 1;
            index.numbered.push(words.iter().any(|word| is_number(word)));
            uses.extend(words.into_iter().map(|word| (word, at)));
        }
        order::ascending(&mut uses);
        for (word, at) in uses {
            match index.having.last_mut().filter(|(last, _)| *last == word) {
                Some((_, texts)) => texts.push(at),
                None => index.having.push((word, vec![at])),
            }
        }
        index
    }

    /// For each text, the share of `words` it has, one letter forgiven in longer
    /// ones; 0 for a text with numbers that lacks one of theirs.
    pub fn shares(&self, words: &[String]) -> Vec<f64> {
        let mut found = vec![0_usize; self.texts];
        let mut numbers_found = vec![0_usize; self.texts];
        let mut numbers = 0;
        for word in words {
            let number = is_number(word);
            numbers += usize::from(number);
            for text in self.texts_with(word) {
                found.change(text, |count| *count += 1);
                numbers_found.change(text, |count| *count += usize::from(number));
            }
        }
        let share = |text: usize| {
            let other = self.numbered.at(text) && numbers_found.at(text) < numbers;
            if other { 0.0 } else { found.at(text) as f64 / words.len().max(1) as f64 }
        };
        (0..self.texts).map(share).collect()
    }

    fn texts_with(&self, word: &str) -> Vec<usize> {
        let from = |word: &str| {
            let before = self.having.partition_point(|(other, _)| other.as_str() < word);
            self.having.iter().skip(before)
        };
        let exact = from(word).next().filter(|(other, _)| other == word);
        let mut texts = exact.map(|(_, texts)| texts.clone()).unwrap_or_default();
        if is_number(word) || word.chars().count() < FORGIVING {
            return texts;
        }
        let beginning: String = word.chars().take(2).collect();
        let alike = from(&beginning).take(MOST_ALIKE);
        for (other, having) in alike.take_while(|(other, _)| other.starts_with(&beginning)) {
            if other != word && differ_in_one(word, other) {
                texts.extend(having);
            }
        }
        order::unique(&mut texts);
        texts
    }
}

/// Whether one letter was added, left out, changed, or swapped with the next.
fn differ_in_one(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let tail =
        |list: &[char], from: usize| -> Vec<char> { list.iter().skip(from).copied().collect() };
    let (a, b) = (tail(&one, same), tail(&other, same));
    let swapped = a.len() == b.len() && a.len() > 1 && a.at(0) == b.at(1) && a.at(1) == b.at(0);
    tail(&a, 1) == tail(&b, 1)
        || tail(&a, 1) == b
        || a == tail(&b, 1)
        || (swapped && tail(&a, 2) == tail(&b, 2))
}

/// A description, made to be compared by its words; `view` says nothing.
pub fn plain(text: Option<&str>) -> String {
    let mut words = text.map(words).unwrap_or_default();
    words.retain(|word| word != "view");
    words.join(" ")
}

/// Numbers for texts, so that they compare at once; 0 for none.
#[derive(Debug, Default)]
pub struct Numbers<'a> {
    ids: Names<'a>,
    descriptions: Names<'a>,
}

impl<'a> Numbers<'a> {
    /// The number of an id, compared as it is.
    pub fn id(&mut self, text: Option<&'a str>) -> u32 {
        known(&mut self.ids, text.unwrap_or_default())
    }

    /// The number of a [`plain`] description.
    pub fn description(&mut self, text: &'a str) -> u32 {
        known(&mut self.descriptions, text)
    }
}

fn known<'a>(names: &mut Names<'a>, text: &'a str) -> u32 {
    if text.is_empty() { 0 } else { names.number(text) + 1 }
}

#[cfg(test)]
mod tests {
    use super::{Index, words};

    #[test]
    fn a_name_is_its_words_however_written() {
        assert_eq!(words("look_03-Front"), words("Front, Look 3"));
        assert_eq!(words("ÉTÉ2026"), ["2026", "été"]);
        assert!(words(" -- ").is_empty());
    }

    #[test]
    fn forgives_one_letter_but_no_number() {
        let texts = ["look 3 jacket front", "look 3 jaket front", "look 4 jacket front", "IMG"];
        let index = Index::new(texts.iter().map(|text| words(text)));
        let shares = index.shares(&words("Look 3: Jacket, front"));
        assert_eq!(shares, [1.0, 1.0, 0.0, 0.0]);
        let shares = index.shares(&words("jacekt"));
        assert_eq!(shares, [1.0, 0.0, 1.0, 0.0]);
    }
}
