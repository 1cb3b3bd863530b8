//! The beta-PERT distribution of a duration (Malcolm et al. 1959; Vose 2000):
//! a beta distribution on `[a, b]` with mode `m` and
//! `α = 1 + 4 (m − a)/(b − a)`, `β = 1 + 4 (b − m)/(b − a)`.
//!
//! As `α + β = 6` always, the shape has one parameter, the mode's place in the
//! range: [`kernels::project::quantiles`] has its quantile function.

use kernels::project::quantiles::CELLS;

use super::event::Task;

/// A three-point estimate, in minutes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// If all goes well.
    pub least: f64,
    /// The spread between the best and the worst.
    pub range: f64,
    /// The mode's place in the range, in 512ths.
    pub mode: usize,
}

impl Estimate {
    /// A task's estimate; what is not given is taken as the most likely.
    pub fn of(task: &Task) -> Self {
        let likely = f64::from(task.duration_minutes);
        let least = task.optimistic_minutes.map_or(likely, f64::from);
        let most = task.pessimistic_minutes.map_or(likely, f64::from);
        let range = (most - least).max(0.0);
        let place = if range > 0.0 { (likely - least) / range } else { 0.0 };
        let mode = (place * CELLS as f64 + 0.5) as usize;
        Self { least, range, mode: mode.min(CELLS) }
    }

    /// Whether it leaves anything to chance.
    pub fn is_certain(&self) -> bool {
        self.range == 0.0
    }
}

#[cfg(test)]
mod tests {
    use kernels::project::quantiles::Quantiles;

    use super::Estimate;
    use crate::events::event::Task;
    use crate::rng::Rng;

    fn estimate(least: u32, likely: u32, most: u32) -> Estimate {
        Estimate::of(&Task {
            duration_minutes: likely,
            optimistic_minutes: Some(least),
            pessimistic_minutes: Some(most),
            ..Task::default()
        })
    }

    /// Mean (a + 4m + b)/6 and variance (μ − a)(b − μ)/7 of the beta-PERT.
    #[test]
    fn draws_have_the_mean_and_variance_of_the_distribution() {
        for (least, likely, most) in [(10, 20, 60), (0, 0, 100), (0, 100, 100), (40, 50, 60)] {
            let shape = estimate(least, likely, most);
            let mut quantiles = Quantiles::default();
            let place = quantiles.prepare(shape.mode);
            let table = quantiles.shape(place).unwrap();
            let mut rng = Rng::new(1);
            let draws: Vec<f64> =
                (0..200_000).map(|_| shape.least + shape.range * table.at(rng.unit())).collect();
            let mean = draws.iter().sum::<f64>() / draws.len() as f64;
            let variance =
                draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / draws.len() as f64;
            let (a, m, b) = (f64::from(least), f64::from(likely), f64::from(most));
            let expected = (a + 4.0 * m + b) / 6.0;
            let spread = (expected - a) * (b - expected) / 7.0;
            assert!((mean - expected).abs() < 0.004 * (b - a), "{mean} {expected}");
            assert!((variance - spread).abs() < 0.02 * spread, "{variance} {spread}");
        }
    }

    #[test]
    fn the_median_of_a_symmetric_shape_is_its_middle() {
        let mut quantiles = Quantiles::default();
        let place = quantiles.prepare(estimate(0, 50, 100).mode);
        assert!((quantiles.shape(place).unwrap().at(0.5) - 0.5).abs() < 1e-9);
    }
}
