//! Names turned into numbers, once: everything after works on positions.

use crate::slots::{Found, Slots};

/// Dense numbers for names, in order of first appearance. One table for all, as
/// every instance of the standard library's maps weighs kilobytes of wasm.
#[derive(Debug, Clone)]
pub struct Names<S> {
    names: Vec<S>,
    slots: Slots,
}

impl<S> Default for Names<S> {
    fn default() -> Self {
        Self { names: Vec::new(), slots: Slots::with_capacity(1) }
    }
}

impl<S: AsRef<str>> Names<S> {
    /// With room for so many names.
    pub fn with_capacity(names: usize) -> Self {
        Self { names: Vec::with_capacity(names), slots: Slots::with_capacity(names) }
    }

    /// The number of a name, a new one where it is new.
    pub fn number(&mut self, name: S) -> u32 {
        let found = self.slots.look_up(name.as_ref(), &known(&self.names));
        match found {
            Found::At(number) => number,
            Found::Free(place) => {
                self.names.push(name);
                self.slots.take(place, &known(&self.names))
            }
        }
    }

    /// The number of a name, where it has one.
    pub fn find(&self, name: &str) -> Option<u32> {
        match self.slots.look_up(name, &known(&self.names)) {
            Found::At(number) => Some(number),
            Found::Free(_) => None,
        }
    }

    /// The names, by number.
    pub fn all(&self) -> &[S] {
        &self.names
    }
}

fn known<'a, S: AsRef<str>>(names: &'a [S]) -> impl Fn(u32) -> Option<&'a str> {
    move |number| names.get(number as usize).map(S::as_ref)
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn numbers_names_in_order_of_first_appearance() {
        let mut names = Names::default();
        let numbers = ["b", "", "a", "b", "👗 dress of silk", "a"].map(|name| names.number(name));
        assert_eq!(numbers, [0, 1, 2, 0, 3, 2]);
        assert_eq!(names.all(), ["b", "", "a", "👗 dress of silk"]);
        assert_eq!(names.find("c"), None);
    }

    #[test]
    fn every_name_has_its_number_and_no_other_has_one() {
        for names in [Names::default(), Names::with_capacity(5_000)] {
            let mut names: Names<String> = names;
            for at in 0..5_000 {
                assert_eq!(names.number(format!("task-{at}")), at);
            }
            for at in 0..5_000 {
                assert_eq!(names.find(&format!("task-{at}")), Some(at));
            }
            for name in ["", "task-5000", "task-", "TASK-1"] {
                assert_eq!(names.find(name), None);
            }
        }
        assert_eq!(Names::<&str>::default().find("a"), None);
    }
}
