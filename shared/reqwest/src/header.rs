//! Headers, as `postgrest` sets them: names, and most values, are known to the
//! compiler, so they are not copied.

use std::borrow::Cow;

/// Headers in the order they were set; names as they were written.
#[derive(Debug, Clone, Default)]
pub struct HeaderMap(Vec<(&'static str, HeaderValue)>);

impl HeaderMap {
    /// No headers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a header, instead of any of the same name.
    pub fn insert(&mut self, name: impl IntoHeaderName, value: HeaderValue) {
        let name = name.into_header_name();
        self.0.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.0.push((name, value));
    }

    /// Inserts all of `others`.
    pub(crate) fn merge(&mut self, others: Self) {
        if self.0.is_empty() {
            *self = others;
        } else {
            for (name, value) in others.0 {
                self.insert(name, value);
            }
        }
    }

    /// Names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (*name, &*value.0))
    }
}

/// A header's value.
#[derive(Debug, Clone)]
pub struct HeaderValue(Cow<'static, str>);

/// A character that would end the header.
#[derive(Debug)]
pub struct InvalidHeaderValue;

impl HeaderValue {
    /// A value that is known to be good.
    pub fn from_static(value: &'static str) -> Self {
        Self(Cow::Borrowed(value))
    }

    /// A value from outside.
    #[expect(clippy::should_implement_trait, reason = "named as in reqwest")]
    pub fn from_str(value: &str) -> Result<Self, InvalidHeaderValue> {
        let is_text = |byte: u8| byte == b'\t' || (byte >= b' ' && byte != 0x7f);
        if value.bytes().all(is_text) {
            Ok(Self(Cow::Owned(value.to_owned())))
        } else {
            Err(InvalidHeaderValue)
        }
    }
}

/// What may name a header.
pub trait IntoHeaderName {
    /// The name.
    fn into_header_name(self) -> &'static str;
}

impl IntoHeaderName for &'static str {
    fn into_header_name(self) -> &'static str {
        self
    }
}
