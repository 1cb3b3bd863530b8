//! Words that can stand in each other's place: who has learned a wish about
//! the gown understands it about the boots.

use std::collections::BTreeMap;

use analysis::rng::Rng;

/// Rows of words of one kind and language.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    rows: Vec<Vec<String>>,
    row_of: BTreeMap<String, usize>,
}

impl Lexicon {
    /// Reads a TSV whose last column lists a row's words, parted by commas. A
    /// word of several rows belongs to the first.
    pub fn read(path: &str) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
        let mut lexicon = Self::default();
        for line in text.lines().skip(1).filter(|line| !line.is_empty()) {
            let words = line.rsplit('\t').next().unwrap_or_default();
            let words: Vec<String> = words.split(',').map(|word| word.trim().to_owned()).collect();
            for word in &words {
                lexicon.row_of.entry(word.clone()).or_insert(lexicon.rows.len());
            }
            lexicon.rows.push(words);
        }
        Ok(lexicon)
    }

    /// `text` with about half of its known words exchanged for others of their
    /// rows.
    pub fn swap(&self, text: &str, rng: &mut Rng) -> String {
        let words = text.split(' ').map(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            match self.row_of.get(bare).and_then(|&row| self.rows.get(row)) {
                Some(row) if rng.below(2) == 0 => word.replace(bare, &row[rng.below(row.len())]),
                _ => word.to_owned(),
            }
        });
        words.collect::<Vec<_>>().join(" ")
    }
}
