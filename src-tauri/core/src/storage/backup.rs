//! Copies of a portfolio file by SQLite's online backup, made while writing goes on, and put back the same way.
//!
//! A copy reads one snapshot, so that a writer neither waits for it nor makes it start again. Not here: when copies are
//! made and which are kept (`backups`). Invariant: a copy has its name only after it was opened and checked.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::{changes, first, integrity, number, open, rows};
use crate::backups::{Content, Listed};
use crate::error::{Error, Result, Rule};
use crate::proposals::ProposalId;

/// Pages copied between two looks at the progress.
const PAGES: i32 = 4_096;

/// Copies what `source` sees now into a new file, checks the copy, and only then gives it its name.
pub(crate) fn copy(source: &Connection, to: &Path, progress: &dyn Fn(u32, u32)) -> Result<()> {
    if to.exists() {
        return Err(Error::rejected(to.display(), Rule::FileExists));
    }
    let unfinished = beside(to, ".part");
    remove_if_there(&unfinished)?;
    open::private_file(&unfinished)?;
    let made = fill(source, &unfinished, progress)
        .and_then(|()| check(&unfinished))
        .and_then(|()| fs::rename(&unfinished, to).map_err(|error| Error::io(to, error)));
    if made.is_err() {
        remove_if_there(&unfinished)?;
    }
    made
}

fn fill(source: &Connection, to: &Path, progress: &dyn Fn(u32, u32)) -> Result<()> {
    let mut target = Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // The copy is on the disk before it gets its name; until then it may be lost.
    target.pragma_update(None, "synchronous", "OFF")?;
    target.pragma_update_and_check(None, "journal_mode", "OFF", |_| Ok(()))?;
    // A snapshot: the copy is of one moment, and later commits do not make it begin anew.
    let snapshot = source.unchecked_transaction()?;
    snapshot.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    pour(source, &mut target, progress)?;
    snapshot.finish()?;
    // One file holds everything, so that it can be read from any medium.
    target.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    target.close().map_err(|(_, error)| Error::from(error))?;
    File::open(to).and_then(|file| file.sync_all()).map_err(|error| Error::io(to, error))
}

fn pour(source: &Connection, target: &mut Connection, progress: &dyn Fn(u32, u32)) -> Result<()> {
    let copying = Backup::new(source, target)?;
    loop {
        let step = copying.step(PAGES)?;
        let state = copying.progress();
        let (all, left) = (state.pagecount, state.remaining);
        progress(u32::try_from(all - left).unwrap_or(0), u32::try_from(all).unwrap_or(0));
        match step {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            _ => return Err(Error::Busy),
        }
    }
}

/// Replaces everything in the open portfolio `target` with what `from` holds, in one transaction: whole or not at all.
pub(crate) fn put_back(from: &Path, target: &mut Connection) -> Result<()> {
    let source = open::connect(from, open::Access::Immutable)?;
    let copying = Backup::new(&source, target)?;
    match copying.step(-1)? {
        StepResult::Done => Ok(()),
        _ => Err(Error::Busy),
    }
}

/// Whether a copy opens, is sound and has the tables it should; it is not changed by the look.
pub(crate) fn check(path: &Path) -> Result<()> {
    let version = open::judge(path)?;
    let conn = open::connect(path, open::Access::Immutable)?;
    if let Some(problem) = integrity::trees(&conn)?.first() {
        return Err(Error::corrupt(&problem.detail));
    }
    if version == open::SCHEMA_VERSION {
        open::refuse_foreign_schema(&conn)?;
    }
    Ok(())
}

/// How many proposals a copy holds, and from when its newest change is.
pub(crate) fn content(conn: &Connection) -> Result<Content> {
    let proposals = integrity::count(conn, "proposals")?;
    let uuid = first(&mut conn.prepare_cached("SELECT uuid FROM portfolio")?, [], |row| Ok(row.get("uuid")?))?;
    Ok(Content { uuid, proposals, newest: changes::newest(conn)? })
}

/// How many changes are newer than `time`.
pub(crate) fn changes_after(conn: &Connection, time: Option<jiff::Timestamp>) -> Result<u32> {
    let count = super::value(
        &mut conn.prepare_cached("SELECT count(*) FROM changes WHERE ?1 IS NULL OR at > ?1")?,
        [time.map(super::stamp)],
    )?;
    Ok(count.unwrap_or(0))
}

/// Every proposal as far as two portfolios are compared by it.
pub(crate) fn listed(conn: &Connection) -> Result<Vec<Listed>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT p.id, p.uuid, p.stage, d.sha256, coalesce(nullif(l.headline, ''), l.problem, '') AS title
             FROM proposals p JOIN documents d ON d.proposal_id = p.id LEFT JOIN listing l ON l.proposal_id = p.id
             ORDER BY p.id",
        )?,
        [],
        |row| {
            Ok(Listed {
                id: ProposalId(number(row, "id")?),
                uuid: row.get("uuid")?,
                stage: row.get("stage")?,
                sha256: row.get("sha256")?,
                title: row.get("title")?,
            })
        },
    )
}

/// The path with something added to its name.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Removes a file and what SQLite laid beside it, if it is there.
pub(crate) fn remove_if_there(path: &Path) -> Result<()> {
    for file in [path.to_owned(), beside(path, "-wal"), beside(path, "-shm"), beside(path, "-journal")] {
        match fs::remove_file(&file) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::io(file, error)),
        }
    }
    Ok(())
}
