//! Batching against brute force: where an optimum is claimed it is one.

mod logistics_world;

use analysis::logistics::Batching;
use analysis::rng::Rng;
use logistics_world::{Shoot, analyze, cases, order_of};
use proptest::prelude::*;

fn plan(shoot: &Shoot) -> Batching {
    analyze("batching", &shoot.samples(), shoot.request()).batching.expect("asked for")
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn set_up_is_the_least_of_all_orders_of_the_families(seed: u64, jobs in 1_usize..30, families in 1_usize..8) {
        let shoot = Shoot::random(&mut Rng::new(seed), jobs, families, None);
        let plan = plan(&shoot);
        let given: Vec<usize> = (0..shoot.jobs.len()).collect();
        let least = shoot.least_setup().min(shoot.value(&given).2);
        prop_assert_eq!(plan.setup_minutes, least);
        prop_assert_eq!(plan.lower_bound_minutes, least);
        prop_assert!(plan.optimal);
    }

    #[test]
    fn with_due_times_no_order_of_seven_samples_is_better(seed: u64, families in 1_usize..5, tightness in 0.1..1.2_f64) {
        let shoot = Shoot::random(&mut Rng::new(seed), 7, families, Some(tightness));
        let plan = plan(&shoot);
        if shoot.jobs.iter().any(|job| job.due.is_some()) {
            prop_assert_eq!(shoot.value(&order_of(&plan)), shoot.best());
            prop_assert!(plan.optimal);
        }
    }
}

#[test]
fn thirteen_families_are_solved_exactly() {
    let mut rng = Rng::new(13);
    for _ in 0..3 {
        let mut shoot = Shoot::random(&mut rng, 13, 13, None);
        for (family, job) in shoot.jobs.iter_mut().enumerate() {
            job.family = family;
        }
        let plan = plan(&shoot);
        assert_eq!((plan.setup_minutes, plan.optimal), (shoot.least_setup(), true));
    }
}

#[test]
fn ten_samples_with_due_times_are_solved_exactly_twenty_times_of_twenty() {
    let mut rng = Rng::new(10);
    for tightness in [0.2, 0.4, 0.6, 0.8, 1.0] {
        for families in [2, 3, 5, 10] {
            let shoot = Shoot::random(&mut rng, 10, families, Some(tightness));
            let plan = plan(&shoot);
            assert_eq!(shoot.value(&order_of(&plan)), shoot.best(), "{tightness} {families}");
            assert!(plan.optimal);
        }
    }
}
