//! Choosing: by several criteria, and with something left to chance.

pub mod mcdm;
pub mod thompson;
