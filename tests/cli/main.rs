//! The `backcast` command as a person runs it: real processes, real files.
#![expect(clippy::unwrap_used, reason = "a broken test should stop where it breaks")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

mod bad_input;
mod commands;
mod documents;
mod export;
mod looking_back;
mod meetings;
mod office;
mod reviews;
mod safety;
mod shapes;
mod world;
