//! Events: which tasks and people a wish is about, and how times are told.

mod dates;
mod free;
mod show;
mod slip;
mod staff;
mod trouble;
mod who;

pub(super) use dates::critical_path;
pub(super) use show::run_of_show;
pub(super) use staff::staffing;

use super::ask_back::{Choice, ID, nothing_yet, which_thing};
use super::draft::Draft;
use super::reply::Tone;
use super::things::{Named, Thing, Things};
use super::wish::Wish;
use crate::at::At;
use crate::events::event::{Crew, Phase, Status, Task};
use crate::events::plan::{Plan, stage};
use crate::events::run_of_show::{self, RunOfShow};
use crate::events::{CriticalPath, Event, Zone, critical_path as analysis};
use crate::intent::entities::Moment;
use crate::{Problem, Time, search};
use kernels::project::critical_path::Early;

/// The page of the tasks.
pub(super) const TASKS: &str = "tasks";
/// The page of the crew.
pub(super) const CREW: &str = "crew";

/// The event a wish is about.
#[derive(Clone, Copy)]
struct Scene<'a> {
    event: &'a Event,
    zone: &'a Zone,
}

impl<'a> Scene<'a> {
    fn task(self, id: &str) -> Option<&'a Task> {
        self.event.tasks.iter().find(|task| task.id == id)
    }

    /// What a task is called.
    fn label(self, id: &'a str) -> &'a str {
        self.task(id).map_or(id, label)
    }

    fn person(self, id: &'a str) -> &'a str {
        self.event.crew.iter().find(|person| person.id == id).map_or(id, person_label)
    }

    /// A reason with people by their names, where it quotes an id.
    fn reason(self, reason: &str) -> String {
        let mut told = reason.to_owned();
        for person in &self.event.crew {
            let id = ["\"", &person.id, "\""].concat();
            told = search::replace(&told, &id, person_label(person));
        }
        told
    }

    /// When the show could begin, where that is later than it should.
    fn late_show(self, path: &CriticalPath<'_>) -> Option<Time> {
        let show_at = self.event.show_at?;
        let is_show = |task: &Task| matches!(task.phase, Some(Phase::Show));
        let tasks = self.event.tasks.iter().zip(&path.tasks);
        let open = tasks.filter(|(task, dates)| is_show(task) && dates.total_float.is_some());
        let start = open.map(|(_, dates)| dates.early_start).min()?;
        Some(self.event.starts_at.plus_minutes(start)).filter(|start| *start > show_at)
    }

    /// Says so; that is critical.
    fn tell_late_show(self, draft: &mut Draft, wish: &Wish<'_>, path: &CriticalPath<'_>) {
        if let (Some(start), Some(show_at)) = (self.late_show(path), self.event.show_at) {
            draft.worsen(Tone::Critical);
            draft
                .text
                .say(" The show could not begin before ")
                .time(&wish.clock(), start)
                .say(", ");
            draft.text.duration(start.minutes_since(show_at)).say(" late.");
        }
    }

    /// The plan from now on.
    fn plan(self, wish: &Wish<'_>) -> Result<(Plan<'a>, Early), Problem> {
        let mut plan = Plan::new(self.event, self.zone, Some(wish.now))?;
        let early = plan.early();
        plan.working_time.follow_work(0, early.end)?;
        Ok((plan, early))
    }

    /// Dates, floats, bottlenecks, risk.
    fn dates(self, wish: &Wish<'_>) -> Result<CriticalPath<'a>, Problem> {
        let (mut plan, early) = self.plan(wish)?;
        analysis::critical_path(&mut plan, &early, wish.seed)
    }

    /// When each task is, in the event's order.
    fn times(self, path: &CriticalPath<'_>) -> Vec<(Time, Time)> {
        let at = |minutes| self.event.starts_at.plus_minutes(minutes);
        path.tasks.iter().map(|task| (at(task.early_start), at(task.early_finish))).collect()
    }

    /// The run of show, where there is a show and all can be kept: then it is the
    /// plan, and what the analyses work out beside it is what could be at the
    /// earliest.
    fn show(self, wish: &Wish<'_>) -> Option<RunOfShow<'a>> {
        self.event.show_at?;
        let (mut plan, early) = self.plan(wish).ok()?;
        run_of_show::run_of_show(&mut plan, &early).ok().filter(|show| show.feasible)
    }

    /// The event with its tasks where the run of show has them; none also where
    /// work would not end there, as a show that keeps to no working hours.
    fn planned(self, wish: &Wish<'_>) -> Option<Box<Event>> {
        let show = self.show(wish)?;
        let mut event = Box::new(self.event.clone());
        for task in &mut event.tasks {
            let block = show.blocks.iter().find(|block| block.id == task.id)?;
            if stage(task) == Status::Pending {
                task.start_no_earlier_than = Some(block.starts_at);
            }
        }
        let (plan, early) = Scene { event: &event, ..self }.plan(wish).ok()?;
        let axis = &plan.working_time;
        let holds = show.blocks.iter().all(|block| {
            plan.positions.of(block.id).is_none_or(|task| {
                let end = early.dates.at(task as usize).finish;
                let is_begun = plan.activities.get(task as usize).is_some_and(|a| !a.is_waiting());
                is_begun || axis.moment(axis.finish_of(end)) == block.ends_at
            })
        });
        holds.then_some(event)
    }

    /// Says that the times told are no plan, where there is a show.
    fn tell_earliest(self, draft: &mut Draft) {
        if self.event.show_at.is_some() {
            draft.text.say(" These are the earliest times, not those of a run of show.");
        }
    }
}

/// The event, or the answer where there is nothing to plan.
fn scene<'a>(wish: &Wish<'a>) -> Result<Scene<'a>, Draft> {
    match wish.material.event {
        Some((event, zone)) if !event.tasks.is_empty() => Ok(Scene { event, zone }),
        Some((event, _)) => {
            let mut draft = nothing_yet("", "Add tasks", TASKS);
            draft.text.name(event.name.as_deref().unwrap_or(&event.id));
            draft.text.say(
                " has no tasks yet. Add them with their durations, and I can tell what is \
                 critical, who is missing and how the day runs.",
            );
            Err(draft)
        }
        None => {
            let words = "There is no event yet. Create one with its tasks, and I can tell what is \
                         critical, who is missing and how the day runs.";
            Err(nothing_yet(words, "Create an event", "event-timeline"))
        }
    }
}

/// Tasks and people by their names.
pub(super) fn things(event: &Event) -> Things<'_> {
    let mut things = Things::default();
    for (at, task) in event.tasks.iter().enumerate() {
        things.add_with_id(task.name.as_deref(), &task.id, Thing::Task(at));
    }
    for (at, person) in event.crew.iter().enumerate() {
        things.add_with_id(person.name.as_deref(), &person.id, Thing::Person(at));
    }
    things
}

/// The tasks and people a wish names, or the question which is meant.
fn named(wish: &Wish<'_>, event: &Event) -> Result<Vec<Thing>, Draft> {
    match things(event).named(wish) {
        Named::Nothing => Ok(Vec::new()),
        Named::These(things) => Ok(things),
        Named::OneOf(choices) => Err(which_thing(&choices, &|thing| choice(event, thing))),
    }
}

/// A thing as a choice: what tells it from others, and where it lies.
pub(super) fn choice(event: &Event, thing: Thing) -> Option<Choice> {
    Some(match thing {
        Thing::Task(at) => {
            let task = event.tasks.get(at)?;
            let detail = task.location.clone().unwrap_or_else(|| task.id.clone());
            let name = label(task).to_owned();
            Choice { name, detail, place: TASKS, key: ID, value: task.id.clone() }
        }
        Thing::Person(at) => {
            let person = event.crew.get(at)?;
            let name = person_label(person).to_owned();
            let detail = person.roles.join(", ");
            Choice { name, detail, place: CREW, key: ID, value: person.id.clone() }
        }
        _ => return None,
    })
}

fn label(task: &Task) -> &str {
    task.name.as_deref().unwrap_or(&task.id)
}

fn person_label(person: &Crew) -> &str {
    person.name.as_deref().unwrap_or(&person.id)
}

/// Whether a stretch of time (or a moment) is within what was asked about.
fn overlaps(asked: &Moment, from: Time, to: Time) -> bool {
    from < asked.until && (to > asked.from || from >= asked.from)
}
