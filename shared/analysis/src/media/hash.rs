//! Perceptual hashes: 64 bits, few of which differ between pictures that look
//! alike.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use wire::Text;

use super::text;

/// 64 bits of a picture's coarse structure; 16 hexadecimal digits on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PerceptualHash(pub u64);

impl PerceptualHash {
    /// Reads 16 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        u64::from_str_radix(text, 16).ok().filter(|_| plain).map(Self)
    }

    /// How many bits differ: 0 for the same, about 32 for strangers.
    pub const fn distance(self, other: Self) -> u32 {
        (self.0 ^ other.0).count_ones()
    }

    /// Whether it says too little to tell pictures apart: what flat frames,
    /// plain gradients and black ones come to, whatever they are of.
    pub const fn is_flat(self) -> bool {
        let ones = self.0.count_ones();
        ones < 8 || ones > 56
    }
}

impl fmt::Display for PerceptualHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Text for PerceptualHash {
    const EXPECTED: &'static str = "16 hexadecimal digits";
    fn blank() -> Self {
        Self(0)
    }
    fn parse(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

wire::text!(PerceptualHash);

impl<'de> Deserialize<'de> for PerceptualHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::read(deserializer, Self::EXPECTED, Self::parse)
    }
}

impl Serialize for PerceptualHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for PerceptualHash {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "PerceptualHash".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[0-9a-fA-F]{16}$" })
    }
}
