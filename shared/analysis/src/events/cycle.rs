//! Loops of dependencies: Tarjan's strongly connected components (1972)
//! without recursion, then a shortest loop of each by breadth-first searches.

use std::collections::VecDeque;

use crate::at::{At, ListAt};
use crate::order;
use kernels::network::{Link, Links};

/// Links followed for the shortest loops, all knots together. Up to here each
/// is a shortest one; of knots beyond it is the shortest of those seen.
const WORK: usize = 30_000_000;
/// The knot of a task that is in none.
const NONE: u32 = u32::MAX;

/// For each knot (a component with a loop), by its lowest position, a shortest
/// loop: in order, from its lowest position on, each task once.
#[inline(never)]
pub(super) fn loops(incoming: &Links, outgoing: &Links) -> Vec<Vec<usize>> {
    let tasks = incoming.tasks();
    let knots = knots(outgoing);
    let mut search = Search {
        incoming,
        outgoing,
        knot: vec![NONE; tasks],
        seen: vec![0; tasks],
        came_from: vec![0; tasks],
        enters: vec![0; tasks],
        leaves: vec![0; tasks],
        round: 0,
        work: 0,
    };
    for (number, knot) in knots.iter().enumerate() {
        for &task in knot {
            search.knot.put(task, number as u32);
        }
    }
    for &task in knots.iter().flatten() {
        let number = search.knot.at(task);
        let inside = |links: &[Link]| {
            links.iter().filter(|l| search.knot.at(l.task as usize) == number).count()
        };
        let (enters, leaves) = (inside(incoming.of(task)), inside(outgoing.of(task)));
        search.enters.put(task, enters as u32);
        search.leaves.put(task, leaves as u32);
    }
    (0..knots.len()).map(|knot| search.shortest(knots.list_at(knot))).collect()
}

struct Search<'a> {
    incoming: &'a Links,
    outgoing: &'a Links,
    /// By task: its knot, as long as a shorter loop may run through it.
    knot: Vec<u32>,
    /// By task: the round of search that reached it last, and from where.
    seen: Vec<u32>,
    came_from: Vec<u32>,
    /// By task: links from and to others that are still in its knot.
    enters: Vec<u32>,
    leaves: Vec<u32>,
    round: u32,
    work: usize,
}

impl Search<'_> {
    /// Searches from each task in turn, no deeper than the best loop so far; a
    /// task that was searched from, and what then leads nowhere, is left out.
    #[inline(never)]
    fn shortest(&mut self, knot: &[usize]) -> Vec<usize> {
        let mut best: Vec<usize> = Vec::new();
        for &root in knot {
            let number = self.knot.at(root);
            if number == NONE || (self.work > WORK && !best.is_empty()) {
                continue;
            }
            let found = self.through(root, number, best.len());
            if !found.is_empty() {
                best = found;
            }
            self.leave_out(root, number);
        }
        best
    }

    /// A shortest loop through one task, if it is shorter than `limit` (0: of
    /// any length).
    fn through(&mut self, root: usize, number: u32, limit: usize) -> Vec<usize> {
        self.round += 1;
        self.seen.put(root, self.round);
        let mut queue = VecDeque::from([(root, 1)]);
        while let Some((here, length)) = queue.pop_front() {
            if limit > 0 && length >= limit {
                break;
            }
            let links = self.outgoing.of(here);
            self.work += links.len();
            for link in links {
                let next = link.task as usize;
                if next == root {
                    return self.back_to(root, here);
                }
                if self.knot.at(next) == number && self.seen.at(next) != self.round {
                    self.seen.put(next, self.round);
                    self.came_from.put(next, here as u32);
                    queue.push_back((next, length + 1));
                }
            }
        }
        Vec::new()
    }

    fn back_to(&self, root: usize, last: usize) -> Vec<usize> {
        let mut path = vec![last];
        let mut here = last;
        while here != root {
            here = self.came_from.at(here) as usize;
            path.push(here);
        }
        path.reverse();
        path
    }

    /// Takes a task out of its knot, and then whatever no loop can enter or
    /// leave any more.
    fn leave_out(&mut self, task: usize, number: u32) {
        self.knot.put(task, NONE);
        let mut leaving = vec![task];
        while let Some(task) = leaving.pop() {
            for (links, left) in [
                (self.incoming.of(task), &mut self.leaves),
                (self.outgoing.of(task), &mut self.enters),
            ] {
                for other in links.iter().map(|link| link.task as usize) {
                    if self.knot.at(other) == number {
                        let still = left.at(other) - 1;
                        left.put(other, still);
                        if still == 0 {
                            self.knot.put(other, NONE);
                            leaving.push(other);
                        }
                    }
                }
            }
        }
    }
}

/// The components that hold a loop, each ascending, by their lowest position.
#[inline(never)]
fn knots(links: &Links) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let tasks = links.tasks();
    let mut index = vec![UNSEEN; tasks];
    let mut low = vec![0; tasks];
    let mut on_stack = vec![false; tasks];
    let mut stack: Vec<usize> = Vec::new();
    // The calls under way: a task, and how many of its links are done.
    let mut calls: Vec<(usize, usize)> = Vec::new();
    let mut count = 0;
    let mut knots: Vec<Vec<usize>> = Vec::new();
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
                if knot.len() > 1 || links.of(task).iter().any(|link| link.task as usize == task) {
                    order::ascending(&mut knot);
                    knots.push(knot);
                }
            }
        }
    }
    order::by_key(&mut knots, |knot| knot.first().copied());
    knots
}
