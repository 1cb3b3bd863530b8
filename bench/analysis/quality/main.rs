//! How good the answers are, against optima that are published or found by
//! trying everything: each figure as a line of JSON, with the goal it is held
//! to. `npm run bench -- analysis` shows them as a table.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints")]

mod batching;
mod levelling;
mod media;
#[path = "../../../shared/analysis/tests/events_schedule/progen.rs"]
mod progen;
#[path = "../../../shared/analysis/tests/events_schedule/project.rs"]
#[allow(dead_code, reason = "the brute force is for the tests")]
mod project;
#[path = "../../../shared/analysis/tests/events_schedule/psplib.rs"]
#[allow(dead_code, reason = "the tests name one set")]
mod psplib;

use serde_json::json;

/// Whether what was measured is as good as asked; `None` where nothing was.
type Met = Option<bool>;

fn tell(figure: &str, measured: &str, goal: &str, met: Met) {
    println!("{}", json!({ "figure": figure, "measured": measured, "goal": goal, "met": met }));
}

/// `--glance` leaves out what takes long.
fn main() {
    let glance = std::env::args().any(|word| word == "--glance");
    levelling::figures(glance);
    media::figures();
    batching::figures(glance);
}
