//! The sweep over time: what each role needs and has, minute for minute.

use schemars::JsonSchema;
use serde::Serialize;
use wire::ToJson;

use super::presence::{Presence, Span};
use super::seats::Seats;
use super::{MOST_GAPS, MOST_NAMED, MOST_PAIRS, Suggestion};
use crate::at::At;
use crate::events::plan::Plan;
use crate::order;
use crate::{Problem, Time};

/// A time in which people of a role are missing.
#[derive(Debug, Clone, PartialEq, Eq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StaffGap<'a> {
    /// The role.
    pub role: &'a str,
    /// From when.
    pub from: Time,
    /// Until when.
    pub to: Time,
    /// People that the tasks of that time need.
    pub required: u32,
    /// People who are on them, have the role and are there; nobody counts
    /// twice.
    pub assigned: u32,
    /// What is missing.
    pub gap: u32,
    /// Tasks that are short of people, at most fifty.
    pub task_ids: Vec<&'a str>,
    /// Who could step in.
    pub suggestions: Vec<Suggestion<'a>>,
}

/// A gap by numbers.
pub(super) struct Row {
    pub role: u32,
    span: Span,
    required: u32,
    assigned: u32,
    /// Ascending.
    pub tasks: Vec<u32>,
}

/// What a role needs and has at one time.
#[derive(Clone, Copy, Default)]
struct Level {
    required: u32,
    assigned: u32,
}

/// The gaps by time, and for each need how many people it lacks at worst.
///
/// # Errors
/// More pairs of people and places than are looked at.
pub(super) fn sweep(presence: &Presence<'_>) -> Result<(Vec<Row>, Vec<u32>), Problem> {
    let needs = &presence.needs;
    let mut seats = Seats::new(presence.tasks_of.len(), needs.all.len());
    let mut missing = vec![0; needs.all.len()];
    let mut rows: Vec<Row> = Vec::new();
    // By role: the row of its last gap, plus one.
    let mut last = vec![0_usize; needs.roles.all().len()];
    let mut levels = vec![Level::default(); last.len()];
    let mut active: Vec<usize> = Vec::new();
    let (cuts, edges) = changes(presence);
    let mut edges = edges.into_iter().peekable();
    for pair in cuts.windows(2) {
        let &[from, to] = pair else { continue };
        while let Some((_, begins, task)) = edges.next_if(|&(at, ..)| at <= from) {
            match (begins, active.binary_search(&task)) {
                (true, Err(place)) => active.insert(place, task),
                (false, Ok(place)) => {
                    active.remove(place);
                    seats.leave(needs, task);
                }
                _ => {}
            }
        }
        if active.is_empty() {
            continue;
        }
        seats.fill(presence, (from, to), &active);
        levels.fill(Level::default());
        let mut short: Vec<u32> = Vec::new();
        for need in active.iter().flat_map(|&task| needs.of_task(task)) {
            seats.work += 1;
            let wanted = needs.all.at(need);
            let filled = seats.filled(need);
            levels.change(wanted.role as usize, |level| {
                level.required += wanted.count;
                level.assigned += filled;
            });
            if filled < wanted.count {
                missing.change(need, |most| *most = (wanted.count - filled).max(*most));
                short.push(need as u32);
            }
        }
        for need in short {
            let wanted = needs.all.at(need as usize);
            let Level { required, assigned } = levels.at(wanted.role as usize);
            let known = last.at(wanted.role as usize).checked_sub(1);
            let goes_on = |row: &&mut Row| {
                (row.span.1 == from || row.span.1 == to)
                    && (row.required, row.assigned) == (required, assigned)
            };
            let full = rows.len() == MOST_GAPS;
            match known.and_then(|at| rows.get_mut(at)).filter(goes_on) {
                Some(row) => row.add(to, wanted.task),
                None if !full => {
                    last.put(wanted.role as usize, rows.len() + 1);
                    let (span, tasks) = ((from, to), vec![wanted.task]);
                    rows.push(Row { role: wanted.role, span, required, assigned, tasks });
                }
                None => {}
            }
        }
        if seats.work > MOST_PAIRS {
            let field = "event.crew.assignedTo".to_owned();
            return Err(Problem::TooMany { field, limit: MOST_PAIRS });
        }
    }
    Ok((rows, missing))
}

impl Row {
    fn add(&mut self, to: i64, task: u32) {
        self.span.1 = to;
        if let Err(place) = self.tasks.binary_search(&task)
            && self.tasks.len() < MOST_NAMED
        {
            self.tasks.insert(place, task);
        }
    }

    pub(super) fn into_gap<'a>(
        self,
        plan: &Plan<'a>,
        role: &'a str,
        suggestions: Vec<Suggestion<'a>>,
    ) -> StaffGap<'a> {
        StaffGap {
            role,
            from: plan.working_time.moment(self.span.0),
            to: plan.working_time.moment(self.span.1),
            required: self.required,
            assigned: self.assigned,
            gap: self.required.saturating_sub(self.assigned),
            task_ids: self.tasks.iter().map(|&task| plan.id(task as usize)).collect(),
            suggestions,
        }
    }
}

/// A task begins (or pauses or ends) at a minute.
type Edge = (i64, bool, usize);

/// The minutes between which nothing changes, ascending; and which tasks that
/// need people begin and end when.
fn changes(presence: &Presence<'_>) -> (Vec<i64>, Vec<Edge>) {
    let mut edges: Vec<Edge> = Vec::new();
    for task in 0..presence.people_on.len() {
        if presence.needs.has_any(task) {
            for &(from, to) in presence.of_task(task) {
                edges.extend([(from, true, task), (to, false, task)]);
            }
        }
    }
    order::ascending(&mut edges);
    let there = presence.available.iter().flat_map(|&(from, to)| [from, to]);
    let mut cuts: Vec<i64> = edges.iter().map(|&(at, ..)| at).chain(there).collect();
    order::unique(&mut cuts);
    (cuts, edges)
}
