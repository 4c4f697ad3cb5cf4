//! The product through `Portfolio`: real SQLite, a clock that stands still.
#![expect(clippy::unwrap_used, reason = "a broken test should stop where it breaks")]

mod backups;
mod decisions;
mod decks;
mod documents;
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
mod undo;
mod undo_any;
mod writing;
