//! Who could step in: people matched to places at maximum weight, in rounds,
//! as one person can help on several tasks one after the other.

use super::Suggestion;
use super::duty::{LONGEST_SHIFT, REST};
use super::presence::{Presence, Span};
use crate::at::{At, ListAt};
use crate::events::plan::Plan;
use crate::matching::{Edge, max_weight};
use crate::order;

/// Places considered, the earliest first, and people considered for each.
const MOST_PLACES: usize = 500;
const MOST_CANDIDATES: usize = 64;
const MOST_ROUNDS: usize = 16;
/// Spans looked at to find out who is free; nobody is suggested beyond.
const MOST_WORK: usize = 20_000_000;

/// Places of one need, and who could fill them.
struct Opening {
    need: usize,
    task: usize,
    from: i64,
    minutes: i64,
    places: usize,
    /// The least versatile first.
    people: Vec<usize>,
}

/// People and what keeps them busy.
struct Diary<'a, 'p> {
    presence: &'a Presence<'p>,
    /// By person: their spans, ascending, and their tasks.
    busy: Vec<Vec<Span>>,
    on: Vec<Vec<usize>>,
    work: usize,
}

/// By need: who could step in. Each suggested person has the role, is there
/// for the whole task, is on nothing else meanwhile, and keeps a shift that
/// leaves eleven hours of rest. Each round covers as many minutes as possible,
/// with the least versatile people.
pub(super) fn suggest<'a>(
    plan: &Plan<'a>,
    presence: &Presence<'a>,
    missing: &[u32],
) -> Vec<Vec<Suggestion<'a>>> {
    let mut chosen = vec![Vec::new(); missing.len()];
    let mut openings = openings(presence, missing);
    if openings.is_empty() {
        return chosen;
    }
    let crew = &plan.event.crew;
    let mut diary = Diary::new(presence);
    let roles = |person: usize| crew.get(person).map_or(0, |one| one.roles.len());
    let mut people: Vec<usize> = (0..crew.len()).collect();
    order::by_key(&mut people, |&person| roles(person));
    for opening in &mut openings {
        let role = presence.needs.all.at(opening.need).role;
        let able = people.iter().copied().filter(|&person| presence.needs.can(person, role));
        opening.people = able.filter(|&person| diary.could_do(person, opening.task)).collect();
    }
    for _ in 0..MOST_ROUNDS {
        let (edges, slots) = candidates(&openings, &roles);
        let matched = max_weight(crew.len(), slots.len(), &edges);
        let mut helping = vec![false; crew.len()];
        for (person, slot) in matched.into_iter().enumerate() {
            let found = slot.and_then(|slot| slots.get(slot)).copied();
            let Some(opening) = found.and_then(|at: usize| openings.get_mut(at)) else { continue };
            let Some(given) = crew.get(person) else { continue };
            opening.places -= 1;
            helping.put(person, true);
            diary.take(person, opening.task);
            let one = Suggestion { crew_id: &given.id, task_id: plan.id(opening.task) };
            chosen.change(opening.need, |list| list.push(one));
        }
        if !helping.contains(&true) {
            break;
        }
        // Whoever took nothing is as free as before.
        openings.retain(|opening| opening.places > 0);
        for opening in &mut openings {
            let task = opening.task;
            opening.people.retain(|&one| !helping.at(one) || diary.could_do(one, task));
        }
    }
    chosen
}

/// The needs that lack people, the earliest first, up to so many places.
fn openings(presence: &Presence<'_>, missing: &[u32]) -> Vec<Opening> {
    let lacking = missing.iter().enumerate().filter(|(_, count)| **count > 0);
    let opening = |(need, &count): (usize, &u32)| {
        let task = presence.needs.all.at(need).task as usize;
        let stretches = presence.of_task(task);
        let minutes = stretches.iter().map(|(from, to)| to - from).sum();
        let from = stretches.first().map_or(0, |span| span.0);
        Opening { need, task, from, minutes, places: count as usize, people: Vec::new() }
    };
    let mut list: Vec<Opening> = lacking.map(opening).collect();
    order::by_key(&mut list, |opening| opening.from);
    let mut left = MOST_PLACES;
    for opening in &mut list {
        opening.places = opening.places.min(left);
        left -= opening.places;
    }
    list.retain(|opening| opening.places > 0);
    list
}

/// Pairs worth making, and the opening of each place.
fn candidates(openings: &[Opening], roles: &dyn Fn(usize) -> usize) -> (Vec<Edge>, Vec<usize>) {
    let (mut edges, mut slots) = (Vec::new(), Vec::new());
    for (at, opening) in openings.iter().enumerate() {
        for _ in 0..opening.places {
            let right = slots.len();
            slots.push(at);
            edges.extend(opening.people.iter().take(MOST_CANDIDATES).map(|&left| {
                // Minutes first, then those who can do little else.
                Edge { left, right, weight: opening.minutes * 64 + 51 - roles(left) as i64 }
            }));
        }
    }
    (edges, slots)
}

impl<'a, 'p> Diary<'a, 'p> {
    fn new(presence: &'a Presence<'p>) -> Self {
        let spans = |tasks: &Vec<usize>| {
            let mut spans: Vec<Span> =
                tasks.iter().flat_map(|&task| presence.of_task(task)).copied().collect();
            order::ascending(&mut spans);
            spans
        };
        let busy = presence.tasks_of.iter().map(spans).collect();
        Self { presence, busy, on: presence.tasks_of.clone(), work: 0 }
    }

    /// Puts a person on a task.
    fn take(&mut self, person: usize, task: usize) {
        let wanted = self.presence.of_task(task);
        self.busy.change(person, |spans| {
            spans.extend_from_slice(wanted);
            order::ascending(spans);
        });
        self.on.change(person, |tasks| tasks.push(task));
    }

    /// Whether a person is not on a task, and could be besides what keeps them
    /// busy.
    fn could_do(&mut self, person: usize, task: usize) -> bool {
        if self.work > MOST_WORK || self.on.list_at(person).contains(&task) {
            return false;
        }
        let wanted = self.presence.of_task(task);
        let (Some(&(begin, _)), Some(&(_, end))) = (wanted.first(), wanted.last()) else {
            return false;
        };
        if !self.presence.is_there(person, (begin, end)) {
            return false;
        }
        let busy = self.busy.list_at(person);
        self.work += busy.len() + wanted.len();
        let (mut mine, mut theirs) = (busy.iter().peekable(), wanted.iter().peekable());
        // Until when the spans so far last: what keeps them busy, and the task.
        let (mut busy_until, mut wanted_until) = (i64::MIN, i64::MIN);
        // Shift by shift: a shift is what no full rest separates.
        let mut shift: Span = (i64::MIN / 2, i64::MIN / 2);
        loop {
            let next_mine =
                mine.next_if(|mine| theirs.peek().is_none_or(|theirs| mine.0 <= theirs.0));
            let clashes = next_mine.map_or(busy_until, |_| wanted_until);
            let Some(&span) = next_mine.or_else(|| theirs.next()) else { return true };
            if span.0 < clashes {
                return false;
            }
            let until = if next_mine.is_some() { &mut busy_until } else { &mut wanted_until };
            *until = span.1.max(*until);
            let joins = span.0 - shift.1 < REST;
            shift = if joins { (shift.0, shift.1.max(span.1)) } else { span };
            // A shift that is too long already is not made worse elsewhere.
            if shift.0 < end && begin < shift.1 && shift.1 - shift.0 > LONGEST_SHIFT {
                return false;
            }
        }
    }
}
