//! What tasks use: people and places alone, resources in shares.

use super::place::{Job, Share, Use};
use crate::Problem;
use crate::at::{At, ListAt};
use crate::events::beta_pert::Estimate;
use crate::events::event::Phase;
use crate::events::ids::Positions;
use crate::events::plan::Plan;
use crate::names::Names;
use crate::order;
use kernels::project::quantiles::Quantiles;

/// What tasks use, by numbers.
pub(super) struct Uses {
    alone: Vec<Vec<Use>>,
    shared: Vec<Vec<Share>>,
}

impl Uses {
    #[inline(never)]
    pub(super) fn new(plan: &Plan<'_>) -> Result<Self, Problem> {
        let event = plan.event;
        let resources = event.resources.iter().map(|resource| resource.id.as_str());
        let resources = Positions::new("event.resources", resources)?;
        Positions::new("event.crew", event.crew.iter().map(|person| person.id.as_str()))?;
        let (mut places, mut people) = (Names::default(), Names::default());
        let mut alone: Vec<Vec<Use>> = vec![Vec::new(); event.tasks.len()];
        let mut shared: Vec<Vec<Share>> = vec![Vec::new(); event.tasks.len()];
        let mut unknown: Vec<String> = Vec::new();
        for (task, given) in event.tasks.iter().enumerate() {
            if let Some(location) = &given.location {
                let place = places.number(location.as_str());
                alone.change(task, |uses| uses.push(Use::Location(place)));
            }
            if let Some(owner) = &given.owner_id {
                let person = people.number(owner.as_str());
                alone.change(task, |uses| uses.push(Use::Person(person)));
            }
            for (id, &units) in given.demands.iter() {
                let Some(resource) = resources.of(id).map(|at| at as usize) else {
                    unknown.push(id.clone());
                    continue;
                };
                let capacity =
                    event.resources.get(resource).map_or(0, |one| i64::from(one.capacity));
                let units = i64::from(units);
                // What no capacity can serve is a conflict of its own.
                if units > 0 && units <= capacity {
                    let share = Share { resource, units, capacity };
                    shared.change(task, |shares| shares.push(share));
                }
            }
        }
        for person in &event.crew {
            let number = people.number(person.id.as_str());
            for id in &person.assigned_to {
                match plan.positions.of(id) {
                    Some(task) => {
                        alone.change(task as usize, |uses| uses.push(Use::Person(number)));
                    }
                    None => unknown.push(id.clone()),
                }
            }
        }
        for uses in &mut alone {
            order::unique(uses);
        }
        order::unique(&mut unknown);
        if unknown.is_empty() { Ok(Self { alone, shared }) } else { Err(Problem::Unknown(unknown)) }
    }

    /// The unfinished work of a part of the day.
    #[inline(never)]
    pub(super) fn jobs(&self, plan: &Plan<'_>, phases: &[Phase], phase: Phase) -> Vec<Job> {
        let mut quantiles = None;
        let tasks = plan.activities.iter().zip(phases).enumerate();
        tasks
            .filter(|(_, (activity, own))| !activity.is_done() && **own == phase)
            .map(|(task, (activity, _))| Job {
                task,
                work: activity.work,
                spread: plan.event.tasks.get(task).map_or(0.0, |given| {
                    // What is likely to take no time may still take some.
                    let left = match given.duration_minutes {
                        0 => 1.0,
                        whole => (activity.work as f64 / f64::from(whole)).min(1.0),
                    };
                    spread(&Estimate::of(given), left, &mut quantiles)
                }),
                alone: self.alone.list_at(task).to_vec(),
                shared: self.shared.list_at(task).to_vec(),
                ..Job::default()
            })
            .collect()
    }
}

/// What a part of a task may take longer than its median, nine times of ten.
fn spread(estimate: &Estimate, part: f64, quantiles: &mut Option<Quantiles>) -> f64 {
    if estimate.is_certain() {
        return 0.0;
    }
    // Making the first one takes a thousand logarithms.
    let quantiles = quantiles.get_or_insert_default();
    let shape = quantiles.prepare(estimate.mode);
    let spread = quantiles.shape(shape).map_or(0.0, |shape| shape.at(0.9) - shape.at(0.5));
    estimate.range * spread * part
}
