//! Rows of `documents` and `dismissals`.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{first, rows, stamp};
use crate::error::Result;
use crate::proposals::ProposalId;

/// The text and its SHA-256.
pub(crate) fn get(conn: &Connection, id: ProposalId) -> Result<Option<(String, String)>> {
    first(&mut conn.prepare_cached("SELECT text, sha256 FROM documents WHERE proposal_id = ?1")?, [id.0], |row| {
        Ok((row.get("text")?, row.get("sha256")?))
    })
}

pub(crate) fn put(conn: &Connection, id: ProposalId, text: &str, sha256: &str) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO documents (proposal_id, text, sha256) VALUES (?1, ?2, ?3)
         ON CONFLICT (proposal_id) DO UPDATE SET text = excluded.text, sha256 = excluded.sha256",
    )?
    .execute(params![id.0, text, sha256])?;
    Ok(())
}

pub(crate) fn dismissals(conn: &Connection, id: ProposalId) -> Result<Vec<String>> {
    rows(&mut conn.prepare_cached("SELECT note FROM dismissals WHERE proposal_id = ?1")?, [id.0], |row| {
        Ok(row.get("note")?)
    })
}

pub(crate) fn dismiss(conn: &Connection, id: ProposalId, note: &str, at: Timestamp) -> Result<()> {
    conn.prepare_cached("INSERT INTO dismissals (proposal_id, note, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?
        .execute(params![id.0, note, stamp(at)])?;
    Ok(())
}

pub(crate) fn recall(conn: &Connection, id: ProposalId, note: &str) -> Result<()> {
    conn.prepare_cached("DELETE FROM dismissals WHERE proposal_id = ?1 AND note = ?2")?.execute(params![id.0, note])?;
    Ok(())
}
