//! Writes a JSON text from front to back, without white space.

use crate::number;
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
        self.out.push('"');
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)) {
            let (plain, special) = rest.split_at(at);
            self.out.push_str(plain);
            let (special, behind) = special.split_at(1);
            self.escape(special.as_bytes().first().copied().unwrap_or_default());
            rest = behind;
        }
        self.out.push_str(rest);
        self.out.push('"');
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
        self.out.push('"');
        value.push(&mut self.out);
        self.out.push('"');
    }

    /// The name of a field, in its quotes and with its colon: nothing in it is
    /// escaped.
    pub fn name(&mut self, quoted: &'static str) {
        if !self.out.ends_with('{') {
            self.out.push(',');
        }
        self.out.push_str(quoted);
    }

    /// An object with the fields of a struct.
    pub fn object(&mut self, value: &dyn Fields) {
        self.out.push('{');
        value.fields(self);
        self.out.push('}');
    }

    /// A list.
    pub fn list<'a, T: ToJson + 'a>(&mut self, items: impl Iterator<Item = &'a T>) {
        self.out.push('[');
        for (index, item) in items.enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            item.write(self);
        }
        self.out.push(']');
    }

    /// An object with names that are data.
    pub fn map<'a, T: ToJson + 'a>(&mut self, entries: impl Iterator<Item = (&'a str, &'a T)>) {
        self.out.push('{');
        for (index, (name, value)) in entries.enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            self.string(name);
            self.out.push(':');
            value.write(self);
        }
        self.out.push('}');
    }
}
