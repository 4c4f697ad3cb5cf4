//! Rows of `retros`: written once, guarded by triggers.

use jiff::Timestamp;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{rows, stamp, value};
use crate::error::Result;
use crate::launches::LaunchId;
use crate::retros::Verdict;

/// A verdict to store.
pub(crate) struct New<'a> {
    pub(crate) uuid: Uuid,
    pub(crate) launch: LaunchId,
    pub(crate) verdict: Verdict,
    pub(crate) record: &'a str,
    pub(crate) sha256: &'a str,
    pub(crate) change: i64,
    pub(crate) at: Timestamp,
}

pub(crate) fn insert(conn: &Connection, new: &New<'_>) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO retros (uuid, launch_id, verdict, record, sha256, change_id, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        new.uuid.to_string(),
        new.launch.0,
        new.verdict.to_string(),
        new.record,
        new.sha256,
        new.change,
        stamp(new.at),
    ])?;
    Ok(())
}

pub(crate) fn count(conn: &Connection, launch: LaunchId) -> Result<u32> {
    let found = value(&mut conn.prepare_cached("SELECT count(*) FROM retros WHERE launch_id = ?1")?, [launch.0])?;
    Ok(found.unwrap_or(0))
}

/// The stored verdicts of a launch, oldest first.
pub(crate) fn of_launch(conn: &Connection, launch: LaunchId) -> Result<Vec<String>> {
    rows(&mut conn.prepare_cached("SELECT record FROM retros WHERE launch_id = ?1 ORDER BY id")?, [launch.0], |row| {
        Ok(row.get("record")?)
    })
}
