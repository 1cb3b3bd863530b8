//! Where in a JSON text something is: `sampleList[3].status`.
//!
//! Deserializing a second time with a tracked path would carry a second copy of
//! every parser in the wasm; the text itself knows the way.

use std::fmt::Write;

/// The path of the value that ends at, or contains, byte `offset` of `json`.
/// The text before `offset` must be valid JSON as far as it goes.
pub(super) fn at(json: &[u8], offset: usize) -> String {
    let mut open: Vec<Step<'_>> = Vec::new();
    let mut rest = json.get(..offset.min(json.len())).unwrap_or(json);
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match byte {
            b'{' => open.push(Step::Field(b"")),
            b'[' => open.push(Step::Item(0)),
            b'}' | b']' => drop(open.pop()),
            b',' => match open.last_mut() {
                Some(Step::Item(index)) => *index += 1,
                Some(Step::Field(name)) => *name = b"",
                None => {}
            },
            b'"' => {
                let (text, after) = string(tail);
                rest = after;
                // In an object a string without a name before it is the name.
                if let Some(Step::Field(name @ b"")) = open.last_mut() {
                    *name = text;
                }
            }
            _ => {}
        }
    }
    let mut path = String::new();
    for step in open {
        match step {
            Step::Field(b"") => {}
            Step::Field(name) => {
                let dot = if path.is_empty() { "" } else { "." };
                // Writing to a string cannot fail.
                let _ = write!(path, "{dot}{}", String::from_utf8_lossy(name));
            }
            Step::Item(index) => {
                let _ = write!(path, "[{index}]");
            }
        }
    }
    path
}

enum Step<'a> {
    Field(&'a [u8]),
    Item(usize),
}

/// The text of a string, raw, and what follows its closing quote.
fn string(json: &[u8]) -> (&[u8], &[u8]) {
    let mut end = 0;
    while let Some(byte) = json.get(end) {
        match byte {
            b'"' => return (&json[..end], &json[end + 1..]),
            b'\\' => end += 2,
            _ => end += 1,
        }
    }
    (json, &[])
}

#[cfg(test)]
mod tests {
    use super::at;

    #[test]
    fn finds_the_way_to_any_value() {
        let json = br#"{"a": [1, {"b\"c": "x,]", "d": {"e": 7}}], "f": "g"}"#;
        let path = |needle: &str| {
            let text = std::str::from_utf8(json).unwrap();
            at(json, text.find(needle).unwrap() + needle.len())
        };
        assert_eq!(path("1"), "a[0]");
        assert_eq!(path("\"x,]\""), "a[1].b\\\"c");
        assert_eq!(path("7"), "a[1].d.e");
        assert_eq!(path("7}"), "a[1].d");
        assert_eq!(path("\"g\""), "f");
        assert_eq!(at(json, 0), "");
        assert_eq!(at(b"{", 99), "");
        assert_eq!(at(b"[\"\\", 99), "[0]");
    }
}
