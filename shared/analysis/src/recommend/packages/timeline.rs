//! How many days a timeline leaves.

use crate::Time;
use crate::letters::lowered;
use crate::search;

const DAY_MINUTES: i64 = 24 * 60;

/// Whole days from `now` until the time described: an RFC 3339 moment, a date,
/// a count of days, weeks, months (30 days) or years, `today`, `tomorrow`,
/// `asap`. Negative for the past; `None` for what cannot be read.
pub(super) fn days(timeline: &str, now: Time) -> Option<i64> {
    let text = lowered(timeline.trim());
    let whole_day = Time::parse(&format!("{text}T23:59:59Z"));
    if let Some(moment) = Time::parse(timeline.trim()).or(whole_day) {
        return Some(moment.minutes_since(now).div_euclid(DAY_MINUTES));
    }
    match text.as_str() {
        "asap" | "urgent" | "now" | "today" | "immediately" => return Some(0),
        "tomorrow" => return Some(1),
        _ => {}
    }
    let digits: String = text.chars().skip_while(|c| !c.is_ascii_digit()).collect();
    let length = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let (count, unit) = digits.split_at_checked(length)?;
    let count: i64 = if count.is_empty() { article(&text)? } else { count.parse().ok()? };
    let unit = if unit.is_empty() { text.as_str() } else { unit };
    let per = [("day", 1), ("week", 7), ("month", 30), ("year", 365)];
    let (_, days) = per.into_iter().find(|(name, _)| search::contains(unit, name))?;
    count.checked_mul(days).filter(|days| *days <= 36_500)
}

/// `a week`, `one month`: how many that is.
fn article(text: &str) -> Option<i64> {
    let names =
        [("a", 1), ("an", 1), ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("six", 6)];
    let mut words = text.split_whitespace();
    words.find_map(|word| names.into_iter().find(|(name, _)| *name == word)).map(|(_, count)| count)
}

#[cfg(test)]
mod tests {
    use super::days;
    use crate::Time;

    #[test]
    fn reads_what_people_write() {
        let now = Time::parse("2026-11-21T09:00:00Z").unwrap();
        for (text, expected) in [
            ("10 days", Some(10)),
            ("within 2 weeks", Some(14)),
            ("3-month", Some(90)),
            ("a week", Some(7)),
            ("two weeks", Some(14)),
            ("ASAP", Some(0)),
            ("tomorrow", Some(1)),
            ("2026-12-01", Some(10)),
            ("2026-11-22T09:00:00Z", Some(1)),
            ("2026-11-20", Some(-1)),
            ("before summer", None),
            ("", None),
            ("99999999999999999999 days", None),
            ("9999999999999 years", None),
        ] {
            assert_eq!(days(text, now), expected, "{text}");
        }
    }
}
