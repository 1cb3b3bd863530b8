//! What pixels say, for whoever has them: a browser's canvas or a function.

use edge::wasm_bindgen::prelude::*;
use serde::Serialize as _;
use serde_wasm_bindgen::Serializer;

/// Sharpness, light, noise, colour and hashes of a picture given as a canvas
/// gives it; `metadata` is what to fill in of its asset. Throws where the bytes
/// are not `width` by `height` pixels.
#[wasm_bindgen(wasm_bindgen = edge::wasm_bindgen)]
pub fn analyze_pixels(rgba: &[u8], width: u32, height: u32) -> Result<JsValue, JsError> {
    let report = analysis::media::pixels::analyze(rgba, width, height)?;
    Ok(report.serialize(&Serializer::json_compatible())?)
}
