//! Lengths of time: "2 hours", "1h30", "half an hour", "deux jours".

use super::calendar::{AGO, AHEAD, SPANS, Span};
use super::numbers::{cardinal, digits};
use super::vocabulary::{is, is_among, look_up};
use crate::intent::fold::Words;

/// Longer than any delay, and far from overflow.
const MOST: i64 = 10_000;
/// Words for the half of an hour or a day.
const HALF: &str = "half demi demie mezza mezz media medio";

/// The minutes that `message` speaks of as a length, the first where it names
/// several; "in two hours" and "two days ago" are moments, not lengths.
pub fn span(message: &str) -> Option<i64> {
    let words = Words::exact(message);
    let words: Vec<&[char]> = words.iter().take(64).collect();
    (0..words.len()).find_map(|at| {
        let said = |place: Option<usize>, texts| {
            let word = place.and_then(|place| words.get(place));
            word.is_some_and(|word| is_among(word, texts))
        };
        let (minutes, length) = span_at(&words, at)?;
        let moment = said(at.checked_sub(1), AHEAD)
            || said(at.checked_sub(1), AGO)
            || said(Some(at + length), AGO);
        (!moment && minutes > 0).then_some(minutes)
    })
}

/// The minutes that the words at a place say, and how many words that takes.
fn span_at(words: &[&[char]], at: usize) -> Option<(i64, usize)> {
    let word = *words.get(at)?;
    let next = words.get(at + 1).copied().unwrap_or_default();
    if is_among(word, HALF) {
        let article = is(next, "an") || is(next, "a") || is(next, "une");
        let unit = words.get(at + 1 + usize::from(article))?;
        return Some((minutes_of(unit)? / 2, 2 + usize::from(article)));
    }
    let count = |value: i64| (value < MOST).then_some(value);
    match digits(word) {
        // "2 hours", "1 h 30" is told from "1 h".
        Some((value, [])) => Some((count(value)? * minutes_of(next)?, 2)),
        // "2h", "1h30", "45min", "2d".
        Some((value, rest)) => {
            let letters = rest.iter().take_while(|letter| !letter.is_ascii_digit()).count();
            let (unit, more) = rest.split_at_checked(letters)?;
            let more = digits(more).map_or(0, |(more, _)| more);
            let unit = minutes_of(unit)?;
            let odd = if unit == 60 && more < 60 { more } else { 0 };
            Some((count(value)? * unit + odd, 1))
        }
        None => {
            let value = if matches!(word, ['a'] | ['a', 'n']) { Some(1) } else { cardinal(word) };
            Some((value? * minutes_of(next)?, 2))
        }
    }
}

fn minutes_of(unit: &[char]) -> Option<i64> {
    Some(match (unit, look_up(unit, SPANS)) {
        (['h'], _) | (_, Some(Span::Hours)) => 60,
        (['m'], _) | (_, Some(Span::Minutes)) => 1,
        (['d' | 'j' | 'g'], _) | (_, Some(Span::Days)) => 1440,
        (_, Some(Span::Weeks)) => 7 * 1440,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn reads_lengths_in_four_languages() {
        for (text, minutes) in [
            ("what if the casting slips 2 hours", 120),
            ("the fitting runs over by an hour", 60),
            ("si on perd 1h30", 90),
            ("push it 45min", 45),
            ("half an hour late", 30),
            ("une demi heure de retard", 30),
            ("mezz'ora di ritardo", 30),
            ("media hora tarde", 30),
            ("two days late", 2880),
            ("due giorni", 2880),
            ("una semana de retraso", 10_080),
            ("slips 2d", 2880),
        ] {
            assert_eq!(span(text), Some(minutes), "{text}");
        }
    }

    #[test]
    fn moments_and_counts_are_no_lengths() {
        for text in ["in two hours", "dans 2 jours", "two days ago", "12 looks", "at 3pm", "0 min"]
        {
            assert_eq!(span(text), None, "{text}");
        }
    }
}
