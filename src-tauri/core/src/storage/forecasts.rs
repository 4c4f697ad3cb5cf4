//! Rows of `forecasts`: small ones, a question each.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{date, number, rows, stamp, time};
use crate::error::Result;
use crate::forecasts::{ForecastId, SmallForecast};
use crate::proposals::ProposalId;

/// A forecast to store.
pub(crate) struct New<'a> {
    pub(crate) uuid: Uuid,
    pub(crate) question: &'a str,
    pub(crate) percent: f64,
    pub(crate) due: Date,
    pub(crate) person: i64,
    pub(crate) proposal: Option<ProposalId>,
    pub(crate) note: Option<i64>,
    pub(crate) at: Timestamp,
}

pub(crate) fn insert(conn: &Connection, new: &New<'_>) -> Result<ForecastId> {
    conn.prepare_cached(
        "INSERT INTO forecasts (uuid, question, percent, due_on, person_id, proposal_id, note_id, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        new.uuid.to_string(),
        new.question,
        new.percent,
        new.due.to_string(),
        new.person,
        new.proposal.map(|id| id.0),
        new.note,
        stamp(new.at),
    ])?;
    Ok(ForecastId(u32::try_from(conn.last_insert_rowid()).unwrap_or(u32::MAX)))
}

/// Returns whether the forecast is there.
pub(crate) fn resolve(conn: &Connection, id: ForecastId, came_true: bool, at: Timestamp) -> Result<bool> {
    let done = conn
        .prepare_cached("UPDATE forecasts SET came_true = ?2, resolved_at = ?3 WHERE id = ?1")?
        .execute(params![id.0, came_true, stamp(at)])?;
    Ok(done == 1)
}

/// Every forecast: open ones first, the soonest due first; then the settled ones, newest first.
pub(crate) fn list(conn: &Connection, today: Date) -> Result<Vec<SmallForecast>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT f.id, f.question, f.percent, f.due_on, p.name, coalesce(p.me, 0) AS mine, f.proposal_id, n.text AS note,
                    f.came_true, f.resolved_at, f.at
             FROM forecasts f LEFT JOIN people p ON p.id = f.person_id LEFT JOIN notes n ON n.id = f.note_id
             ORDER BY f.came_true IS NOT NULL, f.resolved_at DESC, f.due_on, f.id",
        )?,
        [],
        |row| {
            let due_on = date(row, "due_on")?;
            let came_true: Option<bool> = row.get("came_true")?;
            let resolved: Option<String> = row.get("resolved_at")?;
            Ok(SmallForecast {
                id: ForecastId(number(row, "id")?),
                question: row.get("question")?,
                percent: row.get("percent")?,
                due_on: due_on.to_string(),
                due: came_true.is_none() && due_on <= today,
                by: row.get("name")?,
                mine: row.get("mine")?,
                proposal: row.get::<_, Option<u32>>("proposal_id")?.map(ProposalId),
                note: row.get("note")?,
                came_true,
                resolved_at: resolved.map(|_| time(row, "resolved_at").map(|at| at.to_string())).transpose()?,
                at: time(row, "at")?.to_string(),
            })
        },
    )
}

/// Open forecasts that fell due: (forecast, question, date).
pub(crate) fn due_until(conn: &Connection, until: Date) -> Result<Vec<(ForecastId, String, Date)>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT id, question, due_on FROM forecasts WHERE came_true IS NULL AND due_on <= ?1 ORDER BY due_on",
        )?,
        [until.to_string()],
        |row| Ok((ForecastId(number(row, "id")?), row.get("question")?, date(row, "due_on")?)),
    )
}
