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
    let lock = fs::read_to_string(workspace.path("Cargo.lock"))?;
    check_free(name, &lock)?;
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

/// A crate's name is a word in Rust, and nobody else's: `lock` is the text of Cargo.lock.
fn check_free(name: &str, lock: &str) -> Result<()> {
    let function = Function::named(name);
    let (snake, pascal) = (function.snake(), function.pascal());
    if KEYWORDS.contains(&name) {
        bail!("{name:?} is a word of Rust's own: a function may not be called so");
    }
    let packages =
        lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    if packages.map(|package| package.replace('-', "_")).any(|package| package == snake)
        || STANDARD.contains(&snake.as_str())
    {
        bail!("a crate is called {name:?} already: choose a longer name, like {name}-list");
    }
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == pascal)
    };
    if words(ENDPOINT) || words(TEST) {
        bail!(
            "{pascal} is a type that every function uses: choose a longer name, like {name}-list"
        );
    }
    Ok(())
}

/// Words that name nothing else in Rust 2024, kept for later ones included.
const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Crates that are there without being asked for, and cargo's own words.
const STANDARD: [&str; 9] =
    ["alloc", "build", "core", "deps", "examples", "incremental", "proc_macro", "std", "test"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_nobody_elses() {
        let lock = "[[package]]\nname = \"serde_json\"\nversion = \"1\"\n\n[[package]]\nname = \"analysis\"\n";
        for good in ["sync", "price-history", "analysis-list"] {
            assert!(check_free(good, lock).is_ok(), "{good}");
        }
        for (taken, why) in [
            ("async", "Rust's own"),
            ("type", "Rust's own"),
            ("analysis", "already"),
            ("serde-json", "already"),
            ("core", "already"),
            ("test", "already"),
            ("input", "every function uses"),
            ("user", "every function uses"),
            ("world", "every function uses"),
        ] {
            let refusal = check_free(taken, lock).unwrap_err().to_string();
            assert!(refusal.contains(why), "{taken}: {refusal}");
        }
    }

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
