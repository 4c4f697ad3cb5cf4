//! Rows of `observations`. A replaced value stays as a row with the time it was replaced.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::measures::Holder;
use super::{date, first, rows, stamp, time};
use crate::error::Result;
use crate::measures::{Dated, Observation, Reading, Replaced, seal};

/// Stores a value of a measure, sealed; the one that stood on its date becomes history.
pub(crate) fn put(conn: &Connection, measure: &Holder, reading: &Reading, at: Timestamp) -> Result<()> {
    let (date, at) = (reading.date.to_string(), stamp(at));
    let standing = first(
        &mut conn.prepare_cached(
            "SELECT id, value, denominator, at FROM observations
             WHERE measure_id = ?1 AND on_date = ?2 AND replaced_at IS NULL",
        )?,
        params![measure.key, date],
        |row| {
            let stood = Reading { value: row.get("value")?, denominator: row.get("denominator")?, ..*reading };
            Ok((row.get::<_, i64>("id")?, seal(&measure.id, &stood, &row.get::<_, String>("at")?, Some(&at))))
        },
    )?;
    if let Some((id, sha256)) = standing {
        conn.prepare_cached("UPDATE observations SET replaced_at = ?2, sha256 = ?3 WHERE id = ?1")?
            .execute(params![id, at, sha256])?;
    }
    conn.prepare_cached(
        "INSERT INTO observations (measure_id, on_date, value, denominator, at, sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        measure.key,
        date,
        reading.value,
        reading.denominator,
        at,
        seal(&measure.id, reading, &at, None)
    ])?;
    Ok(())
}

/// The standing values by date, each with its history.
pub(crate) fn all(conn: &Connection, measure: i64) -> Result<Vec<Observation>> {
    let mut found: Vec<Observation> = vec![];
    let mut history: Vec<Replaced> = vec![];
    rows(
        &mut conn.prepare_cached(
            "SELECT on_date, value, denominator, at, replaced_at FROM observations WHERE measure_id = ?1 ORDER BY on_date, id",
        )?,
        [measure],
        |row| {
            let value = row.get("value")?;
            if row.get::<_, Option<String>>("replaced_at")?.is_some() {
                let (at, until) = (time(row, "at")?.to_string(), time(row, "replaced_at")?.to_string());
                history.push(Replaced { value, at, until });
            } else {
                found.push(Observation {
                    date: date(row, "on_date")?.to_string(),
                    value,
                    denominator: row.get("denominator")?,
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
    let readings = standing_readings(conn, measure)?.into_iter();
    Ok(readings.map(|reading| Dated { date: reading.date, value: reading.value }).collect())
}

/// The standing values by date, those of a rate with what they were divided by.
pub(crate) fn standing_readings(conn: &Connection, measure: i64) -> Result<Vec<Reading>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT on_date, value, denominator FROM observations
             WHERE measure_id = ?1 AND replaced_at IS NULL ORDER BY on_date",
        )?,
        [measure],
        |row| {
            Ok(Reading { date: date(row, "on_date")?, value: row.get("value")?, denominator: row.get("denominator")? })
        },
    )
}
