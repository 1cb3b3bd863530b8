//! What a word may have been before a slip of the finger.

use super::features::{finish, stir};
use super::kinds::{LAST, SEED};

/// Letters of a word that is tried, at least and at most: shorter ones are near
/// too many others, of longer ones enough is left to be known by their pieces.
const LETTERS: std::ops::RangeInclusive<usize> = 5..=12;
/// The letters that words of English, French, Italian and Spanish mostly consist
/// of; another that was lost is not tried.
const COMMON: [char; 12] = ['e', 'a', 'i', 'o', 'n', 'r', 's', 't', 'l', 'c', 'd', 'u'];

/// Whether `word` is worth trying.
pub(super) fn is_tried(word: &[char]) -> bool {
    LETTERS.contains(&word.len()) && word.iter().all(char::is_ascii_lowercase)
}

/// What `known` says of the first hash (see [`super::kinds::hash`]) that it knows
/// among those of the words one slip from `word`: without one of its letters, with
/// two swapped, with one replaced, or with one more. No word is spelt out: the
/// hash of a beginning serves all words that begin so.
pub(super) fn before_a_slip<T>(
    word: &[char],
    mut known: impl FnMut(u32) -> Option<T>,
) -> Option<T> {
    let step = |hash: u32, letter: &char| stir(hash, (*letter).into());
    let mut look =
        |begun: u32, rest: &[char]| known(finish(step(rest.iter().fold(begun, step), &LAST)) >> 8);
    let mut begun = SEED;
    for at in 0..word.len() {
        let rest = word.get(at..).unwrap_or_default();
        let [letter, after @ ..] = rest else { break };
        let swapped = match after {
            [next, after @ ..] => look(step(step(begun, next), letter), after),
            [] => None,
        };
        let found = swapped.or_else(|| look(begun, after)).or_else(|| {
            COMMON.iter().find_map(|other| {
                let begun = step(begun, other);
                look(begun, after).or_else(|| look(begun, rest))
            })
        });
        if found.is_some() {
            return found;
        }
        begun = step(begun, letter);
    }
    COMMON.iter().find_map(|other| look(step(begun, other), &[]))
}

#[cfg(test)]
mod tests {
    use super::super::distance::edits;
    use super::super::kinds::hash;
    use super::{before_a_slip, is_tried};

    const KNOWN: [&str; 6] = ["missing", "retard", "campioni", "ready", "vestidos", "silhouette"];

    fn letters(word: &str) -> Vec<char> {
        word.chars().collect()
    }

    fn taken_for(word: &[char]) -> Option<&'static str> {
        before_a_slip(word, |seen| KNOWN.into_iter().find(|known| hash(&[&letters(known)]) == seen))
    }

    #[test]
    fn a_word_with_any_letter_lost_swapped_added_or_replaced_is_what_it_was() {
        for known in KNOWN {
            let right = letters(known);
            for at in 0..right.len() {
                let mut slips: Vec<Vec<char>> = Vec::new();
                let mut slip = |edit: fn(&mut Vec<char>, usize, char)| {
                    for letter in 'a'..='z' {
                        let mut word = right.clone();
                        edit(&mut word, at, letter);
                        slips.push(word);
                    }
                };
                slip(|word, at, letter| word.insert(at, letter));
                if at + 1 < right.len() {
                    slip(|word, at, _| word.swap(at, at + 1));
                }
                if super::COMMON.contains(&right[at]) {
                    slip(|word, at, letter| word[at] = letter);
                    slip(|word, at, _| {
                        word.remove(at);
                    });
                }
                for word in slips.iter().filter(|word| **word != right && is_tried(word)) {
                    assert_eq!(taken_for(word), Some(known), "{word:?}");
                }
            }
        }
    }

    #[test]
    fn a_word_is_never_taken_for_one_two_slips_away() {
        for word in ["misisng", "msisnig", "mising", "retatd", "ertadr", "camponi", "vestdoss"] {
            let word = letters(word);
            let taken = taken_for(&word).map(|known| edits(&word, &letters(known), 2));
            assert!(matches!(taken, None | Some(Some(1))), "{word:?}: {taken:?}");
        }
        assert_eq!(taken_for(&letters("msisnig")), None);
    }

    #[test]
    fn short_words_and_numbers_are_not_tried() {
        assert!(is_tried(&letters("raedy")));
        assert!(!is_tried(&letters("rady")));
        assert!(!is_tried(&letters("look00")));
        assert!(!is_tried(&letters("photographers")));
    }
}
