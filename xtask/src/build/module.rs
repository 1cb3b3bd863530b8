//! A module's functions, and names for them.

use anyhow::Result;
use wasm_encoder::{NameMap, NameSection, Section};
use wasmparser::{Parser, Payload, TypeRef};

/// A module's own functions, as they lie in its code section: locals and instructions.
pub(super) fn functions(module: &[u8]) -> Result<Vec<&[u8]>> {
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CodeSectionEntry(body) = payload? {
            bodies.push(&module[body.range()]);
        }
    }
    Ok(bodies)
}

/// The module with names for its functions that sort in `order`, after those of its imports.
pub(super) fn named_in(order: &[usize], module: &[u8]) -> Result<Vec<u8>> {
    let mut names = vec![String::new(); order.len()];
    for (place, &function) in order.iter().enumerate() {
        names[function] = format!("own {place:06}");
    }
    let imported = (0..imported(module)?).map(|place| format!("import {place:06}"));
    let mut map = NameMap::new();
    for (function, name) in imported.chain(names).enumerate() {
        map.append(function.try_into()?, &name);
    }
    let mut section = NameSection::new();
    section.functions(&map);
    let mut named = module.to_vec();
    section.append_to(&mut named);
    Ok(named)
}

/// How many functions the module imports.
fn imported(module: &[u8]) -> Result<usize> {
    let mut count = 0;
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(imports) = payload? {
            for import in imports.into_imports() {
                count += usize::from(matches!(import?.ty, TypeRef::Func(_)));
            }
        }
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        CodeSection, EntityType, Function, FunctionSection, GlobalType, ImportSection, Module,
        TypeSection, ValType,
    };

    /// One imported function, two of its own.
    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let global = GlobalType { val_type: ValType::I32, mutable: false, shared: false };
        let mut imports = ImportSection::new();
        imports.import("./glue.js", "stack", EntityType::Global(global));
        imports.import("./glue.js", "now", EntityType::Function(0));
        let mut declared = FunctionSection::new();
        declared.function(0).function(0);
        let mut code = CodeSection::new();
        for locals in 0..2 {
            let mut function = Function::new((0..locals).map(|_| (1, ValType::I32)));
            function.instructions().end();
            code.function(&function);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&declared).section(&code);
        module.finish()
    }

    #[test]
    fn functions_are_found_as_they_lie() {
        assert_eq!(functions(&module()).unwrap(), [&[0, 0x0b][..], &[1, 1, 0x7f, 0x0b]]);
    }

    #[test]
    fn functions_are_named_behind_those_that_are_imported() {
        let named = named_in(&[1, 0], &module()).unwrap();
        let section = named.strip_prefix(&module()[..]).unwrap();
        let names = b"\x00\x0dimport 000000\x01\x0aown 000001\x02\x0aown 000000";
        assert!(section.ends_with(names), "{}", section.escape_ascii());
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(functions(b"\0asm").is_err());
        assert!(functions(b"\0asm\x01\0\0\0\x0a\x05\x01").is_err());
    }
}
