//! How surely something is liked, from a count.

/// The 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Lower end of the 95 % score interval of a share (Wilson 1927): what the share
/// is at least, given `accepted` of `offered`. 0 where nothing was offered.
pub fn wilson_lower_bound(accepted: f64, offered: f64) -> f64 {
    if offered <= 0.0 {
        return 0.0;
    }
    let share = (accepted / offered).clamp(0.0, 1.0);
    let z2 = Z * Z / offered;
    let spread = Z * (share * (1.0 - share) / offered + z2 / (4.0 * offered)).sqrt();
    ((share + z2 / 2.0 - spread) / (1.0 + z2)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::wilson_lower_bound;

    #[test]
    fn agrees_with_the_closed_forms_at_the_ends() {
        let z2 = 1.959_963_984_540_054_f64.powi(2);
        for n in [1.0, 10.0, 1000.0] {
            assert!((wilson_lower_bound(n, n) - n / (n + z2)).abs() < 1e-12);
            assert!(wilson_lower_bound(0.0, n).abs() < 1e-12);
        }
        assert_eq!(wilson_lower_bound(0.0, 0.0), 0.0);
    }

    #[test]
    fn agrees_with_a_worked_example() {
        // 10 of 20: centre 0.5, half-width z/(1+z2/n) * sqrt(0.0125 + z2/1600).
        assert!((wilson_lower_bound(10.0, 20.0) - 0.299_298_0).abs() < 1e-6);
    }

    #[test]
    fn grows_with_acceptance_and_with_evidence() {
        assert!(wilson_lower_bound(8.0, 10.0) > wilson_lower_bound(7.0, 10.0));
        assert!(wilson_lower_bound(80.0, 100.0) > wilson_lower_bound(8.0, 10.0));
    }
}
