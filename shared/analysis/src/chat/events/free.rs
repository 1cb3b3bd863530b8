//! Who is free.

use super::staff::Asked;
use super::{CREW, Scene, overlaps, person_label};
use crate::chat::ask_back::nothing_yet;
use crate::chat::draft::{Draft, draft};
use crate::chat::reply::Tone;
use crate::chat::wish::Wish;
use crate::events::event::{Crew, Task};
use crate::{Problem, Time};

/// People told by name who are free.
const TOLD: usize = 8;
/// Words that ask for it, folded.
pub(super) const FREE: &str = "free available libre libres libero libera liberi disponible disponibles disponibile \
     disponibili dispo";

/// Who of the roles asked for has no task in the time asked for, from now on
/// where none is, then who has one and who is away; information.
pub(super) fn free(
    wish: &Wish<'_>,
    scene: Scene<'_>,
    asked: &Asked<'_>,
) -> Result<Draft, Box<Problem>> {
    if scene.event.crew.is_empty() {
        let words =
            "The event has no crew yet. Add people with their roles, and I can tell who is free.";
        return Ok(nothing_yet(words, "Add crew", CREW));
    }
    let times = scene.times(&scene.dates(wish)?);
    let is_open = |from: Time, until: Time| {
        until > wish.now && asked.moment.is_none_or(|moment| overlaps(&moment, from, until))
    };
    // 0 where somebody is free, 1 on a task, 2 away.
    let state = |person: &Crew| {
        let ends = Time::from_ms(i64::MAX);
        let (from, until) =
            (person.available_from.unwrap_or_default(), person.available_to.unwrap_or(ends));
        let on = |at: usize, task: &Task| {
            let &(from, until) = times.get(at)?;
            (person.assigned_to.contains(&task.id) && is_open(from, until)).then_some(())
        };
        let mut tasks = scene.event.tasks.iter().enumerate();
        match tasks.find_map(|(at, task)| on(at, task)) {
            _ if !is_open(from, until) => 2,
            Some(()) => 1,
            None => 0,
        }
    };
    let crew = scene.event.crew.iter();
    let asked_for = |person: &&Crew| person.roles.iter().any(|role| asked.has_role(role));
    let states: Vec<(u8, &str)> =
        crew.filter(asked_for).map(|person| (state(person), person_label(person))).collect();
    let of = |state: u8| -> Vec<&str> {
        states.iter().filter(|one| one.0 == state).map(|one| one.1).collect()
    };
    let idle = of(0);
    let mut draft = draft(Tone::Info);
    let text = &mut draft.text;
    text.say(if idle.is_empty() { "Nobody is free" } else { "Free" });
    match asked.moment {
        Some(moment) => text.say(" ").moment(&wish.clock(), moment),
        None => text.say(" from now on"),
    };
    for (at, person) in idle.iter().take(TOLD).enumerate() {
        text.say(if at == 0 { ": " } else { ", " }).name(person);
    }
    if idle.len() > TOLD {
        text.say(" and ").number((idle.len() - TOLD) as i64).say(" more");
    }
    text.say(".");
    for (lead, state) in [(" On a task: ", 1), (" Away: ", 2)] {
        let names = of(state);
        if !names.is_empty() {
            text.say(lead).list(&names).say(".");
        }
    }
    draft.open(wish.understood.skill);
    Ok(draft)
}
