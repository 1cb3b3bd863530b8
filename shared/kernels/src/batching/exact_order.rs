//! The best order of few units with due times, proven: dynamic programming over
//! subsets, each keeping every partial plan that may still win.
//!
//! Of two plans for the same subset that end in the same family, one can be
//! forgotten if the other has no more set-up (so it stands no later) and is no
//! worse in the objectives: whatever follows costs it no more.

use super::changeover::Changeovers;
use super::exact_path::members;
use super::job::{Blocks, Job};
use super::value::Progress;
use crate::at::{At, ListAt};

/// Above this many units the subsets are too many.
pub(super) const MAX_UNITS: usize = 12;
/// Partial plans kept at most.
const MAX_PLANS: usize = 400_000;
const NONE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy, Default)]
struct Plan {
    progress: Progress,
    unit: u32,
    before: u32,
}

/// The best order of the units, each a list of blocks shot in one go; the
/// result is an order of blocks. `None` where too many plans are in the
/// running.
///
/// `after[u]` is the set of units that must come before `u`.
#[inline(never)]
pub(super) fn best(
    units: &[Vec<u32>],
    after: &[usize],
    blocks: &Blocks,
    changes: &Changeovers,
) -> Option<Vec<u32>> {
    let families: Vec<u32> = units
        .iter()
        .map(|unit| unit.last().and_then(|b| blocks.list.get(*b as usize)).map_or(0, |b| b.family))
        .collect();
    let mut distinct: Vec<u32> = Vec::new();
    let mut slot = Vec::with_capacity(units.len());
    for family in &families {
        let known = distinct.iter().position(|f| f == family);
        slot.push(known.unwrap_or(distinct.len()));
        if known.is_none() {
            distinct.push(*family);
        }
    }
    let subsets = 1_usize << units.len();
    let mut plans = vec![Plan { before: NONE, unit: NONE, ..Plan::default() }];
    let mut fronts: Vec<Vec<u32>> = vec![Vec::new(); subsets * distinct.len().max(1)];
    for set in 0..subsets {
        let ends = if set == 0 { 1 } else { distinct.len() };
        for end in 0..ends {
            let here = if set == 0 {
                vec![0]
            } else {
                fronts.get_mut(set * distinct.len() + end).map(std::mem::take).unwrap_or_default()
            };
            for unit in members(!set & (subsets - 1)).filter(|u| after.at(*u) & !set == 0) {
                let to = (set | 1 << unit) * distinct.len() + slot.at(unit);
                for &before in &here {
                    let start = plans.at(before as usize).progress;
                    let reached = units
                        .list_at(unit)
                        .iter()
                        .fold(start, |plan, block| plan.then(blocks, *block, changes));
                    let Some(front) = fronts.get_mut(to) else { continue };
                    let no_worse = |a: &Progress, b: &Progress| {
                        a.value.setup <= b.value.setup && a.value <= b.value
                    };
                    let at = |plan: &u32| plans.at(*plan as usize).progress;
                    if front.iter().any(|plan| no_worse(&at(plan), &reached)) {
                        continue;
                    }
                    front.retain(|plan| !no_worse(&reached, &at(plan)));
                    front.push(plans.len() as u32);
                    plans.push(Plan { progress: reached, unit: unit as u32, before });
                }
            }
            if set == subsets - 1 {
                if let Some(front) = fronts.get_mut(set * distinct.len() + end) {
                    *front = here;
                }
            }
            if plans.len() > MAX_PLANS {
                return None;
            }
        }
    }
    let whole = (subsets - 1) * distinct.len();
    let ends = fronts.get(whole..)?.iter().flatten().copied();
    let mut at = ends.min_by_key(|plan| (plans.at(*plan as usize).progress.value, *plan))?;
    let mut order = Vec::with_capacity(units.len());
    while at != 0 {
        let plan = plans.at(at as usize);
        order.push(plan.unit as usize);
        at = plan.before;
    }
    Some(order.iter().rev().flat_map(|unit| units.list_at(*unit)).copied().collect())
}

/// Every job a unit, and which jobs may be taken to come first without loss:
/// of the same family, no longer, due no later, and a hero if the other is
/// (Emmons 1969; swapping the two never makes an objective worse).
#[inline]
pub(super) fn single_jobs(jobs: &[Job], blocks: &Blocks) -> (Vec<Vec<u32>>, Vec<usize>) {
    let job = |block: usize| {
        let at = blocks.list.get(block).map_or(0, |block| block.from);
        jobs.at(blocks.jobs.at(at as usize) as usize)
    };
    let n = blocks.list.len();
    let first = |a: usize, b: usize| {
        let (x, y) = (job(a), job(b));
        let no_worse =
            |x: &Job, y: &Job| x.minutes <= y.minutes && x.due <= y.due && x.hero >= y.hero;
        x.family == y.family && no_worse(&x, &y) && (!no_worse(&y, &x) || a < b)
    };
    let before =
        |b: usize| (0..n).filter(|a| *a != b && first(*a, b)).fold(0, |set, a| set | 1 << a);
    ((0..n as u32).map(|block| vec![block]).collect(), (0..n).map(before).collect())
}
