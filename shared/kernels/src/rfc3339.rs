//! Moments as RFC 3339 writes them, in milliseconds since
//! 1970-01-01T00:00:00Z (leap seconds ignored, as POSIX does).

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 86_400_000;

/// Reads `2026-11-21T09:30:00Z`, `…+01:00`, fractions allowed; `None` without a
/// zone, and for days that do not exist.
#[inline(never)]
pub fn parse(text: &[u8]) -> Option<i64> {
    let (date, rest) = text.split_at_checked(10)?;
    let (clock, rest) = rest.split_at_checked(9)?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *date else { return None };
    let [b'T' | b't' | b' ', h1, h2, b':', i1, i2, b':', s1, s2] = *clock else { return None };
    let year = two(y1, y2)? * 100 + two(y3, y4)?;
    let (month, day) = (two(m1, m2)?, two(d1, d2)?);
    let (hour, minute, second) = (two(h1, h2)?, two(i1, i2)?, two(s1, s2)?);
    if !(1..=12).contains(&month) || day < 1 || day > days_in(year, month) {
        return None;
    }
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (millis, zone) = fraction(rest)?;
    let offset = offset_minutes(zone)?;
    let days = days_from_civil(year, month, day);
    let ms = days * DAY_MS + ((hour * 60 + minute - offset) * 60 + second) * 1000 + millis;
    Some(ms)
}

/// Appends a moment, in UTC.
#[inline(never)]
pub fn push(moment: i64, out: &mut String) {
    let (year, month, day) = civil_from_days(moment.div_euclid(DAY_MS));
    let ms = moment.rem_euclid(DAY_MS);
    let parts = [(month, '-'), (day, '-'), (ms / 3_600_000, 'T'), (ms / MINUTE_MS % 60, ':')];
    if year < 0 {
        out.push('-');
    }
    push_two(year.abs() / 100, out);
    push_two(year.abs() % 100, out);
    for (part, before) in parts {
        out.push(before);
        push_two(part, out);
    }
    out.push(':');
    push_two(ms / 1000 % 60, out);
    if ms % 1000 != 0 {
        out.push('.');
        push_two(ms % 1000 / 10, out);
        push_digit(ms % 10, out);
    }
    out.push('Z');
}

fn push_digit(digit: i64, out: &mut String) {
    out.push(char::from(b'0' + (digit % 10) as u8));
}

/// Two digits; years of five and more keep what is before them.
fn push_two(number: i64, out: &mut String) {
    if number >= 100 {
        push_two(number / 100, out);
    }
    push_digit(number / 10, out);
    push_digit(number, out);
}

fn two(tens: u8, ones: u8) -> Option<i64> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    Some(digit(tens)? * 10 + digit(ones)?)
}

/// Milliseconds of a fraction (further digits are cut), and what follows it.
fn fraction(rest: &[u8]) -> Option<(i64, &[u8])> {
    let Some((b'.', digits)) = rest.split_first() else { return Some((0, rest)) };
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, zone) = digits.split_at_checked(length)?;
    if digits.is_empty() {
        return None;
    }
    let padded = digits.iter().copied().chain([b'0', b'0']).take(3);
    Some((padded.fold(0, |ms, byte| ms * 10 + i64::from(byte - b'0')), zone))
}

fn offset_minutes(zone: &[u8]) -> Option<i64> {
    match *zone {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (two(h1, h2)?, two(m1, m2)?);
            let offset = hours * 60 + minutes;
            (hours < 24 && minutes < 60).then_some(if sign == b'-' { -offset } else { offset })
        }
        _ => None,
    }
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a proleptic Gregorian date (Hinnant's
/// `days_from_civil`).
pub fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of a count of days since 1970-01-01 (Hinnant's
/// `civil_from_days`).
pub fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_shifted + 2) / 5 + 1;
    let month = if month_shifted < 10 { month_shifted + 3 } else { month_shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}
