//! Numbers written with a fixed count of decimals.
//!
//! The standard library's writing of floating-point numbers is exact to the
//! last of a thousand digits, and weighs twenty kilobytes of wasm for it.

/// A number with so many decimals (at most 9), rounded half away from zero
/// after scaling; beyond ±10⁹ the nearest of those.
///
/// ```
/// assert_eq!(analysis::decimal::fixed(-2.345, 1), "-2.3");
/// assert_eq!(analysis::decimal::fixed(0.5, 0), "1");
/// ```
pub fn fixed(value: f64, decimals: usize) -> String {
    const MOST: f64 = 1e9;
    let decimals = decimals.min(9);
    let scale = 10_u64.pow(decimals as u32);
    let scaled = (value.abs().min(MOST) * scale as f64 + 0.5) as u64;
    let mut text = String::new();
    if value < 0.0 && scaled > 0 {
        text.push('-');
    }
    text.push_str(&(scaled / scale).to_string());
    if decimals > 0 {
        let digits = (scaled % scale).to_string();
        text.push('.');
        text.extend((digits.len()..decimals).map(|_| '0'));
        text.push_str(&digits);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::fixed;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn writes_what_the_standard_library_does_but_for_ties(value in -1e6..1e6_f64, decimals in 0_usize..5) {
            let (ours, theirs) = (fixed(value, decimals), format!("{value:.decimals$}"));
            let scale = 10_f64.powi(decimals as i32);
            let tie = ((value.abs() * scale).fract() - 0.5).abs() < 1e-6;
            prop_assert!(ours == theirs || tie || ours.parse::<f64>() == Ok(0.0), "{ours} {theirs}");
        }
    }

    #[test]
    fn pads_rounds_and_never_says_minus_nothing() {
        for (value, decimals, text) in [
            (0.05, 1, "0.1"),
            (7.0, 2, "7.00"),
            (7.004, 2, "7.00"),
            (-0.001, 2, "0.00"),
            (-0.5, 0, "-1"),
            (0.999, 2, "1.00"),
            (1e300, 0, "1000000000"),
        ] {
            assert_eq!(fixed(value, decimals), text);
        }
    }
}
