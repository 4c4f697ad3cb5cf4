//! `backcast`: the same core without a window, for scripts, scheduled imports and machines without a display.
//!
//! `arguments` is the grammar, `run` carries a command out, `print` shows the result to a person; `--json` shows the same
//! values to a program. Exit codes: 0 done, 1 it failed (the reason on standard error), 2 it was not understood.

mod arguments;
mod export;
mod files;
mod looking;
mod manual;
mod operating;
mod place;
mod print;
mod review;
mod run;
mod series;

use std::process::ExitCode;

use backcast_core::Error;
use clap::Parser as _;

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    match run::run(&arguments) {
        Ok(done) => done,
        Err(error) => {
            print::complain(&explained(&error));
            ExitCode::FAILURE
        }
    }
}

/// What happened, in the words of the command line where its options are named otherwise than the core's fields.
fn explained(error: &anyhow::Error) -> String {
    match error.downcast_ref() {
        Some(Error::Invalid { field: "otherwise", reason }) => {
            format!("--else, what else could explain this, {reason}")
        }
        _ => format!("{error:#}"),
    }
}
