//! What a delay of one task does to the rest: the plan worked out twice.

use super::{Scene, TASKS, label};
use crate::chat::draft::{Draft, draft};
use crate::chat::leads::to;
use crate::chat::reply::Tone;
use crate::chat::wish::Wish;
use crate::events::CriticalPath;
use crate::events::event::{MOST_MINUTES, Status, Task};
use crate::events::plan::stage;
use crate::intent::entities::names_day;
use crate::{Problem, Time};

const DAY: i64 = 24 * 60;

/// How a task is otherwise than planned.
#[derive(Debug, Clone, Copy)]
pub(super) enum Slip {
    /// It begins so many minutes later than it can.
    Later(i64),
    /// It takes so many minutes more.
    Longer(i64),
    /// It begins at this time; where no day is said, on its day.
    To(Time),
}

/// Says what happens if the task at a place, which the wish named or not, is
/// otherwise: critical where the deadline is missed for it, a warning where the
/// end moves or it cannot be, success where it does not.
pub(super) fn slip(
    wish: &Wish<'_>,
    scene: Scene<'_>,
    path: &CriticalPath<'_>,
    at: usize,
    slips: Slip,
    is_named: bool,
) -> Result<Draft, Box<Problem>> {
    let mut draft = draft(Tone::Success);
    let (Some(task), Some(dates)) = (scene.event.tasks.get(at), path.tasks.get(at)) else {
        return Ok(draft);
    };
    draft.act_on("Open", label(task), to(TASKS, &task.id));
    draft.open(wish.understood.skill);
    let clock = wish.clock();
    let Some(float) = dates.total_float else {
        draft.text.name(label(task)).say(" is done already: nothing can slip there.");
        return Ok(draft);
    };
    let earliest = scene.event.starts_at.plus_minutes(dates.early_start);
    let mut event = scene.event.clone();
    let text = &mut draft.text;
    if let Some(task) = event.tasks.get_mut(at) {
        text.say(if is_named { "If " } else { "Taking the task that decides the end: if " });
        text.name(label(task));
        match slips {
            Slip::Later(minutes) => {
                text.say(" slips ").duration(minutes);
                match stage(task) {
                    Status::InProgress => lengthen(task, minutes),
                    _ => task.start_no_earlier_than = Some(earliest.plus_minutes(minutes)),
                }
            }
            Slip::Longer(minutes) => {
                text.say(" takes ").duration(minutes).say(" longer");
                lengthen(task, minutes);
            }
            Slip::To(time) => {
                let show = scene.show(wish);
                let block = show.iter().flat_map(|show| &show.blocks).find(|b| b.id == task.id);
                let planned = block.map_or(earliest, |block| block.starts_at);
                let mut from = time;
                if !wish.said().any(names_day) {
                    let days = (planned.minutes_since(time) + DAY / 2).div_euclid(DAY);
                    from = time.plus_minutes(days * DAY);
                }
                text.say(" begins ").time(&clock, from);
                let later = from.minutes_since(planned);
                if later != 0 {
                    text.say(", ").duration(later.abs());
                    text.say(if later < 0 { " earlier than " } else { " later than " });
                    text.say(if block.is_some() { "planned" } else { "it can" });
                }
                if from < earliest {
                    text.say(": it cannot, ").time(&clock, earliest).say(" is the earliest.");
                    draft.tone = Tone::Warning;
                    return Ok(draft);
                }
                task.start_no_earlier_than = Some(from);
            }
        }
    }
    let later = Scene { event: &event, zone: scene.zone };
    let then = later.dates(wish)?;
    let text = &mut draft.text;
    let moved = then.finish_at.minutes_since(path.finish_at);
    if let Slip::To(_) = slips {
        text.say(", all work is done by ").time(&clock, then.finish_at).say(" at the earliest.");
    } else if moved > 0 {
        draft.tone = Tone::Warning;
        text.say(", the end moves by ").duration(moved).say(" to ").time(&clock, then.finish_at);
        text.say(if scene.event.show_at.is_some() { " at the earliest" } else { "" });
        text.say(" (it has ").duration(float.max(0)).say(" of float).");
    } else {
        text.say(", the end stays at ").time(&clock, path.finish_at).say(": it has ");
        text.duration(float.max(0)).say(" of float.");
    }
    if let Some(deadline) = scene.event.deadline_at {
        let spare = deadline.minutes_since(then.finish_at);
        text.say(" That is ").duration(spare.abs());
        text.say(if spare < 0 { " after the deadline." } else { " before the deadline." });
        if spare < 0 {
            draft.tone = Tone::Critical;
        }
    }
    if let (Some(show_at), None) = (scene.event.show_at, later.late_show(&then)) {
        draft.text.say(" The show can begin as planned, ");
        draft.text.time(&clock, show_at).say(".");
    }
    scene.tell_late_show(&mut draft, wish, &then);
    // Dates that held before and do not any more.
    let missed = path.tasks.iter().zip(&then.tasks).filter(|(before, after)| {
        let due = scene.task(before.task_id).and_then(|task| task.finish_no_later_than);
        let finish = |minutes| scene.event.starts_at.plus_minutes(minutes);
        due.is_some_and(|due| {
            finish(before.early_finish) <= due && finish(after.early_finish) > due
        })
    });
    let missed: Vec<&str> = missed.map(|(before, _)| scene.label(before.task_id)).collect();
    if !missed.is_empty() {
        draft.worsen(Tone::Warning);
        draft.text.say(" Then too late for their own dates: ").list(&missed).say(".");
    }
    let moved_tasks = path.tasks.iter().zip(&then.tasks).enumerate();
    let moved_tasks =
        moved_tasks.filter(|(other, (a, b))| *other != at && b.early_start > a.early_start);
    if let count @ 1.. = moved_tasks.count() {
        draft.text.say(" ").count(count, "other task");
        draft.text.say(if count == 1 { " starts later." } else { " start later." });
    }
    Ok(draft)
}

/// So many more minutes of work left.
fn lengthen(task: &mut Task, minutes: i64) {
    let percent = task.percent_complete.unwrap_or_default();
    let done = f64::from(task.duration_minutes) * percent / 100.0;
    let most = i64::from(MOST_MINUTES);
    task.duration_minutes = (i64::from(task.duration_minutes) + minutes).clamp(0, most) as u32;
    // A hair more, so that rounding up adds no minute of its own.
    let percent = 100.0 * (done + 1e-9) / f64::from(task.duration_minutes.max(1));
    task.percent_complete = task.percent_complete.map(|_| percent.clamp(0.0, 100.0));
    task.optimistic_minutes = None;
    task.pessimistic_minutes = None;
}
