//! Schedule generation schemes: from an order of activities to a schedule.

use super::network::Network;
use super::profile::Profile;
use super::radix::Radix;
use super::view::View;
use crate::at::At;

/// Steps of the profile in the time that a pass spends on an activity besides:
/// putting it in order, crossing, comparing.
const PASS_PER_ACTIVITY: u64 = 8;

/// Which end of time activities are pushed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// As early as possible.
    Left,
    /// As late as possible.
    Right,
}

/// Start times (forward, whichever side they were pushed to) and their end.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) starts: Vec<i32>,
    pub(super) makespan: i32,
}

impl Clone for Plan {
    fn clone(&self) -> Self {
        Self { starts: self.starts.clone(), makespan: self.makespan }
    }

    /// Into the same memory; a derived one would take new.
    fn clone_from(&mut self, other: &Self) {
        self.starts.clone_from(&other.starts);
        self.makespan = other.makespan;
    }
}

impl Plan {
    /// Turns times counted from `side` into forward ones.
    pub(super) fn face(&mut self, network: &Network, side: Side) {
        if side == Side::Right {
            for (start, duration) in self.starts.iter_mut().zip(&network.durations) {
                *start = self.makespan - *start - duration;
            }
        }
    }
}

/// Buffers of schedule generation, kept between passes.
#[derive(Debug)]
pub(super) struct Generator {
    pub(super) profile: Profile,
    times: Vec<i32>,
    radix: Radix,
    seen: Vec<bool>,
    stack: Vec<usize>,
}

impl Generator {
    /// For schedules of `network`.
    #[inline]
    pub(super) fn new(network: &Network) -> Self {
        Self {
            profile: Profile::new(network),
            times: Vec::new(),
            radix: Radix::default(),
            seen: Vec::new(),
            stack: Vec::new(),
        }
    }

    /// Serial scheme (Kelley 1963): in the given order, each activity as early
    /// as links and resources let it; towards [`Side::Right`] in mirrored time.
    /// `order` must respect the links of that side.
    pub(super) fn serial(&mut self, network: &Network, side: Side, order: &[u32], plan: &mut Plan) {
        let view = side.view(network);
        self.profile.reset(network);
        self.profile.work += PASS_PER_ACTIVITY * network.len() as u64;
        plan.makespan = if network.guards.len() == 1 {
            self.profile.with_steps(|steps| {
                one_by_one(view, order, plan, |earliest, duration, need, _| {
                    if need == 0 {
                        return earliest;
                    }
                    steps.place(steps.at(earliest), earliest, duration, need)
                })
            })
        } else {
            one_by_one(view, order, plan, |earliest, duration, _, j| {
                self.profile.place(earliest, duration, network.need(j))
            })
        };
        plan.face(network, side);
    }

    /// Starts every activity as early as it can while all others stay where
    /// they are, again and again until none can start earlier. The end never
    /// moves out.
    #[inline]
    pub(super) fn settle(&mut self, network: &Network, plan: &mut Plan) {
        let view = &network.forward;
        self.profile.reset(network);
        for (j, &start) in plan.starts.iter().enumerate() {
            self.profile.place(start, network.durations.at(j), network.need(j));
        }
        let mut order = Vec::new();
        let mut moved = true;
        while moved {
            moved = false;
            self.order_of(network, Side::Left, plan, &mut order);
            for &activity in &order {
                let j = activity as usize;
                let (start, duration) = (plan.starts.at(j), network.durations.at(j));
                let chain = view.before(j).map(|(i, lag)| plan.starts.at(i as usize) + lag);
                let earliest = chain.max().unwrap_or(0).max(view.head.at(j));
                self.profile.give_back(start, duration, network.need(j));
                let earlier = self.profile.place(earliest, duration, network.need(j));
                plan.starts.put(j, earlier);
                moved |= earlier < start;
            }
        }
        let ends = plan.starts.iter().zip(&network.durations).map(|(start, length)| start + length);
        plan.makespan = ends.max().unwrap_or(0);
    }

    /// The order in which the serial scheme towards `side` improves `plan`:
    /// by start for the left, by finish from the end for the right.
    pub(super) fn order_of(
        &mut self,
        network: &Network,
        side: Side,
        plan: &Plan,
        order: &mut Vec<u32>,
    ) {
        let view = side.view(network);
        let times = match side {
            Side::Left => &plan.starts,
            Side::Right => {
                self.times.clear();
                let times = plan.starts.iter().zip(&network.durations);
                self.times.extend(times.map(|(start, duration)| plan.makespan - start - duration));
                &self.times
            }
        };
        self.radix.sort(&view.order, times, plan.makespan, order);
        if network.irregular {
            self.repair(view, order);
        }
    }

    /// Moves activities behind their predecessors, as little as necessary.
    fn repair(&mut self, view: &View, order: &mut Vec<u32>) {
        self.seen.clear();
        self.seen.resize(order.len(), false);
        let wanted = std::mem::take(order);
        for &activity in &wanted {
            self.stack.push(activity as usize);
            while let Some(&top) = self.stack.last() {
                let missing = view.before(top).find(|(i, _)| !self.seen.at(*i as usize));
                if let Some((i, _)) = missing {
                    self.stack.push(i as usize);
                    continue;
                }
                self.stack.pop();
                if !self.seen.at(top) {
                    self.seen.put(top, true);
                    order.push(top as u32);
                }
            }
        }
    }
}

/// Starts activities in the given order where `place` puts them, which is told
/// when each may start, how long it takes, the first word of its need and which
/// it is. Returns when the last one ends.
#[inline(always)]
#[expect(clippy::inline_always, reason = "what `place` works on is to stay in registers")]
fn one_by_one(
    view: &View,
    order: &[u32],
    plan: &mut Plan,
    mut place: impl FnMut(i32, i32, u64, usize) -> i32,
) -> i32 {
    let mut length = 0;
    // Every start is set before it is read, as `order` respects the links.
    plan.starts.resize(order.len(), 0);
    let starts = plan.starts.as_mut_slice();
    for &activity in order {
        let j = activity as usize;
        let card = view.card(j);
        let ((mut start, duration), (rest, need)) = (card.head_duration(), card.rest_need());
        for (i, lag) in view.before_card(card) {
            start = start.max(starts.at(i as usize) + lag);
        }
        if duration > 0 {
            start = place(start, duration, need, j);
        }
        starts.put(j, start);
        length = length.max(start + duration + rest);
    }
    length
}

impl Side {
    /// The network as seen from this side.
    pub(super) fn view(self, network: &Network) -> &View {
        match self {
            Self::Left => &network.forward,
            Self::Right => &network.backward,
        }
    }

    /// The other one.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}
