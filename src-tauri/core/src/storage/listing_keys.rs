//! What lists sort, group and filter by, read for every line or for those that changed.
//!
//! Not here: what is done with it, which `proposals::roll` knows, and what a list shows, which `listing` reads.
//! Columns are read by their place and words without a copy: a portfolio may have a hundred thousand lines.

use std::collections::HashSet;
use std::sync::Arc;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::value;
use crate::error::{Error, Result};
use crate::proposals::{Keys, Placed, ProposalId, digits, held_place};
use crate::scores::{Answer, Seals};
use crate::vocabulary::Word;

const COLUMNS: &str =
    "SELECT proposal_id, trashed, stage, lane, big, should, plan, held, stale, imported, unscored, missing, weakest,
    stage_since, updated_at, origin, owner_id, owner, customer_key, problem_key FROM listing";

/// Tells one state of the lines from every other: how often the file was replaced as a whole, and the newest change.
pub(crate) fn version(conn: &Connection) -> Result<(i64, i64)> {
    match super::changes::last_number(conn)? {
        0 => Err(Error::corrupt("nothing was ever done in it")),
        newest => Ok((conn.pragma_query_value(None, "schema_version", |row| row.get(0))?, newest)),
    }
}

/// Every line, by number.
pub(crate) fn all(conn: &Connection) -> Result<Vec<Keys>> {
    read(conn, &format!("{COLUMNS} NOT INDEXED ORDER BY proposal_id"), [])
}

/// The lines that were written after a change, by number.
pub(crate) fn written_after(conn: &Connection, change: i64) -> Result<Vec<Keys>> {
    read(conn, &format!("{COLUMNS} WHERE changed > ?1 ORDER BY proposal_id"), [change])
}

/// How many lines there are, in and out of the trash.
pub(crate) fn count(conn: &Connection) -> Result<usize> {
    let found: Option<i64> = value(&mut conn.prepare_cached("SELECT coalesce(sum(lines), 0) FROM tallies")?, [])?;
    Ok(found.and_then(|count| usize::try_from(count).ok()).unwrap_or(0))
}

fn read(conn: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Vec<Keys>> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let (mut found, mut shared) = (vec![], Shared::default());
    while let Some(row) = rows.next()? {
        found.push(keys(row, &mut shared)?);
    }
    Ok(found)
}

fn keys(row: &Row<'_>, shared: &mut Shared) -> Result<Keys> {
    Ok(Keys {
        id: ProposalId(row.get(0)?),
        trashed: row.get(1)?,
        stage: word(row, 2)?.ok_or_else(nothing)?,
        lane: word(row, 3)?.ok_or_else(nothing)?,
        seals: Seals { big: answer(row, 4)?, should: answer(row, 5)?, plan: answer(row, 6)? },
        held: held_place(text(row, 7)?).ok_or_else(nothing)?,
        stale: row.get(8)?,
        imported: row.get(9)?,
        unscored: row.get(10)?,
        missing: row.get(11)?,
        weakest: row.get(12)?,
        stage_since: digits(text(row, 13)?),
        updated: digits(text(row, 14)?),
        origin: word(row, 15)?,
        owner_id: row.get(16)?,
        owner: Placed::unsettled(shared.one(text(row, 17)?)),
        customer: Placed::unsettled(shared.one(text(row, 18)?)),
        problem: Placed::unsettled(text(row, 19)?.into()),
    })
}

/// Texts that many lines have in common, kept once.
#[derive(Default)]
struct Shared(HashSet<Arc<str>>);

impl Shared {
    fn one(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = text.into();
        self.0.insert(Arc::clone(&new));
        new
    }
}

fn nothing() -> Error {
    Error::corrupt("a line of the list lacks a word")
}

fn maybe_text<'r>(row: &'r Row<'_>, at: usize) -> Result<Option<&'r str>> {
    match row.get_ref(at)? {
        ValueRef::Null => Ok(None),
        ValueRef::Text(bytes) => {
            std::str::from_utf8(bytes).map(Some).map_err(|_| Error::corrupt("a line of the list is no text"))
        }
        _ => Err(Error::corrupt("a line of the list is no text")),
    }
}

fn text<'r>(row: &'r Row<'_>, at: usize) -> Result<&'r str> {
    maybe_text(row, at)?.ok_or_else(nothing)
}

fn word<W: Word>(row: &Row<'_>, at: usize) -> Result<Option<W>> {
    let Some(text) = maybe_text(row, at)? else { return Ok(None) };
    let known = W::ALL.iter().copied().find(|word| word.as_str() == text);
    known.map(Some).ok_or_else(|| Error::corrupt(format!("a line of the list holds “{text}”")))
}

fn answer(row: &Row<'_>, at: usize) -> Result<Option<Answer>> {
    let Some(text) = maybe_text(row, at)? else { return Ok(None) };
    text.parse().map(Some).map_err(|_| Error::corrupt(format!("a seal holds “{text}”")))
}
