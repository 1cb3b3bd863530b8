//! What is asked of each person: two places at once, times they are not
//! there, work they cannot do, too little rest.

use schemars::JsonSchema;
use serde::Serialize;
use wire::ToJson;

use super::presence::{Presence, Span};
use super::{MOST_CONFLICTS, MOST_NAMED};
use crate::Time;
use crate::at::{At, ListAt};
use crate::events::plan::Plan;
use crate::order;

/// Rest that ends a shift, in minutes: eleven hours (Directive 2003/88/EC,
/// article 3).
pub(super) const REST: i64 = 11 * 60;
/// The longest shift that leaves such a rest in every 24 hours.
pub(super) const LONGEST_SHIFT: i64 = 24 * 60 - REST;

/// Something a person cannot do as planned.
#[derive(Debug, Clone, PartialEq, Eq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CrewConflict<'a> {
    /// The person.
    pub crew_id: &'a str,
    /// What is wrong.
    pub kind: CrewConflictKind,
    /// From when.
    pub from: Time,
    /// Until when.
    pub to: Time,
    /// The tasks that cause it, at most fifty.
    pub task_ids: Vec<&'a str>,
}

/// What is wrong with a person's assignments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CrewConflictKind {
    /// On several tasks at once.
    DoubleBooked,
    /// On a task while not there.
    Unavailable,
    /// On a task that needs none of their roles.
    Unskilled,
    /// A shift so long that 24 hours do not hold eleven hours of rest.
    ShortRest,
}

/// A conflict by numbers: when, what, and which tasks.
type Found = (Span, CrewConflictKind, Vec<usize>);

/// All conflicts, by person, then by time.
#[inline(never)]
pub(super) fn conflicts<'a>(plan: &Plan<'a>, presence: &Presence<'a>) -> Vec<CrewConflict<'a>> {
    let mut list: Vec<CrewConflict<'a>> = Vec::new();
    for (person, crew) in plan.event.crew.iter().enumerate() {
        let left = MOST_CONFLICTS - list.len();
        let mut found = of_person(presence, person, left);
        order::ascending(&mut found);
        list.extend(found.into_iter().take(left).map(|((from, to), kind, tasks)| CrewConflict {
            crew_id: crew.id.as_str(),
            kind,
            from: plan.working_time.moment(from),
            to: plan.working_time.moment(to),
            task_ids: tasks.into_iter().take(MOST_NAMED).map(|task| plan.id(task)).collect(),
        }));
    }
    list
}

/// At least the first `most` of one person's conflicts.
fn of_person(presence: &Presence<'_>, person: usize, most: usize) -> Vec<Found> {
    let tasks = presence.tasks_of.list_at(person);
    if tasks.is_empty() || most == 0 {
        return Vec::new();
    }
    let mut spans: Vec<(Span, usize)> = tasks
        .iter()
        .flat_map(|&task| presence.of_task(task).iter().map(move |&span| (span, task)))
        .collect();
    order::ascending(&mut spans);
    let mut found: Vec<Found> = double_booked(&spans, most);
    let there = presence.available.at(person);
    for &(span, task) in &spans {
        for outside in outside(span, there) {
            found.push((outside, CrewConflictKind::Unavailable, vec![task]));
        }
    }
    for &task in tasks {
        let idle = !presence.needs.has_any(task) || presence.needs.wants(task, person);
        if let (false, &[first, ..], &[.., last]) =
            (idle, presence.of_task(task), presence.of_task(task))
        {
            found.push(((first.0, last.1), CrewConflictKind::Unskilled, vec![task]));
        }
    }
    for shift in shifts(spans.iter().map(|&(span, _)| span)) {
        if shift.1 - shift.0 > LONGEST_SHIFT {
            let during = spans.iter().filter(|(span, _)| shift.0 <= span.0 && span.1 <= shift.1);
            let mut tasks: Vec<usize> = during.map(|&(_, task)| task).collect();
            order::unique(&mut tasks);
            found.push((shift, CrewConflictKind::ShortRest, tasks));
        }
    }
    found
}

/// The first maximal times in which several spans overlap, with their tasks.
#[inline(never)]
fn double_booked(spans: &[(Span, usize)], most: usize) -> Vec<Found> {
    let mut cuts: Vec<i64> = spans.iter().flat_map(|&((from, to), _)| [from, to]).collect();
    order::unique(&mut cuts);
    let mut active: Vec<(i64, usize)> = Vec::new();
    let mut coming = spans.iter().peekable();
    let mut found: Vec<Found> = Vec::new();
    for pair in cuts.windows(2) {
        let &[from, to] = pair else { continue };
        active.retain(|&(end, _)| end > from);
        while let Some(&((_, end), task)) = coming.next_if(|&&((begin, _), _)| begin <= from) {
            active.push((end, task));
        }
        if active.len() > 1 {
            let mut tasks: Vec<usize> = active.iter().map(|&(_, task)| task).collect();
            order::ascending(&mut tasks);
            let full = found.len() == most;
            match found.last_mut() {
                Some((span, _, same)) if span.1 == from && *same == tasks => span.1 = to,
                _ if full => break,
                _ => found.push(((from, to), CrewConflictKind::DoubleBooked, tasks)),
            }
        }
    }
    found
}

/// The parts of a span that lie outside of another.
fn outside(span: Span, within: Span) -> impl Iterator<Item = Span> {
    let before = (span.0, span.1.min(within.0));
    let after = (span.0.max(within.1), span.1);
    [before, after].into_iter().filter(|part| part.0 < part.1)
}

/// Ascending spans of duty as shifts: what no full rest separates.
pub(super) fn shifts(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut shifts: Vec<Span> = Vec::new();
    for (from, to) in spans {
        match shifts.last_mut() {
            Some(shift) if from - shift.1 < REST => shift.1 = shift.1.max(to),
            _ => shifts.push((from, to)),
        }
    }
    shifts
}
