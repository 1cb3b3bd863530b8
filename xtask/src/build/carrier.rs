//! A wasm module inside a wasm module.
//!
//! Only what is *imported* reaches Supabase, and an imported `.wasm` arrives as a running instance:
//! nothing to start again after a panic. So the deployed file is a small module without imports,
//! whose memory holds the real module's bytes; the shim compiles those, and keeps the result to
//! instantiate it again. Costs 0.1 ms of a cold start.

use super::module::{sized, unsigned};

const PAGE: usize = 64 * 1024;

/// A module that exports the memory `code`: the payload's length in four bytes (little endian),
/// then the payload.
pub(super) fn carry(payload: &[u8]) -> Vec<u8> {
    let content = [&(payload.len() as u32).to_le_bytes(), payload].concat();
    let pages = content.len().div_ceil(PAGE);
    let memory = [vec![1, 1], unsigned(pages), unsigned(pages)].concat();
    let export = [vec![1, 4], b"code".to_vec(), vec![2, 0]].concat();
    // One active segment at offset `i32.const 0; end`.
    let data = [vec![1, 0, 0x41, 0, 0x0b], sized(&content)].concat();
    [b"\0asm\x01\0\0\0".to_vec(), section(5, &memory), section(7, &export), section(11, &data)]
        .concat()
}

fn section(id: u8, body: &[u8]) -> Vec<u8> {
    [vec![id], sized(body)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_payload_lies_unchanged_behind_its_length() {
        let payload = vec![7; 70_000];
        let module = carry(&payload);
        let content = [&70_000_u32.to_le_bytes()[..], &payload].concat();
        assert!(module.ends_with(&content));
        // Two pages for 70,004 bytes, no more and no less.
        assert_eq!(module[8..13], [5, 4, 1, 1, 2]);
    }
}
