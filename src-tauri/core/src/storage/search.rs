//! Rows of the full-text index.

use rusqlite::{Connection, params};

use crate::error::Result;
use crate::proposals::ProposalId;
use crate::search::Words;

pub(crate) fn put(conn: &Connection, id: ProposalId, words: &Words) -> Result<()> {
    delete(conn, id)?;
    conn.prepare_cached("INSERT INTO search_text (rowid, headline, problem, body) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id.0, words.headline, words.problem, words.body])?;
    conn.prepare_cached("INSERT INTO search_lines (rowid, headline, problem) VALUES (?1, ?2, ?3)")?
        .execute(params![id.0, words.headline, words.problem])?;
    Ok(())
}

pub(crate) fn delete(conn: &Connection, id: ProposalId) -> Result<()> {
    conn.prepare_cached("DELETE FROM search_text WHERE rowid = ?1")?.execute([id.0])?;
    conn.prepare_cached("DELETE FROM search_lines WHERE rowid = ?1")?.execute([id.0])?;
    Ok(())
}
