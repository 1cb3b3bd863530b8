//! A project as tests see it, and the check that a schedule may be carried out:
//! second by second, sharing nothing with the code under test.

use analysis::Problem;
use analysis::events::schedule::{Activity, Link, Network, Renewable, Schedule};

/// Everything by position; `links` are (from, to, lag from start to start).
#[derive(Debug, Clone, Default)]
pub(crate) struct Project {
    pub(crate) durations: Vec<i64>,
    pub(crate) releases: Vec<i64>,
    pub(crate) links: Vec<(usize, usize, i64)>,
    pub(crate) demands: Vec<Vec<i64>>,
    pub(crate) capacities: Vec<i64>,
}

impl Project {
    pub(crate) fn network(&self) -> Result<Network, Problem> {
        let names: Vec<String> = (0..self.capacities.len()).map(|r| format!("r{r}")).collect();
        let activities: Vec<Activity> = (0..self.durations.len())
            .map(|j| Activity {
                at: j,
                duration: self.durations[j],
                release: self.releases.get(j).copied().unwrap_or(0),
                demands: self.demands[j].iter().copied().enumerate().collect(),
            })
            .collect();
        let links: Vec<Link> =
            self.links.iter().map(|&(from, to, lag)| Link { from, to, lag }).collect();
        let resources: Vec<Renewable<'_>> = names
            .iter()
            .zip(&self.capacities)
            .map(|(id, &capacity)| Renewable { id, capacity })
            .collect();
        Network::new(&activities, &links, &resources)
    }

    /// Everything that is wrong with a schedule; empty where nothing is.
    pub(crate) fn faults(&self, schedule: &Schedule) -> Vec<String> {
        let mut faults = Vec::new();
        if schedule.starts.len() != self.durations.len() {
            return vec![format!("{} starts", schedule.starts.len())];
        }
        let starts: Vec<i64> = schedule.starts.iter().map(|&s| i64::from(s)).collect();
        for (j, &start) in starts.iter().enumerate() {
            if start < self.releases.get(j).copied().unwrap_or(0) {
                faults.push(format!("a{j} starts at {start}, before its release"));
            }
        }
        for &(from, to, lag) in &self.links {
            if starts[to] < starts[from] + lag {
                faults.push(format!("a{to} starts before a{from} + {lag}"));
            }
        }
        for &now in &starts {
            for (r, &capacity) in self.capacities.iter().enumerate() {
                let runs = |j: &usize| starts[*j] <= now && now < starts[*j] + self.durations[*j];
                let held: i64 = (0..starts.len()).filter(runs).map(|j| self.demands[j][r]).sum();
                if held > capacity {
                    faults.push(format!("{held} of {capacity} of r{r} held at {now}"));
                }
            }
        }
        let end = starts.iter().zip(&self.durations).map(|(s, d)| s + d).max().unwrap_or(0);
        if i64::from(schedule.makespan) != end {
            faults.push(format!("ends at {end}, not at {}", schedule.makespan));
        }
        if schedule.lower_bound > schedule.makespan {
            faults.push(format!("bound {} above {}", schedule.lower_bound, schedule.makespan));
        }
        if schedule.optimal != (schedule.lower_bound == schedule.makespan) {
            faults.push("optimal means that the bound is met".to_owned());
        }
        faults
    }

    /// The activities that could start one unit earlier, the others staying
    /// where they are.
    pub(crate) fn too_late(&self, schedule: &Schedule) -> Vec<usize> {
        let one_earlier = |&j: &usize| {
            let mut moved = schedule.clone();
            moved.starts[j] -= 1;
            let ends = moved.starts.iter().zip(&self.durations);
            let makespan = ends.map(|(start, length)| i64::from(*start) + length).max();
            moved.makespan = makespan.unwrap_or(0) as i32;
            moved.lower_bound = moved.makespan;
            moved.optimal = true;
            moved.starts[j] >= 0 && self.faults(&moved).is_empty()
        };
        (0..self.durations.len()).filter(one_earlier).collect()
    }

    /// The least makespan, by trying every start of every activity.
    pub(crate) fn optimum(&self) -> i64 {
        let horizon = self.durations.iter().sum::<i64>()
            + self.releases.iter().max().copied().unwrap_or(0)
            + self
                .links
                .iter()
                .map(|&(from, _, lag)| (lag - self.durations[from]).max(0))
                .sum::<i64>();
        let mut best = horizon;
        self.extend(&mut Vec::new(), &mut best);
        best
    }

    fn extend(&self, starts: &mut Vec<i64>, best: &mut i64) {
        let j = starts.len();
        if j == self.durations.len() {
            let end = starts.iter().zip(&self.durations).map(|(s, d)| s + d).max().unwrap_or(0);
            *best = end.min(*best);
            return;
        }
        for start in self.releases.get(j).copied().unwrap_or(0)..=*best - self.durations[j] {
            starts.push(start);
            let linked = self
                .links
                .iter()
                .all(|&(from, to, lag)| from > j || to > j || starts[to] >= starts[from] + lag);
            if linked && self.holds(starts) {
                self.extend(starts, best);
            }
            starts.pop();
        }
    }

    fn holds(&self, starts: &[i64]) -> bool {
        starts.iter().all(|&now| {
            self.capacities.iter().enumerate().all(|(r, &capacity)| {
                let runs = |j: &usize| starts[*j] <= now && now < starts[*j] + self.durations[*j];
                (0..starts.len()).filter(runs).map(|j| self.demands[j][r]).sum::<i64>() <= capacity
            })
        })
    }
}
