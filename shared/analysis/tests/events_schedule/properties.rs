//! Small projects of every kind of link, against trying everything.

use analysis::events::schedule::level;
use proptest::prelude::*;

use crate::progen;
use crate::project::Project;

/// Up to five activities, two resources, lags from `lags`.
fn small(lags: std::ops::RangeInclusive<i64>) -> impl Strategy<Value = Project> {
    let activity = (0_i64..4, 0_i64..4, (0_i64..4, 0_i64..3));
    (
        prop::collection::vec(activity, 1..=5),
        prop::collection::vec((0_usize..5, 0_usize..5, lags), 0..6),
        (3_i64..6, 2_i64..4),
    )
        .prop_map(|(activities, links, capacities)| Project {
            durations: activities.iter().map(|a| a.0).collect(),
            releases: activities.iter().map(|a| a.1).collect(),
            demands: activities.iter().map(|a| vec![a.2.0, a.2.1]).collect(),
            links: links
                .into_iter()
                .filter(|(from, to, _)| from < to && *to < activities.len())
                .map(|(from, to, lag)| (from, to, lag + activities[from].0))
                .collect(),
            capacities: vec![capacities.0, capacities.1],
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn finds_the_optimum_of_small_projects(project in small(0..=2)) {
        let schedule = level(&project.network().unwrap(), 1000, 1);
        prop_assert_eq!(project.faults(&schedule), Vec::<String>::new());
        prop_assert_eq!(i64::from(schedule.makespan), project.optimum());
        prop_assert!(schedule.optimal, "a dozen activities end with a proof");
        prop_assert_eq!(project.too_late(&schedule), Vec::<usize>::new());
    }

    #[test]
    fn is_feasible_and_honest_with_overlapping_links(project in small(-6..=3)) {
        let schedule = level(&project.network().unwrap(), 200, 1);
        prop_assert_eq!(project.faults(&schedule), Vec::<String>::new());
        let optimum = project.optimum();
        prop_assert!(i64::from(schedule.lower_bound) <= optimum);
        prop_assert!(i64::from(schedule.makespan) >= optimum);
        prop_assert_eq!(project.too_late(&schedule), Vec::<usize>::new());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn proves_the_optimum_of_a_dozen_that_a_long_search_cannot_better(
        seed in any::<u64>(), n in 8_usize..=12, factor in 0.25..1.0, strength in 0.0..0.6,
    ) {
        let project = progen::project(n, 1.2, factor, strength, seed);
        let network = project.network().unwrap();
        let schedule = level(&network, 1000, seed);
        prop_assert_eq!(project.faults(&schedule), Vec::<String>::new());
        prop_assert!(schedule.optimal, "{} of at least {}", schedule.makespan, schedule.lower_bound);
        prop_assert!(schedule.passes <= 1000);
        prop_assert_eq!(level(&network, 1000, seed ^ 1).makespan, schedule.makespan);
    }

    #[test]
    fn is_feasible_repeatable_and_within_its_budget(
        seed in any::<u64>(), n in 8_usize..50, budget in 1_usize..300, minutes in 1_i64..600,
        factor in 0.25..1.0, strength in 0.0..1.0,
    ) {
        let mut project = progen::project(n, 1.5, factor, strength, seed);
        // The same in finer units, with releases: nothing may depend on the unit.
        for link in &mut project.links {
            link.2 *= minutes;
        }
        project.releases = (0..n as i64).map(|j| j * 7 % 20 * minutes).collect();
        project.durations.iter_mut().for_each(|duration| *duration *= minutes);
        let network = project.network().unwrap();
        let schedule = level(&network, budget, seed);
        prop_assert_eq!(project.faults(&schedule), Vec::<String>::new());
        prop_assert!(schedule.passes <= budget);
        prop_assert_eq!(i64::from(schedule.makespan) % minutes, 0);
        prop_assert_eq!(project.too_late(&schedule), Vec::<usize>::new());
        prop_assert_eq!(level(&network, budget, seed), schedule);
    }
}

/// Instances that once ran out of budget before their proof.
#[test]
fn proves_the_hard_ones_among_a_dozen() {
    for (seed, n, factor, strength) in [
        (3_892_716_102_233_161_797, 11, 0.754_971_982_132_173_5, 0.0),
        (1_226_652_722_691_371_534, 12, 0.968_576_436_572_211_6, 0.119_516_505_174_608_89),
    ] {
        let network = progen::project(n, 1.2, factor, strength, seed).network().unwrap();
        let schedule = level(&network, 1000, seed);
        assert!(schedule.optimal, "{} of at least {}", schedule.makespan, schedule.lower_bound);
    }
}
