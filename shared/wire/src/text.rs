//! Types that are a string on the wire.

use std::fmt::{self, Write as _};

use crate::reader::{Read, Reader};

/// A type that is a string on the wire. [`text!`](crate::text) makes it readable
/// and writable.
pub trait Text: Sized + fmt::Display {
    /// What is expected, for a refusal: "a date such as 2026-11-21".
    const EXPECTED: &'static str;
    /// What stands there before anything was read.
    fn blank() -> Self;
    /// What the text says.
    fn parse(text: &str) -> Option<Self>;
    /// Appends the text: what is displayed, of which nothing must be escaped.
    fn push(&self, out: &mut String) {
        // Writing to a string cannot fail.
        let _ = write!(out, "{self}");
    }
}

/// Implements [`FromJson`](crate::FromJson) and [`ToJson`](crate::ToJson) by
/// [`Text`].
#[macro_export]
macro_rules! text {
    ($($type:ty)*) => {$(
        impl $crate::FromJson for $type {
            fn blank() -> Self {
                <Self as $crate::Text>::blank()
            }
            fn read(&mut self, from: &mut $crate::Reader<'_>) -> $crate::Read {
                from.text(self)
            }
        }
        impl $crate::ToJson for $type {
            fn write(&self, to: &mut $crate::Writer) {
                to.text(self);
            }
        }
    )*};
}

impl Reader<'_> {
    /// A string that must be understood.
    pub fn text<T: Text>(&mut self, into: &mut T) -> Read {
        self.peek();
        let start = self.offset();
        let text = match self.peek() {
            Some(b'"') => self.string()?,
            _ => return Err(self.expected(T::EXPECTED)),
        };
        match T::parse(&text) {
            Some(value) => *into = value,
            None => return Err(self.not_understood(start, &text, T::EXPECTED)),
        }
        Ok(())
    }

    #[cold]
    fn not_understood(&mut self, start: usize, text: &str, expected: &str) -> crate::Stop {
        self.refuse_at(start, ["expected ", expected, ", found \"", text, "\""].concat())
    }
}
