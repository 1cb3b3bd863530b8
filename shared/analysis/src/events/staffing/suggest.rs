//! Who could step in: people matched to places at maximum weight, in rounds,
//! as one person can help on several tasks one after the other.

use crate::order;
use std::collections::BTreeMap;

use super::Suggestion;
use super::duty::{LONGEST_SHIFT, shifts};
use super::presence::{Presence, Span};
use super::sweep::{Missing, StaffGap, has_role};
use crate::at::{At, ListAt};
use crate::events::plan::Plan;
use crate::matching::{Edge, max_weight};

/// Places considered, the earliest first, and people considered for each.
const MOST_PLACES: usize = 500;
const MOST_CANDIDATES: usize = 64;
const MOST_ROUNDS: usize = 16;

/// A place to fill.
struct Place<'a> {
    task: usize,
    role: &'a str,
    from: i64,
    minutes: i64,
}

/// Adds suggestions to the gaps they would close. Each suggested person has
/// the role, is there for the whole task, is on nothing else meanwhile, and
/// keeps a shift that leaves eleven hours of rest. Each round covers as many
/// minutes as possible, with the least versatile people.
pub(super) fn suggest<'a>(
    plan: &Plan<'a>,
    presence: &Presence,
    missing: Missing<'a>,
    gaps: &mut [StaffGap<'a>],
) {
    let mut places = places(presence, missing);
    let mut busy: Vec<Vec<Span>> =
        presence.tasks_of.iter().map(|tasks| spans(presence, tasks)).collect();
    let mut on: Vec<Vec<usize>> = presence.tasks_of.clone();
    let mut chosen: BTreeMap<(usize, &str), Vec<Suggestion<'a>>> = BTreeMap::new();
    for _ in 0..MOST_ROUNDS {
        let edges = candidates(plan, presence, &places, &busy, &on);
        let matched = max_weight(plan.event.crew.len(), places.len(), &edges);
        let mut taken = vec![false; places.len()];
        for (person, place) in matched.into_iter().enumerate() {
            let Some(slot) = place else { continue };
            let (Some(place), Some(crew)) = (places.get(slot), plan.event.crew.get(person)) else {
                continue;
            };
            taken.put(slot, true);
            on.change(person, |tasks| tasks.push(place.task));
            busy.change(person, |spans| {
                spans.extend_from_slice(presence.of_task(place.task));
                order::ascending(spans);
            });
            let suggestion = Suggestion { crew_id: &crew.id, task_id: plan.id(place.task) };
            chosen.entry((place.task, place.role)).or_default().push(suggestion);
        }
        if !taken.contains(&true) {
            break;
        }
        let mut taken = taken.into_iter();
        places.retain(|_| taken.next() != Some(true));
    }
    for gap in gaps {
        let tasks = gap.task_ids.iter().filter_map(|id| plan.positions.of(id));
        let found = tasks.filter_map(|task| chosen.get(&(task as usize, gap.role)));
        gap.suggestions = found.flatten().copied().collect();
    }
}

/// One place for each missing person, the earliest first.
fn places<'a>(presence: &Presence, missing: Missing<'a>) -> Vec<Place<'a>> {
    let mut list: Vec<Place<'_>> = Vec::new();
    for ((task, role), count) in missing {
        let stretches = presence.of_task(task);
        let minutes = stretches.iter().map(|(from, to)| to - from).sum();
        let from = stretches.first().map_or(0, |span| span.0);
        let count = (count as usize).min(MOST_PLACES);
        list.extend((0..count).map(|_| Place { task, role, from, minutes }));
    }
    order::by_key(&mut list, |place| place.from);
    list.truncate(MOST_PLACES);
    list
}

fn candidates(
    plan: &Plan<'_>,
    presence: &Presence,
    places: &[Place<'_>],
    busy: &[Vec<Span>],
    on: &[Vec<usize>],
) -> Vec<Edge> {
    let mut edges = Vec::new();
    let mut known: BTreeMap<(usize, &str), Vec<(usize, i64)>> = BTreeMap::new();
    for (right, place) in places.iter().enumerate() {
        let fitting = known.entry((place.task, place.role)).or_insert_with(|| {
            let fits = |&person: &usize| {
                has_role(plan, person, place.role)
                    && !on.list_at(person).contains(&place.task)
                    && is_free(presence, person, busy.list_at(person), place.task)
            };
            let mut people: Vec<(usize, i64)> = (0..plan.event.crew.len())
                .filter(fits)
                .map(|person| {
                    let roles = plan.event.crew.get(person).map_or(0, |crew| crew.roles.len());
                    // Minutes first, then those who can do little else.
                    (person, place.minutes * 64 + 51 - roles as i64)
                })
                .collect();
            order::by_key(&mut people, |&(person, weight)| (-weight, person));
            people.truncate(MOST_CANDIDATES);
            people
        });
        edges.extend(fitting.iter().map(|&(left, weight)| Edge { left, right, weight }));
    }
    edges
}

/// Whether a person could do a task besides what keeps them busy.
fn is_free(presence: &Presence, person: usize, busy: &[Span], task: usize) -> bool {
    let wanted = presence.of_task(task);
    let clashes = wanted.iter().any(|&(from, to)| {
        !presence.is_there(person, (from, to))
            || busy.iter().any(|&(begin, end)| begin < to && from < end)
    });
    if clashes {
        return false;
    }
    let mut all: Vec<Span> = busy.iter().chain(wanted).copied().collect();
    order::ascending(&mut all);
    let (Some(&(from, _)), Some(&(_, to))) = (wanted.first(), wanted.last()) else { return false };
    // A shift that is too long already is not made worse elsewhere.
    shifts(all.into_iter())
        .into_iter()
        .filter(|shift| shift.0 < to && from < shift.1)
        .all(|shift| shift.1 - shift.0 <= LONGEST_SHIFT)
}

fn spans(presence: &Presence, tasks: &[usize]) -> Vec<Span> {
    let mut spans: Vec<Span> =
        tasks.iter().flat_map(|&task| presence.of_task(task)).copied().collect();
    order::ascending(&mut spans);
    spans
}
