//! Whether the file holds what was stored: SQLite's own checks, and the hashes of what must never lie.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::{decisions, number, revisions, rows, stamp, value};
use crate::decisions::{Amendment, Record};
use crate::error::Result;
use crate::fingerprint::{NOTHING, sha256};
use crate::health::Problem;
use crate::measures::{Reading, first_seal, seal};
use crate::notices::Notice;
use crate::retros::Retro;

/// SQLite's quick check; an empty list is a sound file.
pub(crate) fn quick_check(conn: &Connection) -> Result<Vec<Problem>> {
    pragma(conn, "PRAGMA quick_check(20)")
}

/// SQLite's quick check of each table with its indexes. What the indexes of words hold is not made again from the texts: they
/// are derived, and that would take longer than all the rest.
pub(crate) fn trees(conn: &Connection) -> Result<Vec<Problem>> {
    let sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')";
    let names: Vec<String> = rows(&mut conn.prepare_cached(sql)?, [], |row| Ok(row.get("name")?))?;
    let mut problems = vec![];
    for name in names {
        problems.extend(pragma(conn, &format!("PRAGMA quick_check(\"{name}\")"))?);
    }
    Ok(problems)
}

/// SQLite's full check, indexes and foreign keys included.
pub(crate) fn database(conn: &Connection) -> Result<Vec<Problem>> {
    let mut problems = pragma(conn, "PRAGMA integrity_check(20)")?;
    let mut statement = conn.prepare("PRAGMA foreign_key_check")?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        problems.push(Problem::new(&table, Notice::PointsNowhere.with([("parent", &parent)])));
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
            problems.push(Problem::database(&line));
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
            problems.push(Problem::new(&format!("D-{expected:03}"), Notice::RecordMissing));
            expected += 1;
        }
        expected = stored.id.0 + 1;
        if sha256(stored.record.as_bytes()) != stored.sha256 {
            problems.push(Problem::new(&name, Notice::RecordChanged));
        }
        if !says_what_stands_beside_it(&stored) {
            problems.push(Problem::new(&name, Notice::RecordBeside));
        }
        if stored.previous != previous {
            problems.push(Problem::new(&name, Notice::RecordUnchained));
        }
        let mut link = stored.sha256.clone();
        for amendment in decisions::amendments(conn, stored.id)? {
            let said_at =
                Amendment::read(&amendment.record, stored.id).is_ok_and(|said| is_time(&said.at, &amendment.at));
            if sha256(amendment.record.as_bytes()) != amendment.sha256 || amendment.previous != link || !said_at {
                problems.push(Problem::new(&name, Notice::RemarkChanged));
            }
            link = amendment.sha256;
        }
        previous = stored.sha256;
    }
    for missing in expected..=decisions::last_number(conn, "decisions")? {
        problems.push(Problem::new(&format!("D-{missing:03}"), Notice::RecordMissing));
    }
    Ok(problems)
}

/// Whether the columns a list is made from agree with the record itself.
fn says_what_stands_beside_it(stored: &decisions::Stored) -> bool {
    Record::read(&stored.record, stored.id).is_ok_and(|record| {
        record.decision == stored.id.to_string()
            && record.outcome == stored.outcome
            && record.proposal.id == stored.proposal.to_string()
            && record.previous == stored.previous
            && is_time(&record.at, &stored.at)
    })
}

/// Whether a column holds the time that a record names.
fn is_time(said: &str, stored: &str) -> bool {
    said.parse().is_ok_and(|time| stamp(time) == stored)
}

/// Records that stand under an action which prints none: what was done before them and after could no longer be told apart.
pub(crate) fn actions(conn: &Connection) -> Result<Vec<Problem>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT printf('%s-%03d', f.kind, f.number) AS name FROM (
               SELECT 'D' AS kind, id AS number, change_id, 'print-decision' AS action FROM decisions
               UNION ALL SELECT 'L', launch_id, change_id, 'give-verdict' FROM retros) f
             LEFT JOIN changes c ON c.id = f.change_id
             WHERE CASE WHEN c.id IS NULL THEN NOT EXISTS (SELECT 1 FROM changes WHERE action = 'salvage')
                        ELSE c.action NOT IN (f.action, 'import') END",
        )?,
        [],
        |row| Ok(Problem::new(&row.get::<_, String>("name")?, Notice::OtherAction)),
    )
}

/// Every text, value and verdict against the hash stored with it.
pub(crate) fn hashes(conn: &Connection) -> Result<Vec<Problem>> {
    let mut problems = vec![];
    rows(&mut conn.prepare_cached("SELECT proposal_id, text, sha256 FROM documents")?, [], |row| {
        if !is_as_hashed(row, "text")? {
            let id = number(row, "proposal_id")?;
            problems.push(Problem::new(&format!("P-{id:03}"), Notice::TextChanged));
        }
        Ok(())
    })?;
    rows(&mut conn.prepare_cached("SELECT * FROM revisions")?, [], |row| {
        if !is_as_hashed(row, "text")? || !is_sealed(row)? {
            let (id, version) = (number(row, "proposal_id")?, number(row, "number")?);
            let what = Notice::RevisionChanged.with([("number", &version)]);
            problems.push(Problem::new(&format!("P-{id:03}"), what));
        }
        Ok(())
    })?;
    verdicts(conn, &mut problems)?;
    observations(conn, &mut problems)?;
    Ok(problems)
}

/// Whether the bytes of a column are those that were hashed; bytes that are no text any more are not.
fn is_as_hashed(row: &Row<'_>, column: &'static str) -> Result<bool> {
    let bytes = match row.get_ref(column)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes,
        _ => &[],
    };
    Ok(matches!(row.get_ref("sha256")?, ValueRef::Text(hash) if hash == sha256(bytes).as_bytes()))
}

/// Whether a revision says what it was sealed with. One that came in from an older version's export has no seal.
fn is_sealed(row: &Row<'_>) -> Result<bool> {
    Ok(match row.get_ref("seal")? {
        ValueRef::Null => true,
        ValueRef::Text(stored) => revisions::seal(row).is_ok_and(|seal| seal.as_bytes() == stored),
        _ => false,
    })
}

fn verdicts(conn: &Connection, problems: &mut Vec<Problem>) -> Result<()> {
    rows(&mut conn.prepare_cached("SELECT launch_id AS id, verdict, record, sha256, at FROM retros")?, [], |row| {
        let id = number(row, "id")?;
        let said = row.get::<_, String>("record").ok().and_then(|record| Retro::read(&record).ok());
        let verdict: Option<String> = row.get("verdict").ok();
        let at: String = row.get("at").unwrap_or_default();
        let launch = format!("L-{id:03}");
        let agrees = said.is_some_and(|retro| {
            Some(retro.verdict.to_string()) == verdict && retro.launch == launch && is_time(&retro.at, &at)
        });
        if !is_as_hashed(row, "record")? || !agrees {
            problems.push(Problem::new(&launch, Notice::VerdictChanged));
        }
        Ok(())
    })?;
    Ok(())
}

fn observations(conn: &Connection, problems: &mut Vec<Problem>) -> Result<()> {
    let sql = "SELECT m.uuid, m.name, m.proposal_id, o.on_date, o.value, o.denominator, o.at, o.replaced_at, o.sha256
               FROM observations o JOIN measures m ON m.id = o.measure_id";
    rows(&mut conn.prepare_cached(sql)?, [], |row| {
        let (measure, hash): (String, String) = (row.get("uuid")?, row.get("sha256").unwrap_or_default());
        let whole = match super::date(row, "on_date") {
            Ok(date) => {
                let reading = Reading { date, value: row.get("value")?, denominator: row.get("denominator")? };
                let (at, until): (String, Option<String>) = (row.get("at")?, row.get("replaced_at")?);
                hash == seal(&measure, &reading, &at, until.as_deref()) || hash == first_seal(&measure, &reading)
            }
            Err(_) => false,
        };
        if !whole {
            let (name, proposal): (String, Option<u32>) = (row.get("name")?, row.get("proposal_id")?);
            let subject = proposal.map_or_else(|| name.clone(), |id| format!("P-{id:03}"));
            let what = match row.get::<_, String>("on_date") {
                Ok(on) => Notice::ValueChanged.with([("name", &name), ("on", &on)]),
                Err(_) => Notice::ValueUndated.with([("name", &name)]),
            };
            problems.push(Problem::new(&subject, what));
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
            Ok(Problem::new(&format!("P-{:03}", number(row, "id")?), Notice::NotDecided.with([("stage", &stage)])))
        },
    )
}

/// How many rows a table has.
pub(crate) fn count(conn: &Connection, table: &str) -> Result<u32> {
    Ok(value(&mut conn.prepare_cached(&format!("SELECT count(*) FROM {table}"))?, [])?.unwrap_or(0))
}

/// Whether there is any proposal, in the trash or out of it.
pub(crate) fn holds_proposals(conn: &Connection) -> Result<bool> {
    Ok(count(conn, "proposals")? > 0)
}
