//! Rows of `ballots`, `ballot_scores` and `item_forecasts`. What they hold is read only after its round was revealed or its
//! decision printed; the callers see to that.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{number, rows, stamp, time, value, word};
use crate::error::{Error, Result};
use crate::meetings::{BallotScore, Occasion, Way};
use crate::scores::Answer;

/// A ballot that was opened.
pub(crate) struct OpenedBallot {
    pub(crate) person: i64,
    pub(crate) person_uuid: String,
    pub(crate) way: Way,
    pub(crate) sealed_at: Timestamp,
    pub(crate) scores: Vec<OpenedScore>,
}

/// One score of it.
pub(crate) struct OpenedScore {
    pub(crate) given: BallotScore,
    pub(crate) rubric_version: u32,
}

/// A forecast that was opened.
pub(crate) struct OpenedForecast {
    pub(crate) person: String,
    pub(crate) occasion: Occasion,
    pub(crate) percent: f64,
}

pub(crate) fn insert(conn: &Connection, (round, person): (i64, i64), way: Way, at: Timestamp) -> Result<i64> {
    conn.prepare_cached("INSERT INTO ballots (round_id, person_id, way, sealed_at) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![round, person, way.to_string(), stamp(at)])?;
    Ok(conn.last_insert_rowid())
}

pub(crate) fn insert_score(conn: &Connection, ballot: i64, score: &BallotScore, rubric: u32) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO ballot_scores (ballot_id, criterion, answer, reason, raise, rubric_version)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        ballot,
        score.criterion.to_string(),
        score.answer.to_string(),
        score.reason.trim(),
        score.raise.as_deref().map(str::trim).filter(|raise| !raise.is_empty()),
        rubric,
    ])?;
    Ok(())
}

/// Who has sealed a ballot in a round, by key and id; no more than that.
pub(crate) fn sealed_by(conn: &Connection, round: i64) -> Result<Vec<(i64, String)>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT b.person_id, p.uuid FROM ballots b JOIN people p ON p.id = b.person_id WHERE b.round_id = ?1 ORDER BY b.id",
        )?,
        [round],
        |row| Ok((row.get("person_id")?, row.get("uuid")?)),
    )
}

/// Destroys a ballot. Returns whether there was one.
pub(crate) fn destroy(conn: &Connection, round: i64, person: i64) -> Result<bool> {
    Ok(conn
        .prepare_cached("DELETE FROM ballots WHERE round_id = ?1 AND person_id = ?2")?
        .execute(params![round, person])?
        == 1)
}

/// Destroys every ballot of a round. Returns how many there were.
pub(crate) fn destroy_all(conn: &Connection, round: i64) -> Result<usize> {
    Ok(conn.prepare_cached("DELETE FROM ballots WHERE round_id = ?1")?.execute([round])?)
}

/// The ballots of a round that was revealed.
pub(crate) fn opened(conn: &Connection, round: i64) -> Result<Vec<OpenedBallot>> {
    let mut ballots: Vec<OpenedBallot> = vec![];
    rows(
        &mut conn.prepare_cached(
            "SELECT b.person_id, p.uuid, b.way, b.sealed_at, s.criterion, s.answer, s.reason, s.raise, s.rubric_version
             FROM ballots b JOIN people p ON p.id = b.person_id JOIN ballot_scores s ON s.ballot_id = b.id
             JOIN rounds r ON r.id = b.round_id
             WHERE b.round_id = ?1 AND r.state = 'revealed' ORDER BY b.person_id, s.id",
        )?,
        [round],
        |row| {
            let answer: String = row.get("answer")?;
            let answer: Answer = answer.parse().map_err(|_| Error::corrupt(format!("a ballot holds “{answer}”")))?;
            let score = OpenedScore {
                given: BallotScore {
                    criterion: word(row, "criterion")?,
                    answer,
                    reason: row.get("reason")?,
                    raise: row.get("raise")?,
                },
                rubric_version: number(row, "rubric_version")?,
            };
            let person: i64 = row.get("person_id")?;
            match ballots.last_mut() {
                Some(last) if last.person == person => last.scores.push(score),
                _ => ballots.push(OpenedBallot {
                    person,
                    person_uuid: row.get("uuid")?,
                    way: word(row, "way")?,
                    sealed_at: time(row, "sealed_at")?,
                    scores: vec![score],
                }),
            }
            Ok(())
        },
    )?;
    Ok(ballots)
}

/// Keeps a forecast in place of an earlier one of the same occasion.
pub(crate) fn put_forecast(
    conn: &Connection,
    (item, person): (i64, i64),
    occasion: Occasion,
    percent: f64,
    at: Timestamp,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO item_forecasts (item_id, person_id, occasion, percent, at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (item_id, person_id, occasion) DO UPDATE SET percent = excluded.percent, at = excluded.at",
    )?
    .execute(params![item, person, occasion.to_string(), percent, stamp(at)])?;
    Ok(())
}

/// Destroys the forecasts given with ballots of an item: one person's, or all.
pub(crate) fn destroy_forecasts(conn: &Connection, item: i64, person: Option<i64>) -> Result<()> {
    conn.prepare_cached(
        "DELETE FROM item_forecasts WHERE item_id = ?1 AND occasion = 'ballot' AND (?2 IS NULL OR person_id = ?2)",
    )?
    .execute(params![item, person])?;
    Ok(())
}

/// Who has given a forecast, and when; no more than that.
pub(crate) fn forecast_by(conn: &Connection, item: i64) -> Result<Vec<(String, Occasion)>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT p.uuid, f.occasion FROM item_forecasts f JOIN people p ON p.id = f.person_id
             WHERE f.item_id = ?1 ORDER BY f.id",
        )?,
        [item],
        |row| Ok((row.get("uuid")?, word(row, "occasion")?)),
    )
}

/// The forecasts of an item, for the record that prints them.
pub(crate) fn forecasts(conn: &Connection, item: i64) -> Result<Vec<OpenedForecast>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT p.uuid, f.occasion, f.percent FROM item_forecasts f JOIN people p ON p.id = f.person_id
             WHERE f.item_id = ?1 ORDER BY f.occasion, f.person_id",
        )?,
        [item],
        |row| {
            Ok(OpenedForecast {
                person: row.get("uuid")?,
                occasion: word(row, "occasion")?,
                percent: row.get("percent")?,
            })
        },
    )
}

/// How many ballots were sealed in a round.
pub(crate) fn count(conn: &Connection, round: i64) -> Result<u32> {
    Ok(value(&mut conn.prepare_cached("SELECT count(*) FROM ballots WHERE round_id = ?1")?, [round])?.unwrap_or(0))
}
