//! Rules for each function: it is tested, deployed and configured.

use crate::workspace::{Function, Workspace};
use anyhow::Result;
use std::fs;

pub(super) fn check(workspace: &Workspace) -> Result<Vec<String>> {
    let config = fs::read_to_string(workspace.path("supabase/config.toml"))?;
    let mut breaches = Vec::new();
    for function in workspace.functions()? {
        breaches.extend(missing(workspace, &function, &config));
    }
    Ok(breaches)
}

fn missing(workspace: &Workspace, function: &Function, config: &str) -> Vec<String> {
    let Function { name, .. } = function;
    let test = format!("functions/{name}/tests/{}.rs", function.snake());
    let shim = format!("supabase/functions/{name}/index.ts");
    let section = format!("[functions.{name}]\nenabled = true\nverify_jwt = ");
    let mut breaches = Vec::new();
    for needed in [test, shim] {
        if !workspace.path(&needed).exists() {
            breaches.push(format!("{name}: {needed} is missing"));
        }
    }
    if !config.contains(&section) {
        breaches
            .push(format!("{name}: supabase/config.toml has no section for it: run `npm run gen`"));
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_a_function_lacks() {
        let nowhere = Workspace::at(&std::env::temp_dir().join("no-such-repository"));
        let function = Function::named("price-history");
        let config = "[functions.price-history]\nenabled = true\nverify_jwt = false\n";
        assert_eq!(
            missing(&nowhere, &function, config),
            [
                "price-history: functions/price-history/tests/price_history.rs is missing",
                "price-history: supabase/functions/price-history/index.ts is missing",
            ]
        );
        assert_eq!(missing(&nowhere, &function, "").len(), 3);
    }
}
