//! Rows of `attachments`.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{first, stamp, word};
use crate::error::{Error, Result};
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

/// Deletes the images kept before `until` that nothing names any more: no document, revision, template, record or minutes,
/// and nothing that undo could bring back.
pub(crate) fn sweep(conn: &Connection, until: Timestamp) -> Result<()> {
    let mut kept = conn.prepare_cached("SELECT sha256 FROM attachments WHERE at <= ?1")?;
    let mut unnamed: HashSet<String> =
        kept.query_map([stamp(until)], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut texts = conn.prepare_cached(
        "SELECT text FROM documents UNION ALL SELECT text FROM revisions UNION ALL SELECT text FROM templates
         UNION ALL SELECT record FROM decisions UNION ALL SELECT text FROM minutes
         UNION ALL SELECT before FROM change_rows WHERE before IS NOT NULL
         UNION ALL SELECT after FROM change_rows WHERE after IS NOT NULL",
    )?;
    let mut rows = texts.query([])?;
    while let Some(row) = rows.next()?.filter(|_| !unnamed.is_empty()) {
        for hash in hashes(row.get_ref(0)?.as_str().map_err(|_| Error::corrupt("a text is not text"))?) {
            unnamed.remove(hash);
        }
    }
    let mut gone = conn.prepare_cached("DELETE FROM attachments WHERE sha256 = ?1")?;
    for sha256 in unnamed {
        gone.execute([sha256])?;
    }
    Ok(())
}

/// Every run of exactly 64 hexadecimal digits.
fn hashes(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !matches!(c, '0'..='9' | 'a'..='f')).filter(|run| run.len() == 64)
}
