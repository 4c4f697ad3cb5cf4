//! Rows of `decisions` and `amendments`: written once, guarded by triggers.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::{first, number, rows, stamp, time, value, word};
use crate::decisions::{BaseRate, DecisionId, DecisionLine, Outcome, Printed, Record};
use crate::error::Result;
use crate::proposals::ProposalId;

/// A record to store.
pub(crate) struct New<'a> {
    pub(crate) uuid: Uuid,
    pub(crate) proposal: ProposalId,
    pub(crate) outcome: Outcome,
    pub(crate) printed: &'a Printed,
    pub(crate) change: i64,
    pub(crate) at: Timestamp,
}

/// A stored record.
pub(crate) struct Stored {
    pub(crate) id: DecisionId,
    pub(crate) proposal: ProposalId,
    pub(crate) outcome: Outcome,
    pub(crate) at: String,
    pub(crate) record: String,
    pub(crate) sha256: String,
    pub(crate) previous: String,
}

/// A stored amendment.
pub(crate) struct StoredAmendment {
    pub(crate) at: String,
    pub(crate) record: String,
    pub(crate) sha256: String,
    pub(crate) previous: String,
}

const COLUMNS: &str = "SELECT id, proposal_id, outcome, record, sha256, previous, at FROM decisions";

fn from_row(row: &Row<'_>) -> Result<Stored> {
    Ok(Stored {
        id: DecisionId(number(row, "id")?),
        proposal: ProposalId(number(row, "proposal_id")?),
        outcome: word(row, "outcome")?,
        at: row.get("at")?,
        record: row.get("record")?,
        sha256: row.get("sha256")?,
        previous: row.get("previous")?,
    })
}

/// The number the next record gets: never one that was used.
pub(crate) fn next_id(conn: &Connection) -> Result<DecisionId> {
    let last = last_number(conn, "decisions")?;
    Ok(DecisionId(last + 1))
}

/// The highest number a table ever gave out.
pub(crate) fn last_number(conn: &Connection, table: &str) -> Result<u32> {
    let last = value(&mut conn.prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = ?1")?, [table])?;
    Ok(last.unwrap_or(0))
}

pub(crate) fn insert(conn: &Connection, id: DecisionId, new: &New<'_>) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO decisions (id, uuid, proposal_id, outcome, record, sha256, previous, change_id, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        id.0,
        new.uuid.to_string(),
        new.proposal.0,
        new.outcome.to_string(),
        new.printed.text,
        new.printed.sha256,
        new.printed.previous,
        new.change,
        stamp(new.at),
    ])?;
    Ok(())
}

pub(crate) fn get(conn: &Connection, id: DecisionId) -> Result<Option<Stored>> {
    first(&mut conn.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?, [id.0], from_row)
}

/// Every record in the order of the chain.
pub(crate) fn chain(conn: &Connection) -> Result<Vec<Stored>> {
    rows(&mut conn.prepare_cached(&format!("{COLUMNS} ORDER BY id"))?, [], from_row)
}

/// The hash of the newest record.
pub(crate) fn chain_head(conn: &Connection) -> Result<Option<String>> {
    value(&mut conn.prepare_cached("SELECT sha256 FROM decisions ORDER BY id DESC LIMIT 1")?, [])
}

/// The newest decision on a proposal.
pub(crate) fn latest(conn: &Connection, proposal: ProposalId) -> Result<Option<DecisionId>> {
    let found = value(
        &mut conn.prepare_cached("SELECT id FROM decisions WHERE proposal_id = ?1 ORDER BY id DESC LIMIT 1")?,
        [proposal.0],
    )?;
    Ok(found.map(DecisionId))
}

/// The newest decision on a proposal, when it approved.
pub(crate) fn approval(conn: &Connection, proposal: ProposalId) -> Result<Option<Stored>> {
    let newest = first(
        &mut conn.prepare_cached(&format!("{COLUMNS} WHERE proposal_id = ?1 ORDER BY id DESC LIMIT 1"))?,
        [proposal.0],
        from_row,
    )?;
    Ok(newest.filter(|stored| stored.outcome.approves()))
}

pub(crate) fn lines(conn: &Connection, proposal: ProposalId) -> Result<Vec<DecisionLine>> {
    rows(
        &mut conn
            .prepare_cached("SELECT id, outcome, at, sha256 FROM decisions WHERE proposal_id = ?1 ORDER BY id DESC")?,
        [proposal.0],
        |row| {
            let sha256: String = row.get("sha256")?;
            Ok(DecisionLine {
                id: DecisionId(number(row, "id")?),
                outcome: word(row, "outcome")?,
                at: time(row, "at")?.to_string(),
                fingerprint: crate::fingerprint::short(&sha256),
            })
        },
    )
}

pub(crate) fn insert_amendment(conn: &Connection, id: DecisionId, printed: &Printed, at: Timestamp) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO amendments (decision_id, record, sha256, previous, at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![id.0, printed.text, printed.sha256, printed.previous, stamp(at)])?;
    Ok(())
}

/// The amendments of a decision, oldest first.
pub(crate) fn amendments(conn: &Connection, id: DecisionId) -> Result<Vec<StoredAmendment>> {
    rows(
        &mut conn
            .prepare_cached("SELECT record, sha256, previous, at FROM amendments WHERE decision_id = ?1 ORDER BY id")?,
        [id.0],
        |row| {
            Ok(StoredAmendment {
                at: row.get("at")?,
                record: row.get("record")?,
                sha256: row.get("sha256")?,
                previous: row.get("previous")?,
            })
        },
    )
}

/// How the approvals of this portfolio ended, by the latest verdict of each launch.
pub(crate) fn base_rate(conn: &Connection) -> Result<BaseRate> {
    let found = first(
        &mut conn.prepare_cached(
            "SELECT (SELECT count(*) FROM decisions WHERE outcome IN ('approve', 'exception')) AS approved,
                    count(*) AS closed, count(*) FILTER (WHERE verdict = 'solved') AS solved
             FROM retros r WHERE r.id = (SELECT max(id) FROM retros WHERE launch_id = r.launch_id)",
        )?,
        [],
        |row| {
            Ok(BaseRate {
                approved: number(row, "approved")?,
                closed: number(row, "closed")?,
                solved: number(row, "solved")?,
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}

/// Exceptions whose cure date has come: (decision, problem, date).
pub(crate) fn cures_until(conn: &Connection, until: Date) -> Result<Vec<(DecisionId, String, Date)>> {
    let open = rows(
        &mut conn.prepare_cached(
            "SELECT d.id, d.proposal_id, d.outcome, d.record, d.sha256, d.previous, d.at FROM decisions d
             JOIN proposals p ON p.id = d.proposal_id
             WHERE d.outcome = 'exception' AND p.stage IN ('approved', 'building', 'launched') AND p.trashed_at IS NULL
               AND d.id = (SELECT max(id) FROM decisions WHERE proposal_id = d.proposal_id)
               AND NOT EXISTS (SELECT 1 FROM amendments a WHERE a.decision_id = d.id)",
        )?,
        [],
        from_row,
    )?;
    let mut due = vec![];
    for stored in open {
        let record = Record::read(&stored.record, stored.id)?;
        let cure = record.exception.and_then(|terms| terms.cure_on.parse::<Date>().ok());
        if let Some(cure) = cure.filter(|cure| *cure <= until) {
            due.push((stored.id, record.proposal.problem.unwrap_or_default(), cure));
        }
    }
    Ok(due)
}
