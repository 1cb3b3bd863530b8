//! The two passes of the critical path method (Kelley & Walker 1959), with
//! the four kinds of link of the precedence diagramming method (Fondahl 1961).
//! All positions are on the working axis.

use crate::at::At;
use crate::project::network::{Kind, Link, Network};

/// Later than any plan, and far from overflow.
pub const NEVER: i64 = i64::MAX / 4;

/// A task on the working axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Activity {
    /// Before this position nothing (more) of it can be done.
    pub floor: i64,
    /// Minutes of work left, once done: all there were.
    pub work: i64,
    /// It is late after this position; [`NEVER`] without such a date.
    pub ceiling: i64,
    /// What has happened already.
    pub progress: Progress,
}

/// What has happened of a task. Positions on the working axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Nothing.
    Waiting,
    /// It began; what is left goes on when its predecessors allow
    /// ("retained logic").
    Running {
        /// When.
        started: i64,
    },
    /// All; dates that were not recorded are worked out.
    Done {
        /// When it began.
        started: Option<i64>,
        /// When it was finished.
        finished: Option<i64>,
    },
}

impl Activity {
    /// Whether it is finished.
    #[inline]
    pub fn is_done(&self) -> bool {
        matches!(self.progress, Progress::Done { .. })
    }

    /// Whether it has not begun.
    #[inline]
    pub fn is_waiting(&self) -> bool {
        self.progress == Progress::Waiting
    }
}

/// What the passes go over.
#[derive(Debug, Clone, Copy)]
pub struct Project<'a> {
    /// Who waits for whom.
    pub network: &'a Network,
    /// By position.
    pub activities: &'a [Activity],
    /// The data date; None for a plan that is not under way.
    pub now: Option<i64>,
}

/// The earliest dates.
#[derive(Debug, Clone)]
pub struct Early {
    /// By position of the task.
    pub dates: Vec<Dates>,
    /// When the last task is finished; 0 without tasks.
    pub end: i64,
}

/// Earliest dates of one task.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dates {
    /// When it starts, or really started.
    pub start: i64,
    /// When it is finished.
    pub finish: i64,
    /// When it could go on as far as starts are concerned: without what binds
    /// its finish.
    pub free_from: i64,
    /// The predecessor that binds it, plus one; 0 if a date of its own does.
    driver: u32,
}

impl Dates {
    /// The predecessor that binds it.
    pub fn driver(&self) -> Option<usize> {
        self.driver.checked_sub(1).map(|task| task as usize)
    }
}

impl Early {
    /// The forward pass.
    pub fn new(plan: &Project<'_>) -> Self {
        let mut dates = vec![Dates::default(); plan.network.len()];
        let mut end = None;
        for task in plan.network.order() {
            let Some(activity) = plan.activities.get(task) else { continue };
            let found = earliest(activity, plan.network.predecessors(task), &dates, plan.now);
            end = end.max(Some(found.finish));
            dates.put(task, found);
        }
        Self { dates, end: end.unwrap_or(0) }
    }
}

#[inline]
fn earliest(activity: &Activity, links: &[Link], dates: &[Dates], now: Option<i64>) -> Dates {
    let mut free_from = activity.floor;
    let mut begin = activity.floor;
    let mut driver = 0;
    for link in links {
        let before = dates.at(link.task as usize);
        let (bound, binds_start) = match link.kind {
            Kind::FS => (before.finish + link.lag, true),
            Kind::SS => (before.start + link.lag, true),
            Kind::FF => (before.finish + link.lag - activity.work, false),
            Kind::SF => (before.start + link.lag - activity.work, false),
        };
        if binds_start && bound > free_from {
            free_from = bound;
        }
        if bound > begin || (bound == begin && driver == 0) {
            begin = bound;
            driver = link.task + 1;
        }
    }
    let finish = begin + activity.work;
    match activity.progress {
        Progress::Waiting => Dates { start: begin, finish, free_from, driver },
        Progress::Running { started } => Dates { start: started, finish, free_from, driver },
        Progress::Done { started, finished } => {
            let by_now = |at: i64| now.map_or(at, |now| at.min(now));
            let finish =
                finished.unwrap_or_else(|| by_now(started.map_or(finish, |at| at + activity.work)));
            let start = started.unwrap_or(finish - activity.work);
            Dates { start, finish, free_from, driver: 0 }
        }
    }
}

/// The latest finishes by position, so that `end` and the tasks' own latest
/// dates are kept; without those if `own_dates` is false. A task begins (or
/// goes on) its work before its latest finish. Done tasks bind nobody and
/// keep their real finish.
#[inline(never)]
pub fn latest_finishes(plan: &Project<'_>, early: &Early, end: i64, own_dates: bool) -> Vec<i64> {
    let mut late = vec![NEVER; plan.network.len()];
    for task in plan.network.order().rev() {
        let Some(activity) = plan.activities.get(task) else { continue };
        if activity.is_done() {
            late.put(task, early.dates.at(task).finish);
            continue;
        }
        let own = if own_dates { activity.ceiling.min(end) } else { end };
        let by_links = bounds(plan, task, &late).filter_map(|(kind, bound)| match kind {
            Kind::FS | Kind::FF => Some(bound),
            Kind::SS | Kind::SF => activity.is_waiting().then(|| bound + activity.work),
        });
        let latest = by_links.fold(own, i64::min);
        late.put(task, latest);
    }
    late
}

/// The latest finish of one task as far as only what follows its finish is
/// concerned.
pub fn latest_own_finish(plan: &Project<'_>, task: usize, late: &[i64], end: i64) -> i64 {
    bounds(plan, task, late)
        .filter(|(kind, _)| matches!(kind, Kind::FS | Kind::FF))
        .fold(end, |least, (_, bound)| least.min(bound))
}

/// For each link to unfinished work: the latest start (SS, SF) or finish (FS,
/// FF) of the task that it allows.
#[inline]
fn bounds<'a>(
    plan: &'a Project<'_>,
    task: usize,
    late: &'a [i64],
) -> impl Iterator<Item = (Kind, i64)> + 'a {
    plan.network.successors(task).iter().filter_map(move |link| {
        let successor = plan.activities.get(link.task as usize)?;
        if successor.is_done() {
            return None;
        }
        let finish = late.at(link.task as usize);
        let latest = match link.kind {
            Kind::FS | Kind::SS => finish - successor.work,
            Kind::FF | Kind::SF => finish,
        };
        Some((link.kind, latest - link.lag))
    })
}

/// How long a task can be delayed without moving any successor or the end.
#[inline(never)]
pub fn free_float(plan: &Project<'_>, task: usize, early: &Early) -> i64 {
    let Dates { start, finish, .. } = early.dates.at(task);
    let waiting = plan.activities.get(task).is_some_and(Activity::is_waiting);
    let mut least = early.end - finish;
    for link in plan.network.successors(task) {
        let Some(successor) = plan.activities.get(link.task as usize) else { continue };
        let is_start = matches!(link.kind, Kind::SS | Kind::SF);
        if successor.is_done() || (is_start && !waiting) {
            continue;
        }
        let after = early.dates.at(link.task as usize);
        let bound = match link.kind {
            Kind::FS | Kind::SS => after.finish - successor.work,
            Kind::FF | Kind::SF => after.finish,
        };
        let own = if is_start { start } else { finish };
        least = least.min(bound - link.lag - own);
    }
    least
}

/// The chain of tasks that drives the last unfinished finish, first to last:
/// each one's date is bound by the one before.
#[inline]
pub fn driving_path(plan: &Project<'_>, early: &Early) -> Vec<usize> {
    let network = plan.network;
    let open = |&task: &usize| plan.activities.get(task).is_some_and(|a| !a.is_done());
    // Of equal finishes the last in order: what merely follows belongs to it.
    let last = network.order().filter(open).max_by_key(|&task| early.dates.at(task).finish);
    let mut path: Vec<usize> = Vec::new();
    let mut here = last;
    while let Some(task) = here {
        path.push(task);
        here = early.dates.at(task).driver().filter(open).filter(|&driver| {
            // A start that is history already cannot be hurried.
            plan.activities.get(driver).is_some_and(Activity::is_waiting)
                || binds_by_finish(plan, early, driver, task)
        });
    }
    path.reverse();
    path
}

fn binds_by_finish(plan: &Project<'_>, early: &Early, driver: usize, task: usize) -> bool {
    let work = plan.activities.get(task).map_or(0, |activity| activity.work);
    let begin = early.dates.at(task).finish - work;
    let finish = early.dates.at(driver).finish;
    plan.network.predecessors(task).iter().any(|link| {
        link.task as usize == driver
            && match link.kind {
                Kind::FS => finish + link.lag == begin,
                Kind::FF => finish + link.lag - work == begin,
                Kind::SS | Kind::SF => false,
            }
    })
}
