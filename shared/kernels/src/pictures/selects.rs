//! The pictures to show: good ones that stand for the whole gallery.
//!
//! The worth of a selection S of k among n pictures is
//! `½ Σ_{j∈S} quality_j / k + ½ Σ_i max_{j∈S} likeness(i, j) / n`: facility
//! location, monotone and submodular, under a quota per look (a partition
//! matroid). Lazy greedy (Minoux 1978) reaches at least half of the optimum
//! (Fisher, Nemhauser & Wolsey 1978), in practice nearly all of it; swaps of one
//! picture for another close what they can of the rest.

use crate::at::At;
use crate::order;
use crate::pictures::likeness::Likeness;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Pairs compared to choose, and then while swapping; beyond, the best known
/// so far is taken.
const GREEDY_PAIRS: usize = 20_000_000;
const SWAP_PAIRS: usize = 25_000_000;
/// Rounds of swaps.
const SWAP_ROUNDS: usize = 30;
/// A gain that is only rounding.
const NOTHING: f64 = 1e-12;

/// The place of the nearest chosen, how near it is, and how near the next.
type Near = (usize, f64, f64);

/// A picture chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chosen {
    /// Its position.
    pub at: usize,
    /// What it adds after those before it.
    pub gain: f64,
}

/// What is chosen from.
#[derive(Debug)]
pub struct Pool<'a> {
    /// Each picture's quality, 0..1.
    pub quality: &'a [f64],
    /// How alike they are.
    pub likeness: &'a Likeness,
    /// The group whose quota each takes from; `None` takes from none.
    pub group: &'a [Option<usize>],
    /// How many to choose.
    pub count: usize,
    /// The most of a group.
    pub quota: usize,
}

/// The greater of two numbers that are not below zero (-0, which an empty sum is,
/// is the least): by their bits, as wasm has a choice without a jump for whole
/// numbers only.
#[inline]
fn greater(a: f64, b: f64) -> f64 {
    let bits = |number: f64| number.to_bits() as i64;
    f64::from_bits(bits(a).max(bits(b)) as u64)
}

/// How many groups there are, by their numbers.
fn groups(group: &[Option<usize>]) -> usize {
    group.iter().flatten().max().map_or(0, |last| last + 1)
}

/// The smallest quota with which `count` pictures can be chosen (all, where
/// there are fewer): as even a share for each group as there can be.
#[inline]
pub fn fair_quota(group: &[Option<usize>], count: usize) -> usize {
    let mut sizes = vec![0; groups(group)];
    for &group in group.iter().flatten() {
        sizes.change(group, |size| *size += 1);
    }
    let free = group.iter().filter(|group| group.is_none()).count();
    let most = sizes.iter().copied().max().unwrap_or(0);
    let reach = |quota: usize| free + sizes.iter().map(|&size| size.min(quota)).sum::<usize>();
    (1..=most).find(|&quota| reach(quota) >= count).unwrap_or(most.max(1))
}

impl Pool<'_> {
    /// The selection, in the order of what each adds.
    pub fn choose(&self) -> Vec<Chosen> {
        let all: Vec<usize> = (0..self.likeness.len()).collect();
        let first: Vec<usize> = self.greedy(&all).iter().map(|chosen| chosen.at).collect();
        let mut better = self.swapped(first);
        order::ascending(&mut better);
        self.greedy(&better)
    }

    /// The worth of a selection, 0..1.
    pub fn worth(&self, selection: &[usize]) -> f64 {
        let quality: f64 = selection.iter().map(|&at| self.quality.at(at)).sum();
        let nearest =
            |i: usize| selection.iter().map(|&at| self.likeness.of(i, at)).fold(0.0, f64::max);
        let stood_for: f64 = (0..self.likeness.len()).map(nearest).sum();
        self.of_quality() * quality + self.of_likeness() * stood_for
    }

    fn of_quality(&self) -> f64 {
        0.5 / self.count.max(1) as f64
    }

    fn of_likeness(&self) -> f64 {
        0.5 / self.likeness.len().max(1) as f64
    }

    fn gain(&self, at: usize, nearest: &[f64]) -> f64 {
        let closer = self.likeness.to_each(at).zip(nearest);
        let closer = closer.map(|(to, &so_far)| greater(to, so_far) - so_far);
        self.of_quality() * self.quality.at(at) + self.of_likeness() * closer.sum::<f64>()
    }

    /// Always the one that adds most; what a picture added before bounds what it
    /// adds now, so few are looked at again.
    fn greedy(&self, from: &[usize]) -> Vec<Chosen> {
        let mut nearest = vec![0.0; self.likeness.len()];
        let mut used = vec![0; groups(self.group)];
        let mut heap: BinaryHeap<(u64, Reverse<usize>, usize)> = self
            .first_gains(from)
            .into_iter()
            .map(|(at, gain)| (gain.to_bits(), Reverse(at), 0))
            .collect();
        let mut chosen: Vec<Chosen> = Vec::new();
        let mut compared = 0;
        while chosen.len() < self.count {
            // Gains are never negative, so their bits sort as they do.
            let Some((bits, Reverse(at), round)) = heap.pop() else { break };
            let group = self.group.at(at);
            if group.is_some_and(|group| used.at(group) >= self.quota) {
                continue;
            }
            let mut gain = f64::from_bits(bits);
            if round < chosen.len() {
                gain = self.gain(at, &nearest);
                compared += self.likeness.len();
                if compared < GREEDY_PAIRS {
                    heap.push((gain.to_bits(), Reverse(at), chosen.len()));
                    continue;
                }
            }
            for (near, to) in nearest.iter_mut().zip(self.likeness.to_each(at)) {
                *near = greater(to, *near);
            }
            if let Some(group) = group {
                used.change(group, |used| *used += 1);
            }
            chosen.push(Chosen { at, gain });
        }
        chosen
    }

    /// What each adds to nothing; for a whole gallery each pair is compared once.
    fn first_gains(&self, from: &[usize]) -> Vec<(usize, f64)> {
        let n = self.likeness.len();
        if from.len() < n {
            let nothing = vec![0.0; n];
            return from.iter().map(|&at| (at, self.gain(at, &nothing))).collect();
        }
        let mut sums = vec![1.0; n];
        for one in 0..n {
            let mut sum = 0.0;
            for other in 0..one {
                let likeness = self.likeness.of(one, other);
                sum += likeness;
                sums.change(other, |sum| *sum += likeness);
            }
            sums.change(one, |total| *total += sum);
        }
        let gain =
            |(at, sum)| (at, self.of_quality() * self.quality.at(at) + self.of_likeness() * sum);
        sums.into_iter().enumerate().map(gain).collect()
    }

    /// Swaps one for another while that is worth more.
    fn swapped(&self, mut selection: Vec<usize>) -> Vec<usize> {
        let n = self.likeness.len();
        let mut nearest = self.two_nearest(&selection);
        let mut compared = 0;
        for _ in 0..SWAP_ROUNDS {
            let mut improved = false;
            for candidate in 0..n {
                compared += n;
                if compared > SWAP_PAIRS {
                    return selection;
                }
                if !selection.contains(&candidate)
                    && self.swap_in(candidate, &mut selection, &nearest)
                {
                    nearest = self.two_nearest(&selection);
                    compared += n * selection.len();
                    improved = true;
                }
            }
            if !improved {
                break;
            }
        }
        selection
    }

    /// Puts a candidate in the place of the one whose loss it makes up for best,
    /// where it does. All places are judged in one pass over the gallery.
    fn swap_in(&self, candidate: usize, selection: &mut [usize], nearest: &[Near]) -> bool {
        let mut losses = vec![0.0; selection.len()];
        let mut gained = 0.0;
        for (&(place, first, second), to) in nearest.iter().zip(self.likeness.to_each(candidate)) {
            let now = greater(first, to);
            gained += now - first;
            losses.change(place, |loss| *loss += now - greater(second, to));
        }
        let quality = |at: usize| self.of_quality() * self.quality.at(at);
        let change = |place: usize| {
            let out = selection.at(place);
            quality(candidate) - quality(out) + self.of_likeness() * (gained - losses.at(place))
        };
        let best = (0..selection.len())
            .filter(|&place| self.may_swap(candidate, selection.at(place), selection))
            .map(|place| (change(place), place))
            .filter(|(change, _)| *change > NOTHING)
            .max_by(|(one, a), (other, b)| one.total_cmp(other).then(b.cmp(a)));
        best.is_some_and(|(_, place)| {
            selection.put(place, candidate);
            true
        })
    }

    fn may_swap(&self, candidate: usize, out: usize, selection: &[usize]) -> bool {
        let group = self.group.at(candidate);
        let of_group = selection.iter().filter(|&&at| self.group.at(at) == group).count();
        group.is_none() || group == self.group.at(out) || of_group < self.quota
    }

    /// For each picture.
    fn two_nearest(&self, selection: &[usize]) -> Vec<Near> {
        let mut nearest = vec![(0, 0.0, 0.0); self.likeness.len()];
        for (place, &at) in selection.iter().enumerate() {
            for (near, to) in nearest.iter_mut().zip(self.likeness.to_each(at)) {
                *near = match *near {
                    (_, first, _) if to > first => (place, to, first),
                    (nearest, first, second) => (nearest, first, greater(second, to)),
                };
            }
        }
        nearest
    }
}
