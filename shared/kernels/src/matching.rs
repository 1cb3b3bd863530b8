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

/// For each left node its right node, in a matching whose weights sum to the
/// most possible. Nodes on either side stay single where that is worth more.
///
/// Sides of different sizes are fine; edges to nodes that do not exist are
/// ignored. Equal optima are told apart by the order of nodes and edges alone,
/// so the same call gives the same answer.
#[inline(never)]
pub fn max_weight(left: usize, right: usize, edges: &[Edge]) -> Vec<Option<usize>> {
    let graph = Graph::new(left, right, edges);
    let mut search = Search::new(left, right);
    for node in 0..left {
        search.add(&graph, node);
    }
    search.partner
}

/// The pairs worth making, gathered by left node.
struct Graph {
    start: Vec<usize>,
    pairs: Vec<(usize, i64)>,
}

impl Graph {
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
        let mut pairs = vec![(0, 0); sum];
        for edge in kept() {
            pairs.put(next.at(edge.left), (edge.right, edge.weight.min(MOST)));
            next.change(edge.left, |place| *place += 1);
        }
        Self { start, pairs }
    }

    fn of(&self, left: usize) -> &[(usize, i64)] {
        self.pairs.get(self.start.at(left)..self.start.at(left + 1)).unwrap_or_default()
    }
}

/// A matching of the left nodes added so far, optimal among those, with the
/// dual prices that prove it: `weight ≤ pay[left] + price[right]` for every
/// pair, equal for the matched, and nothing negative.
struct Search {
    partner: Vec<Option<usize>>,
    owner: Vec<Option<usize>>,
    pay: Vec<i64>,
    price: Vec<i64>,
    /// Scratch: the least loss with which a right node is reached, and from
    /// which left node. `i64::MAX` where it was not.
    loss: Vec<i64>,
    from: Vec<usize>,
    settled: Vec<bool>,
    touched: Vec<usize>,
    heap: BinaryHeap<Reverse<(i64, usize)>>,
}

/// Where an augmenting path ends.
#[derive(Clone, Copy)]
enum End {
    /// At a right node nobody has.
    Free(usize),
    /// At a left node that lets go of its partner, or never gets one.
    Single(usize),
}

impl Search {
    fn new(left: usize, right: usize) -> Self {
        Self {
            partner: vec![None; left],
            owner: vec![None; right],
            pay: vec![0; left],
            price: vec![0; right],
            loss: vec![i64::MAX; right],
            from: vec![0; right],
            settled: vec![false; right],
            touched: Vec::new(),
            heap: BinaryHeap::new(),
        }
    }

    /// Adds one left node by the augmenting path that gains most.
    fn add(&mut self, graph: &Graph, root: usize) {
        let best = graph.of(root).iter().map(|&(r, w)| w - self.price.at(r)).max();
        self.pay.put(root, best.unwrap_or(0).max(0));
        // Loss against what the prices promise: a path that ends with `left`
        // single loses what it was promised.
        let mut best = (End::Single(root), self.pay.at(root));
        self.relax(graph, root, 0, &mut best);
        while let Some(Reverse((loss, right))) = self.heap.pop() {
            if self.settled.at(right) || loss > self.loss.at(right) {
                continue;
            }
            let Some(left) = self.owner.at(right).filter(|_| loss < best.1) else { break };
            self.settled.put(right, true);
            if loss + self.pay.at(left) < best.1 {
                best = (End::Single(left), loss + self.pay.at(left));
            }
            self.relax(graph, left, loss, &mut best);
        }
        let (end, least) = best;
        self.reprice(root, least);
        self.flip(root, end);
    }

    /// Goes on from a left node. What loses no less than the best end so far is
    /// not worth a step: with few different weights that is nearly everything.
    fn relax(&mut self, graph: &Graph, left: usize, so_far: i64, best: &mut (End, i64)) {
        let so_far = so_far + self.pay.at(left);
        for &(right, weight) in graph.of(left) {
            let loss = so_far + self.price.at(right) - weight;
            let known = self.loss.at(right);
            if loss >= best.1 || loss >= known || self.settled.at(right) {
                continue;
            }
            if known == i64::MAX {
                self.touched.push(right);
            }
            self.loss.put(right, loss);
            self.from.put(right, left);
            if self.owner.at(right).is_none() {
                *best = (End::Free(right), loss);
            } else {
                self.heap.push(Reverse((loss, right)));
            }
        }
    }

    /// Moves the prices so that the path found costs nothing, and clears the
    /// scratch.
    fn reprice(&mut self, root: usize, least: i64) {
        self.pay.change(root, |pay| *pay -= least);
        for &right in &self.touched {
            let nearer = least - self.loss.at(right);
            if self.settled.at(right) && nearer > 0 {
                self.price.change(right, |price| *price += nearer);
                if let Some(left) = self.owner.at(right) {
                    self.pay.change(left, |pay| *pay -= nearer);
                }
            }
            self.loss.put(right, i64::MAX);
            self.settled.put(right, false);
        }
        self.touched.clear();
        self.heap.clear();
    }

    /// Swaps the pairs along the path, from its end back to its root.
    fn flip(&mut self, root: usize, end: End) {
        let mut next = match end {
            End::Free(right) => Some(right),
            End::Single(left) => self.partner.at(left),
        };
        if let End::Single(left) = end {
            self.partner.put(left, None);
        }
        while let Some(right) = next {
            let left = self.from.at(right);
            self.owner.put(right, Some(left));
            next = self.partner.at(left);
            self.partner.put(left, Some(right));
            if left == root {
                break;
            }
        }
    }
}
