//! A wasm module inside a wasm module.
//!
//! Only what is *imported* reaches Supabase, and an imported `.wasm` arrives as a running instance:
//! nothing to start again after a panic. So the deployed file is a small module without imports,
//! whose memory holds the real module's bytes; the shim compiles those, and keeps the result to
//! instantiate it again. Costs 0.1 ms of a cold start.

const PAGE: usize = 64 * 1024;

/// A module that exports the memory `code`: the payload's length in four bytes (little endian),
/// then the payload.
pub(super) fn carry(payload: &[u8]) -> Vec<u8> {
    let content = [&(payload.len() as u32).to_le_bytes(), payload].concat();
    let pages = content.len().div_ceil(PAGE);
    let memory = [vec![1, 1], unsigned(pages), unsigned(pages)].concat();
    let export = [vec![1, 4], b"code".to_vec(), vec![2, 0]].concat();
    // One active segment at offset `i32.const 0; end`.
    let data = [vec![1, 0, 0x41, 0, 0x0b], unsigned(content.len()), content].concat();
    [b"\0asm\x01\0\0\0".to_vec(), section(5, &memory), section(7, &export), section(11, &data)]
        .concat()
}

fn section(id: u8, body: &[u8]) -> Vec<u8> {
    [vec![id], unsigned(body.len()), body.to_vec()].concat()
}

/// LEB128, the variable-length integers of the wasm format.
fn unsigned(mut n: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = (n & 0x7f) as u8;
        n >>= 7;
        bytes.push(if n == 0 { low } else { low | 0x80 });
        if n == 0 {
            return bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_format_wants_them() {
        assert_eq!(unsigned(0), [0]);
        assert_eq!(unsigned(127), [0x7f]);
        assert_eq!(unsigned(624_485), [0xe5, 0x8e, 0x26]);
    }

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
