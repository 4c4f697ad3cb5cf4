//! Rows of `principles` and `applied_principles`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{number, rows, stamp, time, value, word};
use crate::decisions::DecisionId;
use crate::error::Result;
use crate::principles::{Applied, Principle};
use crate::proposals::ProposalId;

pub(crate) fn insert(conn: &Connection, uuid: &Uuid, text: &str, at: Timestamp) -> Result<()> {
    conn.prepare_cached("INSERT INTO principles (uuid, text, at) VALUES (?1, ?2, ?3)")?.execute(params![
        uuid.to_string(),
        text,
        stamp(at)
    ])?;
    Ok(())
}

/// Whether this sentence is in use, case ignored.
pub(crate) fn is_kept(conn: &Connection, text: &str) -> Result<bool> {
    let sql = "SELECT 1 FROM principles WHERE text = ?1 COLLATE NOCASE AND retired_at IS NULL";
    Ok(value::<i64>(&mut conn.prepare_cached(sql)?, [text])?.is_some())
}

/// Returns whether the principle is there and in use.
pub(crate) fn retire(conn: &Connection, uuid: &str, at: Timestamp) -> Result<bool> {
    let sql = "UPDATE principles SET retired_at = ?2 WHERE uuid = ?1 AND retired_at IS NULL";
    Ok(conn.prepare_cached(sql)?.execute(params![uuid, stamp(at)])? == 1)
}

pub(crate) fn key_of(conn: &Connection, uuid: &str) -> Result<Option<i64>> {
    value(&mut conn.prepare_cached("SELECT id FROM principles WHERE uuid = ?1")?, [uuid])
}

pub(crate) fn apply(
    conn: &Connection,
    principle: i64,
    decision: DecisionId,
    applies: bool,
    at: Timestamp,
) -> Result<()> {
    if applies {
        conn.prepare_cached(
            "INSERT INTO applied_principles (principle_id, decision_id, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        )?
        .execute(params![principle, decision.0, stamp(at)])?;
    } else {
        conn.prepare_cached("DELETE FROM applied_principles WHERE principle_id = ?1 AND decision_id = ?2")?
            .execute(params![principle, decision.0])?;
    }
    Ok(())
}

/// Every principle, those in use first, newest first; each with the decisions that applied it.
pub(crate) fn list(conn: &Connection) -> Result<Vec<Principle>> {
    let mut applied: BTreeMap<i64, Vec<Applied>> = BTreeMap::new();
    rows(
        &mut conn.prepare_cached(
            "SELECT a.principle_id, d.id, d.outcome, d.proposal_id, l.problem
             FROM applied_principles a JOIN decisions d ON d.id = a.decision_id
             JOIN listing l ON l.proposal_id = d.proposal_id ORDER BY d.id DESC",
        )?,
        [],
        |row| {
            applied.entry(row.get("principle_id")?).or_default().push(Applied {
                decision: DecisionId(number(row, "id")?),
                outcome: word(row, "outcome")?,
                proposal: ProposalId(number(row, "proposal_id")?),
                problem: row.get("problem")?,
            });
            Ok(())
        },
    )?;
    rows(
        &mut conn.prepare_cached(
            "SELECT id, uuid, text, at, retired_at IS NOT NULL AS retired FROM principles ORDER BY retired, id DESC",
        )?,
        [],
        |row| {
            let key: i64 = row.get("id")?;
            Ok(Principle {
                id: row.get("uuid")?,
                text: row.get("text")?,
                at: time(row, "at")?.to_string(),
                retired: row.get("retired")?,
                applied: applied.remove(&key).unwrap_or_default(),
            })
        },
    )
}
