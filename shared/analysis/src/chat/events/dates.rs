//! `events.critical_path`: when it is over, what decides that, what would move it.

use super::slip::{Slip, slip};
use super::trouble::trouble;
use super::{Scene, TASKS, label, named, scene};
use crate::chat::draft::{Draft, draft};
use crate::chat::leads::to;
use crate::chat::reply::Tone;
use crate::chat::things::Thing;
use crate::chat::wish::Wish;
use crate::events::CriticalPath;
use crate::events::critical_path::TaskDates;
use crate::events::event::{Status, Task};
use crate::events::plan::stage;
use crate::events::run_of_show::BlockPhase;
use crate::intent::entities::{roles, span};
use crate::{Problem, Time};

/// Words that ask whether all is done by then, folded.
const DONE: &str =
    "done finished finish over ready by before fini finis termine finito finiti terminado pronti";
/// Words that suppose, that tell a length, that put off and that begin, folded.
const IF: &str = "if si se";
const LONGER: &str = "longer lasts takes take";
const LATE: &str = "late later retard tard ritardo tardi tarde";
const BEGINS: &str =
    "start starts started begin begins commence commencait inizia comincia iniziasse empieza";
/// Tasks of the path told by name.
const TOLD: usize = 5;
/// A chance of being on time below this is a warning.
const SURE: f64 = 0.8;
/// Below this it is critical.
const EVEN: f64 = 0.5;

/// Critical where the finish is after the deadline or more likely late than
/// not; a warning where a task is blocked, has no time left or the chance is
/// below 80 %; success where a deadline is kept; else information.
pub(in crate::chat) fn critical_path(wish: &Wish<'_>) -> Result<Draft, Box<Problem>> {
    let scene = match scene(wish) {
        Ok(scene) => scene,
        Err(draft) => return Ok(draft),
    };
    let things = match named(wish, scene.event) {
        Ok(things) => things,
        Err(draft) => return Ok(draft),
    };
    let path = match scene.dates(wish) {
        Ok(path) => path,
        Err(problem) => return trouble(scene, problem),
    };
    let task = things.iter().find_map(|thing| match thing {
        Thing::Task(at) => Some(*at),
        _ => None,
    });
    let open = still_open(&path);
    let position = |id: &str| scene.event.tasks.iter().position(|task| task.id == id);
    let task = task.or_else(|| wish.nth(open.len()).and_then(|at| position(open.get(at)?.task_id)));
    let is_named = task.is_some();
    if let Some(from) = begins(wish) {
        if let Some(task) = task.or_else(|| of_role(wish, scene, &path)) {
            return slip(wish, scene, &path, task, Slip::To(from), true);
        }
        let mut draft = draft(Tone::Info);
        draft.text.say("I do not see which task is meant: call it as the plan does.");
        draft.open(wish.understood.skill);
        return Ok(draft);
    }
    if let Some(minutes) = wish.first(span) {
        let bottleneck = || path.bottlenecks.first().and_then(|first| position(first.task_id));
        let is_longer = wish.mentions(LONGER);
        let slips = if is_longer { Slip::Longer(minutes) } else { Slip::Later(minutes) };
        if let Some(task) = task.or_else(bottleneck) {
            return slip(wish, scene, &path, task, slips, is_named);
        }
    }
    match task {
        Some(at) => Ok(one(wish, scene, &path, at)),
        None => Ok(overview(wish, scene, &path)),
    }
}

/// Whether something is supposed to be otherwise than planned.
pub(super) fn supposes(wish: &Wish<'_>) -> bool {
    begins(wish).is_some() || wish.mentions(IF) && wish.first(span).is_some()
}

/// The time at which something is supposed to begin.
fn begins(wish: &Wish<'_>) -> Option<Time> {
    let is_said = wish.mentions(IF) && wish.mentions(BEGINS) && !wish.mentions(LATE);
    let moment = wish.moment().filter(|moment| is_said && moment.is_exact())?;
    Some(moment.from)
}

/// The first open task that is called by a role that is said, or else needs it.
fn of_role(wish: &Wish<'_>, scene: Scene<'_>, path: &CriticalPath<'_>) -> Option<usize> {
    let said = wish.first(|text| Some(roles(text)).filter(|said| !said.is_empty()))?;
    let names = |text: &str| roles(text).iter().any(|role| said.contains(role));
    let find = |fits: &dyn Fn(&Task) -> bool| {
        let mut tasks = scene.event.tasks.iter().zip(&path.tasks);
        tasks.position(|(task, dates)| dates.total_float.is_some() && fits(task))
    };
    let needs = |task: &Task| task.staff.iter().any(|need| names(&need.role));
    find(&|task| names(label(task))).or_else(|| find(&needs))
}

/// The tasks of the path that are not done.
fn still_open<'a, 'p>(path: &'p CriticalPath<'a>) -> Vec<&'p TaskDates<'a>> {
    let find = |id: &&str| path.tasks.iter().find(|task| task.task_id == *id);
    path.path.iter().filter_map(find).filter(|task| task.total_float.is_some()).collect()
}

fn overview(wish: &Wish<'_>, scene: Scene<'_>, path: &CriticalPath<'_>) -> Draft {
    let mut draft = draft(Tone::Info);
    let clock = wish.clock();
    let open = still_open(path);
    let text = &mut draft.text;
    if path.tasks.iter().all(|task| task.total_float.is_none()) {
        text.say("Everything is done: the last task ended ").time(&clock, path.finish_at).say(".");
        draft.tone = Tone::Success;
        draft.open(wish.understood.skill);
        return draft;
    }
    let mut is_late = false;
    let asked = wish.moment().filter(|moment| moment.from > wish.now && wish.mentions(DONE));
    let show = scene.show(wish);
    let blocks = show.iter().flat_map(|show| &show.blocks);
    let all_out = blocks.filter(|b| b.phase != BlockPhase::Buffer).map(|b| b.ends_at).max();
    let all_out = all_out.filter(|end| *end != path.finish_at);
    if let Some(moment) = asked {
        let is_done = all_out.unwrap_or(path.finish_at) <= moment.until;
        text.say(if is_done { "Yes, by " } else { "Not by " }).moment(&clock, moment);
        text.say(if all_out.is_some() { " as planned: " } else { ": " });
        is_late = !is_done;
    }
    text.say("all work is done by ").time(&clock, path.finish_at).say(" at the earliest");
    if let Some(deadline) = scene.event.deadline_at {
        let spare = deadline.minutes_since(path.finish_at);
        draft.tone = if spare < 0 { Tone::Critical } else { Tone::Success };
        text.say(", ").duration(spare.abs());
        text.say(if spare < 0 { " after the deadline" } else { " before the deadline" });
    }
    if is_late {
        draft.worsen(Tone::Warning);
    }
    let text = &mut draft.text;
    text.say(". The critical path: ");
    for (at, task) in open.iter().take(TOLD).enumerate() {
        text.say(if at == 0 { "" } else { ", " }).number(at as i64 + 1).say(". ");
        text.name(scene.label(task.task_id));
    }
    if open.len() > TOLD {
        text.say(" and ").number((open.len() - TOLD) as i64).say(" more");
    }
    text.say(".");
    if let Some(first) = path.bottlenecks.first() {
        text.say(" An hour lost on ").name(scene.label(first.task_id));
        text.say(" moves the end by ").duration(first.delay_impact_minutes).say(".");
        draft.act_on("Open", scene.label(first.task_id), to(TASKS, first.task_id));
    }
    if let Some(risk) = &path.risk {
        let by = scene.event.starts_at.plus_minutes(risk.p80);
        let text = &mut draft.text;
        text.say(" With 80% certainty it ");
        text.say(if all_out.is_some() { "can be" } else { "is" }).say(" over by ");
        text.time(&clock, by);
        if let Some(chance) = risk.on_time_probability {
            text.say("; the chance to keep the deadline is ").percent(chance);
            draft.worsen(match chance {
                chance if chance < EVEN => Tone::Critical,
                chance if chance < SURE => Tone::Warning,
                _ => draft.tone,
            });
        }
        draft.text.say(".");
    }
    if let Some(end) = all_out {
        draft.text.say(" By the run of show it is over ").time(&clock, end).say(".");
    }
    scene.tell_late_show(&mut draft, wish, path);
    for blocked in path.blocked_tasks.iter().take(2) {
        draft.worsen(Tone::Warning);
        draft.text.say(" ").name(scene.label(blocked.task_id)).say(" is ");
        draft.text.quote(&blocked.reason).say(".");
    }
    let late = path.tasks.iter().filter(|task| task.total_float.is_some_and(|float| float < 0));
    if let count @ 1.. = late.count() {
        draft.worsen(Tone::Warning);
        draft.text.say(" ").count(count, "task");
        draft.text.say(if count == 1 { " misses its date." } else { " miss their dates." });
    }
    if wish.asks_why() {
        for bottleneck in path.bottlenecks.iter().take(3) {
            draft.text.say(" ").name(scene.label(bottleneck.task_id)).say(": ");
            draft.text.quote(&bottleneck.reason).say(".");
        }
    }
    draft.open(wish.understood.skill);
    draft
}

/// One task: when it is, and how much it may slip.
fn one(wish: &Wish<'_>, scene: Scene<'_>, path: &CriticalPath<'_>, at: usize) -> Draft {
    let mut draft = draft(Tone::Info);
    let (Some(task), Some(dates)) = (scene.event.tasks.get(at), path.tasks.get(at)) else {
        return draft;
    };
    let clock = wish.clock();
    let moment = |minutes| scene.event.starts_at.plus_minutes(minutes);
    let (from, to_) = (moment(dates.early_start), moment(dates.early_finish));
    let text = &mut draft.text;
    text.name(label(task));
    let show = scene.show(wish);
    let block = show.iter().flat_map(|show| &show.blocks).find(|block| block.id == task.id);
    let block = block.filter(|block| block.starts_at != from && dates.total_float.is_some());
    if let Some(block) = block {
        text.say(": ").range(&clock, block.starts_at, block.ends_at).say(" in the run of show");
    }
    match dates.total_float {
        None => {
            text.say(" is done: ").range(&clock, from, to_).say(".");
            draft.tone = Tone::Success;
        }
        Some(float) => {
            text.say(if block.is_some() { ", " } else { ": " }).range(&clock, from, to_);
            text.say(if block.is_some() { " at the earliest" } else { "" });
            text.say(if stage(task) == Status::InProgress { ", under way. " } else { ". " });
            match float {
                ..0 => {
                    text.say("It is ").duration(-float).say(" too late already.");
                    draft.tone = Tone::Critical;
                }
                0 => {
                    text.say("It is critical: whatever it loses, the end loses.");
                    draft.tone = Tone::Warning;
                }
                _ => {
                    text.say(if block.is_some() { "From there it" } else { "It" });
                    text.say(" can slip ").duration(float);
                    text.say(" before the end moves or a date is missed.");
                }
            }
        }
    }
    if let (Some(before), true) = (dates.driven_by, dates.total_float.is_some()) {
        draft.text.say(" It waits for ").name(scene.label(before)).say(".");
    }
    if let Some(found) = path.bottlenecks.iter().find(|one| one.task_id == task.id) {
        draft.text.say(" One more hour on it moves the end by ");
        draft.text.duration(found.delay_impact_minutes).say(".");
    }
    if let Some(found) = path.blocked_tasks.iter().find(|one| one.task_id == task.id) {
        draft.worsen(Tone::Warning);
        draft.text.say(" It is ").quote(&found.reason).say(".");
    }
    if show.is_none() {
        scene.tell_earliest(&mut draft);
    }
    draft.act_on("Open", label(task), to(TASKS, &task.id));
    draft.open(wish.understood.skill);
    draft
}
