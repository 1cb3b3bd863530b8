//! Tables of phrases and labels.

use std::collections::BTreeMap;
use std::path::Path;

/// A phrase and one label per head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase {
    /// As a person would type it.
    pub text: String,
    /// A label per head, in the table's order of heads.
    pub labels: Vec<String>,
    /// Of the text, where the table tells; else empty.
    pub language: String,
    /// Name of the file it is from, without its ending.
    pub source: String,
}

/// Phrases whose heads have names.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Names of the label columns.
    pub heads: Vec<String>,
    /// The phrases.
    pub phrases: Vec<Phrase>,
}

/// The label of what no class covers.
pub const OUT_OF_SCOPE: &str = "oos";

impl Table {
    /// Reads a TSV file, all TSV files of a folder (in order of their names), or
    /// one set of a JSON file given as `file.json#set[,set]`.
    ///
    /// The first line of a TSV names its columns: `text` and one per head; a
    /// column `language` is no label. JSON is
    /// `{ "set": [["text", "label", …], …] }`.
    pub fn read(path: &str) -> Result<Self, String> {
        if let Some((file, sets)) = path.rsplit_once('#') {
            return json(file, sets);
        }
        let mut files = vec![Path::new(path).to_path_buf()];
        if Path::new(path).is_dir() {
            let entries = std::fs::read_dir(path).map_err(|e| format!("{path}: {e}"))?;
            files = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
            files.retain(|file| file.extension().is_some_and(|end| end == "tsv"));
            files.sort();
        }
        let mut table = Self::default();
        for file in files {
            let name = file.display().to_string();
            let known = table.phrases.len();
            let text = std::fs::read_to_string(&file).map_err(|e| format!("{name}: {e}"))?;
            table.append(&text).map_err(|e| format!("{name}: {e}"))?;
            for phrase in &mut table.phrases[known..] {
                phrase.source = file.file_stem().unwrap_or_default().display().to_string();
            }
        }
        Ok(table)
    }

    /// Adds the phrases of a TSV.
    pub fn append(&mut self, tsv: &str) -> Result<(), String> {
        let mut lines = tsv.lines().enumerate();
        let columns: Vec<&str> = lines.next().ok_or("empty file")?.1.split('\t').collect();
        let text_at = columns.iter().position(|&c| c == "text").ok_or("no column named text")?;
        let is_label = |name: &str| name != "text" && name != "language";
        let heads: Vec<&str> = columns.iter().copied().filter(|name| is_label(name)).collect();
        if self.heads.is_empty() {
            self.heads = heads.iter().map(ToString::to_string).collect();
        }
        if heads != self.heads {
            return Err(format!("label columns {heads:?}, but {:?} before", self.heads));
        }
        for (number, line) in lines.filter(|(_, line)| !line.is_empty()) {
            let cells: Vec<&str> = line.split('\t').collect();
            if cells.len() != columns.len() {
                return Err(format!(
                    "line {}: {} cells, not {}",
                    number + 1,
                    cells.len(),
                    columns.len()
                ));
            }
            let language = columns.iter().position(|&name| name == "language");
            let labels = columns.iter().zip(&cells).filter(|(name, _)| is_label(name));
            self.phrases.push(Phrase {
                text: cells[text_at].to_owned(),
                labels: labels.map(|(_, cell)| (*cell).to_owned()).collect(),
                language: language.map_or_else(String::new, |at| cells[at].to_owned()),
                source: String::new(),
            });
        }
        Ok(())
    }

    /// Phrases that have a class, apart from those out of scope.
    pub fn in_scope(&self) -> Vec<&Phrase> {
        self.phrases.iter().filter(|phrase| !is_out_of_scope(phrase)).collect()
    }

    /// Phrases that no class covers.
    pub fn out_of_scope(&self) -> Vec<&Phrase> {
        self.phrases.iter().filter(|phrase| is_out_of_scope(phrase)).collect()
    }
}

/// Whether a phrase's first label says that no class covers it.
pub fn is_out_of_scope(phrase: &Phrase) -> bool {
    phrase.labels.first().is_some_and(|label| label == OUT_OF_SCOPE)
}

fn json(file: &str, sets: &str) -> Result<Table, String> {
    let text = std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?;
    let all: BTreeMap<String, Vec<Vec<String>>> =
        serde_json::from_str(&text).map_err(|e| format!("{file}: {e}"))?;
    let mut table = Table::default();
    for set in sets.split(',') {
        for row in all.get(set).ok_or_else(|| format!("{file} has no set {set}"))? {
            let (text, labels) =
                row.split_first().ok_or_else(|| format!("{file}: an empty row"))?;
            table.phrases.push(Phrase {
                text: text.clone(),
                labels: labels.to_vec(),
                ..Phrase::default()
            });
        }
    }
    let heads = table.phrases.first().map_or(0, |phrase| phrase.labels.len());
    if table.phrases.iter().any(|phrase| phrase.labels.len() != heads) {
        return Err(format!("{file}: rows of different length"));
    }
    table.heads = (1..=heads).map(|number| format!("label{number}")).collect();
    Ok(table)
}
