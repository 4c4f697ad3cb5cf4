//! Rows of `annotations`.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, params};

use super::{date, rows, stamp, time};
use crate::error::Result;
use crate::measures::Annotation;

pub(crate) fn insert(conn: &Connection, measure: i64, uuid: &str, on: Date, text: &str, at: Timestamp) -> Result<()> {
    conn.prepare_cached("INSERT INTO annotations (uuid, measure_id, on_date, text, at) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![uuid, measure, on.to_string(), text, stamp(at)])?;
    Ok(())
}

/// The explanations of a measure, by date.
pub(crate) fn of_measure(conn: &Connection, measure: i64) -> Result<Vec<Annotation>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT uuid, on_date, text, at FROM annotations WHERE measure_id = ?1 ORDER BY on_date, id",
        )?,
        [measure],
        |row| {
            Ok(Annotation {
                id: row.get("uuid")?,
                date: date(row, "on_date")?.to_string(),
                text: row.get("text")?,
                at: time(row, "at")?.to_string(),
            })
        },
    )
}

/// Takes one away; returns whether it was there.
pub(crate) fn delete(conn: &Connection, uuid: &str) -> Result<bool> {
    Ok(conn.prepare_cached("DELETE FROM annotations WHERE uuid = ?1")?.execute([uuid])? == 1)
}
