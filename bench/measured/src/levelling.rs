//! Levelling of several projects.

use analysis::events::schedule::{Activity, Link, Network, Renewable, Schedule, level};
use serde::{Deserialize, Serialize};

use crate::Compute;

/// Projects, each levelled with as many schedules.
#[derive(Deserialize)]
pub(crate) struct Levelling {
    projects: Vec<Project>,
    budget: usize,
    seed: u64,
}

/// All by position. `links` are (from, to, lag from start to start).
#[derive(Deserialize)]
struct Project {
    durations: Vec<i64>,
    links: Vec<(usize, usize, i64)>,
    demands: Vec<Vec<i64>>,
    capacities: Vec<i64>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Levelled {
    starts: Vec<i32>,
    makespan: i32,
    lower_bound: i32,
    passes: usize,
}

impl Compute for Levelling {
    type Answer<'a> = Vec<Levelled>;

    fn compute(&self) -> Vec<Levelled> {
        let levelled = |project: &Project| {
            let Schedule { starts, makespan, lower_bound, passes, .. } =
                level(&project.network(), self.budget, self.seed);
            Levelled { starts, makespan, lower_bound, passes }
        };
        self.projects.iter().map(levelled).collect()
    }
}

impl Project {
    fn network(&self) -> Network {
        let activities: Vec<Activity> = self
            .durations
            .iter()
            .zip(&self.demands)
            .map(|(&duration, demands)| Activity {
                at: 0,
                duration,
                release: 0,
                demands: demands.iter().copied().enumerate().collect(),
            })
            .collect();
        let links: Vec<Link> =
            self.links.iter().map(|&(from, to, lag)| Link { from, to, lag }).collect();
        let resources: Vec<Renewable<'_>> =
            self.capacities.iter().map(|&capacity| Renewable { id: "", capacity }).collect();
        Network::new(&activities, &links, &resources).expect("a valid project")
    }
}
