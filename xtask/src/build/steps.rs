//! The tools on the way, each called one way only.

use super::{module, order};
use crate::workspace::{Function, Workspace};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;
use std::{env, fs};

pub(super) const TARGET: &str = "wasm32-unknown-unknown";

/// Small before fast: what is hot was compiled for speed already.
const OPTIMIZER: &[&str] = &[
    "-Os",
    // A function of its own is compiled when it is called: giants are compiled for nothing.
    "--one-caller-inline-max-function-size=25",
    // The linker begins with the stack, a megabyte: an address that is a sum never wraps.
    "--low-memory-unused",
    // V8 finds them itself where it matters; each one here is a local more, and no byte less.
    "--skip-pass=local-cse",
    // Alignments are hints that V8 does not read; alike they take less.
    "--dealign",
];

/// Lays functions in the order of their names, which are not needed any more.
const SORTER: &[&str] = &["--reorder-functions-by-name", "--strip-debug"];

/// What rustc emits by default, and vectors where the kernels ask for them: every runtime we
/// deploy to and every browser of today supports them.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// `web` with a reset: after a panic the module is instantiated anew, and closures of the lost
/// instance are refused. The `bundler` output has no reset, as an imported instance is the only one.
const BINDER: &[&str] = &[
    "--target=web",
    "--experimental-reset-state-function",
    "--no-typescript",
    "--remove-name-section",
    "--remove-producers-section",
];

/// Part of each output's fingerprint: other settings, other files.
pub(super) const SETTINGS: &[&[&str]] =
    &[FEATURES, OPTIMIZER, SORTER, BINDER, &["carrier 1", "order 2"]];

/// Runs wasm-bindgen, which leaves `<name>_bg.wasm` in `work`; answers with the glue.
pub(super) fn bind(
    workspace: &Workspace,
    function: &Function,
    compiled: &Path,
    work: &Path,
) -> Result<String> {
    let tool = workspace.target().join("tools/wasm-bindgen");
    if !tool.exists() {
        bail!("wasm-bindgen is not built yet: run `node xtask/setup.mjs`");
    }
    must_succeed(Command::new(tool).args(BINDER).arg("--out-dir").arg(work).arg(compiled))?;
    let glue = fs::read_to_string(work.join(function.snake() + ".js"))?;
    Ok(format!("{}\n{glue}", crate::GENERATED_BY_BUILD))
}

/// Runs binaryen's `wasm-opt` twice, for smaller functions and for their order; answers with the
/// module.
pub(super) fn optimize(workspace: &Workspace, module: &Path) -> Result<Vec<u8>> {
    let [optimized, named, sorted] =
        ["opt.wasm", "named.wasm", "sorted.wasm"].map(|end| module.with_extension(end));
    wasm_opt(workspace, OPTIMIZER, module, &optimized)?;
    let bytes = read(&optimized)?;
    let order = order::alike(&module::functions(&bytes)?)?;
    fs::write(&named, module::named_in(&order, &bytes)?)?;
    wasm_opt(workspace, SORTER, &named, &sorted)?;
    read(&sorted)
}

fn wasm_opt(workspace: &Workspace, passes: &[&str], from: &Path, to: &Path) -> Result<()> {
    let tool = workspace.path("node_modules/binaryen/bin/wasm-opt");
    let mut node = Command::new("node");
    must_succeed(node.arg(tool).args(FEATURES).args(passes).arg(from).arg("-o").arg(to))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("reading {}", path.display()))
}

pub(super) fn must_succeed(command: &mut Command) -> Result<()> {
    // Cargo's wrappers export these; a nested cargo must choose its own.
    for name in ["CARGO", "RUSTC_WORKSPACE_WRAPPER"] {
        if env::var_os(name).is_some() {
            command.env_remove(name);
        }
    }
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("starting {program}"))?;
    if !status.success() {
        bail!("{program} failed ({status})");
    }
    Ok(())
}
