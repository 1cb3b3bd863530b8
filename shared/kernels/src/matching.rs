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
#[inline]
pub fn max_weight(left: usize, right: usize, edges: &[Edge]) -> Vec<Option<usize>> {
    if edges.iter().all(|edge| edge.weight <= MOST_NARROW) {
        narrow(left, right, edges)
    } else {
        matched::<i64>(left, right, edges)
    }
}

/// What nearly every call comes to; the rare one is compiled where it is called.
#[inline(never)]
fn narrow(left: usize, right: usize, edges: &[Edge]) -> Vec<Option<usize>> {
    matched::<i32>(left, right, edges)
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
/// memory, so narrow numbers are fast ones: a weight and its node are one word.
trait Weight: Copy + Default + Ord + Add<Output = Self> + Sub<Output = Self> {
    /// Above all losses.
    const MOST: Self;
    /// A price that no weight makes up for: twice the greatest weight.
    const PROHIBITIVE: Self;
    /// A number that is not negative and a right node, in the order of both.
    type AtNode: Ord + Copy + Default;

    fn of(weight: i64) -> Self;
    fn at(self, right: u32) -> Self::AtNode;
    fn parts(at_node: Self::AtNode) -> (Self, u32);
}

impl Weight for i32 {
    const MOST: Self = i32::MAX;
    const PROHIBITIVE: Self = 2 * MOST_NARROW as i32;
    type AtNode = u64;

    fn of(weight: i64) -> Self {
        weight as i32
    }

    fn at(self, right: u32) -> u64 {
        u64::from(self as u32) << 32 | u64::from(right)
    }

    fn parts(at_node: u64) -> (Self, u32) {
        ((at_node >> 32) as i32, at_node as u32)
    }
}

impl Weight for i64 {
    const MOST: Self = i64::MAX;
    const PROHIBITIVE: Self = 2 * MOST;
    type AtNode = (i64, u32);

    fn of(weight: i64) -> Self {
        weight.min(MOST)
    }

    fn at(self, right: u32) -> (i64, u32) {
        (self, right)
    }

    fn parts(at_node: (i64, u32)) -> (Self, u32) {
        at_node
    }
}

/// The pairs worth making, gathered by left node.
struct Graph<W: Weight> {
    start: Vec<u32>,
    /// The weight and the right node of each.
    pairs: Vec<W::AtNode>,
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
        let mut pairs = vec![W::AtNode::default(); sum as usize];
        for edge in kept() {
            next.change(edge.left, |place| {
                pairs.put(*place as usize, W::of(edge.weight).at(edge.right as u32));
                *place += 1;
            });
        }
        Self { start, pairs }
    }

    #[inline]
    fn of(&self, left: usize) -> &[W::AtNode] {
        let (from, to) = (self.start.at(left) as usize, self.start.at(left + 1) as usize);
        self.pairs.get(from..to).unwrap_or_default()
    }
}

/// Instead of a partner.
const NOBODY: u32 = u32::MAX;

/// A right node: what a search asks once it reaches it.
#[derive(Clone, Copy)]
struct Right<W> {
    /// Scratch: the least loss with which it is reached, `W::MOST` where it was
    /// not. Always that where nobody owns it: to reach it is to end there, and
    /// only with less is it reached again.
    loss: W,
    /// Scratch: the left node from which it is reached.
    from: u32,
    owner: u32,
}

/// A matching of the left nodes added so far, optimal among those, with the
/// dual prices that prove it: `weight ≤ pay[left] + price[right]` for every
/// pair, equal for the matched, and nothing negative.
struct Search<W: Weight> {
    partner: Vec<u32>,
    pay: Vec<W>,
    /// By right node. While a search goes on, prohibitive where it has settled:
    /// so the loop over pairs need not ask whether it has.
    price: Vec<W>,
    rights: Vec<Right<W>>,
    /// Scratch: where the best augmenting path so far ends.
    end: End,
    /// Scratch: right nodes that are settled, with their prices.
    settled: Vec<(u32, W)>,
    heap: BinaryHeap<Reverse<W::AtNode>>,
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
        let node = Right { loss: W::MOST, from: 0, owner: NOBODY };
        Self {
            partner: vec![NOBODY; left],
            pay: vec![W::default(); left],
            price: vec![W::default(); right],
            rights: vec![node; right],
            end: End::Single(0),
            settled: Vec::new(),
            heap: BinaryHeap::new(),
        }
    }

    /// Adds one left node by the augmenting path that gains most.
    fn add(&mut self, graph: &Graph<W>, root: usize) {
        let worth = |&pair: &W::AtNode| {
            let (weight, right) = W::parts(pair);
            weight - self.price.at(right as usize)
        };
        let best = graph.of(root).iter().map(worth).max();
        let pay = best.unwrap_or_default().max(W::default());
        self.pay.put(root, pay);
        // Loss against what the prices promise: a path that ends with `left`
        // single loses what it was promised.
        self.end = End::Single(root);
        let mut least = self.relax(graph, root, W::default(), pay);
        while let Some(Reverse(reached)) = self.heap.pop() {
            let (loss, right) = W::parts(reached);
            let Some(node) = self.rights.get_mut(right as usize) else { break };
            // Reached with less since.
            if loss > node.loss {
                continue;
            }
            if loss >= least {
                node.loss = W::MOST;
                break;
            }
            let left = node.owner as usize;
            self.price.change(right as usize, |price| {
                self.settled.push((right, *price));
                *price = W::PROHIBITIVE;
            });
            let single = loss + self.pay.at(left);
            if single < least {
                (self.end, least) = (End::Single(left), single);
            }
            least = self.relax(graph, left, loss, least);
        }
        self.reprice(root, least);
        self.flip(root);
    }

    /// Goes on from a left node; the loss of the best end so far. What loses no
    /// less is not worth a step: with few different weights that is nearly
    /// everything.
    #[inline(never)]
    fn relax(&mut self, graph: &Graph<W>, left: usize, so_far: W, mut least: W) -> W {
        let so_far = so_far + self.pay.at(left);
        for &pair in graph.of(left) {
            let (weight, right) = W::parts(pair);
            let Some(&price) = self.price.get(right as usize) else { continue };
            if price - weight < least - so_far {
                least = self.reach(left, right, so_far + price - weight, least);
            }
        }
        least
    }

    /// Reaches a right node with less than `least`. Not inlined, so that the loop
    /// over pairs has the registers to itself.
    #[inline(never)]
    fn reach(&mut self, left: usize, right: u32, loss: W, least: W) -> W {
        let Some(node) = self.rights.get_mut(right as usize) else { return least };
        if node.owner == NOBODY {
            node.from = left as u32;
            self.end = End::Free(right);
            return loss;
        }
        if loss < node.loss {
            node.loss = loss;
            node.from = left as u32;
            self.heap.push(Reverse(loss.at(right)));
        }
        least
    }

    /// Moves the prices so that the path found costs nothing, and clears the
    /// scratch.
    fn reprice(&mut self, root: usize, least: W) {
        self.pay.change(root, |pay| *pay = *pay - least);
        for (right, price) in self.settled.drain(..) {
            let Some(node) = self.rights.get_mut(right as usize) else { continue };
            let gain = least - node.loss;
            node.loss = W::MOST;
            self.price.put(right as usize, price + gain);
            self.pay.change(node.owner as usize, |pay| *pay = *pay - gain);
        }
        for Reverse(reached) in self.heap.drain() {
            let (_, right) = W::parts(reached);
            self.rights.change(right as usize, |node| node.loss = W::MOST);
        }
    }

    /// Swaps the pairs along the path, from its end back to its root.
    fn flip(&mut self, root: usize) {
        let mut next = match self.end {
            End::Free(right) => right,
            End::Single(left) => self.partner.at(left),
        };
        if let End::Single(left) = self.end {
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
