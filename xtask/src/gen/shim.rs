//! `supabase/functions/<name>/index.ts`: what Supabase deploys and runs.

use super::Generated;
use crate::GENERATED_BY_GEN;
use crate::workspace::Function;

/// The shim of one function.
pub(super) fn index(function: &Function) -> Generated {
    let (name, snake) = (&function.name, function.snake());
    let text = format!(
        r#"// {GENERATED_BY_GEN}
import {{ serve }} from "../_shared/serve.ts";
import * as carrier from "./{snake}_bg.wasm";
import * as glue from "./{snake}.js";
export default serve(glue, carrier);
"#
    );
    (format!("supabase/functions/{name}/index.ts"), text)
}
