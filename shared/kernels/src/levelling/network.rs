//! The problem as flat integer arrays: activities, start-to-start lags,
//! renewable resources.

use super::pack::Lanes;
use super::rows::Rows;
use super::view::View;
use crate::at::At;

/// A project in numbers, all by position. Whoever makes one has checked it: no
/// demand above its capacity, no sum of times beyond an `i32`.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// Units of time, 0 for a milestone.
    pub durations: Vec<i32>,
    /// Earliest starts, 0 where there is none.
    pub releases: Vec<i32>,
    /// From, to, and the lag from start to start, which may be negative.
    pub links: Vec<(usize, usize, i32)>,
    /// All activities in an order that the links allow.
    pub order: Vec<usize>,
    /// By activity: positions of resources and positive amounts held throughout.
    pub demands: Rows,
    /// By resource: how much there is at any moment.
    pub capacities: Vec<i32>,
}

/// A network, ready to be scheduled.
#[derive(Debug, Clone)]
pub struct Network {
    pub(super) durations: Vec<i32>,
    demands: Rows,
    /// Demands by activity and all capacities, packed for comparison.
    needs: Vec<u64>,
    pub(super) free: Vec<u64>,
    pub(super) lanes: Lanes,
    pub(super) capacities: Vec<i32>,
    pub(super) forward: View,
    pub(super) backward: View,
    /// Whether starts in ascending order may contradict a link.
    pub(super) irregular: bool,
}

impl Network {
    /// Compiles a project.
    #[inline(never)]
    pub fn new(project: Project) -> Self {
        let Project { durations, releases, links, order, demands, capacities } = project;
        let mirrored: Vec<(usize, usize, i32)> = links
            .iter()
            .map(|&(from, to, lag)| (to, from, lag + durations.at(to) - durations.at(from)))
            .collect();
        let nothing = vec![0; durations.len()];
        let reversed: Vec<usize> = order.iter().rev().copied().collect();
        let mut forward = View::new(&links, &order, &releases, &nothing);
        let mut backward = View::new(&mirrored, &reversed, &nothing, &releases);
        // From start to the end = own duration + the mirrored head.
        let until_end = |head: &[i32]| head.iter().zip(&durations).map(|(h, d)| h + d).collect();
        forward.tail = until_end(&backward.head);
        backward.tail = until_end(&forward.head);
        for view in [&mut forward, &mut backward] {
            let own = view.head.iter().zip(&durations).zip(&view.rest);
            view.own = own.map(|((&head, &duration), &rest)| (head, duration, rest)).collect();
        }
        let irregular =
            links.iter().any(|&(_, _, lag)| lag < 0) || mirrored.iter().any(|&(_, _, lag)| lag < 0);
        let lanes = Lanes::new(&capacities);
        let mut free = vec![0; lanes.words];
        for (resource, &capacity) in capacities.iter().enumerate() {
            lanes.add(&mut free, resource, capacity);
        }
        let mut needs = vec![0; lanes.words * durations.len()];
        for (j, need) in needs.chunks_exact_mut(lanes.words).enumerate() {
            for &(resource, amount) in demands.row(j) {
                lanes.add(need, resource as usize, amount);
            }
        }
        Self { durations, demands, needs, free, lanes, capacities, forward, backward, irregular }
    }

    /// How many activities there are.
    pub fn len(&self) -> usize {
        self.durations.len()
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.durations.is_empty()
    }

    /// Length of the longest chain of links and releases: the critical path.
    pub fn critical_path(&self) -> i32 {
        let View { head, tail, .. } = &self.forward;
        head.iter().zip(tail).map(|(head, tail)| head + tail).max().unwrap_or(0)
    }

    /// What an activity holds, packed.
    #[inline]
    pub(super) fn need(&self, activity: usize) -> &[u64] {
        let words = self.lanes.words;
        self.needs.get(activity * words..(activity + 1) * words).unwrap_or_default()
    }

    /// What an activity holds: positions of resources and positive amounts.
    #[inline]
    pub(super) fn demands(&self, activity: usize) -> &[(u32, i32)] {
        self.demands.row(activity)
    }
}
