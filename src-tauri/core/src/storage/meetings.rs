//! Rows of `meetings` and `attendances`.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::{date, first, number, rows, stamp, time, word};
use crate::error::Result;
use crate::meetings::{AttendanceRow, MeetingId, MeetingLine, MeetingRow, Phase, Presence};
use crate::proposals::ProposalId;

const COLUMNS: &str =
    "SELECT id, title, on_date, phase, proposal_id, timer_seconds, timer_spent, timer_since, started_at, ended_at
                       FROM meetings";

fn from_row(row: &Row<'_>) -> Result<MeetingRow> {
    Ok(MeetingRow {
        id: MeetingId(number(row, "id")?),
        title: row.get("title")?,
        on: date(row, "on_date")?,
        phase: word(row, "phase")?,
        proposal: row.get::<_, Option<u32>>("proposal_id")?.map(ProposalId),
        timer_seconds: row.get("timer_seconds")?,
        timer_spent: number(row, "timer_spent")?,
        timer_since: maybe_time(row, "timer_since")?,
        started: maybe_time(row, "started_at")?,
        ended: maybe_time(row, "ended_at")?,
    })
}

fn maybe_time(row: &Row<'_>, column: &'static str) -> Result<Option<Timestamp>> {
    match row.get_ref(column)? {
        rusqlite::types::ValueRef::Null => Ok(None),
        _ => time(row, column).map(Some),
    }
}

pub(crate) fn insert(conn: &Connection, uuid: &Uuid, title: &str, on: Date, at: Timestamp) -> Result<MeetingId> {
    conn.prepare_cached("INSERT INTO meetings (uuid, title, on_date, created_at) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![uuid.to_string(), title, on.to_string(), stamp(at)])?;
    Ok(MeetingId(u32::try_from(conn.last_insert_rowid()).unwrap_or(u32::MAX)))
}

pub(crate) fn get(conn: &Connection, id: MeetingId) -> Result<Option<MeetingRow>> {
    first(&mut conn.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?, [id.0], from_row)
}

pub(crate) fn describe(conn: &Connection, id: MeetingId, title: &str, on: Date) -> Result<()> {
    conn.prepare_cached("UPDATE meetings SET title = ?2, on_date = ?3 WHERE id = ?1")?.execute(params![
        id.0,
        title,
        on.to_string()
    ])?;
    Ok(())
}

pub(crate) fn delete(conn: &Connection, id: MeetingId) -> Result<()> {
    conn.prepare_cached("DELETE FROM agenda_items WHERE meeting_id = ?1")?.execute([id.0])?;
    conn.prepare_cached("DELETE FROM attendances WHERE meeting_id = ?1")?.execute([id.0])?;
    conn.prepare_cached("DELETE FROM actions WHERE meeting_id = ?1")?.execute([id.0])?;
    conn.prepare_cached("DELETE FROM meetings WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// Puts the meeting where `row` says it is: phase, item, timer and whether it began or ended.
pub(crate) fn put_progress(conn: &Connection, row: &MeetingRow) -> Result<()> {
    conn.prepare_cached(
        "UPDATE meetings SET phase = ?2, proposal_id = ?3, timer_seconds = ?4, timer_spent = ?5, timer_since = ?6,
                             started_at = ?7, ended_at = ?8
         WHERE id = ?1",
    )?
    .execute(params![
        row.id.0,
        row.phase.to_string(),
        row.proposal.map(|id| id.0),
        row.timer_seconds,
        row.timer_spent,
        row.timer_since.map(stamp),
        row.started.map(stamp),
        row.ended.map(stamp),
    ])?;
    Ok(())
}

/// Every meeting: those to come or in progress by date, then those held, the latest first.
pub(crate) fn lines(conn: &Connection) -> Result<Vec<MeetingLine>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT m.id, m.title, m.on_date, m.phase, m.started_at IS NOT NULL AS started, m.ended_at IS NOT NULL AS ended,
                    (SELECT count(*) FROM attendances a WHERE a.meeting_id = m.id) AS people,
                    (SELECT group_concat(proposal_id, ' ') FROM
                      (SELECT proposal_id FROM agenda_items i WHERE i.meeting_id = m.id ORDER BY position, id)) AS proposals
             FROM meetings m
             ORDER BY m.ended_at IS NOT NULL, CASE WHEN m.ended_at IS NULL THEN m.on_date END, m.on_date DESC, m.id DESC",
        )?,
        [],
        |row| {
            let proposals: Option<String> = row.get("proposals")?;
            let proposals = proposals.unwrap_or_default();
            Ok(MeetingLine {
                id: MeetingId(number(row, "id")?),
                title: row.get("title")?,
                on: date(row, "on_date")?.to_string(),
                phase: word::<Phase>(row, "phase")?,
                started: row.get("started")?,
                ended: row.get("ended")?,
                people: number(row, "people")?,
                proposals: proposals.split(' ').filter_map(|id| id.parse().ok().map(ProposalId)).collect(),
            })
        },
    )
}

/// Meetings that are due or go on: (id, title, date).
pub(crate) fn due_until(conn: &Connection, until: Date) -> Result<Vec<(MeetingId, String, Date)>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT id, title, on_date FROM meetings WHERE ended_at IS NULL AND on_date <= ?1 ORDER BY on_date, id",
        )?,
        [until.to_string()],
        |row| Ok((MeetingId(number(row, "id")?), row.get("title")?, date(row, "on_date")?)),
    )
}

/// The people of a meeting in the order they were asked.
pub(crate) fn attendances(conn: &Connection, id: MeetingId) -> Result<Vec<AttendanceRow>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT a.person_id, a.presence, p.uuid, p.name, p.me FROM attendances a JOIN people p ON p.id = a.person_id
             WHERE a.meeting_id = ?1 ORDER BY a.id",
        )?,
        [id.0],
        |row| {
            Ok(AttendanceRow {
                person: row.get("person_id")?,
                uuid: row.get("uuid")?,
                name: row.get("name")?,
                me: row.get("me")?,
                presence: word(row, "presence")?,
            })
        },
    )
}

pub(crate) fn invite(conn: &Connection, id: MeetingId, person: i64, presence: Presence) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO attendances (meeting_id, person_id, presence) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
    )?
    .execute(params![id.0, person, presence.to_string()])?;
    Ok(())
}

pub(crate) fn uninvite(conn: &Connection, id: MeetingId, person: i64) -> Result<()> {
    conn.prepare_cached("DELETE FROM attendances WHERE meeting_id = ?1 AND person_id = ?2")?
        .execute(params![id.0, person])?;
    Ok(())
}

pub(crate) fn set_presence(conn: &Connection, id: MeetingId, person: i64, presence: Presence) -> Result<()> {
    conn.prepare_cached("UPDATE attendances SET presence = ?3 WHERE meeting_id = ?1 AND person_id = ?2")?
        .execute(params![id.0, person, presence.to_string()])?;
    Ok(())
}

/// The person of `from` is `into` from now on, in everything a meeting keeps.
pub(crate) fn merge_person(conn: &Connection, from: i64, into: i64) -> Result<()> {
    for sql in [
        "UPDATE OR IGNORE attendances SET person_id = ?2 WHERE person_id = ?1",
        "DELETE FROM attendances WHERE person_id = ?1 AND ?2 <> ?1",
        "UPDATE agenda_items SET decider_id = ?2 WHERE decider_id = ?1",
        "UPDATE ballots SET person_id = ?2 WHERE person_id = ?1",
        "UPDATE item_forecasts SET person_id = ?2 WHERE person_id = ?1",
        "UPDATE kits SET person_id = ?2 WHERE person_id = ?1",
        "UPDATE comments SET person_id = ?2 WHERE person_id = ?1",
        "UPDATE comment_answers SET person_id = ?2 WHERE person_id = ?1",
        "UPDATE actions SET owner_id = ?2 WHERE owner_id = ?1",
    ] {
        conn.prepare_cached(sql)?.execute([from, into])?;
    }
    Ok(())
}

/// Whether both people have a ballot or forecast in the same place, so that they cannot be one.
pub(crate) fn both_took_part(conn: &Connection, one: i64, other: i64) -> Result<bool> {
    Ok(super::value::<i64>(
        &mut conn.prepare_cached(
            "SELECT 1 FROM ballots a JOIN ballots b ON b.round_id = a.round_id WHERE a.person_id = ?1 AND b.person_id = ?2
             UNION ALL
             SELECT 1 FROM item_forecasts a JOIN item_forecasts b ON b.item_id = a.item_id
             WHERE a.person_id = ?1 AND b.person_id = ?2 LIMIT 1",
        )?,
        [one, other],
    )?
    .is_some())
}
