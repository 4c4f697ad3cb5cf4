//! Backups: checked copies of the portfolio in a folder beside it, made by themselves and by hand, and put back.
//!
//! `keeping` names copies and says which ones go; `synced` recognises a folder that a sync service writes to; this file is
//! what a person does. Not here: copying itself (`storage::backup`) and what to do about a damaged file (`recovery`).
//! Invariant: what is replaced was backed up first, and a copy that does not open is not kept.

mod compare;
mod keeping;
mod synced;

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::{ALL_TOPICS, Action, Changed, Topic};
use crate::error::{Error, Result};
use crate::portfolio::Portfolio;
use crate::storage::{backup as copies, open};
use crate::world::World;
pub use compare::{Comparison, Difference};
pub use keeping::{KEPT, backups_of, folder_of};
pub use synced::{Synced, synced};

crate::vocabulary! {
    /// Why a backup was made.
    pub enum BackupCause {
        /// The first time the portfolio is used on a day.
        Daily = "daily",
        /// Someone asked for it.
        ByHand = "by-hand",
        /// Before an older file was upgraded.
        Upgrade = "before-upgrade",
        /// Before a backup was put back.
        Restore = "before-restore",
        /// Before files were imported.
        Import = "before-import",
    }
}

/// A backup in the folder beside the portfolio.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Backup {
    /// The file.
    pub path: String,
    /// When it was made, RFC 3339.
    pub at: String,
    /// Why.
    pub cause: BackupCause,
    /// Its size.
    pub bytes: f64,
}

/// A backup that was just made, opened and checked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Made {
    /// The file.
    pub path: String,
    /// How many proposals it holds.
    pub proposals: u32,
    /// Its size.
    pub bytes: f64,
}

/// What putting a backup back came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Restored {
    /// How many proposals the portfolio holds now.
    pub proposals: u32,
    /// What was there before: a backup of it, or the damaged file under another name.
    pub before: Option<String>,
}

/// What a portfolio file holds, as far as copies are told apart by it.
pub(crate) struct Content {
    pub(crate) uuid: Option<String>,
    pub(crate) proposals: u32,
    pub(crate) newest: Option<Timestamp>,
}

/// A proposal as far as two portfolios are compared by it.
pub(crate) struct Listed {
    pub(crate) id: crate::proposals::ProposalId,
    pub(crate) uuid: String,
    pub(crate) stage: String,
    pub(crate) sha256: String,
    pub(crate) title: String,
}

impl Portfolio {
    /// Makes a backup in the folder beside the portfolio, checks it, and lets the oldest ones beyond [`KEPT`] go.
    ///
    /// `progress` hears pages copied and pages in all.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when the portfolio is damaged, so that a good backup is never displaced by a bad one;
    /// [`Error::DiskFull`] or [`Error::Io`] when there is no room or place for it.
    pub fn back_up(&self, cause: BackupCause, progress: &dyn Fn(u32, u32)) -> Result<Made> {
        let folder = folder_of(self.path());
        fs::create_dir_all(&folder).map_err(|error| Error::io(&folder, error))?;
        let made = self.back_up_to(&keeping::path_for(self.path(), self.world.now(), cause), progress)?;
        keeping::let_go(self.path(), &self.world)?;
        Ok(made)
    }

    /// Makes a backup at `to`, by the same means. Works also when the file was removed or replaced while it was open.
    ///
    /// # Errors
    /// As [`Portfolio::back_up`]; [`Error::Rejected`] when a file is there already.
    pub fn back_up_to(&self, to: &Path, progress: &dyn Fn(u32, u32)) -> Result<Made> {
        let content = self.snapshot(|conn| {
            copies::copy(conn, to, progress)?;
            copies::content(conn)
        })?;
        made(to, content.proposals)
    }

    /// The day's backup: made unless there is one of today, or nothing to lose yet.
    ///
    /// # Errors
    /// As [`Portfolio::back_up`].
    pub fn back_up_daily(&self) -> Result<Option<Made>> {
        if self.is_read_only() || self.is_sample()? || self.count_proposals()? == 0 {
            return Ok(None);
        }
        let today = self.world.today();
        let newest = backups_of(self.path()).into_iter().next();
        let newest = newest.and_then(|backup| backup.at.parse::<Timestamp>().ok());
        if newest.is_some_and(|at| self.world.date_of(at) >= today) {
            return Ok(None);
        }
        self.back_up(BackupCause::Daily, &|_, _| {}).map(Some)
    }

    /// A backup before something is replaced or added, unless the newest one holds all there is.
    pub(crate) fn back_up_before(&self, cause: BackupCause) -> Result<Option<PathBuf>> {
        let here = self.read(copies::content)?;
        if here.proposals == 0 {
            return Ok(None);
        }
        let newest = backups_of(self.path()).into_iter().next().map(|backup| PathBuf::from(backup.path));
        if let Some(newest) = newest
            && let Ok(there) = compare::content_of(&newest)
            && (there.uuid, there.newest) == (here.uuid, here.newest)
        {
            return Ok(Some(newest));
        }
        self.back_up(cause, &|_, _| {}).map(|made| Some(PathBuf::from(made.path)))
    }

    /// What putting `backup` back would change.
    ///
    /// # Errors
    /// [`Error::NotAPortfolio`], [`Error::TooNew`] or [`Error::Corrupt`] when it is no backup that can be put back.
    pub fn compare(&self, backup: &Path) -> Result<Comparison> {
        compare::compare(self, backup)
    }

    /// Puts `backup` back: everything in the portfolio is replaced by what it holds, in one transaction, after the
    /// portfolio itself was backed up. Other programs that have it open see the change.
    ///
    /// # Errors
    /// [`Error::NotAPortfolio`], [`Error::TooNew`] or [`Error::Corrupt`] when it is no backup that can be put back;
    /// nothing was changed then.
    pub fn restore(&self, backup: &Path) -> Result<Changed<Restored>> {
        if self.is_read_only() {
            return Err(Error::ReadOnly);
        }
        let prepared = prepare(backup, &copies::beside(self.path(), ".restoring"))?;
        let put_back =
            self.back_up_before(BackupCause::Restore).and_then(|before| self.overwrite(&prepared).map(|()| before));
        copies::remove_if_there(&prepared)?;
        let before = put_back?.map(|path| path.display().to_string());
        let from = backup.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        self.transact(Action::RestoreBackup, &[Topic::Portfolio], |w| {
            w.about(from);
            Ok(())
        })?;
        let value = Restored { proposals: self.count_proposals()?, before };
        Ok(Changed { value, topics: ALL_TOPICS })
    }
}

/// The copy that is made before an older file is upgraded.
pub(crate) fn before_upgrade(conn: &rusqlite::Connection, path: &Path, world: &World) -> Result<PathBuf> {
    let folder = folder_of(path);
    fs::create_dir_all(&folder).map_err(|error| Error::io(&folder, error))?;
    let to = keeping::path_for(path, world.now(), BackupCause::Upgrade);
    copies::copy(conn, &to, &|_, _| {})?;
    Ok(to)
}

/// A checked copy of `backup` at `to`, upgraded to what this program knows; the backup itself is not touched.
pub(crate) fn prepare(backup: &Path, to: &Path) -> Result<PathBuf> {
    let access = open::access(backup)?.for_reading();
    open::judge(backup)?;
    copies::remove_if_there(to)?;
    let source = open::connect(backup, access)?;
    copies::copy(&source, to, &|_, _| {})?;
    let upgraded = open::connect(to, open::Access::Full).and_then(|mut conn| {
        open::upgrade(&mut conn)?;
        open::refuse_foreign_schema(&conn)?;
        conn.close().map_err(|(_, error)| Error::from(error))
    });
    match upgraded {
        Ok(()) => Ok(to.to_owned()),
        Err(error) => {
            copies::remove_if_there(to)?;
            Err(error)
        }
    }
}

fn made(path: &Path, proposals: u32) -> Result<Made> {
    let bytes = fs::metadata(path).map_err(|error| Error::io(path, error))?.len();
    #[expect(clippy::cast_precision_loss, reason = "a size is shown, not counted with")]
    Ok(Made { path: path.display().to_string(), proposals, bytes: bytes as f64 })
}

/// Moves a closed portfolio, with its backups, to another place. Returns how many backups went along.
///
/// # Errors
/// [`Error::Rejected`] when a file is there already; [`Error::Io`] when the place cannot be written. Then nothing moved.
pub fn move_portfolio(from: &Path, to: &Path) -> Result<u32> {
    if to.exists() {
        return Err(Error::rejected(to.display(), crate::error::Rule::FileExists));
    }
    let kept = backups_of(from);
    if fs::rename(from, to).is_err() {
        // Another disk: a copy, and the original goes only after the copy was checked.
        let source = open::connect(from, open::Access::ReadOnly)?;
        copies::copy(&source, to, &|_, _| {})?;
        drop(source);
        copies::remove_if_there(from)?;
    }
    let mut moved = 0;
    for backup in kept {
        let Ok(at) = backup.at.parse() else { continue };
        let target = keeping::path_for(to, at, backup.cause);
        let folder = folder_of(to);
        if fs::create_dir_all(&folder).and_then(|()| fs::rename(&backup.path, target)).is_ok() {
            moved += 1;
        }
    }
    Ok(moved)
}
