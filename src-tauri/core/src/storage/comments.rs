//! Rows of `comments` and `comment_answers`.

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::{first, number, rows, stamp, time};
use crate::error::Result;
use crate::meetings::{Comment, CommentInput, ItemRow, MeetingId};
use crate::proposals::ProposalId;

const COLUMNS: &str =
    "SELECT c.uuid, i.meeting_id, c.proposal_id, p.name, p.uuid AS person, c.revision, c.quote, c.before, c.after,
    c.text, c.at, c.released_at IS NOT NULL AS released, a.text AS answer, a.addressed_in
    FROM comments c JOIN agenda_items i ON i.id = c.item_id JOIN people p ON p.id = c.person_id
    LEFT JOIN comment_answers a ON a.comment_id = c.id";

fn from_row(row: &Row<'_>) -> Result<Comment> {
    Ok(Comment {
        id: row.get("uuid")?,
        meeting: MeetingId(number(row, "meeting_id")?),
        proposal: ProposalId(number(row, "proposal_id")?),
        person: row.get("person")?,
        name: row.get("name")?,
        revision: number(row, "revision")?,
        quote: row.get("quote")?,
        before: row.get("before")?,
        after: row.get("after")?,
        text: row.get("text")?,
        at: time(row, "at")?.to_string(),
        released: row.get("released")?,
        answer: row.get("answer")?,
        addressed_in: row.get("addressed_in")?,
    })
}

pub(crate) fn insert(
    conn: &Connection,
    uuid: &Uuid,
    item: &ItemRow,
    person: i64,
    input: &CommentInput,
    (at, released): (Timestamp, bool),
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO comments (uuid, item_id, proposal_id, person_id, revision, quote, before, after, text, at, released_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        uuid.to_string(),
        item.id,
        item.proposal.0,
        person,
        item.revision,
        input.quote.as_deref().filter(|quote| !quote.trim().is_empty()),
        input.before,
        input.after,
        input.text.trim(),
        stamp(at),
        released.then(|| stamp(at)),
    ])?;
    Ok(())
}

pub(crate) fn get(conn: &Connection, uuid: &str) -> Result<Option<Comment>> {
    first(&mut conn.prepare_cached(&format!("{COLUMNS} WHERE c.uuid = ?1"))?, [uuid], from_row)
}

/// The private comments of one reader on an item.
pub(crate) fn of_reader(conn: &Connection, item: i64, person: &str) -> Result<Vec<Comment>> {
    rows(
        &mut conn.prepare_cached(&format!("{COLUMNS} WHERE c.item_id = ?1 AND p.uuid = ?2 ORDER BY c.id"))?,
        params![item, person],
        from_row,
    )
}

/// The released comments on a proposal, oldest first.
pub(crate) fn released(conn: &Connection, proposal: ProposalId) -> Result<Vec<Comment>> {
    rows(
        &mut conn.prepare_cached(&format!(
            "{COLUMNS} WHERE c.proposal_id = ?1 AND c.released_at IS NOT NULL ORDER BY c.id"
        ))?,
        [proposal.0],
        from_row,
    )
}

/// Shows the comments of an item to everyone.
pub(crate) fn release(conn: &Connection, item: i64, at: Timestamp) -> Result<()> {
    conn.prepare_cached("UPDATE comments SET released_at = ?2 WHERE item_id = ?1 AND released_at IS NULL")?
        .execute(params![item, stamp(at)])?;
    Ok(())
}

pub(crate) fn delete(conn: &Connection, uuid: &str) -> Result<()> {
    conn.prepare_cached("DELETE FROM comments WHERE uuid = ?1")?.execute([uuid])?;
    Ok(())
}

pub(crate) fn put_answer(
    conn: &Connection,
    comment: &str,
    text: &str,
    addressed_in: Option<u32>,
    (person, at): (i64, Timestamp),
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO comment_answers (comment_id, text, addressed_in, person_id, at)
         SELECT id, ?2, ?3, ?4, ?5 FROM comments WHERE uuid = ?1
         ON CONFLICT (comment_id) DO UPDATE SET text = excluded.text, addressed_in = excluded.addressed_in,
           person_id = excluded.person_id, at = excluded.at",
    )?
    .execute(params![comment, text, addressed_in, person, stamp(at)])?;
    Ok(())
}
