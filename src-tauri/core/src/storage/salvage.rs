//! Reading what can still be read out of a damaged file, row by row, into a new one.
//!
//! It works on a scratch copy; the damaged file is never opened. A table is walked by row number, and around what cannot be
//! read by halving; rows that no tree leads to any more are gathered from their pages (`leaves`). Not here: what is done about rows whose partners are lost (`mend`), and the report (`recovery`).

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params_from_iter};

use super::{backup, leaves, value};
use crate::error::{Error, Result};
use crate::health::Problem;
use crate::notices::Notice;
use crate::recovery::SalvagedTable;

/// How many unreadable places of a table are looked into before the rest is given up.
const PATIENCE: u32 = 100_000;

/// How many row numbers are asked for at once, unless a table would need too many such questions.
const WINDOW: i64 = 64;
const MOST_WINDOWS: i64 = 1_000_000;

/// Bytes of the header that says how a file is laid out.
const HEADER: usize = 100;

/// Lays a scratch copy of `damaged` at `scratch`, with its log if `with_log`, and makes its header fit to be opened:
/// `sound` is a file of the same make.
pub(crate) fn lay_out(damaged: &Path, scratch: &Path, with_log: bool, sound: &Path) -> Result<()> {
    backup::remove_if_there(scratch)?;
    fs::copy(damaged, scratch).map_err(|error| Error::io(damaged, error))?;
    let log = backup::beside(damaged, "-wal");
    if with_log && log.exists() {
        fs::copy(&log, backup::beside(scratch, "-wal")).map_err(|error| Error::io(log, error))?;
    }
    fit_header(scratch, sound, with_log).map_err(|error| Error::io(scratch, error))
}

fn fit_header(scratch: &Path, sound: &Path, with_log: bool) -> std::io::Result<()> {
    let mut model = [0; HEADER];
    File::open(sound)?.read_exact(&mut model)?;
    let mut file = OpenOptions::new().read(true).write(true).open(scratch)?;
    let length = file.metadata()?.len();
    let mut header = model;
    let whole = length >= HEADER as u64;
    if whole {
        file.read_exact(&mut header)?;
    }
    let page = u64::from(u16::from_be_bytes([model[16], model[17]]));
    let mut pages = length.div_ceil(page);
    if whole && header[..18] == model[..18] && header[20..24] == model[20..24] {
        let said = u64::from(u32::from_be_bytes([header[28], header[29], header[30], header[31]]));
        pages = pages.max(said.min(pages * 64));
    } else {
        header = model;
    }
    header[18..20].fill(if with_log { 2 } else { 1 });
    header[28..32].copy_from_slice(&u32::try_from(pages).unwrap_or(u32::MAX).to_be_bytes());
    // Free pages are of no use here, and a broken list of them stops reading.
    header[32..40].fill(0);
    header.copy_within(24..28, 92);
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&header)?;
    // Pages that were cut off read as empty ones.
    file.set_len(pages * page)
}

/// Opens a scratch copy, whatever its schema looks like.
fn open_scratch(scratch: &Path) -> Result<Connection> {
    let conn = Connection::open(scratch)?;
    conn.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.pragma_update(None, "writable_schema", true)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    Ok(conn)
}

/// Copies every row that can be read from the scratch copy at `scratch` into the empty portfolio `target`.
pub(crate) fn pull(scratch: &Path, damaged: &Path, target: &mut Connection) -> Result<Vec<SalvagedTable>> {
    let source = open_scratch(scratch)?;
    target.pragma_update(None, "foreign_keys", false)?;
    let into = target.transaction()?;
    let tables = stored_tables(&into)?;
    let mut report = vec![];
    for table in &tables {
        report.push(pull_table(&source, &into, table)?);
    }
    keep_numbers(&source, &into)?;
    let roots = roots(&source);
    // Pages that stand in the log alone are laid into the copy, to be read there.
    if let Err(error) = source.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())) {
        tracing::info!("the log of the damaged file was not laid into the copy: {error}");
    }
    let free = Some(first_free(scratch)).filter(|first| *first != 0).unwrap_or_else(|| first_free(damaged));
    for (table, rows) in report.iter_mut().zip(leaves::gather(scratch, &roots, free, &into, &tables)?) {
        table.kept += rows;
        table.lost = table.lost.saturating_sub(rows);
    }
    into.commit()?;
    Ok(report)
}

/// The first pages of the tables that can still be named.
fn roots(source: &Connection) -> Vec<u32> {
    let read = || -> rusqlite::Result<Vec<u32>> {
        let mut statement =
            source.prepare("SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")?;
        let pages = statement.query_map([], |row| row.get(0))?;
        pages.collect()
    };
    // The first page is the tree of the schema itself.
    [vec![1], read().unwrap_or_default()].concat()
}

/// The page that the list of free ones begins at; none when that cannot be told.
fn first_free(path: &Path) -> u32 {
    let mut header = [0; HEADER];
    match File::open(path).and_then(|mut file| file.read_exact(&mut header)) {
        Ok(()) => u32::from_be_bytes([header[32], header[33], header[34], header[35]]),
        Err(_) => 0,
    }
}

/// Tables of rows that someone made: not what is derived, not the index of words.
fn stored_tables(conn: &Connection) -> Result<Vec<String>> {
    let mut statement = conn.prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'
           AND name NOT IN ('listing', 'tallies', 'writings') ORDER BY name",
    )?;
    let names = statement.query_map([], |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

fn columns(conn: &Connection, table: &str) -> Vec<String> {
    let read = || -> rusqlite::Result<Vec<String>> {
        let mut statement = conn.prepare("SELECT name FROM pragma_table_info(?1)")?;
        let names = statement.query_map([table], |row| row.get(0))?;
        names.collect()
    };
    read().unwrap_or_default()
}

fn pull_table(source: &Connection, target: &Connection, table: &str) -> Result<SalvagedTable> {
    let there = columns(source, table);
    let both: Vec<_> = columns(target, table).into_iter().filter(|column| there.contains(column)).collect();
    let mut walk = Walk { report: SalvagedTable { table: table.to_owned(), kept: 0, lost: 0 }, patience: PATIENCE };
    if both.is_empty() {
        return Ok(walk.report);
    }
    // Quoted: a column's name may be a word of SQL.
    let list = both.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
    let marks: Vec<_> = (1..=both.len()).map(|at| format!("?{at}")).collect();
    let read = format!("SELECT rowid, {list} FROM main.{table} WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid");
    let write = format!("INSERT OR IGNORE INTO main.{table} ({list}) VALUES ({})", marks.join(", "));
    if has_rows_by_number(target, table)? {
        let ends = ends(source, table);
        walk.range(source, target, (&read, &write), ends)?;
    } else {
        // Such a table has no numbers to walk by: it is read as far as it goes.
        let read = format!("SELECT 0, {list} FROM main.{table} WHERE ?1 < ?2");
        if walk.read(source, target, (&read, &write), (0, 1))?.is_some() {
            walk.report.lost += 1;
        }
    }
    Ok(walk.report)
}

fn has_rows_by_number(conn: &Connection, table: &str) -> Result<bool> {
    let without: Option<bool> = value(
        &mut conn.prepare_cached("SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?1")?,
        [table],
    )?;
    Ok(without != Some(true))
}

/// The first and the last row number a table may have.
fn ends(source: &Connection, table: &str) -> (i64, i64) {
    let ask = |sql: &str| -> Option<i64> { source.query_row(sql, [], |row| row.get(0)).ok() };
    let last = ask(&format!("SELECT rowid FROM main.{table} ORDER BY rowid DESC LIMIT 1"));
    let given = ask(&format!("SELECT seq FROM sqlite_sequence WHERE name = '{table}'"));
    let first = ask(&format!("SELECT rowid FROM main.{table} ORDER BY rowid LIMIT 1")).unwrap_or(1);
    (first.min(1), last.max(given).unwrap_or(i64::from(u16::MAX)))
}

struct Walk {
    report: SalvagedTable,
    patience: u32,
}

impl Walk {
    fn range(
        &mut self,
        source: &Connection,
        target: &Connection,
        sql: (&str, &str),
        (first, last): (i64, i64),
    ) -> Result<()> {
        // Windows are sought one by one, so that noise which looks like a row with a high number hides nothing after it.
        let window = WINDOW.max((last - first) / MOST_WINDOWS);
        let mut left: Vec<(i64, i64)> = vec![];
        let mut from = first;
        while from <= last {
            left.push((from, last.min(from.saturating_add(window))));
            from = from.saturating_add(window + 1);
        }
        while let Some((first, last)) = left.pop() {
            let Some(reached) = self.read(source, target, sql, (first, last))? else { continue };
            // What follows the last good row is looked at in halves, down to the single row that is lost.
            let from = reached.map_or(first, |reached| reached + 1);
            if from >= last || self.patience == 0 {
                self.report.lost += 1;
                continue;
            }
            self.patience -= 1;
            let middle = from + (last - from) / 2;
            left.push((middle + 1, last));
            left.push((from, middle));
        }
        Ok(())
    }

    /// Reads a range; none when all of it was read, else the last good row.
    fn read(
        &mut self,
        source: &Connection,
        target: &Connection,
        (read, write): (&str, &str),
        ends: (i64, i64),
    ) -> Result<Option<Option<i64>>> {
        let mut reached = None;
        let Ok(mut statement) = source.prepare_cached(read) else { return Ok(Some(None)) };
        let columns = statement.column_count();
        let Ok(mut rows) = statement.query(ends) else { return Ok(Some(None)) };
        loop {
            let row = match rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => return Ok(None),
                Err(_) => return Ok(Some(reached)),
            };
            let Ok(number) = row.get::<_, i64>(0) else { return Ok(Some(reached)) };
            let values: Vec<Value> = (1..columns).filter_map(|at| row.get_ref(at).ok().map(readable)).collect();
            let mut put = target.prepare_cached(write)?;
            match put.execute(params_from_iter(values)) {
                Ok(1..) => self.report.kept += 1,
                Ok(_) => self.report.lost += 1,
                Err(rusqlite::Error::SqliteFailure(code, _))
                    if code.code == rusqlite::ErrorCode::ConstraintViolation =>
                {
                    self.report.lost += 1;
                }
                Err(error) => return Err(error.into()),
            }
            reached = Some(number);
        }
    }
}

/// A value as it can be kept: text that is none any more keeps what is legible of it.
fn readable(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Text(bytes) => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
        other => Value::try_from(other).unwrap_or(Value::Null),
    }
}

/// Numbers that were given out once are not given out again.
fn keep_numbers(source: &Connection, target: &Connection) -> Result<()> {
    let read = || -> rusqlite::Result<Vec<(String, i64)>> {
        let mut statement = source.prepare("SELECT name, seq FROM sqlite_sequence")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect()
    };
    for (table, last) in read().unwrap_or_default() {
        target
            .prepare_cached("UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1")?
            .execute(rusqlite::params![table, last])?;
    }
    Ok(())
}

/// A row that points at one that is lost.
struct Orphan {
    table: String,
    row: i64,
    parent: String,
    key: Option<i64>,
}

/// Puts stand-ins where proposals and people are lost that others point at, takes the newest revision for a lost document,
/// and drops what still points nowhere. Returns what was done.
pub(crate) fn mend(conn: &Connection, now: &str, new_id: &dyn Fn() -> String) -> Result<Vec<Problem>> {
    let mut done = vec![];
    for orphan in orphans(conn)? {
        let Some(key) = orphan.key else { continue };
        let made = match orphan.parent.as_str() {
            "proposals" => conn.execute(
                "INSERT OR IGNORE INTO proposals (id, uuid, stage, stage_since, imported, created_at, updated_at)
                 VALUES (?1, ?2, 'draft', ?3, 1, ?3, ?3)",
                rusqlite::params![key, new_id(), now],
            )?,
            "people" => conn.execute(
                "INSERT OR IGNORE INTO people (id, uuid, name) VALUES (?1, ?2, ?3)",
                rusqlite::params![key, new_id(), format!("Person {key}")],
            )?,
            _ => 0,
        };
        if made > 0 && orphan.parent == "proposals" {
            done.push(Problem::new(&format!("P-{key:03}"), Notice::RowLost));
        } else if made > 0 {
            done.push(Problem::new(&format!("Person {key}"), Notice::NameLost));
        }
    }
    let taken = conn.execute(
        "INSERT INTO documents (proposal_id, text, sha256)
         SELECT r.proposal_id, r.text, r.sha256 FROM revisions r
         WHERE r.number = (SELECT max(number) FROM revisions WHERE proposal_id = r.proposal_id)
           AND r.proposal_id IN (SELECT id FROM proposals)
           AND r.proposal_id NOT IN (SELECT proposal_id FROM documents)",
        [],
    )?;
    if taken > 0 {
        done.push(Problem::new("documents", Notice::TextsTaken.with([("count", &taken)])));
    }
    conn.execute(
        "INSERT INTO documents (proposal_id, text, sha256) SELECT id, '', ?1 FROM proposals
         WHERE id NOT IN (SELECT proposal_id FROM documents)",
        [crate::fingerprint::sha256(b"")],
    )?;
    let mut dropped = 0;
    for orphan in orphans(conn)? {
        // A record that stands alone is kept all the same; its trigger refuses.
        let sql = format!("DELETE FROM main.{} WHERE rowid = ?1", orphan.table);
        dropped += conn.execute(&sql, [orphan.row]).unwrap_or(0);
    }
    if dropped > 0 {
        done.push(Problem::new("database", Notice::RowsDropped.with([("count", &dropped)])));
    }
    Ok(done)
}

fn orphans(conn: &Connection) -> Result<Vec<Orphan>> {
    let mut statement = conn.prepare("PRAGMA foreign_key_check")?;
    let mut found = statement.query([])?;
    let mut orphans = vec![];
    while let Some(row) = found.next()? {
        let (table, rowid, parent, key): (String, Option<i64>, String, i64) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let Some(rowid) = rowid else { continue };
        let column: Option<String> = value(
            &mut conn.prepare_cached("SELECT \"from\" FROM pragma_foreign_key_list(?1) WHERE id = ?2")?,
            rusqlite::params![table, key],
        )?;
        let key = match column {
            Some(column) => {
                let sql = format!("SELECT {column} FROM main.{table} WHERE rowid = ?1");
                conn.query_row(&sql, [rowid], |row| row.get(0)).ok()
            }
            None => None,
        };
        orphans.push(Orphan { table, row: rowid, parent, key });
    }
    Ok(orphans)
}

/// Every proposal there is.
pub(crate) fn proposals(conn: &Connection) -> Result<Vec<u32>> {
    super::rows(&mut conn.prepare_cached("SELECT id FROM proposals ORDER BY id")?, [], |row| super::number(row, "id"))
}

/// Whether the portfolio still knows who it is and who sits at the keyboard.
pub(crate) fn has_identity(conn: &Connection) -> Result<bool> {
    Ok(super::integrity::count(conn, "portfolio")? > 0)
}
