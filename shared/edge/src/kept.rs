//! Kept answers: their key, and how one becomes an answer again.

use analysis::Time;
use schemars::JsonSchema;
use wire::{Text, ToJson};
use xxhash_rust::xxh3::xxh3_128;

use crate::endpoint::{Kept, Spec};

/// The key of an answer: a 128-bit hash of everything it depends on. The input
/// is hashed as it was understood, so neither white space nor the order of
/// fields matters, and all of it counts.
pub fn key(spec: &Spec, kept: Kept, user_id: &str, input: &impl ToJson) -> String {
    // Into a buffer and not straight into the hash, which is faster on long runs.
    let mut text = wire::to_string(input);
    // JSON has no bare line break, so no two inputs can run together.
    for part in [spec.name, itoa::Buffer::new().format(kept.version), user_id] {
        text.push('\n');
        text.push_str(part);
    }
    format!("{:032x}", xxh3_128(text.as_bytes()))
}

/// What every kept analysis adds to its answer.
#[derive(Debug, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Calculated<T> {
    /// The answer itself.
    #[serde(flatten)]
    pub answer: T,
    /// Whether this answer was calculated for an earlier request.
    pub cached: bool,
    /// When it was calculated.
    pub calculated_at: Time,
}

/// Adds `cached` and `calculatedAt` to the text of a JSON object.
pub fn stamp(object: &str, cached: bool, calculated_at: Time) -> Vec<u8> {
    let open = object.trim_end().strip_suffix('}').unwrap_or("{");
    let mut text = String::with_capacity(open.len() + 80);
    text.push_str(open);
    if !open.trim_end().ends_with('{') {
        text.push(',');
    }
    text.push_str(if cached { "\"cached\":true" } else { "\"cached\":false" });
    text.push_str(",\"calculatedAt\":\"");
    calculated_at.push(&mut text);
    text.push_str("\"}");
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn a_stamp_adds_to_any_object() {
        for object in ["{}", "{\"a\":1}", "{ \"a\": {} }\n"] {
            let mut expected: Value = serde_json::from_str(object).unwrap();
            expected["cached"] = json!(true);
            expected["calculatedAt"] = json!("2026-11-21T00:00:00Z");
            let stamped = stamp(object, true, Time::parse("2026-11-21T00:00:00Z").unwrap());
            assert_eq!(serde_json::from_slice::<Value>(&stamped).unwrap(), expected);
        }
    }

    #[test]
    fn a_key_depends_on_the_function_its_version_the_user_and_all_of_the_input() {
        let spec = Spec::post("a", "");
        let other = Spec::post("b", "");
        let (v1, v2) = (Kept { seconds: 1, version: 1 }, Kept { seconds: 9, version: 2 });
        let long = "x".repeat(4000);
        let longer = format!("{long}y");
        let keys = [
            key(&spec, v1, "u", &["1"]),
            key(&other, v1, "u", &["1"]),
            key(&spec, v2, "u", &["1"]),
            key(&spec, v1, "v", &["1"]),
            key(&spec, v1, "u", &["2"]),
            key(&spec, v1, "u", &[long.as_str()]),
            key(&spec, v1, "u", &[longer.as_str()]),
        ];
        let mut keys: Vec<String> = keys.into_iter().collect();
        assert!(keys.iter().all(|key| key.len() == 32));
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), 7);
    }
}
