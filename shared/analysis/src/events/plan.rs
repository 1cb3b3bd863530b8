//! An event made ready for arithmetic: every date on the working axis, every
//! task's progress decided.

use kernels::critical_path::{Activity, Early, NEVER, Progress, Project};
use kernels::network::Network;

use super::event::{Event, Status, Task};
use super::ids::Positions;
use super::network::network;
use super::working_time::WorkingTime;
use super::zone::Zone;
use crate::{Problem, Time};

/// What there is to know of an event before the passes.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The event.
    pub event: &'a Event,
    /// The positions of task ids.
    pub positions: Positions<'a>,
    /// Who waits for whom.
    pub network: Network,
    /// By position.
    pub activities: Vec<Activity>,
    /// The axis.
    pub working_time: WorkingTime,
    /// The data date on the axis; None for a plan that is not under way.
    pub now: Option<i64>,
    /// When the work is due, on the axis.
    pub deadline: Option<i64>,
}

impl Event {
    /// Whether anything of it was begun. Such an event is judged from a data
    /// date: what is not done cannot lie in the past.
    pub fn is_under_way(&self) -> bool {
        self.tasks.iter().any(|task| !matches!(stage(task), Status::Pending))
    }
}

/// The status, told from the facts where it is not given.
pub fn stage(task: &Task) -> Status {
    let percent = task.percent_complete.unwrap_or_default();
    match task.status {
        Some(status) => status,
        None if task.actual_finish.is_some() || percent >= 100.0 => Status::Done,
        None if task.actual_start.is_some() || percent > 0.0 => Status::InProgress,
        None => Status::Pending,
    }
}

impl<'a> Plan<'a> {
    /// Reads an event. `now` is the data date, from which unfinished work is
    /// scheduled; None schedules it from minute 0.
    ///
    /// # Errors
    /// Duplicate and unknown ids, loops, estimates out of order, calendars
    /// without work.
    pub fn new(event: &'a Event, zone: &Zone, now: Option<Time>) -> Result<Self, Problem> {
        let (network, positions) = network(&event.tasks)?;
        let calendar = event.calendar.as_ref();
        let mut working_time = WorkingTime::new(calendar, zone, event.starts_at)?;
        if !working_time.is_always() {
            let (first, last) = dates_of(event, now);
            let first = working_time.minute_until(first);
            let last = working_time.minute_from(last);
            working_time.follow_minutes(first, last)?;
        }
        let now = now.map(|now| working_time.work_at(working_time.minute_from(now)));
        let until = |time: Time| working_time.work_at(working_time.minute_until(time));
        let activity = |(position, task)| {
            check_estimates(position, task)?;
            Ok(activity_of(task, now, &working_time))
        };
        let activities = event.tasks.iter().enumerate().map(activity).collect::<Result<_, _>>()?;
        let deadline = event.deadline_at.map(until);
        Ok(Self { event, positions, network, activities, working_time, now, deadline })
    }

    /// What the passes go over.
    pub fn project(&self) -> Project<'_> {
        Project { network: &self.network, activities: &self.activities, now: self.now }
    }

    /// The forward pass.
    pub fn early(&self) -> Early {
        Early::new(&self.project())
    }

    /// The id at a position.
    pub fn id(&self, task: usize) -> &'a str {
        self.event.tasks.get(task).map_or("", |task| task.id.as_str())
    }
}

/// A task on the working axis.
fn activity_of(task: &Task, now: Option<i64>, axis: &WorkingTime) -> Activity {
    let from = |time: Time| axis.work_at(axis.minute_from(time));
    let until = |time: Time| axis.work_at(axis.minute_until(time));
    let duration = i64::from(task.duration_minutes);
    let earliest = task.start_no_earlier_than.map_or(0, from).max(0);
    let ceiling = task.finish_no_later_than.map_or(NEVER, until);
    let started = task.actual_start.map(until);
    let percent = task.percent_complete.unwrap_or_default();
    let begun = started.is_some() || percent > 0.0;
    match stage(task) {
        Status::Done => {
            let finished = task.actual_finish.map(until);
            let started = started.map(|at| finished.map_or(at, |finished| at.min(finished)));
            let progress = Progress::Done { started, finished };
            Activity { floor: earliest, work: duration, ceiling, progress }
        }
        Status::Pending => {
            let floor = earliest.max(now.unwrap_or(0));
            Activity { floor, work: duration, ceiling, progress: Progress::Waiting }
        }
        Status::Blocked if !begun => {
            let floor = earliest.max(now.unwrap_or(0));
            Activity { floor, work: duration, ceiling, progress: Progress::Waiting }
        }
        stage @ (Status::InProgress | Status::Blocked) => {
            // Rounded up: what is not finished has something left.
            let left = (duration as f64 * (100.0 - percent) / 100.0).ceil() as i64;
            let started = started.or(now).unwrap_or(earliest);
            let free = if stage == Status::Blocked { earliest } else { 0 };
            let floor = now.unwrap_or(started + duration - left).max(started).max(free);
            Activity { floor, work: left, ceiling, progress: Progress::Running { started } }
        }
    }
}

/// The least and the greatest date of an event.
#[inline(never)]
fn dates_of(event: &Event, now: Option<Time>) -> (Time, Time) {
    let tasks = event.tasks.iter().flat_map(|task| {
        [
            task.actual_start,
            task.actual_finish,
            task.start_no_earlier_than,
            task.finish_no_later_than,
        ]
    });
    let access = event.access.iter().flat_map(|access| [Some(access.from), Some(access.to)]);
    let own = [now, event.deadline_at, event.show_at, event.ends_at];
    let crew = event.crew.iter().flat_map(|person| [person.available_from, person.available_to]);
    let all = tasks.chain(access).chain(own).chain(crew).flatten();
    all.fold((event.starts_at, event.starts_at), |(first, last), date| {
        (first.min(date), last.max(date))
    })
}

#[inline(never)]
fn check_estimates(position: usize, task: &Task) -> Result<(), Problem> {
    let field = |name| format!("event.tasks[{position}].{name}");
    let likely = task.duration_minutes;
    if task.optimistic_minutes.is_some_and(|least| least > likely) {
        let reason = "cannot be more than durationMinutes, the most likely duration";
        return Err(Problem::invalid(field("optimisticMinutes"), reason));
    }
    if task.pessimistic_minutes.is_some_and(|most| most < likely) {
        let reason = "cannot be less than durationMinutes, the most likely duration";
        return Err(Problem::invalid(field("pessimisticMinutes"), reason));
    }
    if let (Some(start), Some(finish)) = (task.actual_start, task.actual_finish)
        && finish < start
    {
        return Err(Problem::invalid(field("actualFinish"), "cannot be before actualStart"));
    }
    Ok(())
}
