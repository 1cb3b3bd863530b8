//! The generated half of the TypeScript client.

use super::Generated;
use crate::GENERATED_BY_GEN;
use crate::workspace::{Function, Workspace};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fmt::Write as _;
use std::process::{Command, Stdio};

/// `client/src/functions.ts`: one typed method for each function.
pub(super) fn methods(functions: &[Function], document: &str) -> Result<Generated> {
    let document: Value = serde_json::from_str(document)?;
    let mut types = String::new();
    let mut methods = String::new();
    for function in functions {
        let (name, pascal) = (&function.name, function.pascal());
        let path = document["paths"].get(format!("/{name}")).and_then(Value::as_object);
        let operation = path.and_then(|path| path.values().next());
        let summary = operation.and_then(|operation| operation["summary"].as_str());
        let summary = summary.with_context(|| format!("{name}: its SPEC has another name"))?;
        let _ = write!(
            types,
            r#"
/** What `{name}` is asked. */
export type {pascal}Params = Schemas["{pascal}Input"];
/** What `{name}` answers. */
export type {pascal}Answer = Schemas["{pascal}Output"];
"#
        );
        let _ = write!(
            methods,
            r#"    /** {summary} */
    call{pascal}: (params: {pascal}Params, options?: CallOptions) =>
      call<{pascal}Answer>("{name}", params, options),
"#
        );
    }
    let text = format!(
        r#"// {GENERATED_BY_GEN}
import type {{ Call, CallOptions }} from "./call.ts";
import type {{ components }} from "./schema.ts";

type Schemas = components["schemas"];

/** Every code with which a function refuses. */
export type ErrorCode = Schemas["ErrorBody"]["code"];
{types}
/** One method for each function. */
export function functions(call: Call) {{
  return {{
{methods}  }};
}}
"#
    );
    Ok(("client/src/functions.ts".into(), text))
}

/// `client/src/schema.ts`: the types of `openapi.json`.
pub(super) fn schema(workspace: &Workspace) -> Result<Generated> {
    let printed = Command::new("node")
        .arg(workspace.path("node_modules/openapi-typescript/bin/cli.js"))
        .arg("openapi.json")
        // A field with a default need not be sent.
        .arg("--default-non-nullable=false")
        .current_dir(workspace.path(""))
        .stderr(Stdio::inherit())
        .output()
        .context("starting openapi-typescript")?;
    if !printed.status.success() {
        bail!("openapi-typescript refused openapi.json");
    }
    let types = String::from_utf8(printed.stdout)?;
    Ok(("client/src/schema.ts".into(), format!("// {GENERATED_BY_GEN}\n{types}")))
}
