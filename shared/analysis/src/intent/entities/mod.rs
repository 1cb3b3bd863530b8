//! Things a message speaks of: names from the person's own data, days, numbers,
//! roles, places of the product.
//!
//! Everything works on [`super::fold::Words`], so case, accents and
//! apostrophes are out of the way, and at most 2048 characters are read.

mod calendar;
mod clock;
mod garments;
pub mod moments;
pub mod money;
pub mod names;
pub mod numbers;
pub mod places;
pub mod roles;
pub mod spans;
pub mod vocabulary;

pub(crate) use garments::{english, translated};
pub use moments::{Moment, moments, names_day};
pub use money::{Money, money};
pub(crate) use names::same_word;
pub use names::{Mention, Names};
pub use numbers::{numbers, ordinal};
pub use places::place;
pub use roles::{Role, roles};
pub use spans::span;
