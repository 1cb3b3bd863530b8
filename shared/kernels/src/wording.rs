//! Names as sets of words: `look_03-Front.jpg` and `Look 3, front` share all
//! that matters.

use crate::at::{At, ListAt};
use crate::letters;
use crate::names::Names;
use crate::order;

/// Words of at least so many letters may differ in one.
const FORGIVING: usize = 5;
/// How many words of the same beginning are looked at for one word, and for all
/// words of all texts asked for together.
const MOST_ALIKE: usize = 500;
const MOST_COMPARED: usize = 1_000_000;

/// The words of a text: runs of letters or of digits, lower case, numbers
/// without leading zeros.
pub fn words(text: &str) -> Vec<String> {
    let mut words = letters::words(text, true);
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
#[derive(Debug)]
pub struct Index {
    texts: usize,
    words: Names<String>,
    /// By word: the texts that have it, ascending.
    having: Vec<Vec<u32>>,
    /// The words' numbers in alphabetical order.
    alphabetical: Vec<u32>,
    numbered: Vec<bool>,
    /// Words compared for one call of [`Self::shares`].
    most_compared: usize,
}

impl Index {
    /// Of the words of each text, in order; `calls` is how often it will be
    /// asked.
    pub fn new(texts: impl Iterator<Item = Vec<String>>, calls: usize) -> Self {
        let mut words = Names::default();
        let (mut having, mut numbered) = (Vec::new(), Vec::new());
        for (at, text) in (0..).zip(texts) {
            numbered.push(text.iter().any(|word| is_number(word)));
            for word in text {
                let word = words.number(word) as usize;
                if word == having.len() {
                    having.push(Vec::new());
                }
                having.change(word, |texts: &mut Vec<u32>| texts.push(at));
            }
        }
        let word = |at: u32| words.all().get(at as usize);
        let alphabetical = order::sorted(having.len(), &|a, b| word(a).cmp(&word(b)));
        let most_compared = MOST_COMPARED / calls.max(1);
        Self { texts: numbered.len(), words, having, alphabetical, numbered, most_compared }
    }

    /// For each text, the share of `words` it has, one letter forgiven in longer
    /// ones; 0 for a text with numbers that lacks one of theirs.
    pub fn shares(&self, words: &[String]) -> Vec<f64> {
        let mut found = vec![0_usize; self.texts];
        let mut numbers_found = vec![0_usize; self.texts];
        let (mut numbers, mut left) = (0, self.most_compared);
        for word in words {
            let number = is_number(word);
            numbers += usize::from(number);
            for text in self.texts_with(word, &mut left) {
                found.change(text as usize, |count| *count += 1);
                numbers_found.change(text as usize, |count| *count += usize::from(number));
            }
        }
        let share = |text: usize| {
            let other = self.numbered.at(text) && numbers_found.at(text) < numbers;
            if other { 0.0 } else { found.at(text) as f64 / words.len().max(1) as f64 }
        };
        (0..self.texts).map(share).collect()
    }

    fn texts_with(&self, word: &str, left: &mut usize) -> Vec<u32> {
        let exact = self.words.find(word).map(|at| self.having.list_at(at as usize).to_vec());
        let mut texts = exact.unwrap_or_default();
        if is_number(word) || word.chars().count() < FORGIVING {
            return texts;
        }
        let known = |at: &u32| self.words.all().get(*at as usize).map_or("", String::as_str);
        let beginning: String = word.chars().take(2).collect();
        let from = self.alphabetical.partition_point(|at| known(at) < beginning.as_str());
        let alike = self.alphabetical.iter().skip(from).take(MOST_ALIKE.min(*left));
        for at in alike.take_while(|at| known(at).starts_with(&beginning)) {
            *left -= 1;
            if known(at) != word && differ_in_one(word, known(at)) {
                texts.extend(self.having.list_at(*at as usize));
            }
        }
        order::unique(&mut texts);
        texts
    }
}

/// Whether one letter was added, left out, changed, or swapped with the next.
fn differ_in_one(one: &str, other: &str) -> bool {
    // A letter is up to four bytes.
    if one.len().abs_diff(other.len()) > 4 {
        return false;
    }
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let (one, other) = (after(one, same), after(other, same));
    let (mut a, mut b) = (one.chars(), other.chars());
    let (first, second) = ((a.next(), b.next()), (a.next(), b.next()));
    let swapped = second.0.is_some() && first.0 == second.1 && first.1 == second.0;
    after(one, 1) == after(other, 1)
        || after(one, 1) == other
        || one == after(other, 1)
        || (swapped && a.as_str() == b.as_str())
}

/// What follows so many letters.
fn after(text: &str, letters: usize) -> &str {
    let mut rest = text.chars();
    (0..letters).for_each(|_| _ = rest.next());
    rest.as_str()
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
        let index = Index::new(texts.iter().map(|text| words(text)), 2);
        let shares = index.shares(&words("Look 3: Jacket, front"));
        assert_eq!(shares, [1.0, 1.0, 0.0, 0.0]);
        let shares = index.shares(&words("jacekt"));
        assert_eq!(shares, [1.0, 0.0, 1.0, 0.0]);
    }
}
