//! Parts of the own phrases to be held out in turn, so that what is measured was
//! not learned in other words.

use std::collections::{BTreeMap, BTreeSet};

use analysis::intent::fold::Words;

use crate::table::Phrase;

/// Share of common words (Jaccard) from which two phrases are one in other
/// words.
const ALIKE: f64 = 0.6;

/// Positions of the phrases of each fold, and its name. A table of many labels is
/// one person's way of speaking and a fold of its own, judged by how others
/// speak; the tables of one label are parted into `parts`, phrases in almost the
/// same words always together.
pub fn folds(phrases: &[Phrase], parts: usize) -> BTreeMap<String, Vec<usize>> {
    let mut labels_of: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for phrase in phrases {
        let labels = labels_of.entry(&phrase.source).or_default();
        labels.extend(phrase.labels.first().map(String::as_str));
    }
    let mut folds: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, (phrase, group)) in phrases.iter().zip(groups(phrases)).enumerate() {
        let name = match labels_of.get(phrase.source.as_str()) {
            Some(labels) if labels.len() > 1 => phrase.source.clone(),
            _ => format!("part {}", group % parts + 1),
        };
        folds.entry(name).or_default().push(at);
    }
    folds
}

/// A number per phrase, the same for phrases of one label in almost the same
/// words (joined in chains), counting from 0 in the order of their first phrases.
pub fn groups(phrases: &[Phrase]) -> Vec<usize> {
    let words: Vec<BTreeSet<String>> = phrases.iter().map(|phrase| words(&phrase.text)).collect();
    let mut holders: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    let mut first: Vec<usize> = (0..phrases.len()).collect();
    for (at, said) in words.iter().enumerate() {
        let label = phrases[at].labels.first().map_or("", String::as_str);
        let mut common: BTreeMap<usize, usize> = BTreeMap::new();
        for word in said {
            let holders = holders.entry((label, word)).or_default();
            for &other in &*holders {
                *common.entry(other).or_default() += 1;
            }
            holders.push(at);
        }
        for (other, both) in common {
            let either = said.len() + words[other].len() - both;
            if both as f64 >= ALIKE * either as f64 {
                join(&mut first, at, other);
            }
        }
    }
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    let number = |at| {
        let next = numbers.len();
        *numbers.entry(root(&first, at)).or_insert(next)
    };
    (0..first.len()).map(number).collect()
}

fn words(text: &str) -> BTreeSet<String> {
    Words::of(text).iter().map(|word| word.iter().collect()).collect()
}

fn root(first: &[usize], mut at: usize) -> usize {
    while first[at] != at {
        at = first[at];
    }
    at
}

fn join(first: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(first, a), root(first, b));
    first[a.max(b)] = a.min(b);
}
