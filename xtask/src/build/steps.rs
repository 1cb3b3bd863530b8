//! The tools on the way, each called one way only.

use crate::workspace::{Function, Workspace};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;
use std::{env, fs};

pub(super) const TARGET: &str = "wasm32-unknown-unknown";

/// What rustc emits by default, and vectors where the kernels ask for them: every runtime we
/// deploy to and every browser of today supports them.
const OPTIMIZER: &[&str] = &[
    "-Os",
    // A function of its own is compiled when it is called: giants are compiled for nothing.
    "--one-caller-inline-max-function-size=25",
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
pub(super) const SETTINGS: &[&[&str]] = &[OPTIMIZER, BINDER, &["carrier 1"]];

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

/// Runs binaryen's `wasm-opt`; answers with the smaller module.
pub(super) fn optimize(workspace: &Workspace, module: &Path) -> Result<Vec<u8>> {
    let tool = workspace.path("node_modules/binaryen/bin/wasm-opt");
    let optimized = module.with_extension("opt.wasm");
    must_succeed(
        Command::new("node").arg(tool).args(OPTIMIZER).arg(module).arg("-o").arg(&optimized),
    )?;
    fs::read(&optimized).with_context(|| format!("reading {}", optimized.display()))
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
