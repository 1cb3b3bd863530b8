//! The inner loops of the analyses: numbers and slices in, numbers out.
//!
//! What users wait for is a few hundred lines of searching, simulating and
//! comparing. They lie here, in a crate that is compiled for speed; what
//! checks, explains and words their outcome lies in `analysis`, and is
//! compiled for size. Nothing here knows the wire, and nothing panics.
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
mod lanes;
pub mod levelling;
pub mod likeness;
pub mod matching;
pub mod order;
mod pair;
pub mod quantiles;
pub mod rng;
pub mod selects;
pub mod simulation;
