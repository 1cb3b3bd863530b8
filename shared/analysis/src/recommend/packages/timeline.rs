//! How many days a timeline leaves.

use crate::Time;
use crate::letters::{lowered, words};
use crate::search;

const DAY_MINUTES: i64 = 24 * 60;

/// Whole days from `now` until the time described: an RFC 3339 moment, a date,
/// counts of hours, days, weeks, months (30 days) or years, `today`, `tomorrow`,
/// `asap`. Negative for the past; `None` for what cannot be read.
pub(super) fn days(timeline: &str, now: Time) -> Option<i64> {
    let text = lowered(timeline.trim());
    let whole_day = Time::parse(&format!("{text}T23:59:59Z"));
    if let Some(moment) = Time::parse(timeline.trim()).or(whole_day) {
        return Some(moment.minutes_since(now).div_euclid(DAY_MINUTES));
    }
    match text.as_str() {
        "asap" | "urgent" | "now" | "today" | "immediately" => Some(0),
        "tomorrow" => Some(1),
        _ => counted(&words(&search::replace(&text, ",", ""), true)),
    }
}

/// Words of counts, and how many that is.
const COUNTS: [(&str, i64); 14] = [
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("couple", 2),
    ("few", 3),
];
/// How units begin, and their hours.
const UNITS: [(&str, i64); 6] = [
    ("hour", 1),
    ("day", 24),
    ("week", 7 * 24),
    ("fortnight", 14 * 24),
    ("month", 30 * 24),
    ("year", 365 * 24),
];
/// What may stand between a count and its unit.
const BETWEEN: [&str; 8] = ["to", "or", "and", "of", "half", "business", "working", "more"];

/// The sum of `2 weeks and 3 days`, in whole days. Of several counts for one unit,
/// as in `2 to 3 weeks`, the first is safe; what is no unit, as in `5 pm on
/// Friday`, ends a count.
fn counted(words: &[String]) -> Option<i64> {
    let (mut hours, mut count, mut parts): (Option<i64>, Option<i64>, i64) = (None, None, 1);
    // "A few" are more than "a".
    let mut is_article = false;
    for word in words {
        let unit = UNITS.iter().find(|(unit, _)| word.starts_with(unit));
        let number = COUNTS.iter().find(|(name, _)| name == word);
        if let Some((_, each)) = unit {
            if let Some(count) = count.take() {
                hours = Some(count.checked_mul(*each)? / parts + hours.unwrap_or(0));
            }
            parts = 1;
        } else if let Some(number) = word.parse().ok().or(number.map(|(_, number)| *number)) {
            count = count.filter(|_| !is_article).or(Some(number));
            is_article = word == "a" || word == "an";
        } else if !BETWEEN.contains(&word.as_str()) {
            count = None;
        } else if word == "half" && count.is_none() {
            parts = 2;
        }
    }
    hours.map(|hours| hours / 24).filter(|days| *days <= 36_500)
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
            ("2 weeks 3 days", Some(17)),
            ("2 weeks and 3 days", Some(17)),
            ("1,000 days", Some(1000)),
            ("2-3 weeks", Some(14)),
            ("3 to 4 weeks", Some(21)),
            ("10 working days", Some(10)),
            ("five days", Some(5)),
            ("a few weeks", Some(21)),
            ("one or two months", Some(30)),
            ("half a year", Some(182)),
            ("48 hours", Some(2)),
            ("by 5 pm on Friday", None),
            ("12 May, Monday", None),
            ("20 December, a Sunday", None),
            ("99999999999999999999 days", None),
            ("9999999999999 years", None),
        ] {
            assert_eq!(days(text, now), expected, "{text}");
        }
    }
}
