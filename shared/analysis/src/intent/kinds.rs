//! Words that say the same kind of thing; see [`kernels::kinds`].

pub use kernels::kinds::{Kinds, MOST_WORDS, Said, hash, stems};
