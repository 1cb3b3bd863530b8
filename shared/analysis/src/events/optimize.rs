//! All analyses of an event behind one function.

use super::critical_path::critical_path;
use super::event::Event;
use super::levelled::levelled;
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
/// Asked for everything, it leaves out the run of show of an event without
/// `showAt` and the schedule of one without resources; what is too
/// large or wrong for one of them alone is a warning of the critical path then.
///
/// # Errors
/// [`Problem::Cycle`] and [`Problem::Unknown`] for dependencies that cannot
/// be, [`Problem::Invalid`] for values that make no sense together,
/// [`Problem::TooMany`] beyond the limits.
#[inline(never)]
pub fn optimize<'a>(
    event: &'a Event,
    zone: &Zone,
    kind: EventsAnalysis,
    now: Option<Time>,
    seed: u64,
    budget: u32,
) -> Result<EventsReport<'a>, Problem> {
    let all = kind == EventsAnalysis::All;
    let mut plan = Plan::new(event, zone, now)?;
    let early = plan.early();
    plan.working_time.follow_work(0, early.end)?;
    let mut report = EventsReport::default();
    if all || kind == EventsAnalysis::CriticalPath {
        report.critical_path = Some(critical_path(&mut plan, &early, seed)?);
    }
    if all || kind == EventsAnalysis::Staffing {
        match (staffing(&plan, &early), &mut report.critical_path) {
            (Ok(found), _) => {
                report.staffing = Some(found.gaps);
                report.crew_conflicts = Some(found.conflicts);
            }
            (Err(problem @ Problem::TooMany { .. }), Some(told)) if all => {
                told.warnings.push(format!("no staffing: {problem}"));
            }
            (Err(problem), _) => return Err(problem),
        }
    }
    let shown = event.show_at.is_some() && event.tasks.len() <= MOST_SHOW_TASKS;
    if kind == EventsAnalysis::RunOfShow || (all && shown) {
        report.run_of_show = Some(run_of_show(&mut plan, &early)?);
    }
    let shared = event.tasks.iter().any(|task| !task.demands.is_empty());
    if kind == EventsAnalysis::Schedule || (all && shared) {
        match (levelled(&mut plan, &early, budget, seed), &mut report.critical_path) {
            (Ok(found), _) => report.schedule = Some(found),
            (Err(Problem::Invalid { field, reason }), Some(told)) if all => {
                told.warnings.push(format!("no levelled schedule: {field} {reason}"));
            }
            (Err(problem @ Problem::TooMany { .. }), Some(told)) if all => {
                told.warnings.push(format!("no levelled schedule: {problem}"));
            }
            (Err(problem), _) => return Err(problem),
        }
    }
    Ok(report)
}
