//! A short path through many stops, with costs that may differ by direction.
//!
//! Nearest neighbour, then iterated local search: the or-3opt move (two
//! neighbouring segments change places, neither is turned round, so directed
//! costs stay valid) over lists of nearest stops with a queue of stops worth
//! another look, kicked by a double bridge of short segments and annealed
//! (large-step Markov chain; Martin, Otto & Felten 1991).

use crate::at::{At, ListAt};
use crate::order::sort;
use crate::rng::Rng;

/// Nearest stops tried from each stop.
const NEAREST: usize = 10;
/// Longest segment of a kick.
const KICK: usize = 10;
/// Kicks, times stops, spent on a path.
const EFFORT: usize = 10_000_000;
const MAX_KICKS: usize = 100_000;
/// How much worse, in edges of mean length, a tour may get at first.
const HEAT: f64 = 3.0;

/// An order of the `n` stops with little total cost. `cost` is a square matrix,
/// row after row, of the stops and a stand-in, the last, where the path begins
/// and ends. No cost is negative; an order that costs nothing ends the search.
#[inline(never)]
pub(super) fn short_path(n: usize, cost: &[i64], seed: u64) -> Vec<u32> {
    let mut tour = Tour::nearest_neighbour(n, cost);
    let mut queue: Vec<u32> = tour.stops.clone();
    tour.improve(&mut queue);
    let mut rng = Rng::new(seed);
    let mut kept = tour.stops.clone();
    let mut total = tour.total();
    let (mut best, mut least) = (kept.clone(), total);
    let length = tour.stops.len();
    let kicks = if length < 8 { 0 } else { MAX_KICKS.min(EFFORT / length) };
    let hot = HEAT * total as f64 / length as f64;
    for kick in 0..kicks {
        if least == 0 {
            break;
        }
        let change = tour.kick(&mut rng, &mut queue) + tour.improve(&mut queue);
        let cooled = 1.0 - kick as f64 / kicks as f64;
        if change as f64 <= hot * cooled * -libm::log(1.0 - rng.unit()) {
            total += change;
            kept.copy_from_slice(&tour.stops);
            if total < least {
                least = total;
                best.copy_from_slice(&kept);
            }
        } else {
            tour.restore(&kept);
        }
    }
    tour.restore(&best);
    tour.opened()
}

struct Tour<'a> {
    /// Stops without the stand-in, which is number `n`.
    n: usize,
    cost: &'a [i64],
    nearest: Vec<Vec<u32>>,
    stops: Vec<u32>,
    place: Vec<u32>,
    queued: Vec<bool>,
}

impl<'a> Tour<'a> {
    fn nearest_neighbour(n: usize, cost: &'a [i64]) -> Self {
        let mut tour = Self {
            n,
            cost,
            nearest: Vec::with_capacity(n + 1),
            stops: Vec::with_capacity(n + 1),
            place: vec![0; n + 1],
            queued: vec![true; n + 1],
        };
        for from in 0..=n {
            let mut others: Vec<u32> = (0..=n as u32).filter(|to| *to as usize != from).collect();
            sort(&mut others, &|a, b| tour.cost(from as u32, a).cmp(&tour.cost(from as u32, b)));
            others.truncate(NEAREST);
            tour.nearest.push(others);
        }
        let mut left: Vec<u32> = (0..n as u32).collect();
        let mut at = n as u32;
        tour.stops.push(at);
        while let Some(place) = (0..left.len()).min_by_key(|i| tour.cost(at, left.at(*i))) {
            at = left.remove(place);
            tour.stops.push(at);
        }
        tour.number_from(0, n);
        tour
    }

    #[inline]
    fn cost(&self, from: u32, to: u32) -> i64 {
        self.cost.at(from as usize * (self.n + 1) + to as usize)
    }

    fn total(&self) -> i64 {
        self.stops.iter().map(|stop| self.cost(*stop, self.after(*stop))).sum()
    }

    #[inline]
    fn after(&self, stop: u32) -> u32 {
        let next = self.place.at(stop as usize) as usize + 1;
        self.stops.at(if next == self.stops.len() { 0 } else { next })
    }

    #[inline]
    fn before(&self, stop: u32) -> u32 {
        let place = self.place.at(stop as usize) as usize;
        self.stops.at(if place == 0 { self.stops.len() } else { place } - 1)
    }

    fn number_from(&mut self, from: usize, to: usize) {
        for place in from..=to {
            let stop = self.stops.at(place);
            self.place.put(stop as usize, place as u32);
        }
    }

    fn look_again(&mut self, stop: u32, queue: &mut Vec<u32>) {
        if !self.queued.at(stop as usize) {
            self.queued.put(stop as usize, true);
            queue.push(stop);
        }
    }

    /// Takes every improving move there is from the queued stops; the change of
    /// the total.
    fn improve(&mut self, queue: &mut Vec<u32>) -> i64 {
        let mut change = 0;
        while let Some(stop) = queue.pop() {
            self.queued.put(stop as usize, false);
            while let Some((gain, ends)) = self.best_move(stop) {
                change -= gain;
                let [a, b, e] = ends;
                let touched = [a, self.after(a), b, self.after(b), e, self.after(e)];
                self.swap_segments(a, b, e);
                for stop in touched {
                    self.look_again(stop, queue);
                }
            }
        }
        change
    }

    /// The best gain of replacing a→a', b→b', e→e' by a→b', b→e', e→a'. Lists
    /// are walked in the order of the chain, so that a sum of gains that is not
    /// positive ends the search (Lin & Kernighan 1973).
    fn best_move(&self, a: u32) -> Option<(i64, [u32; 3])> {
        let a_next = self.after(a);
        let length = self.stops.len() as u32;
        let origin = self.place.at(a as usize);
        let since = |stop: u32| {
            let place = self.place.at(stop as usize);
            if place > origin { place - origin } else { place + length - origin }
        };
        let dropped = self.cost(a, a_next);
        let mut best: Option<(i64, [u32; 3])> = None;
        for &b_next in self.nearest.list_at(a as usize) {
            let first = dropped - self.cost(a, b_next);
            if first <= 0 {
                break;
            }
            if b_next == a_next {
                continue;
            }
            let b = self.before(b_next);
            let (second, from) = (first + self.cost(b, b_next), since(b_next));
            for &e_next in self.nearest.list_at(b as usize) {
                let third = second - self.cost(b, e_next);
                if third <= 0 {
                    break;
                }
                // e' must come after b', or be a itself, where the round ends.
                if since(e_next) <= from {
                    continue;
                }
                let e = self.before(e_next);
                let gain = third + self.cost(e, e_next) - self.cost(e, a_next);
                if gain > best.map_or(0, |(gain, _)| gain) {
                    best = Some((gain, [a, b, e]));
                }
            }
        }
        best
    }

    /// The segments after a up to b, and after b up to e, change places.
    fn swap_segments(&mut self, a: u32, b: u32, e: u32) {
        let [a, b, e] = [a, b, e].map(|stop| self.place.at(stop as usize) as usize);
        let (i, k) = (a.min(b).min(e), a.max(b).max(e));
        let j = a + b + e - i - k;
        if let Some(part) = self.stops.get_mut(i + 1..=k) {
            part.rotate_left(j - i);
        }
        self.number_from(i + 1, k);
    }

    /// Three neighbouring short segments in reverse order, none turned round:
    /// four edges change, which no or-3opt move undoes at once.
    fn kick(&mut self, rng: &mut Rng, queue: &mut Vec<u32>) -> i64 {
        let length = self.stops.len();
        let longest = KICK.min((length - 2) / 3);
        let [b, c, d] = [(); 3].map(|()| 1 + rng.below(longest));
        let i = rng.below(length - 1 - (b + c + d));
        let (j, k, l) = (i + b, i + b + c, i + b + c + d);
        let ends = [i, j, k, l].map(|place| self.stops.at(place));
        let starts = ends.map(|stop| self.after(stop));
        let edges = |tour: &Self, to: [u32; 4]| -> i64 {
            ends.iter().zip(to).map(|(from, to)| tour.cost(*from, to)).sum()
        };
        let [b_first, c_first, d_first, rest] = starts;
        let change = edges(self, [d_first, rest, b_first, c_first]) - edges(self, starts);
        if let Some(part) = self.stops.get_mut(i + 1..=l) {
            // B C D -> C D B -> D C B
            part.rotate_left(b);
            if let Some(part) = part.get_mut(..c + d) {
                part.rotate_left(c);
            }
        }
        self.number_from(i + 1, l);
        for stop in ends.into_iter().chain(starts) {
            self.look_again(stop, queue);
        }
        change
    }

    fn restore(&mut self, stops: &[u32]) {
        self.stops.copy_from_slice(stops);
        self.number_from(0, self.n);
    }

    /// The path that begins after the stand-in.
    fn opened(&self) -> Vec<u32> {
        let stand_in = self.place.at(self.n) as usize;
        let (before, after) = self.stops.split_at_checked(stand_in).unwrap_or_default();
        after.iter().skip(1).chain(before).copied().collect()
    }
}
