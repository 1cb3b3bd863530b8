//! What of an event can be analysed although some of it cannot.

use super::event::Event;
use super::ids::Positions;
use super::network::links_of;
use crate::at::At;
use kernels::network::topological_order;

/// An event without what no date can be known of, and the ids of the tasks that
/// were left out: those in a loop of dependencies, those that wait for a task
/// nobody knows, and all that wait for them, directly or not. References to
/// tasks and resources that are not there are dropped. `None` where no task is
/// left, or ids are there twice.
///
/// Dates of what is left are those it has in any repaired plan; its floats take
/// no account of what was left out.
#[inline(never)]
#[cold]
pub fn remainder(mut event: Event) -> Option<(Event, Vec<String>)> {
    let ids = event.tasks.iter().map(|task| task.id.as_str());
    let positions = Positions::new("event.tasks", ids).ok()?;
    let (incoming, _) = links_of(&event.tasks, &positions);
    // A predecessor that is not there is one that is never finished.
    let waiting = event.tasks.iter().map(|task| task.dependencies.len() as u32).collect();
    let mut known = vec![false; event.tasks.len()];
    for task in topological_order(waiting, &incoming.reversed()) {
        known.put(task as usize, true);
    }
    let is_kept = |id: &String| positions.of(id).is_some_and(|task| known.at(task as usize));
    for person in &mut event.crew {
        person.assigned_to.retain(is_kept);
    }
    let ids = event.resources.iter().map(|resource| resource.id.as_str());
    let resources = Positions::new("event.resources", ids).ok()?;
    let mut left_out = Vec::new();
    let mut kept = known.iter();
    event.tasks.retain_mut(|task| {
        let kept = kept.next() == Some(&true);
        if kept {
            task.demands.retain(|id, _| resources.of(id).is_some());
        } else {
            left_out.push(std::mem::take(&mut task.id));
        }
        kept
    });
    (!event.tasks.is_empty()).then_some((event, left_out))
}
