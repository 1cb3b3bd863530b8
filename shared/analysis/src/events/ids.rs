//! Ids turned into positions, once.

use crate::Problem;
use crate::names::Names;

/// Positions of ids. Looking up predecessors is most of what the critical path
/// takes.
#[derive(Debug)]
pub struct Positions<'a>(Names<'a>);

impl<'a> Positions<'a> {
    /// Numbers the ids from 0.
    ///
    /// # Errors
    /// An id that is there twice; `field` names it as in `event.tasks[3].id`.
    pub fn new(field: &str, ids: impl ExactSizeIterator<Item = &'a str>) -> Result<Self, Problem> {
        let mut names = Names::with_capacity(ids.len());
        for (position, id) in ids.enumerate() {
            let first = names.number(id);
            if first as usize != position {
                return Err(Problem::invalid(
                    format!("{field}[{position}].id"),
                    format!("\"{id}\" is already the id of {field}[{first}]"),
                ));
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

#[cfg(test)]
mod tests {
    use super::Positions;

    #[test]
    fn every_id_has_its_position_and_no_other_has_one() {
        let ids: Vec<String> = (0..5_000).map(|at| format!("task-{at}")).collect();
        let positions = Positions::new("tasks", ids.iter().map(String::as_str)).unwrap();
        for (at, id) in ids.iter().enumerate() {
            assert_eq!(positions.of(id), Some(at as u32));
        }
        for id in ["", "task-5000", "task-", "TASK-1"] {
            assert_eq!(positions.of(id), None);
        }
        let none = Positions::new("tasks", [].into_iter()).unwrap();
        assert_eq!(none.of("a"), None);
    }

    #[test]
    fn twins_are_refused_with_both_places() {
        let problem = Positions::new("tasks", ["a", "b", "a"].into_iter()).unwrap_err();
        assert_eq!(problem.to_string(), "tasks[2].id: \"a\" is already the id of tasks[0]");
    }
}
