//! JSON in and out of a function, by tables instead of by code for every type.
//!
//! `serde`'s derived code is made again for every struct, and once more for each
//! format: together a third of a function's wasm. Here a struct is a list of
//! names and a jump to its fields; the loops that read and write are compiled
//! once ([`Reader`], [`Writer`]), and for speed. The derives understand the
//! `#[serde(…)]` attributes that these types carry anyway, for their published
//! schema and for `serde` itself: what is read and written is what `serde_json`
//! would read and write, byte for byte (but 1e16 for 1e+16), which `tests/` holds.
//!
//! ```
//! use wire::{FromJson, ToJson};
//!
//! #[derive(FromJson, ToJson)]
//! #[serde(rename_all = "camelCase")]
//! struct Row {
//!     row_id: String,
//!     #[serde(skip_serializing_if = "Option::is_none")]
//!     minutes: Option<u32>,
//! }
//!
//! let row: Row = wire::from_slice(br#"{"rowId": "gown", "note": [1, 2]}"#).unwrap();
//! assert_eq!(wire::to_string(&row), r#"{"rowId":"gown"}"#);
//!
//! let refusal = wire::from_slice::<Row>(br#"{"minutes": "ten"}"#).err().unwrap();
//! assert_eq!(refusal.to_string(), "expected a whole number, found a string");
//! ```

mod number;
mod plain;
mod read;
mod reader;
mod refusal;
mod skip;
mod text;
mod write;
mod writer;

pub use read::FromJson;
pub use reader::{Kind, Read, Reader, Shape, Stop};
pub use refusal::Refusal;
pub use text::Text;
pub use wire_derive::{FromJson, ToJson};
pub use write::{Fields, ToJson};
pub use writer::Writer;

/// The value that a JSON text describes.
pub fn from_slice<T: FromJson>(json: &[u8]) -> Result<T, Refusal> {
    let mut value = T::blank();
    reader::document(json, &mut |from| value.read(from))?;
    Ok(value)
}

/// Whether `json` is one well-formed JSON text.
pub fn well_formed(json: &[u8]) -> Result<(), Refusal> {
    reader::document(json, &mut |from| from.skip())
}

/// The JSON text of a value.
pub fn to_string<T: ToJson + ?Sized>(value: &T) -> String {
    let mut writer = Writer::default();
    value.write(&mut writer);
    writer.finish()
}

/// JSON text that is passed on as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Raw(String);

impl Raw {
    /// What `value` looks like.
    pub fn of<T: ToJson + ?Sized>(value: &T) -> Self {
        Self(to_string(value))
    }

    /// The text: one JSON value.
    pub fn get(&self) -> &str {
        &self.0
    }

    /// The text.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl FromJson for Raw {
    fn blank() -> Self {
        Self::default()
    }
    fn read(&mut self, from: &mut Reader<'_>) -> Read {
        from.raw()?.clone_into(&mut self.0);
        Ok(())
    }
}

impl ToJson for Raw {
    fn write(&self, to: &mut Writer) {
        to.raw(&self.0);
    }
}

/// Any value, read over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ignored;

impl FromJson for Ignored {
    fn blank() -> Self {
        Self
    }
    fn read(&mut self, from: &mut Reader<'_>) -> Read {
        from.skip()
    }
}
