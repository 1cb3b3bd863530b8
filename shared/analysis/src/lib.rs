//! The core of FashionOS: every analysis as a pure function of its input, the
//! moment and a seed.
//!
//! Nothing here reads a clock, draws randomness, does I/O, waits or panics, so
//! an answer can be tested exactly, repeated, and is the same bits natively
//! and in wasm. Types that cross the wire live here too (the chat calls the
//! analyses in process): their derives make of one set of
//! `serde` and `garde` attributes parser, limits and published schema.
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

pub mod chat;
pub mod decimal;
pub mod events;
pub mod intent;
pub mod logistics;
pub mod media;
pub mod problem;
pub mod recommend;
pub mod table;
pub mod time;

pub use kernels::words::{names, search};
pub use kernels::{at, matching, rng};
pub use problem::Problem;
pub use time::Time;

use kernels::order;
use kernels::words::letters;
