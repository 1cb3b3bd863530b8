//! `cargo xtask gen`: everything that follows from the functions' types and names.
//!
//! Generating and checking are the same code: `--check` compares instead of writing.

mod client;
mod config;
mod contract;
mod limits;
mod shim;

use crate::workspace::Workspace;
use anyhow::{Result, bail};
use std::fs;

/// A generated file: its path from the root, and what it should hold.
type Generated = (String, String);

/// Writes what is stale, or names it when `--check` is given.
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<()> {
    match args {
        [] => generate(workspace, &mut |files| write(workspace, &files)),
        [flag] if flag == "--check" => {
            let mut stale = Vec::new();
            generate(workspace, &mut |files| {
                stale.extend(
                    files
                        .into_iter()
                        .filter(|file| is_stale(workspace, file))
                        .map(|(path, _)| path),
                );
                // What comes later is made from this: of stale ground nothing can be said.
                if stale.is_empty() { Ok(()) } else { bail!(stale_message(&stale)) }
            })
        }
        _ => bail!("gen takes --check or nothing"),
    }
}

/// In order of dependence: the list of functions, what is read off their types, and the rest.
fn generate(
    workspace: &Workspace,
    accept: &mut dyn FnMut(Vec<Generated>) -> Result<()>,
) -> Result<()> {
    let functions = workspace.functions()?;
    let mut names = contract::list(&functions);
    names.push(config::sections(workspace, &functions)?);
    names.extend(functions.iter().map(shim::index));
    accept(names)?;
    let document = contract::document(workspace)?;
    let methods = client::methods(&functions, &document)?;
    let limits = limits::table(&document)?;
    accept(vec![("openapi.json".into(), document), methods, limits])?;
    accept(vec![client::schema(workspace)?])
}

fn write(workspace: &Workspace, files: &[Generated]) -> Result<()> {
    for file in files {
        if is_stale(workspace, file) {
            let path = workspace.path(&file.0);
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(path, &file.1)?;
            println!("wrote {}", file.0);
        }
    }
    Ok(())
}

fn is_stale(workspace: &Workspace, (path, content): &Generated) -> bool {
    !fs::read_to_string(workspace.path(path)).is_ok_and(|kept| kept == *content)
}

fn stale_message(stale: &[String]) -> String {
    format!("out of date: {}\nrun `npm run gen` and commit what it writes", stale.join(", "))
}
