//! Who is free.

use super::staff::Asked;
use super::{CREW, Scene, TASKS, label, overlaps, person_label};
use crate::chat::ask_back::nothing_yet;
use crate::chat::draft::{Draft, draft};
use crate::chat::leads::{to, with};
use crate::chat::reply::Tone;
use crate::chat::wish::Wish;
use crate::events::event::{Crew, Task};
use crate::{Problem, Time};

/// People told by name who are free.
const TOLD: usize = 8;
/// Words that ask for it, folded.
pub(super) const FREE: &str = "free available libre libres libero libera liberi disponible disponibles disponibile \
     disponibili dispo";

/// Words that ask who could stand in, or say that somebody has to, folded.
pub(super) const COVER: &str = "cover covers covering replace replaces instead substitute sub step stand fill backup \
     remplacer remplace remplacera sostituire sostituisce sustituir sustituye cubrir reemplazar \
     sick ill malade malato malata enfermo enferma";

/// Who of the roles asked for has no task in the time asked for, from now on
/// where none is, then who has one and who is away; information. Where somebody
/// is to be stood in for, who has a role of theirs and is free for their tasks.
pub(super) fn free(
    wish: &Wish<'_>,
    scene: Scene<'_>,
    asked: &Asked<'_>,
    absent: Option<&Crew>,
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
    let of = |person: &Crew| -> Vec<(&Task, Time, Time)> {
        let tasks = scene.event.tasks.iter().zip(&times);
        let own = tasks.filter(|(task, (from, until))| {
            person.assigned_to.contains(&task.id) && is_open(*from, *until)
        });
        own.map(|(task, (from, until))| (task, *from, *until)).collect()
    };
    let gaps = absent.map(of);
    // 0 where somebody is free, 1 on a task, 2 away.
    let state = |person: &Crew| {
        let ends = Time::from_ms(i64::MAX);
        let (from, until) =
            (person.available_from.unwrap_or_default(), person.available_to.unwrap_or(ends));
        let (is_there, is_busy) = match &gaps {
            Some(gaps) => (
                gaps.iter().all(|gap| from <= gap.1 && gap.2 <= until),
                of(person).iter().any(|own| gaps.iter().any(|gap| own.1 < gap.2 && gap.1 < own.2)),
            ),
            None => (is_open(from, until), !of(person).is_empty()),
        };
        if is_there { u8::from(is_busy) } else { 2 }
    };
    let crew = scene.event.crew.iter();
    let asked_for = |person: &&Crew| match absent {
        Some(absent) => {
            person.id != absent.id && person.roles.iter().any(|role| absent.roles.contains(role))
        }
        None => person.roles.iter().any(|role| asked.has_role(role)),
    };
    let states: Vec<(u8, &Crew)> =
        crew.filter(asked_for).map(|person| (state(person), person)).collect();
    let of = |state: u8| -> Vec<&str> {
        let found = states.iter().filter(|one| one.0 == state);
        found.map(|one| person_label(one.1)).collect()
    };
    let idle = of(0);
    let mut draft = draft(Tone::Info);
    let text = &mut draft.text;
    if let (Some(absent), Some(gaps)) = (absent, &gaps) {
        text.name(person_label(absent)).say(" is on ");
        if gaps.is_empty() {
            text.say("no task");
            asked.moment.into_iter().for_each(|moment| {
                text.say(" ").moment(&wish.clock(), moment);
            });
        }
        for (at, (task, from, until)) in gaps.iter().take(TOLD).enumerate() {
            text.say(if at == 0 { "" } else { ", " }).name(label(task)).say(" ");
            text.range(&wish.clock(), *from, *until);
        }
        text.say(". ");
    }
    if let (None, Some(doing)) = (absent, &asked.doing) {
        text.say("No role of the plan says who can ").name(doing).say(". ");
    }
    match (absent, idle.is_empty()) {
        (None, is_none) => {
            text.say(if is_none { "Nobody is free" } else { "Free" });
            match asked.moment {
                Some(moment) => text.say(" ").moment(&wish.clock(), moment),
                None => text.say(" from now on"),
            }
        }
        (_, true) => text.say("Nobody else who could do it is free then"),
        (_, false) => text.say("Could cover"),
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
    if let (Some((_, person)), Some([(task, ..), ..])) =
        (states.iter().find(|one| one.0 == 0), gaps.as_deref())
    {
        let target = with(to(TASKS, &task.id), "assign", &person.id);
        draft.act_on("Assign", person_label(person), target);
    }
    draft.open(wish.understood.skill);
    Ok(draft)
}
