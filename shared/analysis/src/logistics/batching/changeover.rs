//! What it costs to change from one family to another.

use super::super::input::{
    DEFAULT_SETUP_MINUTES, LogisticsInput, MAX_SETUP_FAMILIES, MAX_SETUP_MINUTES, SetupTable,
};
use crate::Problem;
use crate::at::At;
use crate::names::Names;

/// Change-over times between families, by number.
pub(super) struct Changeovers {
    /// Row of each family in `minutes`; families the table does not name share
    /// the default and have none.
    row: Vec<Option<u32>>,
    rows: usize,
    minutes: Vec<i64>,
    default: i64,
}

impl Changeovers {
    /// Reads the table for these families.
    ///
    /// # Errors
    /// [`Problem::TooMany`] for more than [`MAX_SETUP_FAMILIES`] families in the
    /// table, [`Problem::Invalid`] for a change-over above
    /// [`MAX_SETUP_MINUTES`].
    pub(super) fn new(input: &LogisticsInput, families: &[&str]) -> Result<Self, Problem> {
        let default = i64::from(input.default_setup_minutes.unwrap_or(DEFAULT_SETUP_MINUTES));
        let empty = SetupTable::new();
        let table = input.setup_minutes.as_ref().unwrap_or(&empty);
        let named = named(table)?;
        let mut rows = 0;
        let row: Vec<Option<u32>> = families
            .iter()
            .map(|family| {
                named.find(family).is_some().then(|| {
                    rows += 1;
                    rows as u32 - 1
                })
            })
            .collect();
        let mut minutes = vec![default; rows * rows];
        let known: Vec<&str> =
            families.iter().zip(&row).filter(|(_, row)| row.is_some()).map(|(f, _)| *f).collect();
        for (from, name) in known.iter().enumerate() {
            let Some(table) = table.get(*name) else { continue };
            for (to, name) in known.iter().enumerate() {
                if let Some(setup) = table.get(*name) {
                    minutes.put(from * rows + to, i64::from(*setup));
                }
            }
        }
        Ok(Self { row, rows, minutes, default })
    }

    /// Minutes to change from one family to another; none within a family.
    #[inline]
    pub(super) fn between(&self, from: u32, to: u32) -> i64 {
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

/// The families in the table.
fn named(table: &SetupTable) -> Result<Names<&str>, Problem> {
    let mut named = Names::default();
    for (from, row) in table {
        named.number(from.as_str());
        for (to, minutes) in row {
            named.number(to.as_str());
            if *minutes > MAX_SETUP_MINUTES {
                let reason = format!("at most {MAX_SETUP_MINUTES} minutes");
                return Err(Problem::invalid(format!("setupMinutes.{from}.{to}"), reason));
            }
        }
        if named.all().len() > MAX_SETUP_FAMILIES {
            let field = "setupMinutes".into();
            return Err(Problem::TooMany { field, limit: MAX_SETUP_FAMILIES });
        }
    }
    Ok(named)
}
