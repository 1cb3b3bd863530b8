//! Who is on what, and when.

use super::staff::{Asked, tell_conflict};
use super::{CREW, Scene, label, person_label};
use crate::chat::draft::{Draft, draft};
use crate::chat::leads::to;
use crate::chat::reply::Tone;
use crate::chat::wish::Wish;
use crate::events::staffing::CrewConflict;
use crate::{Problem, Time};

/// People and tasks told one by one.
const TOLD: usize = 5;

/// The times of all tasks, if all goes as early as it can.
fn times(wish: &Wish<'_>, scene: Scene<'_>) -> Result<Vec<(Time, Time)>, Problem> {
    Ok(scene.times(&scene.dates(wish)?))
}

/// `On makeup: Mia (Looks, Sat 09:00–11:00) and Jo (…).`
pub(super) fn on_duty(
    draft: &mut Draft,
    wish: &Wish<'_>,
    scene: Scene<'_>,
    asked: &Asked<'_>,
) -> Result<(), Problem> {
    let times = times(wish, scene)?;
    let clock = wish.clock();
    let mut told = 0;
    let mut more = 0;
    for person in &scene.event.crew {
        if !person.roles.iter().any(|role| asked.has_role(role)) {
            continue;
        }
        for (at, task) in scene.event.tasks.iter().enumerate() {
            let Some(&(from, until)) = times.get(at) else { continue };
            let is_on = person.assigned_to.contains(&task.id);
            let is_asked = asked.task.is_none_or(|asked| asked == task.id);
            if !is_on || !is_asked || !asked.has_time(from, until) {
                continue;
            }
            if told == TOLD {
                more += 1;
                continue;
            }
            draft.text.say(if told == 0 { "Planned: " } else { ", " });
            draft.text.name(person_label(person)).say(" (").name(label(task)).say(", ");
            draft.text.range(&clock, from, until).say(")");
            told += 1;
        }
    }
    if more > 0 {
        draft.text.say(" and ").number(more).say(" more");
    }
    draft.text.say(if told == 0 { "Nobody is planned. " } else { ". " });
    Ok(())
}

/// One person: what they are on, when they are there, what goes wrong. A
/// warning where something does, else information.
pub(super) fn person(
    wish: &Wish<'_>,
    scene: Scene<'_>,
    at: usize,
    conflicts: &[CrewConflict<'_>],
) -> Result<Draft, Box<Problem>> {
    let mut draft = draft(Tone::Info);
    let Some(person) = scene.event.crew.get(at) else { return Ok(draft) };
    let times = times(wish, scene)?;
    let clock = wish.clock();
    let moment = wish.moment();
    let text = &mut draft.text;
    text.name(person_label(person));
    if !person.roles.is_empty() {
        let roles: Vec<&str> = person.roles.iter().map(String::as_str).collect();
        text.say(" (").list(&roles).say(")");
    }
    let tasks = scene.event.tasks.iter().zip(&times).filter(|(task, (from, until))| {
        person.assigned_to.contains(&task.id)
            && moment.is_none_or(|moment| super::overlaps(&moment, *from, *until))
    });
    let mut told = 0;
    for (task, (from, until)) in tasks.clone().take(TOLD) {
        text.say(if told == 0 { " is on " } else { ", " });
        text.name(label(task)).say(" ").range(&clock, *from, *until);
        told += 1;
    }
    match tasks.count() - told {
        0 if told == 0 => text.say(" is on no task"),
        0 => text,
        more => text.say(" and ").number(more as i64).say(" more"),
    };
    if let (0, Some(moment)) = (told, moment) {
        text.say(" ").moment(&clock, moment);
    }
    text.say(".");
    match (person.available_from, person.available_to) {
        (Some(from), Some(until)) => {
            text.say(" There ").range(&clock, from, until).say(".");
        }
        (Some(from), None) => {
            text.say(" There from ").time(&clock, from).say(" on.");
        }
        (None, Some(until)) => {
            text.say(" There until ").time(&clock, until).say(".");
        }
        (None, None) => {}
    }
    for conflict in conflicts.iter().filter(|conflict| conflict.crew_id == person.id).take(TOLD) {
        draft.worsen(Tone::Warning);
        draft.text.say(" ");
        tell_conflict(&mut draft, wish, scene, conflict);
    }
    draft.act_on("Open", person_label(person), to(CREW, &person.id));
    draft.open(wish.understood.skill);
    Ok(draft)
}
