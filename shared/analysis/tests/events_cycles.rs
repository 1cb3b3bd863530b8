//! Networks that cannot be: every knot named by a shortest loop, and all that
//! can be dated dated none the less.

use analysis::Problem;
use analysis::events::event::Task;
use analysis::events::{Dependency, Event, EventsAnalysis, LinkType, Zone, optimize, remainder};
use analysis::table::Table;
use proptest::prelude::*;

/// `links` are (from, to); a `from` beyond the tasks is nobody.
fn event(tasks: usize, links: &[(usize, usize)]) -> Event {
    let task = |at: usize| Task {
        id: format!("t{at}"),
        duration_minutes: 7 + at as u32 * 5 % 11,
        dependencies: links
            .iter()
            .filter(|link| link.1 == at)
            .map(|link| Dependency {
                task_id: format!("t{}", link.0),
                kind: LinkType::FS,
                lag_minutes: 0,
            })
            .collect(),
        ..Task::default()
    };
    Event { id: "e".into(), tasks: (0..tasks).map(task).collect(), ..Event::default() }
}

fn number(id: &str) -> usize {
    id[1..].parse().unwrap()
}

/// By pair of tasks: the fewest links from one to the other (at least one), by
/// trying ever more.
fn distances(tasks: usize, links: &[(usize, usize)]) -> Vec<Vec<Option<usize>>> {
    let mut found = vec![vec![None; tasks]; tasks];
    for (root, row) in found.iter_mut().enumerate() {
        let mut here = vec![root];
        for length in 1..=tasks {
            let next: Vec<usize> =
                links.iter().filter(|link| here.contains(&link.0)).map(|link| link.1).collect();
            for &task in &next {
                row[task].get_or_insert(length);
            }
            here = next;
        }
    }
    found
}

fn early(event: &Event) -> Vec<(String, i64, i64)> {
    let kind = EventsAnalysis::CriticalPath;
    let found = optimize(event, &Zone::utc(), kind, None, 0, 0).unwrap().critical_path.unwrap();
    let dates = found.tasks.iter();
    dates.map(|task| (task.task_id.to_owned(), task.early_start, task.early_finish)).collect()
}

fn tangles() -> impl Strategy<Value = (usize, Vec<(usize, usize)>)> {
    (1_usize..9).prop_flat_map(|tasks| {
        (Just(tasks), prop::collection::vec((0..tasks, 0..tasks), 0..2 * tasks))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_knot_is_named_once_by_one_of_its_shortest_loops((tasks, links) in tangles()) {
        let event = event(tasks, &links);
        let away = distances(tasks, &links);
        let answer = optimize(&event, &Zone::utc(), EventsAnalysis::CriticalPath, None, 0, 0);
        let looped: Vec<usize> = (0..tasks).filter(|&task| away[task][task].is_some()).collect();
        let Err(problem) = answer else {
            prop_assert!(looped.is_empty(), "{links:?} accepted");
            return Ok(());
        };
        let Problem::Cycle { cycles, unknown } = problem else { panic!("{problem}") };
        prop_assert_eq!(unknown, Vec::<String>::new());
        let together = |a: usize, b: usize| away[a][b].is_some() && away[b][a].is_some();
        let mut left = looped;
        for cycle in &cycles {
            let cycle: Vec<usize> = cycle.iter().map(|id| number(id)).collect();
            for (place, &task) in cycle.iter().enumerate() {
                let next = cycle[(place + 1) % cycle.len()];
                prop_assert!(links.contains(&(task, next)), "{cycle:?} is not real");
            }
            let knot: Vec<usize> =
                left.iter().copied().filter(|&task| together(task, cycle[0])).collect();
            let shortest = knot.iter().filter_map(|&task| away[task][task]).min();
            prop_assert_eq!(Some(cycle.len()), shortest, "{:?}", cycle);
            left.retain(|task| !knot.contains(task));
        }
        prop_assert!(left.is_empty(), "{left:?} are in no loop of {cycles:?}");
    }

    #[test]
    fn what_no_loop_reaches_has_the_dates_of_the_repaired_plan(
        (tasks, links) in tangles(), strangers in prop::collection::vec(0_usize..9, 0..3),
    ) {
        let unknown = strangers.iter().filter(|to| **to < tasks).map(|&to| (99, to));
        let broken: Vec<_> = links.iter().copied().chain(unknown).collect();
        let away = distances(tasks, &links);
        let reached = |task: usize| {
            let by = |from: usize| from == task || away[from][task].is_some();
            (0..tasks).any(|from| (away[from][from].is_some() || strangers.contains(&from)) && by(from))
        };
        let kept: Vec<usize> = (0..tasks).filter(|&task| !reached(task)).collect();
        match remainder(event(tasks, &broken)) {
            None => prop_assert!(kept.is_empty()),
            Some((rest, left_out)) => {
                // Repaired by dropping every link to what was left out.
                let sound: Vec<_> =
                    links.iter().copied().filter(|link| kept.contains(&link.1)).collect();
                let repaired = early(&event(tasks, &sound));
                let expected: Vec<_> = kept.iter().map(|&task| repaired[task].clone()).collect();
                prop_assert_eq!(early(&rest), expected);
                prop_assert_eq!(left_out.len() + kept.len(), tasks);
                prop_assert!(left_out.iter().all(|id| reached(number(id))));
            }
        }
    }
}

#[test]
fn loops_and_strangers_are_named_together() {
    let event = event(4, &[(0, 1), (1, 0), (2, 3), (3, 2), (9, 3), (8, 0)]);
    let problem = optimize(&event, &Zone::utc(), EventsAnalysis::All, None, 0, 0).unwrap_err();
    let ids = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
    let cycles = vec![ids(&["t0", "t1"]), ids(&["t2", "t3"])];
    assert_eq!(problem, Problem::Cycle { cycles, unknown: ids(&["t8", "t9"]) });
    assert!(remainder(event).is_none());
}

#[test]
fn crew_and_resources_nobody_knows_are_dropped_from_what_is_left() {
    let mut whole = event(3, &[(1, 2), (2, 1)]);
    whole.tasks[0].demands = Table::new(vec![("crane".to_owned(), 1), ("ghost".to_owned(), 1)]);
    whole.resources = serde_json::from_str(r#"[{"id":"crane","capacity":1}]"#).unwrap();
    let crew = r#"[{"id":"ann","roles":[],"assignedTo":["t0","t1","nowhere"]}]"#;
    whole.crew = serde_json::from_str(crew).unwrap();
    let (rest, left_out) = remainder(whole).unwrap();
    assert_eq!(left_out, ["t1", "t2"]);
    assert_eq!(rest.crew[0].assigned_to, ["t0"]);
    assert_eq!(rest.tasks[0].demands.len(), 1);
    let report = optimize(&rest, &Zone::utc(), EventsAnalysis::All, None, 0, 10).unwrap();
    assert!(report.critical_path.is_some() && report.schedule.is_some());
}

#[test]
fn a_large_knot_ends_in_time_and_a_ring_at_once() {
    // Every task waits for the next five, round and round: the shortest way
    // round takes the longest steps.
    let tasks = 20_000;
    let links: Vec<_> =
        (0..tasks).flat_map(|at| (1..=5).map(move |by| ((at + by) % tasks, at))).collect();
    let mut whole = event(tasks, &[]);
    for &(from, to) in &links {
        let task_id = format!("t{from}");
        whole.tasks[to].dependencies.push(Dependency {
            task_id,
            kind: LinkType::FS,
            lag_minutes: 0,
        });
    }
    let problem = optimize(&whole, &Zone::utc(), EventsAnalysis::All, None, 0, 0).unwrap_err();
    let Problem::Cycle { cycles, .. } = problem else { panic!("no loop") };
    assert_eq!((cycles.len(), cycles[0].len()), (1, tasks / 5));
}
