//! PSPLIB (Kolisch & Sprecher 1996): the `.sm` format and the table of optima.

use std::fs;
use std::path::PathBuf;

use crate::project::Project;

/// The folder of the j30 instances, where it is there.
pub(crate) fn folder() -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let places = ["shared/data/psplib-j30", "../shared/data/psplib-j30"];
    places.iter().map(|place| root.join(place)).find(|path| path.is_dir())
}

/// Instances with their names, critical paths (MPM-Time) and optimal makespans.
pub(crate) fn j30() -> Vec<(String, Project, i64, i64)> {
    let Some(folder) = folder() else { return Vec::new() };
    let table = fs::read(folder.join("j30opt-01-16.txt")).unwrap();
    let table = String::from_utf8_lossy(&table);
    let rows = table.lines().filter_map(|line| {
        let numbers: Vec<i64> =
            line.split_whitespace().map_while(|word| word.parse().ok()).collect();
        (numbers.len() >= 3).then(|| (numbers[0], numbers[1], numbers[2]))
    });
    rows.filter_map(|(parameter, instance, optimum)| {
        let name = format!("j30{parameter}_{instance}");
        let text = fs::read_to_string(folder.join(format!("{name}.sm"))).ok()?;
        let (project, critical_path) = read(&text);
        Some((name, project, critical_path, optimum))
    })
    .collect()
}

fn read(text: &str) -> (Project, i64) {
    let rows = |title: &str, skipped: usize| -> Vec<Vec<i64>> {
        let lines = text.lines().skip_while(|line| !line.starts_with(title)).skip(skipped);
        lines
            .map_while(|line| line.split_whitespace().map(|word| word.parse().ok()).collect())
            .collect()
    };
    let jobs = rows("REQUESTS", 3);
    let durations: Vec<i64> = jobs.iter().map(|job| job[2]).collect();
    let links = rows("PRECEDENCE", 2).into_iter().flat_map(|job| {
        let from = job[0] as usize - 1;
        let lag = durations[from];
        job.into_iter().skip(3).map(move |to| (from, to as usize - 1, lag))
    });
    let project = Project {
        links: links.collect(),
        demands: jobs.iter().map(|job| job[3..].to_vec()).collect(),
        capacities: rows("RESOURCEAVAIL", 2).remove(0),
        durations,
        ..Project::default()
    };
    (project, rows("pronr.", 1)[0][5])
}
