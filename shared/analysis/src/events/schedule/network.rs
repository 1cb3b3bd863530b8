//! The problem, checked once, so that what follows cannot fail.

use kernels::project::levelling::{self, Project, Rows};

use super::order::topological;
use crate::Problem;
use crate::at::At;

/// Most activities in one network.
pub const MAX_ACTIVITIES: usize = 2000;
/// Most links in one network.
pub const MAX_LINKS: usize = 20_000;
/// Most resources in one network.
pub const MAX_RESOURCES: usize = 200;
/// Longest conceivable schedule, in units of time: every release, duration and
/// positive lag laid end to end.
pub const MAX_HORIZON: i64 = 1 << 28;

/// Something to be done without interruption.
#[derive(Debug, Clone)]
pub struct Activity {
    /// Names it in a refusal: its position in the request.
    pub at: usize,
    /// Units of time, 0 for a milestone.
    pub duration: i64,
    /// Earliest start, 0 where there is none.
    pub release: i64,
    /// Positions of resources and how much of each is held throughout.
    pub demands: Vec<(usize, i64)>,
}

/// `start[to] >= start[from] + lag`, between positions of activities.
///
/// A finish-to-start link has the lag `duration[from] + lag`; start-to-start
/// `lag`; finish-to-finish `duration[from] + lag - duration[to]`;
/// start-to-finish `lag - duration[to]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Position of the activity that comes first.
    pub from: usize,
    /// Position of the activity that waits.
    pub to: usize,
    /// From start to start; may be negative.
    pub lag: i64,
}

/// A resource whose capacity is there again once an activity ends.
#[derive(Debug, Clone, Copy)]
pub struct Renewable<'a> {
    /// Names it in a refusal.
    pub id: &'a str,
    /// How much of it there is at any moment.
    pub capacity: i64,
}

/// A checked network, ready to be scheduled.
#[derive(Debug, Clone)]
pub struct Network(pub(super) levelling::Network);

impl Network {
    /// Checks and compiles a network.
    ///
    /// # Errors
    /// [`Problem::TooMany`] above the limits of this module;
    /// [`Problem::Invalid`] for negative times or amounts, positions that do not
    /// exist, a demand above its resource's capacity (names both), a horizon
    /// above [`MAX_HORIZON`]; [`Problem::Cycle`] with the positions of a loop of links.
    #[inline(never)]
    pub fn new(
        activities: &[Activity],
        links: &[Link],
        resources: &[Renewable<'_>],
    ) -> Result<Self, Problem> {
        within(activities.len(), MAX_ACTIVITIES, "tasks")?;
        within(links.len(), MAX_LINKS, "tasks.dependencies")?;
        within(resources.len(), MAX_RESOURCES, "resources")?;
        let mut horizon = 0_i64;
        let mut latest_release = 0;
        for activity in activities {
            let Activity { at, duration, release, .. } = *activity;
            if !(0..=MAX_HORIZON).contains(&duration) {
                return Err(Problem::invalid(
                    format!("tasks[{at}].durationMinutes"),
                    format!("must be 0 to {MAX_HORIZON}"),
                ));
            }
            if !(0..=MAX_HORIZON).contains(&release) {
                return Err(Problem::invalid(
                    format!("tasks[{at}].startNoEarlierThan"),
                    format!("must be 0 to {MAX_HORIZON}"),
                ));
            }
            horizon += duration;
            latest_release = latest_release.max(release);
        }
        for link in links {
            let (Some(from), Some(_)) = (activities.get(link.from), activities.get(link.to)) else {
                return Err(Problem::invalid("tasks.dependencies", "no activity at this position"));
            };
            if !(-MAX_HORIZON..=MAX_HORIZON).contains(&link.lag) {
                return Err(Problem::invalid(
                    format!(
                        "tasks[{}].dependencies",
                        activities.get(link.to).map_or(0, |to| to.at)
                    ),
                    format!("a lag must be within {MAX_HORIZON}"),
                ));
            }
            horizon += (link.lag - from.duration).max(0);
        }
        if horizon + latest_release > MAX_HORIZON {
            return Err(Problem::invalid(
                "tasks",
                format!("durations, lags and releases add up to over {MAX_HORIZON}"),
            ));
        }
        let demands = compile_demands(activities, resources)?;
        let order = topological(activities, links)?;
        Ok(Self(levelling::Network::new(Project {
            durations: activities.iter().map(|a| a.duration as i32).collect(),
            releases: activities.iter().map(|a| a.release as i32).collect(),
            links: links.iter().map(|link| (link.from, link.to, link.lag as i32)).collect(),
            order,
            demands,
            capacities: resources.iter().map(|r| r.capacity as i32).collect(),
        })))
    }

    /// How many activities there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Length of the longest chain of links and releases: the critical path.
    pub fn critical_path(&self) -> i32 {
        self.0.critical_path()
    }
}

fn within(count: usize, limit: usize, field: &str) -> Result<(), Problem> {
    if count > limit { Err(Problem::TooMany { field: field.to_owned(), limit }) } else { Ok(()) }
}

/// Demands by activity, without zeros; a resource named twice counts twice.
#[inline(never)]
fn compile_demands(activities: &[Activity], resources: &[Renewable<'_>]) -> Result<Rows, Problem> {
    for resource in resources {
        if !(0..=i64::from(i32::MAX)).contains(&resource.capacity) {
            return Err(Problem::invalid(
                format!("resources[{}].capacity", resource.id),
                format!("must be 0 to {}", i32::MAX),
            ));
        }
    }
    let mut rows = Rows::default();
    for activity in activities {
        let mut needs = vec![0_i64; resources.len()];
        for &(resource, amount) in &activity.demands {
            let field = || format!("tasks[{}].demands", activity.at);
            let Some(known) = resources.get(resource) else {
                return Err(Problem::invalid(field(), "no resource at this position"));
            };
            if amount < 0 {
                return Err(Problem::invalid(
                    field(),
                    format!("{} must not be negative", known.id),
                ));
            }
            needs.change(resource, |need| *need = need.saturating_add(amount));
            let need = needs.at(resource);
            if need > known.capacity {
                return Err(Problem::invalid(
                    format!("tasks[{}].demands.{}", activity.at, known.id),
                    format!("needs {need} of {}, whose capacity is {}", known.id, known.capacity),
                ));
            }
        }
        let held = needs.iter().enumerate().filter(|(_, need)| **need > 0);
        rows.push(held.map(|(resource, need)| (resource as u32, *need as i32)));
    }
    Ok(rows)
}
