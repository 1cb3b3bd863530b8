//! `cargo xtask build`: every function from Rust to the two files that are deployed beside its shim.
//!
//! ```text
//! <name>.js        wasm-bindgen's glue
//! <name>_bg.wasm   the module, inside a carrier (see `carrier`)
//! ```

mod carrier;
mod module;
mod order;
mod paths;
mod sizes;
mod steps;

use crate::workspace::{Function, Room, Workspace};
use anyhow::{Context, Result, bail};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

/// Builds the functions named in `args`, or all; with `--probes` those of the tests, with `--bench`
/// what is measured: all in one way.
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<()> {
    let (profile, names) = profile_and_names(args)?;
    let functions = match names.as_slice() {
        [only] if only == "--probes" => workspace.functions_in(Room::Probes)?,
        [only] if only == "--bench" => workspace.functions_in(Room::Bench)?,
        names => workspace.functions_called(names)?,
    };
    compile(workspace, &functions, &profile)?;
    in_parallel(&functions, |function| finish(workspace, function, &profile))?;
    sizes::print(workspace, &functions)
}

fn profile_and_names(args: &[String]) -> Result<(String, Vec<String>)> {
    let mut profile = "release".to_owned();
    let mut names = Vec::new();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--profile" => profile.clone_from(args.next().context("--profile needs a name")?),
            "--probes" | "--bench" => names.push(arg.clone()),
            flag if flag.starts_with('-') => bail!("build has no option {flag}"),
            name => names.push(name.to_owned()),
        }
    }
    Ok((profile, names))
}

/// One call of cargo for all functions, so that what they share is compiled once.
fn compile(workspace: &Workspace, functions: &[Function], profile: &str) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(workspace.path(""));
    cargo.args(["build", "--lib", "--target", steps::TARGET, "--profile", profile]);
    cargo.args(["--config", &paths::shortened(workspace, steps::TARGET)?]);
    for function in functions {
        cargo.args(["--package", &function.name]);
    }
    steps::must_succeed(&mut cargo)
}

/// From cargo's wasm to the deployed files, unless they come from this very wasm already.
fn finish(workspace: &Workspace, function: &Function, profile: &str) -> Result<()> {
    let folder = if profile == "dev" { "debug" } else { profile };
    let compiled =
        workspace.target().join(steps::TARGET).join(folder).join(function.snake() + ".wasm");
    let work = workspace.target().join("functions").join(&function.name);
    let stamp = work.join("stamp");
    let outputs = outputs(workspace, function);
    if fs::read_to_string(&stamp)
        .is_ok_and(|kept| fingerprint(&compiled, &outputs).is_ok_and(|now| now == kept))
    {
        return Ok(());
    }
    fs::create_dir_all(&work)?;
    let glue = steps::bind(workspace, function, &compiled, &work)?;
    let module = steps::optimize(workspace, &work.join(function.snake() + "_bg.wasm"))?;
    fs::create_dir_all(function.folder(workspace))?;
    fs::write(&outputs[0], glue)?;
    fs::write(&outputs[1], carrier::carry(&module))?;
    fs::write(&stamp, fingerprint(&compiled, &outputs)?)?;
    Ok(())
}

/// The files that `finish` writes.
fn outputs(workspace: &Workspace, function: &Function) -> [PathBuf; 2] {
    let folder = function.folder(workspace);
    [".js", "_bg.wasm"].map(|end| folder.join(function.snake() + end))
}

/// Changes when the compiled module, a deployed file or the way from one to the other does.
fn fingerprint(compiled: &Path, outputs: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    steps::SETTINGS.hash(&mut hasher);
    for path in std::iter::once(compiled).chain(outputs.iter().map(PathBuf::as_path)) {
        fs::read(path).with_context(|| format!("reading {}", path.display()))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Runs `work` for every function, on as many threads as there are cores. The first error wins.
fn in_parallel(
    functions: &[Function],
    work: impl Fn(&Function) -> Result<()> + Sync,
) -> Result<()> {
    let next = AtomicUsize::new(0);
    let turn = || -> Result<()> {
        while let Some(function) = functions.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(function).with_context(|| format!("building {}", function.name))?;
        }
        Ok(())
    };
    let workers = thread::available_parallelism().map_or(1, usize::from).min(functions.len());
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(turn)).collect();
        for thread in threads {
            thread.join().unwrap_or_else(|_| bail!("a worker panicked"))?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(args: &[&str]) -> Vec<String> {
        args.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn reads_names_and_a_profile_in_any_order() {
        let read = profile_and_names(&strings(&["a", "--profile", "dev", "b"])).unwrap();
        assert_eq!(read, ("dev".into(), strings(&["a", "b"])));
    }

    #[test]
    fn refuses_options_it_does_not_know() {
        assert!(profile_and_names(&strings(&["--fast"])).is_err());
        assert!(profile_and_names(&strings(&["--profile"])).is_err());
    }
}
