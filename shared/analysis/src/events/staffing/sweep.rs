//! The sweep over time: what each role needs and has, minute for minute.

use crate::order;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use wire::ToJson;

use super::Suggestion;
use super::presence::{Presence, Span};
use crate::Time;
use crate::at::ListAt;
use crate::events::plan::Plan;
use crate::matching::{Edge, max_weight};

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
    /// The tasks that are short of people.
    pub task_ids: Vec<&'a str>,
    /// Who could step in.
    pub suggestions: Vec<Suggestion<'a>>,
}

/// People missing from a task: by task and role, the most at any time.
pub(super) type Missing<'a> = BTreeMap<(usize, &'a str), u32>;

/// Role by role at one time.
#[derive(Default)]
struct Level {
    required: u32,
    assigned: u32,
    short: Vec<usize>,
}

/// The gaps by role and time, and what is missing.
pub(super) fn sweep<'a>(plan: &Plan<'a>, presence: &Presence) -> (Vec<StaffGap<'a>>, Missing<'a>) {
    let mut missing = Missing::new();
    let mut rows: BTreeMap<&str, Vec<Row>> = BTreeMap::new();
    for (span, active) in segments(plan, presence) {
        for (role, level) in levels(plan, presence, span, &active, &mut missing) {
            let list = rows.entry(role).or_default();
            let Level { required, assigned, short } = level;
            match list.last_mut() {
                Some(row) if row.continues(span, required, assigned) => {
                    row.span.1 = span.1;
                    row.tasks.extend(short);
                }
                _ => list.push(Row { span, required, assigned, tasks: short }),
            }
        }
    }
    let gaps = rows
        .into_iter()
        .flat_map(|(role, list)| list.into_iter().map(move |row| row.into_gap(plan, role)));
    (gaps.collect(), missing)
}

struct Row {
    span: Span,
    required: u32,
    assigned: u32,
    tasks: Vec<usize>,
}

impl Row {
    fn continues(&self, span: Span, required: u32, assigned: u32) -> bool {
        self.span.1 == span.0 && self.required == required && self.assigned == assigned
    }

    fn into_gap<'a>(mut self, plan: &Plan<'a>, role: &'a str) -> StaffGap<'a> {
        order::unique(&mut self.tasks);
        StaffGap {
            role,
            from: plan.working_time.moment(self.span.0),
            to: plan.working_time.moment(self.span.1),
            required: self.required,
            assigned: self.assigned,
            gap: self.required.saturating_sub(self.assigned),
            task_ids: self.tasks.iter().map(|&task| plan.id(task)).collect(),
            suggestions: Vec::new(),
        }
    }
}

/// The times between which nothing changes, each with the tasks that need
/// people then.
fn segments(plan: &Plan<'_>, presence: &Presence) -> Vec<(Span, Vec<usize>)> {
    let mut edges: Vec<(i64, bool, usize)> = Vec::new();
    let mut cuts: Vec<i64> = Vec::new();
    for (task, given) in plan.event.tasks.iter().enumerate() {
        if given.staff.iter().any(|need| need.count > 0) {
            for &(from, to) in presence.of_task(task) {
                edges.extend([(from, true, task), (to, false, task)]);
                cuts.extend([from, to]);
            }
        }
    }
    cuts.extend(presence.available.iter().flat_map(|&(from, to)| [from, to]));
    order::unique(&mut cuts);
    order::ascending(&mut edges);
    let mut edges = edges.into_iter().peekable();
    let mut active: Vec<usize> = Vec::new();
    let mut list = Vec::new();
    for pair in cuts.windows(2) {
        let &[from, to] = pair else { continue };
        while let Some((_, begins, task)) = edges.next_if(|&(at, ..)| at <= from) {
            match (begins, active.binary_search(&task)) {
                (true, Err(place)) => active.insert(place, task),
                (false, Ok(place)) => _ = active.remove(place),
                _ => {}
            }
        }
        if !active.is_empty() {
            list.push(((from, to), active.clone()));
        }
    }
    list
}

/// The roles that are short of people at one time.
fn levels<'a>(
    plan: &Plan<'a>,
    presence: &Presence,
    span: Span,
    active: &[usize],
    missing: &mut Missing<'a>,
) -> BTreeMap<&'a str, Level> {
    // The places to fill: a task's need of a role, summed if it is named twice.
    let mut places: BTreeMap<(usize, &str), (u32, u32)> = BTreeMap::new();
    for &task in active {
        let staff = plan.event.tasks.get(task).map_or(&[][..], |given| &given.staff);
        for need in staff.iter().filter(|need| need.count > 0) {
            places.entry((task, &need.role)).or_default().0 += need.count;
        }
    }
    for (task, role) in fill(plan, presence, span, active, &places) {
        if let Some(place) = places.get_mut(&(task, role)) {
            place.1 += 1;
        }
    }
    let mut levels: BTreeMap<&str, Level> = BTreeMap::new();
    for ((task, role), (count, filled)) in places {
        let level = levels.entry(role).or_default();
        level.required += count;
        level.assigned += filled;
        if filled < count {
            level.short.push(task);
            let most = missing.entry((task, role)).or_default();
            *most = (*most).max(count - filled);
        }
    }
    levels.retain(|_, level| level.assigned < level.required);
    levels
}

/// Puts as many of the people on these tasks to work as possible, each in one
/// place: a person on two tasks, or with two roles, is still one.
fn fill<'a>(
    plan: &Plan<'a>,
    presence: &Presence,
    span: Span,
    active: &[usize],
    places: &BTreeMap<(usize, &'a str), (u32, u32)>,
) -> Vec<(usize, &'a str)> {
    let on = active.iter().flat_map(|&task| presence.people_on.list_at(task));
    let mut people: Vec<usize> =
        on.copied().filter(|&person| presence.is_there(person, span)).collect();
    order::unique(&mut people);
    let mut edges: Vec<Edge> = Vec::new();
    let mut slots: Vec<(usize, &str)> = Vec::new();
    for (&(task, role), &(count, _)) in places {
        let skilled: Vec<usize> = presence
            .people_on
            .list_at(task)
            .iter()
            .filter_map(|person| people.binary_search(person).ok().map(|left| (left, *person)))
            .filter(|&(_, person)| has_role(plan, person, role))
            .map(|(left, _)| left)
            .collect();
        for _ in 0..(count as usize).min(skilled.len()) {
            let right = slots.len();
            edges.extend(skilled.iter().map(|&left| Edge { left, right, weight: 1 }));
            slots.push((task, role));
        }
    }
    let matched = max_weight(people.len(), slots.len(), &edges);
    matched.into_iter().flatten().filter_map(|slot| slots.get(slot).copied()).collect()
}

pub(super) fn has_role(plan: &Plan<'_>, person: usize, role: &str) -> bool {
    plan.event.crew.get(person).is_some_and(|person| person.roles.iter().any(|one| one == role))
}
