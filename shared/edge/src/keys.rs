//! The project's API keys, as the platform hands them to functions.

use wire::{FromJson, Read, Reader};

/// Keys by name: `{"default": "sb_secret_…", …}`.
#[derive(Debug, Default)]
pub(crate) struct Keys(Vec<(String, String)>);

impl Keys {
    /// The keys in an environment variable; None where it is not an object of
    /// texts.
    pub(crate) fn parse(variable: &str) -> Option<Self> {
        wire::from_slice(variable.as_bytes()).ok()
    }

    /// The key named `default`, else the first.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn into_default(self) -> Option<String> {
        let Self(mut keys) = self;
        let at = keys.iter().position(|(name, _)| name == "default").unwrap_or(0);
        (at < keys.len()).then(|| keys.swap_remove(at).1)
    }

    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, key)| key.as_str())
    }
}

impl FromJson for Keys {
    fn blank() -> Self {
        Self::default()
    }
    fn read(&mut self, from: &mut Reader<'_>) -> Read {
        from.map(&mut |name, from| {
            self.0.push((name.into_owned(), from.string()?.into_owned()));
            Ok(())
        })
    }
}
