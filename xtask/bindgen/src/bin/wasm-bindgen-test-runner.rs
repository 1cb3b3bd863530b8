//! `wasm-bindgen-test-runner`, in the version of our lock file: runs `#[wasm_bindgen_test]`s.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
