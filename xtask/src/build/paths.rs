//! Where the sources lie on this machine is nobody's business, and takes
//! kilobytes: panics name their files by crate instead.

use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The configuration for cargo (`--config …`) by which rustc replaces the
/// beginnings of paths. It holds for one target only, so that what runs on this
/// machine is not compiled anew.
pub(super) fn shortened(workspace: &Workspace, target: &str) -> Result<String> {
    let flags: Vec<String> = beginnings(workspace)?
        .iter()
        .map(|(long, short)| format!("--remap-path-prefix={}={short}", long.display()))
        .collect();
    // Rust writes strings as TOML reads them, for what paths are made of.
    Ok(format!("target.{target}.rustflags={flags:?}"))
}

fn beginnings(workspace: &Workspace) -> Result<Vec<(PathBuf, &'static str)>> {
    let mut all =
        vec![(workspace.path(""), "."), (sysroot()?.join("lib/rustlib/src/rust/library"), "rust")];
    if let Some(home) = cargo_home() {
        all.extend(registries(&home).into_iter().map(|folder| (folder, "crates")));
    }
    Ok(all)
}

fn sysroot() -> Result<PathBuf> {
    let output = Command::new("rustc").args(["--print", "sysroot"]).output();
    let output = output.context("starting rustc")?;
    if !output.status.success() {
        bail!("rustc does not tell its sysroot ({})", output.status);
    }
    Ok(PathBuf::from(String::from_utf8(output.stdout)?.trim()))
}

fn cargo_home() -> Option<PathBuf> {
    let given = env::var_os("CARGO_HOME").map(PathBuf::from);
    given.or_else(|| env::home_dir().map(|home| home.join(".cargo")))
}

/// The folders in which cargo unpacks crates: one for each registry.
fn registries(cargo_home: &Path) -> Vec<PathBuf> {
    let Ok(folders) = fs::read_dir(cargo_home.join("registry/src")) else { return Vec::new() };
    let mut all: Vec<PathBuf> = folders.flatten().map(|folder| folder.path()).collect();
    all.sort();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_registry_is_shortened_in_a_fixed_order() {
        let home = env::temp_dir().join(format!("cargo-home-{}", std::process::id()));
        for name in ["b", "a"] {
            fs::create_dir_all(home.join("registry/src").join(name)).unwrap();
        }
        let found = registries(&home);
        fs::remove_dir_all(&home).unwrap();
        assert_eq!(found, ["a", "b"].map(|name| home.join("registry/src").join(name)));
    }

    #[test]
    fn a_home_without_crates_has_nothing_to_shorten() {
        assert!(registries(Path::new("no such folder")).is_empty());
    }
}
