//! Orders of families and samples against all orders, and against bounds where
//! those are too many.

#[path = "../../../shared/analysis/tests/logistics_world/mod.rs"]
mod logistics_world;

use std::time::Instant;

use analysis::logistics::Batching;
use analysis::rng::Rng;
use logistics_world::{Job, Shoot, analyze, order_of};

use super::tell;

const LARGE: usize = 100;

fn plan(shoot: &Shoot) -> Batching {
    analyze("batching", &shoot.samples(), shoot.request()).batching.unwrap()
}

pub(super) fn figures(glance: bool) {
    let mut rng = Rng::new(13);
    let most = if glance { 11 } else { 13 };
    let sizes = (2..=most).flat_map(|families| vec![families; if families > 11 { 4 } else { 20 }]);
    let shoots: Vec<Shoot> = sizes.map(|n| one_sample_each(&mut rng, n, 60)).collect();
    let optimal = shoots.iter().filter(|&shoot| plan(shoot).setup_minutes == shoot.least_setup());
    let optimal = optimal.count();
    tell(
        &format!("batching: least set-up of all orders, 2 to {most} families"),
        &format!("{optimal} of {}", shoots.len()),
        "all",
        Some(optimal == shoots.len()),
    );

    let mut rng = Rng::new(10);
    let cases = [0.2, 0.4, 0.6, 0.8, 1.0]
        .into_iter()
        .flat_map(|tightness| [2, 3, 5, 10].map(|families| (tightness, families)));
    let due = cases.filter(|&(tightness, families)| {
        let shoot = Shoot::random(&mut rng, 10, families, Some(tightness));
        shoot.value(&order_of(&plan(&shoot))) == shoot.best()
    });
    let due = due.count();
    tell(
        "batching: least total tardiness of all orders, 10 samples with due times",
        &format!("{due} of 20"),
        "≥ 19 of 20",
        Some(due >= 19),
    );

    if glance {
        return;
    }
    let mut rng = Rng::new(100);
    let shoots = [60, 200, 1_000, 5_000].map(|longest| one_sample_each(&mut rng, LARGE, longest));
    large("batching: 100 families, change-overs at random", &shoots);
    let shoots = [1, 100, 400].map(|noise| nearly_symmetric(&mut rng, noise));
    large("batching: 100 families, nearly symmetric change-overs", &shoots);
}

/// The gap to a lower bound: that to the optimum is no larger.
fn large(name: &str, shoots: &[Shoot]) {
    let (mut most, mut slowest) = (0.0_f64, 0.0_f64);
    for shoot in shoots {
        let begun = Instant::now();
        let plan = plan(shoot);
        slowest = slowest.max(begun.elapsed().as_secs_f64());
        most = most.max(plan.setup_minutes as f64 / plan.lower_bound_minutes as f64 - 1.0);
    }
    tell(
        &format!("{name}, {} of them: above the lower bound", shoots.len()),
        &format!("at most {:.2} %, in at most {slowest:.2} s natively", 100.0 * most),
        "≤ 2 % in 1 s",
        Some(most <= 0.02 && slowest <= 1.0),
    );
}

fn one_sample_each(rng: &mut Rng, families: usize, longest: usize) -> Shoot {
    let job = |family| Job { family, minutes: 1, due: None, hero: false };
    let setup =
        (0..families).map(|_| (0..families).map(|_| 1 + rng.below(longest) as i64).collect());
    let setup = setup.collect();
    Shoot { jobs: (0..families).map(job).collect(), setup }
}

/// As far as places lie apart, and up to `noise` more.
fn nearly_symmetric(rng: &mut Rng, noise: usize) -> Shoot {
    let mut shoot = one_sample_each(rng, LARGE, noise);
    let places: Vec<(f64, f64)> = (0..LARGE).map(|_| (rng.unit(), rng.unit())).collect();
    for (row, from) in shoot.setup.iter_mut().zip(&places) {
        for (minutes, to) in row.iter_mut().zip(&places) {
            *minutes += (2000.0 * (from.0 - to.0).hypot(from.1 - to.1)) as i64;
        }
    }
    shoot
}
