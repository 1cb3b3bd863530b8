//! The simulated finish against distributions that are known.

use analysis::Time;
use analysis::events::critical_path::Risk;
use analysis::events::{Event, EventsAnalysis, Zone, optimize};
use serde_json::{Value, json};

#[expect(clippy::needless_pass_by_value, reason = "json! is written in place")]
fn event(tasks: Value, deadline: Option<i64>) -> Event {
    let event = json!({ "id": "e", "startsAt": "2026-11-21T08:00:00Z", "tasks": tasks });
    let mut event: Event = serde_json::from_value(event).unwrap();
    event.deadline_at = deadline.map(|minutes| event.starts_at.plus_minutes(minutes));
    event
}

fn risk(event: &Event, now: Option<Time>, seed: u64) -> Option<Risk<'_>> {
    let kind = EventsAnalysis::CriticalPath;
    optimize(event, &Zone::utc(), kind, now, seed, 0).unwrap().critical_path.unwrap().risk
}

fn task(id: &str, after: &[&str]) -> Value {
    json!({ "id": id, "durationMinutes": 500, "optimisticMinutes": 0,
        "pessimisticMinutes": 1000, "dependencies": after })
}

fn near(found: i64, expected: f64) {
    let error = (found as f64 - expected).abs() / expected;
    assert!(error < 0.01, "{found} instead of {expected}");
}

/// The distribution function of Beta(3, 3): x³ (10 − 15x + 6x²).
fn cdf(x: f64) -> f64 {
    x * x * x * (10.0 - 15.0 * x + 6.0 * x * x)
}

/// Its quantile in thousandths, by bisection.
fn quantile(p: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if cdf(middle) < p { low = middle } else { high = middle }
    }
    1000.0 * low
}

#[test]
fn plans_without_estimates_have_no_risk() {
    let event = event(json!([{ "id": "a", "durationMinutes": 60 }]), None);
    assert_eq!(risk(&event, None, 0), None);
}

#[test]
fn one_task_has_the_quantiles_of_its_beta_distribution() {
    let event = event(json!([task("a", &[])]), Some(600));
    let found = risk(&event, None, 7).unwrap();
    near(found.p50, quantile(0.5));
    near(found.p80, quantile(0.8));
    near(found.p95, quantile(0.95));
    assert!((found.on_time_probability.unwrap() - cdf(0.6)).abs() < 0.02);
    assert_eq!(found.criticality.0, [("a", 1.0)]);
}

#[test]
fn where_paths_merge_the_latest_counts() {
    // The greatest of eight is below x if all are: its median is the quantile of
    // one at the eighth root of a half.
    let mut tasks: Vec<Value> = (0..8).map(|at| task(&format!("t{at}"), &[])).collect();
    let all: Vec<String> = (0..8).map(|at| format!("t{at}")).collect();
    tasks.push(json!({ "id": "show", "durationMinutes": 0, "dependencies": all }));
    let event = event(Value::from(tasks), None);
    let found = risk(&event, None, 1).unwrap();
    near(found.p50, quantile(0.5_f64.powf(0.125)));
    let shares: Vec<f64> = found.criticality.0.iter().map(|&(_, share)| share).collect();
    assert!((shares.iter().take(8).sum::<f64>() - 1.0).abs() < 1e-3, "{shares:?}");
    assert!(shares.iter().take(8).all(|share| (0.10..0.15).contains(share)), "{shares:?}");
    assert_eq!(shares[8], 1.0);
}

#[test]
fn equal_certain_paths_are_both_critical() {
    let event = event(
        json!([
            { "id": "a", "durationMinutes": 30 }, { "id": "b", "durationMinutes": 30 },
            { "id": "c", "durationMinutes": 60, "pessimisticMinutes": 90, "dependencies": ["a", "b"] }
        ]),
        None,
    );
    assert_eq!(risk(&event, None, 3).unwrap().criticality.0, [("a", 1.0), ("b", 1.0), ("c", 1.0)]);
}

#[test]
fn the_seed_decides_everything() {
    let event = event(json!([task("a", &[]), task("b", &["a"]), task("c", &[])]), Some(1000));
    assert_eq!(risk(&event, None, 5), risk(&event, None, 5));
    assert_ne!(risk(&event, None, 5), risk(&event, None, 6));
}

#[test]
fn history_leaves_nothing_to_chance() {
    let done = json!({ "id": "a", "durationMinutes": 60, "pessimisticMinutes": 600, "status": "done",
        "actualStart": "2026-11-21T08:00:00Z", "actualFinish": "2026-11-21T09:00:00Z" });
    let event =
        event(json!([done, { "id": "b", "durationMinutes": 10, "dependencies": ["a"] }]), None);
    assert_eq!(risk(&event, Time::parse("2026-11-21T09:00:00Z"), 0), None);
}

#[test]
fn what_must_finish_last_is_critical_in_every_sample() {
    // "hand-over" cannot finish before "pack" does, and pack is as good as always last:
    // whatever the roundings of their durations, both end at the same moment.
    let mut hand_over = task("hand-over", &[]);
    hand_over["durationMinutes"] = json!(1);
    hand_over["pessimisticMinutes"] = json!(40);
    hand_over["dependencies"] = json!([{ "taskId": "pack", "type": "FF" }]);
    let mut pack = task("pack", &[]);
    pack["optimisticMinutes"] = json!(450);
    let event = event(json!([pack, hand_over]), None);
    for seed in 0..20 {
        let found = risk(&event, None, seed).unwrap();
        assert_eq!(found.criticality.0, [("pack", 1.0), ("hand-over", 1.0)], "seed {seed}");
    }
}
