//! Times of day: "3pm", "15:30", "19h30", "at 9", "noon", "half past four".

use super::numbers::{cardinal, digits};
use super::vocabulary::{is, is_among, look_up};

/// Words that make the number after them an hour.
const AT: &str = "at alle las vers by until till";

/// Minutes after midnight, of the first time `text` or its `words` say.
pub(super) fn minute_of_day(text: &str, words: &[&[char]]) -> Option<i64> {
    colon(text).or_else(|| (0..words.len()).find_map(|at| spoken(words, at)))
}

/// "15:30", "19.30" is left out: it may be a price.
fn colon(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let colons = bytes.iter().enumerate().take(4096).filter(|(_, byte)| **byte == b':');
    let number = |bytes: &[u8]| {
        let two = bytes.iter().all(u8::is_ascii_digit) && (1..=2).contains(&bytes.len());
        two.then(|| bytes.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')))
    };
    colons.into_iter().find_map(|(at, _)| {
        let before = bytes.get(..at)?;
        let count = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let hour = number(before.get(at - count..)?)?;
        let after = bytes.get(at + 1..)?;
        let count = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let minute = if count == 2 { number(after.get(..2)?)? } else { return None };
        let rest = after.get(2..)?.trim_ascii_start();
        let pm = rest.get(..2).is_some_and(|two| two.eq_ignore_ascii_case(b"pm"));
        clock(hour, minute, pm.then_some(true))
    })
}

fn spoken(words: &[&[char]], at: usize) -> Option<i64> {
    let word = *words.get(at)?;
    let next = words.get(at + 1).copied().unwrap_or_default();
    if let Some(minute) = look_up(word, NAMED) {
        return Some(minute);
    }
    let half_past = is(word, "half") && is(next, "past");
    if half_past {
        let hour = words.get(at + 2).and_then(|word| hour_word(word))?;
        return clock(hour, 30, Some(hour < 8));
    }
    if let Some((hour, rest)) = digits(word) {
        return match (rest, next) {
            (['a', 'm'], _) | ([], ['a', 'm']) => clock(hour, 0, Some(false)),
            (['p', 'm'], _) | ([], ['p', 'm']) => clock(hour, 0, Some(true)),
            (['h'], _) => clock(hour, 0, None),
            (['h', minutes @ ..], _) => match digits(minutes) {
                Some((minute, [])) => clock(hour, minute, None),
                _ => None,
            },
            _ => None,
        };
    }
    let hour = is_among(word, AT).then(|| hour_word(next))??;
    let after = words.get(at + 2).copied().unwrap_or_default();
    match after {
        ['a', 'm'] => clock(hour, 0, Some(false)),
        ['p', 'm'] => clock(hour, 0, Some(true)),
        // "at 4" of a producer's day is the afternoon.
        _ => clock(hour, 0, (hour < 7).then_some(true)),
    }
}

const NAMED: &[(i64, &str)] = &[
    (12 * 60, "noon midday mezzogiorno mediodia"),
    (24 * 60, "midnight minuit mezzanotte medianoche"),
];

fn hour_word(word: &[char]) -> Option<i64> {
    match digits(word) {
        Some((hour, [])) => Some(hour),
        Some(_) => None,
        None => cardinal(word).filter(|hour| *hour <= 12),
    }
}

fn clock(hour: i64, minute: i64, pm: Option<bool>) -> Option<i64> {
    let hour = match pm {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}
