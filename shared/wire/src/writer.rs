//! Writes a JSON text from front to back, without white space.

#![expect(
    clippy::single_char_add_str,
    reason = "a text of one byte is a store, a character is encoded by a call"
)]

use crate::number;
use crate::plain::plain_bytes;
use crate::text::Text;
use crate::write::{Fields, ToJson};

const HEXADECIMAL: &[u8; 16] = b"0123456789abcdef";

/// A JSON text being written.
#[derive(Debug, Default)]
pub struct Writer {
    out: String,
}

impl Writer {
    /// The text.
    pub fn finish(self) -> String {
        self.out
    }

    /// JSON text, as it is.
    pub fn raw(&mut self, json: &str) {
        self.out.push_str(json);
    }

    /// A string.
    #[inline(never)]
    pub fn string(&mut self, text: &str) {
        self.out.push_str("\"");
        let mut rest = text;
        loop {
            let (plain, special) =
                rest.split_at_checked(plain_bytes(rest.as_bytes())).unwrap_or_default();
            self.out.push_str(plain);
            let Some(byte) = special.bytes().next() else { break };
            self.escape(byte);
            rest = special.get(1..).unwrap_or_default();
        }
        self.out.push_str("\"");
    }

    #[cold]
    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            0x8 => "\\b",
            0xc => "\\f",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            _ => "\\u00",
        };
        self.out.push_str(short);
        if short.len() > 2 {
            let digit = |half: u8| char::from(*HEXADECIMAL.get(usize::from(half)).unwrap_or(&b'0'));
            self.out.push(digit(byte >> 4));
            self.out.push(digit(byte & 15));
        }
    }

    /// A number.
    pub fn float(&mut self, value: f64) {
        number::push_float(value, &mut self.out);
    }

    /// A whole number.
    pub fn whole(&mut self, value: i64) {
        self.out.push_str(itoa::Buffer::new().format(value));
    }

    /// A whole number that may be above the largest signed one.
    pub(crate) fn natural(&mut self, value: u64) {
        self.out.push_str(itoa::Buffer::new().format(value));
    }

    /// A value that is a string on the wire.
    pub fn text(&mut self, value: &impl Text) {
        self.out.push_str("\"");
        value.push(&mut self.out);
        self.out.push_str("\"");
    }

    /// The name of a field, between the comma before it and the colon behind, in
    /// its quotes: nothing in it is escaped. The first of an object has no comma.
    #[inline(never)]
    pub fn name(&mut self, listed: &'static str) {
        let first = self.out.as_bytes().last() == Some(&b'{');
        let name = if first { listed.get(1..) } else { None };
        self.out.push_str(name.unwrap_or(listed));
    }

    /// An object with the fields of a struct.
    pub fn object(&mut self, value: &dyn Fields) {
        self.out.push_str("{");
        value.fields(self);
        self.out.push_str("}");
    }

    /// A list.
    pub fn list<'a, T: ToJson + 'a>(&mut self, items: impl Iterator<Item = &'a T>) {
        self.out.push_str("[");
        for (index, item) in items.enumerate() {
            if index > 0 {
                self.out.push_str(",");
            }
            item.write(self);
        }
        self.out.push_str("]");
    }

    /// An object with names that are data.
    pub fn map<'a, T: ToJson + 'a>(&mut self, entries: impl Iterator<Item = (&'a str, &'a T)>) {
        self.out.push_str("{");
        for (index, (name, value)) in entries.enumerate() {
            if index > 0 {
                self.out.push_str(",");
            }
            self.string(name);
            self.out.push_str(":");
            value.write(self);
        }
        self.out.push_str("}");
    }
}
