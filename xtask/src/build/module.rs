//! As much of the wasm format as naming a module's functions takes.

use anyhow::{Context, Result};

const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const CODE: u8 = 10;

/// What importing a function is told apart by from importing anything else.
const FUNCTION: u8 = 0;

/// The subsection of the section `name` in which functions are named.
const FUNCTION_NAMES: u8 = 1;

/// A module's own functions, as they lie in its code section: locals and instructions.
pub(super) fn functions(module: &[u8]) -> Result<Vec<&[u8]>> {
    let mut code = Reader(section(module, CODE)?);
    (0..code.unsigned()?).map(|_| code.sized()).collect()
}

/// The module with names for its functions that sort in `order`, after those of its imports.
pub(super) fn named_in(order: &[usize], module: &[u8]) -> Result<Vec<u8>> {
    let imported = imported(module)?;
    let mut names = vec![String::new(); order.len()];
    for (place, &function) in order.iter().enumerate() {
        names[function] = format!("own {place:06}");
    }
    let all = (0..imported).map(|place| format!("import {place:06}")).chain(names);
    let mut map = unsigned(imported + order.len());
    for (function, name) in all.enumerate() {
        map.extend([unsigned(function), sized(name.as_bytes())].concat());
    }
    let content = [sized(b"name"), vec![FUNCTION_NAMES], sized(&map)].concat();
    Ok([module.to_vec(), vec![CUSTOM], sized(&content)].concat())
}

/// How many functions the module imports. We import nothing else: memory and table are its own.
fn imported(module: &[u8]) -> Result<usize> {
    let mut imports = Reader(section(module, IMPORTS)?);
    let count = imports.unsigned()?;
    for _ in 0..count {
        imports.sized()?;
        imports.sized()?;
        let kind = imports.byte()?;
        anyhow::ensure!(kind == FUNCTION, "an import of kind {kind}: only functions are expected");
        imports.unsigned()?;
    }
    Ok(count)
}

/// The content of the section with this number; empty where there is none.
fn section(module: &[u8], wanted: u8) -> Result<&[u8]> {
    let mut sections = Reader(module.get(8..).context("too short for a wasm module")?);
    while !sections.0.is_empty() {
        let id = sections.byte()?;
        let content = sections.sized()?;
        if id == wanted {
            return Ok(content);
        }
    }
    Ok(&[0])
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8> {
        let (&first, rest) = self.0.split_first().context("the wasm module is cut short")?;
        self.0 = rest;
        Ok(first)
    }

    /// LEB128.
    fn unsigned(&mut self) -> Result<usize> {
        let mut n = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            n |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(n);
            }
        }
        anyhow::bail!("a number in the wasm module is too long")
    }

    /// Bytes behind their number.
    fn sized(&mut self) -> Result<&'a [u8]> {
        let length = self.unsigned()?;
        let (bytes, rest) =
            self.0.split_at_checked(length).context("the wasm module is cut short")?;
        self.0 = rest;
        Ok(bytes)
    }
}

/// Bytes behind their number.
pub(super) fn sized(bytes: &[u8]) -> Vec<u8> {
    [unsigned(bytes.len()), bytes.to_vec()].concat()
}

/// LEB128, the variable-length integers of the wasm format.
pub(super) fn unsigned(mut n: usize) -> Vec<u8> {
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
    fn numbers_are_written_as_the_format_wants_them_and_read_again() {
        for (n, bytes) in [(0, &[0][..]), (127, &[0x7f]), (624_485, &[0xe5, 0x8e, 0x26])] {
            assert_eq!(unsigned(n), bytes);
            assert_eq!(Reader(bytes).unsigned().unwrap(), n);
        }
    }

    #[test]
    fn functions_are_found_and_named_behind_the_imports() {
        let import = [&[1][..], &sized(b"./glue.js"), &sized(b"now"), &[FUNCTION, 0]].concat();
        let code = [&[2][..], &sized(&[0, 0x0b]), &sized(&[0, 1, 0x0b])].concat();
        let module =
            [&b"\0asm\x01\0\0\0"[..], &[IMPORTS], &sized(&import), &[CODE], &sized(&code)].concat();
        assert_eq!(functions(&module).unwrap(), [&[0, 0x0b][..], &[0, 1, 0x0b]]);
        let named = named_in(&[1, 0], &module).unwrap();
        let names = named.strip_prefix(&module[..]).unwrap();
        let expected = [b"\x01\x0aown 000001", &b"\x02\x0aown 000000"[..]].concat();
        assert!(names.ends_with(&expected), "{}", names.escape_ascii());
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(functions(b"\0asm").is_err());
        assert!(functions(b"\0asm\x01\0\0\0\x0a\x05\x01").is_err());
    }
}
