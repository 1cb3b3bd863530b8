//! Words that say the same kind of thing. In learning, those of one language stand
//! in each other's place; in the engine, all of a kind count as the kind too.

use std::collections::BTreeMap;

use analysis::intent::fold::Words;
use analysis::intent::kinds::{Kinds, MOST_WORDS, hash, stems};
use analysis::intent::known::Known;
use analysis::rng::Rng;

/// Kind of words that are of none, and stand for no other.
const PLAIN: &str = "plain";

/// Rows of words of one kind and language.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    rows: Vec<Vec<String>>,
    row_of: BTreeMap<String, usize>,
    known: Known,
}

impl Lexicon {
    /// Reads a TSV of kind, language, and the row's words, parted by commas. A
    /// word of several rows belongs to the first.
    pub fn read(path: &str) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
        Self::parse(&text).map_err(|e| format!("{path}: {e}"))
    }

    /// The same from the text of such a file.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut lexicon = Self::default();
        let mut kinds: Vec<&str> = Vec::new();
        let mut kind_of: BTreeMap<Vec<String>, u8> = BTreeMap::new();
        for (at, line) in text.lines().enumerate().skip(1).filter(|(_, line)| !line.is_empty()) {
            let wrong = |what: &str| format!("line {}: {what}", at + 1);
            let [kind, _, words] = line.split('\t').collect::<Vec<_>>()[..] else {
                return Err(wrong("not three columns"));
            };
            if !kinds.contains(&kind) && kind != PLAIN {
                kinds.push(kind);
            }
            let number = match kinds.iter().position(|known| *known == kind) {
                Some(number) => u8::try_from(number).ok().filter(|&number| number < Kinds::PLAIN),
                None => Some(Kinds::PLAIN),
            };
            let number = number.ok_or_else(|| wrong("more than 255 kinds"))?;
            let words: Vec<String> = words.split(',').map(|word| word.trim().to_owned()).collect();
            for word in &words {
                if kind != PLAIN {
                    lexicon.row_of.entry(word.clone()).or_insert(lexicon.rows.len());
                }
                let folded: Vec<String> =
                    Words::of(word).iter().map(|word| word.iter().collect()).collect();
                if !(1..=MOST_WORDS).contains(&folded.len()) {
                    return Err(wrong(&format!("{word}: not 1 to {MOST_WORDS} words")));
                }
                kind_of.entry(folded).or_insert(number);
            }
            lexicon.rows.push(words);
        }
        lexicon.known = table(kind_of);
        Ok(lexicon)
    }

    /// The known words with their kinds.
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// `text` with about `share` of its known words exchanged for others of
    /// their rows.
    pub fn swap(&self, text: &str, share: f64, rng: &mut Rng) -> String {
        let words = text.split(' ').map(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            match self.row_of.get(bare).and_then(|&row| self.rows.get(row)) {
                Some(row) if rng.unit() < share => word.replace(bare, &row[rng.below(row.len())]),
                _ => word.to_owned(),
            }
        });
        words.collect::<Vec<_>>().join(" ")
    }
}

/// The table of expressions and kinds, without those whose kind the engine tells
/// from a shorter word that they begin with, or from one of their words.
fn table(kind_of: BTreeMap<Vec<String>, u8>) -> Known {
    let mut by_length: Vec<(Vec<Vec<char>>, u8)> = kind_of
        .into_iter()
        .map(|(words, kind)| (words.iter().map(|word| word.chars().collect()).collect(), kind))
        .collect();
    by_length.sort_by_key(|(words, _)| words.iter().map(Vec::len).sum::<usize>());
    let mut entries: BTreeMap<u32, u8> = BTreeMap::new();
    for (words, kind) in by_length {
        let words: Vec<&[char]> = words.iter().map(Vec::as_slice).collect();
        let by_stem = |word| stems(word).find_map(|stem| entries.get(&hash(&[stem])));
        let told = match words[..] {
            [word] => by_stem(word) == Some(&kind),
            _ => words
                .iter()
                .any(|word| entries.get(&hash(&[word])).or_else(|| by_stem(word)) == Some(&kind)),
        };
        if !told {
            entries.entry(hash(&words)).or_insert(kind);
        }
    }
    let mut known = Known { ends: Vec::new(), entries: Vec::new() };
    for top in 0..=255 {
        for (hash, kind) in entries.range(top << 16..(top + 1) << 16) {
            let [low, high, ..] = hash.to_le_bytes();
            known.entries.push([low, high, *kind]);
        }
        let end = u16::try_from(known.entries.len()).expect("fewer than 65536 words");
        known.ends.push(end.to_le_bytes());
    }
    known
}
