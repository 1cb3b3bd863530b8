//! Numbers: whole ones exactly, others by their shortest decimal.

use crate::reader::{Reader, Stop};

/// Powers of ten that a double holds exactly.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// A number as it is written: ±`digits` · 10^`exponent`.
pub(crate) struct Decimal {
    negative: bool,
    /// The first digits, as many as fit.
    digits: u64,
    exponent: i32,
    /// Written without `.` and `e`, and all digits fit.
    whole: bool,
}

impl Reader<'_> {
    /// A number of the grammar of RFC 8259.
    pub(crate) fn decimal(&mut self) -> Result<Decimal, Stop> {
        self.peek();
        let rest = self.rest();
        let mut at = usize::from(rest.first() == Some(&b'-'));
        let mut number = Decimal { negative: at == 1, digits: 0, exponent: 0, whole: true };
        let first = at;
        while let Some(digit @ b'0'..=b'9') = rest.get(at) {
            number.push(*digit);
            at += 1;
        }
        if at == first {
            if number.negative {
                return Err(self.malformed("a number without digits"));
            }
            return Err(self.expected("a number"));
        }
        if rest.get(first) == Some(&b'0') && at > first + 1 {
            return Err(self.malformed("a number that begins with 0"));
        }
        if rest.get(at) == Some(&b'.') {
            at += 1;
            number.whole = false;
            let first = at;
            while let Some(digit @ b'0'..=b'9') = rest.get(at) {
                number.push(*digit);
                number.exponent = number.exponent.saturating_sub(1);
                at += 1;
            }
            if at == first {
                return Err(self.malformed("a number that ends with its point"));
            }
        }
        if let Some(b'e' | b'E') = rest.get(at) {
            at += 1;
            number.whole = false;
            let negative = rest.get(at) == Some(&b'-');
            at += usize::from(matches!(rest.get(at), Some(b'-' | b'+')));
            let first = at;
            let mut exponent = 0_i32;
            while let Some(digit @ b'0'..=b'9') = rest.get(at) {
                exponent = exponent.saturating_mul(10).saturating_add(i32::from(digit - b'0'));
                at += 1;
            }
            if at == first {
                return Err(self.malformed("a number without an exponent"));
            }
            let exponent = if negative { -exponent } else { exponent };
            number.exponent = number.exponent.saturating_add(exponent);
        }
        self.pass(at);
        Ok(number)
    }

    /// A whole number from `min` to `max`, as its two's complement.
    pub(crate) fn whole(&mut self, min: i64, max: u64) -> Result<u64, Stop> {
        if !matches!(self.peek(), Some(b'-' | b'0'..=b'9')) {
            return Err(self.expected("a whole number"));
        }
        let start = self.offset();
        let number = self.decimal()?;
        if !number.whole {
            let reason = "expected a whole number, found one with a fraction, an exponent or too \
                          many digits";
            return Err(self.refuse_at(start, reason.to_owned()));
        }
        let digits = number.digits;
        // `0 - digits` wraps into two's complement, also for the least i64.
        let fits =
            if number.negative { digits <= min.unsigned_abs() && min <= 0 } else { digits <= max };
        if fits {
            return Ok(if number.negative { digits.wrapping_neg() } else { digits });
        }
        let (mut least, mut most) = (itoa::Buffer::new(), itoa::Buffer::new());
        let range = ["expected a whole number from ", least.format(min), " to ", most.format(max)];
        Err(self.refuse_at(start, range.concat()))
    }

    /// A number. Correctly rounded up to 15 digits and 22 places; beyond that
    /// the last bit may differ.
    pub(crate) fn float(&mut self) -> Result<f64, Stop> {
        let start = self.offset();
        let number = self.decimal()?;
        let mut value = number.digits as f64;
        let mut places = number.exponent;
        while places != 0 && value != 0.0 && value.is_finite() {
            let step = places.unsigned_abs().min(22) as usize;
            let ten = TENS.get(step).copied().unwrap_or(1.0);
            if places > 0 {
                value *= ten;
                places -= step as i32;
            } else {
                value /= ten;
                places += step as i32;
            }
        }
        if !value.is_finite() {
            return Err(self.refuse_at(start, "a number out of range".to_owned()));
        }
        Ok(if number.negative { -value } else { value })
    }
}

impl Decimal {
    fn push(&mut self, digit: u8) {
        let longer = self.digits.checked_mul(10);
        match longer.and_then(|digits| digits.checked_add(u64::from(digit - b'0'))) {
            Some(digits) if self.exponent <= 0 => self.digits = digits,
            // Only the size of what follows the 19th digit counts.
            _ => {
                self.exponent = self.exponent.saturating_add(1);
                self.whole = false;
            }
        }
    }
}

/// Appends the shortest decimal that is read back as `value`, as `serde_json`
/// writes it; `null` for what is not a number.
pub(crate) fn push_float(value: f64, out: &mut String) {
    if !value.is_finite() {
        out.push_str("null");
        return;
    }
    // Scores and probabilities were rounded, so few digits will do; a decimal of
    // up to 15 digits belongs to one double only.
    let size = value.abs();
    if size == 0.0 || (1e-5..1e15).contains(&size) {
        let mut ten = 1_u64;
        for places in 0..=5 {
            let scaled = size * ten as f64;
            let digits = (scaled + 0.5) as u64;
            if digits >= 1_000_000_000_000_000 {
                break;
            }
            if digits as f64 / ten as f64 == size {
                if value.is_sign_negative() {
                    out.push('-');
                }
                push_places(digits, ten, places, out);
                return;
            }
            ten *= 10;
        }
    }
    out.push_str(ryu::Buffer::new().format_finite(value));
}

/// `digits / ten`, with the point and at least one digit behind it.
fn push_places(digits: u64, ten: u64, places: usize, out: &mut String) {
    let mut buffer = itoa::Buffer::new();
    out.push_str(buffer.format(digits / ten));
    out.push('.');
    let behind = buffer.format(digits % ten);
    for _ in behind.len()..places {
        out.push('0');
    }
    out.push_str(behind);
}
