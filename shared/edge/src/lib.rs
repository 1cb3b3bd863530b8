//! The edge runtime: what every function crate is written against.
//!
//! Read in this order: [`endpoint`] (what a function declares), [`serve`] (what
//! happens to a request), [`error`] (how it can go wrong). Everything that
//! touches JavaScript is in [`host`], behind a trait, so that tests can be a
//! world too.

pub mod ahead;
mod base64url;
pub mod caller;
pub mod db;
pub mod deadline;
pub mod endpoint;
pub mod error;
pub mod host;
pub mod http;
pub mod input;
pub mod kept;
mod keys;
pub mod log;
pub mod serve;
pub mod token;
pub mod zone;

/// What a function crate imports.
pub mod prelude {
    pub use crate::caller::{Caller, Nobody, Publishable, Secret, User};
    pub use crate::endpoint::{Context, Endpoint, Spec};
    pub use crate::error::{Error, Result};
    pub use analysis::{Problem, Time};
    pub use limits::Validate;
    pub use schemars::JsonSchema;
    pub use wire::{FromJson, ToJson};
}

#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
pub use wasm_bindgen;
#[doc(hidden)]
pub use {limits, schemars, wire};

/// Exports `$endpoint` as this crate's wasm entry point: `start`, called once
/// per instance, and `handle`, called once per request.
#[macro_export]
macro_rules! export {
    ($endpoint:ident) => {
        #[cfg(target_arch = "wasm32")]
        mod wasm {
            use $crate::wasm_bindgen::prelude::*;

            /// Called once per instance, with what it may call.
            #[wasm_bindgen(wasm_bindgen = $crate::wasm_bindgen)]
            pub fn start(outside: $crate::host::js::Outside) {
                $crate::host::js::start(outside);
            }

            /// Begins to answer a request, which [`Outside::answer`] ends.
            #[wasm_bindgen(wasm_bindgen = $crate::wasm_bindgen)]
            pub fn handle(request: u32, head: &str, body: Option<Vec<u8>>) {
                $crate::host::js::handle::<super::$endpoint>(request, head, body);
            }
        }
    };
}
