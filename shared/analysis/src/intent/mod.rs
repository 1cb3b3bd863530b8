//! Intents: what a message asks for.

pub mod features;
pub mod fold;
pub mod weights;
