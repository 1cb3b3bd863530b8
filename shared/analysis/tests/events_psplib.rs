//! Published project networks: the critical path's length stands in their
//! headers (PSPLIB, Kolisch & Sprecher 1996). Skipped where they are absent.

use std::fs;
use std::path::Path;

use analysis::Time;
use analysis::events::event::Task;
use analysis::events::{Dependency, Event, EventsAnalysis, LinkType, Zone, optimize};

/// The numbers of the lines between two headings.
fn table(text: &str, heading: &str) -> Vec<Vec<i64>> {
    let lines = text.lines().skip_while(|line| !line.starts_with(heading)).skip(1);
    let rows = lines.take_while(|line| !line.starts_with("***"));
    let rows = rows.filter(|line| !line.starts_with("jobnr"));
    rows.map(|line| line.split_whitespace().filter_map(|word| word.parse().ok()).collect())
        .filter(|row: &Vec<i64>| !row.is_empty())
        .collect()
}

fn read(text: &str) -> (Event, i64) {
    let published = table(text, "pronr.")[0][5];
    let mut tasks: Vec<Task> = table(text, "REQUESTS/DURATIONS")
        .iter()
        .map(|row| Task {
            id: row[0].to_string(),
            duration_minutes: u32::try_from(row[2]).unwrap(),
            ..Task::default()
        })
        .collect();
    for row in table(text, "PRECEDENCE RELATIONS") {
        for &successor in &row[3..] {
            tasks[usize::try_from(successor).unwrap() - 1].dependencies.push(Dependency {
                task_id: row[0].to_string(),
                kind: LinkType::FS,
                lag_minutes: 0,
            });
        }
    }
    (Event { id: "psplib".into(), tasks, ..Event::default() }, published)
}

#[test]
fn critical_paths_are_as_long_as_published() {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let mut folders = above.map(|folder| folder.join("shared/data/psplib-j30"));
    let Some(entries) = folders.find_map(|folder| fs::read_dir(folder).ok()) else { return };
    let mut networks = 0;
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|extension| extension != "sm") {
            continue;
        }
        let (event, published) = read(&fs::read_to_string(&path).unwrap());
        assert_eq!(event.tasks.len(), 32, "{}", path.display());
        let kind = EventsAnalysis::CriticalPath;
        let report = optimize(&event, &Zone::utc(), kind, None, 0, 0).unwrap();
        let found = report.critical_path.unwrap();
        assert_eq!(found.duration_minutes, published, "{}", path.display());
        assert_eq!(found.finish_at, Time::default().plus_minutes(published));
        networks += 1;
    }
    assert_eq!(networks, 160);
}
