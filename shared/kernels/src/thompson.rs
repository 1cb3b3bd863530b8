//! Thompson sampling (1933) for yes-or-no outcomes, with the probability of
//! each choice worked out instead of being left to the draw: so the draw's
//! propensity is known.

use crate::at::At;

/// Points at which the densities are taken.
const GRID: usize = 1024;

/// How often something was taken up, and how often it was not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// Taken up.
    pub accepted: u32,
    /// Turned down.
    pub declined: u32,
}

/// Probability of each arm that its share, drawn from Beta(1 + accepted,
/// 1 + declined), is the greatest; adds up to one. Error below 10⁻³.
pub fn propensities(arms: &[Outcomes]) -> Vec<f64> {
    let share = |cell: usize| (cell as f64 + 0.5) / GRID as f64;
    let logs: Vec<f64> = (0..GRID).map(|cell| libm::log(share(cell))).collect();
    let masses: Vec<Vec<f64>> = arms.iter().map(|arm| masses(*arm, &logs)).collect();
    // Below each cell's middle: what lies before it and half of it.
    let below = |mass: &Vec<f64>| {
        let mut sum = 0.0;
        mass.iter()
            .map(|m| {
                sum += m;
                sum - m / 2.0
            })
            .collect::<Vec<f64>>()
    };
    let cumulative: Vec<Vec<f64>> = masses.iter().map(below).collect();
    let wins = (0..arms.len()).map(|arm| {
        let others = |cell: usize| {
            let rest = cumulative.iter().enumerate().filter(|(other, _)| *other != arm);
            rest.map(|(_, cumulative)| cumulative.at(cell)).product::<f64>()
        };
        let mass = masses.get(arm).into_iter().flatten().enumerate();
        mass.filter(|(_, mass)| **mass > 1e-12).map(|(cell, mass)| mass * others(cell)).sum::<f64>()
    });
    let wins: Vec<f64> = wins.collect();
    let total: f64 = wins.iter().sum();
    wins.into_iter().map(|win| win / total).collect()
}

/// The posterior's mass by cell.
fn masses(arm: Outcomes, logs: &[f64]) -> Vec<f64> {
    let (accepted, declined) = (f64::from(arm.accepted), f64::from(arm.declined));
    let densities = logs.iter().zip(logs.iter().rev());
    let densities: Vec<f64> = densities.map(|(x, y)| accepted * x + declined * y).collect();
    let peak = densities.iter().copied().fold(f64::MIN, f64::max);
    let masses: Vec<f64> = densities.into_iter().map(|log| libm::exp(log - peak)).collect();
    let total: f64 = masses.iter().sum();
    masses.into_iter().map(|mass| mass / total).collect()
}

/// The arm at `draw` in `[0, 1)`, arms laid end to end by their propensities.
pub fn pick(propensities: &[f64], draw: f64) -> usize {
    let mut upto = 0.0;
    let at = propensities.iter().position(|p| {
        upto += p;
        draw < upto
    });
    at.unwrap_or(propensities.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::{Outcomes, pick, propensities};
    use crate::rng::Rng;

    const fn seen(accepted: u32, declined: u32) -> Outcomes {
        Outcomes { accepted, declined }
    }

    #[test]
    fn agrees_with_what_can_be_integrated_by_hand() {
        // P(Beta(2,1) > Beta(1,1)) = 2/3; P(Beta(1+k,1) > Beta(1,1)) = (1+k)/(2+k).
        for (arms, first) in [
            ([seen(0, 0), seen(0, 0)], 0.5),
            ([seen(1, 0), seen(0, 0)], 2.0 / 3.0),
            ([seen(8, 0), seen(0, 0)], 0.9),
            ([seen(0, 8), seen(0, 0)], 0.1),
            ([seen(1, 0), seen(0, 1)], 5.0 / 6.0),
        ] {
            let got = propensities(&arms);
            assert!((got[0] - first).abs() < 1e-3, "{arms:?}: {got:?}");
            assert!((got.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn regret_stays_within_three_times_the_bound_of_lai_and_robbins() {
        let shares: [f64; 4] = [0.7, 0.5, 0.4, 0.2];
        let (rounds, seeds) = (1500, 4);
        let divergence = |p: f64| p * (p / 0.7).ln() + (1.0 - p) * ((1.0 - p) / 0.3).ln();
        let bound: f64 = shares[1..].iter().map(|p| (0.7 - p) / divergence(*p)).sum::<f64>()
            * f64::from(rounds).ln();
        let mut regret = 0.0;
        for seed in 0..seeds {
            let mut rng = Rng::new(seed);
            let mut arms = [Outcomes::default(); 4];
            for _ in 0..rounds / 10 {
                // Posteriors move slowly: a fresh look every tenth round will do.
                let chances = propensities(&arms);
                for _ in 0..10 {
                    let arm = pick(&chances, rng.unit());
                    regret += (0.7 - shares[arm]) / seeds as f64;
                    if rng.unit() < shares[arm] {
                        arms[arm].accepted += 1;
                    } else {
                        arms[arm].declined += 1;
                    }
                }
            }
        }
        assert!(regret <= 3.0 * bound, "{regret} against {bound}");
    }
}
