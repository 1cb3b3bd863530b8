//! Levelling measured natively: how near the best known, how fast.
//!
//! `cargo run --release -p analysis --example schedule [schedules] [n]`: first
//! the quality at that many schedules (default 1000), on PSPLIB j30 where it is
//! there and on generated projects against twenty times the schedules; with a
//! number of activities, only the projects that `schedule.ts` is timed on, as
//! JSON, one a line.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints")]

#[path = "../../shared/analysis/tests/events_schedule/progen.rs"]
mod progen;
#[path = "../../shared/analysis/tests/events_schedule/project.rs"]
#[allow(dead_code, reason = "the brute force is for the tests")]
mod project;
#[path = "../../shared/analysis/tests/events_schedule/psplib.rs"]
mod psplib;

use std::time::Instant;

use analysis::events::schedule::{Schedule, level};
use project::Project;

#[derive(Default)]
struct Row {
    instances: usize,
    deviation: f64,
    reached: usize,
    proved: usize,
    above_critical_path: f64,
    passes: usize,
    seconds: f64,
}

impl Row {
    fn measure(&mut self, project: &Project, budget: usize, best: Option<i64>) {
        let network = project.network().unwrap();
        let best = best.unwrap_or_else(|| i64::from(level(&network, 20 * budget, 7).makespan));
        let begun = Instant::now();
        let schedule: Schedule = level(&network, budget, 1);
        self.seconds += begun.elapsed().as_secs_f64();
        assert!(project.faults(&schedule).is_empty(), "{:?}", project.faults(&schedule));
        let makespan = f64::from(schedule.makespan);
        self.instances += 1;
        self.deviation += makespan / best as f64 - 1.0;
        self.reached += usize::from(i64::from(schedule.makespan) <= best);
        self.proved += usize::from(schedule.optimal);
        self.above_critical_path += makespan / f64::from(network.critical_path()) - 1.0;
        self.passes += schedule.passes;
    }

    fn print(&self, name: &str) {
        let percent = |sum: f64| 100.0 * sum / self.instances as f64;
        println!(
            "{name:<24} {:>4} {:>8.3} % {:>7.1} % {:>7.1} % {:>8.2} % {:>7.0} {:>8.2} ms {:>7.1} µs",
            self.instances,
            percent(self.deviation),
            percent(self.reached as f64),
            percent(self.proved as f64),
            percent(self.above_critical_path),
            self.passes as f64 / self.instances as f64,
            1e3 * self.seconds / self.instances as f64,
            1e6 * self.seconds / self.passes as f64,
        );
    }
}

/// PSPLIB's parameters; tighter capacities for 120 activities.
fn generated(n: usize) -> impl Iterator<Item = Project> {
    let strengths = if n >= 120 { [0.1, 0.2, 0.3, 0.4] } else { [0.2, 0.5, 0.7, 1.0] };
    let factors = [0.25, 0.5, 0.75, 1.0];
    [1.5, 1.8, 2.1].into_iter().enumerate().flat_map(move |(i, complexity)| {
        factors.into_iter().enumerate().flat_map(move |(j, factor)| {
            strengths.into_iter().enumerate().map(move |(k, strength)| {
                let seed = (n + 1000 * i + 100 * j + 10 * k) as u64;
                progen::project(n, complexity, factor, strength, seed)
            })
        })
    })
}

fn json(project: &Project) -> String {
    let links: Vec<[i64; 3]> =
        project.links.iter().map(|&(from, to, lag)| [from as i64, to as i64, lag]).collect();
    format!(
        r#"{{"durations":{:?},"links":{links:?},"demands":{:?},"capacities":{:?}}}"#,
        project.durations, project.demands, project.capacities
    )
}

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse().ok());
    let budget = numbers.next().unwrap_or(1000);
    if let Some(n) = numbers.next() {
        generated(n).for_each(|project| println!("{}", json(&project)));
        return;
    }
    println!(
        "{budget} schedules                above best  reached   proved  above CPM  passes     per run per pass"
    );
    let mut row = Row::default();
    for (_, project, _, optimum) in psplib::j30() {
        row.measure(&project, budget, Some(optimum));
    }
    if row.instances > 0 {
        row.print("PSPLIB j30, parameters 1-16");
    }
    for n in [30, 60, 120] {
        let mut row = Row::default();
        generated(n).for_each(|project| row.measure(&project, budget, None));
        row.print(&format!("generated, {n} activities"));
    }
}
