//! The same bits natively and in wasm: every analysis, asked for everything on
//! inputs from seeds, gives one known digest of its answers as they are sent,
//! wherever this runs.
#![expect(clippy::expect_used, reason = "a test fails loudly")]

mod chat;
mod digest;
mod events;
mod logistics;
mod matching;
mod media;
mod recommendations;

use analysis::Time;
use analysis::rng::Rng;
use serde_json::Value;
use wire::FromJson;

/// Seeds of the inputs.
const SEEDS: [u64; 4] = [1, 2, 3, 2026];

fn time(text: &str) -> Time {
    Time::parse(text).expect("a moment")
}

fn now() -> Time {
    time("2026-11-21T09:00:00Z")
}

/// A moment so many minutes after [`now`], on the wire.
fn after(minutes: i64) -> String {
    now().plus_minutes(minutes).to_string()
}

/// Read as requests are read.
fn read<T: FromJson>(value: &Value) -> T {
    wire::from_slice(value.to_string().as_bytes()).expect("what the analysis takes")
}

/// One of these.
fn one<'a>(rng: &mut Rng, of: &[&'a str]) -> &'a str {
    of.get(rng.below(of.len())).copied().unwrap_or_default()
}

/// True in so many of a hundred.
fn chance(rng: &mut Rng, percent: usize) -> bool {
    rng.below(100) < percent
}
