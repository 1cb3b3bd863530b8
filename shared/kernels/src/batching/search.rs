//! A good order of many blocks with due times: late acceptance hill climbing
//! (Burke & Bykov 2017) over moves of a block, of a run of blocks, and swaps.
//! It only compares, so the objectives keep their order without weights.

use super::changeover::Changeovers;
use super::job::Blocks;
use super::value::{Progress, Value};
use crate::at::At;
use crate::rng::Rng;

/// Blocks evaluated in all, and per block: what bounds the time.
const EFFORT: usize = 20_000_000;
const EFFORT_PER_BLOCK: usize = 300_000;

/// Improves an order of blocks; never returns a worse one.
#[inline(never)]
pub(super) fn improve(
    start: &[u32],
    blocks: &Blocks,
    changes: &Changeovers,
    seed: u64,
) -> Vec<u32> {
    let n = start.len();
    if n < 2 {
        return start.to_vec();
    }
    let effort = EFFORT.min(n * EFFORT_PER_BLOCK);
    let mut rng = Rng::new(seed);
    let mut best = start.to_vec();
    let mut climb = Climb::new(start, blocks, changes);
    let mut least = climb.total();
    let mut memory = vec![least; (8_000 / n).clamp(50, 1_000)];
    let patience = (memory.len() * 60).max(8 * n * n);
    // Few blocks: many short climbs from near the best. Many: one long climb.
    while climb.evaluated < effort {
        if climb.run(&mut memory, patience, effort, &mut rng) < least {
            least = climb.total();
            best.copy_from_slice(&climb.order);
        }
        climb.order.copy_from_slice(&best);
        for _ in 0..2 + n / 8 {
            Shift::random(n, &mut rng).apply(&mut climb.order);
        }
        climb.replay(0);
    }
    best
}

/// A change of an order: the part `from..to` is rotated left by `by`, or its
/// two ends are swapped.
#[derive(Debug, Clone, Copy)]
enum Shift {
    Rotate { from: usize, to: usize, by: usize },
    Swap { from: usize, to: usize },
}

impl Shift {
    fn random(n: usize, rng: &mut Rng) -> Self {
        let (a, b) = (rng.below(n), rng.below(n - 1));
        let b = if b >= a { b + 1 } else { b };
        let (from, to) = (a.min(b), a.max(b) + 1);
        let length = to - from;
        match rng.below(4) {
            0 => Self::Swap { from, to },
            1 => Self::Rotate { from, to, by: 1 },
            2 => Self::Rotate { from, to, by: length - 1 },
            _ => Self::Rotate { from, to, by: 1 + rng.below(length - 1) },
        }
    }

    const fn span(self) -> (usize, usize) {
        match self {
            Self::Rotate { from, to, .. } | Self::Swap { from, to } => (from, to),
        }
    }

    fn apply(self, order: &mut [u32]) {
        match self {
            Self::Rotate { from, to, by } => {
                if let Some(part) = order.get_mut(from..to) {
                    part.rotate_left(by);
                }
            }
            Self::Swap { from, to } => order.swap(from, to - 1),
        }
    }

    const fn undone(self) -> Self {
        match self {
            Self::Rotate { from, to, by } => Self::Rotate { from, to, by: to - from - by },
            swap @ Self::Swap { .. } => swap,
        }
    }
}

struct Climb<'a> {
    blocks: &'a Blocks,
    changes: &'a Changeovers,
    order: Vec<u32>,
    /// The plan before each position, and the whole plan.
    plans: Vec<Progress>,
    evaluated: usize,
}

impl<'a> Climb<'a> {
    fn new(order: &[u32], blocks: &'a Blocks, changes: &'a Changeovers) -> Self {
        let plans = vec![Progress::default(); order.len() + 1];
        let mut climb = Self { blocks, changes, order: order.to_vec(), plans, evaluated: 0 };
        climb.replay(0);
        climb
    }

    fn total(&self) -> Value {
        self.plans.last().map(|plan| plan.value).unwrap_or_default()
    }

    /// Climbs until `patience` rounds bring nothing new; a worse order may be
    /// carried for as many rounds as there is memory. Ends at the best it met.
    fn run(
        &mut self,
        memory: &mut [Value],
        patience: usize,
        effort: usize,
        rng: &mut Rng,
    ) -> Value {
        let (mut least, mut best) = (self.total(), self.order.clone());
        memory.fill(least);
        let (mut round, mut stale) = (0, 0);
        while stale < patience && self.evaluated < effort {
            let allowed = memory.at(round).max(self.total());
            stale += 1;
            if self.attempt(Shift::random(best.len(), rng), allowed).is_some_and(|v| v < least) {
                (least, stale) = (self.total(), 0);
                best.copy_from_slice(&self.order);
            }
            let total = self.total();
            memory.change(round, |old| *old = total.min(*old));
            round = if round + 1 == memory.len() { 0 } else { round + 1 };
        }
        self.order = best;
        self.replay(0);
        least
    }

    fn replay(&mut self, from: usize) {
        let mut plan = self.plans.at(from);
        for (place, block) in self.order.iter().enumerate().skip(from) {
            plan = plan.then(self.blocks, *block, self.changes);
            self.plans.put(place + 1, plan);
        }
        self.evaluated += self.order.len() - from;
    }

    /// Makes the change if its order is worth `allowed` or better.
    fn attempt(&mut self, shift: Shift, allowed: Value) -> Option<Value> {
        let (from, to) = shift.span();
        shift.apply(&mut self.order);
        let mut plan = self.plans.at(from);
        let mut value = None;
        for (place, block) in self.order.iter().enumerate().skip(from) {
            // Behind the change, the same clock and family end the same way.
            let old = self.plans.at(place);
            if place >= to && plan.clock == old.clock && plan.family == old.family {
                value = Some(with_the_rest(plan.value, old.value, self.total()));
                break;
            }
            plan = plan.then(self.blocks, *block, self.changes);
            self.evaluated += 1;
            if plan.value > allowed {
                break;
            }
        }
        // What is worse half-way is worse at the end: no objective ever falls.
        let value = value.unwrap_or(plan.value);
        if value > allowed {
            shift.undone().apply(&mut self.order);
            return None;
        }
        self.replay(from);
        Some(value)
    }
}

/// `new` plus what the old plan gathered after `old`.
fn with_the_rest(new: Value, old: Value, total: Value) -> Value {
    Value {
        hero_late: new.hero_late + total.hero_late - old.hero_late,
        late: new.late + total.late - old.late,
        setup: new.setup + total.setup - old.setup,
        hero_done: new.hero_done + total.hero_done - old.hero_done,
    }
}
