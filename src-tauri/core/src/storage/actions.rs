//! Rows of `actions` and `minutes`.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::{date, first, rows, stamp};
use crate::error::Result;
use crate::meetings::{ActionItem, AgreedIn, MeetingId};

const COLUMNS: &str = "SELECT a.uuid, a.meeting_id, d.uuid AS deck, d.title, a.text, p.name, p.uuid AS owner, a.due_on,
            a.done_at IS NOT NULL AS done
    FROM actions a JOIN people p ON p.id = a.owner_id LEFT JOIN decks d ON d.id = a.deck_id";

fn from_row(row: &Row<'_>) -> Result<ActionItem> {
    let meeting: Option<u32> = row.get("meeting_id")?;
    let deck: Option<String> = row.get("deck")?;
    let title: Option<String> = row.get("title")?;
    let meeting = meeting.map(MeetingId);
    Ok(ActionItem {
        id: row.get("uuid")?,
        agreed_in: meeting.map(AgreedIn::Meeting).or(deck.map(AgreedIn::WeeklyReview)),
        place: meeting.map(|id| id.to_string()).or(title).unwrap_or_default(),
        text: row.get("text")?,
        owner: row.get("owner")?,
        owner_name: row.get("name")?,
        due_on: date(row, "due_on")?.to_string(),
        done: row.get("done")?,
    })
}

pub(crate) fn insert(
    conn: &Connection,
    uuid: &Uuid,
    agreed_in: &AgreedIn,
    (text, owner, due): (&str, i64, Date),
    at: Timestamp,
) -> Result<()> {
    let (meeting, deck) = match agreed_in {
        AgreedIn::Meeting(id) => (Some(id.0), None),
        AgreedIn::WeeklyReview(deck) => (None, Some(deck)),
    };
    conn.prepare_cached(
        "INSERT INTO actions (uuid, meeting_id, deck_id, text, owner_id, due_on, created_at)
         VALUES (?1, ?2, (SELECT id FROM decks WHERE uuid = ?3), ?4, ?5, ?6, ?7)",
    )?
    .execute(params![uuid.to_string(), meeting, deck, text, owner, due.to_string(), stamp(at)])?;
    Ok(())
}

/// The actions of a deck's weekly reviews: those still open, and those done since a date.
pub(crate) fn for_deck(conn: &Connection, deck: &str, since: Date) -> Result<Vec<ActionItem>> {
    rows(
        &mut conn.prepare_cached(&format!(
            "{COLUMNS} WHERE d.uuid = ?1 AND (a.done_at IS NULL OR a.done_at >= ?2)
             ORDER BY a.done_at IS NOT NULL, a.due_on, a.id"
        ))?,
        [deck, &since.to_string()],
        from_row,
    )
}

/// The actions of a meeting, and those of earlier meetings that are still open.
pub(crate) fn for_meeting(conn: &Connection, meeting: MeetingId) -> Result<Vec<ActionItem>> {
    rows(
        &mut conn.prepare_cached(&format!(
            "{COLUMNS} JOIN meetings m ON m.id = a.meeting_id
             WHERE a.meeting_id = ?1
                OR (a.done_at IS NULL AND m.on_date <= (SELECT on_date FROM meetings WHERE id = ?1))
             ORDER BY a.done_at IS NOT NULL, a.due_on, a.id"
        ))?,
        [meeting.0],
        from_row,
    )
}

/// Open actions due on or before a date.
pub(crate) fn due_until(conn: &Connection, until: Date) -> Result<Vec<ActionItem>> {
    rows(
        &mut conn
            .prepare_cached(&format!("{COLUMNS} WHERE a.done_at IS NULL AND a.due_on <= ?1 ORDER BY a.due_on, a.id"))?,
        [until.to_string()],
        from_row,
    )
}

/// Returns whether there is such an action.
pub(crate) fn set_done(conn: &Connection, uuid: &str, at: Option<Timestamp>) -> Result<bool> {
    Ok(conn.prepare_cached("UPDATE actions SET done_at = ?2 WHERE uuid = ?1")?.execute(params![uuid, at.map(stamp)])?
        == 1)
}

/// Returns whether there was such an action.
pub(crate) fn delete(conn: &Connection, uuid: &str) -> Result<bool> {
    Ok(conn.prepare_cached("DELETE FROM actions WHERE uuid = ?1")?.execute([uuid])? == 1)
}

/// The minutes of a meeting as they were kept, and whether a person edited them.
pub(crate) fn minutes(conn: &Connection, meeting: MeetingId) -> Result<Option<(String, bool)>> {
    first(&mut conn.prepare_cached("SELECT text, edited FROM minutes WHERE meeting_id = ?1")?, [meeting.0], |row| {
        Ok((row.get("text")?, row.get("edited")?))
    })
}

pub(crate) fn put_minutes(
    conn: &Connection,
    meeting: MeetingId,
    (text, edited): (&str, bool),
    at: Timestamp,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO minutes (meeting_id, text, edited, at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (meeting_id) DO UPDATE SET text = excluded.text, edited = excluded.edited, at = excluded.at",
    )?
    .execute(params![meeting.0, text, edited, stamp(at)])?;
    Ok(())
}
