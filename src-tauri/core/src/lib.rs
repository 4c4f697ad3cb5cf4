//! Backcast without a window: the product, its rules and its storage.
//!
//! [`Portfolio`] is the only way in. A method on it is one thing a person does; it runs in one transaction, is recorded
//! for undo and the log, and reports what it made stale ([`Changed`]).
//!
//! # The rooms
//!
//! | folder | what lives there |
//! |---|---|
//! | `documents` | reading one Markdown text: outline, linter, templates. Pure |
//! | `proposals` | ideas: their life, text, revisions, and the line a list shows |
//! | `scores` | three criteria joined by AND; `scores::gate` is the arithmetic. Pure |
//! | `meetings` | reading, scoring blind, revealing, discussing and deciding together |
//! | `decisions` | what was promised, printed: hashed and chained |
//! | `measures` | how we will know; dates, tables, weeks and process behaviour charts. Pure beneath the noun |
//! | `wbr` | the weekly business review: decks, weeks, months, the box. Pure |
//! | `decks` | which measures are looked at every week, and going through them |
//! | `evidence` | what the values say about the promise. Pure |
//! | `charts` | results as SVG, one drawing for every place. Pure |
//! | `launches`, `retros`, `lessons` | judging a launch against its record, and what it taught |
//! | `insights` | what ended launches say about judgement: calibration, seals, agreement. Pure beneath the noun |
//! | `forecasts`, `ledger`, `principles` | small dated forecasts; ideas not chosen; sentences the team decides by |
//! | `learn` | the why behind every rule, criterion, phase and class, as short pages. Pure |
//! | `journal` | notes, the log, what needs the person |
//! | `people`, `search`, `links`, `exchange`, `health` | who, finding, leading there, files, whether all is as it was stored |
//! | `archives`, `xml` | zip files and XML from elsewhere, judged before they are read and while they are |
//! | `archives` | zip files from elsewhere, judged before they are read |
//! | `notices` | what is worth saying of what was read or checked, with its code |
//! | `sheets` | what stands on paper, as pieces in their order |
//! | `tongue` | the languages that charts, paper and the pages of `learn` are written in |
//! | `backups`, `recovery` | checked copies of the file, and what is safe to do about a damaged one |
//! | `storage` | SQLite: the only SQL. One module a table |
//!
//! Layers, each knowing only those before it: `storage` ← the nouns ← [`Portfolio`] ← the command line and the shell.
//! (A noun asks `storage` for rows; `storage` knows the nouns' types and nothing of their rules.)
//!
//! # What holds everywhere
//!
//! - No clock, no randomness, no environment in here: [`World`] is passed in.
//! - One way to write, `Portfolio::transact`. Records are refused to change by triggers in the file itself.
//! - A failure is an [`Error`] that names a situation; what is read from a file and cannot be so is [`Error::Corrupt`].
//! - No sum, mean or weight over the three criteria exists anywhere.

mod archives;
pub mod backups;
pub mod change;
pub mod charts;
pub mod decisions;
pub mod decks;
pub mod documents;
mod error;
pub mod evidence;
pub mod exchange;
mod fingerprint;
pub mod forecasts;
pub mod health;
pub mod insights;
pub mod journal;
pub mod launches;
pub mod learn;
pub mod ledger;
pub mod lessons;
pub mod links;
pub mod measures;
pub mod meetings;
pub mod notices;
pub mod people;
mod place;
mod portfolio;
pub mod principles;
pub mod proposals;
pub mod recovery;
pub mod retros;
mod sample;
pub mod scores;
pub mod search;
pub mod sheets;
mod storage;
pub mod tongue;
pub mod undo;
pub mod vocabulary;
pub mod wbr;
mod world;
mod xml;

pub use change::{ALL_TOPICS, Action, Changed, Topic};
pub use error::{Entity, Error, Reason, Result, Rule, Unread, WhyUnread};
pub use portfolio::Portfolio;
pub use world::World;
