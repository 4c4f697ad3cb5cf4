//! Health: whether the file holds what was stored, and which record does not.
//!
//! Not here: repair. A problem names what it is about; the person decides what to do.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::backups::{Synced, synced};
use crate::error::Result;
use crate::notices::{Notice, Noticed};
use crate::portfolio::Portfolio;
use crate::storage::integrity;

/// Something that is not as it was stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Problem {
    /// What it is about: `D-021`, `P-014`, a table.
    pub what: String,
    /// What does not hold, in English.
    pub detail: String,
    /// The same, for whoever has words of their own for it.
    pub said: Noticed,
}

impl Problem {
    pub(crate) fn new(what: &str, said: impl Into<Noticed>) -> Self {
        let said = said.into();
        Self { what: what.to_owned(), detail: said.to_string(), said }
    }

    /// What the database says of itself.
    pub(crate) fn database(text: &str) -> Self {
        Self::new("database", Notice::Database.with([("text", &text)]))
    }
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Health {
    /// Nothing is wrong.
    pub ok: bool,
    /// What is.
    pub problems: Vec<Problem>,
    /// How many proposals were looked at.
    pub proposals: u32,
    /// How many revisions.
    pub revisions: u32,
    /// How many decision records.
    pub decisions: u32,
    /// How many values of measures.
    pub observations: u32,
    /// The sync service that writes to the portfolio's folder, if one does: a risk, not a fault.
    pub synced: Option<Synced>,
}

impl Health {
    /// A file that cannot be opened because it is damaged.
    #[must_use]
    pub fn damaged(detail: &str) -> Self {
        let problems = vec![Problem::database(detail)];
        Self { ok: false, problems, proposals: 0, revisions: 0, decisions: 0, observations: 0, synced: None }
    }
}

impl Portfolio {
    /// Checks the whole file: the database, the chain of decisions, and every stored hash.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn check(&self) -> Result<Health> {
        self.read_afresh(|conn| {
            let mut problems = vec![];
            for look in
                [integrity::database, integrity::chain, integrity::hashes, integrity::actions, integrity::approvals]
            {
                problems.extend(finding(look(conn)));
            }
            // A table that cannot be counted has been found wanting above.
            let count = |table| integrity::count(conn, table).unwrap_or(0);
            Ok(Health {
                ok: problems.is_empty(),
                problems,
                proposals: count("proposals"),
                revisions: count("revisions"),
                decisions: count("decisions"),
                observations: count("observations"),
                synced: synced(self.path()),
            })
        })
    }

    /// SQLite's quick check, for after an unclean end; an empty list is a sound file.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn quick_check(&self) -> Result<Vec<Problem>> {
        self.read_afresh(integrity::quick_check)
    }
}

/// What was found; a look that itself runs into damage is a finding too.
fn finding(found: Result<Vec<Problem>>) -> Vec<Problem> {
    found.unwrap_or_else(|error| vec![Problem::database(&error.to_string())])
}
