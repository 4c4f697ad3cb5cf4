//! The `backcast` command as a person runs it: real processes, real files.
#![expect(clippy::unwrap_used, reason = "a broken test should stop where it breaks")]

mod bad_input;
mod commands;
mod documents;
mod export;
mod looking_back;
mod meetings;
mod reviews;
mod safety;
mod shapes;
mod world;
