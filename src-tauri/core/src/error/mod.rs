//! Every way an operation can fail: situations, not sentences.
//!
//! `rule` has the rules an action can run into, `reason` what can be missing and what can be wrong with an input, `unread` why
//! something cannot be read. The shell maps each situation to a closed code with parameters; the English here is for the log and the command line. Not here: words for
//! the window, which come from its catalogue.

mod reason;
mod rule;
mod unread;

use std::fmt;
use std::path::PathBuf;

use crate::storage::StorageError;
pub use reason::{Entity, Reason};
pub use rule::Rule;
pub use unread::{Unread, WhyUnread};

/// The result of a core operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// How many ids a sentence names.
const NAMED: usize = 20;

fn named(ids: &[String]) -> String {
    let more = ids.len().saturating_sub(NAMED);
    let names = ids[..ids.len() - more].join(", ");
    if more == 0 { names } else { format!("{names} and {more} more") }
}

/// Why an operation did not happen. Nothing was stored when one of these is returned.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The thing was deleted, or never existed.
    #[error("there is no {entity} {id}")]
    NotFound {
        /// What was looked for.
        entity: Entity,
        /// The id or name it was looked for by.
        id: String,
    },
    /// The input breaks a rule the person can mend.
    #[error("{field} {reason}")]
    Invalid {
        /// The input at fault.
        field: &'static str,
        /// What is wrong with it.
        reason: Reason,
    },
    /// The input is fine, the situation is not.
    #[error("{subject}: {rule}")]
    Rejected {
        /// What the action was about: an id, a path, or empty.
        subject: String,
        /// The rule it ran into.
        rule: Rule,
    },
    /// A printed record, or something older than it, was to be changed.
    #[error("{what} is frozen: it was printed and cannot be changed; add a dated remark instead")]
    Frozen {
        /// The frozen thing.
        what: String,
    },
    /// Of many things some cannot be done, and so none was.
    #[error("{} of {all} were refused, and so nothing was changed: {}; {first}", refused.len(), named(refused))]
    Refused {
        /// The ids that were refused.
        refused: Vec<String>,
        /// How many were asked for.
        all: usize,
        /// Why the first of them was.
        first: Box<Error>,
    },
    /// The file was written by a newer version.
    #[error(
        "this portfolio was made by a newer version (schema {found}, this program knows {known}); the file was not touched: update Backcast or open it read-only with the newer one"
    )]
    TooNew {
        /// The schema version found in the file.
        found: u32,
        /// The newest this program knows.
        known: u32,
    },
    /// The file is something else.
    #[error("{} is not a Backcast portfolio ({why}); it was not touched", path.display())]
    NotAPortfolio {
        /// The file.
        path: PathBuf,
        /// What it is instead, as far as that can be told.
        why: &'static str,
    },
    /// The file is a portfolio, and damaged.
    #[error("the portfolio is damaged ({detail}); it was not changed: restore a backup, or keep the file for salvage")]
    Corrupt {
        /// What does not hold.
        detail: String,
    },
    /// Another program kept the portfolio locked for more than five seconds.
    #[error(
        "the portfolio is busy: another program has kept it locked for more than five seconds; nothing was changed, try again"
    )]
    Busy,
    /// The portfolio can be read and not written.
    #[error("the portfolio is read-only: it can be read, nothing was changed")]
    ReadOnly,
    /// There is no room to store the change.
    #[error("not saved: the disk is full; what was stored before is safe")]
    DiskFull,
    /// The disk did not confirm that the change is stored: it may be there or not. The file was opened again.
    #[error(
        "not confirmed: the disk did not say that the change is stored; the file was opened again, look before you repeat it"
    )]
    Unconfirmed,
    /// There is no such file.
    #[error("there is no file {}", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The portfolio was removed or moved while it was open.
    #[error(
        "the portfolio is no longer at {}: it was moved or deleted while it was open; nothing was written. Put it back, or save a copy of what is open",
        path.display()
    )]
    Vanished {
        /// Where it was.
        path: PathBuf,
    },
    /// Another file took the portfolio's place while it was open.
    #[error(
        "another file took the place of {} while it was open; nothing was written to it. Save a copy of what is open, then open the file that is there now",
        path.display()
    )]
    Replaced {
        /// Where it was.
        path: PathBuf,
    },
    /// Another file was written over the portfolio's while it was open.
    #[error(
        "another file was written over {} while it was open; since then nothing was written to it. What was not yet in the file is kept beside it, its name ending in -wal.kept; the portfolio's backups are as they were",
        path.display()
    )]
    Overwritten {
        /// Where it is.
        path: PathBuf,
    },
    /// Reading or writing a file failed.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The database failed; nothing the person typed caused it.
    #[error("the database failed ({0}); what was stored before is safe")]
    Storage(StorageError),
}

impl Error {
    /// There is no such thing.
    pub(crate) fn not_found(entity: Entity, id: impl fmt::Display) -> Self {
        Self::NotFound { entity, id: id.to_string() }
    }

    /// An input that the person can mend.
    pub(crate) fn invalid(field: &'static str, reason: Reason) -> Self {
        Self::Invalid { field, reason }
    }

    /// A rule of the product.
    pub(crate) fn rejected(subject: impl fmt::Display, rule: Rule) -> Self {
        Self::Rejected { subject: subject.to_string(), rule }
    }

    /// Something stored that cannot be what was stored.
    pub(crate) fn corrupt(detail: impl Into<String>) -> Self {
        Self::Corrupt { detail: detail.into() }
    }

    /// A file that could not be read or written.
    #[must_use]
    pub fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        let path = path.into();
        match source.kind() {
            std::io::ErrorKind::NotFound => Self::Missing { path },
            std::io::ErrorKind::StorageFull => Self::DiskFull,
            _ => Self::Io { path, source },
        }
    }
}

impl From<StorageError> for Error {
    fn from(error: StorageError) -> Self {
        crate::storage::situation(error)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        StorageError::from(error).into()
    }
}
