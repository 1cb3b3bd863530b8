//! FashionOS's own phrases: learning them, and measuring the whole engine on the
//! evaluation set, which is never learned.

use std::collections::BTreeSet;
use std::path::PathBuf;

use analysis::intent::features::Hashing;
use analysis::intent::{Engine, Message, Skill};
use analysis::rng::Rng;

use crate::calibrate::calibrate;
use crate::folds::{folds, groups};
use crate::learn::{Plan, learn};
use crate::lexicon::Lexicon;
use crate::pack::{Calibration, pack};
use crate::table::{Table, is_out_of_scope};
use crate::typos::slip_regularly;
use crate::wrappings::Wrappings;

/// Parts of the phrases, one of which is kept from learning while the scores are
/// calibrated.
const PARTS: usize = 5;
/// Share of known wishes that may be asked back.
const FALSE_REJECTION: f32 = 0.06;

/// The folder of phrases, evaluation set and weights.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/analysis/data/intents")
}

/// How the own phrases are learned: four languages need more buckets than one,
/// two dozen classes fewer dimensions than 150.
pub fn plan() -> Result<Plan, String> {
    let file = |name: &str| folder().join(name).display().to_string();
    Ok(Plan {
        hashing: Hashing { log2_buckets: 14, probes: 2 },
        dims: 15,
        epochs: 90,
        rounded_epochs: 30,
        hidden: 0.4,
        lexicon: Lexicon::read(&file("lexicon.tsv"))?,
        wrappings: Wrappings::read(&file("wrappings.tsv"))?,
        wrapped: 0.3,
        ..Plan::default()
    })
}

/// The table in a subfolder of [`folder`].
pub fn table(subfolder: &str) -> Result<Table, String> {
    Table::read(&folder().join(subfolder).display().to_string())
}

/// The evaluation set, and each of its tables, by name.
pub fn evaluation() -> Result<Vec<(String, Table)>, String> {
    let path = folder().join("evaluation");
    let files = std::fs::read_dir(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut names: Vec<PathBuf> = files.filter_map(|file| Some(file.ok()?.path())).collect();
    names.sort();
    let mut tables = vec![("all".to_owned(), table("evaluation")?)];
    for path in names {
        let name = path.file_stem().unwrap_or_default().display().to_string();
        tables.push((name, Table::read(&path.display().to_string())?));
    }
    Ok(tables)
}

/// Learns the own phrases; the bytes of the weights file.
pub fn learn_own(plan: &Plan) -> Result<Vec<u8>, String> {
    let phrases = table("phrases")?;
    // Calibrated on phrases that were not learned in other words either.
    let groups = groups(&phrases.phrases);
    let rehearsal = learn(&part(&phrases, |at| !groups[at].is_multiple_of(PARTS)), plan);
    let kept = part(&phrases, |at| groups[at].is_multiple_of(PARTS));
    let calibrations: Vec<Calibration> =
        calibrate(&rehearsal, &kept, FALSE_REJECTION).map_err(|e| e.to_string())?;
    Ok(pack(&learn(&phrases, plan), &calibrations))
}

/// What to expect of messages nobody has seen: every fold of the phrases (see
/// [`folds`]) is judged by what the other folds teach; or `only` the one of that
/// name, with its mistakes as written. Tells each fold's name, its shares as
/// written, and those with slips.
pub fn held_out(
    plan: &Plan,
    only: Option<&str>,
    mut mistake: impl FnMut(&str),
    mut tell: impl FnMut(&str, Understood, Understood),
) -> Result<(), String> {
    let phrases = table("phrases")?;
    let mut folds = folds(&phrases.phrases, PARTS);
    folds.retain(|name, _| only.is_none_or(|only| only == name));
    if folds.is_empty() {
        return Err(format!("no fold {}", only.unwrap_or_default()));
    }
    for (name, fold) in folds {
        let within: BTreeSet<usize> = fold.iter().copied().collect();
        let model = learn(&part(&phrases, |at| !within.contains(&at)), plan);
        let held_out = part(&phrases, |at| within.contains(&at));
        let calibrations =
            calibrate(&model, &held_out, FALSE_REJECTION).map_err(|e| e.to_string())?;
        let file = pack(&model, &calibrations);
        let engine = Engine::new(&file).map_err(|e| e.to_string())?;
        // A follow-up alone is asked back, which is no skill to be right about.
        let wishes = Table {
            phrases: held_out.phrases.into_iter().filter(|p| p.labels[0] != "follow_up").collect(),
            ..held_out
        };
        let as_written = understood(&engine, &wishes, 0, |line| {
            if only.is_some() {
                mistake(line);
            }
        });
        tell(&name, as_written, understood(&engine, &wishes, 3, |_| {}));
    }
    Ok(())
}

fn part(table: &Table, taken: impl Fn(usize) -> bool) -> Table {
    let phrases = table.phrases.iter().enumerate().filter(|(at, _)| taken(*at));
    Table {
        heads: table.heads.clone(),
        phrases: phrases.map(|(_, phrase)| phrase.clone()).collect(),
    }
}

/// Shares of the evaluation set understood rightly.
#[derive(Debug, Clone, Copy, Default)]
pub struct Understood {
    /// Messages.
    pub messages: usize,
    /// Right form.
    pub forms: f64,
    /// Right skill.
    pub skills: f64,
    /// Asked back.
    pub rejected: f64,
}

impl Understood {
    /// Counts the messages of `other` as well.
    pub fn add(&mut self, other: &Self) {
        let (here, there) = (self.messages as f64, other.messages as f64);
        let all = (here + there).max(1.0);
        let joint = |a: f64, b: f64| (a * here + b * there) / all;
        *self = Self {
            messages: self.messages + other.messages,
            forms: joint(self.forms, other.forms),
            skills: joint(self.skills, other.skills),
            rejected: joint(self.rejected, other.rejected),
        };
    }
}

/// The whole engine (both heads joined, no kit) on `table`; with one slip in
/// every `slips`-th word, or none for 0. Mistakes are told to `mistake`.
pub fn understood(
    engine: &Engine<'_>,
    table: &Table,
    slips: usize,
    mut mistake: impl FnMut(&str),
) -> Understood {
    let mut rng = Rng::new(2026);
    let mut sum = Understood { messages: table.phrases.len(), ..Understood::default() };
    for phrase in &table.phrases {
        let text = match slips {
            0 => phrase.text.clone(),
            every => slip_regularly(&phrase.text, every, &mut rng),
        };
        let said = engine.understand(&Message { text: &text, ..Message::default() });
        let form = format!("{:?}", said.form).to_lowercase();
        // What no skill covers is help, or asked back.
        let label = if is_out_of_scope(phrase) { Skill::Help.name() } else { &phrase.labels[0] };
        let lost = is_out_of_scope(phrase) && said.rejected;
        let (skill_right, form_right) =
            (lost || said.skill.name() == label, lost || form == phrase.labels[1]);
        sum.skills += f64::from(u8::from(skill_right));
        sum.forms += f64::from(u8::from(form_right));
        sum.rejected += f64::from(u8::from(said.rejected));
        if !skill_right || !form_right {
            let (skill, sure) = (said.skill.name(), said.confidence);
            mistake(&format!(
                "{text} | {} {} | taken for {skill} {form} ({sure:.2})",
                phrase.labels[0], phrase.labels[1]
            ));
        }
    }
    let messages = sum.messages.max(1) as f64;
    sum.forms /= messages;
    sum.skills /= messages;
    sum.rejected /= messages;
    sum
}
