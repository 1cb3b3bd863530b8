//! Destructive improvement (Klein & Scholl 1999): suppose the project ended by
//! some moment; where the time windows that follow contradict each other, it
//! cannot, and the moment after is a lower bound.

use super::network::Network;
use super::profile::Profile;
use crate::at::At;
use crate::order;

/// Most rounds of propagation per supposed end.
const ROUNDS: usize = 12;
/// Most triples (begin, end, activity) of energetic reasoning per resource.
const ENERGY_WORK: usize = 120_000;

/// Time windows of all activities under a supposed end.
struct Windows<'a> {
    network: &'a Network,
    /// Pairs that cannot overlap.
    pairs: &'a [(u32, u32)],
    earliest_start: Vec<i32>,
    latest_finish: Vec<i32>,
    changed: bool,
    /// Set once some window is too short.
    contradiction: bool,
    profile: Profile,
}

/// An activity that needs a resource.
struct User {
    earliest_finish: i32,
    latest_start: i32,
    duration: i32,
    amount: i32,
}

impl User {
    /// What it needs at least of the resource between two moments.
    #[inline]
    fn work_within(&self, begin: i32, end: i32) -> i64 {
        let least = (self.earliest_finish - begin)
            .min(end - self.latest_start)
            .min(self.duration)
            .min(end - begin);
        i64::from(self.amount) * i64::from(least.max(0))
    }
}

/// The first end from `bound` on that propagation does not refute. `apart` says
/// of each pair whether the two can never run at the same time.
#[inline]
pub(super) fn improve(network: &Network, apart: &[bool], bound: i32) -> i32 {
    let n = network.len();
    let pairs: Vec<(u32, u32)> = (0..n)
        .flat_map(|i| (0..i).map(move |j| (i, j)))
        .filter(|&(i, j)| apart.at(i * n + j))
        .filter(|&(i, j)| network.durations.at(i) > 0 && network.durations.at(j) > 0)
        .map(|(i, j)| (i as u32, j as u32))
        .collect();
    // Leap while the end is refuted, then halve back to the last refuted one.
    let (mut bound, mut step) = (bound, 1);
    while refuted(network, &pairs, bound.saturating_add(step - 1)) {
        bound = bound.saturating_add(step);
        step = step.saturating_mul(2);
    }
    while step > 1 {
        step /= 2;
        if refuted(network, &pairs, bound.saturating_add(step - 1)) {
            bound = bound.saturating_add(step);
        }
    }
    bound
}

/// Whether no schedule can end by `end`.
fn refuted(network: &Network, pairs: &[(u32, u32)], end: i32) -> bool {
    let view = &network.forward;
    let latest = |(tail, duration): (&i32, &i32)| end - (tail - duration);
    let mut windows = Windows {
        network,
        pairs,
        earliest_start: view.head.clone(),
        latest_finish: view.tail.iter().zip(&network.durations).map(latest).collect(),
        changed: true,
        contradiction: false,
        profile: Profile::new(network),
    };
    for _ in 0..ROUNDS {
        if !windows.changed || windows.contradiction {
            break;
        }
        windows.changed = false;
        windows.links();
        windows.exclusions();
        windows.compulsory_parts();
    }
    windows.contradiction || windows.energy()
}

impl Windows<'_> {
    fn latest_start(&self, activity: usize) -> i32 {
        self.latest_finish.at(activity) - self.network.durations.at(activity)
    }

    fn earliest_finish(&self, activity: usize) -> i32 {
        self.earliest_start.at(activity) + self.network.durations.at(activity)
    }

    fn start_from(&mut self, activity: usize, time: i32) {
        if time > self.earliest_start.at(activity) {
            self.earliest_start.put(activity, time);
            self.changed = true;
            self.contradiction |= time > self.latest_start(activity);
        }
    }

    fn finish_by(&mut self, activity: usize, time: i32) {
        if time < self.latest_finish.at(activity) {
            self.latest_finish.put(activity, time);
            self.changed = true;
            self.contradiction |= self.earliest_finish(activity) > time;
        }
    }

    fn links(&mut self) {
        let view = &self.network.forward;
        for &activity in &view.order {
            for (before, lag) in view.before(activity as usize) {
                let time = self.earliest_start.at(before as usize) + lag;
                self.start_from(activity as usize, time);
            }
        }
        for &activity in view.order.iter().rev() {
            let start = self.latest_start(activity as usize);
            for (before, lag) in view.before(activity as usize) {
                let duration = self.network.durations.at(before as usize);
                self.finish_by(before as usize, start - lag + duration);
            }
        }
        self.contradiction |=
            (0..self.network.len()).any(|j| self.earliest_start.at(j) > self.latest_start(j));
    }

    /// Of two that cannot overlap, one goes first; where only one of them can.
    fn exclusions(&mut self) {
        for &(i, j) in self.pairs {
            let (i, j) = (i as usize, j as usize);
            let i_first = self.earliest_finish(i) <= self.latest_start(j);
            let j_first = self.earliest_finish(j) <= self.latest_start(i);
            match (i_first, j_first) {
                (true, true) => {}
                (true, false) => self.order(i, j),
                (false, true) => self.order(j, i),
                (false, false) => self.contradiction = true,
            }
        }
    }

    fn order(&mut self, first: usize, second: usize) {
        self.start_from(second, self.earliest_finish(first));
        self.finish_by(first, self.latest_start(second));
    }

    /// What runs between latest start and earliest finish, whatever happens,
    /// holds its resources: the others start where the rest suffices.
    #[inline(never)]
    fn compulsory_parts(&mut self) {
        let network = self.network;
        let fixed = |windows: &Self, j: usize| windows.latest_start(j)..windows.earliest_finish(j);
        self.profile.reset(network);
        let parts: Vec<_> = (0..network.len()).map(|j| fixed(self, j)).collect();
        for (j, part) in parts.iter().enumerate().filter(|(_, part)| part.start < part.end) {
            let length = part.end - part.start;
            if part.start < 0
                || self.profile.place(part.start, length, network.need(j)) > part.start
            {
                self.contradiction = true;
                return;
            }
        }
        // An activity with a compulsory part would collide with itself; those
        // without one are where there is something to learn.
        for (j, _) in parts.iter().enumerate().filter(|(_, part)| part.start >= part.end) {
            let earliest = self.earliest_start.at(j);
            let start = self.profile.earliest(earliest, network.durations.at(j), network.need(j));
            self.start_from(j, start);
        }
    }

    /// Energetic reasoning (Erschler, Lopez & Thuriot 1991): whether in some
    /// interval more must be done than a resource can do.
    fn energy(&self) -> bool {
        (0..self.network.capacities.len()).any(|resource| self.overloaded(resource))
    }

    #[inline(never)]
    fn overloaded(&self, resource: usize) -> bool {
        let capacity = i64::from(self.network.capacities.at(resource));
        let need = |j: usize| {
            self.network.demands(j).find(|(r, _)| *r as usize == resource).map(|(_, d)| d)
        };
        let users: Vec<User> = (0..self.network.len())
            .filter_map(|j| {
                need(j).map(|amount| User {
                    earliest_finish: self.earliest_finish(j),
                    latest_start: self.latest_start(j),
                    duration: self.network.durations.at(j),
                    amount,
                })
            })
            .collect();
        let mut begins: Vec<i32> =
            users.iter().map(|user| user.earliest_finish - user.duration).collect();
        let mut ends: Vec<i32> =
            users.iter().map(|user| user.latest_start + user.duration).collect();
        order::unique(&mut begins);
        order::unique(&mut ends);
        let stride = (begins.len() * ends.len() * users.len()).div_ceil(ENERGY_WORK).max(1);
        let intervals = begins.iter().flat_map(|&begin| ends.iter().map(move |&end| (begin, end)));
        intervals.filter(|(begin, end)| begin < end).step_by(stride).any(|(begin, end)| {
            let work: i64 = users.iter().map(|user| user.work_within(begin, end)).sum();
            work > capacity * i64::from(end - begin)
        })
    }
}
