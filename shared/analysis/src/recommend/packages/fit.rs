//! How much of what is required a package contains.

use crate::letters::lowered;
use crate::recommend::Package;

/// Words that carry no requirement.
const EMPTY_WORDS: [&str; 11] =
    ["a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "with"];
/// From this many letters on, a word matches one that it begins.
const STEM: usize = 4;

/// Which requirements are covered, and to what part of their words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fit<'r> {
    /// 0..1: the mean over the requirements.
    pub(super) share: f64,
    /// Requirements that are covered in full.
    pub(super) covered: usize,
    /// The others, in the order given.
    pub(super) missing: Vec<&'r str>,
}

/// `None` where nothing is required. A requirement is covered by the one text
/// of the package (inclusion, name, category or description) that has most of
/// its words.
pub(super) fn fit<'r>(package: &Package, requirements: &'r [String]) -> Option<Fit<'r>> {
    let asked: Vec<(&str, Vec<String>)> = requirements
        .iter()
        .map(|text| (text.as_str(), words(text)))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    if asked.is_empty() {
        return None;
    }
    let texts = package.inclusions.iter().map(String::as_str);
    let about =
        [Some(package.name.as_str()), package.category.as_deref(), package.description.as_deref()];
    let offered: Vec<Vec<String>> = texts.chain(about.into_iter().flatten()).map(words).collect();
    let mut found = Fit { share: 0.0, covered: 0, missing: Vec::new() };
    for (text, wanted) in &asked {
        let met = |have: &Vec<String>| {
            wanted.iter().filter(|word| have.iter().any(|other| same(word, other))).count()
        };
        let most = offered.iter().map(met).max().unwrap_or(0);
        found.share += most as f64 / wanted.len() as f64 / asked.len() as f64;
        if most == wanted.len() {
            found.covered += 1;
        } else {
            found.missing.push(text);
        }
    }
    found.share = found.share.min(1.0);
    Some(found)
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .map(lowered)
        .filter(|word| !word.is_empty() && !EMPTY_WORDS.contains(&word.as_str()))
        .collect()
}

fn same(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let stem = short.strip_suffix('s').unwrap_or(short);
    short == long || (stem.chars().count() >= STEM && long.starts_with(stem))
}
