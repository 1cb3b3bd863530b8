//! What of an event can be analysed although some of it cannot.

use super::event::Event;
use super::ids::Positions;
use super::network::{Links, topological_order};
use crate::at::At;

/// An event without what no date can be known of, and the ids of the tasks that
/// were left out: those in a loop of dependencies, those that wait for a task
/// nobody knows, and all that wait for them, directly or not. References to
/// tasks and resources that are not there are dropped. `None` where no task is
/// left, or ids are there twice.
///
/// Dates of what is left are those it has in any repaired plan; its floats take
/// no account of what was left out.
pub fn remainder(event: &Event) -> Option<(Event, Vec<String>)> {
    let tasks = &event.tasks;
    let ids = tasks.iter().map(|task| task.id.as_str());
    let positions = Positions::new("event.tasks", ids).ok()?;
    let (incoming, _) = Links::of_tasks(tasks, &positions);
    // A predecessor that is not there is one that is never finished.
    let waiting = tasks.iter().map(|task| task.dependencies.len() as u32).collect();
    let mut known = vec![false; tasks.len()];
    for task in topological_order(waiting, &incoming.reversed()) {
        known.put(task as usize, true);
    }
    let kept = || tasks.iter().zip(&known).filter(|(_, known)| **known).map(|(task, _)| task);
    let left_out = tasks.iter().zip(&known).filter(|(_, known)| !**known);
    let left_out = left_out.map(|(task, _)| task.id.clone()).collect();
    let mut rest = Event { tasks: kept().cloned().collect(), ..without_tasks(event) };
    if rest.tasks.is_empty() {
        return None;
    }
    let is_kept = |id: &String| positions.of(id).is_some_and(|task| known.at(task as usize));
    for person in &mut rest.crew {
        person.assigned_to.retain(is_kept);
    }
    let ids = event.resources.iter().map(|resource| resource.id.as_str());
    let resources = Positions::new("event.resources", ids).ok()?;
    for task in &mut rest.tasks {
        task.demands.retain(|id, _| resources.of(id).is_some());
    }
    Some((rest, left_out))
}

/// Everything else of an event.
fn without_tasks(event: &Event) -> Event {
    Event {
        id: event.id.clone(),
        name: event.name.clone(),
        tasks: Vec::new(),
        resources: event.resources.clone(),
        crew: event.crew.clone(),
        calendar: event.calendar.clone(),
        access: event.access.clone(),
        time_zone: event.time_zone.clone(),
        ..*event
    }
}
