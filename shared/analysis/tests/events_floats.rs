//! Dates and floats of random networks against brute force: every path
//! followed, every delay tried.

use analysis::events::critical_path::TaskDates;
use analysis::events::event::Task;
use analysis::events::{CriticalPath, Dependency, Event, EventsAnalysis, LinkType, Zone, optimize};
use proptest::prelude::*;

/// A task: its duration, how much later than minute 0 it may start, and its
/// links to earlier tasks.
type Row = (i64, i64, Vec<(usize, LinkType, i64)>);

fn networks() -> impl Strategy<Value = Vec<Row>> {
    let kind = prop_oneof![
        3 => Just(LinkType::FS),
        1 => Just(LinkType::SS),
        1 => Just(LinkType::FF),
        1 => Just(LinkType::SF)
    ];
    let links = prop::collection::vec((any::<prop::sample::Index>(), kind, -4_i64..8), 0..4);
    let row = (0_i64..90, prop_oneof![4 => Just(0_i64), 1 => 0_i64..60], links);
    prop::collection::vec(row, 1..9).prop_map(|rows| {
        let rows = rows.into_iter().enumerate();
        rows.map(|(task, (duration, earliest, links))| {
            let links = links.into_iter().filter(|_| task > 0);
            let links = links.map(|(at, kind, lag)| (at.index(task.max(1)), kind, lag));
            (duration, earliest, links.collect())
        })
        .collect()
    })
}

/// When a task starts, by following every path to it.
fn start(rows: &[Row], task: usize) -> i64 {
    let (duration, earliest, links) = &rows[task];
    links.iter().fold(*earliest, |latest, &(before, kind, lag)| {
        let begun = start(rows, before);
        let finished = begun + rows[before].0;
        latest.max(match kind {
            LinkType::FS => finished + lag,
            LinkType::SS => begun + lag,
            LinkType::FF => finished + lag - duration,
            LinkType::SF => begun + lag - duration,
        })
    })
}

fn starts(rows: &[Row]) -> Vec<i64> {
    (0..rows.len()).map(|task| start(rows, task)).collect()
}

fn end(rows: &[Row]) -> i64 {
    starts(rows).iter().zip(rows).map(|(start, row)| start + row.0).max().unwrap()
}

fn with_delay(rows: &[Row], task: usize, until: i64) -> Vec<Row> {
    let mut rows = rows.to_vec();
    rows[task].1 = until;
    rows
}

fn with_more_work(rows: &[Row], task: usize, minutes: i64) -> Vec<Row> {
    let mut rows = rows.to_vec();
    rows[task].0 += minutes;
    rows
}

fn event(rows: &[Row]) -> Event {
    let task = |(at, (duration, earliest, links)): (usize, &Row)| Task {
        id: format!("t{at}"),
        duration_minutes: u32::try_from(*duration).unwrap(),
        start_no_earlier_than: Some(analysis::Time::default().plus_minutes(*earliest)),
        dependencies: links
            .iter()
            .map(|&(before, kind, lag_minutes)| Dependency {
                task_id: format!("t{before}"),
                kind,
                lag_minutes,
            })
            .collect(),
        ..Task::default()
    };
    Event { id: "e".into(), tasks: rows.iter().enumerate().map(task).collect(), ..Event::default() }
}

fn analyse(event: &Event) -> CriticalPath<'_> {
    let kind = EventsAnalysis::CriticalPath;
    optimize(event, &Zone::utc(), kind, None, 0, 0).unwrap().critical_path.unwrap()
}

fn number(id: &str) -> usize {
    id[1..].parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn early_dates_are_those_of_the_longest_path(rows in networks()) {
        let event = event(&rows);
        let found = analyse(&event);
        for (task, start) in found.tasks.iter().zip(starts(&rows)) {
            prop_assert_eq!(task.early_start, start);
        }
        prop_assert_eq!(found.duration_minutes, end(&rows));
    }

    #[test]
    fn total_float_is_the_longest_delay_that_leaves_the_finish(rows in networks()) {
        let event = event(&rows);
        for (task, dates) in analyse(&event).tasks.iter().enumerate() {
            let float = dates.total_float.unwrap();
            let delayed = |by: i64| end(&with_delay(&rows, task, dates.early_start + by));
            prop_assert_eq!(delayed(float), end(&rows));
            prop_assert!(delayed(float + 1) > end(&rows));
            prop_assert_eq!(dates.is_critical, float == 0);
            prop_assert_eq!(dates.late_start, dates.early_start + float);
            prop_assert_eq!(dates.late_finish, dates.early_finish + float);
        }
    }

    #[test]
    fn free_float_is_the_longest_delay_that_moves_no_other_task(rows in networks()) {
        let event = event(&rows);
        for (task, dates) in analyse(&event).tasks.iter().enumerate() {
            let TaskDates { free_float, early_start, .. } = dates;
            let others = |by: i64| {
                let rows = with_delay(&rows, task, early_start + by);
                let mut all = starts(&rows);
                all[task] = 0;
                (all, end(&rows))
            };
            prop_assert_eq!(others(free_float.unwrap()), others(0));
            prop_assert_ne!(others(free_float.unwrap() + 1), others(0));
        }
    }

    #[test]
    fn a_bottleneck_costs_what_one_more_hour_costs(rows in networks()) {
        let event = event(&rows);
        let found = analyse(&event);
        for task in 0..rows.len() {
            let cost = (end(&with_more_work(&rows, task, 60)) - end(&rows)).max(0);
            let listed = found.bottlenecks.iter().find(|one| number(one.task_id) == task);
            prop_assert_eq!(listed.map_or(0, |one| one.delay_impact_minutes), cost);
        }
    }

    #[test]
    fn the_driving_path_is_tight_critical_and_ends_last(rows in networks()) {
        let event = event(&rows);
        let found = analyse(&event);
        let path: Vec<usize> = found.path.iter().map(|id| number(id)).collect();
        let last = &found.tasks[*path.last().unwrap()];
        prop_assert_eq!(last.early_finish, found.duration_minutes);
        for pair in path.windows(2) {
            prop_assert_eq!(found.tasks[pair[1]].driven_by.map(number), Some(pair[0]));
        }
        prop_assert!(path.iter().all(|&task| found.tasks[task].is_critical));
        let first = &found.tasks[path[0]];
        prop_assert_eq!(first.driven_by, None);
        prop_assert_eq!(first.early_start, rows[path[0]].1);
    }

    #[test]
    fn a_deadline_takes_float_away_and_never_gives_any(rows in networks(), due in -50_i64..400) {
        let plain = event(&rows);
        let deadline_at = Some(analysis::Time::default().plus_minutes(due));
        let bound = Event { deadline_at, ..plain.clone() };
        let missing = (end(&rows) - due).max(0);
        for (free, due) in analyse(&plain).tasks.iter().zip(analyse(&bound).tasks) {
            prop_assert_eq!(due.total_float, free.total_float.map(|float| float - missing));
            prop_assert_eq!(due.free_float, free.free_float);
        }
    }
}
