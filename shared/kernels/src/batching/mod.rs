//! In which order to do jobs that need setting up.
//!
//! Jobs are done one after the other; those of one family in one go unless due
//! times, or the given order itself, do better. A set-up is paid when the family
//! changes, none before the first. Objectives, in order: the heroes' total
//! lateness, the others' total lateness, total set-up, the heroes' completion
//! times.
//!
//! Few families, or few jobs with due times, are solved exactly; many by local
//! search whose effort is bounded by a count, not by a clock, so that an answer
//! can be repeated.

mod arborescence;
mod ascent;
mod assignment;
mod changeover;
mod exact_order;
mod exact_path;
mod family_path;
mod job;
mod search;
mod tour;
mod value;

pub use changeover::Changeovers;
pub use job::{Job, NEVER};
pub use value::Value;

use crate::at::{At, ListAt};
use crate::order::sorted;
use family_path::FamilyPath;
use job::Blocks;

/// Up to this many jobs are moved one by one, more in blocks of equal ones.
const MAX_SINGLE: usize = 200;
/// Blocks of one-go plans that are put in order exactly.
const MAX_EXACT_BLOCKS: usize = 100;

/// The order that was found.
#[derive(Debug)]
pub struct Order {
    /// Positions of the jobs.
    pub jobs: Vec<u32>,
    /// What it is worth.
    pub value: Value,
    /// What the given order is worth.
    pub given: Value,
    /// Whether no order is better.
    pub optimal: bool,
    /// No order that does each family in one go has less set-up; never more than
    /// this order's own.
    pub lower_bound: i64,
}

/// The best order found of jobs of so many families; the given one where none
/// is better.
#[inline]
pub fn best_order(jobs: &[Job], families: usize, changes: &Changeovers) -> Order {
    let blocks = Blocks::new(jobs, jobs.len() <= MAX_SINGLE);
    let path = FamilyPath::new(families, &blocks, changes);
    let Chosen { order, proven } = if jobs.iter().any(Job::has_due) {
        with_due_times(jobs, &blocks, &path, changes)
    } else {
        let order = one_go(&path.order, &blocks);
        let proven = value::of_blocks(&blocks, &order, changes).setup == path.lower_bound;
        Chosen { order, proven }
    };
    let in_order: Vec<u32> = (0..jobs.len() as u32).collect();
    let given = value::of_jobs(jobs, &in_order, changes);
    let found = blocks.unfold(&order);
    let value = value::of_jobs(jobs, &found, changes);
    let (order, value) = if given < value { (in_order, given) } else { (found, value) };
    let lower_bound = path.lower_bound.min(value.setup);
    Order { jobs: order, value, given, optimal: proven, lower_bound }
}

/// An order of blocks, and whether it is proven best.
struct Chosen {
    order: Vec<u32>,
    proven: bool,
}

#[inline]
fn with_due_times(
    jobs: &[Job],
    blocks: &Blocks,
    path: &FamilyPath,
    changes: &Changeovers,
) -> Chosen {
    if jobs.len() <= exact_order::MAX_UNITS {
        let (units, after) = exact_order::single_jobs(jobs, blocks);
        if let Some(order) = exact_order::best(&units, &after, blocks, changes) {
            return Chosen { order, proven: true };
        }
    }
    let worth = |order: &Vec<u32>| value::of_blocks(blocks, order, changes);
    let start = starts(jobs, blocks, path, changes).into_iter().min_by_key(worth);
    let start = start.unwrap_or_default();
    let cannot_be_better = |order: &Vec<u32>| {
        let value = worth(order);
        value.hero_late == 0 && value.late == 0 && value.setup <= path.lower_bound
    };
    let order = if cannot_be_better(&start) {
        start
    } else {
        search::improve(&start, blocks, changes, jobs.len() as u64)
    };
    let proven = cannot_be_better(&order);
    Chosen { order, proven }
}

/// Orders to begin with: one go per family in the order of least set-up or of
/// due times, and due times alone, with and without heroes first.
#[inline]
fn starts(
    jobs: &[Job],
    blocks: &Blocks,
    path: &FamilyPath,
    changes: &Changeovers,
) -> Vec<Vec<u32>> {
    let mut starts = vec![one_go(&path.order, blocks)];
    let block = |at: u32| blocks.list.at(at as usize);
    let all = blocks.list.len();
    for heroes_first in [false, true] {
        let rank = |at: u32| (heroes_first && !block(at).hero, block(at).due);
        starts.push(sorted(all, &|a, b| rank(a).cmp(&rank(b))));
        let by_family =
            sorted(all, &|a, b| (block(a).family, rank(a)).cmp(&(block(b).family, rank(b))));
        let units: Vec<Vec<u32>> = by_family
            .chunk_by(|a, b| block(*a).family == block(*b).family)
            .map(<[u32]>::to_vec)
            .collect();
        if units.len() <= exact_order::MAX_UNITS && all <= MAX_EXACT_BLOCKS {
            let free = vec![0; units.len()];
            starts.extend(exact_order::best(&units, &free, blocks, changes));
        }
        let first = |unit: u32| units.list_at(unit as usize).first().map(|at| rank(*at));
        let by_first = sorted(units.len(), &|a, b| first(a).cmp(&first(b)));
        starts.push(
            by_first.iter().flat_map(|unit| units.list_at(*unit as usize)).copied().collect(),
        );
    }
    let given = |at: u32| blocks.jobs.at(block(at).from as usize);
    starts.push(sorted(all, &|a, b| given(a).cmp(&given(b))));
    debug_assert!(starts.iter().all(|order| blocks.unfold(order).len() == jobs.len()));
    starts
}

/// The blocks of each family together, the families in this order.
#[inline]
fn one_go(families: &[u32], blocks: &Blocks) -> Vec<u32> {
    let mut rank = vec![0_u32; families.len()];
    for (place, family) in families.iter().enumerate() {
        rank.put(*family as usize, place as u32);
    }
    let rank = |block: u32| rank.at(blocks.list.at(block as usize).family as usize);
    sorted(blocks.list.len(), &|a, b| rank(a).cmp(&rank(b)))
}
