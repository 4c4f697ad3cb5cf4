//! Rows of `revisions`, each sealed: the hash over all it says that `check` compares it with.

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};

use super::{first, number, rows, stamp, time, value, word};
use crate::error::Result;
use crate::proposals::{Cause, ProposalId, RevisionLine};

/// A revision to store.
pub(crate) struct New<'a> {
    pub(crate) proposal: ProposalId,
    pub(crate) number: u32,
    pub(crate) text: &'a str,
    pub(crate) problem: Option<&'a str>,
    pub(crate) sha256: &'a str,
    pub(crate) author: i64,
    pub(crate) cause: Cause,
    pub(crate) at: Timestamp,
}

pub(crate) fn insert(conn: &Connection, new: &New<'_>) -> Result<()> {
    let said = Said {
        proposal: i64::from(new.proposal.0),
        number: i64::from(new.number),
        problem: new.problem.map(str::to_owned),
        sha256: new.sha256.to_owned(),
        author: (new.author != 0).then_some(new.author),
        cause: new.cause.to_string(),
        at: stamp(new.at),
    };
    conn.prepare_cached(
        "INSERT INTO revisions (proposal_id, number, text, problem, sha256, author_id, cause, at, seal)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        said.proposal,
        said.number,
        new.text,
        said.problem,
        said.sha256,
        said.author,
        said.cause,
        said.at,
        said.seal(),
    ])?;
    Ok(())
}

/// All that a revision says, its text by the hash of it.
struct Said {
    proposal: i64,
    number: i64,
    problem: Option<String>,
    sha256: String,
    author: Option<i64>,
    cause: String,
    at: String,
}

impl Said {
    fn seal(&self) -> String {
        let Self { proposal, number, problem, sha256, author, cause, at } = self;
        let author = author.map_or_else(|| "-".to_owned(), |author| author.to_string());
        let problem = problem.as_ref().map_or_else(|| "-".to_owned(), |problem| format!("={problem}"));
        let said = format!("{proposal} {number} {cause} {author} {at} {sha256} {problem}");
        crate::fingerprint::sha256(said.as_bytes())
    }
}

/// The seal that a row should carry.
pub(crate) fn seal(row: &Row<'_>) -> Result<String> {
    let said = Said {
        proposal: row.get("proposal_id")?,
        number: row.get("number")?,
        problem: row.get("problem")?,
        sha256: row.get("sha256")?,
        author: row.get("author_id")?,
        cause: row.get("cause")?,
        at: row.get("at")?,
    };
    Ok(said.seal())
}

/// Seals again the rows that a change of what they say left behind.
fn reseal(conn: &Connection, which: &str, key: i64) -> Result<()> {
    let sql = format!("SELECT * FROM revisions WHERE {which}");
    let seals = rows(&mut conn.prepare_cached(&sql)?, [key], |row| {
        let stands: Option<String> = row.get("seal")?;
        Ok((row.get::<_, i64>("id")?, Some(seal(row)?).filter(|seal| stands.as_ref() != Some(seal))))
    })?;
    let mut put = conn.prepare_cached("UPDATE revisions SET seal = ?2 WHERE id = ?1")?;
    for (id, seal) in seals.into_iter().filter_map(|(id, seal)| Some((id, seal?))) {
        put.execute(params![id, seal])?;
    }
    Ok(())
}

/// Seals again what a person is the author of, when someone else stood there before.
pub(crate) fn reseal_of(conn: &Connection, author: i64) -> Result<()> {
    reseal(conn, "author_id = ?1", author)
}

/// Seals what an older version stored.
pub(crate) fn seal_unsealed(conn: &Connection) -> Result<()> {
    reseal(conn, "seal IS NULL AND id >= ?1", 0)
}

/// The number of the newest revision.
pub(crate) fn newest(conn: &Connection, id: ProposalId) -> Result<Option<u32>> {
    value(
        &mut conn.prepare_cached("SELECT number FROM revisions WHERE proposal_id = ?1 ORDER BY number DESC LIMIT 1")?,
        [id.0],
    )
}

/// When the newest revision was kept.
pub(crate) fn last_written(conn: &Connection, id: ProposalId) -> Result<Option<Timestamp>> {
    first(
        &mut conn.prepare_cached("SELECT at FROM revisions WHERE proposal_id = ?1 ORDER BY number DESC LIMIT 1")?,
        [id.0],
        |row| time(row, "at"),
    )
}

pub(crate) fn sha256_of(conn: &Connection, id: ProposalId, number: u32) -> Result<Option<String>> {
    value(
        &mut conn.prepare_cached("SELECT sha256 FROM revisions WHERE proposal_id = ?1 AND number = ?2")?,
        params![id.0, number],
    )
}

pub(crate) fn author(conn: &Connection, id: ProposalId, number: u32) -> Result<Option<i64>> {
    first(
        &mut conn.prepare_cached("SELECT author_id FROM revisions WHERE proposal_id = ?1 AND number = ?2")?,
        params![id.0, number],
        |row| Ok(row.get::<_, Option<i64>>("author_id")?),
    )
    .map(Option::flatten)
}

/// Makes a revision a named moment. The first name stands.
pub(crate) fn name(conn: &Connection, id: ProposalId, number: u32, cause: Cause) -> Result<()> {
    let named: Option<i64> = value(
        &mut conn.prepare_cached(
            "UPDATE revisions SET cause = ?3 WHERE proposal_id = ?1 AND number = ?2 AND cause = 'writing' RETURNING id",
        )?,
        params![id.0, number, cause.to_string()],
    )?;
    named.map_or(Ok(()), |named| reseal(conn, "id = ?1", named))
}

pub(crate) fn text(conn: &Connection, id: ProposalId, number: u32) -> Result<Option<String>> {
    value(
        &mut conn.prepare_cached("SELECT text FROM revisions WHERE proposal_id = ?1 AND number = ?2")?,
        params![id.0, number],
    )
}

/// All revisions, newest first.
pub(crate) fn list(conn: &Connection, id: ProposalId) -> Result<Vec<RevisionLine>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT r.number, r.at, r.cause, p.name AS author FROM revisions r
             LEFT JOIN people p ON p.id = r.author_id WHERE r.proposal_id = ?1 ORDER BY r.number DESC",
        )?,
        [id.0],
        |row| {
            let cause: Cause = word(row, "cause")?;
            Ok(RevisionLine {
                number: number(row, "number")?,
                at: time(row, "at")?.to_string(),
                author: row.get("author")?,
                cause,
                named: cause.is_named(),
            })
        },
    )
}

/// When and why each revision was kept: (number, time, cause).
pub(crate) fn moments(conn: &Connection, id: ProposalId) -> Result<Vec<(u32, Timestamp, Cause)>> {
    rows(
        &mut conn.prepare_cached("SELECT number, at, cause FROM revisions WHERE proposal_id = ?1 ORDER BY number")?,
        [id.0],
        |row| Ok((number(row, "number")?, time(row, "at")?, word(row, "cause")?)),
    )
}

/// Deletes a revision, unless a change that can still be undone or redone made it.
pub(crate) fn let_go(conn: &Connection, id: ProposalId, number: u32) -> Result<()> {
    conn.prepare_cached(
        "DELETE FROM revisions WHERE proposal_id = ?1 AND number = ?2 AND NOT EXISTS (
           SELECT 1 FROM change_rows r JOIN changes c ON c.id = r.change_id
           WHERE r.table_name = 'revisions' AND r.row_id = revisions.id AND c.state IN ('done', 'undone')
             AND c.session = (SELECT session FROM changes ORDER BY id DESC LIMIT 1))",
    )?
    .execute(params![id.0, number])?;
    Ok(())
}
