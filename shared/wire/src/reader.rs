//! Reads a JSON text (RFC 8259) from front to back.

use std::borrow::Cow;

use crate::Refusal;
use crate::plain::plain_bytes;

/// Deeper nesting is refused, so that no text can use up the stack.
const DEEPEST: u32 = 128;

/// Whether a value was read; the [`Reader`] knows why not.
pub type Read = Result<(), Stop>;

/// Reading has failed and must not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop(());

/// What a struct looks like on the wire.
#[derive(Debug)]
pub struct Shape {
    /// The fields' names, at most 64.
    pub names: &'static [&'static str],
    /// A bit for each field that must be there.
    pub required: u64,
    /// Refuses other names instead of reading over them.
    pub closed: bool,
}

/// What a value begins like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `"`
    String,
    /// `{`
    Object,
    /// `[`
    List,
    /// `t` or `f`
    Boolean,
    /// `n`
    Null,
    /// A digit or `-`
    Number,
    /// No value.
    Nothing,
}

/// A place in a JSON text.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
    refusal: Option<Refusal>,
}

/// Reads a whole text with `read`: nothing but white space may follow.
pub(crate) fn document(
    json: &[u8],
    read: &mut dyn FnMut(&mut Reader<'_>) -> Read,
) -> Result<(), Refusal> {
    let text = std::str::from_utf8(json)
        .map_err(|error| Refusal::malformed(error.valid_up_to(), "not valid UTF-8"))?;
    let mut reader = Reader { text, at: 0, depth: 0, refusal: None };
    let outcome = read(&mut reader).and_then(|()| match reader.peek() {
        None => Ok(()),
        Some(_) => Err(reader.malformed("text behind the value")),
    });
    match (outcome, reader.refusal) {
        (Ok(()), None) => Ok(()),
        (_, Some(refusal)) => Err(refusal),
        (Err(Stop(())), None) => Err(Refusal::malformed(reader.at, "unreadable")),
    }
}

impl<'a> Reader<'a> {
    /// The next byte that is not white space, without passing it.
    pub(crate) fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                found => return found.copied(),
            }
        }
    }

    /// What the next value begins like.
    pub fn kind(&mut self) -> Kind {
        match self.peek() {
            Some(b'"') => Kind::String,
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::List,
            Some(b't' | b'f') => Kind::Boolean,
            Some(b'n') => Kind::Null,
            Some(b'-' | b'0'..=b'9') => Kind::Number,
            _ => Kind::Nothing,
        }
    }

    /// The bytes from here on.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    pub(crate) fn pass(&mut self, bytes: usize) {
        self.at += bytes;
    }

    fn pass_if(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    #[cold]
    pub(crate) fn malformed(&mut self, reason: &str) -> Stop {
        self.stop(Refusal::malformed(self.at, reason))
    }

    #[cold]
    fn stop(&mut self, refusal: Refusal) -> Stop {
        self.refusal.get_or_insert(refusal);
        Stop(())
    }

    /// Refuses the value that begins at `offset`.
    #[cold]
    pub(crate) fn refuse_at(&mut self, offset: usize, reason: String) -> Stop {
        self.stop(Refusal::wrong(offset, reason))
    }

    /// Refuses the value that begins here, which is not `expected`.
    #[cold]
    pub fn expected(&mut self, expected: &str) -> Stop {
        let found = match self.kind() {
            Kind::String => "a string",
            Kind::Object => "an object",
            Kind::List => "a list",
            Kind::Boolean => "a boolean",
            Kind::Null => "null",
            Kind::Number => "a number",
            Kind::Nothing => return self.malformed("no JSON value"),
        };
        let reason = ["expected ", expected, ", found ", found].concat();
        self.refuse_at(self.at, reason)
    }

    /// Where this reader is.
    pub(crate) fn offset(&self) -> usize {
        self.at
    }

    fn deeper(&mut self) -> Read {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.malformed("nested too deeply"));
        }
        Ok(())
    }

    /// Passes a `null`.
    pub fn null(&mut self) -> bool {
        let found = self.peek() == Some(b'n') && self.rest().starts_with(b"null");
        if found {
            self.at += 4;
        }
        found
    }

    /// A `true` or `false`.
    pub(crate) fn boolean(&mut self) -> Result<bool, Stop> {
        self.peek();
        let (value, length) = match self.rest() {
            [b't', b'r', b'u', b'e', ..] => (true, 4),
            [b'f', b'a', b'l', b's', b'e', ..] => (false, 5),
            _ => return Err(self.expected("a boolean")),
        };
        self.at += length;
        Ok(value)
    }

    /// A string; borrowed where nothing in it is escaped.
    pub fn string(&mut self) -> Result<Cow<'a, str>, Stop> {
        if self.peek() != Some(b'"') {
            return Err(self.expected("a string"));
        }
        self.at += 1;
        let start = self.at;
        let rest = self.rest();
        let length = plain_bytes(rest);
        self.at += length;
        let plain = self.text.get(start..self.at).unwrap_or_default();
        if rest.get(length) == Some(&b'"') {
            self.at += 1;
            return Ok(Cow::Borrowed(plain));
        }
        self.escaped(plain).map(Cow::Owned)
    }

    /// The rest of a string that is not plain: here is a `\`, or an error.
    #[cold]
    fn escaped(&mut self, plain: &str) -> Result<String, Stop> {
        let mut text = plain.to_owned();
        loop {
            let start = self.at;
            let rest = self.rest();
            self.at += plain_bytes(rest);
            text.push_str(self.text.get(start..self.at).unwrap_or_default());
            match self.rest() {
                [b'"', ..] => {
                    self.at += 1;
                    return Ok(text);
                }
                [b'\\', ..] => {
                    self.at += 1;
                    text.push(self.escape()?);
                }
                [] => return Err(self.malformed("a string without an end")),
                _ => return Err(self.malformed("a control character in a string")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Stop> {
        let Some(&byte) = self.rest().first() else {
            return Err(self.malformed("a string without an end"));
        };
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.code_point(),
            _ => return Err(self.malformed("an unknown escape")),
        })
    }

    /// What follows `\u`; half of a pair alone is no text.
    fn code_point(&mut self) -> Result<char, Stop> {
        let mut code = self.code_unit()?;
        if (0xd800..0xdc00).contains(&code) && self.rest().starts_with(b"\\u") {
            self.at += 2;
            let low = self.code_unit()?.wrapping_sub(0xdc00);
            code = if low < 0x400 { 0x1_0000 + ((code - 0xd800) << 10) + low } else { 0xd800 };
        }
        char::from_u32(code).ok_or_else(|| self.malformed("half of a surrogate pair"))
    }

    fn code_unit(&mut self) -> Result<u32, Stop> {
        let digits = self.rest().get(..4).unwrap_or_default();
        let code = digits.iter().try_fold(0, |code, digit| {
            char::from(*digit).to_digit(16).map(|digit| code << 4 | digit)
        });
        match code {
            Some(code) if digits.len() == 4 => {
                self.at += 4;
                Ok(code)
            }
            _ => Err(self.malformed("an escape without four hexadecimal digits")),
        }
    }

    /// One of these names.
    pub fn choice(&mut self, names: &[&str]) -> Result<usize, Stop> {
        self.peek();
        let start = self.at;
        let found = self.string()?;
        if let Some(index) = names.iter().position(|name| *name == found) {
            return Ok(index);
        }
        let reason =
            ["unknown variant `", &found, "`, expected one of `", &names.join("`, `"), "`"];
        Err(self.refuse_at(start, reason.concat()))
    }

    /// A list, whose items `read` is called for.
    pub fn list(&mut self, read: &mut dyn FnMut(&mut Self) -> Read) -> Read {
        if !self.pass_if(b'[') {
            return Err(self.expected("a list"));
        }
        self.deeper()?;
        if !self.pass_if(b']') {
            loop {
                read(self)?;
                if self.pass_if(b']') {
                    break;
                }
                if !self.pass_if(b',') {
                    return Err(self.malformed("expected `,` or `]`"));
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// An object, whose values `read` is called for.
    pub fn map(&mut self, read: &mut dyn FnMut(Cow<'a, str>, &mut Self) -> Read) -> Read {
        self.entries(read)
    }

    /// The same; made once for maps and once for structs, whose fields are one
    /// call away that way, not two.
    #[inline]
    fn entries(&mut self, mut read: impl FnMut(Cow<'a, str>, &mut Self) -> Read) -> Read {
        if !self.pass_if(b'{') {
            return Err(self.expected("an object"));
        }
        self.deeper()?;
        if !self.pass_if(b'}') {
            loop {
                if self.peek() != Some(b'"') {
                    return Err(self.malformed("expected a name in double quotes"));
                }
                let name = self.string()?;
                if !self.pass_if(b':') {
                    return Err(self.malformed("expected `:`"));
                }
                read(name, self)?;
                if self.pass_if(b'}') {
                    break;
                }
                if !self.pass_if(b',') {
                    return Err(self.malformed("expected `,` or `}`"));
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// An object with fields: `read` is called with the index of each that is
    /// there.
    pub fn fields(
        &mut self,
        shape: &'static Shape,
        read: &mut dyn FnMut(usize, &mut Self) -> Read,
    ) -> Read {
        self.peek();
        let inside = self.at + 1;
        let mut seen = 0_u64;
        // Rows list their fields in one order, mostly ours.
        let mut next = 0;
        self.entries(|name, from| {
            let names = shape.names;
            let expected = names.get(next).is_some_and(|expected| *expected == name);
            let index =
                if expected { Some(next) } else { names.iter().position(|known| *known == name) };
            let Some(index) = index else {
                if shape.closed {
                    return Err(from.refuse_name("unknown field `", &name));
                }
                return from.skip();
            };
            let bit = 1 << index;
            if seen & bit != 0 {
                return Err(from.refuse_name("duplicate field `", &name));
            }
            seen |= bit;
            next = index + 1;
            read(index, from)
        })?;
        let missing = shape.required & !seen;
        if missing == 0 {
            return Ok(());
        }
        let name = shape.names.get(missing.trailing_zeros() as usize).copied();
        Err(self.stop(Refusal::missing(inside, name.unwrap_or_default())))
    }

    /// Refuses the name before the `:` that was passed last.
    #[cold]
    fn refuse_name(&mut self, reason: &str, name: &str) -> Stop {
        self.refuse_at(self.at, [reason, name, "`"].concat())
    }

    /// The text of the next value.
    pub(crate) fn raw(&mut self) -> Result<&'a str, Stop> {
        self.peek();
        let start = self.at;
        self.skip()?;
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }
}
