//! All analyses of an event behind one function.

use super::critical_path::critical_path;
use super::critical_path::passes::Early;
use super::event::Event;
use super::plan::Plan;
use super::request::{EventsAnalysis, EventsReport};
use super::run_of_show::{MOST_SHOW_TASKS, run_of_show};
use super::staffing::staffing;
use super::zone::Zone;
use crate::{Problem, Time};

/// Analyses an event.
///
/// `zone` is the event's time zone over the time it takes; `now` the data
/// date, from which unfinished work is scheduled (None: from the event's own
/// start); `seed` that of the simulation and the search; `budget` the
/// schedules to try.
///
/// # Errors
/// [`Problem::Cycle`] and [`Problem::Unknown`] for dependencies that cannot
/// be, [`Problem::Invalid`] for values that make no sense together,
/// [`Problem::TooMany`] beyond the limits.
pub fn optimize<'a>(
    event: &'a Event,
    zone: &Zone,
    kind: EventsAnalysis,
    now: Option<Time>,
    seed: u64,
    _budget: u32,
) -> Result<EventsReport<'a>, Problem> {
    let wants = |one| kind == one || kind == EventsAnalysis::All;
    let mut plan = Plan::new(event, zone, now)?;
    let early = Early::new(&plan);
    plan.working_time.follow_work(0, early.end)?;
    let mut report = EventsReport::default();
    if wants(EventsAnalysis::CriticalPath) {
        report.critical_path = Some(critical_path(&mut plan, &early, seed)?);
    }
    if wants(EventsAnalysis::Staffing) {
        let found = staffing(&plan, &early)?;
        report.staffing = Some(found.gaps);
        report.crew_conflicts = Some(found.conflicts);
    }
    let can = event.show_at.is_some() && event.tasks.len() <= MOST_SHOW_TASKS;
    if kind == EventsAnalysis::RunOfShow || (kind == EventsAnalysis::All && can) {
        report.run_of_show = Some(run_of_show(&mut plan, &early)?);
    }
    Ok(report)
}
