//! Rows of `rounds` and `kits`.

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::{first, number, rows, stamp, value, word};
use crate::error::Result;
use crate::meetings::{RoundRow, RoundState};
use crate::proposals::ProposalId;

/// A kit as it was handed out.
pub(crate) struct KitRow {
    pub(crate) round: i64,
    pub(crate) item: i64,
    pub(crate) person: i64,
    pub(crate) key: String,
    pub(crate) withdrawn: bool,
    pub(crate) state: RoundState,
}

fn from_row(row: &Row<'_>) -> Result<RoundRow> {
    Ok(RoundRow { id: row.get("id")?, number: number(row, "number")?, state: word(row, "state")? })
}

pub(crate) fn insert(conn: &Connection, item: i64, change: i64, at: Timestamp) -> Result<RoundRow> {
    conn.prepare_cached(
        "INSERT INTO rounds (item_id, number, state, change_id, opened_at)
         VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM rounds WHERE item_id = ?1), 'open', ?2, ?3)",
    )?
    .execute(params![item, change, stamp(at)])?;
    let id = conn.last_insert_rowid();
    let number = value(&mut conn.prepare_cached("SELECT number FROM rounds WHERE id = ?1")?, [id])?;
    Ok(RoundRow { id, number: number.unwrap_or(1), state: RoundState::Open })
}

/// The open round of an item.
pub(crate) fn open(conn: &Connection, item: i64) -> Result<Option<RoundRow>> {
    first(
        &mut conn.prepare_cached("SELECT id, number, state FROM rounds WHERE item_id = ?1 AND state = 'open'")?,
        [item],
        from_row,
    )
}

/// The rounds of an item, oldest first.
pub(crate) fn of_item(conn: &Connection, item: i64) -> Result<Vec<RoundRow>> {
    rows(
        &mut conn.prepare_cached("SELECT id, number, state FROM rounds WHERE item_id = ?1 ORDER BY number")?,
        [item],
        from_row,
    )
}

pub(crate) fn close(conn: &Connection, id: i64, state: RoundState, at: Timestamp) -> Result<()> {
    conn.prepare_cached("UPDATE rounds SET state = ?2, closed_at = ?3 WHERE id = ?1")?.execute(params![
        id,
        state.to_string(),
        stamp(at)
    ])?;
    Ok(())
}

/// Whether a blind round is open on a proposal, in whichever meeting.
pub(crate) fn is_open_on(conn: &Connection, proposal: ProposalId) -> Result<bool> {
    Ok(value::<i64>(
        &mut conn.prepare_cached(
            "SELECT 1 FROM rounds r JOIN agenda_items i ON i.id = r.item_id WHERE i.proposal_id = ?1 AND r.state = 'open'",
        )?,
        [proposal.0],
    )?
    .is_some())
}

/// The item of the newest round that was revealed on a proposal.
pub(crate) fn latest_item(conn: &Connection, proposal: ProposalId) -> Result<Option<i64>> {
    value(
        &mut conn.prepare_cached(
            "SELECT r.item_id FROM rounds r JOIN agenda_items i ON i.id = r.item_id
             WHERE i.proposal_id = ?1 AND r.state = 'revealed' ORDER BY r.id DESC LIMIT 1",
        )?,
        [proposal.0],
    )
}

pub(crate) fn insert_kit(
    conn: &Connection,
    uuid: &Uuid,
    (round, person): (i64, i64),
    key: &str,
    at: Timestamp,
) -> Result<()> {
    conn.prepare_cached("INSERT INTO kits (uuid, round_id, person_id, key, made_at) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![uuid.to_string(), round, person, key, stamp(at)])?;
    Ok(())
}

pub(crate) fn kit(conn: &Connection, uuid: &str) -> Result<Option<KitRow>> {
    first(
        &mut conn.prepare_cached(
            "SELECT k.round_id, r.item_id, k.person_id, k.key, k.withdrawn_at IS NOT NULL AS withdrawn, r.state
             FROM kits k JOIN rounds r ON r.id = k.round_id WHERE k.uuid = ?1",
        )?,
        [uuid],
        |row| {
            Ok(KitRow {
                round: row.get("round_id")?,
                item: row.get("item_id")?,
                person: row.get("person_id")?,
                key: row.get("key")?,
                withdrawn: row.get("withdrawn")?,
                state: word(row, "state")?,
            })
        },
    )
}

/// The people who hold a kit of a round.
pub(crate) fn kit_holders(conn: &Connection, round: i64) -> Result<Vec<String>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT DISTINCT p.uuid FROM kits k JOIN people p ON p.id = k.person_id
             WHERE k.round_id = ?1 AND k.withdrawn_at IS NULL ORDER BY p.id",
        )?,
        [round],
        |row| Ok(row.get("uuid")?),
    )
}

/// Makes the kits of a round, or of one person in it, void.
pub(crate) fn withdraw_kits(conn: &Connection, round: i64, person: Option<i64>, at: Timestamp) -> Result<()> {
    conn.prepare_cached(
        "UPDATE kits SET withdrawn_at = ?3 WHERE round_id = ?1 AND (?2 IS NULL OR person_id = ?2) AND withdrawn_at IS NULL",
    )?
    .execute(params![round, person, stamp(at)])?;
    Ok(())
}
