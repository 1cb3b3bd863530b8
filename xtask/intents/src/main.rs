//! The trainer's command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match intents::run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            #[expect(clippy::print_stderr, reason = "the program's last word")]
            {
                eprintln!("intents: {problem}");
            }
            ExitCode::FAILURE
        }
    }
}
