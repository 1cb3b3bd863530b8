//! What of a string is written as it is.

/// How many bytes come before the first `"`, `\` or control character: eight at
/// a time, by the borrow that a subtraction takes from a byte that is too small
/// (Mycroft 1987). Above the first such byte a borrow may say anything.
pub(crate) fn plain_bytes(bytes: &[u8]) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = EACH << 7;
    let below = |word: u64, least: u64| word.wrapping_sub(EACH * least) & !word;
    let (words, rest) = bytes.as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let quote = below(word ^ (EACH * u64::from(b'"')), 1);
        let backslash = below(word ^ (EACH * u64::from(b'\\')), 1);
        let found = (quote | backslash | below(word, 0x20)) & HIGH;
        if found != 0 {
            return at * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let special = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
    words.len() * 8 + special.unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::plain_bytes;

    #[test]
    fn finds_the_first_special_byte_wherever_it_stands() {
        for length in 0..20 {
            for filler in [b' ', b'!', b'#', b'[', b']', 0x7f, 0x80, 0xa2, 0xdc, 0xff] {
                assert_eq!(plain_bytes(&vec![filler; length]), length);
                for place in 0..length {
                    for byte in 0..=255 {
                        let mut text = vec![filler; length];
                        text[place] = byte;
                        // What follows a special byte does not matter.
                        for behind in [filler, b'"', 0, 0x1f, b'\\' + 1, b'"' - 1] {
                            text[place + 1..].fill(behind);
                            let special = |b: &u8| matches!(b, b'"' | b'\\' | 0..=0x1f);
                            let expected = text.iter().position(special).unwrap_or(length);
                            assert_eq!(plain_bytes(&text), expected, "{text:?}");
                        }
                    }
                }
            }
        }
    }
}
