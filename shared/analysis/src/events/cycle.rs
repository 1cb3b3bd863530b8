//! Loops of dependencies: Tarjan's strongly connected components (1972)
//! without recursion, then a shortest loop by breadth-first search.

use crate::order;
use std::collections::VecDeque;

use super::network::Links;
use crate::at::At;

const UNSEEN: usize = usize::MAX;

/// A shortest loop of the first knot, from its first task on, each task once;
/// empty if there is none.
///
/// "First" is the knot with the lowest position in it; that task's shortest
/// loop is compared with those of the others while that is cheap.
pub(super) fn shortest(tasks: usize, links: &Links) -> Vec<usize> {
    let knot = first_knot(tasks, links);
    let mut inside = vec![false; tasks];
    for &task in &knot {
        inside.put(task, true);
    }
    // One search costs what the knot holds; bounded for huge knots.
    let searches = (4_000_000 / (knot.len() + 1)).max(1);
    let mut best: Vec<usize> = Vec::new();
    for &task in knot.iter().take(searches) {
        let found = loop_through(task, &inside, links);
        if best.is_empty() || (!found.is_empty() && found.len() < best.len()) {
            best = found;
        }
    }
    best
}

/// A shortest loop through one task, inside its knot.
fn loop_through(task: usize, inside: &[bool], links: &Links) -> Vec<usize> {
    let mut came_from = vec![UNSEEN; inside.len()];
    let mut queue = VecDeque::from([task]);
    while let Some(here) = queue.pop_front() {
        for link in links.of(here) {
            let next = link.task as usize;
            if next == task {
                let mut path = vec![here];
                let mut at = here;
                while at != task {
                    at = came_from.at(at);
                    path.push(at);
                }
                path.reverse();
                return path;
            }
            if inside.at(next) && came_from.at(next) == UNSEEN {
                came_from.put(next, here);
                queue.push_back(next);
            }
        }
    }
    Vec::new()
}

/// The component with a loop that has the lowest position in it, ascending.
fn first_knot(tasks: usize, links: &Links) -> Vec<usize> {
    let mut index = vec![UNSEEN; tasks];
    let mut low = vec![0; tasks];
    let mut on_stack = vec![false; tasks];
    let mut stack: Vec<usize> = Vec::new();
    // The calls under way: a task, and how many of its links are done.
    let mut calls: Vec<(usize, usize)> = Vec::new();
    let mut count = 0;
    let mut first: Vec<usize> = Vec::new();
    for root in 0..tasks {
        if index.at(root) == UNSEEN {
            calls.push((root, 0));
        }
        while let Some((task, done)) = calls.pop() {
            if done == 0 {
                index.put(task, count);
                low.put(task, count);
                count += 1;
                stack.push(task);
                on_stack.put(task, true);
            }
            if let Some(link) = links.of(task).get(done) {
                let next = link.task as usize;
                calls.push((task, done + 1));
                if index.at(next) == UNSEEN {
                    calls.push((next, 0));
                } else if on_stack.at(next) {
                    let reached = index.at(next);
                    low.change(task, |low| *low = reached.min(*low));
                }
                continue;
            }
            if let Some(&(caller, _)) = calls.last() {
                let reached = low.at(task);
                low.change(caller, |low| *low = reached.min(*low));
            }
            if low.at(task) == index.at(task) {
                let mut knot = Vec::new();
                while let Some(member) = stack.pop() {
                    on_stack.put(member, false);
                    knot.push(member);
                    if member == task {
                        break;
                    }
                }
                let loops =
                    knot.len() > 1 || links.of(task).iter().any(|l| l.task as usize == task);
                order::ascending(&mut knot);
                if loops && (first.is_empty() || knot < first) {
                    first = knot;
                }
            }
        }
    }
    first
}
