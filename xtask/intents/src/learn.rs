//! Learning: minibatches of examples with slips and missing features, Adam,
//! a rate that falls to nothing, and rounding to the final bits before the end,
//! so the heads learn to live with it.

use analysis::intent::features::{Hashing, features};
use analysis::intent::fold::Words;
use analysis::intent::weights::probabilities;
use analysis::rng::Rng;

use crate::lexicon::Lexicon;
use crate::model::Model;
use crate::table::{Phrase, Table, is_out_of_scope};
use crate::typos::slip;
use crate::wrappings::Wrappings;

/// How to learn.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Size and probes of the shared table.
    pub hashing: Hashing,
    /// Numbers per row; even.
    pub dims: usize,
    /// Times every phrase is shown.
    pub epochs: usize,
    /// Epochs at the end that see rounded rows.
    pub rounded_epochs: usize,
    /// Examples per step.
    pub batch: usize,
    /// First rate of learning.
    pub rate: f32,
    /// Share of features hidden from an example.
    pub hidden: f64,
    /// Share of examples shown with slips.
    pub slipped: f64,
    /// Times each phrase out of scope is shown per epoch.
    pub out_of_scope_times: usize,
    /// Words that are exchanged for each other, in every showing anew.
    pub lexicon: Lexicon,
    /// Share of these words that is exchanged.
    pub swapped: f64,
    /// What may stand around a phrase.
    pub wrappings: Wrappings,
    /// Share of showings with something before the phrase.
    pub wrapped: f64,
    /// Share of certainty withheld from the right class (label smoothing).
    pub smoothing: f32,
    /// Everything random follows from it.
    pub seed: u64,
}

impl Default for Plan {
    /// What did best on CLINC150's validation set within 150 000 bytes.
    fn default() -> Self {
        Self {
            hashing: Hashing { log2_buckets: 13, probes: 2 },
            dims: 80,
            epochs: 40,
            rounded_epochs: 12,
            batch: 128,
            rate: 0.01,
            hidden: 0.6,
            slipped: 0.8,
            out_of_scope_times: 3,
            lexicon: Lexicon::default(),
            swapped: 0.3,
            wrappings: Wrappings::default(),
            wrapped: 0.0,
            smoothing: 0.05,
            seed: 1,
        }
    }
}

struct Example<'a> {
    phrase: &'a Phrase,
    classes: Vec<Option<usize>>,
}

/// Learns `table`.
pub fn learn(table: &Table, plan: &Plan) -> Model {
    let mut rng = Rng::new(plan.seed);
    let names: Vec<Vec<String>> = (0..table.heads.len())
        .map(|head| {
            let mut names: Vec<String> =
                table.phrases.iter().map(|phrase| phrase.labels[head].clone()).collect();
            names.sort();
            names.dedup();
            names.retain(|name| !name.is_empty());
            names
        })
        .collect();
    let mut examples = Vec::new();
    for phrase in &table.phrases {
        let times = if is_out_of_scope(phrase) { plan.out_of_scope_times } else { 1 };
        for _ in 0..times {
            let classes = phrase.labels.iter().zip(&names);
            let classes = classes.map(|(label, names)| names.binary_search(label).ok()).collect();
            examples.push(Example { phrase, classes });
        }
    }
    let mut model = Model::new(plan.hashing, plan.dims, names, &mut rng);
    model.known = plan.lexicon.known().clone();
    let mut gradients = Gradients::new(&model);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let batches = order.len().div_ceil(plan.batch) * plan.epochs;
    let mut done = 0;
    for epoch in 0..plan.epochs {
        if epoch + plan.rounded_epochs == plan.epochs {
            model.round_from_now_on();
        }
        for at in (1..order.len()).rev() {
            order.swap(at, rng.below(at + 1));
        }
        for batch in order.chunks(plan.batch) {
            for &at in batch {
                let example = &examples[at];
                let mut text = plan.lexicon.swap(&example.phrase.text, plan.swapped, &mut rng);
                text = plan.wrappings.wrap(example.phrase, &text, plan.wrapped, &mut rng);
                if rng.unit() < plan.slipped {
                    text = slip(&text, 3, &mut rng);
                }
                see(&model, &mut gradients, &text, &example.classes, plan, &mut rng);
            }
            let remaining = 1.0 - done as f32 / batches as f32;
            gradients.apply(&mut model, plan.rate * remaining);
            done += 1;
        }
    }
    model
}

struct Gradients {
    rows: Vec<f32>,
    touched: Vec<u32>,
    is_touched: Vec<bool>,
    heads: Vec<(Vec<f32>, Vec<f32>)>,
}

impl Gradients {
    fn new(model: &Model) -> Self {
        let heads = model.heads.iter();
        Self {
            rows: vec![0.0; model.rows.values.len()],
            touched: Vec::new(),
            is_touched: vec![false; model.rows.values.len() / model.dims],
            heads: heads
                .map(|head| (vec![0.0; head.numbers.values.len()], vec![0.0; head.names.len()]))
                .collect(),
        }
    }

    fn apply(&mut self, model: &mut Model, rate: f32) {
        let dims = model.dims;
        for bucket in std::mem::take(&mut self.touched) {
            let bucket = bucket as usize;
            let range = bucket * dims..(bucket + 1) * dims;
            model.rows.step(range.clone(), &mut self.rows[range], rate);
            model.show(bucket);
            self.is_touched[bucket] = false;
        }
        for (head, (numbers, biases)) in model.heads.iter_mut().zip(&mut self.heads) {
            head.numbers.step(0..numbers.len(), numbers, rate);
            head.biases.step(0..biases.len(), biases, rate);
        }
    }
}

fn see(
    model: &Model,
    gradients: &mut Gradients,
    text: &str,
    classes: &[Option<usize>],
    plan: &Plan,
    rng: &mut Rng,
) {
    let mut seen = features(&Words::of(text), plan.hashing, model.kinds());
    if plan.hidden > 0.0 {
        seen.retain(|_| rng.unit() >= plan.hidden);
        let grown = (1.0 / (1.0 - plan.hidden)) as f32;
        for (_, weight) in &mut seen {
            *weight *= grown;
        }
    }
    let place = model.place(&seen);
    let mut back = vec![0.0_f32; model.dims];
    for ((head, class), gradient) in model.heads.iter().zip(classes).zip(&mut gradients.heads) {
        let Some(class) = *class else { continue };
        let mut errors = probabilities(&head.scores(&place));
        let spread = plan.smoothing / errors.len() as f32;
        for error in &mut errors {
            *error -= spread;
        }
        errors[class] -= 1.0 - plan.smoothing;
        let rows = head.numbers.values.chunks_exact(model.dims);
        let row_gradients = gradient.0.chunks_exact_mut(model.dims);
        for (((&error, row), row_gradient), bias) in
            errors.iter().zip(rows).zip(row_gradients).zip(&mut gradient.1)
        {
            let error = error / plan.batch as f32;
            *bias += error;
            for ((back, number), (gradient, at)) in
                back.iter_mut().zip(row).zip(row_gradient.iter_mut().zip(&place))
            {
                *back += error * number;
                *gradient += error * at;
            }
        }
    }
    for (bucket, weight) in seen {
        let at = bucket as usize;
        if !gradients.is_touched[at] {
            gradients.is_touched[at] = true;
            gradients.touched.push(bucket);
        }
        let row = &mut gradients.rows[at * model.dims..][..model.dims];
        for (gradient, back) in row.iter_mut().zip(&back) {
            *gradient += weight * back;
        }
    }
}
