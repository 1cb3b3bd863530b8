//! What a wall clock and a calendar on the wall show: `HH:MM` and
//! `YYYY-MM-DD`, without a zone.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use wire::Text;

use crate::time::{civil_from_days, days_from_civil};

/// Minutes of a civil day.
pub const DAY: i64 = 1440;

/// A time of day, in minutes after midnight; `24:00` ends the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct ClockTime(u16);

impl ClockTime {
    /// Minutes after midnight, `0..=1440`.
    pub fn minutes(self) -> i64 {
        i64::from(self.0)
    }

    /// Reads `HH:MM`.
    pub fn parse(text: &str) -> Option<Self> {
        let [h1, h2, b':', m1, m2] = *text.as_bytes() else { return None };
        let (hours, minutes) = (number(&[h1, h2])?, number(&[m1, m2])?);
        let total = hours * 60 + minutes;
        (minutes < 60 && total <= DAY).then_some(Self(total as u16))
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A civil date, in days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct CivilDate(i32);

impl CivilDate {
    /// Days since 1970-01-01.
    pub fn days(self) -> i64 {
        i64::from(self.0)
    }

    /// Reads `YYYY-MM-DD`; a day that does not exist is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else { return None };
        let (year, month) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?);
        let day = number(&[d1, d2])?;
        let days = days_from_civil(year, month, day);
        (civil_from_days(days) == (year, month, day)).then_some(Self(days as i32))
    }
}

impl fmt::Display for CivilDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.days());
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |value, byte| {
        byte.is_ascii_digit().then(|| value * 10 + i64::from(byte - b'0'))
    })
}

/// Both are strings on the wire.
macro_rules! text {
    ($type:ident, $expected:literal, $schema:expr) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;
                impl de::Visitor<'_> for Text {
                    type Value = $type;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expected)
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$type, E> {
                        let wrong = || E::invalid_value(de::Unexpected::Str(text), &self);
                        $type::parse(text).ok_or_else(wrong)
                    }
                }
                deserializer.deserialize_str(Text)
            }
        }
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl Text for $type {
            const EXPECTED: &'static str = $expected;
            fn blank() -> Self {
                Self::default()
            }
            fn parse(text: &str) -> Option<Self> {
                Self::parse(text)
            }
        }
        wire::text!($type);
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
}

text!(
    ClockTime,
    "a time of day such as 09:30",
    json_schema!({ "type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$" })
);
text!(CivilDate, "a date such as 2026-11-21", json_schema!({ "type": "string", "format": "date" }));

#[cfg(test)]
mod tests {
    use super::{CivilDate, ClockTime};

    #[test]
    fn reads_and_writes_times_of_day() {
        for text in ["00:00", "09:05", "23:59", "24:00"] {
            assert_eq!(ClockTime::parse(text).map(|t| t.to_string()).as_deref(), Some(text));
        }
        for text in ["24:01", "9:00", "09:60", "0900", "", "-1:00", "09:00:00"] {
            assert_eq!(ClockTime::parse(text), None, "{text}");
        }
    }

    #[test]
    fn refuses_days_that_do_not_exist() {
        assert_eq!(CivilDate::parse("1970-01-02").map(CivilDate::days), Some(1));
        assert_eq!(
            CivilDate::parse("2024-02-29").map(|d| d.to_string()).as_deref(),
            Some("2024-02-29")
        );
        for text in ["2025-02-29", "2025-00-10", "2025-13-01", "2025-1-1", "today"] {
            assert_eq!(CivilDate::parse(text), None, "{text}");
        }
    }
}
