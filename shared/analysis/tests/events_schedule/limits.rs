//! Refusals name what is wrong; the largest network still ends in time.

use analysis::Problem;
use analysis::events::schedule::{Activity, MAX_ACTIVITIES, Network, level};

use crate::project::Project;

fn two(links: Vec<(usize, usize, i64)>) -> Project {
    Project {
        durations: vec![2, 3],
        demands: vec![vec![1], vec![1]],
        capacities: vec![1],
        links,
        ..Project::default()
    }
}

#[test]
fn refuses_a_demand_above_the_capacity_and_names_both() {
    let mut project = two(vec![]);
    project.demands[1][0] = 4;
    let Err(Problem::Invalid { field, reason }) = project.network() else { panic!("accepted") };
    assert_eq!(field, "tasks[1].demands.r0");
    assert_eq!(reason, "needs 4 of r0, whose capacity is 1");
}

#[test]
fn answers_a_loop_of_links_with_the_loop() {
    let project = Project {
        durations: vec![1; 5],
        demands: vec![vec![]; 5],
        links: vec![(0, 1, 1), (1, 2, 1), (2, 3, 1), (3, 1, 1), (3, 4, 1)],
        ..Project::default()
    };
    let Err(Problem::Cycle { cycles, .. }) = project.network() else { panic!("accepted") };
    let ids = &cycles[0];
    assert_eq!(ids.len(), 3);
    for (position, id) in ids.iter().enumerate() {
        let from: usize = id.parse().unwrap();
        let to: usize = ids[(position + 1) % 3].parse().unwrap();
        assert!(project.links.iter().any(|l| (l.0, l.1) == (from, to)), "{ids:?}");
    }
}

#[test]
fn refuses_negative_and_endless_times() {
    for (duration, lag) in [(-1, 0), (1 << 40, 0), (1, 1 << 40), (1 << 29, 1 << 30)] {
        let mut project = two(vec![(0, 1, lag)]);
        project.durations[0] = duration;
        assert!(matches!(project.network(), Err(Problem::Invalid { .. })), "{duration} {lag}");
    }
}

#[test]
fn refuses_more_activities_than_it_can_level() {
    let many =
        vec![Activity { at: 0, duration: 1, release: 0, demands: vec![] }; MAX_ACTIVITIES + 1];
    assert_eq!(
        Network::new(&many, &[], &[]).unwrap_err(),
        Problem::TooMany { field: "tasks".to_owned(), limit: MAX_ACTIVITIES }
    );
}

#[test]
fn nothing_to_do_is_done_at_once() {
    let schedule = level(&Project::default().network().unwrap(), 1000, 1);
    assert!(schedule.optimal && schedule.starts.is_empty() && schedule.makespan == 0);
}

#[test]
fn two_that_share_a_person_take_turns() {
    let schedule = level(&two(vec![]).network().unwrap(), 1000, 1);
    assert_eq!(schedule.makespan, 5);
    assert!(schedule.optimal);
}
