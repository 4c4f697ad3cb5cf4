//! Rows of `retros`: written once, guarded by triggers; and of `open_retros` and `retro_givers`, while one is held.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{date, first, maybe_word, number, rows, stamp, time, value};
use crate::error::Result;
use crate::launches::LaunchId;
use crate::retros::{GivenVerdict, Giver, Verdict, VerdictInput};

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

/// A retro that is being held.
pub(crate) struct Open {
    pub(crate) reopened: Option<String>,
    pub(crate) happened: String,
    pub(crate) otherwise: String,
    pub(crate) at: String,
}

pub(crate) fn open(conn: &Connection, launch: LaunchId) -> Result<Option<Open>> {
    first(
        &mut conn.prepare_cached("SELECT reopened, happened, otherwise, at FROM open_retros WHERE launch_id = ?1")?,
        [launch.0],
        |row| {
            Ok(Open {
                reopened: row.get("reopened")?,
                happened: row.get("happened")?,
                otherwise: row.get("otherwise")?,
                at: time(row, "at")?.to_string(),
            })
        },
    )
}

/// Begins a retro; one that is held already goes on.
pub(crate) fn begin(conn: &Connection, launch: LaunchId, reopened: Option<&str>, at: Timestamp) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO open_retros (launch_id, reopened, happened, otherwise, at) VALUES (?1, ?2, '', '', ?3)
         ON CONFLICT DO NOTHING",
    )?
    .execute(params![launch.0, reopened, stamp(at)])?;
    Ok(())
}

/// Ends a retro; what was sealed in it goes.
pub(crate) fn end(conn: &Connection, launch: LaunchId) -> Result<()> {
    conn.prepare_cached("DELETE FROM open_retros WHERE launch_id = ?1")?.execute([launch.0])?;
    Ok(())
}

pub(crate) fn keep_look_back(conn: &Connection, launch: LaunchId, happened: &str, otherwise: &str) -> Result<()> {
    conn.prepare_cached("UPDATE open_retros SET happened = ?2, otherwise = ?3 WHERE launch_id = ?1")?
        .execute(params![launch.0, happened, otherwise])?;
    Ok(())
}

pub(crate) fn add_giver(conn: &Connection, launch: LaunchId, person: i64) -> Result<()> {
    conn.prepare_cached("INSERT INTO retro_givers (launch_id, person_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
        .execute(params![launch.0, person])?;
    Ok(())
}

/// Returns whether the person took part.
pub(crate) fn remove_giver(conn: &Connection, launch: LaunchId, person: i64) -> Result<bool> {
    let gone = conn
        .prepare_cached("DELETE FROM retro_givers WHERE launch_id = ?1 AND person_id = ?2")?
        .execute(params![launch.0, person])?;
    Ok(gone == 1)
}

pub(crate) fn seal(
    conn: &Connection,
    launch: LaunchId,
    person: i64,
    input: &VerdictInput,
    at: Timestamp,
) -> Result<()> {
    conn.prepare_cached(
        "UPDATE retro_givers SET verdict = ?3, why = ?4, otherwise = ?5, at = ?6 WHERE launch_id = ?1 AND person_id = ?2",
    )?
    .execute(params![launch.0, person, input.verdict.to_string(), input.why, input.otherwise, stamp(at)])?;
    Ok(())
}

/// Who takes part, with what they gave: for the rules, which decide who may see it.
pub(crate) fn givers(conn: &Connection, launch: LaunchId) -> Result<Vec<Giver>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT p.uuid, p.name, p.me, g.verdict, g.why, g.otherwise, g.at
             FROM retro_givers g JOIN people p ON p.id = g.person_id WHERE g.launch_id = ?1 ORDER BY g.id",
        )?,
        [launch.0],
        |row| {
            let id: String = row.get("uuid")?;
            let verdict = maybe_word::<Verdict>(row, "verdict")?;
            let verdict = verdict
                .map(|verdict| {
                    Ok::<_, crate::Error>(GivenVerdict {
                        person: id.clone(),
                        verdict,
                        why: row.get("why")?,
                        otherwise: row.get("otherwise")?,
                        at: time(row, "at")?.to_string(),
                    })
                })
                .transpose()?;
            Ok(Giver { id, name: row.get("name")?, me: row.get("me")?, given: verdict.is_some(), verdict })
        },
    )
}

/// Launches whose retro is held and waits for the person at the keyboard: (launch, since).
pub(crate) fn waiting(conn: &Connection) -> Result<Vec<(LaunchId, Date)>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT o.launch_id, substr(o.at, 1, 10) AS since FROM open_retros o
             WHERE EXISTS (SELECT 1 FROM retro_givers g JOIN people p ON p.id = g.person_id
                           WHERE g.launch_id = o.launch_id AND p.me = 1 AND g.verdict IS NULL)
                OR NOT EXISTS (SELECT 1 FROM retro_givers g WHERE g.launch_id = o.launch_id AND g.verdict IS NULL)",
        )?,
        [],
        |row| Ok((LaunchId(number(row, "launch_id")?), date(row, "since")?)),
    )
}
