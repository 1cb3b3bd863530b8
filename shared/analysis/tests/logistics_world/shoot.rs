//! Random shoots, and what an order of their samples is worth: reckoned in the
//! plainest way there is.

use analysis::Time;
use analysis::logistics::Batching;
use analysis::rng::Rng;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::NOW;

#[derive(Debug, Clone)]
pub(crate) struct Job {
    pub(crate) family: usize,
    pub(crate) minutes: i64,
    pub(crate) due: Option<i64>,
    pub(crate) hero: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Shoot {
    pub(crate) jobs: Vec<Job>,
    /// Change-over in minutes, by family and family.
    pub(crate) setup: Vec<Vec<i64>>,
}

/// Hero lateness, other lateness, set-up, hero completions.
pub(crate) type Worth = (i64, i64, i64, i64);

impl Shoot {
    /// Any shoot of up to so many samples and families.
    pub(crate) fn any(samples: usize, families: usize) -> impl Strategy<Value = Self> {
        let due = (0_u32..3, 0.2..1.2_f64);
        (any::<u64>(), 0..=samples, 1..=families, due).prop_map(|(seed, jobs, families, due)| {
            Self::random(&mut Rng::new(seed), jobs, families, (due.0 > 0).then_some(due.1))
        })
    }

    /// `tightness`: due times spread over this share of the camera time.
    pub(crate) fn random(
        rng: &mut Rng,
        jobs: usize,
        families: usize,
        tightness: Option<f64>,
    ) -> Self {
        let setup =
            (0..families).map(|_| (0..families).map(|_| 1 + rng.below(60) as i64).collect());
        let setup = setup.collect();
        let span = (jobs as f64 * 30.0 * tightness.unwrap_or(0.0)) as usize + 1;
        let jobs = (0..jobs).map(|_| Job {
            family: rng.below(families),
            minutes: rng.below(40) as i64,
            due: (tightness.is_some() && rng.below(5) > 0).then(|| rng.below(span) as i64),
            hero: rng.below(4) == 0,
        });
        Self { jobs: jobs.collect(), setup }
    }

    pub(crate) fn samples(&self) -> Value {
        let now = Time::parse(NOW).unwrap();
        let sample = |(id, job): (usize, &Job)| {
            json!({
                "id": id.to_string(), "status": "prepped", "setFamily": format!("f{}", job.family),
                "shootMinutes": job.minutes, "isHero": job.hero,
                "dueAt": job.due.map(|due| now.plus_minutes(due).to_string()),
            })
        };
        self.jobs.iter().enumerate().map(sample).collect()
    }

    /// The change-over table. One entry is left to the default, which is its
    /// value, so that the default counts too.
    pub(crate) fn request(&self) -> Value {
        let mut table = Map::new();
        for (from, row) in self.setup.iter().enumerate() {
            let row: Map<String, Value> =
                row.iter().enumerate().map(|(to, m)| (format!("f{to}"), json!(m))).collect();
            table.insert(format!("f{from}"), Value::Object(row));
        }
        let last = self.setup.len() - 1;
        if let Some(row) = table.get_mut("f0").and_then(Value::as_object_mut) {
            row.remove(&format!("f{last}"));
        }
        json!({ "setupMinutes": table, "defaultSetupMinutes": self.setup[0][last] })
    }

    pub(crate) fn value(&self, order: &[usize]) -> Worth {
        let (mut clock, mut before): (i64, Option<usize>) = (0, None);
        let mut worth = (0, 0, 0, 0);
        for at in order {
            let job = &self.jobs[*at];
            let setup = match before {
                Some(family) if family != job.family => self.setup[family][job.family],
                _ => 0,
            };
            clock += setup + job.minutes;
            worth.2 += setup;
            let late = job.due.map_or(0, |due| (clock - due).max(0));
            if job.hero {
                worth.0 += late;
                worth.3 += clock;
            } else {
                worth.1 += late;
            }
            before = Some(job.family);
        }
        worth
    }

    /// The best worth of any order of the samples, by trying them all; orders
    /// that are worse half-way are left.
    pub(crate) fn best(&self) -> Worth {
        let mut best = (i64::MAX, 0, 0, 0);
        self.try_all(&mut Vec::new(), &mut best);
        best
    }

    fn try_all(&self, order: &mut Vec<usize>, best: &mut Worth) {
        let worth = self.value(order);
        if worth >= *best {
            return;
        }
        if order.len() == self.jobs.len() {
            *best = worth;
        }
        for next in 0..self.jobs.len() {
            if !order.contains(&next) {
                order.push(next);
                self.try_all(order, best);
                order.pop();
            }
        }
    }

    /// The least set-up of any order of the families, by trying them all.
    pub(crate) fn least_setup(&self) -> i64 {
        let mut families: Vec<usize> = self.jobs.iter().map(|job| job.family).collect();
        families.sort_unstable();
        families.dedup();
        let mut best = i64::MAX;
        self.try_families(&mut families, 0, 0, &mut best);
        best
    }

    fn try_families(&self, families: &mut [usize], placed: usize, setup: i64, best: &mut i64) {
        if setup >= *best {
            return;
        }
        if placed == families.len() {
            *best = setup;
        }
        for next in placed..families.len() {
            families.swap(placed, next);
            let step = match placed {
                0 => 0,
                _ => self.setup[families[placed - 1]][families[placed]],
            };
            self.try_families(families, placed + 1, setup + step, best);
            families.swap(placed, next);
        }
    }
}

/// The samples in the order of the plan.
pub(crate) fn order_of(plan: &Batching) -> Vec<usize> {
    plan.batches.iter().flat_map(|b| &b.items).map(|id| id.parse().unwrap()).collect()
}
