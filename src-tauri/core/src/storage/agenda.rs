//! Rows of `agenda_items`.

use rusqlite::{Connection, Row, params};

use super::{first, number, rows, value, word};
use crate::decisions::DecisionId;
use crate::error::Result;
use crate::meetings::{ItemRow, MeetingId, OnAgenda};
use crate::proposals::{Door, ProposalId};

/// An item to put on an agenda.
pub(crate) struct New {
    pub(crate) at: OnAgenda,
    pub(crate) revision: u32,
    pub(crate) minutes: u32,
    pub(crate) decider: i64,
    pub(crate) door: Door,
}

const COLUMNS: &str =
    "SELECT id, meeting_id, proposal_id, revision, minutes, decider_id, door, decision_id, set_aside FROM agenda_items";

fn from_row(row: &Row<'_>) -> Result<ItemRow> {
    Ok(ItemRow {
        id: row.get("id")?,
        meeting: MeetingId(number(row, "meeting_id")?),
        proposal: ProposalId(number(row, "proposal_id")?),
        revision: number(row, "revision")?,
        minutes: number(row, "minutes")?,
        decider: row.get("decider_id")?,
        door: word(row, "door")?,
        decision: row.get::<_, Option<u32>>("decision_id")?.map(DecisionId),
        set_aside: row.get("set_aside")?,
    })
}

pub(crate) fn insert(conn: &Connection, new: &New) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO agenda_items (meeting_id, position, proposal_id, revision, minutes, decider_id, door)
         VALUES (?1, (SELECT coalesce(max(position), 0) + 1 FROM agenda_items WHERE meeting_id = ?1), ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        new.at.meeting.0,
        new.at.proposal.0,
        new.revision,
        new.minutes,
        new.decider,
        new.door.to_string()
    ])?;
    Ok(())
}

pub(crate) fn get(conn: &Connection, at: OnAgenda) -> Result<Option<ItemRow>> {
    first(
        &mut conn.prepare_cached(&format!("{COLUMNS} WHERE meeting_id = ?1 AND proposal_id = ?2"))?,
        params![at.meeting.0, at.proposal.0],
        from_row,
    )
}

pub(crate) fn by_key(conn: &Connection, id: i64) -> Result<Option<ItemRow>> {
    first(&mut conn.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?, [id], from_row)
}

/// The agenda in its order.
pub(crate) fn of_meeting(conn: &Connection, id: MeetingId) -> Result<Vec<ItemRow>> {
    rows(&mut conn.prepare_cached(&format!("{COLUMNS} WHERE meeting_id = ?1 ORDER BY position, id"))?, [id.0], from_row)
}

/// The items a proposal was on, oldest first.
pub(crate) fn of_proposal(conn: &Connection, id: ProposalId) -> Result<Vec<ItemRow>> {
    rows(&mut conn.prepare_cached(&format!("{COLUMNS} WHERE proposal_id = ?1 ORDER BY id"))?, [id.0], from_row)
}

/// Stores what can be changed of an item.
pub(crate) fn put(conn: &Connection, item: &ItemRow) -> Result<()> {
    conn.prepare_cached(
        "UPDATE agenda_items SET revision = ?2, minutes = ?3, decider_id = ?4, door = ?5, set_aside = ?6 WHERE id = ?1",
    )?
    .execute(params![
        item.id,
        item.revision,
        item.minutes,
        item.decider,
        item.door.to_string(),
        item.set_aside
    ])?;
    Ok(())
}

pub(crate) fn set_position(conn: &Connection, id: i64, position: u32) -> Result<()> {
    conn.prepare_cached("UPDATE agenda_items SET position = ?2 WHERE id = ?1")?.execute(params![id, position])?;
    Ok(())
}

pub(crate) fn set_decision(conn: &Connection, id: i64, decision: DecisionId) -> Result<()> {
    conn.prepare_cached("UPDATE agenda_items SET decision_id = ?2 WHERE id = ?1")?.execute(params![id, decision.0])?;
    Ok(())
}

pub(crate) fn delete(conn: &Connection, id: i64) -> Result<()> {
    conn.prepare_cached("DELETE FROM agenda_items WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// Another meeting, not ended, that has the proposal on its agenda.
pub(crate) fn elsewhere(conn: &Connection, at: OnAgenda) -> Result<Option<MeetingId>> {
    let found = value(
        &mut conn.prepare_cached(
            "SELECT m.id FROM agenda_items i JOIN meetings m ON m.id = i.meeting_id
             WHERE i.proposal_id = ?2 AND m.id <> ?1 AND m.ended_at IS NULL AND i.decision_id IS NULL AND i.set_aside = 0 LIMIT 1",
        )?,
        params![at.meeting.0, at.proposal.0],
    )?;
    Ok(found.map(MeetingId))
}
