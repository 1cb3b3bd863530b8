//! The answer, written while the event that its ids are borrowed from is
//! still there: ten thousand tasks are answered without copying an id.

use std::borrow::Cow;

use analysis::events::EventsReport;
use edge::prelude::*;
use edge::schemars::{Schema, SchemaGenerator};
use wire::{Raw, Writer};

/// An [`EventsReport`] as JSON text.
#[derive(Debug)]
pub struct Answer(Raw);

impl Answer {
    /// Writes the report.
    pub(crate) fn new(report: &EventsReport<'_>) -> Self {
        Self(Raw::of(report))
    }

    /// As part of a refusal.
    pub(crate) fn part(self) -> Raw {
        self.0
    }
}

impl ToJson for Answer {
    fn write(&self, to: &mut Writer) {
        self.0.write(to);
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
