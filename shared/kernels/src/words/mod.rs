//! Words: their letters, how far they are apart, what they are taken to mean.

pub mod classifier;
pub mod coverage;
pub mod distance;
pub mod features;
pub mod fold;
pub mod kinds;
pub mod letters;
pub mod names;
pub mod search;
mod slips;
pub mod slots;
pub mod wording;
