//! How far two words are apart.

use crate::at::At as _;

/// Longest word compared; longer ones must be equal.
const LONGEST: usize = 40;
/// Edits forgiven in a long word.
const MOST_FORGIVEN: usize = 2;

/// Edits (insert, delete, replace, swap neighbours) from `a` to `b`, or none
/// where they are more than `limit`.
///
/// This is the restricted Damerau–Levenshtein distance (optimal string
/// alignment: no part is edited twice), in O(|a|·|b|) with an early end.
pub fn edits(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    if a == b {
        return Some(0);
    }
    if a.len().abs_diff(b.len()) > limit || a.len().max(b.len()) > LONGEST {
        return None;
    }
    // An edit changes at most two of the letters that occur.
    let letters = |word: &[char]| word.iter().fold(0_u64, |set, &x| set | 1 << (u32::from(x) % 64));
    if (letters(a) ^ letters(b)).count_ones() as usize > 2 * limit {
        return None;
    }
    // Rows of the table of distances: two before, before, now. 0xff is never reached.
    let mut rows = [[u8::MAX; LONGEST + 1]; 3];
    for (column, cost) in rows[1].iter_mut().enumerate() {
        *cost = column as u8;
    }
    for (row, &x) in a.iter().enumerate() {
        let [two_before, before, now] = &mut rows;
        let mut left = row as u8 + 1;
        now.put(0, left);
        let mut least = left;
        for (column, &y) in b.iter().enumerate() {
            let cost = before.at(column) + u8::from(x != y);
            let mut cost = cost.min(before.at(column + 1) + 1).min(left + 1);
            if row > 0 && column > 0 && a.at(row - 1) == y && b.at(column - 1) == x {
                cost = cost.min(two_before.at(column - 1) + 1);
            }
            now.put(column + 1, cost);
            left = cost;
            least = least.min(cost);
        }
        if usize::from(least) > limit {
            return None;
        }
        rows.rotate_left(1);
    }
    let edits = usize::from(rows[1].at(b.len()));
    (edits <= limit).then_some(edits)
}

/// Edits forgiven in a word of this length: none below 4 letters or where there
/// is a digit (look 4 is not look 5), one up to 7, two from 8.
pub fn forgiven(word: &[char]) -> usize {
    if word.iter().any(char::is_ascii_digit) {
        return 0;
    }
    match word.len() {
        0..=3 => 0,
        4..=7 => 1,
        _ => MOST_FORGIVEN,
    }
}

/// Likeness of two words, 0..=1: 1 when equal, 0 when more is wrong than is
/// forgiven.
pub fn likeness(a: &[char], b: &[char]) -> f32 {
    // Nothing forgives three letters more or less.
    if a.len().abs_diff(b.len()) > MOST_FORGIVEN {
        return 0.0;
    }
    let limit = forgiven(a).min(forgiven(b));
    let longer = a.len().max(b.len()).max(1);
    edits(a, b, limit).map_or(0.0, |edits| 1.0 - edits as f32 / longer as f32)
}

/// The same for a text of one word, of at most forty letters.
pub fn likeness_of(word: &[char], text: &str) -> f32 {
    let mut letters = ['\0'; LONGEST];
    let mut count = 0;
    for letter in text.chars() {
        let Some(place) = letters.get_mut(count) else { return 0.0 };
        *place = letter;
        count += 1;
    }
    likeness(letters.get(..count).unwrap_or_default(), word)
}

#[cfg(test)]
mod tests {
    use super::{edits, likeness};

    fn between(a: &str, b: &str, limit: usize) -> Option<usize> {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        edits(&a, &b, limit)
    }

    #[test]
    fn a_swap_of_neighbours_is_one_edit() {
        assert_eq!(between("gown", "gwon", 2), Some(1));
        assert_eq!(between("kitten", "sitting", 3), Some(3));
        assert_eq!(between("ca", "abc", 3), Some(3));
        assert_eq!(between("", "ab", 2), Some(2));
    }

    #[test]
    fn what_is_too_far_is_not_measured() {
        assert_eq!(between("kitten", "sitting", 2), None);
        assert_eq!(between("boots", "scarves", 1), None);
    }

    #[test]
    fn numbers_and_short_words_are_never_mistyped() {
        let like = |a: &str, b: &str| {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            likeness(&a, &b)
        };
        assert_eq!(like("lk2041", "lk2042"), 0.0);
        assert_eq!(like("red", "rid"), 0.0);
        assert!(like("blazer", "balzer") > 0.8);
        assert!(like("earrings", "earings") > 0.8);
    }
}
