//! The inner loops of the analyses: numbers, letters and slices in and out.
//!
//! What users wait for is searching, simulating and comparing. It lies here, in
//! a crate that is compiled for speed; what checks, explains and words the
//! outcome lies in `analysis`, and is compiled for size. Nothing here knows the
//! wire or a sentence, and nothing panics.
//!
//! What prepares a loop, or runs once around it, is `#[inline]`: the compiler
//! then makes it anew in the crate that calls it, and as that crate is made, for
//! size. Nothing of it may be called from a loop that is compiled here: it would
//! be there twice.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::unreachable,
    )
)]

pub mod at;
pub mod batching;
pub mod choice;
pub mod matching;
pub mod order;
pub mod pictures;
pub mod project;
pub mod rfc3339;
pub mod rng;
pub mod rows;
pub mod words;
