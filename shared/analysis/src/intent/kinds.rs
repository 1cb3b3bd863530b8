//! Words that say the same kind of thing; see [`kernels::words::kinds`].

pub use kernels::words::kinds::{Kinds, MOST_WORDS, Said, hash, stems};
