//! The part of reqwest 0.11 that `postgrest` uses, over the isolate's own
//! `fetch`.
//!
//! The crate itself brings `url`, `idna` and `http` along: parsers for addresses
//! and headers that the platform parses anyway. Without them a function is 45 KB
//! smaller (gzipped), and a call 0.1 ms faster. The workspace's
//! `[patch.crates-io]` puts this crate in its place; what `postgrest` does not
//! use is not here, and would fail the build.
#![cfg(target_arch = "wasm32")]

pub mod header;
mod network;

use wasm_bindgen::prelude::*;

use header::HeaderMap;
use network::Sent;
pub use network::{Network, arrived, through};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = encodeURIComponent)]
    fn encode(text: &str) -> String;
}

/// HTTP methods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Method {
    GET,
    HEAD,
    POST,
    PATCH,
    DELETE,
}

/// Nothing to hold: the isolate pools connections itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Client;

impl Client {
    /// A client.
    pub fn new() -> Self {
        Self
    }

    /// Begins a request.
    pub fn request(&self, method: Method, url: impl Into<String>) -> RequestBuilder {
        RequestBuilder { method, url: url.into(), headers: HeaderMap::new(), body: String::new() }
    }
}

/// A request being built.
#[derive(Debug)]
pub struct RequestBuilder {
    method: Method,
    url: String,
    headers: HeaderMap,
    body: String,
}

impl RequestBuilder {
    /// Sets these headers, each instead of one of the same name.
    #[must_use]
    pub fn headers(mut self, headers: HeaderMap) -> Self {
        self.headers.merge(headers);
        self
    }

    /// Adds query parameters.
    #[must_use]
    pub fn query(mut self, queries: &[(String, String)]) -> Self {
        for (name, value) in queries {
            self.url.push(if self.url.contains('?') { '&' } else { '?' });
            self.url.push_str(&encode(name));
            self.url.push('=');
            self.url.push_str(&encode(value));
        }
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(self, body: String) -> Self {
        Self { body, ..self }
    }

    /// Sends the request; its answer comes with its body.
    pub async fn send(self) -> Result<Response, Error> {
        let method = match self.method {
            Method::GET => "GET",
            Method::HEAD => "HEAD",
            Method::POST => "POST",
            Method::PATCH => "PATCH",
            Method::DELETE => "DELETE",
        };
        let mut headers = String::with_capacity(256);
        for (name, value) in self.headers.iter() {
            for part in [name, ":", value, "\n"] {
                headers.push_str(part);
            }
        }
        Sent::now(method, &self.url, &headers, self.body.as_bytes()).await
    }
}

/// An answer.
#[derive(Debug)]
pub struct Response {
    status: u16,
    body: Vec<u8>,
}

impl Response {
    /// HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The whole body.
    pub fn into_body(self) -> Vec<u8> {
        self.body
    }
}

/// Why there was no answer.
#[derive(Debug)]
pub struct Error(String);

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}
