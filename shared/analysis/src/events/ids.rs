//! Ids turned into positions, once.

use crate::Problem;
use crate::names::Names;

/// Positions of ids that are each there once. Looking up predecessors is most
/// of what the critical path takes.
#[derive(Debug)]
pub struct Positions<'a>(Names<&'a str>);

impl<'a> Positions<'a> {
    /// Numbers the ids from 0.
    ///
    /// # Errors
    /// An id that is there twice; `field` names it as in `event.tasks[3].id`.
    pub fn new(field: &str, ids: impl ExactSizeIterator<Item = &'a str>) -> Result<Self, Problem> {
        let mut names = Names::with_capacity(ids.len());
        for (position, id) in ids.enumerate() {
            let first = names.number(id) as usize;
            if first != position {
                return Err(twice(field, id, first, position));
            }
        }
        Ok(Self(names))
    }

    /// The position of an id.
    #[inline]
    pub fn of(&self, id: &str) -> Option<u32> {
        self.0.find(id)
    }
}

/// The refusal of an id that is there twice.
#[cold]
pub(crate) fn twice(field: &str, id: &str, first: usize, position: usize) -> Problem {
    let [first, position] = [first, position].map(|at| at.to_string());
    let reason = ["\"", id, "\" is already the id of ", field, "[", &first, "]"].concat();
    Problem::invalid([field, "[", &position, "].id"].concat(), reason)
}

#[cfg(test)]
mod tests {
    use super::Positions;

    #[test]
    fn twins_are_refused_with_both_places() {
        let problem = Positions::new("tasks", ["a", "b", "a"].into_iter()).unwrap_err();
        assert_eq!(problem.to_string(), "tasks[2].id: \"a\" is already the id of tasks[0]");
    }
}
