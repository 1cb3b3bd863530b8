//! `cargo xtask new <name>`: a function that compiles, answers, is tested and deploys, to be made one's own.

use crate::r#gen;
use crate::workspace::{Function, Workspace};
use anyhow::{Result, bail};
use std::fs;

const MANIFEST: &str = include_str!("Cargo.toml.txt");
const ENDPOINT: &str = include_str!("lib.rs.txt");
const TEST: &str = include_str!("test.rs.txt");

/// URLs, crates and metrics carry the name.
const LONGEST_NAME: usize = 40;

/// Writes `functions/<name>/` and all that is generated from it.
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<()> {
    let [name] = args else { bail!("new takes one name, like price-history") };
    check(name)?;
    let function = Function::named(name.clone());
    let folder = workspace.path("functions").join(name);
    if folder.exists() {
        bail!("functions/{name} is there already");
    }
    fs::create_dir_all(folder.join("src"))?;
    fs::create_dir_all(folder.join("tests"))?;
    let test = format!("tests/{}.rs", function.snake());
    for (path, template) in [("Cargo.toml", MANIFEST), ("src/lib.rs", ENDPOINT), (&test, TEST)] {
        fs::write(folder.join(path), filled(template, &function))?;
        println!("wrote functions/{name}/{path}");
    }
    r#gen::run(workspace, &[])?;
    println!(
        "\nNow: its contract and handler in functions/{name}/src/lib.rs, its tests beside it, then `npm run gen`."
    );
    Ok(())
}

fn filled(template: &str, function: &Function) -> String {
    template
        .replace("{{name}}", &function.name)
        .replace("{{snake}}", &function.snake())
        .replace("{{pascal}}", &function.pascal())
}

/// Words of lower-case letters and digits, joined by hyphens.
fn check(name: &str) -> Result<()> {
    let word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    if name.len() > LONGEST_NAME || !name.split('-').all(word) {
        bail!(
            "{name:?} is no function name: words of a-z and 0-9, joined by hyphens, at most {LONGEST_NAME} characters"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_joined_by_hyphens() {
        for good in ["sync", "price-history", "v2-prices"] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "Price",
            "price_history",
            "price--history",
            "-a",
            "a-",
            "2fast",
            "../a",
            &"a".repeat(41),
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn templates_are_filled_completely() {
        let function = Function::named("price-history");
        for template in [MANIFEST, ENDPOINT, TEST] {
            assert!(!filled(template, &function).contains("{{"));
        }
    }
}
