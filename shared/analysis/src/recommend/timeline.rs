//! How many days there are, from words.

use crate::Time;
use crate::time::days_from_civil;

/// Days that a timeline leaves: `10 days`, `2 weeks`, `in 3 months`, `48 hours`,
/// `asap`, `2026-12-01` or a full RFC 3339 moment. `None` for words that say no
/// time.
pub(super) fn days(text: &str, now: Time) -> Option<i64> {
    let text = text.trim().to_lowercase();
    let today = now.ms().div_euclid(86_400_000);
    if let Some(moment) = Time::parse(&text.to_uppercase()) {
        return Some((moment.ms().div_euclid(86_400_000) - today).max(0));
    }
    if let Some(day) = date(&text) {
        return Some((day - today).max(0));
    }
    if ["asap", "now", "today", "immediately", "urgent"].contains(&text.as_str()) {
        return Some(0);
    }
    if text == "tomorrow" {
        return Some(1);
    }
    let gap = |c: char| !c.is_alphanumeric();
    let mut amount: Option<i64> = None;
    for word in text.split(gap).filter(|word| !word.is_empty()) {
        let split = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
        let (digits, unit) = word.split_at_checked(split)?;
        amount = match (digits, unit) {
            ("", "a" | "an" | "one") => Some(1),
            ("", "two") => Some(2),
            ("", "three") => Some(3),
            ("", _) => amount,
            (digits, _) => Some(digits.parse().ok().filter(|n| *n <= 100_000)?),
        };
        let unit_hours = match unit {
            "h" | "hour" | "hours" => 1,
            "d" | "day" | "days" => 24,
            "w" | "week" | "weeks" => 24 * 7,
            "month" | "months" => 24 * 30,
            "year" | "years" => 24 * 365,
            _ => continue,
        };
        return amount.map(|amount| amount * unit_hours / 24);
    }
    None
}

/// Days since 1970 of `YYYY-MM-DD`.
fn date(text: &str) -> Option<i64> {
    let midnight = Time::parse(&[text, "T00:00:00Z"].concat())?;
    Some(midnight.ms().div_euclid(86_400_000)).filter(|days| *days > days_from_civil(0, 1, 1))
}

#[cfg(test)]
mod tests {
    use super::days;
    use crate::Time;

    #[test]
    fn reads_the_ways_people_say_how_much_time_there_is() {
        let now = Time::parse("2026-11-21T08:00:00Z").unwrap();
        for (text, expected) in [
            ("10 days", Some(10)),
            ("2 Weeks", Some(14)),
            ("within 3 months", Some(90)),
            ("2-3 weeks", Some(21)),
            ("48h", Some(2)),
            ("a week", Some(7)),
            ("ASAP", Some(0)),
            ("2026-12-01", Some(10)),
            ("2026-12-01T09:00:00+01:00", Some(10)),
            ("2025-01-01", Some(0)),
            ("whenever", None),
            ("days", None),
            ("", None),
            ("99999999999999999999 days", None),
            ("👗 5 days", Some(5)),
        ] {
            assert_eq!(days(text, now), expected, "{text}");
        }
    }
}
