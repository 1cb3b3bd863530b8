//! Settling how much the scores mean, on phrases the model has not seen.

use analysis::Problem;
use analysis::intent::fold::Words;
use analysis::intent::weights::{Head, Weights, probabilities};

use crate::model::Model;
use crate::pack::{Calibration, pack};
use crate::table::{OUT_OF_SCOPE, Table};

/// Sharpness that makes the unseen phrases of `table` likeliest (temperature
/// scaling, Guo et al. 2017), and for each head the trust that only
/// `false_rejection` of them fall short of.
pub fn calibrate(
    model: &Model,
    table: &Table,
    false_rejection: f32,
) -> Result<Vec<Calibration>, Problem> {
    let file = pack(model, &vec![Calibration::default(); model.heads.len()]);
    let weights = Weights::read(&file)?;
    let heads = weights.heads().iter().enumerate();
    Ok(heads.map(|(at, head)| calibrate_head(&weights, head, at, table, false_rejection)).collect())
}

fn calibrate_head(
    weights: &Weights<'_>,
    head: &Head<'_>,
    at: usize,
    table: &Table,
    false_rejection: f32,
) -> Calibration {
    let mut scored = Vec::new();
    for phrase in table.in_scope() {
        let Some(class) = head.names.iter().position(|name| *name == phrase.labels[at]) else {
            continue;
        };
        let place = weights.place(&weights.features(&Words::of(&phrase.text)));
        scored.push((head.scores(&place), class));
    }
    if scored.is_empty() {
        return Calibration::default();
    }
    let sharpened = |scores: &[f32], sharpness: f32| -> Vec<f32> {
        scores.iter().map(|score| score * sharpness).collect()
    };
    let surprise = |sharpness: f32| -> f32 {
        let surprises = scored.iter().map(|(scores, class)| {
            -libm::logf(probabilities(&sharpened(scores, sharpness))[*class].max(1e-9))
        });
        surprises.sum()
    };
    let candidates = (4..80).map(|step| step as f32 / 20.0);
    let sharpness = candidates.min_by(|&a, &b| surprise(a).total_cmp(&surprise(b))).unwrap_or(1.0);
    // Of the sharpened scores, to the bit as the engine sees them.
    let trusts = scored.iter();
    let mut trusts: Vec<f32> =
        trusts.map(|(scores, _)| head.trust(&sharpened(scores, sharpness), OUT_OF_SCOPE)).collect();
    trusts.sort_by(f32::total_cmp);
    let threshold =
        trusts[((trusts.len() as f32 * false_rejection) as usize).min(trusts.len() - 1)];
    Calibration { sharpness, threshold }
}
