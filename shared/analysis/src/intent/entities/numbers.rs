//! Numbers, in digits and in words.

use super::vocabulary::{is_among, look_up};
use crate::intent::fold::Words;

/// Cardinals one writes out, in English, French, Italian and Spanish.
const CARDINALS: &[(i64, &str)] = &[
    (1, "one un une uno una"),
    (2, "two deux due dos"),
    (3, "three trois tre tres"),
    (4, "four quatre quattro cuatro"),
    (5, "five cinq cinque cinco"),
    (6, "six sei seis"),
    (7, "seven sept sette siete"),
    (8, "eight huit otto ocho"),
    (9, "nine neuf nove nueve"),
    (10, "ten dix dieci diez"),
    (11, "eleven onze undici once"),
    (12, "twelve douze dodici doce dozen"),
    (15, "fifteen quinze quindici quince"),
    (20, "twenty vingt venti veinte"),
    (30, "thirty trente trenta treinta"),
    (50, "fifty cinquante cinquanta cincuenta"),
    (100, "hundred cent cento cien"),
];

/// Ordinals; −1 is the last.
const ORDINALS: &[(i64, &str)] = &[
    (1, "first 1st premier premiere 1er primo prima primero primera"),
    (2, "second 2nd deuxieme 2eme secondo seconda segundo segunda"),
    (3, "third 3rd troisieme 3eme terzo terza tercero tercera"),
    (4, "fourth 4th quatrieme quarto quarta cuarto cuarta"),
    (5, "fifth 5th cinquieme quinto quinta"),
    (-1, "last dernier derniere ultimo ultima"),
];

/// The value of a written-out cardinal.
pub(super) fn cardinal(word: &[char]) -> Option<i64> {
    look_up(word, CARDINALS)
}

/// All numbers said, in order: digits with an optional `k` for thousands
/// ("5k", "1200"), or words. Articles ("un", "una", …) are not numbers here.
pub fn numbers(message: &str) -> Vec<i64> {
    let words = Words::exact(message);
    let is_article = |word: &[char]| {
        matches!(word, ['u', 'n'] | ['u', 'n', 'e' | 'a' | 'o']) || word == ['o', 'n', 'e']
    };
    let number = |word: &[char]| match digits(word) {
        Some((value, [])) => Some(value),
        Some((value, ['k'])) => value.checked_mul(1000),
        Some(_) => None,
        None if is_article(word) => None,
        None => cardinal(word),
    };
    words.iter().filter_map(number).collect()
}

/// Words that make the number after them a place.
const COUNTED: &str = "number option numero opcion opzione no nr";

/// The place in a list that is asked for: 1 for "the first one", −1 for "the
/// last", also "number two" and "option 3".
pub fn ordinal(message: &str) -> Option<i64> {
    let words = Words::exact(message);
    if let Some(place) = words.iter().find_map(|word| look_up(word, ORDINALS)) {
        return Some(place);
    }
    let next = words.iter().zip(words.iter().skip(1));
    next.filter(|(word, _)| is_among(word, COUNTED)).find_map(|(_, word)| match digits(word) {
        Some((value, [])) => Some(value),
        _ => cardinal(word),
    })
}

/// The number a word begins with, at most twelve digits, and what follows it.
pub(super) fn digits(word: &[char]) -> Option<(i64, &[char])> {
    let count = word.iter().take_while(|letter| letter.is_ascii_digit()).count();
    let (number, rest) = word.split_at_checked(count)?;
    let value = number.iter().filter_map(|letter| letter.to_digit(10));
    (1..=12)
        .contains(&count)
        .then(|| (value.fold(0, |sum, digit| sum * 10 + i64::from(digit)), rest))
}

#[cfg(test)]
mod tests {
    use super::{numbers, ordinal};

    #[test]
    fn reads_digits_thousands_and_words() {
        assert_eq!(numbers("pick 10 of the 1200, budget 5k"), [10, 1200, 5000]);
        assert_eq!(numbers("choisis douze images, elige diez, due look"), [12, 10, 2]);
        assert_eq!(numbers("a dress for one of us; un abito"), [0_i64; 0]);
        assert_eq!(numbers("99999999999999999999999 lk2041"), [0_i64; 0]);
    }

    #[test]
    fn reads_places_in_a_list() {
        assert_eq!(ordinal("the second one"), Some(2));
        assert_eq!(ordinal("le dernier"), Some(-1));
        assert_eq!(ordinal("la tercera"), Some(3));
        assert_eq!(ordinal("option 2 please"), Some(2));
        assert_eq!(ordinal("number two"), Some(2));
        assert_eq!(ordinal("all of them"), None);
    }
}
