//! Slips of the finger, for learning and for measuring.

use analysis::rng::Rng;

/// One of so many hurried messages has two words run together, and one of so many
/// is typed without apostrophes.
const JOINED: usize = 8;
const BARE: usize = 4;

/// `text` as the hurried type it: with one random edit (a letter dropped, doubled
/// up with another, replaced, or two swapped) in about one word of `every`, now and
/// then without a space or its apostrophes; the text itself for 0.
pub fn slip(text: &str, every: usize, rng: &mut Rng) -> String {
    if every == 0 {
        return text.to_owned();
    }
    let words = text.split(' ').map(|word| match rng.below(every) {
        0 => edit(word, rng),
        _ => word.to_owned(),
    });
    let mut slipped = words.collect::<Vec<_>>().join(" ");
    if rng.below(BARE) == 0 {
        slipped.retain(|letter| !matches!(letter, '\'' | '’'));
    }
    if rng.below(JOINED) == 0 {
        let spaces: Vec<usize> = slipped.match_indices(' ').map(|(at, _)| at).collect();
        if let Some(&at) = spaces.get(rng.below(spaces.len().max(1))) {
            slipped.remove(at);
        }
    }
    slipped
}

/// `text` with one random edit in exactly every `every`-th word, beginning at a
/// random one of the first `every`: the harder way of measuring.
pub fn slip_regularly(text: &str, every: usize, rng: &mut Rng) -> String {
    let first = rng.below(every);
    let words = text.split(' ').enumerate().map(|(position, word)| {
        if position % every == first { edit(word, rng) } else { word.to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn edit(word: &str, rng: &mut Rng) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 2 {
        return word.to_owned();
    }
    let at = rng.below(letters.len());
    let letter = char::from(b'a' + u8::try_from(rng.below(26)).unwrap_or(0));
    match rng.below(4) {
        0 => _ = letters.remove(at),
        1 => letters.insert(at, letter),
        2 => letters[at] = letter,
        _ => {
            let at = at.min(letters.len() - 2);
            letters.swap(at, at + 1);
        }
    }
    letters.into_iter().collect()
}
