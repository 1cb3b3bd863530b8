//! Selects and matchings against everything there is to choose.

#[path = "../../../shared/analysis/tests/matching.rs"]
#[allow(dead_code, unused_imports, unused_macros, reason = "what the tests alone use")]
mod matching;
#[path = "../../../shared/analysis/tests/media_selects.rs"]
#[allow(dead_code, unused_imports, reason = "what the tests alone use")]
mod selects;

use analysis::matching::{Edge, max_weight};
use analysis::rng::Rng;

use super::tell;

const GRAPHS: usize = 1_000;

pub(super) fn figures() {
    let shares = selects::shares_of_the_best();
    let least = shares.iter().copied().fold(f64::MAX, f64::min);
    let mean = shares.iter().sum::<f64>() / shares.len() as f64;
    tell(
        &format!("selects: share of the best of all, {} small galleries", shares.len()),
        &format!("least {least:.4}, mean {mean:.4}"),
        "≥ 0.90 and ≥ 0.98",
        Some(least >= 0.90 && mean >= 0.98),
    );
    let mut rng = Rng::new(1);
    let optimal = (0..GRAPHS).filter(|_| is_optimal(&mut rng)).count();
    tell(
        "matchings worth as much as the best of all, graphs of up to 6 and 6",
        &format!("{optimal} of {GRAPHS}"),
        "all",
        Some(optimal == GRAPHS),
    );
}

fn is_optimal(rng: &mut Rng) -> bool {
    let (left, right, most) = (1 + rng.below(6), 1 + rng.below(6), 2 + rng.below(50));
    let edges: Vec<Edge> = (0..rng.below(20))
        .map(|_| Edge {
            left: rng.below(left),
            right: rng.below(right),
            weight: rng.below(most) as i64 - 1,
        })
        .collect();
    let found = max_weight(left, right, &edges);
    matching::total(right, &edges, &found) == matching::best_by_trying(left, &edges, 0)
}
