//! A wasm module inside a wasm module.
//!
//! Only what is *imported* reaches Supabase, and an imported `.wasm` arrives as a running instance:
//! nothing to start again after a panic. So the deployed file is a small module without imports,
//! whose memory holds the real module's bytes; the shim compiles those, and keeps the result to
//! instantiate it again. Costs 0.1 ms of a cold start.

use wasm_encoder::{
    ConstExpr, DataSection, ExportKind, ExportSection, MemorySection, MemoryType, Module,
};

const PAGE: usize = 64 * 1024;

/// A module that exports the memory `code`: the payload's length in four bytes (little endian),
/// then the payload.
pub(super) fn carry(payload: &[u8]) -> Vec<u8> {
    let content = [&(payload.len() as u32).to_le_bytes(), payload].concat();
    let pages = content.len().div_ceil(PAGE) as u64;
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: pages,
        maximum: Some(pages),
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut exports = ExportSection::new();
    exports.export("code", ExportKind::Memory, 0);
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(0), content);
    let mut module = Module::new();
    module.section(&memories).section(&exports).section(&data);
    module.finish()
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
