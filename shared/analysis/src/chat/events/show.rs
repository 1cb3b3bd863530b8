//! `events.run_of_show`: the day in order.

use super::dates::{critical_path, supposes};
use super::trouble::trouble;
use super::{Scene, TASKS, named, overlaps, scene};
use crate::at::At;
use crate::chat::draft::{Draft, draft};
use crate::chat::leads::to;
use crate::chat::reply::Tone;
use crate::chat::things::Thing;
use crate::chat::wish::Wish;
use crate::events::run_of_show::{self as analysis, Block, BlockPhase, RunOfShow};
use crate::{Problem, Time};

/// Words that ask for what comes then, folded.
const AFTER: &str = "after next follows following apres ensuite dopo despues";
/// Blocks told one by one.
const TOLD: usize = 6;

/// Success where all fits, critical where something does not; information about
/// a part of the day.
pub(in crate::chat) fn run_of_show(wish: &Wish<'_>) -> Result<Draft, Box<Problem>> {
    if supposes(wish) {
        return critical_path(wish);
    }
    let scene = match scene(wish) {
        Ok(scene) => scene,
        Err(draft) => return Ok(draft),
    };
    let things = match named(wish, scene.event) {
        Ok(things) => things,
        Err(draft) => return Ok(draft),
    };
    if scene.event.show_at.is_none() {
        return Ok(without_show(scene));
    }
    let found = scene.plan(wish).and_then(|(mut plan, early)| {
        let show = analysis::run_of_show(&mut plan, &early)?;
        let earliest = |block: &Block<'_>| {
            let task = early.dates.at(plan.positions.of(block.id)? as usize);
            Some(plan.working_time.moment(plan.working_time.start_of(task.start)))
        };
        let earliest: Vec<Option<Time>> = show.blocks.iter().map(earliest).collect();
        Ok((show, earliest))
    });
    let (show, earliest) = match found {
        Ok(found) => found,
        Err(problem) => return trouble(scene, problem),
    };
    let mut draft = draft(Tone::Info);
    let about = |block: &&Block<'_>| things.iter().any(|thing| is_about(scene, *thing, block));
    let moment = wish.moment();
    if things.is_empty() && moment.is_none() {
        overview(&mut draft, wish, scene, &show);
    } else {
        let follows = moment.is_none() && matches!(things[..], [Thing::Task(_)]);
        let after = show.blocks.iter().filter(about).map(|block| block.ends_at).max();
        let after = after.filter(|_| follows && wish.mentions(AFTER));
        let blocks = show.blocks.iter().filter(|block| {
            after.map_or(things.is_empty() || about(block), |after| block.starts_at >= after)
                && moment.is_none_or(|moment| overlaps(&moment, block.starts_at, block.ends_at))
        });
        let blocks: Vec<&Block<'_>> = blocks.collect();
        list(&mut draft, wish, &blocks);
        draft.text.say(if blocks.is_empty() { "" } else { " Worked back from the show." });
        if let [block] = blocks[..] {
            let at = show.blocks.iter().position(|other| other.id == block.id);
            let earliest = at.and_then(|at| earliest.at(at));
            if let Some(earliest) = earliest.filter(|earliest| *earliest < block.starts_at) {
                draft.text.say(" It can begin ").time(&wish.clock(), earliest);
                draft.text.say(" at the earliest.");
            }
        }
        if blocks.is_empty() {
            draft.text.say("Nothing of that is in the run of show.");
        }
        if let Some(id) = blocks.first().and_then(|block| block.task_ids.first()) {
            draft.act_on("Open", scene.label(id), to(TASKS, id));
        }
    }
    draft.open(wish.understood.skill);
    Ok(draft)
}

fn is_about(scene: Scene<'_>, thing: Thing, block: &Block<'_>) -> bool {
    match thing {
        Thing::Task(at) => {
            scene.event.tasks.get(at).is_some_and(|task| block.task_ids.contains(&&*task.id))
        }
        Thing::Person(at) => scene.event.crew.get(at).is_some_and(|person| {
            block.owner_id == Some(person.id.as_str())
                || block.task_ids.iter().any(|id| person.assigned_to.iter().any(|on| on == id))
        }),
        _ => false,
    }
}

fn overview(draft: &mut Draft, wish: &Wish<'_>, scene: Scene<'_>, show: &RunOfShow<'_>) {
    let clock = wish.clock();
    let text = &mut draft.text;
    if let Some(show_at) = scene.event.show_at {
        text.say("The show is ").time(&clock, show_at).say(".");
    }
    let work = || show.blocks.iter().filter(|block| block.phase != BlockPhase::Buffer);
    if let (Some(first), Some(last)) = (work().next(), work().next_back()) {
        text.say(" First call ").time(&clock, first.starts_at).say(", ");
        text.say("all out ").time(&clock, last.ends_at).say(".");
    }
    let buffer: i64 = show.blocks.iter().map(|block| block.buffer_minutes).sum();
    if buffer > 0 {
        text.say(" ").duration(buffer).say(" in hand.");
    }
    draft.tone = if show.feasible { Tone::Success } else { Tone::Critical };
    for conflict in show.conflicts.iter().take(2) {
        let tasks: Vec<&str> = conflict.task_ids.iter().map(|id| scene.label(id)).collect();
        draft.text.say(" It cannot run as planned (").list(&tasks).say("): ");
        draft.text.quote(&scene.reason(&conflict.reason));
        draft.text.say(if conflict.reason.ends_with('.') { "" } else { "." });
        for id in conflict.task_ids.iter().take(1) {
            draft.act_on("Open", scene.label(id), to(TASKS, id));
        }
    }
    // What is over already is not told.
    let ahead: Vec<&Block<'_>> = work().filter(|block| block.ends_at > wish.now).collect();
    draft.text.say(if ahead.is_empty() { " All of it is over." } else { " " });
    list(draft, wish, &ahead);
}

/// `Sat 21 Nov 09:00–10:00 Build; 10:00–12:00 Casting; …`
fn list(draft: &mut Draft, wish: &Wish<'_>, blocks: &[&Block<'_>]) {
    let clock = wish.clock();
    let mut before = None;
    for block in blocks.iter().take(TOLD) {
        draft.text.say(if before.is_none() { "" } else { "; " });
        match before {
            Some(before) if clock.same_day(before, block.starts_at) => {
                draft.text.hours(&clock, block.starts_at, block.ends_at)
            }
            _ => draft.text.range(&clock, block.starts_at, block.ends_at),
        };
        draft.text.say(" ").name(block.title);
        before = Some(block.starts_at);
    }
    if blocks.len() > TOLD {
        draft.text.say(" and ").count(blocks.len() - TOLD, "more block");
    }
    draft.text.say(if blocks.is_empty() { "" } else { "." });
}

fn without_show(scene: Scene<'_>) -> Draft {
    let mut draft = draft(Tone::Info);
    draft.text.name(scene.event.name.as_deref().unwrap_or(&scene.event.id));
    draft.text.say(
        " has no show time yet. Set when the show begins, and the day is worked back from there.",
    );
    let target = to("event-timeline", &scene.event.id);
    draft.act("Set the show time", crate::chat::leads::with(target, "set", "showAt"));
    draft
}
