//! Where things lie: the repository's root, its functions, cargo's output.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// The repository that a command works on.
#[derive(Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
}

/// One crate that becomes wasm, known by its folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Function {
    /// The folder, crate and URL: `price-history`.
    pub(crate) name: String,
    room: Room,
}

/// Which folder a function lies in, and where its wasm goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    /// An edge function of `functions/`, deployed from `supabase/functions/`.
    Functions,
    /// Built for the tests, never deployed.
    Probes,
    /// Built to be measured, never deployed.
    Bench,
}

impl Room {
    const fn crates(self) -> &'static str {
        match self {
            Self::Functions => "functions",
            Self::Probes => "tests/probes",
            Self::Bench => "bench",
        }
    }

    const fn outputs(self) -> &'static str {
        match self {
            Self::Functions => "supabase/functions",
            Self::Probes | Self::Bench => self.crates(),
        }
    }
}

impl Workspace {
    /// The repository whose `cargo xtask` this is.
    pub(crate) fn here() -> Result<Self> {
        // Read when run, not when compiled: a copy of the repository works on itself.
        let xtask = std::env::var_os("CARGO_MANIFEST_DIR").context("run this as `cargo xtask`")?;
        let root = Path::new(&xtask).parent().context("xtask lies inside the repository")?;
        Ok(Self { root: root.to_path_buf() })
    }

    /// A repository somewhere else, for tests.
    #[cfg(test)]
    pub(crate) fn at(root: &Path) -> Self {
        Self { root: root.to_path_buf() }
    }

    /// An absolute path from one relative to the root.
    pub(crate) fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// Cargo's output folder.
    pub(crate) fn target(&self) -> PathBuf {
        self.path(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
    }

    /// Every function, by name.
    pub(crate) fn functions(&self) -> Result<Vec<Function>> {
        self.functions_in(Room::Functions)
    }

    /// Everything in a room, by name.
    pub(crate) fn functions_in(&self, room: Room) -> Result<Vec<Function>> {
        let folder = self.path(room.crates());
        let mut functions = Vec::new();
        for entry in
            fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))?
        {
            let entry = entry?;
            if entry.path().join("Cargo.toml").exists() {
                let name = entry.file_name().to_string_lossy().into_owned();
                functions.push(Function { name, room });
            }
        }
        functions.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(functions)
    }

    /// The functions that `names` asks for; all of them when it asks for none.
    pub(crate) fn functions_called(&self, names: &[String]) -> Result<Vec<Function>> {
        let all = self.functions()?;
        if let Some(unknown) = names.iter().find(|name| !all.iter().any(|f| f.name == **name)) {
            bail!("no function is called {unknown:?}: functions/{unknown} does not exist");
        }
        Ok(all.into_iter().filter(|f| names.is_empty() || names.contains(&f.name)).collect())
    }
}

impl Function {
    /// A function to deploy.
    pub(crate) fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), room: Room::Functions }
    }

    /// The Rust library and the files built from it: `price_history`.
    pub(crate) fn snake(&self) -> String {
        self.name.replace('-', "_")
    }

    /// The endpoint's type: `PriceHistory`.
    pub(crate) fn pascal(&self) -> String {
        self.name.split('-').map(capitalized).collect()
    }

    /// The folder that holds what is built; an edge function's is deployed.
    pub(crate) fn folder(&self, workspace: &Workspace) -> PathBuf {
        workspace.path(self.room.outputs()).join(&self.name)
    }
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_gives_all_the_others() {
        let function = Function::named("price-history");
        assert_eq!(function.snake(), "price_history");
        assert_eq!(function.pascal(), "PriceHistory");
    }
}
