//! The cheapest way to reach every stop from one of them: a minimum spanning
//! arborescence of a complete directed graph.

use crate::at::At;

/// More than any sum of costs.
const NEVER: i64 = i64::MAX / 4;

/// Edmonds' algorithm (1967; Chu & Liu 1965) by growing paths backwards and
/// contracting the loops they run into (Tarjan 1977), O(n²). Its buffers are
/// kept between graphs of one size.
pub(super) struct Arborescence {
    n: usize,
    /// Cost left by target, then source; contracted stops live on in the first
    /// of them. And the real ends of that arc.
    cost: Vec<i64>,
    arc: Vec<(u16, u16)>,
    /// By stop and contracted loop, numbered on: the arc that enters it, and
    /// the loop it was contracted into, plus one.
    enter: Vec<(u16, u16)>,
    inside: Vec<u32>,
    /// By stop that stands for its loop: that loop's number, and where its
    /// cheapest arc comes from.
    number: Vec<u32>,
    from: Vec<u32>,
    reached: Vec<bool>,
    on_path: Vec<bool>,
}

impl Arborescence {
    pub(super) fn new(n: usize) -> Self {
        Self {
            n,
            cost: vec![0; n * n],
            arc: vec![(0, 0); n * n],
            enter: Vec::new(),
            inside: Vec::new(),
            number: vec![0; n],
            from: vec![0; n],
            reached: vec![false; n],
            on_path: vec![false; n],
        }
    }

    /// The cost of the cheapest arborescence, where `cost(from, to)` tells what
    /// an arc costs; `into` gets, by stop, where it is entered from (itself for
    /// the root).
    pub(super) fn cheapest(
        &mut self,
        root: usize,
        cost: impl Fn(usize, usize) -> i64,
        into: &mut [u32],
    ) -> i64 {
        let n = self.n;
        for to in 0..n {
            for from in 0..n {
                let place = to * n + from;
                self.cost.put(place, if to == from { NEVER } else { cost(from, to) });
                self.arc.put(place, (from as u16, to as u16));
            }
            self.number.put(to, to as u32);
        }
        self.enter.clear();
        self.enter.resize(n, (root as u16, root as u16));
        self.inside.clear();
        self.inside.resize(n, 0);
        self.reached.fill(false);
        self.reached.put(root, true);
        self.on_path.fill(false);
        let mut total = 0;
        let mut path: Vec<usize> = Vec::new();
        for start in 0..n {
            // A stop that was contracted is reached with its loop.
            let mut here = if self.inside.at(start) == 0 { start } else { root };
            while !self.reached.at(here) {
                if self.on_path.at(here) {
                    self.contract(here, &mut path);
                } else {
                    self.on_path.put(here, true);
                    path.push(here);
                }
                total += self.pick(here);
                here = self.from.at(here) as usize;
            }
            for stop in path.drain(..) {
                self.on_path.put(stop, false);
                self.reached.put(stop, true);
            }
        }
        self.expand(root, into);
        total
    }

    /// Picks the cheapest arc into a stop or loop, and takes its cost off all.
    fn pick(&mut self, to: usize) -> i64 {
        let n = self.n;
        let row = self.cost.get_mut(to * n..(to + 1) * n).unwrap_or_default();
        let (mut from, mut least) = (0, NEVER);
        for (at, &cost) in row.iter().enumerate() {
            if cost < least {
                (from, least) = (at, cost);
            }
        }
        for cost in row {
            // What is never taken stays far out of reach.
            *cost -= least;
        }
        self.from.put(to, from as u32);
        self.enter.put(self.number.at(to) as usize, self.arc.at(to * n + from));
        least
    }

    /// Contracts the loop at the end of the path, from `first` on, into it.
    fn contract(&mut self, first: usize, path: &mut Vec<usize>) {
        let n = self.n;
        let begin = path.iter().rposition(|&stop| stop == first).unwrap_or(0);
        let number = self.enter.len();
        self.enter.push((0, 0));
        self.inside.push(0);
        for &member in path.get(begin..).unwrap_or_default() {
            self.inside.put(self.number.at(member) as usize, number as u32 + 1);
        }
        for member in path.drain(begin + 1..) {
            for other in 0..n {
                self.merge(first * n + other, member * n + other);
                self.merge(other * n + first, other * n + member);
                self.cost.put(other * n + member, NEVER);
            }
        }
        self.cost.put(first * n + first, NEVER);
        self.number.put(first, number as u32);
    }

    /// Keeps the cheaper of two arcs in the place of the first.
    #[inline]
    fn merge(&mut self, own: usize, theirs: usize) {
        let cost = self.cost.at(theirs);
        if cost < self.cost.at(own) {
            self.cost.put(own, cost);
            let arc = self.arc.at(theirs);
            self.arc.put(own, arc);
        }
    }

    /// Opens the loops again, the last contracted first: each is entered by one
    /// arc, and what that arc enters inside needs no other.
    fn expand(&self, root: usize, into: &mut [u32]) {
        into.put(root, root as u32);
        let mut entered = vec![false; self.enter.len()];
        for number in (0..self.enter.len()).rev() {
            if entered.at(number) || number == root {
                continue;
            }
            let (from, to) = self.enter.at(number);
            into.put(to as usize, u32::from(from));
            let mut inner = to as usize;
            while inner != number {
                entered.put(inner, true);
                inner = self.inside.at(inner) as usize - 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Arborescence;
    use crate::rng::Rng;

    /// The least cost over all choices of an arc into every stop that lead back
    /// to the first.
    fn by_trying_all(n: usize, cost: &[i64], into: &mut Vec<usize>) -> i64 {
        let to = into.len();
        if to == n {
            let leads_back = |stop: usize| {
                let mut here = stop;
                for _ in 0..n {
                    here = into[here];
                }
                here == 0
            };
            let sum = (1..n).map(|to| cost[into[to] * n + to]).sum();
            return if (1..n).all(leads_back) { sum } else { i64::MAX };
        }
        let mut best = i64::MAX;
        for from in (0..n).filter(|&from| from != to || to == 0) {
            into.push(from);
            best = best.min(by_trying_all(n, cost, into));
            into.pop();
            if to == 0 {
                break;
            }
        }
        best
    }

    #[test]
    fn is_the_cheapest_of_all_and_costs_what_it_says() {
        let mut rng = Rng::new(1);
        for case in 0..400 {
            let n = 2 + case % 5;
            let cost: Vec<i64> = (0..n * n).map(|_| rng.below(12) as i64 - 4).collect();
            let mut into = vec![0; n];
            let found = Arborescence::new(n).cheapest(0, |from, to| cost[from * n + to], &mut into);
            assert_eq!(found, by_trying_all(n, &cost, &mut Vec::new()), "{cost:?}");
            let sum: i64 = (1..n).map(|to| cost[into[to] as usize * n + to]).sum();
            assert_eq!(found, sum, "{cost:?} {into:?}");
            for stop in 1..n {
                let mut here = stop;
                for _ in 0..n {
                    here = into[here] as usize;
                }
                assert_eq!(here, 0, "{into:?}");
            }
        }
    }
}
