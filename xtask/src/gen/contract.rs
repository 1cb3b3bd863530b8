//! The crate that links every function and prints the OpenAPI document.

use super::Generated;
use crate::GENERATED_BY_GEN;
use crate::workspace::{Function, Workspace};
use anyhow::{Context, Result, bail};
use std::fmt::Write as _;
use std::process::{Command, Stdio};

/// Its manifest and its list of functions: the only places that name them all.
pub(super) fn list(functions: &[Function]) -> Vec<Generated> {
    let mut manifest = format!("# {GENERATED_BY_GEN}\n{MANIFEST}");
    let mut list = format!("//! {GENERATED_BY_GEN}\n\n{LIST}");
    let mut asked = format!("//! {GENERATED_BY_GEN}\n\n{ASKED}");
    for function in functions {
        let (name, snake, pascal) = (&function.name, function.snake(), function.pascal());
        let _ = writeln!(manifest, "{name} = {{ path = \"../../functions/{name}\" }}");
        let _ = writeln!(list, "    document.add::<{snake}::{pascal}>(\"{pascal}\");");
        let _ = writeln!(asked, "        \"{name}\" => world.post::<{snake}::{pascal}>(body),");
    }
    manifest
        .push_str("\n[dev-dependencies]\nworld.workspace = true\n\n[lints]\nworkspace = true\n");
    list.push_str("    document.finish()\n}\n");
    asked.push_str("        unknown => panic!(\"no function is called {unknown}\"),\n    }\n}\n");
    vec![
        ("xtask/contract/Cargo.toml".into(), manifest),
        ("xtask/contract/src/functions.rs".into(), list),
        ("xtask/contract/tests/limits/functions.rs".into(), asked),
    ]
}

const MANIFEST: &str = r#"[package]
name = "contract"
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true
publish.workspace = true

[dependencies]
analysis.workspace = true
edge.workspace = true
schemars.workspace = true
serde_json.workspace = true
"#;

const LIST: &str = "use crate::document::Document;

/// The OpenAPI document of every function.
pub(crate) fn document() -> serde_json::Value {
    let mut document = Document::default();
";

const ASKED: &str = "use serde_json::Value;
use world::{Answer, World};

/// Asks a function by its name.
pub(crate) fn post(world: &World, function: &str, body: &Value) -> Answer {
    match function {
";

/// The text of `openapi.json`.
pub(super) fn document(workspace: &Workspace) -> Result<String> {
    let printed = Command::new("cargo")
        .args(["run", "--quiet", "--package", "contract"])
        .current_dir(workspace.path(""))
        .stderr(Stdio::inherit())
        .output()
        .context("starting cargo")?;
    if !printed.status.success() {
        bail!("the functions do not compile, so their types cannot be read");
    }
    Ok(String::from_utf8(printed.stdout)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_is_linked_and_listed() {
        let functions = [Function::named("price-history")];
        let [manifest, list, limits] = list(&functions).try_into().unwrap();
        assert!(
            manifest.1.contains("price-history = { path = \"../../functions/price-history\" }\n")
        );
        assert!(
            list.1.contains("document.add::<price_history::PriceHistory>(\"PriceHistory\");\n")
        );
        let asked = "\"price-history\" => world.post::<price_history::PriceHistory>(body),\n";
        assert!(limits.1.contains(asked));
    }
}
