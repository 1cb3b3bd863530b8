//! How good a weights file is on phrases it has not seen.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::time::Instant;

use analysis::intent::fold::Words;
use analysis::intent::weights::Weights;
use analysis::rng::Rng;

use crate::table::{OUT_OF_SCOPE, Table};
use crate::typos::slip_regularly;

/// Shares, 0..=1, of one head.
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    /// The head's name.
    pub head: String,
    /// Phrases that have a class.
    pub phrases: usize,
    /// Of these, given their class (rejected or not).
    pub accuracy: f64,
    /// The same with one random edit in every third word.
    pub accuracy_with_slips: f64,
    /// Of these, rejected although they have a class.
    pub false_rejection: f64,
    /// Phrases that no class covers.
    pub out_of_scope: usize,
    /// Of these, rejected.
    pub recall: f64,
    /// Classes with the most mistakes: (class, taken for, how often).
    pub confusions: Vec<(String, String, usize)>,
    /// Mean time per phrase, in microseconds.
    pub micros: f64,
}

/// Measures each head of `weights` that `table` has labels for.
pub fn measure(weights: &Weights<'_>, table: &Table) -> Vec<Quality> {
    (0..table.heads.len()).map(|at| measure_head(weights, table, at)).collect()
}

fn measure_head(weights: &Weights<'_>, table: &Table, at: usize) -> Quality {
    let Some(head) = weights.heads().get(at) else { panic!("no head {at} in the weights") };
    let judge = |text: &str| {
        let place = weights.place(&weights.features(&Words::of(text)));
        let scores = head.scores(&place);
        let rejected = head.trust(&scores, OUT_OF_SCOPE) < head.threshold;
        let classes = head.names.iter().zip(&scores).filter(|(name, _)| **name != OUT_OF_SCOPE);
        let best = classes.max_by(|a, b| a.1.total_cmp(b.1)).map_or("", |(name, _)| name);
        (best.to_owned(), rejected)
    };
    let mut rng = Rng::new(2026);
    let (mut right, mut right_with_slips, mut refused) = (0, 0, 0);
    let mut confusions = BTreeMap::new();
    let phrases = table.in_scope();
    let start = Instant::now();
    let judged: Vec<(String, bool)> = phrases.iter().map(|phrase| judge(&phrase.text)).collect();
    let micros = start.elapsed().as_secs_f64() * 1e6 / phrases.len().max(1) as f64;
    for (phrase, (class, rejected)) in phrases.iter().zip(judged) {
        let label = &phrase.labels[at];
        right += usize::from(class == *label);
        refused += usize::from(rejected);
        let slipped = slip_regularly(&phrase.text, 3, &mut rng);
        right_with_slips += usize::from(judge(&slipped).0 == *label);
        if class != *label {
            *confusions.entry((label.clone(), class)).or_insert(0) += 1;
        }
    }
    let outside = table.out_of_scope();
    let caught = outside.iter().filter(|phrase| judge(&phrase.text).1).count();
    let mut confusions: Vec<_> = confusions.into_iter().map(|((a, b), n)| (a, b, n)).collect();
    confusions.sort_by_key(|(_, _, times)| std::cmp::Reverse(*times));
    confusions.truncate(8);
    let share = |count: usize, of: usize| count as f64 / of.max(1) as f64;
    Quality {
        head: table.heads[at].clone(),
        phrases: phrases.len(),
        accuracy: share(right, phrases.len()),
        accuracy_with_slips: share(right_with_slips, phrases.len()),
        false_rejection: share(refused, phrases.len()),
        out_of_scope: outside.len(),
        recall: share(caught, outside.len()),
        confusions,
        micros,
    }
}

impl fmt::Display for Quality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = format!(
            "{:<8} {:>5} phrases  {:>6.2} % right  {:>6.2} % with slips  {:>5.2} % falsely rejected",
            self.head,
            self.phrases,
            self.accuracy * 100.0,
            self.accuracy_with_slips * 100.0,
            self.false_rejection * 100.0,
        );
        if self.out_of_scope > 0 {
            let recall = self.recall * 100.0;
            write!(line, "  {recall:>5.1} % of {} out of scope rejected", self.out_of_scope)?;
        }
        write!(f, "{line}  {:.0} µs", self.micros)
    }
}
