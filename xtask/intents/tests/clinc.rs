//! CLINC150 (Larson et al. 2019), where its data lies beside the repository:
//! the trainer is for any table, and this one has published figures.

use std::path::PathBuf;

use analysis::intent::features::Hashing;
use analysis::intent::weights::Weights;
use intents::calibrate::calibrate;
use intents::learn::{Plan, learn};
use intents::measure::{Quality, measure};
use intents::pack::pack;
use intents::table::Table;

fn data() -> Option<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/clinc150");
    let file = folder.join("train-val.json");
    file.exists().then(|| file.display().to_string())
}

fn quality(plan: &Plan, train: &Table, validation: &Table) -> (Quality, usize) {
    let model = learn(train, plan);
    let file = pack(&model, &calibrate(&model, validation, 0.038).unwrap());
    (measure(&Weights::read(&file).unwrap(), validation).remove(0), file.len())
}

#[test]
fn twenty_intents_are_learned_in_seconds() {
    let Some(file) = data() else { return };
    let mut train = Table::read(&format!("{file}#train,oos_train")).unwrap();
    let mut validation = Table::read(&format!("{file}#val,oos_val")).unwrap();
    let mut names: Vec<String> = train.phrases.iter().map(|p| p.labels[0].clone()).collect();
    names.sort();
    names.dedup();
    names.retain(|name| name != "oos");
    names.truncate(20);
    names.push("oos".to_owned());
    for table in [&mut train, &mut validation] {
        table.phrases.retain(|phrase| names.contains(&phrase.labels[0]));
    }
    let hashing = Hashing { log2_buckets: 10, probes: 1 };
    let plan =
        Plan { hashing, dims: 15, epochs: 6, rounded_epochs: 2, batch: 32, ..Plan::default() };
    let (quality, _) = quality(&plan, &train, &validation);
    assert!(quality.accuracy >= 0.94, "{quality}");
    assert!(quality.recall >= 0.70, "{quality}");
}

/// `cargo test --release -p intents -- --ignored`: about two minutes.
#[test]
#[ignore = "learns all of CLINC150"]
fn all_150_intents_reach_their_goals_within_150_kilobytes() {
    let Some(file) = data() else { return };
    let train = Table::read(&format!("{file}#train,oos_train")).unwrap();
    let validation = Table::read(&format!("{file}#val,oos_val")).unwrap();
    let (quality, bytes) = quality(&Plan::default(), &train, &validation);
    assert!(bytes <= 150_000, "{bytes}");
    assert!(quality.accuracy >= 0.93, "{quality}");
    assert!(quality.accuracy_with_slips >= 0.89, "{quality}");
    assert!(quality.recall >= 0.80 && quality.false_rejection <= 0.04, "{quality}");
}
