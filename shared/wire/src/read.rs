//! What can be read.

use std::collections::BTreeMap;

use crate::reader::{Read, Reader};

/// A type that can be read from JSON.
///
/// Values are read in place: there is always a whole value, so reading a struct
/// needs no code for one that is half there.
pub trait FromJson {
    /// A field of this type may be missing, and is [`blank`](Self::blank) then.
    const OPTIONAL: bool = false;
    /// What stands there before anything was read.
    fn blank() -> Self
    where
        Self: Sized;
    /// Reads the next value into `self`, which is blank.
    fn read(&mut self, from: &mut Reader<'_>) -> Read;
}

impl FromJson for String {
    fn blank() -> Self {
        Self::new()
    }
    #[inline(never)]
    fn read(&mut self, from: &mut Reader<'_>) -> Read {
        *self = from.string()?.into_owned();
        Ok(())
    }
}

impl FromJson for bool {
    fn blank() -> Self {
        false
    }
    fn read(&mut self, from: &mut Reader<'_>) -> Read {
        *self = from.boolean()?;
        Ok(())
    }
}

impl FromJson for f64 {
    fn blank() -> Self {
        0.0
    }
    fn read(&mut self, from: &mut Reader<'_>) -> Read {
        *self = from.float()?;
        Ok(())
    }
}

macro_rules! whole {
    ($($number:ty)*) => {$(
        impl FromJson for $number {
            fn blank() -> Self {
                0
            }
            #[expect(clippy::allow_attributes, reason = "unsigned types have no sign to lose")]
            #[allow(clippy::unnecessary_cast, reason = "some are 64 bits wide already")]
            fn read(&mut self, from: &mut Reader<'_>) -> Read {
                *self = from.whole(<$number>::MIN as i64, <$number>::MAX as u64)? as $number;
                Ok(())
            }
        }
    )*};
}
whole!(u8 u16 u32 u64 usize i8 i16 i32 i64);

impl<T: FromJson> FromJson for Option<T> {
    const OPTIONAL: bool = true;
    fn blank() -> Self {
        None
    }
    fn read(&mut self, from: &mut Reader<'_>) -> Read {
        if from.null() {
            return Ok(());
        }
        self.insert(T::blank()).read(from)
    }
}

impl<T: FromJson> FromJson for Box<T> {
    const OPTIONAL: bool = T::OPTIONAL;
    fn blank() -> Self {
        Self::new(T::blank())
    }
    fn read(&mut self, from: &mut Reader<'_>) -> Read {
        T::read(self, from)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }
    fn read(&mut self, from: &mut Reader<'_>) -> Read {
        from.list(&mut |from| {
            self.push(T::blank());
            self.last_mut().map_or(Ok(()), |item| item.read(from))
        })
    }
}

/// Of two entries of one name the last counts.
impl<T: FromJson> FromJson for BTreeMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }
    fn read(&mut self, from: &mut Reader<'_>) -> Read {
        from.map(&mut |name, from| {
            let mut value = T::blank();
            value.read(from)?;
            self.insert(name.into_owned(), value);
            Ok(())
        })
    }
}
