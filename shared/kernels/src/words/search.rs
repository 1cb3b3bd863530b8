//! Texts in texts.
//!
//! The standard library's search is made for long texts, and cuts them so that it could panic: the
//! message of that panic brings the tables of what is printable, all in all 9 KB of wasm. Ours are
//! short.

/// Where `part` first begins in `text`, in bytes.
pub fn find(text: &str, part: &str) -> Option<usize> {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let last = text.len().checked_sub(part.len())?;
    (0..=last).find(|&at| text.get(at..).is_some_and(|rest| rest.starts_with(part)))
}

/// Whether `part` is in `text`.
pub fn contains(text: &str, part: &str) -> bool {
    find(text, part).is_some()
}

/// What stands before the first `part` in `text`, and what behind it.
pub fn split_once<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let (before, rest) = text.split_at_checked(find(text, part)?)?;
    Some((before, rest.get(part.len()..)?))
}

/// `text` with `by` for every `part`; unchanged where that is empty.
pub fn replace(text: &str, part: &str, by: &str) -> String {
    let (mut replaced, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, behind)) = split_once(rest, part).filter(|_| !part.is_empty()) {
        replaced.push_str(before);
        replaced.push_str(by);
        rest = behind;
    }
    replaced.push_str(rest);
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_the_standard_library_finds(text in "[aé\n]{0,12}", part in "[aé\n]{0,3}") {
            prop_assert_eq!(find(&text, &part), text.find(&part));
            prop_assert_eq!(contains(&text, &part), text.contains(&part));
            prop_assert_eq!(split_once(&text, &part), text.split_once(&part));
            if !part.is_empty() {
                prop_assert_eq!(replace(&text, &part, "a\n"), text.replace(&part, "a\n"));
            }
        }
    }

    #[test]
    fn nothing_is_replaced_by_nothing() {
        assert_eq!(replace("Gown 12", "", "\n"), "Gown 12");
    }
}
