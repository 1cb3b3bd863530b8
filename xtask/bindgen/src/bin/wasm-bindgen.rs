//! `wasm-bindgen`, in the version of our lock file: writes the JavaScript beside a function's wasm.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(std::env::args_os())
}
