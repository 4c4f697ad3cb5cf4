//! A file that cannot be opened as it is: what is safe to do about it.
//!
//! Three ways out, none of which changes a byte of the damaged file: a good backup in its place (the damaged file keeps
//! existing under another name), what can be read salvaged into a new file, or reading it as far as it goes. Never here: an
//! empty portfolio in its place.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::backups::{self, Backup, Restored};
use crate::change::{Action, Topic};
use crate::error::{Error, Result, Rule};
use crate::health::Problem;
use crate::portfolio::Portfolio;
use crate::proposals::{self, ProposalId};
use crate::storage::{backup as copies, open, people as people_rows, salvage as rows, scores as score_rows};
use crate::world::World;
use crate::{people, scores};

/// What can be done about a file that does not open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct WaysOut {
    /// The newest backup that was opened and found sound.
    pub newest_good: Option<Backup>,
    /// How many proposals it holds.
    pub proposals: u32,
    /// Every backup, newest first.
    pub backups: Vec<Backup>,
    /// Whether it can be opened for reading as it is.
    pub readable: bool,
    /// Whether it is worth trying to read what can be read.
    pub salvageable: bool,
}

/// How a table fared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SalvagedTable {
    /// Its name.
    pub table: String,
    /// How many rows were kept.
    pub kept: u32,
    /// How many places could not be read; each may have been a row.
    pub lost: u32,
}

/// What a salvage came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Salvaged {
    /// The new file.
    pub path: String,
    /// How many proposals it holds.
    pub proposals: u32,
    /// How many rows were kept.
    pub kept: u32,
    /// How many places could not be read.
    pub lost: u32,
    /// How each table fared.
    pub tables: Vec<SalvagedTable>,
    /// What was put in the place of lost things, and what no longer is as it was stored.
    pub problems: Vec<Problem>,
}

/// What can be done about the file at `path`.
#[must_use]
pub fn ways_out(path: &Path, world: &World) -> WaysOut {
    let backups = backups::backups_of(path);
    let newest_good = backups.iter().find(|backup| copies::check(Path::new(&backup.path)).is_ok()).cloned();
    let proposals = newest_good.as_ref().and_then(|backup| {
        let conn = open::connect(Path::new(&backup.path), open::Access::Immutable).ok()?;
        Some(copies::content(&conn).ok()?.proposals)
    });
    let readable =
        Portfolio::open_read_only(path, world.clone()).is_ok_and(|portfolio| portfolio.count_proposals().is_ok());
    let salvageable = fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() > 0) && !is_foreign(path);
    WaysOut { newest_good, proposals: proposals.unwrap_or(0), backups, readable, salvageable }
}

/// Whether a file is plainly something else: then there is nothing to salvage, and it is not moved aside.
fn is_foreign(path: &Path) -> bool {
    match open::judge(path) {
        Err(Error::NotAPortfolio { .. }) => !open::looks_like_ours(path),
        Err(Error::TooNew { .. }) => true,
        _ => false,
    }
}

/// Puts `backup` in the place of a portfolio that cannot be opened; the damaged file is kept under another name beside it.
///
/// # Errors
/// [`Error::NotAPortfolio`], [`Error::TooNew`] or [`Error::Corrupt`] when `backup` cannot be put back, and
/// [`Error::Rejected`] when the file in its place is another program's. Nothing was moved then.
pub fn put_in_place(path: &Path, backup: &Path, world: &World) -> Result<Restored> {
    if path.exists() && is_foreign(path) {
        return Err(Error::rejected(path.display(), Rule::FileExists));
    }
    let prepared = backups::prepare(backup, &copies::beside(path, ".restoring"))?;
    let before = set_aside(path, world)?;
    fs::rename(&prepared, path).map_err(|error| Error::io(path, error))?;
    let portfolio = Portfolio::open(path, world.clone())?;
    let restored = Restored { proposals: portfolio.count_proposals()?, before };
    portfolio.close()?;
    Ok(restored)
}

/// Gives a damaged file and its log another name; returns it.
fn set_aside(path: &Path, world: &World) -> Result<Option<String>> {
    if !path.exists() {
        return Ok(None);
    }
    let at = world.now().to_zoned(TimeZone::UTC).strftime("%Y%m%d-%H%M%S").to_string();
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let named = |count: u32| match count {
        0 => path.with_file_name(format!("{stem}.damaged-{at}.backcast")),
        more => path.with_file_name(format!("{stem}.damaged-{at}-{more}.backcast")),
    };
    let aside = (0..).map(named).find(|candidate| !candidate.exists()).unwrap_or_else(|| named(0));
    for ending in ["-wal", "-shm", ""] {
        let from = copies::beside(path, ending);
        if from.exists() {
            fs::rename(&from, copies::beside(&aside, ending)).map_err(|error| Error::io(from, error))?;
        }
    }
    Ok(Some(aside.display().to_string()))
}

/// Reads what can be read of the damaged file `from` into a new portfolio at `to`. `from` is not changed.
///
/// # Errors
/// [`Error::Rejected`] when a file is at `to`; [`Error::Corrupt`] when nothing at all could be read: then nothing is left there.
pub fn salvage(from: &Path, to: &Path, world: &World) -> Result<Salvaged> {
    if !from.is_file() {
        return Err(Error::Missing { path: from.to_owned() });
    }
    if is_foreign(from) {
        return Err(Error::NotAPortfolio { path: from.to_owned(), why: "it is a file of another program" });
    }
    let scratch = copies::beside(to, ".scratch");
    let found = pull(from, to, &scratch).and_then(|tables| finish(to, tables, from, world));
    copies::remove_if_there(&scratch)?;
    if found.is_err() && !matches!(found, Err(Error::Rejected { .. })) {
        copies::remove_if_there(to)?;
    }
    found
}

/// With the log beside the damaged file first; without it when that leaves nothing, as a log of another file would.
fn pull(from: &Path, to: &Path, scratch: &Path) -> Result<Vec<SalvagedTable>> {
    let mut tables = vec![];
    for with_log in [true, false] {
        if with_log {
            open::create(to)?;
        } else {
            copies::remove_if_there(to)?;
            open::create(to)?;
        }
        rows::lay_out(from, scratch, with_log, to)?;
        let mut target = open::connect(to, open::Access::Full)?;
        tables = rows::pull(scratch, from, &mut target)?;
        if texts(&tables) > 0 || !open::has_log(from) {
            break;
        }
    }
    if tables.iter().all(|table| table.kept == 0) {
        return Err(Error::corrupt("nothing in it could be read"));
    }
    Ok(tables)
}

fn texts(tables: &[SalvagedTable]) -> u32 {
    let of = |name: &str| tables.iter().find(|table| table.table == name).map_or(0, |table| table.kept);
    of("documents") + of("revisions")
}

fn finish(to: &Path, tables: Vec<SalvagedTable>, from: &Path, world: &World) -> Result<Salvaged> {
    let now = crate::storage::stamp(world.now());
    let conn = open::connect(to, open::Access::Full)?;
    conn.pragma_update(None, "foreign_keys", false)?;
    let mut problems = rows::mend(&conn, &now, &|| world.new_id().to_string())?;
    if !rows::has_identity(&conn)? {
        open::name_portfolio(&conn, &world.new_id(), world.now())?;
    }
    conn.close().map_err(|(_, error)| Error::from(error))?;
    let portfolio = Portfolio::open(to, world.clone())?;
    let name = from.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    portfolio.transact(Action::Salvage, &[Topic::Portfolio], |w| {
        if people_rows::me(w.conn)?.is_none() {
            people::add_me(w, "Me")?;
        }
        if score_rows::rubric_version(w.conn)?.is_none() {
            scores::add_default_rubric(w)?;
        }
        for proposal in rows::proposals(w.conn)? {
            proposals::refresh_line(w.conn, ProposalId(proposal))?;
        }
        w.about(name);
        Ok(())
    })?;
    problems.extend(portfolio.check()?.problems);
    let salvaged = Salvaged {
        path: to.display().to_string(),
        proposals: portfolio.count_proposals()?,
        kept: tables.iter().map(|table| table.kept).sum(),
        lost: tables.iter().map(|table| table.lost).sum(),
        tables: tables.into_iter().filter(|table| table.kept + table.lost > 0).collect(),
        problems,
    };
    portfolio.close()?;
    Ok(salvaged)
}

/// A name for a salvaged file beside the damaged one.
#[must_use]
pub fn salvage_place(damaged: &Path) -> PathBuf {
    let stem = damaged.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let named = |count: u32| match count {
        1 => damaged.with_file_name(format!("{stem} salvaged.backcast")),
        more => damaged.with_file_name(format!("{stem} salvaged {more}.backcast")),
    };
    (1..).map(named).find(|candidate| !candidate.exists()).unwrap_or_else(|| named(1))
}
