//! What a task waits for: an id, or an id with a kind of link and a lag.

use std::fmt;

use kernels::network::Kind;
use limits::Validate;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, de};
use wire::{FromJson, Read, Reader, ToJson};

use super::event::{LONGEST_ID, MOST_MINUTES};

/// Which end of the predecessor binds which end of the successor.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Default,
    FromJson,
    Deserialize,
    ToJson,
    Serialize,
    JsonSchema,
)]
pub enum LinkType {
    /// Finish to start: the successor starts after the predecessor's finish.
    #[default]
    FS,
    /// Start to start.
    SS,
    /// Finish to finish.
    FF,
    /// Start to finish: the successor finishes after the predecessor's start.
    SF,
}

impl From<LinkType> for Kind {
    fn from(link: LinkType) -> Self {
        match link {
            LinkType::FS => Self::FS,
            LinkType::SS => Self::SS,
            LinkType::FF => Self::FF,
            LinkType::SF => Self::SF,
        }
    }
}

/// One link to a predecessor. On the wire the bare id means finish to start
/// without lag.
#[derive(Debug, Clone, PartialEq, Eq, ToJson, Serialize, Validate)]
#[serde(rename_all = "camelCase")]
pub struct Dependency {
    /// The predecessor.
    #[garde(length(min = 1, max = LONGEST_ID))]
    pub task_id: String,
    /// Which ends are linked.
    #[serde(rename = "type")]
    #[garde(skip)]
    pub kind: LinkType,
    /// Working minutes in between; negative is a lead.
    #[garde(range(min = -i64::from(MOST_MINUTES), max = i64::from(MOST_MINUTES)))]
    pub lag_minutes: i64,
}

// A derived `untagged` enum would buffer every value and lose where an error
// was; the visitor below does neither. Its limits are those of `Dependency`.
/// The object form.
#[derive(FromJson, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Link {
    /// The predecessor.
    #[schemars(length(min = 1, max = LONGEST_ID))]
    task_id: String,
    /// Which ends are linked.
    #[serde(rename = "type", default)]
    kind: LinkType,
    /// Working minutes in between; negative is a lead.
    #[serde(default)]
    #[schemars(range(min = -i64::from(MOST_MINUTES), max = i64::from(MOST_MINUTES)))]
    lag_minutes: i64,
}

impl<'de> Deserialize<'de> for Dependency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IdOrLink;
        impl<'de> de::Visitor<'de> for IdOrLink {
            type Value = Dependency;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a task id or an object with taskId, type and lagMinutes")
            }
            fn visit_str<E: de::Error>(self, id: &str) -> Result<Dependency, E> {
                self.visit_string(id.to_owned())
            }
            fn visit_string<E: de::Error>(self, task_id: String) -> Result<Dependency, E> {
                Ok(Dependency { task_id, kind: LinkType::FS, lag_minutes: 0 })
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Dependency, A::Error> {
                let link = Link::deserialize(de::value::MapAccessDeserializer::new(map))?;
                let Link { task_id, kind, lag_minutes } = link;
                Ok(Dependency { task_id, kind, lag_minutes })
            }
        }
        deserializer.deserialize_any(IdOrLink)
    }
}

impl FromJson for Dependency {
    fn blank() -> Self {
        Self { task_id: String::new(), kind: LinkType::FS, lag_minutes: 0 }
    }
    fn read(&mut self, from: &mut Reader<'_>) -> Read {
        match from.kind() {
            wire::Kind::String => self.task_id.read(from),
            wire::Kind::Object => {
                let mut link = Link::blank();
                link.read(from)?;
                let Link { task_id, kind, lag_minutes } = link;
                *self = Self { task_id, kind, lag_minutes };
                Ok(())
            }
            _ => Err(from.expected("a task id or an object with taskId, type and lagMinutes")),
        }
    }
}

impl JsonSchema for Dependency {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Dependency".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let link = Link::json_schema(generator);
        json_schema!({
            "description": "A predecessor: its id (finish to start), or the link spelled out.",
            "oneOf": [{ "type": "string", "minLength": 1, "maxLength": LONGEST_ID }, link],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Dependency, LinkType};

    fn read(text: &str) -> Result<Dependency, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn reads_an_id_or_a_link() {
        let plain = Dependency { task_id: "a".into(), kind: LinkType::FS, lag_minutes: 0 };
        assert_eq!(read(r#""a""#).as_ref(), Ok(&plain));
        assert_eq!(read(r#"{"taskId":"a","note":"ignored"}"#), Ok(plain));
        assert_eq!(
            read(r#"{"taskId":"a","type":"SF","lagMinutes":-5}"#),
            Ok(Dependency { task_id: "a".into(), kind: LinkType::SF, lag_minutes: -5 })
        );
    }

    #[test]
    fn says_what_is_wrong_inside_the_object() {
        assert!(read(r#"{"type":"FS"}"#).unwrap_err().contains("taskId"));
        assert!(read(r#"{"taskId":"a","type":"XX"}"#).unwrap_err().contains("`XX`"));
        assert!(read("7").unwrap_err().contains("a task id or an object"));
    }
}
