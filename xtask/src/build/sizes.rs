//! What a deploy weighs.

use super::outputs;
use crate::workspace::{Function, Workspace};
use anyhow::Result;
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write as _;

/// Prints bytes and gzipped bytes of every function's wasm and JavaScript.
pub(super) fn print(workspace: &Workspace, functions: &[Function]) -> Result<()> {
    println!("{:<24} {:>10} {:>10} {:>10}", "function", "wasm", "gzipped", "glue");
    for function in functions {
        let [glue, wasm] = outputs(workspace, function).map(fs::read);
        let (wasm, glue) = (wasm?, glue?.len());
        println!("{:<24} {:>10} {:>10} {:>10}", function.name, wasm.len(), gzipped(&wasm)?, glue);
    }
    Ok(())
}

/// Bytes as they are uploaded.
pub(super) fn gzipped(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}
