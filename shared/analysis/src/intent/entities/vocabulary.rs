//! Small words of the four languages, folded as [`crate::intent::fold`] does.

use crate::letters;

/// Words that name nothing: articles, prepositions, pronouns.
const FILLERS: &str = "a al alla an and at au aux con d da de dei del della delle des di du e el \
     en et for from gli i il in is it l la las le les lo los my of on or our para per pour the this \
     to un una une uno with y";

/// Letters of the longest of them.
const LONGEST_FILLER: usize = 5;

/// Whether a word names nothing by itself.
pub fn is_filler(word: &[char]) -> bool {
    let may_be = word.len() <= LONGEST_FILLER && word.first().is_some_and(char::is_ascii_lowercase);
    may_be && letters::among(word, FILLERS)
}

/// Whether a folded word is one of these, which have a space between them.
pub fn is_among(word: &[char], texts: &str) -> bool {
    letters::among(word, texts)
}

/// Whether a folded word is `text`.
pub fn is(word: &[char], text: &str) -> bool {
    letters::same(word, text)
}

/// The value of the first row that lists `word`; a space parts a row's words.
pub fn look_up<T: Copy>(word: &[char], table: &[(T, &str)]) -> Option<T> {
    let row = table.iter().find(|(_, spellings)| letters::among(word, spellings));
    row.map(|(value, _)| *value)
}
