//! Rows of `observations`. A replaced value stays as a row with the time it was replaced.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{date, rows, stamp, time};
use crate::error::Result;
use crate::measures::{Dated, Observation, Replaced};

/// Stores a value; returns whether it replaced another one.
pub(crate) fn put(conn: &Connection, measure: i64, dated: &Dated, sha256: &str, at: Timestamp) -> Result<bool> {
    let replaced = conn
        .prepare_cached(
            "UPDATE observations SET replaced_at = ?3 WHERE measure_id = ?1 AND on_date = ?2 AND replaced_at IS NULL",
        )?
        .execute(params![measure, dated.date.to_string(), stamp(at)])?;
    conn.prepare_cached(
        "INSERT INTO observations (measure_id, on_date, value, at, sha256) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![measure, dated.date.to_string(), dated.value, stamp(at), sha256])?;
    Ok(replaced > 0)
}

/// The standing values by date, each with its history.
pub(crate) fn all(conn: &Connection, measure: i64) -> Result<Vec<Observation>> {
    let mut found: Vec<Observation> = vec![];
    let mut history: Vec<Replaced> = vec![];
    rows(
        &mut conn.prepare_cached(
            "SELECT on_date, value, at, replaced_at IS NOT NULL AS replaced FROM observations
             WHERE measure_id = ?1 ORDER BY on_date, id",
        )?,
        [measure],
        |row| {
            let value = row.get("value")?;
            if row.get("replaced")? {
                history.push(Replaced { value, at: time(row, "at")?.to_string() });
            } else {
                found.push(Observation {
                    date: date(row, "on_date")?.to_string(),
                    value,
                    replaced: std::mem::take(&mut history),
                });
            }
            Ok(())
        },
    )?;
    Ok(found)
}

/// The standing values by date.
pub(crate) fn standing(conn: &Connection, measure: i64) -> Result<Vec<Dated>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT on_date, value FROM observations WHERE measure_id = ?1 AND replaced_at IS NULL ORDER BY on_date",
        )?,
        [measure],
        |row| Ok(Dated { date: date(row, "on_date")?, value: row.get("value")? }),
    )
}
