//! Entries by name, as an object on the wire has them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use limits::{Checked, Given, Length};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use wire::{FromJson, Read, Reader, ToJson, Writer};

use crate::order;

/// A value for each of some names. A sorted list: the standard library's maps
/// weigh ten kilobytes of wasm, and this one is made once and then read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<T>(Vec<(String, T)>);

impl<T> Table<T> {
    /// Of entries in any order; of two with one name the last counts.
    pub fn new(mut entries: Vec<(String, T)>) -> Self {
        if !entries.is_sorted_by(|a, b| a.0 < b.0) {
            entries.reverse();
            order::by(&mut entries, |a, b| a.0.cmp(&b.0));
            entries.dedup_by(|later, first| later.0 == first.0);
        }
        Self(entries)
    }

    /// Entries.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What stands under a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        let at = self.0.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// The entries by name.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &T)> {
        self.0.iter().map(|(name, value)| (name, value))
    }

    /// Keeps the entries whose names are wanted.
    pub fn retain(&mut self, wanted: impl Fn(&str) -> bool) {
        self.0.retain(|(name, _)| wanted(name));
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: FromJson> FromJson for Table<T> {
    fn blank() -> Self {
        Self::default()
    }
    fn read(&mut self, from: &mut Reader<'_>) -> Read {
        let mut entries = Vec::new();
        from.map(&mut |name, from| {
            let mut value = T::blank();
            value.read(from)?;
            entries.push((name.into_owned(), value));
            Ok(())
        })?;
        *self = Self::new(entries);
        Ok(())
    }
}

impl<T: ToJson> ToJson for Table<T> {
    fn write(&self, to: &mut Writer) {
        to.map(self.0.iter().map(|(name, value)| (name.as_str(), value)));
    }
}

impl<T> Given for Table<T> {
    type Value = Self;
    fn given(&self) -> Option<&Self> {
        Some(self)
    }
}

impl<T> Length for Table<T> {
    fn check(&self, min: usize, max: usize) -> Checked {
        self.0.as_slice().check(min, max)
    }
}

impl<T: Serialize> Serialize for Table<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Table<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries: BTreeMap<String, T> = BTreeMap::deserialize(deserializer)?;
        Ok(Self::new(entries.into_iter().collect()))
    }
}

impl<T: JsonSchema> JsonSchema for Table<T> {
    fn inline_schema() -> bool {
        BTreeMap::<String, T>::inline_schema()
    }
    fn schema_name() -> Cow<'static, str> {
        BTreeMap::<String, T>::schema_name()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        BTreeMap::<String, T>::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn reads_what_a_map_reads() {
        for text in [
            r"{}",
            r#"{"b":1,"a":2}"#,
            r#"{"b":1,"a":2,"b":3,"":4,"a":5,"a":6}"#,
            r#"{"a":1,"a":2}"#,
            r#"{"a":1,"b":"#,
        ] {
            let ours = wire::from_slice::<Table<u32>>(text.as_bytes()).ok();
            let theirs = serde_json::from_str::<Table<u32>>(text).ok();
            assert_eq!(ours, theirs, "{text}");
            let Some(table) = ours else { continue };
            assert_eq!(wire::to_string(&table), serde_json::to_string(&theirs).unwrap());
            assert!(table.iter().all(|(name, value)| table.get(name) == Some(value)));
            assert_eq!((table.get("c"), table.is_empty()), (None, text.len() == 2));
        }
    }
}
