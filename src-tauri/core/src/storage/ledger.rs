//! Rows of `revisit_triggers` and `later_outcomes`.

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::{date, maybe_word, number, rows, stamp, time, word};
use crate::error::Result;
use crate::ledger::{Finding, LaterOutcome, Stirring, Stored, Trigger, WatchedMeasure};
use crate::measures::Direction;
use crate::proposals::ProposalId;
use crate::search::{Query, Typed, match_expression};

/// How much of what set a trigger off is told.
const TOLD: u32 = 5;

const COLUMNS: &str = "SELECT t.uuid, t.proposal_id, t.measure_id, t.direction, t.value, t.word, t.since, m.name AS measure, l.problem
    FROM revisit_triggers t JOIN listing l ON l.proposal_id = t.proposal_id LEFT JOIN measures m ON m.id = t.measure_id";

pub(crate) fn insert(
    conn: &Connection,
    uuid: &Uuid,
    proposal: ProposalId,
    word: Option<&str>,
    watched: Option<(i64, Direction, f64)>,
    at: Timestamp,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO revisit_triggers (uuid, proposal_id, measure_id, direction, value, word, since)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        uuid.to_string(),
        proposal.0,
        watched.map(|(measure, ..)| measure),
        watched.map(|(_, direction, _)| direction.to_string()),
        watched.map(|(.., value)| value),
        word,
        stamp(at),
    ])?;
    Ok(())
}

/// Returns whether the trigger was there.
pub(crate) fn delete(conn: &Connection, uuid: &str) -> Result<bool> {
    Ok(conn.prepare_cached("DELETE FROM revisit_triggers WHERE uuid = ?1")?.execute([uuid])? == 1)
}

/// What is older than `at` has been looked at.
pub(crate) fn look_from(conn: &Connection, proposal: ProposalId, at: Timestamp) -> Result<()> {
    conn.prepare_cached("UPDATE revisit_triggers SET since = ?2 WHERE proposal_id = ?1")?
        .execute(params![proposal.0, stamp(at)])?;
    Ok(())
}

pub(crate) fn of_proposal(conn: &Connection, proposal: ProposalId) -> Result<Vec<Stored>> {
    let sql = format!("{COLUMNS} WHERE t.proposal_id = ?1 ORDER BY t.id");
    rows(&mut conn.prepare_cached(&sql)?, [proposal.0], stored)
}

/// The triggers of every idea that is declined or not yet, outside the trash.
pub(crate) fn armed(conn: &Connection) -> Result<Vec<Stored>> {
    let sql = format!("{COLUMNS} WHERE l.trashed = 0 AND l.stage IN ('declined', 'not-yet') ORDER BY t.id");
    rows(&mut conn.prepare_cached(&sql)?, [], stored)
}

fn stored(row: &Row<'_>) -> Result<Stored> {
    Ok(Stored {
        proposal: ProposalId(number(row, "proposal_id")?),
        problem: row.get("problem")?,
        measure_key: row.get("measure_id")?,
        trigger: Trigger {
            id: row.get("uuid")?,
            measure: row.get("measure")?,
            direction: maybe_word(row, "direction")?,
            value: row.get("value")?,
            word: row.get("word")?,
            since: time(row, "since")?.to_string(),
            stirred: vec![],
        },
    })
}

/// Values recorded since that crossed: the value before stood on the other side, or there was none.
pub(crate) fn crossed(
    conn: &Connection,
    measure: i64,
    direction: Direction,
    value: f64,
    since: &str,
) -> Result<Vec<Stirring>> {
    let up = direction == Direction::Up;
    rows(
        &mut conn.prepare_cached(
            "SELECT on_date, value FROM (
               SELECT on_date, value, at, lag(value) OVER (ORDER BY on_date) AS before
               FROM observations WHERE measure_id = ?1 AND replaced_at IS NULL)
             WHERE at > ?4 AND CASE WHEN ?2 THEN value >= ?3 AND coalesce(before < ?3, 1)
                                    ELSE value <= ?3 AND coalesce(before > ?3, 1) END
             ORDER BY on_date LIMIT ?5",
        )?,
        params![measure, up, value, stamped(since), TOLD],
        |row| {
            Ok(Stirring {
                on: date(row, "on_date")?.to_string(),
                value: Some(row.get("value")?),
                spark: None,
                text: None,
            })
        },
    )
}

/// New proposals since that say the word.
pub(crate) fn said(conn: &Connection, query: &Query, own: ProposalId, since: &str) -> Result<Vec<Stirring>> {
    let Some(words) = match_expression(query, Typed::OneOf(&[])) else { return Ok(vec![]) };
    rows(
        &mut conn.prepare_cached(
            "SELECT l.proposal_id, l.problem, substr(l.created_at, 1, 10) AS created_on FROM listing l
             WHERE l.proposal_id IN (SELECT rowid FROM search_text WHERE search_text MATCH ?1)
               AND l.created_at > ?2 AND l.proposal_id <> ?3 AND l.trashed = 0
             ORDER BY l.proposal_id LIMIT ?4",
        )?,
        params![words, stamped(since), own.0, TOLD],
        |row| {
            Ok(Stirring {
                on: date(row, "created_on")?.to_string(),
                value: None,
                spark: Some(ProposalId(number(row, "proposal_id")?)),
                text: Some(row.get("problem")?),
            })
        },
    )
}

/// A time as it is stored, so that it compares with stored ones.
fn stamped(time: &str) -> String {
    time.parse().map_or_else(|_| time.to_owned(), stamp)
}

pub(crate) fn insert_later(
    conn: &Connection,
    uuid: &Uuid,
    proposal: ProposalId,
    finding: Finding,
    text: &str,
    at: Timestamp,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO later_outcomes (uuid, proposal_id, finding, text, at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![uuid.to_string(), proposal.0, finding.to_string(), text, stamp(at)])?;
    Ok(())
}

/// What became known later, newest first.
pub(crate) fn later(conn: &Connection, proposal: ProposalId) -> Result<Vec<LaterOutcome>> {
    rows(
        &mut conn
            .prepare_cached("SELECT finding, text, at FROM later_outcomes WHERE proposal_id = ?1 ORDER BY id DESC")?,
        [proposal.0],
        |row| {
            Ok(LaterOutcome {
                finding: word(row, "finding")?,
                text: row.get("text")?,
                at: time(row, "at")?.to_string(),
            })
        },
    )
}

/// Every measure outside the trash, running products' first.
pub(crate) fn watchable(conn: &Connection) -> Result<Vec<WatchedMeasure>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT m.uuid, m.name, m.proposal_id FROM measures m LEFT JOIN proposals p ON p.id = m.proposal_id
             WHERE p.trashed_at IS NULL ORDER BY m.proposal_id IS NOT NULL, m.name, m.id",
        )?,
        [],
        |row| {
            Ok(WatchedMeasure {
                id: row.get("uuid")?,
                name: row.get("name")?,
                proposal: row.get::<_, Option<u32>>("proposal_id")?.map(ProposalId),
            })
        },
    )
}
