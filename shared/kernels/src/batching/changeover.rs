//! What it costs to change from one family to another.

use crate::at::At;

/// Change-over times between families, by number.
#[derive(Debug)]
pub struct Changeovers {
    /// Row of each family in `minutes`; families the table does not name share
    /// the default and have none.
    row: Vec<Option<u32>>,
    rows: usize,
    minutes: Vec<i64>,
    default: i64,
}

impl Changeovers {
    /// Of families by number: `row` says which row and column of the square
    /// table `minutes` is theirs; without one they change in `default` minutes.
    pub fn new(row: Vec<Option<u32>>, minutes: Vec<i64>, default: i64) -> Self {
        let rows = row.iter().flatten().count();
        Self { row, rows, minutes, default }
    }

    /// Minutes to change from one family to another; none within a family.
    #[inline]
    pub fn between(&self, from: u32, to: u32) -> i64 {
        if from == to {
            return 0;
        }
        match (self.row.at(from as usize), self.row.at(to as usize)) {
            (Some(from), Some(to)) => self.minutes.at(from as usize * self.rows + to as usize),
            _ => self.default,
        }
    }

    /// Minutes of every change-over the table does not name.
    pub(super) fn default_minutes(&self) -> i64 {
        self.default
    }

    /// Whether the table names the family.
    pub(super) fn is_named(&self, family: u32) -> bool {
        self.row.at(family as usize).is_some()
    }
}
