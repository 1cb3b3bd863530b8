//! What cannot be kept, and the smallest set of tasks that causes it.

use schemars::JsonSchema;
use serde::Serialize;
use wire::ToJson;

use super::blocks::clock;
use super::day::{Day, Part, link};
use super::place::{Effort, Job, Use, chain};
use crate::at::At;
use crate::events::event::Phase;
use crate::events::plan::Plan;
use crate::names::Names;
use crate::order;

/// Sets named for each part of the day.
const MOST_SETS: usize = 3;
/// Conflicts listed of every other kind.
const MOST_LISTED: usize = 200;
/// Jobs beyond which only the chain that ends too late is looked into.
const MOST_FILTERED: usize = 200;
/// Bookings looked at to find the smallest sets; beyond, a set may name more
/// tasks than it needs.
const MOST_LOOKS: usize = 100_000_000;

/// Something that cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ShowConflict<'a> {
    /// What they fall out over.
    pub kind: ShowConflictKind,
    /// The tasks that cause it together: without any one of them it is gone. Of
    /// hundreds of tasks that share dozens of resources, perhaps more than these.
    pub task_ids: Vec<&'a str>,
    /// The same in a sentence.
    pub reason: String,
}

/// What tasks fall out over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ToJson, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShowConflictKind {
    /// Time: they do not fit between what opens and what closes.
    Window,
    /// They would fit if nobody were needed twice.
    Person,
    /// They would fit if no place were needed twice.
    Location,
    /// They would fit with more of a resource, or one asks for more than there
    /// is.
    Resource,
    /// Their parts of the day contradict their links.
    Order,
}

/// All conflicts of a day.
#[inline(never)]
pub(super) fn conflicts<'a>(plan: &Plan<'a>, day: &Day) -> Vec<ShowConflict<'a>> {
    let mut list = out_of_order(plan, day);
    list.extend(beyond_capacity(plan));
    let effort = Effort::new(MOST_LOOKS);
    for part in [&day.setup, &day.show, &day.teardown] {
        list.extend(too_late(plan, part, &effort));
    }
    list.extend(before_opening(plan, day));
    list.extend(not_there(plan, day));
    list
}

/// Disjoint sets of jobs of one part that cannot be finished in time.
#[inline(never)]
fn too_late<'a>(plan: &Plan<'a>, part: &Part, effort: &Effort) -> Vec<ShowConflict<'a>> {
    let mut list = Vec::new();
    let mut rest = part.clone();
    while list.len() < MOST_SETS {
        let Some(first) = rest.late() else { break };
        let cause = smallest(plan, &rest, first, effort);
        let kind = kind_of(plan, part, &cause, effort);
        let ids = cause.iter().map(|job| plan.id(job.task));
        let what = match part.phase {
            Phase::Setup => "do not fit between the opening and the show",
            Phase::Show => "do not fit between the start of the show and the closing",
            Phase::Teardown => "do not fit between the show and the closing",
        };
        let alone = match kind {
            ShowConflictKind::Person => ", as they need the same people",
            ShowConflictKind::Location => ", as they need the same place",
            ShowConflictKind::Resource => ", as they need the same resource",
            ShowConflictKind::Window | ShowConflictKind::Order => "",
        };
        let task_ids: Vec<&str> = ids.collect();
        let reason = format!("these tasks and their buffer {what}{alone}");
        list.push(ShowConflict { kind, task_ids, reason });
        let named = |job: &Job| cause.iter().any(|other| other.task == job.task);
        let left = rest.jobs.iter().filter(|job| !named(job)).cloned().collect();
        rest = part_of(plan, part, left, effort);
    }
    list
}

/// The deletion filter (Chinneck & Dravnieks 1991): from a set that does not
/// fit, leave out each job in turn, for good if the rest does not fit either.
/// What remains is a smallest set in the sense that no part of it is one.
#[inline(never)]
fn smallest(plan: &Plan<'_>, part: &Part, late: usize, effort: &Effort) -> Vec<Job> {
    let pick = |jobs: &[usize]| -> Vec<Job> {
        jobs.iter().filter_map(|&job| part.jobs.get(job)).cloned().collect()
    };
    let mut cause = pick(&chain(&part.placed, late));
    if part_of(plan, part, cause.clone(), effort).is_in_time() && part.jobs.len() <= MOST_FILTERED {
        cause.clone_from(&part.jobs);
    }
    // First in halves, quarters …, so that a long list is short soon; then one by
    // one until nobody can be spared: placing is a rule of thumb, so leaving one
    // out may make another dispensable.
    let mut size = cause.len().div_ceil(2).max(1);
    loop {
        let before = cause.len();
        let mut at = 0;
        while at < cause.len() && !effort.is_spent() {
            let mut fewer = cause.clone();
            fewer.drain(at..(at + size).min(cause.len()));
            if part_of(plan, part, fewer.clone(), effort).is_in_time() {
                at += size;
            } else {
                cause = fewer;
            }
        }
        if size == 1 && cause.len() == before {
            break;
        }
        size = size.div_ceil(2);
    }
    order::by_key(&mut cause, |job| job.task);
    cause
}

/// Some jobs of a part, placed anew.
fn part_of(plan: &Plan<'_>, part: &Part, mut jobs: Vec<Job>, effort: &Effort) -> Part {
    link(plan, &mut jobs, part.phase == Phase::Setup);
    Part::new(part.phase, jobs, part.end, effort)
}

/// What has to be shared for the jobs not to fit; time alone, if they do not
/// fit even if all could be used twice.
#[inline(never)]
fn kind_of(plan: &Plan<'_>, part: &Part, cause: &[Job], effort: &Effort) -> ShowConflictKind {
    let fits_without = |keep: &dyn Fn(&Use) -> bool, shared: bool| {
        let mut jobs = cause.to_vec();
        for job in &mut jobs {
            job.alone.retain(keep);
            if !shared {
                job.shared.clear();
            }
        }
        part_of(plan, part, jobs, effort).is_in_time()
    };
    if fits_without(&|one| !matches!(one, Use::Person(_)), true) {
        ShowConflictKind::Person
    } else if fits_without(&|one| !matches!(one, Use::Location(_)), true) {
        ShowConflictKind::Location
    } else if fits_without(&|_| true, false) {
        ShowConflictKind::Resource
    } else {
        ShowConflictKind::Window
    }
}

/// Links from a later part of the day to an earlier one.
#[inline(never)]
fn out_of_order<'a>(plan: &Plan<'a>, day: &Day) -> Vec<ShowConflict<'a>> {
    let mut list = Vec::new();
    for (task, phase) in day.phases.iter().enumerate() {
        for link in plan.network.predecessors(task) {
            if list.len() == MOST_LISTED {
                return list;
            }
            let before = link.task as usize;
            if day.phases.get(before).is_some_and(|other| other > phase) {
                let (first, then) = (plan.id(before), plan.id(task));
                let kind = ShowConflictKind::Order;
                let reason =
                    format!("\"{then}\" waits for \"{first}\", which comes later in the day");
                list.push(ShowConflict { kind, task_ids: vec![first, then], reason });
            }
        }
    }
    list
}

/// Tasks that ask for more than there is.
#[inline(never)]
fn beyond_capacity<'a>(plan: &Plan<'a>) -> Vec<ShowConflict<'a>> {
    let mut list = Vec::new();
    for task in &plan.event.tasks {
        for resource in &plan.event.resources {
            let units = task.demands.get(&resource.id).copied().unwrap_or_default();
            if units > resource.capacity && list.len() < MOST_LISTED {
                let (id, capacity) = (&resource.id, resource.capacity);
                let kind = ShowConflictKind::Resource;
                let reason = format!("needs {units} of \"{id}\", of which there are {capacity}");
                list.push(ShowConflict { kind, task_ids: vec![&task.id], reason });
            }
        }
    }
    list
}

/// A show that begins before the venue opens.
fn before_opening<'a>(plan: &Plan<'a>, day: &Day) -> Option<ShowConflict<'a>> {
    let opens = day.opens_at.filter(|&opens| day.show_starts < opens)?;
    let jobs = day.show.jobs.iter().zip(&day.show.placed);
    let early = jobs.filter(|(_, placed)| placed.start < opens).map(|(job, _)| plan.id(job.task));
    let reason = "the show begins before the venue opens".to_owned();
    Some(ShowConflict { kind: ShowConflictKind::Window, task_ids: early.collect(), reason })
}

/// People who are not there when their tasks are.
#[inline(never)]
fn not_there<'a>(plan: &Plan<'a>, day: &Day) -> Vec<ShowConflict<'a>> {
    let mut when = vec![None; plan.network.len()];
    for part in [&day.setup, &day.show, &day.teardown] {
        for (job, placed) in part.jobs.iter().zip(&part.placed) {
            when.put(job.task, Some(clock(plan, part, job, placed)));
        }
    }
    let axis = &plan.working_time;
    let mut list = Vec::new();
    for (person, task) in on_tasks(plan) {
        let (Some(person), Some((start, end))) = (plan.event.crew.get(person), when.at(task))
        else {
            continue;
        };
        let from = person.available_from.map_or(i64::MIN, |from| axis.minute_from(from));
        let to = person.available_to.map_or(i64::MAX, |to| axis.minute_until(to));
        if (start < from || end > to) && list.len() < MOST_LISTED {
            let reason = ["\"", &person.id, "\" is not there all the time"].concat();
            let task_ids = vec![plan.id(task)];
            list.push(ShowConflict { kind: ShowConflictKind::Person, task_ids, reason });
        }
    }
    list
}

/// Who of the crew is on which task, as its owner or assigned to it.
fn on_tasks(plan: &Plan<'_>) -> Vec<(usize, usize)> {
    let crew = &plan.event.crew;
    let mut people = Names::with_capacity(crew.len());
    let mut pairs = Vec::new();
    for (at, person) in crew.iter().enumerate() {
        people.number(person.id.as_str());
        let tasks = person.assigned_to.iter().filter_map(|id| plan.positions.of(id));
        pairs.extend(tasks.map(|task| (at, task as usize)));
    }
    for (task, given) in plan.event.tasks.iter().enumerate() {
        let owner = given.owner_id.as_deref().and_then(|id| people.find(id));
        pairs.extend(owner.map(|owner| (owner as usize, task)));
    }
    order::unique(&mut pairs);
    pairs
}
