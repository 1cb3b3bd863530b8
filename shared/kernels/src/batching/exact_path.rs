//! The cheapest order of few families, proven (Held & Karp 1962): the shortest
//! Hamiltonian path over all subsets, O(n² 2ⁿ).

use super::changeover::Changeovers;
use super::job::Blocks;
use crate::at::At;

/// Above this many families the subsets are too many.
pub(super) const MAX_FAMILIES: usize = 15;

const NONE: i64 = i64::MAX;

/// What the objectives need to know of a family shot in one go.
#[derive(Debug, Clone, Copy, Default)]
struct Stop {
    minutes: i64,
    heroes: i64,
    /// Sum of the heroes' completion times when it starts at 0.
    heroes_done: i64,
}

/// The families in the order of least set-up; among those, of the earliest
/// heroes. `blocks` holds each family's blocks in the order they are shot.
#[inline(never)]
pub(super) fn cheapest(families: usize, blocks: &Blocks, changes: &Changeovers) -> Vec<u32> {
    let stops = stops(families, blocks);
    let subsets = 1_usize << families;
    let mut minutes = vec![0_i64; subsets];
    for set in 1..subsets {
        let last = set.trailing_zeros() as usize;
        let before = minutes.at(set & (set - 1));
        minutes.put(set, before + stops.at(last).minutes);
    }
    // By subset and last family: least set-up, then the heroes' completions.
    let mut best = vec![(NONE, NONE); subsets * families];
    let mut previous = vec![0_u8; subsets * families];
    for (family, stop) in stops.iter().enumerate() {
        best.put((1 << family) * families + family, (0, stop.heroes_done));
    }
    for set in 1..subsets {
        for last in members(set) {
            let (setup, done) = best.at(set * families + last);
            if setup == NONE {
                continue;
            }
            for next in members(!set & (subsets - 1)) {
                let setup = setup + changes.between(last as u32, next as u32);
                let stop = stops.at(next);
                let start = minutes.at(set) + setup;
                let reached = (setup, done + stop.heroes * start + stop.heroes_done);
                let place = (set | 1 << next) * families + next;
                // Among equals the later family ends: what was given first stays first.
                if reached <= best.at(place) {
                    best.put(place, reached);
                    previous.put(place, last as u8);
                }
            }
        }
    }
    walk_back(subsets, families, &best, &previous)
}

fn walk_back(subsets: usize, families: usize, best: &[(i64, i64)], previous: &[u8]) -> Vec<u32> {
    let mut set = subsets - 1;
    let end = (0..families).rev().min_by_key(|last| best.at(set * families + last));
    let mut order = Vec::with_capacity(families);
    let mut last = end.unwrap_or_default();
    while set != 0 {
        order.push(last as u32);
        let before = previous.at(set * families + last);
        set &= !(1 << last);
        last = before as usize;
    }
    order.reverse();
    order
}

fn stops(families: usize, blocks: &Blocks) -> Vec<Stop> {
    let mut stops = vec![Stop::default(); families];
    for block in &blocks.list {
        let jobs = i64::from(block.to - block.from);
        stops.change(block.family as usize, |stop| {
            if block.hero {
                stop.heroes_done += blocks.late_and_done(block, stop.minutes).1;
                stop.heroes += jobs;
            }
            stop.minutes += block.minutes;
        });
    }
    stops
}

/// The positions of the ones.
pub(super) fn members(set: usize) -> impl Iterator<Item = usize> {
    let mut rest = set;
    std::iter::from_fn(move || {
        let member = rest.trailing_zeros() as usize;
        (rest != 0).then(|| {
            rest &= rest - 1;
            member
        })
    })
}
