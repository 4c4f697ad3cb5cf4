//! Rows of `rebases`.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, params};

use super::{date, rows, stamp, time};
use crate::error::Result;
use crate::measures::Rebase;

pub(crate) fn insert(
    conn: &Connection,
    measure: i64,
    uuid: &str,
    from: Date,
    cause: &str,
    at: Timestamp,
) -> Result<()> {
    conn.prepare_cached("INSERT INTO rebases (uuid, measure_id, from_date, cause, at) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![uuid, measure, from.to_string(), cause, stamp(at)])?;
    Ok(())
}

/// The re-basings of a measure, by date.
pub(crate) fn of_measure(conn: &Connection, measure: i64) -> Result<Vec<Rebase>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT uuid, from_date, cause, at FROM rebases WHERE measure_id = ?1 ORDER BY from_date",
        )?,
        [measure],
        |row| {
            Ok(Rebase {
                id: row.get("uuid")?,
                from: date(row, "from_date")?.to_string(),
                cause: row.get("cause")?,
                at: time(row, "at")?.to_string(),
            })
        },
    )
}
