//! Rows of `lessons`.

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::{first, number, rows, stamp, time, word};
use crate::error::Result;
use crate::launches::LaunchId;
use crate::lessons::{Lesson, LessonId, LessonInput};
use crate::proposals::ProposalId;

const COLUMNS: &str = "SELECT id, launch_id, proposal_id, when_part, we_part, because_part, about, at FROM lessons";

pub(crate) fn insert(
    conn: &Connection,
    uuid: &Uuid,
    new: &LessonInput,
    proposal: Option<ProposalId>,
    at: Timestamp,
) -> Result<LessonId> {
    conn.prepare_cached(
        "INSERT INTO lessons (uuid, launch_id, proposal_id, when_part, we_part, because_part, about, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        uuid.to_string(),
        new.launch.map(|id| id.0),
        proposal.map(|id| id.0),
        new.when.trim(),
        new.we.trim(),
        new.because.trim(),
        new.about.to_string(),
        stamp(at),
    ])?;
    Ok(LessonId(u32::try_from(conn.last_insert_rowid()).unwrap_or(u32::MAX)))
}

pub(crate) fn get(conn: &Connection, id: LessonId) -> Result<Option<LessonInput>> {
    first(&mut conn.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?, [id.0], stated)
}

/// Every lesson, newest first.
pub(crate) fn list(conn: &Connection) -> Result<Vec<Lesson>> {
    rows(&mut conn.prepare_cached(&format!("{COLUMNS} ORDER BY id DESC"))?, [], |row| {
        Ok(Lesson {
            id: LessonId(number(row, "id")?),
            stated: stated(row)?,
            proposal: row.get::<_, Option<u32>>("proposal_id")?.map(ProposalId),
            at: time(row, "at")?.to_string(),
        })
    })
}

fn stated(row: &Row<'_>) -> Result<LessonInput> {
    Ok(LessonInput {
        when: row.get("when_part")?,
        we: row.get("we_part")?,
        because: row.get("because_part")?,
        about: word(row, "about")?,
        launch: row.get::<_, Option<u32>>("launch_id")?.map(LaunchId),
    })
}
