//! Rows of `notes`.

use jiff::Timestamp;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{rows, stamp, time, value};
use crate::error::Result;
use crate::journal::JournalNote;

pub(crate) fn insert(conn: &Connection, uuid: &Uuid, text: &str, at: Timestamp) -> Result<()> {
    conn.prepare_cached("INSERT INTO notes (uuid, text, at) VALUES (?1, ?2, ?3)")?.execute(params![
        uuid.to_string(),
        text,
        stamp(at)
    ])?;
    Ok(())
}

/// The row of a note.
pub(crate) fn key_of(conn: &Connection, uuid: &str) -> Result<Option<i64>> {
    value(&mut conn.prepare_cached("SELECT id FROM notes WHERE uuid = ?1")?, [uuid])
}

/// The newest notes first.
pub(crate) fn newest(conn: &Connection, limit: u32) -> Result<Vec<JournalNote>> {
    rows(&mut conn.prepare_cached("SELECT uuid, text, at FROM notes ORDER BY id DESC LIMIT ?1")?, [limit], |row| {
        Ok(JournalNote { id: row.get("uuid")?, text: row.get("text")?, at: time(row, "at")?.to_string() })
    })
}
