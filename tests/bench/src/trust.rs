//! What safety costs: a durable change, an import, a table and a backup, each beside plain SQLite doing the same.
//!
//! The reference writes the same rows to the same schema with the same durability, or copies the same file. Alternating
//! rounds, medians, one machine, one run.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Instant;

use anyhow::{Context as _, ensure};
use backcast_core::exchange::Importing;
use backcast_core::exchange::export::{Export, Form};
use backcast_core::proposals::ListQuery;
use backcast_core::{Portfolio, World};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params, params_from_iter};
use serde_json::{Value, json};

/// How many durable changes a round makes.
const CHANGES: u32 = 100;

/// How long a person may wait for a list at worst, in milliseconds.
const FRAME: f64 = 100.0;

/// How many proposals an import brings.
const IMPORTED: u64 = 2_000;

fn world() -> World {
    let given = AtomicU64::new(1);
    // Identities only have to differ.
    let random = move || {
        let mut bytes = [0; 10];
        bytes[2..].copy_from_slice(&given.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        bytes
    };
    #[expect(clippy::disallowed_methods, reason = "a measurement looks at the clock")]
    World::new(Timestamp::now, TimeZone::UTC, random)
}

/// Measures on a filled portfolio: `[{name, milliseconds, reference, ratio, limit}]`, medians of `rounds`.
pub(crate) fn measure(path: &Path, rounds: u32) -> anyhow::Result<Value> {
    let folder = path.parent().context("a portfolio lies in a folder")?.join("trust");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let mine = folder.join("mine.backcast");
    let plain = folder.join("plain.backcast");
    fs::copy(path, &mine)?;
    fs::copy(path, &plain)?;
    let portfolio = Portfolio::open(&mine, world())?;
    let reference = Connection::open(&plain)?;
    reference.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    reference.pragma_update(None, "synchronous", "FULL")?;
    let mut results = vec![];
    results.push(compare(
        "durable-change",
        1.3,
        rounds,
        |round| changes(&portfolio, round),
        |round| plain_changes(&reference, round),
    )?);
    let (incoming, filled) = (folder.join("incoming.jsonl"), folder.join("filled.backcast"));
    crate::write_proposals(IMPORTED, &incoming)?;
    import(&incoming, &filled)?;
    let rows = rows_of(&filled)?;
    results.push(compare(
        "import",
        1.25,
        rounds,
        |_| import(&incoming, &filled),
        |_| raw_fill(&rows, &folder.join("raw.backcast")),
    )?);
    let table = folder.join("all.csv");
    results.push(compare(
        "table",
        1.2,
        rounds,
        |_| csv(&portfolio, &table),
        |_| shell_csv(&mine, &folder.join("shell.csv")),
    )?);
    let copy = folder.join("copy.backcast");
    results.push(compare("backup", 1.1, rounds, |_| backup(&portfolio, &copy), |_| vacuum(&mine, &copy))?);
    results.push(list_meanwhile(&portfolio, &copy, rounds)?);
    portfolio.close()?;
    fs::remove_dir_all(&folder)?;
    Ok(Value::Array(results))
}

/// The slowest of the lists that a window asks for while a backup is made, beside the slowest without one.
fn list_meanwhile(portfolio: &Portfolio, to: &Path, rounds: u32) -> anyhow::Result<Value> {
    let list = || timed(|| Ok(portfolio.list_proposals(&ListQuery::default()).map(drop)?));
    let (mut alone, mut meanwhile) = (vec![], vec![]);
    for _ in 0..rounds.max(1) {
        alone.push(list()?);
        thread::scope(|scope| -> anyhow::Result<()> {
            let copying = scope.spawn(|| backup(portfolio, to));
            while !copying.is_finished() {
                meanwhile.push(list()?);
            }
            copying.join().map_err(|_| anyhow::anyhow!("the backup ended in the middle"))?
        })?;
    }
    let slowest = |times: Vec<f64>| times.into_iter().fold(0.0, f64::max);
    let (mine, reference) = (slowest(meanwhile), slowest(alone));
    let name = "list during a backup";
    Ok(
        json!({ "name": name, "milliseconds": mine, "reference": reference, "ratio": mine / reference, "at_most": FRAME }),
    )
}

fn compare(
    name: &str,
    limit: f64,
    rounds: u32,
    mut ours: impl FnMut(u32) -> anyhow::Result<()>,
    mut theirs: impl FnMut(u32) -> anyhow::Result<()>,
) -> anyhow::Result<Value> {
    let (mut mine, mut reference) = (vec![], vec![]);
    for round in 0..rounds.max(1) {
        mine.push(timed(|| ours(round))?);
        reference.push(timed(|| theirs(round))?);
    }
    let (mine, reference) = (median(mine), median(reference));
    Ok(json!({ "name": name, "milliseconds": mine, "reference": reference, "ratio": mine / reference, "limit": limit }))
}

fn timed(work: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<f64> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed().as_secs_f64() * 1_000.0)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Notes, the smallest thing a person keeps: row, log entry, undo image and search in one commit.
fn changes(portfolio: &Portfolio, round: u32) -> anyhow::Result<()> {
    for number in 0..CHANGES {
        portfolio.keep_note(&format!("Note {round}.{number}"))?;
    }
    Ok(())
}

/// The same rows, one commit each: the note, its log entry, the captured row, and what search finds it by.
fn plain_changes(conn: &Connection, round: u32) -> anyhow::Result<()> {
    let at = "2026-11-01T09:00:00.000Z";
    for number in 0..CHANGES {
        let tx = conn.unchecked_transaction()?;
        tx.prepare_cached("INSERT INTO notes (uuid, text, at) VALUES (?1, ?2, ?3)")?.execute(params![
            format!("plain-{round}-{number}"),
            format!("Note {round}.{number}"),
            at
        ])?;
        let note = tx.last_insert_rowid();
        tx.prepare_cached(
            "INSERT INTO changes (action, at, session, state) VALUES ('keep-note', ?1, 'plain', 'done')",
        )?
        .execute([at])?;
        let change = tx.last_insert_rowid();
        tx.prepare_cached(
            "INSERT INTO change_rows (change_id, table_name, row_id, op) VALUES (?1, 'notes', ?2, 'insert')",
        )?
        .execute([change, note])?;
        let text = format!("Note {round}.{number}");
        tx.prepare_cached(
            "INSERT INTO writings (kind, source, subject, title, body, at) VALUES ('note', ?1, '', '', ?2, ?3)",
        )?
        .execute(params![note, text, at])?;
        tx.prepare_cached("INSERT INTO search_writings (rowid, title, body) VALUES (?1, '', ?2)")?
            .execute(params![tx.last_insert_rowid(), text])?;
        tx.commit()?;
    }
    Ok(())
}

fn renewed(path: &Path) -> anyhow::Result<Portfolio> {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        if Path::new(&name).exists() {
            fs::remove_file(&name)?;
        }
    }
    Ok(Portfolio::create(path, "Ana", world())?)
}

fn import(from: &Path, into: &Path) -> anyhow::Result<()> {
    let portfolio = renewed(into)?;
    let report = portfolio.import(&[from.to_owned()], &Importing::default(), &|_, _| true)?.value;
    ensure!(report.failed.is_empty(), "the import failed: {:?}", report.failed);
    Ok(portfolio.close()?)
}

/// The rows of a filled portfolio in memory, table by table, with the statement that stores one.
type Rows = Vec<(String, Vec<Vec<Sql>>)>;

/// Every row that an import wrote, derived ones and those of the full-text indexes among them.
fn rows_of(path: &Path) -> anyhow::Result<Rows> {
    const TABLES: [(&str, &str); 13] = [
        ("people", "*"),
        ("rubrics", "*"),
        ("anchors", "*"),
        ("proposals", "*"),
        ("documents", "*"),
        ("revisions", "*"),
        ("tags", "*"),
        ("scores", "*"),
        ("listing", "*"),
        ("changes", "*"),
        ("change_rows", "*"),
        ("search_text", "rowid, headline, problem, body"),
        ("search_lines", "rowid, headline, problem"),
    ];
    let conn = Connection::open(path)?;
    TABLES.iter().map(|(table, columns)| rows_of_table(&conn, table, columns)).collect()
}

fn rows_of_table(conn: &Connection, table: &str, columns: &str) -> anyhow::Result<(String, Vec<Vec<Sql>>)> {
    let mut statement = conn.prepare(&format!("SELECT {columns} FROM {table}"))?;
    let names = statement.column_names().join(", ");
    let count = statement.column_count();
    let marks: Vec<_> = (1..=count).map(|at| format!("?{at}")).collect();
    let found = statement.query_map([], |row| (0..count).map(|at| row.get(at)).collect())?;
    let insert = format!("INSERT INTO {table} ({names}) VALUES ({})", marks.join(", "));
    Ok((insert, found.collect::<rusqlite::Result<_>>()?))
}

/// The same rows into the same tables of an empty portfolio, with its indexes and triggers, by prepared statements in one
/// transaction.
fn raw_fill(rows: &Rows, into: &Path) -> anyhow::Result<()> {
    renewed(into)?.close()?;
    let mut conn = Connection::open(into)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    let tx = conn.transaction()?;
    for begun in ["anchors", "rubrics", "people", "change_rows", "changes"] {
        tx.execute(&format!("DELETE FROM {begun}"), [])?;
    }
    for (insert, rows) in rows {
        let mut insert = tx.prepare(insert)?;
        for row in rows {
            insert.execute(params_from_iter(row))?;
        }
    }
    tx.commit()?;
    conn.close().map_err(|(_, error)| error)?;
    Ok(())
}

fn csv(portfolio: &Portfolio, to: &Path) -> anyhow::Result<()> {
    let draw = |_: &Portfolio, _| Ok(vec![]);
    let done = portfolio.export(&Export { query: "", form: Form::Csv, to, draw: &draw, progress: &|_, _| true })?;
    ensure!(done.proposals > 0, "nothing was exported");
    Ok(())
}

/// The same columns of the same rows through the `sqlite3` shell.
fn shell_csv(path: &Path, to: &Path) -> anyhow::Result<()> {
    const SQL: &str = include_str!("../queries/table.sql");
    let out = fs::File::create(to)?;
    let done =
        Command::new("sqlite3").args(["-csv", "-header", "-readonly"]).arg(path).arg(SQL).stdout(out).status()?;
    ensure!(done.success(), "the sqlite3 shell failed");
    Ok(())
}

fn backup(portfolio: &Portfolio, to: &Path) -> anyhow::Result<()> {
    if to.exists() {
        fs::remove_file(to)?;
    }
    portfolio.back_up_to(to, &|_, _| {})?;
    Ok(())
}

fn vacuum(path: &Path, to: &Path) -> anyhow::Result<()> {
    if to.exists() {
        fs::remove_file(to)?;
    }
    Connection::open(path)?.execute("VACUUM INTO ?1", [to.to_string_lossy()])?;
    // A copy counts when it is on the disk.
    fs::File::open(to)?.sync_all()?;
    Ok(())
}
