//! Levelled schedules and critical paths: PSPLIB where it is there, generated
//! projects where it is not.

use std::time::Instant;

use crate::project::Project;
use analysis::events::schedule::level;

use crate::{progen, psplib, tell};

const SCHEDULES: usize = 1_000;

/// Schedules of one set, against the best that is known.
#[derive(Default)]
struct Set {
    instances: usize,
    deviation: f64,
    reached: usize,
    proved: usize,
    /// Lower bounds that no known schedule is below.
    bounds: usize,
    /// How far the bounds lie below the best.
    gap: f64,
    seconds: f64,
}

impl Set {
    fn measure(&mut self, project: &Project, best: i64) {
        let network = project.network().unwrap();
        let begun = Instant::now();
        let schedule = level(&network, SCHEDULES, 1);
        self.seconds += begun.elapsed().as_secs_f64();
        assert!(project.faults(&schedule).is_empty(), "{:?}", project.faults(&schedule));
        let (makespan, bound) = (i64::from(schedule.makespan), i64::from(schedule.lower_bound));
        self.instances += 1;
        self.deviation += makespan as f64 / best as f64 - 1.0;
        self.reached += usize::from(makespan <= best);
        self.proved += usize::from(schedule.optimal);
        self.bounds += usize::from(bound <= best.min(makespan));
        self.gap += 1.0 - bound as f64 / best as f64;
    }

    fn tell(&self, name: &str, most: Option<f64>) {
        let Self { instances, reached, proved, bounds, .. } = self;
        let percent = |sum: f64| 100.0 * sum / *instances as f64;
        let deviation = percent(self.deviation);
        tell(
            &format!("{name}: mean above the best known, {instances} projects at 1,000 schedules"),
            &format!(
                "{deviation:.3} % ({reached} reached, {proved} proved, {:.1} ms each natively)",
                1e3 * self.seconds / *instances as f64
            ),
            &most.map_or("-".to_owned(), |most| format!("≤ {most:.2} %")),
            most.map(|most| deviation <= most),
        );
        tell(
            &format!("{name}: lower bounds that hold"),
            &format!(
                "{bounds} of {instances}, on average {:.2} % below the best",
                percent(self.gap)
            ),
            "all",
            Some(bounds == instances),
        );
    }
}

pub(super) fn figures(glance: bool) {
    for (name, activities, most) in [("j30", 30, 0.30), ("j60", 60, 1.0), ("j120", 120, 3.9)] {
        let instances = psplib::set(name);
        let title = format!("PSPLIB {name}");
        let mut set = Set::default();
        if instances.is_empty() {
            let told = format!("skipped: no folder psplib-{name} in $PSPLIB or ../shared/data");
            tell(&title, &told, &format!("≤ {most:.2} %"), None);
            if glance {
                continue;
            }
            for project in generated(activities) {
                let patient = level(&project.network().unwrap(), 20 * SCHEDULES, 7);
                set.measure(&project, i64::from(patient.makespan));
            }
            set.tell(
                &format!("generated, {activities} activities, best of 20,000 schedules"),
                None,
            );
            continue;
        }
        let mut exact = 0;
        for (_, project, critical_path, best) in &instances {
            let found = project.network().unwrap().critical_path();
            exact += usize::from(i64::from(found) == *critical_path);
            set.measure(project, *best);
        }
        set.tell(&title, Some(most));
        tell(
            &format!("{title}: critical paths as long as published (MPM-Time)"),
            &format!("{exact} of {}", instances.len()),
            "all",
            Some(exact == instances.len()),
        );
    }
}

/// A few projects in the manner of PSPLIB's; tighter capacities for 120
/// activities.
fn generated(n: usize) -> impl Iterator<Item = Project> {
    let strengths = if n >= 120 { [0.1, 0.2, 0.4] } else { [0.2, 0.5, 0.7] };
    [(1.5, 0.5), (1.8, 0.75), (2.1, 1.0), (1.8, 0.25)].into_iter().enumerate().flat_map(
        move |(i, (complexity, factor))| {
            strengths.into_iter().enumerate().map(move |(j, strength)| {
                progen::project(n, complexity, factor, strength, (n + 10 * i + j) as u64)
            })
        },
    )
}
