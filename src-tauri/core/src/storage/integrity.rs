//! Whether the file holds what was stored: SQLite's own checks, and the hashes of what must never lie.

use rusqlite::Connection;

use super::{decisions, number, rows, value};
use crate::error::Result;
use crate::fingerprint::{NOTHING, sha256};
use crate::health::Problem;
use crate::measures::{Reading, seal};

/// SQLite's quick check; an empty list is a sound file.
pub(crate) fn quick_check(conn: &Connection) -> Result<Vec<Problem>> {
    pragma(conn, "PRAGMA quick_check(20)")
}

/// SQLite's full check, indexes and foreign keys included.
pub(crate) fn database(conn: &Connection) -> Result<Vec<Problem>> {
    let mut problems = pragma(conn, "PRAGMA integrity_check(20)")?;
    let mut statement = conn.prepare("PRAGMA foreign_key_check")?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        problems.push(Problem::new(&table, &format!("a row points at something missing in {parent}")));
    }
    Ok(problems)
}

fn pragma(conn: &Connection, sql: &str) -> Result<Vec<Problem>> {
    let mut statement = conn.prepare(sql)?;
    let mut found = statement.query([])?;
    let mut problems = vec![];
    while let Some(row) = found.next()? {
        let line: String = row.get(0)?;
        if line != "ok" {
            problems.push(Problem::new("database", &line));
        }
    }
    Ok(problems)
}

/// The chain of decisions and their amendments, and that no number is missing from it.
pub(crate) fn chain(conn: &Connection) -> Result<Vec<Problem>> {
    let mut problems = vec![];
    let mut previous = NOTHING.to_owned();
    let mut expected = 1;
    for stored in decisions::chain(conn)? {
        let name = stored.id.to_string();
        while expected < stored.id.0 {
            problems.push(Problem::new(&format!("D-{expected:03}"), "the record is missing"));
            expected += 1;
        }
        expected = stored.id.0 + 1;
        if sha256(stored.record.as_bytes()) != stored.sha256 {
            problems.push(Problem::new(&name, "the record was changed after it was printed"));
        }
        if stored.previous != previous {
            problems.push(Problem::new(&name, "the record does not continue the one before it"));
        }
        let mut link = stored.sha256.clone();
        for amendment in decisions::amendments(conn, stored.id)? {
            if sha256(amendment.record.as_bytes()) != amendment.sha256 || amendment.previous != link {
                problems.push(Problem::new(&name, "a remark on it was changed after it was made"));
            }
            link = amendment.sha256;
        }
        previous = stored.sha256;
    }
    for missing in expected..=decisions::last_number(conn, "decisions")? {
        problems.push(Problem::new(&format!("D-{missing:03}"), "the record is missing"));
    }
    Ok(problems)
}

/// Every text, value and verdict against the hash stored with it.
pub(crate) fn hashes(conn: &Connection) -> Result<Vec<Problem>> {
    let mut problems = vec![];
    let texts = [
        ("SELECT proposal_id AS id, text, sha256 FROM documents", "the document"),
        ("SELECT proposal_id AS id, text, sha256 FROM revisions", "a revision"),
    ];
    for (sql, what) in texts {
        rows(&mut conn.prepare_cached(sql)?, [], |row| {
            let (text, hash): (String, String) = (row.get("text")?, row.get("sha256")?);
            if sha256(text.as_bytes()) != hash {
                let id = number(row, "id")?;
                problems.push(Problem::new(&format!("P-{id:03}"), &format!("{what} was changed outside Backcast")));
            }
            Ok(())
        })?;
    }
    rows(&mut conn.prepare_cached("SELECT launch_id AS id, record, sha256 FROM retros")?, [], |row| {
        let (record, hash): (String, String) = (row.get("record")?, row.get("sha256")?);
        if sha256(record.as_bytes()) != hash {
            let id = number(row, "id")?;
            problems.push(Problem::new(&format!("L-{id:03}"), "its verdict was changed after it was given"));
        }
        Ok(())
    })?;
    observations(conn, &mut problems)?;
    Ok(problems)
}

fn observations(conn: &Connection, problems: &mut Vec<Problem>) -> Result<()> {
    let sql = "SELECT m.uuid, m.name, m.proposal_id, o.on_date, o.value, o.denominator, o.sha256
               FROM observations o JOIN measures m ON m.id = o.measure_id";
    rows(&mut conn.prepare_cached(sql)?, [], |row| {
        let (measure, hash): (String, String) = (row.get("uuid")?, row.get("sha256")?);
        let on = super::date(row, "on_date")?;
        let reading = Reading { date: on, value: row.get("value")?, denominator: row.get("denominator")? };
        if seal(&measure, &reading) != hash {
            let (name, proposal): (String, Option<u32>) = (row.get("name")?, row.get("proposal_id")?);
            let subject = proposal.map_or_else(|| name.clone(), |id| format!("P-{id:03}"));
            problems.push(Problem::new(&subject, &format!("a value of “{name}” on {on} was changed outside Backcast")));
        }
        Ok(())
    })?;
    Ok(())
}

/// Proposals that say they were approved and have no record that says so.
pub(crate) fn approvals(conn: &Connection) -> Result<Vec<Problem>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT id, stage FROM proposals p WHERE imported = 0
               AND stage IN ('approved', 'building', 'launched', 'closed')
               AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.proposal_id = p.id AND d.outcome IN ('approve', 'exception'))",
        )?,
        [],
        |row| {
            let stage: String = row.get("stage")?;
            Ok(Problem::new(&format!("P-{:03}", number(row, "id")?), &format!("it is {stage} without a printed decision")))
        },
    )
}

/// How many rows a table has.
pub(crate) fn count(conn: &Connection, table: &str) -> Result<u32> {
    Ok(value(&mut conn.prepare_cached(&format!("SELECT count(*) FROM {table}"))?, [])?.unwrap_or(0))
}
