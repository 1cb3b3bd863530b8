//! What people say around a wish: "morning, …", "could you …", "… asap". The
//! phrases are shown bare and wrapped, so that the wish is learned and not its
//! wrapping.

use analysis::rng::Rng;

use crate::table::Phrase;

/// Labels, in the first head, of what is no wish of its own.
const NO_TASK: [&str; 3] = ["general.help", "follow_up", "oos"];

/// Words that may stand before or after a phrase.
#[derive(Debug, Clone, Default)]
pub struct Wrappings {
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Row {
    before: bool,
    form: String,
    language: String,
    words: Vec<String>,
}

impl Wrappings {
    /// Reads a TSV of place (before, after), form (any, task, or a form),
    /// language, and words parted by semicolons.
    pub fn read(path: &str) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
        Self::parse(&text).map_err(|e| format!("{path}: {e}"))
    }

    /// The same from the text of such a file.
    pub fn parse(text: &str) -> Result<Self, String> {
        let row = |line: &str| -> Option<Row> {
            let [place, form, language, words] = line.split('\t').collect::<Vec<_>>()[..] else {
                return None;
            };
            Some(Row {
                before: place == "before",
                form: form.to_owned(),
                language: language.to_owned(),
                words: words.split(';').map(str::to_owned).collect(),
            })
        };
        let lines = text.lines().enumerate().skip(1).filter(|(_, line)| !line.is_empty());
        let rows = lines.map(|(at, line)| {
            row(line).ok_or_else(|| format!("line {}: not four columns", at + 1))
        });
        Ok(Self { rows: rows.collect::<Result<_, _>>()? })
    }

    /// `text`, the words of `phrase`, with something before it in `share` of the
    /// cases, and something after it in half as many.
    pub fn wrap(&self, phrase: &Phrase, text: &str, share: f64, rng: &mut Rng) -> String {
        let mut wrapped = String::new();
        if rng.unit() < share
            && let Some(words) = self.choose(phrase, true, rng)
        {
            wrapped.push_str(words);
            wrapped.push(' ');
        }
        wrapped.push_str(text);
        if rng.unit() < share / 2.0
            && let Some(words) = self.choose(phrase, false, rng)
        {
            wrapped.push(' ');
            wrapped.push_str(words);
        }
        wrapped
    }

    fn choose(&self, phrase: &Phrase, before: bool, rng: &mut Rng) -> Option<&str> {
        let [skill, form, ..] = &phrase.labels[..] else { return None };
        let is_task = !NO_TASK.contains(&skill.as_str());
        let fits = |row: &&Row| {
            let form = row.form == "any" || (is_task && (row.form == "task" || row.form == *form));
            row.before == before && row.language == phrase.language && form
        };
        let rows: Vec<&Row> = self.rows.iter().filter(fits).collect();
        let row = rows.get(rng.below(rows.len().max(1)))?;
        row.words.get(rng.below(row.words.len())).map(String::as_str)
    }
}
