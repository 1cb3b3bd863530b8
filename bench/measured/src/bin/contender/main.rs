//! A contender that runs natively: commands come in as lines of JSON, each is
//! answered by one. `bench/contest/contender.ts` speaks the same language.
#![expect(clippy::print_stdout, reason = "answers go to a pipe")]

mod requests;

use std::io::stdin;
use std::time::Instant;

use measured::{Kernel, prepare};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Command {
    /// Gets ready; answered by `true`.
    Prepare { kernel: String, input: String },
    /// Does the work so many times; answered by the milliseconds it took.
    Run(u32),
    /// Answered by what the work comes to, as JSON text.
    Outcome,
}

fn main() -> Result<(), String> {
    let mut work: Option<Box<dyn Kernel>> = None;
    for line in stdin().lines() {
        let line = line.map_err(|error| error.to_string())?;
        let command = serde_json::from_str(&line).map_err(|error| error.to_string())?;
        let ready = || work.as_ref().ok_or("nothing was prepared");
        let answer = match command {
            Command::Prepare { kernel, input } => {
                work = Some(match kernel.strip_prefix("request ") {
                    Some(function) => requests::prepare(function, &input)?,
                    None => prepare(&kernel, &input)?,
                });
                json!(true)
            }
            Command::Run(times) => {
                let work = ready()?;
                let begun = Instant::now();
                for _ in 0..times {
                    work.run();
                }
                json!(begun.elapsed().as_secs_f64() * 1000.0)
            }
            Command::Outcome => json!(ready()?.outcome()),
        };
        println!("{answer}");
    }
    Ok(())
}
