//! The kernels, to JavaScript.

use wasm_bindgen::prelude::*;

use crate::{Kernel, prepare};

/// A kernel with its input.
#[wasm_bindgen]
pub struct Work(Box<dyn Kernel>);

#[wasm_bindgen]
impl Work {
    /// The kernel of this name, with its input from JSON text.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str, input: &str) -> Result<Work, JsError> {
        prepare(name, input).map(Self).map_err(|reason| JsError::new(&reason))
    }

    /// Does the work so many times.
    pub fn run(&self, times: u32) {
        for _ in 0..times {
            self.0.run();
        }
    }

    /// What the work comes to, as JSON.
    pub fn outcome(&self) -> String {
        self.0.outcome()
    }
}
