//! The product through `Portfolio`: real SQLite, a clock that stands still.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a broken test should stop where it breaks")]
#![expect(clippy::print_stdout, reason = "how often each rule of the linter fires is there to be read")]

mod backups;
mod decisions;
mod decks;
mod documents;
mod exchange;
mod health;
mod launches;
mod lists;
mod looking_back;
mod meetings;
mod operating;
mod people;
mod portfolio;
mod process_charts;
mod real_documents;
mod reviews;
mod scores;
mod tongues;
mod undo;
mod undo_any;
mod writing;
