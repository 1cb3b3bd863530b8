//! Texts as numbers.

pub use kernels::wording::{Index, words};

use crate::names::Names;

/// Numbers for texts, so that they compare at once; 0 for none.
#[derive(Debug, Default)]
pub struct Numbers<'a> {
    exact: Names<&'a str>,
    loose: Names<String>,
}

impl<'a> Numbers<'a> {
    /// The number of an id, compared as it is.
    pub fn id(&mut self, text: Option<&'a str>) -> u32 {
        let Some(text) = text.filter(|text| !text.is_empty()) else { return 0 };
        self.exact.number(text) + 1
    }

    /// The number of a description, compared by its words; `view` says nothing.
    pub fn description(&mut self, text: Option<&str>) -> u32 {
        let mut words = text.map(words).unwrap_or_default();
        words.retain(|word| word != "view");
        if words.is_empty() {
            return 0;
        }
        self.loose.number(words.join(" ")) + 1
    }
}
