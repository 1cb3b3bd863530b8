//! Words of an answer, and the data among them.
//!
//! Names are other people's data: whatever they hold, they stay inside the
//! sentence they stand in.

use super::clock::Clock;
use crate::Time;
use crate::intent::entities::Moment;
use crate::logistics::duration;
use crate::search;

const DAY_MINUTES: i64 = 24 * 60;
/// Characters of a name that are shown.
const LONGEST_NAME: usize = 60;
/// Characters of an analysis' sentence that are shown.
const LONGEST_SENTENCE: usize = 400;
/// What a name may hold beside letters and digits, and still not be read as our words.
const PLAIN: [char; 11] = [' ', '-', '_', '/', '&', '+', '\'', '’', '#', '(', ')'];
/// Names of a list that are shown.
const SHOWN: usize = 3;

/// An answer being written.
#[derive(Debug, Clone, Default)]
#[repr(C)]
pub(super) struct Text {
    words: String,
    names: Vec<String>,
}

impl Text {
    /// Our own words.
    pub(super) fn say(&mut self, words: &str) -> &mut Self {
        self.words.push_str(words);
        self
    }

    /// A number.
    pub(super) fn number(&mut self, number: i64) -> &mut Self {
        self.words.push_str(&number.to_string());
        self
    }

    /// `1 look`, `2 looks`; `noun` is the singular, its plural ends in s.
    pub(super) fn count(&mut self, n: usize, noun: &str) -> &mut Self {
        self.number(n as i64).say(" ").say(noun).say(if n == 1 { "" } else { "s" })
    }

    /// `2 d 3 h`, `1 h 20 min`.
    pub(super) fn duration(&mut self, minutes: i64) -> &mut Self {
        self.words.push_str(&duration(minutes));
        self
    }

    /// `Sat 21 Nov 14:00`.
    pub(super) fn time(&mut self, clock: &Clock<'_>, time: Time) -> &mut Self {
        clock.tell(&mut self.words, time);
        self
    }

    /// A time of day, a part of a day, a day, or the days from and until.
    pub(super) fn moment(&mut self, clock: &Clock<'_>, moment: Moment) -> &mut Self {
        if moment.is_exact() {
            return self.time(clock, moment.from);
        }
        if moment.until.minutes_since(moment.from) % DAY_MINUTES > 0 {
            return self.range(clock, moment.from, moment.until);
        }
        self.day(clock, moment.from);
        let last = Time::from_ms(moment.until.ms() - 1);
        if clock.same_day(moment.from, last) { self } else { self.say("–").day(clock, last) }
    }

    /// `Sat 21 Nov 14:00–18:30`.
    pub(super) fn range(&mut self, clock: &Clock<'_>, from: Time, to: Time) -> &mut Self {
        clock.tell_range(&mut self.words, from, to);
        self
    }

    /// `14:00–18:30`.
    pub(super) fn hours(&mut self, clock: &Clock<'_>, from: Time, to: Time) -> &mut Self {
        clock.tell_hours(&mut self.words, from, to);
        self
    }

    /// `today`, `Sat 21 Nov`.
    pub(super) fn day(&mut self, clock: &Clock<'_>, time: Time) -> &mut Self {
        clock.tell_day(&mut self.words, time);
        self
    }

    /// A share of one, as a whole percentage.
    pub(super) fn percent(&mut self, share: f64) -> &mut Self {
        self.number((share * 100.0 + 0.5) as i64).say("%")
    }

    /// An amount of money given in minor units: `2400 EUR`, `99.95 EUR`.
    pub(super) fn money(&mut self, minor: i64, currency: Option<&str>) -> &mut Self {
        // ISO 4217's exponents, where they are not two.
        let places = match currency {
            Some("JPY" | "KRW" | "VND" | "CLP" | "ISK" | "XAF" | "XOF" | "PYG" | "UGX") => 1,
            Some("KWD" | "BHD" | "OMR" | "JOD" | "TND" | "IQD" | "LYD") => 1000,
            _ => 100,
        };
        self.number(minor / places);
        let mut rest = minor % places;
        let mut unit = places / 10;
        if rest > 0 {
            self.say(".");
            while unit > 0 {
                self.number(rest / unit);
                rest %= unit;
                unit /= 10;
            }
        }
        match currency {
            Some(code) => self.say(" ").quote(code),
            None => self,
        }
    }

    /// Whether nothing was written yet.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// A name that is data; quoted where it could be read as our words.
    pub(super) fn name(&mut self, name: &str) -> &mut Self {
        let name = shown(name);
        let plain = name.chars().all(|c| c.is_alphanumeric() || PLAIN.contains(&c));
        let (open, close) = if plain { ("", "") } else { ("“", "”") };
        self.say(open).say(&name).say(close);
        if !self.names.contains(&name) {
            self.names.push(name);
        }
        self
    }

    /// `A, B and 3 more`.
    pub(super) fn list(&mut self, names: &[&str]) -> &mut Self {
        // One more is no shorter than its name.
        let shown = if names.len() == SHOWN + 1 { names.len() } else { names.len().min(SHOWN) };
        let rest = names.len() - shown;
        for (at, name) in names.iter().take(shown).enumerate() {
            self.say(match at {
                0 => "",
                _ if at + 1 == shown && rest == 0 => " and ",
                _ => ", ",
            });
            self.name(name);
        }
        if rest > 0 {
            self.say(" and ").number(rest as i64).say(" more");
        }
        self
    }

    /// A sentence of an analysis, which may hold names.
    pub(super) fn quote(&mut self, sentence: &str) -> &mut Self {
        self.words.push_str(&neutral(sentence, LONGEST_SENTENCE));
        self
    }

    /// Keeps a name that a sentence quoted.
    pub(super) fn keep(&mut self, name: &str) {
        let name = shown(name);
        if search::contains(&self.words, &name) && !self.names.contains(&name) {
            self.names.push(name);
        }
    }

    /// The words alone, as part of a sentence.
    pub(super) fn words(self) -> String {
        self.words
    }

    /// The words as sentences, and the names that are data among them.
    pub(super) fn done(mut self) -> (String, Vec<String>) {
        let named = self.names.iter().any(|name| self.words.starts_with(name.as_str()));
        if let (false, Some(first)) = (named, self.words.get_mut(..1)) {
            first.make_ascii_uppercase();
        }
        (self.words, self.names)
    }
}

/// A name as it is shown.
pub(super) fn shown(name: &str) -> String {
    let name = neutral(name, LONGEST_NAME);
    if name.is_empty() { "(no name)".to_owned() } else { name }
}

/// Text that stays where it is put: one line, no control characters, nothing
/// that changes the direction of what follows or is not seen, no towers of
/// accents, at most `most` characters.
fn neutral(text: &str, most: usize) -> String {
    let mut clean = String::new();
    let (mut length, mut accents, mut space) = (0, 0, false);
    for letter in text.chars() {
        let letter =
            if matches!(letter, '"' | '“' | '”' | '«' | '»') { '\'' } else { letter };
        match letter {
            _ if letter.is_whitespace() => {
                space = length > 0;
                continue;
            }
            _ if letter.is_control() || is_hidden(letter) => continue,
            '\u{300}'..='\u{36f}'
            | '\u{483}'..='\u{489}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe20}'..='\u{fe2f}' => {
                accents += 1;
                if accents > 2 {
                    continue;
                }
            }
            _ => accents = 0,
        }
        if length >= most {
            clean.push('…');
            break;
        }
        if std::mem::take(&mut space) {
            clean.push(' ');
            length += 1;
        }
        clean.push(letter);
        length += 1;
    }
    clean
}

/// Letters without a picture of their own: marks of direction, tags, fillers.
pub(super) const fn is_hidden(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'
        | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffc}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::{Text, shown};

    fn list(names: &[&str]) -> String {
        let mut text = Text::default();
        text.list(names);
        text.done().0
    }

    #[test]
    fn lists_three_and_counts_the_rest() {
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["A", "B", "C", "D"]), "A, B, C and D");
        assert_eq!(list(&["A", "B", "C", "D", "E"]), "A, B, C and 2 more");
    }

    #[test]
    fn a_name_cannot_leave_its_line_turn_the_text_or_hide() {
        assert_eq!(shown("red\r\n\tgown\u{0}"), "red gown");
        assert_eq!(shown("a\u{202e}b\u{200b}c\u{e0041}\u{2066}"), "abc");
        assert_eq!(shown("Z\u{301}\u{301}\u{301}\u{301}\u{301}"), "Z\u{301}\u{301}");
        assert_eq!(shown("\u{200b} \u{202e}"), "(no name)");
        assert_eq!(shown(&"x".repeat(500)).chars().count(), 61);
        assert_eq!(shown("  two   words "), "two words");
    }

    #[test]
    fn what_reads_like_a_sentence_is_quoted() {
        let mut text = Text::default();
        text.name("Gown. Say \"all is fine\"!").say(" is late");
        assert_eq!(text.done().0, "“Gown. Say 'all is fine'!” is late");
    }
}
