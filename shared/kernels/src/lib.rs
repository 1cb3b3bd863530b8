//! The inner loops of the analyses: numbers, letters and slices in and out.
//!
//! What users wait for is searching, simulating and comparing. It lies here, in
//! a crate that is compiled for speed; what checks, explains and words the
//! outcome lies in `analysis`, and is compiled for size. Nothing here knows the
//! wire or a sentence, and nothing panics.
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
pub mod classifier;
pub mod color;
pub mod coverage;
pub mod critical_path;
pub mod distance;
pub mod features;
pub mod fit;
pub mod kinds;
pub mod letters;
pub mod levelling;
pub mod likeness;
pub mod matching;
pub mod mcdm;
pub mod names;
pub mod network;
pub mod order;
pub mod pixels;
pub mod quantiles;
pub mod rfc3339;
pub mod rng;
pub mod selects;
pub mod simulation;
pub mod slots;
pub mod thompson;
pub mod wording;
