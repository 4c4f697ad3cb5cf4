//! SQLite: the only place that contains SQL.
//!
//! One module a table beside `open` (file, pragmas, migrations) and `capture` (row changes for undo). Rows come out as
//! the nouns of the rest of the core; a stored word or time that cannot be read is [`Error::Corrupt`], never a default.
//! Not here: rules. Whether something may be written is decided by the noun modules.

pub(crate) mod actions;
pub(crate) mod agenda;
pub(crate) mod agreements;
pub(crate) mod annotations;
pub(crate) mod attachments;
pub(crate) mod backup;
pub(crate) mod ballots;
pub(crate) mod capture;
pub(crate) mod changes;
pub(crate) mod check_ins;
pub(crate) mod comments;
pub(crate) mod decisions;
pub(crate) mod decks;
pub(crate) mod documents;
pub(crate) mod explanations;
pub(crate) mod export;
pub(crate) mod forecasts;
pub(crate) mod insights;
pub(crate) mod integrity;
pub(crate) mod launches;
pub(crate) mod leaves;
pub(crate) mod ledger;
pub(crate) mod lessons;
pub(crate) mod listing;
pub(crate) mod listing_filter;
pub(crate) mod listing_keys;
pub(crate) mod listing_order;
pub(crate) mod measures;
pub(crate) mod meetings;
pub(crate) mod notes;
pub(crate) mod observations;
pub(crate) mod open;
pub(crate) mod people;
pub(crate) mod principles;
pub(crate) mod proposals;
pub(crate) mod rebases;
pub(crate) mod retros;
pub(crate) mod revisions;
pub(crate) mod rounds;
pub(crate) mod rule_book;
pub(crate) mod salvage;
pub(crate) mod scores;
pub(crate) mod search;
pub(crate) mod search_found;
pub(crate) mod suggestions;
pub(crate) mod templates;
pub(crate) mod views;
pub(crate) mod writings;

use std::path::PathBuf;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::types::FromSql;
use rusqlite::{Row, ffi};

use crate::error::{Error, Result};
use crate::vocabulary::Word;

/// The database failed, or holds something it should not.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// SQLite refused a statement.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// An upgrade step failed; the file is as it was before.
    #[error(transparent)]
    Migration(#[from] rusqlite_migration::Error),
}

/// The situation behind what SQLite reported.
pub(crate) fn situation(error: StorageError) -> Error {
    let sqlite = match &error {
        StorageError::Sqlite(sqlite) => sqlite,
        StorageError::Migration(rusqlite_migration::Error::RusqliteError { err, .. }) => err,
        StorageError::Migration(_) => return Error::Storage(error),
    };
    let rusqlite::Error::SqliteFailure(code, message) = sqlite else {
        return Error::Storage(error);
    };
    let message = message.as_deref().unwrap_or("no detail");
    match code.extended_code {
        // A failed write or flush can leave the rows stored all the same.
        ffi::SQLITE_IOERR_WRITE | ffi::SQLITE_IOERR_FSYNC | ffi::SQLITE_IOERR_DIR_FSYNC => return Error::Unconfirmed,
        _ => {}
    }
    match code.extended_code & 0xff {
        ffi::SQLITE_IOERR if code.extended_code == ffi::SQLITE_IOERR_SHMSIZE => Error::DiskFull,
        ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => Error::Busy,
        ffi::SQLITE_READONLY => Error::ReadOnly,
        ffi::SQLITE_FULL => Error::DiskFull,
        ffi::SQLITE_CORRUPT => Error::corrupt(message),
        ffi::SQLITE_NOTADB => Error::NotAPortfolio { path: PathBuf::new(), why: "it is not a database" },
        ffi::SQLITE_CONSTRAINT if message.starts_with("frozen ") => {
            Error::Frozen { what: message.trim_start_matches("frozen ").to_owned() }
        }
        _ => Error::Storage(error),
    }
}

/// A stored word.
pub(crate) fn word<W: Word>(row: &Row<'_>, column: &'static str) -> Result<W> {
    let text: String = row.get(column)?;
    W::from_word(&text).ok_or_else(|| unreadable(column, &text))
}

/// A stored word that may be absent.
pub(crate) fn maybe_word<W: Word>(row: &Row<'_>, column: &'static str) -> Result<Option<W>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| W::from_word(&text).ok_or_else(|| unreadable(column, &text))).transpose()
}

/// A stored time.
pub(crate) fn time(row: &Row<'_>, column: &'static str) -> Result<Timestamp> {
    parsed(row, column)
}

/// A stored date.
pub(crate) fn date(row: &Row<'_>, column: &'static str) -> Result<Date> {
    parsed(row, column)
}

/// A stored date that may be absent.
pub(crate) fn maybe_date(row: &Row<'_>, column: &'static str) -> Result<Option<Date>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| text.parse().map_err(|_| unreadable(column, &text))).transpose()
}

/// The number behind a short id.
pub(crate) fn number(row: &Row<'_>, column: &'static str) -> Result<u32> {
    Ok(row.get(column)?)
}

fn parsed<T: FromStr>(row: &Row<'_>, column: &'static str) -> Result<T> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| unreadable(column, &text))
}

fn unreadable(column: &str, text: &str) -> Error {
    let text: String = text.chars().take(40).collect();
    Error::corrupt(format!("{column} holds “{text}”"))
}

/// A time as it is stored: UTC, milliseconds, so that text order is time order.
pub(crate) fn stamp(time: Timestamp) -> String {
    format!("{time:.3}")
}

/// Collects rows through a mapper that can find them corrupt.
pub(crate) fn rows<T>(
    statement: &mut rusqlite::CachedStatement<'_>,
    params: impl rusqlite::Params,
    mut read: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut found = Vec::new();
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// The first row, if there is one.
pub(crate) fn first<T>(
    statement: &mut rusqlite::CachedStatement<'_>,
    params: impl rusqlite::Params,
    read: impl FnOnce(&Row<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let mut rows = statement.query(params)?;
    rows.next()?.map(read).transpose()
}

/// A single value of the first row, if there is one.
pub(crate) fn value<T: FromSql>(
    statement: &mut rusqlite::CachedStatement<'_>,
    params: impl rusqlite::Params,
) -> Result<Option<T>> {
    first(statement, params, |row| Ok(row.get(0)?))
}
