//! The shape of a picture.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use wire::Text;

use super::text;

/// Width to height, `4:5` on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AspectRatio {
    width: u32,
    height: u32,
}

impl AspectRatio {
    /// Reads two whole numbers of at most four digits, `4:5`; neither is 0.
    pub fn parse(text: &str) -> Option<Self> {
        let (width, height) = text.split_once(':')?;
        let side = |digits: &str| {
            let plain = digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse().ok().filter(|&side: &u32| plain && side > 0)
        };
        Some(Self { width: side(width)?, height: side(height)? })
    }

    /// How near a picture of this size comes: 1 within a hundredth, 0 at a
    /// quarter too wide or too narrow, linear in the logarithm between.
    pub fn nearness(self, width: u32, height: u32) -> f64 {
        let off = f64::from(width) * f64::from(self.height)
            / (f64::from(height) * f64::from(self.width)).max(1.0);
        let (off, fine, lost) = (libm::log(off).abs(), libm::log(1.01), libm::log(1.25));
        (1.0 - (off - fine) / (lost - fine)).clamp(0.0, 1.0)
    }
}

impl fmt::Display for AspectRatio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.width, self.height)
    }
}

impl Text for AspectRatio {
    const EXPECTED: &'static str = "width to height, such as 4:5";
    fn blank() -> Self {
        Self { width: 1, height: 1 }
    }
    fn parse(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

wire::text!(AspectRatio);

impl<'de> Deserialize<'de> for AspectRatio {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::read(deserializer, Self::EXPECTED, Self::parse)
    }
}

impl Serialize for AspectRatio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for AspectRatio {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "AspectRatio".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[0-9]{1,4}:[0-9]{1,4}$" })
    }
}
