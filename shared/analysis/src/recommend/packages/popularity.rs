//! How often a package is taken, said no more loudly than the numbers allow.

use crate::at::At;
use crate::names::Names;
use crate::recommend::Package;

/// 95 % two-sided.
const Z: f64 = 1.959_963_984_540_054;
/// Offers that the category's mean counts for.
const PRIOR_OFFERS: f64 = 4.0;

/// Lower end of Wilson's 95 % interval (1927) of a share of which `successes`
/// of `trials` were seen; 0 without trials.
///
/// ```
/// let low = analysis::recommend::wilson_lower_bound(5.0, 10.0);
/// assert!((low - 0.236_593_1).abs() < 1e-7);
/// ```
pub fn wilson_lower_bound(successes: f64, trials: f64) -> f64 {
    if trials <= 0.0 {
        return 0.0;
    }
    let share = (successes / trials).clamp(0.0, 1.0);
    let z2 = Z * Z;
    let middle = share + z2 / (2.0 * trials);
    let spread = Z * (share * (1.0 - share) / trials + z2 / (4.0 * trials * trials)).sqrt();
    ((middle - spread) / (1.0 + z2 / trials)).max(0.0)
}

/// Share taken per offer in the category of each package: what is expected of
/// one nobody knows yet. One half is assumed before anything was offered.
pub(super) fn category_means<'p>(packages: &'p [Package]) -> Vec<f64> {
    let mut categories = Names::default();
    // None of them is a category of its own.
    let mut number = |package: &'p Package| match &package.category {
        Some(category) => categories.number(category.as_str()) as usize + 1,
        None => 0,
    };
    let places: Vec<usize> = packages.iter().map(&mut number).collect();
    let mut sums = vec![(1.0, 2.0); packages.len() + 1];
    for (package, &place) in packages.iter().zip(&places) {
        sums.change(place, |(taken, offered)| {
            *taken += f64::from(package.times_accepted);
            *offered += f64::from(package.times_offered);
        });
    }
    places.into_iter().map(|place| sums.at(place).0 / sums.at(place).1).collect()
}

/// [`wilson_lower_bound`] of a package's acceptances, its category's mean added
/// as if it had been seen in a few offers (Bayesian average).
pub(super) fn popularity(package: &Package, category_mean: f64) -> f64 {
    wilson_lower_bound(
        f64::from(package.times_accepted) + PRIOR_OFFERS * category_mean,
        f64::from(package.times_offered) + PRIOR_OFFERS,
    )
}

#[cfg(test)]
mod tests {
    use super::{Z, wilson_lower_bound};

    #[test]
    fn wilsons_bound_solves_its_equation() {
        for (successes, trials) in
            [(1.0, 10.0), (5.0, 10.0), (10.0, 10.0), (998.0, 1000.0), (3.5, 9.25)]
        {
            let low: f64 = wilson_lower_bound(successes, trials);
            let share: f64 = successes / trials;
            let distance = Z * (low * (1.0 - low) / trials).sqrt();
            assert!((share - low - distance).abs() < 1e-12, "{successes} of {trials}: {low}");
        }
        assert_eq!(wilson_lower_bound(0.0, 0.0), 0.0);
        assert!(wilson_lower_bound(0.0, 7.0) < 1e-15);
    }
}
