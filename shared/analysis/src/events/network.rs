//! Tasks as an activity network.

use kernels::network::{Link, Links, Network};

use super::cycle;
use super::event::{MOST_LINKS, Task};
use super::ids::Positions;
use crate::{Problem, order};

/// The network of tasks, and where each id stands in it.
///
/// # Errors
/// Ids that are there twice, too many links, unknown predecessors (all of
/// them), loops (a shortest one of each knot).
pub(super) fn network(tasks: &[Task]) -> Result<(Network, Positions<'_>), Problem> {
    let positions = Positions::new("event.tasks", tasks.iter().map(|task| task.id.as_str()))?;
    let (incoming, unknown) = links_of(tasks, &positions);
    if incoming.len() + unknown.len() > MOST_LINKS {
        let field = "event.tasks.dependencies".to_owned();
        return Err(Problem::TooMany { field, limit: MOST_LINKS });
    }
    match Network::new(incoming) {
        Ok(network) if unknown.is_empty() => Ok((network, positions)),
        Ok(_) => Err(broken(tasks, &[], unknown)),
        Err((incoming, outgoing)) => {
            Err(broken(tasks, &cycle::loops(&incoming, &outgoing), unknown))
        }
    }
}

/// What each task waits for, and the ids that no task has, as they come.
pub(super) fn links_of<'a>(tasks: &'a [Task], positions: &Positions<'_>) -> (Links, Vec<&'a str>) {
    let mut incoming = Links::with_capacity(tasks.len());
    let mut unknown: Vec<&str> = Vec::new();
    for task in tasks {
        for dependency in &task.dependencies {
            match positions.of(&dependency.task_id) {
                Some(task) => incoming.push(Link {
                    task,
                    kind: dependency.kind.into(),
                    lag: dependency.lag_minutes,
                }),
                None => unknown.push(&dependency.task_id),
            }
        }
        incoming.close();
    }
    (incoming, unknown)
}

/// Why there is no network of these tasks.
#[cold]
fn broken(tasks: &[Task], loops: &[Vec<usize>], unknown: Vec<&str>) -> Problem {
    let mut unknown: Vec<String> = unknown.into_iter().map(str::to_owned).collect();
    order::unique(&mut unknown);
    let id = |&task: &usize| tasks.get(task).map(|task| task.id.clone());
    let ids = |cycle: &Vec<usize>| cycle.iter().filter_map(id).collect();
    let cycles: Vec<Vec<String>> = loops.iter().map(ids).collect();
    if cycles.is_empty() { Problem::Unknown(unknown) } else { Problem::Cycle { cycles, unknown } }
}
