//! Which of our crates may use which: dependencies run one way.

use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::process::{Command, Stdio};

/// One of our crates, using another of ours.
#[derive(Debug)]
pub(super) struct Edge {
    from: Crate,
    to: Crate,
    only_in_tests: bool,
}

#[derive(Debug)]
struct Crate {
    name: String,
    /// `shared`, `functions`, `xtask` or `bench`.
    room: String,
}

pub(super) fn check(edges: &[Edge]) -> Vec<String> {
    edges
        .iter()
        .filter(|edge| !allowed(edge))
        .map(|edge| format!("{} may not depend on {}", edge.from.name, edge.to.name))
        .collect()
}

fn allowed(Edge { from, to, only_in_tests }: &Edge) -> bool {
    match (from.room.as_str(), from.name.as_str(), to.name.as_str()) {
        // The commands link functions to read their types; benchmarks measure anything.
        ("xtask" | "bench", ..) => true,
        (_, _, "world") => *only_in_tests,
        (_, "limits" | "wire", to) => to == "wire-derive",
        // Both are derived wherever wire types are.
        (_, "analysis" | "commerce" | "edge", "limits" | "wire")
        | ("functions" | "tests", _, "limits" | "wire") => true,
        (_, "analysis", to) => to == "kernels",
        (_, "commerce" | "kernels", _) => false,
        // `reqwest` is ours too: it stands in for the crate that `postgrest` talks through.
        (_, "edge", to) => matches!(to, "analysis" | "reqwest"),
        (_, "world", to) => matches!(to, "analysis" | "edge"),
        ("functions" | "tests", _, to) => matches!(to, "analysis" | "edge" | "commerce"),
        _ => false,
    }
}

/// Asks cargo.
pub(super) fn read(workspace: &Workspace) -> Result<Vec<Edge>> {
    let printed = Command::new("cargo")
        .args(["metadata", "--format-version=1", "--no-deps"])
        .current_dir(workspace.path(""))
        .stderr(Stdio::inherit())
        .output()
        .context("starting cargo")?;
    if !printed.status.success() {
        bail!("cargo metadata failed");
    }
    edges(&serde_json::from_slice(&printed.stdout)?, &workspace.path("").to_string_lossy())
}

fn edges(metadata: &Value, root: &str) -> Result<Vec<Edge>> {
    let packages = metadata["packages"].as_array().context("cargo metadata lists packages")?;
    let mut edges = Vec::new();
    for package in packages {
        let Some(from) = member(package, "manifest_path", root) else { continue };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            if let Some(to) = member(dependency, "path", root) {
                let only_in_tests = dependency["kind"] == "dev";
                let from = Crate { name: from.name.clone(), room: from.room.clone() };
                edges.push(Edge { from, to, only_in_tests });
            }
        }
    }
    Ok(edges)
}

/// A package or dependency that lies in the repository.
fn member(value: &Value, path: &str, root: &str) -> Option<Crate> {
    let inside = value[path].as_str()?.strip_prefix(root)?.trim_start_matches('/');
    let room = inside.split('/').next()?.to_owned();
    Some(Crate { name: value["name"].as_str()?.to_owned(), room })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn breaches(from: &str, to: &str, kind: &str) -> Vec<String> {
        let path = |name: &str| match name {
            "sync" | "orders" => format!("/r/functions/{name}"),
            "xtask" => "/r/xtask".into(),
            _ => format!("/r/shared/{name}"),
        };
        let metadata = json!({ "packages": [{
            "name": from,
            "manifest_path": format!("{}/Cargo.toml", path(from)),
            "dependencies": [{ "name": to, "path": path(to), "kind": kind }, { "name": "serde", "path": null }],
        }] });
        check(&edges(&metadata, "/r/").unwrap())
    }

    #[test]
    fn dependencies_run_one_way() {
        for (from, to) in [
            ("edge", "analysis"),
            ("analysis", "kernels"),
            ("sync", "edge"),
            ("sync", "commerce"),
            ("xtask", "sync"),
        ] {
            assert!(breaches(from, to, "normal").is_empty(), "{from} -> {to}");
        }
        for (from, to) in [
            ("kernels", "analysis"),
            ("analysis", "edge"),
            ("edge", "commerce"),
            ("sync", "orders"),
            ("commerce", "edge"),
        ] {
            assert_eq!(breaches(from, to, "normal"), [format!("{from} may not depend on {to}")]);
        }
    }

    #[test]
    fn the_scripted_world_is_for_tests() {
        assert!(breaches("sync", "world", "dev").is_empty());
        assert_eq!(breaches("sync", "world", "normal").len(), 1);
    }
}
