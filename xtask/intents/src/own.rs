//! FashionOS's own phrases: learning them, and measuring the whole engine on the
//! evaluation set, which is never learned.

use std::path::PathBuf;

use analysis::intent::features::Hashing;
use analysis::intent::{Engine, Message};
use analysis::rng::Rng;

use crate::calibrate::calibrate;
use crate::learn::{Plan, learn};
use crate::lexicon::Lexicon;
use crate::pack::{Calibration, pack};
use crate::table::Table;
use crate::typos::slip_regularly;

/// Every fifth phrase is kept from learning while the scores are calibrated.
const HELD_OUT: usize = 5;
/// Share of known wishes that may be asked back.
const FALSE_REJECTION: f32 = 0.04;

/// The folder of phrases, evaluation set and weights.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/analysis/data/intents")
}

/// How the own phrases are learned: four languages need more buckets than one,
/// two dozen classes fewer dimensions than 150.
pub fn plan() -> Result<Plan, String> {
    let hashing = Hashing { log2_buckets: 13, ..Plan::default().hashing };
    let lexicon = Lexicon::read(&folder().join("lexicon.tsv").display().to_string())?;
    Ok(Plan { hashing, dims: 24, hidden: 0.5, lexicon, ..Plan::default() })
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
    let part = |held_out: bool| {
        let kept = phrases.phrases.iter().enumerate();
        let kept = kept.filter(|(at, _)| (at % HELD_OUT == 0) == held_out);
        Table {
            heads: phrases.heads.clone(),
            phrases: kept.map(|(_, phrase)| phrase.clone()).collect(),
        }
    };
    let rehearsal = learn(&part(false), plan);
    let calibrations: Vec<Calibration> =
        calibrate(&rehearsal, &part(true), FALSE_REJECTION).map_err(|e| e.to_string())?;
    Ok(pack(&learn(&phrases, plan), &calibrations))
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
        let (skill_right, form_right) =
            (said.skill.name() == phrase.labels[0], form == phrase.labels[1]);
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
