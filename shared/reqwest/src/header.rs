//! Headers, as `postgrest` sets them.

/// Headers in the order they were set; names as they were written.
#[derive(Debug, Clone, Default)]
pub struct HeaderMap(Vec<(String, HeaderValue)>);

impl HeaderMap {
    /// No headers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a header, instead of any of the same name.
    pub fn insert(&mut self, name: impl IntoHeaderName, value: HeaderValue) {
        let name = name.into_header_name();
        self.0.retain(|(known, _)| !known.eq_ignore_ascii_case(&name));
        self.0.push((name, value));
    }

    /// Inserts all of `others`.
    pub(crate) fn merge(&mut self, others: Self) {
        if self.0.is_empty() {
            *self = others;
        } else {
            for (name, value) in others.0 {
                self.insert(name.as_str(), value);
            }
        }
    }

    /// Names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.0.as_str()))
    }
}

/// A header's value.
#[derive(Debug, Clone)]
pub struct HeaderValue(String);

/// A character that would end the header.
#[derive(Debug)]
pub struct InvalidHeaderValue;

impl HeaderValue {
    /// A value that is known to be good.
    pub fn from_static(value: &'static str) -> Self {
        Self(value.to_owned())
    }

    /// A value from outside.
    #[expect(clippy::should_implement_trait, reason = "named as in reqwest")]
    pub fn from_str(value: &str) -> Result<Self, InvalidHeaderValue> {
        let is_text = |byte: u8| byte == b'\t' || (byte >= b' ' && byte != 0x7f);
        if value.bytes().all(is_text) {
            Ok(Self(value.to_owned()))
        } else {
            Err(InvalidHeaderValue)
        }
    }
}

/// What may name a header.
pub trait IntoHeaderName {
    /// The name.
    fn into_header_name(self) -> String;
}

impl IntoHeaderName for &str {
    fn into_header_name(self) -> String {
        self.to_owned()
    }
}
