//! The answer, written while the event that its ids are borrowed from is
//! still there: ten thousand tasks are answered without copying an id.

use std::borrow::Cow;

use analysis::events::EventsReport;
use edge::error::Partial;
use edge::prelude::*;
use edge::schemars::{Schema, SchemaGenerator};
use edge::serde::Serializer;
use edge::serde_json::value::{RawValue, to_raw_value};

/// An [`EventsReport`] as JSON text.
#[derive(Debug)]
pub struct Answer(Box<RawValue>);

impl Answer {
    /// Writes the report.
    pub(crate) fn new(report: &EventsReport<'_>) -> Result<Self> {
        let text = to_raw_value(report).map_err(|error| Error::Internal(error.to_string()))?;
        Ok(Self(text))
    }

    /// As part of a refusal.
    pub(crate) fn part(self) -> Partial {
        Partial(self.0)
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl JsonSchema for Answer {
    fn schema_name() -> Cow<'static, str> {
        EventsReport::schema_name()
    }
    fn schema_id() -> Cow<'static, str> {
        EventsReport::schema_id()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        EventsReport::json_schema(generator)
    }
}
