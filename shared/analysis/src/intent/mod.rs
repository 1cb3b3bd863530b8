//! Intents: what a message asks for.
//!
//! [`fold`] cuts a message into plain words, [`features`] hashes them,
//! [`weights`] scores classes, and [`engine`] joins the two heads (form and
//! skill) with the kit and the turn before. `cargo run -p intents` learns the
//! weights from the phrases in `data/intents` and measures them.

pub mod engine;
pub mod entities;
pub mod features;
pub mod kinds;
pub mod known;
pub mod skill;
pub mod weights;

pub use engine::{Engine, Message, Understanding};
pub use kernels::words::fold;
pub use skill::{Form, Kit, Skill};
