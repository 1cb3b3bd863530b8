//! Moments on the wire: RFC 3339 with a zone, always.

use std::fmt;

use kernels::rfc3339;
pub use kernels::rfc3339::{civil_from_days, days_from_civil};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use wire::Text;

/// A moment, in milliseconds since 1970-01-01T00:00:00Z (leap seconds ignored,
/// as POSIX does). Reads and writes RFC 3339; a date without a zone is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time(i64);

/// Milliseconds in a minute.
pub const MINUTE_MS: i64 = 60_000;

impl Time {
    /// From milliseconds since the Unix epoch.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since the Unix epoch.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// Whole minutes from `start` to `self`, rounded down; negative before it.
    pub const fn minutes_since(self, start: Self) -> i64 {
        (self.0.saturating_sub(start.0)).div_euclid(MINUTE_MS)
    }

    /// `minutes` later.
    #[must_use]
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes.saturating_mul(MINUTE_MS)))
    }

    /// Reads RFC 3339 (`2026-11-21T09:30:00Z`, `…+01:00`, fractions allowed).
    pub fn parse(text: &str) -> Option<Self> {
        rfc3339::parse(text.as_bytes()).map(Self)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.push(&mut text);
        f.write_str(&text)
    }
}

impl Text for Time {
    const EXPECTED: &'static str = "a date and time with a zone, such as 2026-11-21T09:30:00Z";
    fn blank() -> Self {
        Self::default()
    }
    fn parse(text: &str) -> Option<Self> {
        Self::parse(text)
    }
    fn push(&self, out: &mut String) {
        rfc3339::push(self.0, out);
    }
}

wire::text!(Time);

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Rfc3339;
        impl de::Visitor<'_> for Rfc3339 {
            type Value = Time;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date and time with a zone, such as 2026-11-21T09:30:00Z")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Time, E> {
                Time::parse(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_str(Rfc3339)
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Time {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Time".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time" })
    }
}

#[cfg(test)]
mod tests {
    use super::Time;

    fn ms(text: &str) -> Option<i64> {
        Time::parse(text).map(Time::ms)
    }

    #[test]
    fn reads_what_rfc_3339_allows() {
        assert_eq!(ms("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(ms("2026-11-21T09:30:00+01:00"), ms("2026-11-21T08:30:00Z"));
        assert_eq!(
            ms("2024-02-29T23:59:59.1239-08:00"),
            Some(1_709_279_999_123 + 8 * 3_600_000 - 28_800_000)
        );
        assert_eq!(ms("1969-12-31T23:59:59.5Z"), Some(-500));
    }

    #[test]
    fn refuses_dates_without_a_zone_and_days_that_do_not_exist() {
        for text in [
            "2026-11-21",
            "2026-11-21T09:30:00",
            "2025-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-11-21T24:00:00Z",
            "2026-11-21T09:30Z",
            "2026-11-21T09:30:00.Z",
            "saturday",
            "",
            "2026-11-21T09:30:00+1:00",
            "２０２６-11-21T09:30:00Z",
        ] {
            assert_eq!(ms(text), None, "{text}");
        }
    }

    #[test]
    fn writes_what_it_reads() {
        for text in [
            "2026-11-21T09:30:00Z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999Z",
            "1900-03-01T00:00:00.050Z",
        ] {
            assert_eq!(Time::parse(text).map(|t| t.to_string()).as_deref(), Some(text));
        }
    }
}
