//! Deciding by several criteria at once (all to be maximised).

use crate::at::At;

/// Weighted mean of each row's values. Weights need not add up to one.
pub fn weighted_mean(rows: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
    let total: f64 = weights.iter().sum();
    let mean = |row: &Vec<f64>| {
        let sum: f64 = row.iter().zip(weights).map(|(value, weight)| value * weight).sum();
        if total > 0.0 { sum / total } else { 0.0 }
    };
    rows.iter().map(mean).collect()
}

/// Closeness to the best of each criterion and distance from the worst
/// (TOPSIS; Hwang & Yoon 1981), columns scaled to unit length. 0..1; where all
/// rows are the same, 1.
pub fn topsis(rows: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
    let columns = weights.len();
    let column = |c: usize| rows.iter().map(move |row| row.at(c));
    let scale: Vec<f64> = (0..columns)
        .map(|c| column(c).map(|value| value * value).sum::<f64>().sqrt())
        .zip(weights)
        .map(|(length, weight)| if length > 0.0 { weight / length } else { 0.0 })
        .collect();
    let best: Vec<f64> = (0..columns).map(|c| column(c).fold(f64::MIN, f64::max)).collect();
    let worst: Vec<f64> = (0..columns).map(|c| column(c).fold(f64::MAX, f64::min)).collect();
    let distance = |row: &[f64], to: &[f64]| {
        let squares = row.iter().zip(to).zip(&scale).map(|((a, b), s)| (a - b) * (a - b) * s * s);
        squares.sum::<f64>().sqrt()
    };
    rows.iter()
        .map(|row| {
            let (near, far) = (distance(row, &best), distance(row, &worst));
            if near + far > 0.0 { far / (near + far) } else { 1.0 }
        })
        .collect()
}

/// Where a weight has to move for `other` to draw level with `first`, the other
/// weights (adding up to one with it) kept in proportion; `None` where no weight
/// within 0..1 does that.
pub fn tipping_weight(
    first: &[f64],
    other: &[f64],
    weights: &[f64],
    criterion: usize,
) -> Option<f64> {
    let lead = |c: usize| first.at(c) - other.at(c);
    let rest: f64 = (0..weights.len()).filter(|&c| c != criterion).map(|c| weights.at(c)).sum();
    if rest <= 0.0 {
        return None;
    }
    let others = (0..weights.len()).filter(|&c| c != criterion);
    let by_others = others.map(|c| weights.at(c) * lead(c)).sum::<f64>() / rest;
    // t·lead + (1 − t)·by_others = 0
    let slope = lead(criterion) - by_others;
    let weight = -by_others / slope;
    (slope != 0.0 && (0.0..=1.0).contains(&weight)).then_some(weight)
}

#[cfg(test)]
mod tests {
    use super::{tipping_weight, topsis, weighted_mean};
    use proptest::prelude::*;

    #[test]
    fn topsis_gives_the_closeness_of_tzeng_and_huang_2011() {
        let rows = [[5., 8., 4.], [7., 6., 8.], [8., 8., 6.], [7., 4., 6.]].map(Vec::from);
        let closeness = topsis(&rows, &[0.3, 0.4, 0.3]);
        for (got, published) in closeness.iter().zip([0.5037, 0.6581, 0.7482, 0.3340]) {
            assert!((got - published).abs() < 1e-4, "{closeness:?}");
        }
    }

    proptest! {
        #[test]
        fn at_the_tipping_weight_both_are_level(
            first in prop::collection::vec(0.0..1.0, 4),
            other in prop::collection::vec(0.0..1.0, 4),
            criterion in 0_usize..4,
        ) {
            let weights = [0.4, 0.25, 0.15, 0.2];
            if let Some(weight) = tipping_weight(&first, &other, &weights, criterion) {
                let rest = 1.0 - weights[criterion];
                let mut moved = weights.map(|w| w * (1.0 - weight) / rest);
                moved[criterion] = weight;
                let scores = weighted_mean(&[first, other], &moved);
                prop_assert!((scores[0] - scores[1]).abs() < 1e-9, "{scores:?}");
            }
        }
    }
}
