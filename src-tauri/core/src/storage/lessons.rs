//! Rows of `lessons`.

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::{first, number, rows, stamp, time, word};
use crate::error::Result;
use crate::launches::LaunchId;
use crate::lessons::{AnchorSuggestion, Lesson, LessonId, LessonInput};
use crate::proposals::ProposalId;

const COLUMNS: &str = "SELECT s.id, s.launch_id, s.proposal_id, s.when_part, s.we_part, s.because_part, s.about, s.at,
    s.anchor_level, s.anchor, s.taken_over, l.problem, coalesce(l.trashed, 0) AS trashed
    FROM lessons s LEFT JOIN listing l ON l.proposal_id = s.proposal_id";

pub(crate) fn insert(
    conn: &Connection,
    uuid: &Uuid,
    new: &LessonInput,
    proposal: Option<ProposalId>,
    at: Timestamp,
) -> Result<LessonId> {
    conn.prepare_cached(
        "INSERT INTO lessons (uuid, launch_id, proposal_id, when_part, we_part, because_part, about, at, anchor_level, anchor)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
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
        new.suggestion.as_ref().map(|suggestion| suggestion.level),
        new.suggestion.as_ref().map(|suggestion| suggestion.anchor.trim()),
    ])?;
    Ok(LessonId(u32::try_from(conn.last_insert_rowid()).unwrap_or(u32::MAX)))
}

/// Returns whether the lesson is there. Where it comes from stays.
pub(crate) fn reword(conn: &Connection, id: LessonId, new: &LessonInput) -> Result<bool> {
    let done = conn
        .prepare_cached(
            "UPDATE lessons SET when_part = ?2, we_part = ?3, because_part = ?4, about = ?5, anchor_level = ?6, anchor = ?7
             WHERE id = ?1",
        )?
        .execute(params![
            id.0,
            new.when.trim(),
            new.we.trim(),
            new.because.trim(),
            new.about.to_string(),
            new.suggestion.as_ref().map(|suggestion| suggestion.level),
            new.suggestion.as_ref().map(|suggestion| suggestion.anchor.trim()),
        ])?;
    Ok(done == 1)
}

/// Returns whether the lesson was there.
pub(crate) fn delete(conn: &Connection, id: LessonId) -> Result<bool> {
    Ok(conn.prepare_cached("DELETE FROM lessons WHERE id = ?1")?.execute([id.0])? == 1)
}

pub(crate) fn set_taken_over(conn: &Connection, id: LessonId, version: u32) -> Result<()> {
    conn.prepare_cached("UPDATE lessons SET taken_over = ?2 WHERE id = ?1")?.execute([id.0, version])?;
    Ok(())
}

pub(crate) fn get(conn: &Connection, id: LessonId) -> Result<Option<Lesson>> {
    first(&mut conn.prepare_cached(&format!("{COLUMNS} WHERE s.id = ?1"))?, [id.0], from_row)
}

/// Every lesson, newest first.
pub(crate) fn list(conn: &Connection) -> Result<Vec<Lesson>> {
    rows(&mut conn.prepare_cached(&format!("{COLUMNS} ORDER BY s.id DESC"))?, [], from_row)
}

fn from_row(row: &Row<'_>) -> Result<Lesson> {
    let level: Option<u8> = row.get("anchor_level")?;
    let anchor: Option<String> = row.get("anchor")?;
    Ok(Lesson {
        id: LessonId(number(row, "id")?),
        stated: LessonInput {
            when: row.get("when_part")?,
            we: row.get("we_part")?,
            because: row.get("because_part")?,
            about: word(row, "about")?,
            launch: row.get::<_, Option<u32>>("launch_id")?.map(LaunchId),
            suggestion: level.zip(anchor).map(|(level, anchor)| AnchorSuggestion { level, anchor }),
        },
        proposal: row.get::<_, Option<u32>>("proposal_id")?.map(ProposalId),
        problem: row.get("problem")?,
        trashed: row.get("trashed")?,
        taken_over: row.get("taken_over")?,
        at: time(row, "at")?.to_string(),
    })
}
