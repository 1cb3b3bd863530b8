//! Limits of wire types: one attribute is both the check and the published
//! schema.
//!
//! The attributes are those of the `garde` crate, which schemars understands:
//!
//! ```
//! use limits::Validate;
//!
//! #[derive(Validate)]
//! struct Row {
//!     #[garde(length(chars, min = 1, max = 200))]
//!     name: String,
//!     #[garde(range(max = 1440))]
//!     minutes: Option<u32>,
//!     #[garde(length(max = 9), inner(length(max = 20)))]
//!     tags: Vec<String>,
//!     #[garde(skip)]
//!     status: bool,
//! }
//!
//! let row = Row { name: "gown".into(), minutes: Some(9999), tags: vec![], status: true };
//! let violation = row.validate().unwrap_err();
//! assert_eq!(violation.field, "minutes");
//! assert_eq!(violation.reason, "greater than 1440");
//! ```
//!
//! `garde` itself would add 25 KB (gzipped) to every function, for reports that
//! list all violations and paths that are formatted like any type; a caller is
//! told the first one, by the name that stands in the JSON.

use std::cmp::Ordering;
use std::collections::BTreeMap;

pub use wire_derive::Validate;

/// The first violation, if there is one: behind a pointer, as every check hands
/// on what the last one said, and nearly always that is nothing.
pub type Checked = Result<(), Box<Violation>>;

/// Checks the limits that a type declares.
pub trait Validate {
    /// The first violation, if there is one.
    fn validate(&self) -> Checked;
}

/// A limit that was passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Path of the field as it stands in the JSON.
    pub field: String,
    /// What is wrong with it: lower case, no full stop.
    pub reason: String,
    /// Whether it is a list that holds more than is taken.
    pub too_many: bool,
}

impl Violation {
    /// The same, seen from the object that holds the field.
    #[cold]
    #[must_use]
    pub fn in_field(mut self: Box<Self>, name: &str) -> Box<Self> {
        let dot = if self.field.is_empty() || self.field.starts_with('[') { "" } else { "." };
        self.field = format!("{name}{dot}{}", self.field);
        self
    }

    /// The same, seen from the list that holds the item.
    #[cold]
    #[must_use]
    pub fn in_item(self: Box<Self>, index: usize) -> Box<Self> {
        self.in_field(&format!("[{index}]"))
    }
}

/// A limit that was passed, by a value whose field is not known yet.
#[cold]
fn passed(reason: &str, limit: &str) -> Checked {
    let reason = [reason, " ", limit].concat();
    Err(Box::new(Violation { field: String::new(), reason, too_many: false }))
}

impl<T: Validate> Validate for Option<T> {
    fn validate(&self) -> Checked {
        self.as_ref().map_or(Ok(()), T::validate)
    }
}

impl<T: Validate> Validate for Vec<T> {
    fn validate(&self) -> Checked {
        each(self, T::validate)
    }
}

impl<T: Validate> Validate for Box<T> {
    fn validate(&self) -> Checked {
        T::validate(self)
    }
}

/// Checks every item of a list.
pub fn each<T>(items: &[T], check: impl Fn(&T) -> Checked) -> Checked {
    for (index, item) in items.iter().enumerate() {
        check(item).map_err(|violation| violation.in_item(index))?;
    }
    Ok(())
}

/// What the checks look at: a value, or the value in an `Option`; an absent one
/// passes every limit.
pub trait Given {
    /// The value's type.
    type Value: ?Sized;
    /// The value.
    fn given(&self) -> Option<&Self::Value>;
}

impl<T: Given> Given for Option<T> {
    type Value = T::Value;
    fn given(&self) -> Option<&T::Value> {
        self.as_ref().and_then(T::given)
    }
}

impl<T> Given for Vec<T> {
    type Value = [T];
    fn given(&self) -> Option<&[T]> {
        Some(self)
    }
}

impl<K, V> Given for BTreeMap<K, V> {
    type Value = Self;
    fn given(&self) -> Option<&Self> {
        Some(self)
    }
}

impl Given for String {
    type Value = str;
    fn given(&self) -> Option<&str> {
        Some(self)
    }
}

/// What has a length: a list, or a text (in characters, as JSON Schema counts).
pub trait Length {
    /// Checks the length.
    fn check(&self, min: usize, max: usize) -> Checked;
}

impl<T> Length for [T] {
    fn check(&self, min: usize, max: usize) -> Checked {
        items(self.len(), min, max)
    }
}

impl<K, V> Length for BTreeMap<K, V> {
    fn check(&self, min: usize, max: usize) -> Checked {
        items(self.len(), min, max)
    }
}

impl Length for str {
    fn check(&self, min: usize, max: usize) -> Checked {
        // Characters are at most the bytes, so most texts need no count.
        let short = self.len() <= max && (min <= 1 && self.len() >= min);
        if short { Ok(()) } else { within(self.chars().count(), min, max) }
    }
}

/// Checks a length: items of a list, characters of a text.
pub fn length<G: Given<Value: Length>>(given: &G, min: usize, max: usize) -> Checked {
    given.given().map_or(Ok(()), |value| value.check(min, max))
}

/// Checks the length of a text in characters.
pub fn chars<G: Given<Value = str>>(given: &G, min: usize, max: usize) -> Checked {
    length(given, min, max)
}

fn items(count: usize, min: usize, max: usize) -> Checked {
    within(count, min, max).map_err(|mut violation| {
        violation.too_many = count > max;
        violation
    })
}

fn within(length: usize, min: usize, max: usize) -> Checked {
    if length < min {
        return passed("shorter than", &min.to_string());
    }
    if length > max {
        return passed("longer than", &max.to_string());
    }
    Ok(())
}

/// A number that can be a limit.
pub trait Limit: Copy {
    /// Checks the number; NaN lies within no range.
    fn check(self, min: Option<Self>, max: Option<Self>) -> Checked;
}

impl Limit for f64 {
    fn check(self, min: Option<Self>, max: Option<Self>) -> Checked {
        if let Some(min) = min {
            if !matches!(self.partial_cmp(&min), Some(Ordering::Greater | Ordering::Equal)) {
                return passed("less than", &told(min));
            }
        }
        if let Some(max) = max {
            if !matches!(self.partial_cmp(&max), Some(Ordering::Less | Ordering::Equal)) {
                return passed("greater than", &told(max));
            }
        }
        Ok(())
    }
}

/// Limits are written with few decimals; the standard library can write all of
/// any double, which takes 16 KB of wasm.
fn told(limit: f64) -> String {
    let thousandths = (limit.abs() * 1000.0 + 0.5) as u64;
    let sign = if limit < 0.0 { "-" } else { "" };
    let whole = format!("{sign}{}", thousandths / 1000);
    match thousandths % 1000 {
        0 => whole,
        behind => format!("{whole}.{behind:03}").trim_end_matches('0').to_owned(),
    }
}

macro_rules! whole {
    ($($number:ty)*) => {$(
        impl Limit for $number {
            fn check(self, min: Option<Self>, max: Option<Self>) -> Checked {
                whole(
                    i64::try_from(self).unwrap_or(i64::MAX),
                    min.map_or(i64::MIN, |min| i64::try_from(min).unwrap_or(i64::MAX)),
                    max.map_or(i64::MAX, |max| i64::try_from(max).unwrap_or(i64::MAX)),
                )
            }
        }
    )*};
}
whole!(u8 u16 u32 u64 usize i8 i16 i32 i64);

/// Whole numbers of all types are checked as one: no limit is near 2⁶³.
#[inline(never)]
fn whole(number: i64, min: i64, max: i64) -> Checked {
    if number < min {
        return passed("less than", &min.to_string());
    }
    if number > max {
        return passed("greater than", &max.to_string());
    }
    Ok(())
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Given for $number {
            type Value = Self;
            fn given(&self) -> Option<&Self> {
                Some(self)
            }
        }
    )*};
}
numbers!(u8 u16 u32 u64 usize i8 i16 i32 i64 f64);

/// Checks a number; NaN lies within no range.
pub fn range<N: Limit, G: Given<Value = N>>(given: &G, min: Option<N>, max: Option<N>) -> Checked {
    given.given().map_or(Ok(()), |number| number.check(min, max))
}
