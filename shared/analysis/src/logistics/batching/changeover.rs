//! What it costs to change from one family to another, read from the request.

use kernels::batching::Changeovers;

use super::super::input::{
    DEFAULT_SETUP_MINUTES, LogisticsInput, MAX_SETUP_FAMILIES, MAX_SETUP_MINUTES, SetupTable,
};
use crate::Problem;
use crate::at::At;
use crate::names::Names;

/// Reads the table for these families.
///
/// # Errors
/// [`Problem::TooMany`] for more than [`MAX_SETUP_FAMILIES`] families in the
/// table, [`Problem::Invalid`] for a change-over above
/// [`MAX_SETUP_MINUTES`].
pub(super) fn changeovers(
    input: &LogisticsInput,
    families: &[&str],
) -> Result<Changeovers, Problem> {
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
    Ok(Changeovers::new(row, minutes, default))
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
