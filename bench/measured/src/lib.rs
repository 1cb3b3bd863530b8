//! What is measured in wasm and natively, by one code: each analysis from
//! typed input to typed answer, without a byte of JSON inside the clock.

mod analyses;
#[cfg(target_arch = "wasm32")]
pub mod boundary;
mod levelling;
mod matching;
mod pixels;
mod selects;
#[cfg(target_arch = "wasm32")]
mod wasm;

use std::hint::black_box;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Work on an input that was read before.
pub trait Kernel {
    /// Does the work once, for nothing.
    fn run(&self);
    /// What the work comes to, as JSON.
    fn outcome(&self) -> String;
}

/// A kernel by what it computes.
trait Compute {
    type Answer<'a>: Serialize
    where
        Self: 'a;
    fn compute(&self) -> Self::Answer<'_>;
}

impl<C: Compute> Kernel for C {
    fn run(&self) {
        drop(black_box(self.compute()));
    }

    fn outcome(&self) -> String {
        serde_json::to_string(&self.compute()).expect("answers are JSON")
    }
}

/// The kernel of this name, with its input from JSON text.
///
/// # Errors
/// There is none of this name, or the input is not what it takes.
pub fn prepare(name: &str, input: &str) -> Result<Box<dyn Kernel>, String> {
    fn read<K: DeserializeOwned + Kernel + 'static>(
        input: &str,
    ) -> Result<Box<dyn Kernel>, String> {
        let kernel: K = serde_json::from_str(input).map_err(|error| error.to_string())?;
        Ok(Box::new(kernel))
    }
    match name {
        "events" => read::<analyses::Events>(input),
        "levelling" => read::<levelling::Levelling>(input),
        "logistics" => read::<analyses::Logistics>(input),
        "matching" => read::<matching::Matching>(input),
        "media" => read::<analyses::Media>(input),
        "pixels" => read::<pixels::Pixels>(input),
        "recommendations" => read::<analyses::Recommendations>(input),
        "selects" => read::<selects::Selects>(input),
        unknown => Err(format!("no kernel is called {unknown}")),
    }
}
