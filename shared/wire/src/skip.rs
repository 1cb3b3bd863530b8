//! Reading over values that nobody asked for; they must be JSON all the same.

use crate::reader::{Kind, Read, Reader};

impl Reader<'_> {
    /// Reads over one value of any kind.
    pub fn skip(&mut self) -> Read {
        match self.kind() {
            Kind::String => self.string().map(drop),
            Kind::Object => self.map(&mut |_, from| from.skip()),
            Kind::List => self.list(&mut Self::skip),
            Kind::Boolean => self.boolean().map(drop),
            Kind::Null if self.null() => Ok(()),
            Kind::Number => self.decimal().map(drop),
            Kind::Null | Kind::Nothing => Err(self.malformed("no JSON value")),
        }
    }
}
