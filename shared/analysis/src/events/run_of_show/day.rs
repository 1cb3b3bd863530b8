//! The three parts of the day, each placed in its direction: the show forward
//! from its time, setup backward from there, teardown forward after it.

use super::orders::{MOST_JOBS, Orders};
use super::place::{Effort, Job, Limit, Placed, by_urgency, chain, place};
use super::uses::Uses;
use crate::at::At;
use crate::events::event::Phase;
use crate::events::plan::Plan;
use crate::{Problem, Time};
use kernels::project::critical_path::Early;
use kernels::project::critical_path::NEVER;
use kernels::project::network::{Kind, Link};

/// The least buffer, in minutes.
const LEAST_BUFFER: i64 = 5;
/// Bookings looked at to find orders in time, once everything was placed.
const MOST_LOOKS: usize = 50_000_000;

/// One part of the day. Setup and teardown are on the working axis, setup
/// turned round; the show is on the clock.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub phase: Phase,
    pub jobs: Vec<Job>,
    pub placed: Vec<Placed>,
    /// What protects the end of the part.
    pub buffer: i64,
    /// Where the part, its buffer included, has to end.
    pub end: i64,
}

/// The whole day.
#[derive(Debug, Clone)]
pub(super) struct Day {
    pub setup: Part,
    pub show: Part,
    pub teardown: Part,
    /// By task.
    pub phases: Vec<Phase>,
    /// On the clock, when the venue opens; None if it always is.
    pub opens_at: Option<i64>,
    /// On the clock.
    pub show_starts: i64,
    pub show_ends: i64,
}

impl Part {
    /// Whether everything is finished in time.
    pub(super) fn is_in_time(&self) -> bool {
        self.late().is_none()
    }

    /// The first job that is not finished in time.
    pub(super) fn late(&self) -> Option<usize> {
        let limit = self.limit(self.buffer);
        let mut jobs = self.jobs.iter().zip(&self.placed);
        jobs.position(|(job, placed)| !limit.holds(job, placed))
    }

    /// Until when jobs have to be finished before a buffer.
    fn limit(&self, buffer: i64) -> Limit {
        // Setup is pushed away from the show by its buffer, all of it.
        let pushed = if self.phase == Phase::Setup { buffer } else { 0 };
        Limit { pushed, end: self.end - buffer }
    }

    /// Places the jobs and finds the buffer of the chain that ends last. Few jobs
    /// are in time if any order of them is.
    pub(super) fn new(phase: Phase, jobs: Vec<Job>, end: i64, effort: &Effort) -> Self {
        let mut part = Self { phase, jobs, placed: Vec::new(), buffer: 0, end };
        let order = by_urgency(&part.jobs, end, effort);
        part.try_order(&order, effort, Limit::NONE);
        if part.jobs.len() > MOST_JOBS || part.is_in_time() {
            return part;
        }
        let mut other = part.clone();
        let limit = part.limit(if phase == Phase::Show { 0 } else { LEAST_BUFFER });
        let mut orders = Orders::new(part.jobs.len());
        loop {
            let at = other.try_order(&orders.order(), effort, limit);
            if at.is_none() && other.is_in_time() {
                return other;
            }
            if effort.is_spent() || !orders.skip(at.unwrap_or(part.jobs.len() - 1)) {
                return part;
            }
        }
    }

    /// Places the jobs in this order, or says at which place of it that cannot be.
    fn try_order(&mut self, order: &[u32], effort: &Effort, limit: Limit) -> Option<usize> {
        match place(&self.jobs, order, effort, limit) {
            Ok(placed) => {
                self.buffer = buffer_of(self.phase, &self.jobs, &placed);
                self.placed = placed;
                None
            }
            Err(at) => Some(at),
        }
    }
}

/// What protects the end of a part: the buffer of the chain that ends last.
fn buffer_of(phase: Phase, jobs: &[Job], placed: &[Placed]) -> i64 {
    let last = (0..jobs.len()).max_by_key(|&job| placed.at(job).finish);
    match (phase, last) {
        (Phase::Show, _) | (_, None) => 0,
        (_, Some(last)) => {
            let chain = chain(placed, last);
            root_square(chain.iter().filter_map(|&job| jobs.get(job)))
        }
    }
}

/// The root of the summed squares of what each job of a chain may take longer
/// than its median, nine times of ten (Newbold 1998); at least five minutes.
fn root_square<'a>(chain: impl Iterator<Item = &'a Job>) -> i64 {
    let sum: f64 = chain.map(|job| job.spread * job.spread).sum();
    (sum.sqrt().ceil() as i64).max(LEAST_BUFFER)
}

impl Day {
    pub(super) fn new(plan: &Plan<'_>, early: &Early, show_at: Time) -> Result<Self, Problem> {
        let phases = phases(plan);
        let axis = &plan.working_time;
        let uses = Uses::new(plan)?;
        let jobs = |phase| uses.jobs(plan, &phases, phase);
        let access = plan.event.access.as_ref();
        let show_starts = axis.minute_from(show_at);

        let mut show_jobs = jobs(Phase::Show);
        let unlocked =
            |task: usize| plan.event.tasks.get(task).and_then(|task| task.start_no_earlier_than);
        for job in &mut show_jobs {
            job.floor =
                unlocked(job.task).map_or(show_starts, |at| axis.minute_from(at).max(show_starts));
            let due = plan.event.tasks.get(job.task).and_then(|task| task.finish_no_later_than);
            job.ceiling = due.map_or(NEVER, |due| axis.minute_until(due));
        }
        link(plan, &mut show_jobs, false);
        let closes = [plan.event.ends_at, access.map(|access| access.to)];
        let closes = closes.into_iter().flatten().min();
        let closes_at = closes.map_or(NEVER, |closes| axis.minute_until(closes));
        let effort = Effort::new(MOST_LOOKS);
        let show = Part::new(Phase::Show, show_jobs, closes_at, &effort);
        let finishes = show.placed.iter().map(|job| job.finish);
        let show_ends = finishes.max().unwrap_or(show_starts);

        // By task: when what has its dates starts and finishes, on the working axis.
        let mut fixed = vec![None; plan.network.len()];
        for (task, activity) in plan.activities.iter().enumerate() {
            if activity.is_done() {
                let dates = early.dates.at(task);
                fixed.put(task, Some((dates.start, dates.finish)));
            }
        }
        let opens = access.map_or(0, |access| axis.work_at(axis.minute_from(access.from))).max(0);
        let mut setup_jobs = jobs(Phase::Setup);
        for job in &mut setup_jobs {
            let own = plan.activities.get(job.task).map_or(0, |activity| activity.floor);
            let after = earliest_after(plan, job, &fixed);
            job.ceiling = -own.max(opens).max(after);
        }
        for (job, placed) in show.jobs.iter().zip(&show.placed) {
            let dates = (axis.work_at(placed.start), axis.work_at(placed.finish));
            fixed.put(job.task, Some(dates));
        }
        let before_show = axis.work_at(show_starts);
        for job in &mut setup_jobs {
            let by_show = latest_before(plan, job, &fixed);
            let due = plan.activities.get(job.task).map_or(NEVER, |activity| activity.ceiling);
            job.floor = -before_show.min(by_show).min(due);
        }
        link(plan, &mut setup_jobs, true);
        let setup = Part::new(Phase::Setup, setup_jobs, -opens, &effort);

        for (job, placed) in setup.jobs.iter().zip(&setup.placed) {
            let (start, finish) = (-placed.finish - setup.buffer, -placed.start - setup.buffer);
            fixed.put(job.task, Some((start, finish)));
        }
        let mut teardown_jobs = jobs(Phase::Teardown);
        for job in &mut teardown_jobs {
            let own = plan.activities.get(job.task).map_or(0, |activity| activity.floor);
            let after = earliest_after(plan, job, &fixed);
            job.floor = axis.work_at(show_ends).max(own).max(after);
            job.ceiling = plan.activities.get(job.task).map_or(NEVER, |activity| activity.ceiling);
        }
        link(plan, &mut teardown_jobs, false);
        let end = closes.map_or(NEVER, |closes| axis.work_at(axis.minute_until(closes)));
        let teardown = Part::new(Phase::Teardown, teardown_jobs, end, &effort);
        let opens_at = access.map(|access| axis.minute_from(access.from));
        Ok(Self { setup, show, teardown, phases, opens_at, show_starts, show_ends })
    }

    /// The first and last position on the working axis that will be shown.
    pub(super) fn reach(&self) -> (i64, i64) {
        let first = self.setup.placed.iter().map(|job| -job.finish).min().unwrap_or(0);
        let last = self.teardown.placed.iter().map(|job| job.finish).max().unwrap_or(0);
        let before = self.setup.placed.iter().map(|job| -job.start).max().unwrap_or(0);
        (first.min(0) - self.setup.buffer, last.max(before).max(0) + self.teardown.buffer)
    }
}

/// More than the show can take, in minutes.
pub(super) fn longest_show(plan: &Plan<'_>) -> i64 {
    let show = plan.event.tasks.iter().filter(|task| task.phase == Some(Phase::Show));
    let minutes = show.map(|task| {
        let lags = task.dependencies.iter().map(|link| link.lag_minutes.max(0));
        i64::from(task.duration_minutes) + lags.sum::<i64>()
    });
    minutes.sum()
}

/// Each task's part of the day: the given one; else teardown after the show
/// or other teardown, and setup before.
fn phases(plan: &Plan<'_>) -> Vec<Phase> {
    let mut phases = vec![Phase::Setup; plan.network.len()];
    for task in plan.network.order() {
        let given = plan.event.tasks.get(task).and_then(|task| task.phase);
        let after_show = || {
            plan.network.predecessors(task).iter().any(|link| {
                phases.get(link.task as usize).is_some_and(|&phase| phase != Phase::Setup)
            })
        };
        let told = if after_show() { Phase::Teardown } else { Phase::Setup };
        phases.put(task, given.unwrap_or(told));
    }
    phases
}

/// Links the jobs of a part among each other; with time turned round, starts
/// are finishes and predecessors are successors.
pub(super) fn link(plan: &Plan<'_>, jobs: &mut [Job], turned: bool) {
    let mut number = vec![None; plan.network.len()];
    for (at, job) in jobs.iter().enumerate() {
        number.put(job.task, Some(at));
    }
    for job in jobs {
        let links = if turned {
            plan.network.successors(job.task)
        } else {
            plan.network.predecessors(job.task)
        };
        let kind = |link: &Link| match (turned, link.kind) {
            (true, Kind::SS) => Kind::FF,
            (true, Kind::FF) => Kind::SS,
            (_, kind) => kind,
        };
        let after = links.iter().filter_map(|one| {
            let other = number.at(one.task as usize)?;
            Some((other, kind(one), one.lag))
        });
        job.after = after.collect();
    }
}

/// The latest finish that links to tasks with fixed dates allow; what is done
/// waits for nobody.
fn latest_before(plan: &Plan<'_>, job: &Job, fixed: &[Option<(i64, i64)>]) -> i64 {
    let bounds = plan.network.successors(job.task).iter().filter_map(|link| {
        let successor = link.task as usize;
        let open = plan.activities.get(successor).is_some_and(|activity| !activity.is_done());
        let (start, finish) = fixed.at(successor).filter(|_| open)?;
        Some(match link.kind {
            Kind::FS => start - link.lag,
            Kind::SS => start - link.lag + job.work,
            Kind::FF => finish - link.lag,
            Kind::SF => finish - link.lag + job.work,
        })
    });
    bounds.min().unwrap_or(NEVER)
}

/// The earliest start that links from tasks with fixed dates allow.
fn earliest_after(plan: &Plan<'_>, job: &Job, fixed: &[Option<(i64, i64)>]) -> i64 {
    let bounds = plan.network.predecessors(job.task).iter().filter_map(|link| {
        let (start, finish) = fixed.at(link.task as usize)?;
        Some(match link.kind {
            Kind::FS => finish + link.lag,
            Kind::SS => start + link.lag,
            Kind::FF => finish + link.lag - job.work,
            Kind::SF => start + link.lag - job.work,
        })
    });
    bounds.max().unwrap_or(i64::MIN)
}
