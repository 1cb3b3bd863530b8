//! PSPLIB (Kolisch & Sprecher 1996): the `.sm` format and the table of optima.

use std::fs;
use std::path::{Path, PathBuf};

use crate::project::Project;

/// The folder of a set's instances, where it is there: `psplib-j30` in the
/// folder that `PSPLIB` names, or in `shared/data` beside the repository or
/// further up.
pub(crate) fn folder(set: &str) -> Option<PathBuf> {
    let named = std::env::var_os("PSPLIB").map(PathBuf::from);
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let places = above.map(|folder| folder.join("shared/data"));
    let name = format!("psplib-{set}");
    named.into_iter().chain(places).map(|place| place.join(&name)).find(|path| path.is_dir())
}

/// Instances of j30 with their names, critical paths (MPM-Time) and optimal
/// makespans.
pub(crate) fn j30() -> Vec<(String, Project, i64, i64)> {
    set("j30")
}

/// Instances of a set that the set's table of makespans (the least known) has.
pub(crate) fn set(name: &str) -> Vec<(String, Project, i64, i64)> {
    let Some(folder) = folder(name) else { return Vec::new() };
    let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
    let files: Vec<String> = files.filter_map(|file| file.into_string().ok()).collect();
    // `j30opt.sm` or `j60hrs.sm`, beside instances such as `j301_1.sm`.
    let is_table = |file: &&String| file.starts_with(name) && !file.contains('_');
    let Some(table) = files.iter().find(is_table) else { return Vec::new() };
    let table = fs::read(folder.join(table)).unwrap();
    let table = String::from_utf8_lossy(&table);
    let rows = table.lines().filter_map(|line| {
        let numbers: Vec<i64> =
            line.split_whitespace().map_while(|word| word.parse().ok()).collect();
        (numbers.len() >= 3).then(|| (numbers[0], numbers[1], numbers[2]))
    });
    rows.filter_map(|(parameter, instance, optimum)| {
        let name = format!("{name}{parameter}_{instance}");
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
