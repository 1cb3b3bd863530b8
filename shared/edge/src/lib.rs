//! The edge runtime: what every function crate is written against.
//!
//! Read in this order: [`endpoint`] (what a function declares), [`serve`] (what
//! happens to a request), [`error`] (how it can go wrong). Everything that
//! touches JavaScript is in [`host`], behind a trait, so that tests can be a
//! world too.

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

#[doc(hidden)]
pub use {limits, schemars, wire};
#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
pub use {wasm_bindgen, wasm_bindgen_futures, web_sys};

/// Exports `$endpoint` as this crate's wasm entry point: `start`, called once
/// per instance, and `handle`, called once per request.
#[macro_export]
macro_rules! export {
    ($endpoint:ident) => {
        #[cfg(target_arch = "wasm32")]
        mod wasm {
            use $crate::wasm_bindgen::prelude::*;

            /// Called once per instance, with what to call when it panics.
            #[wasm_bindgen(wasm_bindgen = $crate::wasm_bindgen)]
            pub fn start(panicked: $crate::host::js::Panicked) {
                $crate::host::js::report_panics(panicked);
            }

            /// Answers one request. `body` is missing where it was too large.
            #[wasm_bindgen(
                                                wasm_bindgen = $crate::wasm_bindgen,
                                                wasm_bindgen_futures = $crate::wasm_bindgen_futures
                                            )]
            pub async fn handle(
                request: $crate::web_sys::Request,
                request_id: String,
                body: Option<Vec<u8>>,
            ) -> $crate::web_sys::Response {
                $crate::host::js::handle::<super::$endpoint>(request, request_id, body).await
            }
        }
    };
}
