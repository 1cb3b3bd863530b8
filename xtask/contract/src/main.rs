//! Prints `openapi.json`, read off the types of the functions. `cargo xtask gen` keeps it.
#![expect(clippy::print_stdout, reason = "printing is its work")]

mod bounds;
mod document;
mod functions;
mod operation;
mod schemas;

fn main() {
    println!("{:#}", functions::document());
}
