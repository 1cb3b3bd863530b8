//! Days and times a message speaks of, as moments.

use super::calendar::{AGO, AHEAD, DAYS, MONTHS, PARTS, SPANS, Span, WEEKDAYS, WHICH};
use super::clock::minute_of_day;
use super::numbers::{cardinal, digits};
use super::vocabulary::{is, is_among, look_up};
use crate::Time;
use crate::intent::fold::Words;
use crate::time::{MINUTE_MS, civil_from_days, days_from_civil};
use kernels::words::distance::likeness_of;

const DAY_MINUTES: i64 = 24 * 60;

/// A stretch of time, from the first moment up to and without the last. An
/// exact time ("saturday at 3pm") is one minute long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Its beginning.
    pub from: Time,
    /// Its end, which is not part of it.
    pub until: Time,
}

impl Moment {
    /// Whether it is a time of day rather than a day or more.
    pub fn is_exact(&self) -> bool {
        self.until.ms().saturating_sub(self.from.ms()) <= MINUTE_MS
    }
}

/// What `message` says about when, seen from `now` in a zone `offset_minutes`
/// east of UTC.
///
/// A weekday means the first such day that is still to come or today; "next
/// saturday" the one of the following week (Monday to Sunday). A time without
/// a day is the next such time. A date without a year is the next such date.
pub fn moments(message: &str, now: Time, offset_minutes: i64) -> Option<Moment> {
    let folded = Words::exact(message);
    let words: Vec<&[char]> = folded.iter().take(64).collect();
    let local = now.ms().div_euclid(MINUTE_MS) + offset_minutes;
    let today = local.div_euclid(DAY_MINUTES);
    let between = |from: i64, until: i64| Moment {
        from: Time::from_ms((from - offset_minutes) * MINUTE_MS),
        until: Time::from_ms((until - offset_minutes) * MINUTE_MS),
    };
    if let Some(minute) = counted(&words, local).and_then(Counted::minute) {
        return Some(between(minute, minute + 1));
    }
    let days = iso(message).or_else(|| (0..words.len()).find_map(|at| days(&words, at, today)));
    let part = words.iter().find_map(|word| look_up(word, PARTS));
    match (days, minute_of_day(message, &words)) {
        (Some((day, end)), Some(minute)) if end == day + 1 => {
            let minute = day * DAY_MINUTES + minute;
            Some(between(minute, minute + 1))
        }
        (Some((day, end)), _) => match part {
            Some((from, until)) if end == day + 1 => {
                Some(between(day * DAY_MINUTES + from * 60, day * DAY_MINUTES + until * 60))
            }
            _ => Some(between(day * DAY_MINUTES, end * DAY_MINUTES)),
        },
        (None, Some(minute)) => {
            let today_at = today * DAY_MINUTES + minute;
            let minute = if today_at < local { today_at + DAY_MINUTES } else { today_at };
            Some(between(minute, minute + 1))
        }
        (None, None) => {
            let (from, until) = part?;
            Some(between(today * DAY_MINUTES + from * 60, today * DAY_MINUTES + until * 60))
        }
    }
}

/// Whether `message` names a day: "saturday", "the 24th", "tomorrow".
pub fn names_day(message: &str) -> bool {
    let folded = Words::exact(message);
    let words: Vec<&[char]> = folded.iter().take(64).collect();
    iso(message).is_some() || (0..words.len()).any(|at| days(&words, at, 0).is_some())
}

/// "in 2 hours" is a minute, "in 2 days" a day.
#[derive(Debug, Clone, Copy)]
enum Counted {
    Minute(i64),
    Day(i64),
}

impl Counted {
    fn minute(self) -> Option<i64> {
        if let Self::Minute(minute) = self { Some(minute) } else { None }
    }
}

/// "in two days", "3 hours ago", "dans une semaine", "hace dos días".
fn counted(words: &[&[char]], local: i64) -> Option<Counted> {
    let today = local.div_euclid(DAY_MINUTES);
    (0..words.len()).find_map(|at| {
        let count = count(words.get(at)?)?;
        let span = look_up(words.get(at + 1)?, SPANS)?;
        let before = |back: usize| at.checked_sub(back).and_then(|at| words.get(at)).copied();
        let said = |word: Option<&[char]>, texts| word.is_some_and(|w| is_among(w, texts));
        // "il y a deux jours", "dentro de dos días".
        let il_y_a = before(1).is_some_and(|w| is(w, "a")) && before(2).is_some_and(|w| is(w, "y"));
        let past = said(words.get(at + 2).copied(), AGO) || said(before(1), AGO) || il_y_a;
        let de = before(1).is_some_and(|w| is(w, "de")) && said(before(2), AHEAD);
        if !past && !said(before(1), AHEAD) && !de {
            return None;
        }
        let count = if past { -count } else { count };
        Some(match span {
            Span::Minutes => Counted::Minute(local + count),
            Span::Hours => Counted::Minute(local + count * 60),
            Span::Days => Counted::Day(today + count),
            Span::Weeks | Span::Weekend => Counted::Day(today + count * 7),
            Span::Months => Counted::Day(months_later(today, count)),
        })
    })
}

/// A count, at most four digits; "a week", "une semaine" is one.
fn count(word: &[char]) -> Option<i64> {
    match digits(word) {
        Some((value, [])) => (value < 10_000).then_some(value),
        Some(_) => None,
        None if matches!(word, ['a'] | ['a', 'n']) => Some(1),
        None => cardinal(word),
    }
}

/// Local days (since 1970-01-01) from and until which the words at `at` speak.
fn days(words: &[&[char]], at: usize, today: i64) -> Option<(i64, i64)> {
    let word = *words.get(at)?;
    let before = |back: usize| at.checked_sub(back).and_then(|at| words.get(at)).copied();
    let after = |ahead: usize| words.get(at + ahead).copied();
    let one = |day: i64| Some((day, day + 1));
    if at == 0
        && let Some(Counted::Day(day)) = counted(words, today * DAY_MINUTES)
    {
        return one(day);
    }
    if let Some(offset) = relative(word) {
        let day_after = offset == 1
            && (before(1).is_some_and(|w| is(w, "after") || is(w, "apres") || is(w, "pasado")));
        // "esta mañana", "por la mañana" are mornings.
        let morning = is(word, "manana") && before(1).is_some_and(|w| is(w, "esta") || is(w, "la"));
        return if morning { one(today) } else { one(today + offset + i64::from(day_after)) };
    }
    let which = || {
        let near = [before(1), after(1), after(2)].into_iter().flatten();
        near.filter_map(|word| look_up(word, WHICH)).find(|which| *which != 0)
    };
    if let Some(weekday) = weekday(word) {
        let ahead = (weekday - today.rem_euclid(7) - 3).rem_euclid(7);
        let next = before(1).is_some_and(|w| is(w, "next"));
        return match which() {
            Some(-1) => one(today + ahead - 7),
            Some(_) if next => one(monday(today) + 7 + weekday),
            Some(_) if ahead == 0 => one(today + 7),
            _ => one(today + ahead),
        };
    }
    if let Some(day) = dated(words, at, today) {
        return one(day);
    }
    let span = look_up(word, SPANS);
    let weekend = is(word, "week") && after(1).is_some_and(|w| is(w, "end"))
        || is(word, "fin") && after(2).is_some_and(|w| is(w, "semana"))
        || span == Some(Span::Weekend);
    if weekend {
        let saturday = monday(today) + 5 + 7 * which().unwrap_or(0);
        return Some((saturday, saturday + 2));
    }
    let span = span?;
    let this = before(1).is_some_and(|w| look_up(w, WHICH) == Some(0));
    let which = which().or(this.then_some(0))?;
    match span {
        Span::Weeks => Some((monday(today) + 7 * which, monday(today) + 7 * which + 7)),
        Span::Months => {
            let (year, month, _) = civil_from_days(today);
            let first = months_later(days_from_civil(year, month, 1), which);
            Some((first, months_later(first, 1)))
        }
        _ => None,
    }
}

/// "24 march", "march 24th", "le 24 mars 2027", "24 de marzo", "the 24th".
fn dated(words: &[&[char]], at: usize, today: i64) -> Option<i64> {
    let (day, rest) = digits(words.get(at)?)?;
    if !(1..=31).contains(&day)
        || !matches!(
            rest.iter().collect::<String>().as_str(),
            "" | "st" | "nd" | "rd" | "th" | "er"
        )
    {
        return None;
    }
    let month_at = |at: usize| words.get(at).and_then(|word| look_up(word, MONTHS));
    let joined = words.get(at + 1).is_some_and(|w| is(w, "de") || is(w, "of"));
    let after =
        month_at(at + 1 + usize::from(joined)).map(|month| (month, at + 2 + usize::from(joined)));
    let before = at.checked_sub(1).and_then(month_at).map(|month| (month, at + 1));
    let (year_now, month_now, day_now) = civil_from_days(today);
    let Some((month, next)) = after.or(before) else {
        // "the 24th": of this month, or of the next where it has passed.
        let article = at.checked_sub(1).and_then(|at| words.get(at));
        let article =
            article.is_some_and(|w| is(w, "the") || is(w, "le") || is(w, "el") || is(w, "il"));
        if rest.is_empty() && !article || rest.is_empty() && words.get(at + 1).is_some() {
            return None;
        }
        let first = days_from_civil(year_now, month_now, 1);
        return Some(months_later(first, i64::from(day < day_now)) + day - 1);
    };
    let year = words
        .get(next)
        .and_then(|word| digits(word))
        .filter(|(y, r)| r.is_empty() && (1970..2200).contains(y));
    let year = year.map_or_else(
        || year_now + i64::from((month, day) < (month_now, day_now)),
        |(year, _)| year,
    );
    Some(days_from_civil(year, month, day))
}

/// "2026-11-24" anywhere in the text.
fn iso(text: &str) -> Option<(i64, i64)> {
    let windows = text.as_bytes().get(..text.len().min(4096))?.windows(10);
    let mut dates = windows.filter(|date| date.get(4) == Some(&b'-') && date.get(7) == Some(&b'-'));
    dates.find_map(|date| {
        let date = str::from_utf8(date).ok()?;
        let time = Time::parse(&format!("{date}T00:00:00Z"))?;
        let day = time.ms().div_euclid(DAY_MINUTES * MINUTE_MS);
        Some((day, day + 1))
    })
}

fn relative(word: &[char]) -> Option<i64> {
    look_up(word, DAYS).or_else(|| (word.len() >= 7).then(|| alike(word, DAYS))?)
}

fn weekday(word: &[char]) -> Option<i64> {
    look_up(word, WEEKDAYS).or_else(|| (word.len() >= 6).then(|| alike(word, WEEKDAYS))?)
}

/// The row with a word at most one slip from `word`, where only one is.
fn alike(word: &[char], table: &[(i64, &str)]) -> Option<i64> {
    let near = |text: &str| text.len() >= 6 && likeness_of(word, text) > 0.0;
    let mut rows = table.iter().filter(|(_, words)| words.split(' ').any(near));
    let first = rows.next()?.0;
    rows.next().is_none().then_some(first)
}

/// The Monday of the week of `day`; 1970-01-01 was a Thursday.
fn monday(day: i64) -> i64 {
    day - (day + 3).rem_euclid(7)
}

/// The same day of the month `count` months later, cut to the month's last day.
fn months_later(day: i64, count: i64) -> i64 {
    let (year, month, date) = civil_from_days(day);
    let months = year * 12 + month - 1 + count;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let next = months + 1;
    let end = days_from_civil(next.div_euclid(12), next.rem_euclid(12) + 1, 1);
    (days_from_civil(year, month, 1) + date - 1).min(end - 1)
}
