//! Pictures: what their pixels say, how alike they are, which to take.

pub mod color;
pub mod fit;
pub mod likeness;
pub mod pixels;
pub mod selects;
