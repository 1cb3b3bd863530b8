//! Base64 for addresses, without padding (RFC 4648, section 5): tokens are
//! written in it.
//!
//! The crate `base64ct` takes the same time for all letters, and a kilobyte
//! gzipped of each function. What is decoded here is no secret.

/// The bytes that `text` stands for; `None` where it is not what encoding them gives.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    // Bits that do not fill a byte yet, and how many.
    let (mut open, mut count) = (0_u32, 0);
    for letter in text.bytes() {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        (open, count) = (open << 6 | u32::from(six), count + 6);
        if count >= 8 {
            count -= 8;
            bytes.push((open >> count) as u8);
            open &= (1 << count) - 1;
        }
    }
    // Six are a letter too many. Fewer are zeros, or two texts would stand for the
    // same bytes.
    (count < 6 && open == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::decode;
    use base64ct::{Base64UrlUnpadded, Encoding};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_encoded_comes_back(bytes in prop::collection::vec(any::<u8>(), 0..50)) {
            prop_assert_eq!(decode(&Base64UrlUnpadded::encode_string(&bytes)), Some(bytes));
        }

        #[test]
        fn any_text_is_read_as_base64ct_reads_it(text in "[A-Za-z0-9_-]{0,9}|[AQgw+/=.é _-]{0,9}") {
            prop_assert_eq!(decode(&text), Base64UrlUnpadded::decode_vec(&text).ok());
        }
    }
}
