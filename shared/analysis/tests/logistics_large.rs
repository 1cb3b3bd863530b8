//! Batching where no optimum can be computed: near the bound, and in bounds.

mod logistics_world;

use analysis::logistics::Batching;
use analysis::rng::Rng;
use logistics_world::{Job, Shoot, analyze, order_of};
use serde_json::json;

fn plan(shoot: &Shoot) -> Batching {
    analyze("batching", &shoot.samples(), shoot.request()).batching.expect("asked for")
}

fn one_sample_each(rng: &mut Rng, families: usize, longest: usize) -> Shoot {
    let job = |family| Job { family, minutes: 1, due: None, hero: false };
    let setup =
        (0..families).map(|_| (0..families).map(|_| 1 + rng.below(longest) as i64).collect());
    let setup = setup.collect();
    Shoot { jobs: (0..families).map(job).collect(), setup }
}

/// How far above the bound a plan is, in percent of the bound.
fn over(shoot: &Shoot) -> f64 {
    let plan = plan(shoot);
    100.0 * (plan.setup_minutes as f64 / plan.lower_bound_minutes as f64 - 1.0)
}

#[test]
fn a_hundred_families_stay_within_two_percent_of_the_bound() {
    let mut rng = Rng::new(100);
    for longest in [60, 200, 1000, 5000] {
        let over = over(&one_sample_each(&mut rng, 100, longest));
        assert!(over <= 2.0, "{over:.2} % at up to {longest}");
    }
}

/// Where the cheapest assignment says little: a change-over costs about the
/// same either way, as the distance of two places does.
#[test]
fn nearly_symmetric_change_overs_stay_within_two_percent_of_the_bound_too() {
    let mut rng = Rng::new(7);
    for noise in [1, 100, 400] {
        let mut shoot = one_sample_each(&mut rng, 100, noise);
        let places: Vec<(f64, f64)> = (0..100).map(|_| (rng.unit(), rng.unit())).collect();
        for (row, from) in shoot.setup.iter_mut().zip(&places) {
            for (minutes, to) in row.iter_mut().zip(&places) {
                *minutes += (2000.0 * (from.0 - to.0).hypot(from.1 - to.1)) as i64;
            }
        }
        let over = over(&shoot);
        assert!(over <= 2.0, "{over:.2} % with noise up to {noise}");
    }
}

#[test]
fn a_chain_hidden_among_expensive_change_overs_is_found() {
    let mut rng = Rng::new(3);
    let mut shoot = one_sample_each(&mut rng, 60, 100);
    for row in &mut shoot.setup {
        for minutes in row.iter_mut() {
            *minutes += 50;
        }
    }
    let mut chain: Vec<usize> = (0..60).collect();
    for at in (1..60).rev() {
        chain.swap(at, rng.below(at + 1));
    }
    for step in chain.windows(2) {
        shoot.setup[step[0]][step[1]] = 2;
    }
    let plan = plan(&shoot);
    assert_eq!((plan.setup_minutes, plan.lower_bound_minutes, plan.optimal), (118, 118, true));
    let order = order_of(&plan);
    assert_eq!(order, chain);
}

#[test]
fn families_outside_the_table_cost_the_default_however_many_there_are() {
    let sample =
        |n: usize| json!({ "id": n.to_string(), "status": "prepped", "setFamily": n.to_string() });
    let samples: Vec<_> = (0..3000).map(sample).collect();
    let table = json!({ "0": { "1": 1, "2": 900 }, "1": { "2": 1, "0": 900 }, "2": { "0": 900, "1": 900 } });
    let more = json!({ "setupMinutes": table, "defaultSetupMinutes": 10 });
    let plan = analyze("batching", &json!(samples), more).batching.unwrap();
    assert_eq!(plan.setup_minutes, 2 + 2997 * 10);
    assert_eq!(plan.lower_bound_minutes, plan.setup_minutes);
    assert!(plan.optimal);
    assert_eq!(plan.total_batches, 3000);
}

#[test]
fn thirty_thousand_samples_with_due_times_add_up() {
    let shoot = Shoot::random(&mut Rng::new(4), 30_000, 20, Some(0.5));
    let plan = plan(&shoot);
    let order = order_of(&plan);
    let given: Vec<usize> = (0..shoot.jobs.len()).collect();
    let (worth, before) = (shoot.value(&order), shoot.value(&given));
    assert!(worth < before, "{worth:?} {before:?}");
    assert_eq!((plan.setup_minutes, plan.saved_minutes), (worth.2, before.2 - worth.2));
    let mut seen = order;
    seen.sort_unstable();
    assert_eq!(seen, given);
}
