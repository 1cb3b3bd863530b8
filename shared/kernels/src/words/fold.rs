//! Text as the engine sees it: folded to lower case without accents, cut into
//! words.
//!
//! Folding is a small part of NFKC and case folding, made for the Latin
//! languages producers write: accents and ligatures become plain letters,
//! full-width forms become ASCII, digits become `0` (a SKU's shape matters, its
//! number does not). Other scripts pass through lower-cased.

use super::letters::{self, lower};
use crate::rows::Rows;

/// Characters read from the start and from the end of a message: the wish stands
/// in either, and what is read is what is paid for.
#[derive(Debug, Clone, Copy)]
struct Reach {
    head: usize,
    tail: usize,
}

/// For the meaning.
const MEANING: Reach = Reach { head: 320, tail: 160 };
/// For names, days and numbers.
const NAMES: Reach = Reach { head: 1536, tail: 512 };

/// A message's words, folded.
#[derive(Debug, Clone, Default)]
pub struct Words(Rows<char>);

impl Words {
    /// Folds the first 1536 and last 512 characters of `text` and cuts them into
    /// words; digits are kept as they are.
    pub fn exact(text: &str) -> Self {
        Self::read(text, false, NAMES)
    }

    /// Folds the first 320 and last 160 characters of `text` and cuts them into
    /// words; every digit becomes `0`.
    pub fn of(text: &str) -> Self {
        Self::read(text, true, MEANING)
    }

    /// The words in order.
    pub fn iter(&self) -> impl Iterator<Item = &[char]> {
        self.0.iter()
    }

    /// Whether one of these words is said, which have a space between them.
    pub fn says(&self, texts: &str) -> bool {
        self.iter().any(|word| letters::among(word, texts))
    }

    /// Whether one of some words is said right before one of others.
    pub fn says_in_turn(&self, first: &str, then: &str) -> bool {
        let mut before = false;
        self.iter().any(|word| {
            let found = before && letters::among(word, then);
            before = letters::among(word, first);
            found
        })
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no word at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the words of another text, read as [`Words::exact`] does, in the place
    /// of its own.
    pub fn replace(&mut self, text: &str) {
        self.0.clear();
        self.take_all(text, false, NAMES);
    }

    fn read(text: &str, blur_digits: bool, reach: Reach) -> Self {
        let mut words = Self::default();
        words.take_all(text, blur_digits, reach);
        words
    }

    #[inline(never)]
    fn take_all(&mut self, text: &str, blur_digits: bool, reach: Reach) {
        let mut source = text.chars();
        for letter in source.by_ref().take(reach.head) {
            self.take(letter, blur_digits);
        }
        let tail = source.as_str();
        let skip = tail.char_indices().rev().nth(reach.tail - 1).map_or(0, |(at, _)| at);
        if skip > 0 {
            self.close();
        }
        for letter in tail.get(skip..).unwrap_or_default().chars() {
            self.take(letter, blur_digits);
        }
        self.close();
        self.join_apostrophes();
    }

    #[inline(never)]
    fn take(&mut self, letter: char, blur_digits: bool) {
        match letter {
            '\u{300}'..='\u{36f}'
            | '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{fe00}'..='\u{fe0f}' => {}
            '\'' | '’' | '‘' | '`' | '´' | 'ʼ' => self.alone('\''),
            '?' | '？' | '¿' => self.alone('?'),
            '0'..='9' => self.0.push(if blur_digits { '0' } else { letter }),
            'a'..='z' => self.letter(letter),
            '\u{ff01}'..='\u{ff5e}' => {
                let narrow = char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(' ');
                self.take(narrow, blur_digits);
            }
            _ if letter.is_alphanumeric() => self.fold(letter),
            // Emoji and other pictures: each is a word.
            '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}' => self.alone(letter),
            _ => self.close(),
        }
    }

    fn fold(&mut self, letter: char) {
        let lower = lower(letter);
        match plain(lower) {
            Some(plain) => plain.chars().for_each(|letter| self.letter(letter)),
            None if ('\u{300}'..='\u{36f}').contains(&lower) => {}
            None => self.letter(lower),
        }
    }

    /// Appends a letter; of three or more in a row ("heeelp") two are kept.
    fn letter(&mut self, letter: char) {
        if !matches!(self.0.open(), [.., a, b] if *a == letter && *b == letter) {
            self.0.push(letter);
        }
    }

    fn alone(&mut self, letter: char) {
        self.close();
        self.0.push(letter);
        self.close();
    }

    fn close(&mut self) {
        if !self.0.open().is_empty() {
            self.0.close();
        }
    }

    /// "don't" is "dont" (as the hurried type it), "l'abito" is "l abito": an
    /// apostrophe joins what is followed by at most two letters.
    fn join_apostrophes(&mut self) {
        if !self.0.items().contains(&'\'') {
            return;
        }
        let mut joined = Rows::default();
        let mut glue = false;
        for (position, word) in self.iter().enumerate() {
            if word == ['\''] {
                let next = if position + 1 < self.len() { self.0.row(position + 1) } else { &[] };
                glue = position > 0 && (1..=2).contains(&next.len()) && next != ['\''];
                continue;
            }
            if std::mem::take(&mut glue) {
                joined.reopen();
            }
            joined.extend(word);
            joined.close();
        }
        self.0 = joined;
    }
}

/// The plain letters of an accented lower-case Latin letter or ligature.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ª' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'º' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::Words;

    fn folded(text: &str) -> String {
        let words = Words::of(text);
        let words: Vec<String> = words.iter().map(|word| word.iter().collect()).collect();
        words.join(" ")
    }

    #[test]
    fn case_accents_and_widths_do_not_matter() {
        assert_eq!(folded("ÉCHANTILLONS prêts"), "echantillons prets");
        assert_eq!(folded("e\u{301}chantillons"), "echantillons");
        assert_eq!(folded("ＳＡＭＰＬＥＳ ﬁtting cœur"), "samples fitting coeur");
        assert_eq!(folded("İstanbul STRASSE straße"), "istanbul strasse strasse");
    }

    #[test]
    fn apostrophes_join_endings_and_part_articles() {
        assert_eq!(folded("what's don’t I'm"), "whats dont im");
        assert_eq!(folded("l'abito dell'evento qu'est-ce"), "l abito dell evento qu est ce");
        assert_eq!(folded("'quoted' rock'n'roll '"), "quoted rockn roll");
    }

    #[test]
    fn numbers_keep_their_shape_only_and_question_marks_are_words() {
        assert_eq!(folded("LK-2041 ready?"), "lk 0000 ready ?");
        assert_eq!(folded("¿listo?"), "? listo ?");
    }

    #[test]
    fn stretched_words_shrink_and_emoji_stand_alone() {
        assert_eq!(folded("heeeeelp meee 👗👠!!!"), "heelp mee 👗 👠");
    }

    #[test]
    fn reads_the_start_and_the_end_of_what_is_too_long() {
        let long = format!("begin {}end", "x ".repeat(10_000));
        let words = Words::of(&long);
        assert!(words.len() < 400, "{}", words.len());
        let said = folded(&long);
        assert!(said.starts_with("begin x") && said.ends_with("x end"), "{said}");
        assert!(Words::of("").is_empty() && Words::of(" \u{0}\n…").is_empty());
    }
}
