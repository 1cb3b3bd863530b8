//! Maximum-weight bipartite matching: successive shortest augmenting paths
//! with potentials (Edmonds & Karp 1972, Tomizawa 1971), Dijkstra over a
//! sparse graph.
//!
//! Each search sees no more than the connected component of the node it adds,
//! and stops at the first end that cannot be bettered, so many small
//! components cost what they hold: `O(n (m + log n))` for one of `n` left
//! nodes and `m` edges.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::{Add, Sub};

use crate::at::At;

/// A possible pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// Left node, from 0.
    pub left: usize,
    /// Right node, from 0.
    pub right: usize,
    /// What the pair is worth; pairs worth nothing or less are never made.
    /// Counted up to 2⁶⁰.
    pub weight: i64,
}

const MOST: i64 = 1 << 60;
/// Weights up to here are counted in 32 bits: three of them still fit.
const MOST_NARROW: i64 = 1 << 29;

/// For each left node its right node, in a matching whose weights sum to the
/// most possible. Nodes on either side stay single where that is worth more.
///
/// Sides of different sizes are fine; edges to nodes that do not exist are
/// ignored. Equal optima are told apart by the order of nodes and edges alone,
/// so the same call gives the same answer.
#[inline(never)]
pub fn max_weight(left: usize, right: usize, edges: &[Edge]) -> Vec<Option<usize>> {
    if edges.iter().all(|edge| edge.weight <= MOST_NARROW) {
        matched::<i32>(left, right, edges)
    } else {
        matched::<i64>(left, right, edges)
    }
}

#[inline(never)]
fn matched<W: Weight>(left: usize, right: usize, edges: &[Edge]) -> Vec<Option<usize>> {
    let graph = Graph::<W>::new(left, right, edges);
    let mut search = Search::new(left, right);
    for node in 0..left {
        search.add(&graph, node);
    }
    let partner = |&right: &u32| (right != NOBODY).then_some(right as usize);
    search.partner.iter().map(partner).collect()
}

/// What weights, prices and losses are counted in. The loop over pairs waits for
/// memory, so narrow numbers are fast ones.
trait Weight: Copy + Default + Ord + Add<Output = Self> + Sub<Output = Self> {
    /// Below all losses, and above.
    const LEAST: Self;
    const MOST: Self;
    /// A loss and the node it reaches, in the order of both.
    type Reached: Ord + Copy;

    fn of(weight: i64) -> Self;
    fn reached(self, right: u32) -> Self::Reached;
    fn parts(reached: Self::Reached) -> (Self, u32);
}

impl Weight for i32 {
    const LEAST: Self = i32::MIN;
    const MOST: Self = i32::MAX;
    type Reached = u64;

    fn of(weight: i64) -> Self {
        weight as i32
    }

    fn reached(self, right: u32) -> u64 {
        // No loss is negative.
        u64::from(self as u32) << 32 | u64::from(right)
    }

    fn parts(reached: u64) -> (Self, u32) {
        ((reached >> 32) as i32, reached as u32)
    }
}

impl Weight for i64 {
    const LEAST: Self = i64::MIN;
    const MOST: Self = i64::MAX;
    type Reached = (i64, u32);

    fn of(weight: i64) -> Self {
        weight.min(MOST)
    }

    fn reached(self, right: u32) -> (i64, u32) {
        (self, right)
    }

    fn parts(reached: (i64, u32)) -> (Self, u32) {
        reached
    }
}

/// The pairs worth making, gathered by left node.
struct Graph<W> {
    start: Vec<u32>,
    pairs: Vec<(u32, W)>,
}

impl<W: Weight> Graph<W> {
    fn new(left: usize, right: usize, edges: &[Edge]) -> Self {
        let kept = || edges.iter().filter(|e| e.left < left && e.right < right && e.weight > 0);
        let mut start = vec![0; left + 1];
        for edge in kept() {
            start.change(edge.left + 1, |count| *count += 1);
        }
        let mut sum = 0;
        for place in &mut start {
            sum += *place;
            *place = sum;
        }
        let mut next = start.clone();
        let mut pairs = vec![(0, W::default()); sum as usize];
        for edge in kept() {
            next.change(edge.left, |place| {
                pairs.put(*place as usize, (edge.right as u32, W::of(edge.weight)));
                *place += 1;
            });
        }
        Self { start, pairs }
    }

    #[inline]
    fn of(&self, left: usize) -> &[(u32, W)] {
        let (from, to) = (self.start.at(left) as usize, self.start.at(left + 1) as usize);
        self.pairs.get(from..to).unwrap_or_default()
    }
}

/// Instead of a partner.
const NOBODY: u32 = u32::MAX;

/// A right node: all that a search asks of it, side by side.
#[derive(Clone, Copy)]
struct Right<W> {
    price: W,
    /// Scratch: the least loss with which it is reached, `W::MOST` where it was
    /// not, `W::LEAST` once it is settled; and from which left node.
    loss: W,
    from: u32,
    owner: u32,
}

/// A matching of the left nodes added so far, optimal among those, with the
/// dual prices that prove it: `weight ≤ pay[left] + price[right]` for every
/// pair, equal for the matched, and nothing negative.
struct Search<W: Weight> {
    partner: Vec<u32>,
    pay: Vec<W>,
    rights: Vec<Right<W>>,
    /// Scratch: right nodes that were reached, and those settled with their loss.
    touched: Vec<u32>,
    settled: Vec<(u32, W)>,
    heap: BinaryHeap<Reverse<W::Reached>>,
}

/// Where an augmenting path ends.
#[derive(Clone, Copy)]
enum End {
    /// At a right node nobody has.
    Free(u32),
    /// At a left node that lets go of its partner, or never gets one.
    Single(usize),
}

impl<W: Weight> Search<W> {
    fn new(left: usize, right: usize) -> Self {
        let node = Right { price: W::default(), loss: W::MOST, from: 0, owner: NOBODY };
        Self {
            partner: vec![NOBODY; left],
            pay: vec![W::default(); left],
            rights: vec![node; right],
            touched: Vec::new(),
            settled: Vec::new(),
            heap: BinaryHeap::new(),
        }
    }

    /// Adds one left node by the augmenting path that gains most.
    fn add(&mut self, graph: &Graph<W>, root: usize) {
        let price = |right: u32| self.rights.get(right as usize).map_or(W::MOST, |node| node.price);
        let best = graph.of(root).iter().map(|&(right, weight)| weight - price(right)).max();
        let pay = best.unwrap_or_default().max(W::default());
        self.pay.put(root, pay);
        // Loss against what the prices promise: a path that ends with `left`
        // single loses what it was promised.
        let mut best = (End::Single(root), pay);
        self.relax(graph, root, W::default(), &mut best);
        while let Some(Reverse(reached)) = self.heap.pop() {
            let (loss, right) = W::parts(reached);
            let Some(node) = self.rights.get_mut(right as usize) else { break };
            // Reached with less since, or settled.
            if loss > node.loss {
                continue;
            }
            if loss >= best.1 {
                break;
            }
            node.loss = W::LEAST;
            let left = node.owner as usize;
            self.settled.push((right, loss));
            let single = loss + self.pay.at(left);
            if single < best.1 {
                best = (End::Single(left), single);
            }
            self.relax(graph, left, loss, &mut best);
        }
        let (end, least) = best;
        self.reprice(root, least);
        self.flip(root, end);
    }

    /// Goes on from a left node. What loses no less than the best end so far is
    /// not worth a step: with few different weights that is nearly everything.
    #[inline(never)]
    fn relax(&mut self, graph: &Graph<W>, left: usize, so_far: W, best: &mut (End, W)) {
        let so_far = so_far + self.pay.at(left);
        let (mut end, mut least) = *best;
        for &(right, weight) in graph.of(left) {
            let Some(node) = self.rights.get_mut(right as usize) else { continue };
            let loss = so_far + node.price - weight;
            if loss >= least.min(node.loss) {
                continue;
            }
            if node.loss == W::MOST {
                self.touched.push(right);
            }
            node.loss = loss;
            node.from = left as u32;
            if node.owner == NOBODY {
                (end, least) = (End::Free(right), loss);
            } else {
                self.heap.push(Reverse(loss.reached(right)));
            }
        }
        *best = (end, least);
    }

    /// Moves the prices so that the path found costs nothing, and clears the
    /// scratch.
    fn reprice(&mut self, root: usize, least: W) {
        self.pay.change(root, |pay| *pay = *pay - least);
        for &(right, loss) in self.settled.iter().filter(|(_, loss)| *loss < least) {
            let Some(node) = self.rights.get_mut(right as usize) else { continue };
            node.price = node.price + (least - loss);
            self.pay.change(node.owner as usize, |pay| *pay = *pay - (least - loss));
        }
        for &right in &self.touched {
            self.rights.change(right as usize, |node| node.loss = W::MOST);
        }
        self.settled.clear();
        self.touched.clear();
        self.heap.clear();
    }

    /// Swaps the pairs along the path, from its end back to its root.
    fn flip(&mut self, root: usize, end: End) {
        let mut next = match end {
            End::Free(right) => right,
            End::Single(left) => self.partner.at(left),
        };
        if let End::Single(left) = end {
            self.partner.put(left, NOBODY);
        }
        while let Some(node) = self.rights.get_mut(next as usize) {
            let left = node.from as usize;
            node.owner = node.from;
            let right = next;
            next = self.partner.at(left);
            self.partner.put(left, right);
            if left == root {
                break;
            }
        }
    }
}
