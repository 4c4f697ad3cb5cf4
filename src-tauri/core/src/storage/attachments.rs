//! Rows of `attachments`.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{first, stamp, word};
use crate::error::Result;
use crate::proposals::ImageKind;

/// Keeps an image once, however often it is given.
pub(crate) fn put(conn: &Connection, sha256: &str, kind: ImageKind, bytes: &[u8], at: Timestamp) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO attachments (sha256, kind, bytes, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (sha256) DO NOTHING",
    )?
    .execute(params![sha256, kind.to_string(), bytes, stamp(at)])?;
    Ok(())
}

pub(crate) fn get(conn: &Connection, sha256: &str) -> Result<Option<(ImageKind, Vec<u8>)>> {
    first(&mut conn.prepare_cached("SELECT kind, bytes FROM attachments WHERE sha256 = ?1")?, [sha256], |row| {
        Ok((word(row, "kind")?, row.get("bytes")?))
    })
}
