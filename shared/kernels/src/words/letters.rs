//! Small and capital letters.
//!
//! Unicode's tables of cases take 14 KB of wasm, most of it for scripts that no
//! call sheet is written in.

/// The small letter, for Latin (also African and Vietnamese), Greek and
/// Cyrillic; any other letter is itself.
pub fn lower(letter: char) -> char {
    let code = u32::from(letter);
    let small = match code {
        // Capitals and small letters side by side, the capitals even ...
        0x100..=0x12f | 0x132..=0x137 | 0x14a..=0x177 | 0x1e00..=0x1e95 | 0x1ea0..=0x1eff => {
            code | 1
        }
        0x460..=0x481 | 0x48a..=0x4bf | 0x4d0..=0x52f | 0x370..=0x373 | 0x376 | 0x3d8..=0x3ef => {
            code | 1
        }
        // ... or odd.
        0x139..=0x148 | 0x179..=0x17e | 0x4c1..=0x4ce => code + (code & 1),
        // Or a block apart.
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f => {
            code + 32
        }
        0x400..=0x40f => code + 80,
        0x388..=0x38a => code + 37,
        0x38e..=0x38f => code + 63,
        0x130 => 0x69,
        0x178 => 0xff,
        0x386 => 0x3ac,
        0x38c => 0x3cc,
        0x4c0 => 0x4cf,
        0x1e9e => 0xdf,
        _ => code,
    };
    char::from_u32(small).unwrap_or(letter)
}

/// A text in small letters.
pub fn lowered(text: &str) -> String {
    text.chars().map(lower).collect()
}

/// A sentence of ours with its first letter as a capital.
pub fn capitalised(mut text: String) -> String {
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// Whether a word is `text`.
pub fn same(word: &[char], text: &str) -> bool {
    // Mostly the first letter says no, and no letter is less than a byte.
    word.len() <= text.len() && text.chars().eq(word.iter().copied())
}

/// Whether a word is one of these, which have a space between them: a list of
/// slices weighs more than the words themselves.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub fn among(word: &[char], texts: &str) -> bool {
    let Some(first) = word.first() else { return false };
    let lead = first.encode_utf8(&mut [0; 4]).bytes().next().unwrap_or_default();
    let listed_at = |at: usize| {
        let rest = texts.get(at..).unwrap_or_default();
        rest.split(' ').next().is_some_and(|text| same(word, text))
    };
    if texts.as_bytes().first() == Some(&lead) && listed_at(0) {
        return true;
    }
    // Texts that begin like the word, sixteen places at once: mostly there is none.
    let begins = |before: u8, at: u8| before == b' ' && at == lead;
    let (before, at) = (texts.as_bytes(), texts.as_bytes().get(1..).unwrap_or_default());
    let (chunks, rest) = at.as_chunks::<PLACES>();
    let found = |from: usize, before: &[u8], at: &[u8]| {
        let mut places = before.iter().zip(at).enumerate();
        places.any(|(place, (&b, &a))| begins(b, a) && listed_at(from + place + 1))
    };
    for (chunk, at) in chunks.iter().enumerate() {
        let from = chunk * PLACES;
        let Some(before) = before.get(from..).and_then(|rest| rest.first_chunk::<PLACES>()) else {
            return false;
        };
        let any = before.iter().zip(at).fold(0, |any, (&b, &a)| any | u8::from(begins(b, a)));
        if any != 0 && found(from, before, at) {
            return true;
        }
    }
    let from = chunks.len() * PLACES;
    found(from, before.get(from..).unwrap_or_default(), rest)
}

/// How many letters are looked at at once: a vector of bytes.
const PLACES: usize = 16;

/// The words of a text in lower case: runs of letters and digits, or of either
/// where `digits_apart`.
#[inline(never)]
pub fn words(text: &str, digits_apart: bool) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut last = false;
    for letter in text.chars() {
        let digit = letter.is_ascii_digit();
        let inside = digit || letter.is_alphanumeric();
        if !word.is_empty() && (!inside || (digits_apart && digit != last)) {
            words.push(std::mem::take(&mut word));
        }
        if inside {
            word.push(lower(letter));
        }
        last = digit;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{among, capitalised, lower, lowered, same, words};

    #[test]
    fn agrees_with_unicode_on_latin_greek_and_cyrillic() {
        let blocks = [0..=0x17f, 0x370..=0x52f, 0x1e00..=0x1eff];
        for letter in blocks.into_iter().flatten().filter_map(char::from_u32) {
            let expected: String = letter.to_lowercase().collect();
            // The one letter that becomes two: a dotted I.
            let expected = expected.trim_end_matches('\u{307}');
            // Archaic or without a neighbour.
            if matches!(
                letter,
                '\u{37f}' | '\u{3cf}' | '\u{3f4}' | '\u{3f7}' | '\u{3f9}'..='\u{3ff}'
            ) {
                continue;
            }
            assert_eq!(lower(letter).to_string(), expected, "{:04x}", u32::from(letter));
        }
        assert_eq!(lowered("ÉTÉ Größe ΩΣ ЖЁ 日本"), "été größe ωσ жё 日本");
    }

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!(capitalised("none left".into()), "None left");
        assert_eq!(capitalised("état".into()), "état");
        assert_eq!(capitalised(String::new()), "");
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(words("Look_03-Front.jpg", false), ["look", "03", "front", "jpg"]);
        assert_eq!(words("Größe42B, ÉTÉ", false), ["größe42b", "été"]);
        assert_eq!(words("Größe42B, ÉTÉ", true), ["größe", "42", "b", "été"]);
        assert!(words(" …", false).is_empty());
    }

    #[test]
    fn the_same_letters_are_the_same_word() {
        let word: Vec<char> = "été".chars().collect();
        assert!(same(&word, "été"));
        assert!(["", "ét", "étés", "ete"].iter().all(|text| !same(&word, text)));
        assert!(among(&word, "ete été") && !among(&word, "ete étés ét té"));
    }

    #[test]
    fn a_word_is_found_wherever_it_stands_in_a_long_list() {
        let texts: Vec<String> =
            (0..40).map(|n| "été".repeat(n % 7 + 1) + &n.to_string()).collect();
        let list = texts.join(" ");
        let letters: Vec<char> = list.chars().collect();
        for word in (0..letters.len()).flat_map(|at| (1..9).map(move |n| at..at + n)) {
            let Some(word) = letters.get(word) else { continue };
            let text: String = word.iter().collect();
            assert_eq!(among(word, &list), list.split(' ').any(|listed| listed == text), "{text}");
        }
        assert!(!among(&[], &list) && !among(&['a'], ""));
    }
}
