//! The two ways into and out of wasm: as bytes that `serde_json` reads and
//! writes here, or as values that V8's `JSON` made, walked by
//! `serde-wasm-bindgen`. Limits are checked either way.

use analysis::Time;
use analysis::logistics::{LogisticsInput, LogisticsReport, analyze};
use edge::http::{Headers, Request};
use limits::Validate;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// Reads a body as a function does; how many samples it has.
#[wasm_bindgen]
pub fn read_bytes(body: Vec<u8>) -> Result<usize, JsError> {
    let headers = Headers(vec![("content-type".to_owned(), "application/json".to_owned())]);
    let request = Request {
        id: String::new(),
        method: "POST".to_owned(),
        path: String::new(),
        query: String::new(),
        headers,
        body: Some(body),
    };
    Ok(samples(&edge::input::read(&request)?))
}

/// Reads what `JSON.parse` made of a body; how many samples it has.
#[wasm_bindgen]
pub fn read_value(value: JsValue) -> Result<usize, JsError> {
    let input: LogisticsInput = serde_wasm_bindgen::from_value(value)?;
    input.validate().map_err(|violation| JsError::new(&violation.reason))?;
    Ok(samples(&input))
}

fn samples(input: &LogisticsInput) -> usize {
    input.sample_list.as_ref().map_or(0, Vec::len)
}

/// An answer, ready to be written.
#[wasm_bindgen]
pub struct Answer(LogisticsReport);

#[wasm_bindgen]
impl Answer {
    /// The answer to a request.
    #[wasm_bindgen(constructor)]
    pub fn new(body: &str) -> Result<Answer, JsError> {
        let input: LogisticsInput = serde_json::from_str(body)?;
        let samples = input.sample_list.as_deref().unwrap_or_default();
        Ok(Self(analyze(&input, samples, Time::default())?))
    }

    /// As JSON text.
    pub fn write_bytes(&self) -> Result<Vec<u8>, JsError> {
        Ok(serde_json::to_vec(&self.0)?)
    }

    /// As a value for `JSON.stringify`.
    pub fn write_value(&self) -> Result<JsValue, JsError> {
        Ok(self.0.serialize(&Serializer::json_compatible())?)
    }
}
