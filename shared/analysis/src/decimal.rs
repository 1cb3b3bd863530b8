//! Numbers for people.

use std::fmt;

/// A number with a fixed count of decimals.
///
/// The standard library's `{:.1}` is right to the last bit of any double, which
/// takes 16 KB of wasm; what people are told are scores and shares.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fixed {
    scaled: i64,
    places: usize,
}

/// `value` with at most nine `places`, rounded half away from zero. Beyond ±10⁹
/// it is shown as if it were there.
pub(crate) fn fixed(value: f64, places: usize) -> Fixed {
    let places = places.min(9);
    let scale = (0..places).fold(1.0, |scale, _| scale * 10.0);
    let size = if value.is_nan() { 0.0 } else { value.abs().min(1e9) };
    let size = (size * scale + 0.5).floor() as i64;
    Fixed { scaled: if value < 0.0 { -size } else { size }, places }
}

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.scaled < 0 { "-" } else { "" };
        let digits = self.scaled.unsigned_abs();
        let scale = 10_u64.pow(self.places as u32);
        if self.places == 0 {
            return write!(f, "{sign}{digits}");
        }
        write!(f, "{sign}{}.{:0width$}", digits / scale, digits % scale, width = self.places)
    }
}

#[cfg(test)]
mod tests {
    use super::fixed;

    #[test]
    fn shows_as_many_decimals_as_asked_for() {
        for (value, places, shown) in [
            (0.0, 0, "0"),
            (2.5, 0, "3"),
            (-2.5, 0, "-3"),
            (0.05, 1, "0.1"),
            (-0.04, 1, "0.0"),
            (99.96, 1, "100.0"),
            (0.9946, 2, "0.99"),
            (1.0 / 3.0, 4, "0.3333"),
            (12.007, 3, "12.007"),
            (f64::NAN, 1, "0.0"),
            (f64::INFINITY, 0, "1000000000"),
        ] {
            assert_eq!(fixed(value, places).to_string(), shown, "{value} to {places}");
        }
    }
}
