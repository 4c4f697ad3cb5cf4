//! Rows of `explanations`: what is known of the signals since a launch.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{rows, stamp, time};
use crate::error::Result;
use crate::launches::{Explained, LaunchId};

/// An explanation to store.
pub(crate) struct New<'a> {
    pub(crate) uuid: Uuid,
    pub(crate) launch: LaunchId,
    pub(crate) measure: i64,
    pub(crate) rule: &'a str,
    pub(crate) from: Date,
    pub(crate) said: Option<&'a str>,
    pub(crate) at: Timestamp,
}

pub(crate) fn insert(conn: &Connection, new: &New<'_>) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO explanations (uuid, launch_id, measure_id, rule, on_date, said, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        new.uuid.to_string(),
        new.launch.0,
        new.measure,
        new.rule,
        new.from.to_string(),
        new.said,
        stamp(new.at),
    ])?;
    Ok(())
}

/// What was said of a signal, the newest first.
pub(crate) fn of_signal(
    conn: &Connection,
    launch: LaunchId,
    measure: i64,
    rule: &str,
    from: Date,
) -> Result<Vec<Explained>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT said, at FROM explanations
             WHERE launch_id = ?1 AND measure_id = ?2 AND rule = ?3 AND on_date = ?4 ORDER BY id DESC",
        )?,
        params![launch.0, measure, rule, from.to_string()],
        |row| Ok(Explained { said: row.get("said")?, at: time(row, "at")?.to_string() }),
    )
}
