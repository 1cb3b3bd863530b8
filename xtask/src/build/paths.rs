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

fn beginnings(workspace: &Workspace) -> Result<Vec<(PathBuf, String)>> {
    let mut all = vec![(workspace.path(""), ".".to_owned())];
    // The name that it has where the component rust-src is not installed: with it the same bytes.
    let library = PathBuf::from(rustc(&["--print", "sysroot"])?.trim());
    all.push((
        library.join("lib/rustlib/src/rust/library"),
        format!("/rustc/{}/library", commit(&rustc(&["-vV"])?)?),
    ));
    if let Some(home) = cargo_home() {
        all.extend(registries(&home).into_iter().map(|folder| (folder, "crates".to_owned())));
    }
    Ok(all)
}

/// What the compiler says of itself.
fn rustc(questions: &[&str]) -> Result<String> {
    let output = Command::new("rustc").args(questions).output().context("starting rustc")?;
    if !output.status.success() {
        bail!("rustc does not answer {questions:?} ({})", output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The commit that the compiler and its library were made of.
fn commit(version: &str) -> Result<&str> {
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: "));
    commit.context("rustc names no commit")
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
    fn a_compiler_says_of_which_commit_it_is() {
        let version = "rustc 1.95.0 (59807616e 2026-04-14)\ncommit-hash: 59807616e1\nhost: x";
        assert_eq!(commit(version).unwrap(), "59807616e1");
        assert!(commit("rustc 1.95.0").is_err());
    }

    #[test]
    fn a_home_without_crates_has_nothing_to_shorten() {
        assert!(registries(Path::new("no such folder")).is_empty());
    }
}
