//! Plans that cannot be: what is wrong with them, as an answer.

use super::{Scene, TASKS};
use crate::Problem;
use crate::chat::draft::{Draft, draft};
use crate::chat::leads::to;
use crate::chat::reply::Tone;

/// Names told of a loop or of a list of strangers.
const TOLD: usize = 6;

/// What the analysis refused, told so that it can be mended; critical. What is
/// no fault of the plan stays a problem.
pub(super) fn trouble(scene: Scene<'_>, problem: Problem) -> Result<Draft, Box<Problem>> {
    let mut draft = draft(Tone::Critical);
    let text = &mut draft.text;
    match problem {
        Problem::Cycle { cycles, .. } => {
            let ids = cycles.first().map_or(&[][..], Vec::as_slice);
            text.say("The plan cannot work: these tasks wait for each other in a circle: ");
            for id in ids.iter().take(TOLD) {
                text.name(scene.label(id)).say(" → ");
            }
            match ids.get(TOLD..).unwrap_or_default().len() {
                0 => text.name(ids.first().map_or("", |id| scene.label(id))),
                more => text.number(more as i64).say(" more"),
            };
            text.say(". Remove one of these dependencies.");
            for id in ids.iter().take(1) {
                draft.act_on("Open", scene.label(id), to(TASKS, id));
            }
        }
        Problem::Unknown(ids) => {
            let names: Vec<&str> = ids.iter().map(String::as_str).collect();
            text.say("The plan names what is not there: ").list(&names);
            text.say(". Remove it, or add what is missing.");
        }
        other => return Err(other.into()),
    }
    draft.act("Open the tasks", TASKS.to_owned());
    Ok(draft)
}
