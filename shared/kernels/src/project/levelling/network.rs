//! The problem as flat integer arrays: activities, start-to-start lags,
//! renewable resources.

use super::pack::Packing;
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

/// What an activity holds, packed. Nearly always one word has room for all
/// resources, so that one is at hand without another look into memory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need<'a> {
    pub(super) word: u64,
    pub(super) more: &'a [u64],
}

impl Need<'_> {
    #[inline]
    pub(super) fn is_nothing(self) -> bool {
        self.word == 0 && self.more.iter().all(|&word| word == 0)
    }
}

/// A network, ready to be scheduled.
#[derive(Debug, Clone)]
pub struct Network {
    pub(super) durations: Vec<i32>,
    demands: Rows,
    /// Demands by activity and all capacities, packed for comparison: the first
    /// word of each activity, then all it has more of.
    needs: Vec<u64>,
    more_needs: Vec<u64>,
    pub(super) free: Vec<u64>,
    /// By word of these: the highest bit of every lane.
    pub(super) guards: Vec<u64>,
    pub(super) capacities: Vec<i32>,
    pub(super) forward: View,
    pub(super) backward: View,
    /// Whether starts in ascending order may contradict a link.
    pub(super) irregular: bool,
}

impl Network {
    /// Compiles a project.
    #[inline]
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
        let irregular =
            links.iter().any(|&(_, _, lag)| lag < 0) || mirrored.iter().any(|&(_, _, lag)| lag < 0);
        let packing = Packing::new(&capacities);
        let free = packing.pack(capacities.iter().copied().enumerate());
        let (mut needs, mut more_needs) = (Vec::new(), Vec::new());
        for j in 0..durations.len() {
            let held = demands.row(j).map(|(resource, amount)| (resource as usize, amount));
            let mut need = packing.pack(held);
            needs.extend(need.drain(..1));
            more_needs.append(&mut need);
        }
        for view in [&mut forward, &mut backward] {
            view.write_cards(&durations, &needs);
        }
        Self {
            durations,
            demands,
            needs,
            more_needs,
            free,
            guards: packing.guards,
            capacities,
            forward,
            backward,
            irregular,
        }
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
    pub(super) fn need(&self, activity: usize) -> Need<'_> {
        Need { word: self.needs.at(activity), more: self.more_need(activity) }
    }

    /// The words beyond the first.
    #[inline]
    pub(super) fn more_need(&self, activity: usize) -> &[u64] {
        match self.guards.len() - 1 {
            0 => &[],
            words => {
                self.more_needs.get(activity * words..(activity + 1) * words).unwrap_or_default()
            }
        }
    }

    /// What an activity holds: positions of resources and positive amounts.
    #[inline]
    pub(super) fn demands(
        &self,
        activity: usize,
    ) -> impl ExactSizeIterator<Item = (u32, i32)> + Clone {
        self.demands.row(activity)
    }
}
