//! Serial schedule generation (Kelley 1963): jobs placed one after the other,
//! each as early as links and what it uses allow. Backward scheduling is the
//! same with time turned round.

use std::cell::Cell;

use crate::at::At;
use crate::order;
use kernels::project::critical_path::NEVER;
use kernels::project::network::Kind;

/// A piece of work to place. Times are positions in the direction of placing.
#[derive(Debug, Clone, Default)]
pub(super) struct Job {
    /// Position of its task.
    pub task: usize,
    /// How long it takes.
    pub work: i64,
    /// What it may take longer than its median, nine times of ten.
    pub spread: f64,
    /// It cannot start before.
    pub floor: i64,
    /// It should be finished by then.
    pub ceiling: i64,
    /// People and places it needs alone.
    pub alone: Vec<Use>,
    /// Units of resources it needs, with their capacities.
    pub shared: Vec<Share>,
    /// What it waits for: a job, how, and the lag.
    pub after: Vec<(usize, Kind, i64)>,
}

/// Something that serves one job at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Use {
    /// A person, by number.
    Person(u32),
    /// A place, by number.
    Location(u32),
}

/// A share of a resource.
#[derive(Debug, Clone, Copy)]
pub(super) struct Share {
    pub resource: usize,
    pub units: i64,
    pub capacity: i64,
}

/// Where a job was placed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Placed {
    pub start: i64,
    pub finish: i64,
    /// The job that kept it from an earlier start.
    pub bound_by: Option<usize>,
}

/// Later than any day, and exact in JavaScript too.
const FAR: i64 = 1 << 40;
/// What finding a place in a list takes, in bookings looked at one by one.
const SEARCH: usize = 20;

/// How many bookings may still be looked at: what bounds the time that a day
/// takes, by a count, so that an answer can be repeated.
pub(super) struct Effort(Cell<usize>);

impl Effort {
    pub(super) fn new(most: usize) -> Self {
        Self(Cell::new(most))
    }

    fn spend(&self, bookings: usize) {
        self.0.set(self.0.get().saturating_sub(bookings));
    }

    pub(super) fn is_spent(&self) -> bool {
        self.0.get() == 0
    }
}

/// The order in which to place jobs: those that have to start soonest first, then
/// by position, but none before what it waits for. All should be finished by
/// `end`.
#[inline(never)]
pub(super) fn by_urgency(jobs: &[Job], end: i64, effort: &Effort) -> Vec<u32> {
    let latest = latest_starts(jobs, end, effort);
    let latest = |job: u32| latest.at(job as usize);
    let mut left = order::sorted(jobs.len(), &|a, b| latest(a).cmp(&latest(b)));
    let mut waits = vec![true; jobs.len()];
    let mut order = Vec::with_capacity(jobs.len());
    // Mostly what waits has to start later, so that one round is enough.
    while !left.is_empty() {
        effort.spend(SEARCH * left.len());
        left.retain(|&job| {
            let after = jobs.get(job as usize).map_or(&[][..], |job| &job.after);
            let waiting = after.iter().any(|&(other, ..)| waits.at(other));
            if !waiting {
                waits.put(job as usize, false);
                order.push(job);
            }
            waiting
        });
    }
    order
}

/// Until when jobs have to be finished.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    /// So long before their own ceilings.
    pub pushed: i64,
    /// All of them.
    pub end: i64,
}

impl Limit {
    /// None at all.
    pub(super) const NONE: Self = Self { pushed: -NEVER, end: NEVER };

    /// Whether a job keeps it.
    pub(super) fn holds(&self, job: &Job, placed: &Placed) -> bool {
        placed.finish + self.pushed <= job.ceiling && placed.finish <= self.end
    }
}

/// Places jobs in this order.
///
/// # Errors
/// The place in the order of the first one that stands before what it waits for,
/// or that does not keep the limit.
#[inline(never)]
pub(super) fn place(
    jobs: &[Job],
    order: &[u32],
    effort: &Effort,
    limit: Limit,
) -> Result<Vec<Placed>, usize> {
    let mut placed = vec![Placed { start: NEVER, ..Placed::default() }; jobs.len()];
    let mut used = InUse::default();
    for (nth, &job) in order.iter().enumerate() {
        let job = job as usize;
        let Some(given) = jobs.get(job) else { continue };
        let first = bound(given, &placed).ok_or(nth)?;
        let found = used.earliest(given, first, effort);
        if !limit.holds(given, &found) {
            return Err(nth);
        }
        placed.put(job, found);
        used.book(job, given, found);
    }
    Ok(placed)
}

/// The chain of jobs that makes the given one as late as it is, first to last.
pub(super) fn chain(placed: &[Placed], last: usize) -> Vec<usize> {
    let mut chain = vec![last];
    let mut here = last;
    while let Some(before) = placed.get(here).and_then(|job| job.bound_by) {
        chain.push(before);
        here = before;
    }
    chain.reverse();
    chain
}

/// When each job has to start at the latest, if nothing it uses were short: by
/// the dates of its own, of all that wait for it, and the end.
fn latest_starts(jobs: &[Job], end: i64, effort: &Effort) -> Vec<i64> {
    let own = |job: &Job| job.ceiling.min(end).min(FAR) - job.work;
    let mut latest: Vec<i64> = jobs.iter().map(own).collect();
    // Mostly what waits stands behind what it waits for.
    let mut changed = true;
    while std::mem::take(&mut changed) {
        effort.spend(SEARCH * jobs.len());
        for (job, given) in jobs.iter().enumerate().rev() {
            for &(other, kind, lag) in &given.after {
                let work = jobs.get(other).map_or(0, |other| other.work);
                let bound = latest.at(job) - lag
                    + match kind {
                        Kind::FS => -work,
                        Kind::SS => 0,
                        Kind::FF => given.work - work,
                        Kind::SF => given.work,
                    };
                if bound < latest.at(other) {
                    latest.put(other, bound);
                    changed = true;
                }
            }
        }
    }
    latest
}

/// The earliest start that links and its own dates allow; `None` where something
/// it waits for was not placed.
fn bound(job: &Job, placed: &[Placed]) -> Option<Placed> {
    let mut start = job.floor;
    let mut bound_by = None;
    for &(other, kind, lag) in &job.after {
        let Placed { start: begun, finish, .. } = placed.at(other);
        if begun == NEVER {
            return None;
        }
        let from = lag
            + match kind {
                Kind::FS => finish,
                Kind::SS => begun,
                Kind::FF => finish - job.work,
                Kind::SF => begun - job.work,
            };
        if from > start || (from == start && bound_by.is_none()) {
            start = from;
            bound_by = Some(other);
        }
    }
    Some(Placed { start, finish: start + job.work, bound_by })
}

/// What is booked already, each list ascending by start.
#[derive(Default)]
struct InUse {
    people: Vec<Vec<Booking>>,
    locations: Vec<Vec<Booking>>,
    shared: Vec<Vec<Booking>>,
    /// The longest booking there ever was.
    longest: i64,
}

#[derive(Clone, Copy)]
struct Booking {
    start: i64,
    finish: i64,
    units: i64,
    job: usize,
}

impl InUse {
    fn earliest(&self, job: &Job, mut at: Placed, effort: &Effort) -> Placed {
        // Milestones use nothing: they take no time.
        if job.work == 0 {
            return at;
        }
        loop {
            let moved = self.clash(job, at, effort);
            let Some((start, by)) = moved else { return at };
            at = Placed { start, finish: start + job.work, bound_by: Some(by) };
        }
    }

    /// When the first clash is over, and who is the cause.
    #[inline(never)]
    fn clash(&self, job: &Job, at: Placed, effort: &Effort) -> Option<(i64, usize)> {
        let during = |list: &&Booking| list.start < at.finish && at.start < list.finish;
        effort.spend(SEARCH * (1 + job.alone.len()));
        for one in &job.alone {
            let booked = match *one {
                Use::Person(person) => self.people.get(person as usize),
                Use::Location(location) => self.locations.get(location as usize),
            };
            let booked = booked.map_or(&[][..], Vec::as_slice);
            // One after the other, so that their finishes ascend too.
            let next = booked.partition_point(|other| other.finish <= at.start);
            if let Some(other) = booked.get(next).filter(during) {
                return Some((other.finish, other.job));
            }
        }
        for share in &job.shared {
            let booked = self.shared.get(share.resource).map_or(&[][..], Vec::as_slice);
            // What begins later cannot clash, nor what must be over by now.
            let from = booked.partition_point(|other| other.start + self.longest <= at.start);
            let until = booked.partition_point(|other| other.start < at.finish);
            let near = booked.get(from..until).unwrap_or_default();
            let found = beyond(near, share, at.start, effort);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    #[inline(never)]
    fn book(&mut self, job: usize, given: &Job, at: Placed) {
        if given.work == 0 {
            return;
        }
        let Placed { start, finish, .. } = at;
        self.longest = self.longest.max(given.work);
        for one in &given.alone {
            let booking = Booking { start, finish, units: 1, job };
            match *one {
                Use::Person(person) => insert(&mut self.people, person as usize, booking),
                Use::Location(location) => insert(&mut self.locations, location as usize, booking),
            }
        }
        for share in &given.shared {
            let booking = Booking { start, finish, units: share.units, job };
            insert(&mut self.shared, share.resource, booking);
        }
    }
}

/// Of what is booked, ascending by start: at the first moment from `start` on
/// that leaves too little, whose finish comes first, and when.
fn beyond(booked: &[Booking], share: &Share, start: i64, effort: &Effort) -> Option<(i64, usize)> {
    effort.spend(SEARCH + booked.len());
    let meanwhile = || booked.iter().filter(|one| one.finish > start);
    // Mostly there is enough even if all were in use at once.
    if meanwhile().map(|one| one.units).sum::<i64>() + share.units <= share.capacity {
        return None;
    }
    let mut seen = None;
    for one in meanwhile() {
        // Use only rises where a booking starts; all that began before are one moment.
        let moment = one.start.max(start);
        if seen == Some(moment) {
            continue;
        }
        seen = Some(moment);
        effort.spend(booked.len());
        let mut units = share.units;
        let mut first: Option<(i64, usize)> = None;
        for other in booked.iter().take_while(|other| other.start <= moment) {
            if other.finish > moment {
                units += other.units;
                let end = (other.finish, other.job);
                first = Some(first.map_or(end, |first| first.min(end)));
            }
        }
        if units > share.capacity {
            return first;
        }
    }
    None
}

/// Books in the list of this number, which is made where it is not there.
#[inline(never)]
fn insert(lists: &mut Vec<Vec<Booking>>, number: usize, booking: Booking) {
    if lists.len() <= number {
        lists.resize_with(number + 1, Vec::new);
    }
    lists.change(number, |list| {
        let place = list.partition_point(|other| other.start <= booking.start);
        list.insert(place, booking);
    });
}
