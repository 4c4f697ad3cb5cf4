//! Rows of `scores`, `rubrics` and `anchors`.

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::{number, rows, stamp, time, value, word};
use crate::error::{Error, Result};
use crate::proposals::ProposalId;
use crate::scores::{Answer, Criterion, EarlierAnswer, Score, StoredScore};

/// A score to store.
pub(crate) struct New<'a> {
    pub(crate) uuid: Uuid,
    pub(crate) proposal: ProposalId,
    pub(crate) criterion: Criterion,
    pub(crate) answer: Answer,
    pub(crate) reason: &'a str,
    pub(crate) raise: Option<&'a str>,
    pub(crate) person: i64,
    pub(crate) revision: u32,
    pub(crate) rubric_version: u32,
    pub(crate) warm: bool,
    pub(crate) at: Timestamp,
}

pub(crate) fn insert(conn: &Connection, new: &New<'_>) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO scores (uuid, proposal_id, person_id, criterion, answer, reason, raise, revision, rubric_version, warm, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        new.uuid.to_string(),
        new.proposal.0,
        new.person,
        new.criterion.to_string(),
        new.answer.to_string(),
        new.reason.trim(),
        new.raise.map(str::trim).filter(|raise| !raise.is_empty()),
        new.revision,
        new.rubric_version,
        new.warm,
        stamp(new.at),
    ])?;
    Ok(())
}

/// The latest score of each person on each criterion; earlier answers ride along. `stale` is not yet known here.
pub(crate) fn latest(conn: &Connection, proposal: ProposalId) -> Result<Vec<StoredScore>> {
    let all = rows(
        &mut conn.prepare_cached(
            "SELECT s.criterion, s.answer, s.reason, s.raise, s.revision, s.rubric_version, s.warm, s.at,
                    p.name AS person, p.uuid AS person_id, p.me AS mine, r.problem
             FROM scores s
             JOIN people p ON p.id = s.person_id
             LEFT JOIN revisions r ON r.proposal_id = s.proposal_id AND r.number = s.revision
             WHERE s.proposal_id = ?1
             ORDER BY s.criterion, s.person_id, s.id",
        )?,
        [proposal.0],
        stored,
    )?;
    let mut latest: Vec<StoredScore> = vec![];
    for mut next in all {
        if let Some(before) = latest.last_mut()
            && before.criterion == next.criterion
            && before.score.person_id == next.score.person_id
        {
            next.score.earlier = std::mem::take(&mut before.score.earlier);
            next.score.earlier.push(EarlierAnswer { revision: before.score.revision, answer: before.score.answer });
            *before = next;
        } else {
            latest.push(next);
        }
    }
    Ok(latest)
}

fn stored(row: &Row<'_>) -> Result<StoredScore> {
    let answer: String = row.get("answer")?;
    let answer: Answer = answer.parse().map_err(|_| Error::corrupt(format!("a score holds “{answer}”")))?;
    Ok(StoredScore {
        criterion: word(row, "criterion")?,
        score: Score {
            person: row.get("person")?,
            person_id: row.get("person_id")?,
            answer,
            reason: row.get("reason")?,
            raise: row.get("raise")?,
            revision: number(row, "revision")?,
            rubric_version: number(row, "rubric_version")?,
            at: time(row, "at")?.to_string(),
            warm: row.get("warm")?,
            stale: false,
            mine: row.get("mine")?,
            earlier: vec![],
        },
        problem: row.get("problem")?,
    })
}

pub(crate) fn rubric_version(conn: &Connection) -> Result<Option<u32>> {
    value(&mut conn.prepare_cached("SELECT version FROM rubrics ORDER BY version DESC LIMIT 1")?, [])
}

pub(crate) fn insert_rubric(conn: &Connection, version: u32, at: Timestamp) -> Result<()> {
    conn.prepare_cached("INSERT INTO rubrics (version, at) VALUES (?1, ?2)")?.execute(params![version, stamp(at)])?;
    Ok(())
}

pub(crate) fn insert_anchor(
    conn: &Connection,
    version: u32,
    criterion: Criterion,
    level: u8,
    anchor: &str,
) -> Result<()> {
    conn.prepare_cached("INSERT INTO anchors (version, criterion, level, anchor) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![version, criterion.to_string(), level, anchor])?;
    Ok(())
}

pub(crate) fn anchors(conn: &Connection, version: u32, criterion: Criterion) -> Result<Vec<String>> {
    rows(
        &mut conn.prepare_cached("SELECT anchor FROM anchors WHERE version = ?1 AND criterion = ?2 ORDER BY level")?,
        params![version, criterion.to_string()],
        |row| Ok(row.get("anchor")?),
    )
}

/// The problem as it read when the proposal was last scored; none without a score.
pub(crate) fn problem_at_scoring(conn: &Connection, proposal: ProposalId) -> Result<Option<String>> {
    let found: Option<Option<String>> = super::first(
        &mut conn.prepare_cached(
            "SELECT r.problem FROM scores s
             JOIN revisions r ON r.proposal_id = s.proposal_id AND r.number = s.revision
             WHERE s.proposal_id = ?1 ORDER BY s.id DESC LIMIT 1",
        )?,
        [proposal.0],
        |row| Ok(row.get("problem")?),
    )?;
    Ok(found.flatten())
}

/// Undecided one-way doors that one person has scored, with their problem.
pub(crate) fn one_way_by_one_rater(conn: &Connection) -> Result<Vec<(ProposalId, String)>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT p.id, l.problem FROM proposals p JOIN listing l ON l.proposal_id = p.id
             WHERE p.door = 'one-way' AND p.trashed_at IS NULL AND p.stage IN ('draft', 'ready', 'in-review')
               AND (SELECT count(DISTINCT person_id) FROM scores s WHERE s.proposal_id = p.id) = 1",
        )?,
        [],
        |row| Ok((ProposalId(number(row, "id")?), row.get("problem")?)),
    )
}
