//! Media: quality, missing shots, duplicates and selects.

pub mod aspect;
pub mod color;
pub mod hash;
pub mod input;
pub mod pixels;
