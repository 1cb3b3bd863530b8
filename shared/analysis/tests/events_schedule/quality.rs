//! How near the optimum: on PSPLIB where it is there, and on generated projects
//! against much longer searches.

use analysis::events::schedule::level;

use crate::{progen, psplib};

#[test]
fn stays_within_three_tenths_of_a_percent_of_the_optima_of_psplib_j30_at_1000_schedules() {
    let instances = psplib::j30();
    if instances.is_empty() {
        return;
    }
    assert_eq!(instances.len(), 160);
    let (mut deviation, mut optimal) = (0.0, 0);
    for (name, project, critical_path, optimum) in &instances {
        let network = project.network().unwrap();
        assert_eq!(i64::from(network.critical_path()), *critical_path, "{name}");
        let schedule = level(&network, 1000, 1);
        assert_eq!(project.faults(&schedule), Vec::<String>::new(), "{name}");
        assert!(i64::from(schedule.lower_bound) <= *optimum, "{name}: {schedule:?}");
        deviation += f64::from(schedule.makespan) / *optimum as f64 - 1.0;
        optimal += usize::from(i64::from(schedule.makespan) == *optimum);
    }
    let mean = 100.0 * deviation / instances.len() as f64;
    assert!(mean <= 0.30, "{mean:.3} % above the optima on average");
    assert!(optimal * 100 >= instances.len() * 88, "{optimal} optimal");
}

#[test]
fn gains_little_from_ten_times_the_schedules_on_projects_of_sixty() {
    let (mut short, mut long) = (0, 0);
    for (seed, (complexity, strength)) in
        [(1.5, 0.2), (1.8, 0.2), (2.1, 0.2), (1.5, 0.5), (1.8, 0.5), (2.1, 0.5)]
            .into_iter()
            .enumerate()
    {
        let project = progen::project(60, complexity, 0.75, strength, seed as u64);
        let network = project.network().unwrap();
        let quick = level(&network, 1000, 1);
        let patient = level(&network, 10_000, 1);
        assert_eq!(project.faults(&quick), Vec::<String>::new());
        assert_eq!(project.faults(&patient), Vec::<String>::new());
        assert!(patient.makespan <= quick.makespan, "more schedules, never a longer one");
        short += quick.makespan;
        long += patient.makespan;
    }
    let gain = 100.0 * (f64::from(short) / f64::from(long) - 1.0);
    assert!(gain <= 2.5, "{gain:.2} % gained");
}

#[test]
fn a_project_without_scarcity_ends_with_its_critical_path_after_one_schedule() {
    let mut project = progen::project(120, 1.8, 0.5, 1.0, 3);
    for capacity in &mut project.capacities {
        *capacity *= 100;
    }
    let network = project.network().unwrap();
    let schedule = level(&network, 1000, 1);
    assert_eq!(schedule.makespan, network.critical_path());
    assert!(schedule.optimal);
    assert_eq!(schedule.passes, 1);
}
