//! What can be written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::writer::Writer;

/// A type that can be written as JSON.
pub trait ToJson {
    /// Appends the value.
    fn write(&self, to: &mut Writer);
}

/// A type that is an object with names known before.
pub trait Fields {
    /// Appends the fields, without the braces.
    fn fields(&self, to: &mut Writer);
}

impl<T: Fields + ?Sized> Fields for &T {
    fn fields(&self, to: &mut Writer) {
        T::fields(self, to);
    }
}

/// An absent part adds nothing to the object that it is flattened into.
impl<T: Fields> Fields for Option<T> {
    fn fields(&self, to: &mut Writer) {
        if let Some(value) = self {
            value.fields(to);
        }
    }
}

impl ToJson for str {
    fn write(&self, to: &mut Writer) {
        to.string(self);
    }
}

impl ToJson for String {
    fn write(&self, to: &mut Writer) {
        to.string(self);
    }
}

impl ToJson for Cow<'_, str> {
    fn write(&self, to: &mut Writer) {
        to.string(self);
    }
}

impl ToJson for bool {
    fn write(&self, to: &mut Writer) {
        to.raw(if *self { "true" } else { "false" });
    }
}

impl ToJson for f64 {
    fn write(&self, to: &mut Writer) {
        to.float(*self);
    }
}

macro_rules! whole {
    ($($number:ty)*) => {$(
        impl ToJson for $number {
            fn write(&self, to: &mut Writer) {
                to.whole(i64::from(*self));
            }
        }
    )*};
}
whole!(u8 u16 u32 i8 i16 i32 i64);

impl ToJson for u64 {
    fn write(&self, to: &mut Writer) {
        to.natural(*self);
    }
}

impl ToJson for usize {
    fn write(&self, to: &mut Writer) {
        to.natural(*self as u64);
    }
}

impl ToJson for () {
    fn write(&self, to: &mut Writer) {
        to.raw("null");
    }
}

impl<T: ToJson + ?Sized> ToJson for &T {
    fn write(&self, to: &mut Writer) {
        T::write(self, to);
    }
}

impl<T: ToJson + ?Sized> ToJson for Box<T> {
    fn write(&self, to: &mut Writer) {
        T::write(self, to);
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn write(&self, to: &mut Writer) {
        match self {
            Some(value) => value.write(to),
            None => to.raw("null"),
        }
    }
}

impl<T: ToJson> ToJson for [T] {
    fn write(&self, to: &mut Writer) {
        to.list(self.iter());
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn write(&self, to: &mut Writer) {
        to.list(self.iter());
    }
}

impl<T: ToJson, const N: usize> ToJson for [T; N] {
    fn write(&self, to: &mut Writer) {
        to.list(self.iter());
    }
}

impl<T: ToJson> ToJson for BTreeMap<String, T> {
    fn write(&self, to: &mut Writer) {
        to.map(self.iter().map(|(name, value)| (name.as_str(), value)));
    }
}
