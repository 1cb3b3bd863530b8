use analysis::matching::{Edge, max_weight};
use analysis::rng::Rng;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

use crate::SEEDS;
use crate::digest::check;

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn matchings_are_the_same_everywhere() {
    let answers = SEEDS.iter().zip([5, 40, 80, 120]).map(|(&seed, side)| {
        let mut rng = Rng::new(seed);
        // Few weights: of equals the same ones must be taken.
        let edges: Vec<Edge> = (0..side * 6)
            .map(|n| Edge {
                left: n / 6,
                right: rng.below(side),
                weight: 1 + rng.below(if seed == 2 { 3 } else { 1_000 }) as i64,
            })
            .collect();
        format!("{:?}", max_weight(side, side, &edges))
    });
    check("matching", &answers.collect::<Vec<_>>());
}
