//! Rows of `check_ins`.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{date, maybe_word, rows, stamp, word};
use crate::error::Result;
use crate::launches::{CheckIn, LaunchId};

pub(crate) fn insert(conn: &Connection, launch: LaunchId, new: &CheckIn, at: Timestamp) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO check_ins (uuid, launch_id, on_date, experienced, again, again_why, kill, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        new.id,
        launch.0,
        new.on,
        new.experienced,
        new.again.to_string(),
        new.again_why,
        new.kill.map(|kill| kill.to_string()),
        stamp(at),
    ])?;
    Ok(())
}

/// The check-ins of a launch, oldest first.
pub(crate) fn of_launch(conn: &Connection, launch: LaunchId) -> Result<Vec<CheckIn>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT uuid, on_date, experienced, again, again_why, kill FROM check_ins
             WHERE launch_id = ?1 ORDER BY on_date, id",
        )?,
        [launch.0],
        |row| {
            Ok(CheckIn {
                id: row.get("uuid")?,
                on: date(row, "on_date")?.to_string(),
                experienced: row.get("experienced")?,
                again: word(row, "again")?,
                again_why: row.get("again_why")?,
                kill: maybe_word(row, "kill")?,
            })
        },
    )
}
