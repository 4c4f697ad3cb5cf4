//! What the shell adds to backups, recovery, export and paper: asking for places, opening what came of it, progress.
//!
//! Not here: the work itself, which is the core's and the printer's. Invariant: a file that could not be opened stays where
//! it is, or keeps existing under another name.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use backcast_core::backups::{self, Backup, Made, Restored, Synced};
use backcast_core::exchange::export::{Export, Exported, Form};
use backcast_core::health::Health;
use backcast_core::recovery::{self, Salvaged, WaysOut};
use backcast_core::sheets::Printable;
use backcast_core::{Error, Portfolio};
use backcast_print::{Paper, PrintError, Printed};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::error::IpcError;
use crate::host::{Choose, Host, Task};
use crate::preferences::Checked;
use crate::state::AppState;

/// What *Backups* shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub(crate) struct BackupsView {
    /// Where backups go.
    pub folder: String,
    /// How many are kept.
    pub kept: u32,
    /// The size of the portfolio.
    pub bytes: f64,
    /// Every backup, newest first.
    pub backups: Vec<Backup>,
    /// The sync service that writes to the folder, if one does.
    pub synced: Option<Synced>,
    /// Why the day's backup could not be made.
    pub trouble: Option<IpcError>,
    /// When the whole file was checked last, and what was found.
    pub checked: Option<Checked>,
}

/// How something would look on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct Proof {
    /// How many pages it takes.
    pub pages: u32,
    /// The press release does not fit the first page.
    pub overflows: bool,
    /// Where it was written; nowhere yet when it was only looked at.
    pub path: Option<String>,
}

impl AppState {
    /// What *Backups* shows.
    pub(crate) fn backups(&self) -> Result<BackupsView, IpcError> {
        let portfolio = self.portfolio()?;
        let path = portfolio.path();
        #[expect(clippy::cast_precision_loss, reason = "a size is shown, not counted with")]
        let bytes = std::fs::metadata(path).map_or(0.0, |file| file.len() as f64);
        Ok(BackupsView {
            folder: backups::folder_of(path).display().to_string(),
            kept: u32::try_from(backups::KEPT).unwrap_or(u32::MAX),
            bytes,
            backups: backups::backups_of(path),
            synced: backups::synced(path),
            trouble: self.backup_trouble(),
            checked: self.host.preferences().checked.remove(&path.display().to_string()),
        })
    }

    /// Saves what is open under another name, and goes on with that file when the old one is gone.
    pub(crate) fn save_copy(&self) -> Result<Option<Made>, IpcError> {
        let Some(to) = self.host.choose(Choose::NewPortfolio).pop() else { return Ok(None) };
        let portfolio = self.portfolio()?;
        let made = portfolio.back_up_to(&to, &|_, _| {})?;
        if portfolio.refuse_if_moved().is_err() {
            self.open(&to, false)?;
        }
        Ok(Some(made))
    }

    /// Moves the portfolio with its backups to a place that is asked for, and opens it there.
    pub(crate) fn move_portfolio(&self) -> Result<Option<String>, IpcError> {
        let Some(to) = self.host.choose(Choose::NewPortfolio).pop() else { return Ok(None) };
        let from = self.portfolio()?.path().to_owned();
        self.close();
        let moved = backups::move_portfolio(&from, &to);
        let now = if moved.is_ok() { &to } else { &from };
        self.open(now, false)?;
        moved?;
        Ok(Some(to.display().to_string()))
    }

    /// Shows the folder of backups in the desktop's file manager.
    pub(crate) fn show_backups(&self) -> Result<(), IpcError> {
        let path = self.portfolio()?.path().to_owned();
        let newest = backups::backups_of(&path).into_iter().next();
        self.host.show_in_folder(&newest.map_or(path, |backup| PathBuf::from(backup.path)));
        Ok(())
    }

    /// What can be done about the file that did not open, or turned out to be damaged.
    pub(crate) fn ways_out(&self) -> Result<WaysOut, IpcError> {
        Ok(recovery::ways_out(&self.damaged_path()?, self.world()))
    }

    /// Puts a backup in the place of the file that did not open, and opens it.
    pub(crate) fn put_in_place(&self, backup: &Path) -> Result<Restored, IpcError> {
        let path = self.damaged_path()?;
        self.close();
        let restored = recovery::put_in_place(&path, backup, self.world());
        self.open(&path, false)?;
        Ok(restored?)
    }

    /// Reads what can be read of the damaged file into a new one beside it.
    pub(crate) fn salvage(&self) -> Result<Salvaged, IpcError> {
        let path = self.damaged_path()?;
        Ok(recovery::salvage(&path, &recovery::salvage_place(&path), self.world())?)
    }

    fn damaged_path(&self) -> Result<PathBuf, IpcError> {
        match self.trouble() {
            Some((path, _)) => Ok(path),
            None => Ok(self.portfolio()?.path().to_owned()),
        }
    }

    /// The day's backup; trouble is kept and shown beside the backups.
    pub(crate) fn back_up_daily(&self) {
        let Ok(portfolio) = self.portfolio() else { return };
        match portfolio.back_up_daily() {
            Ok(None) => {}
            Ok(Some(_)) => {
                self.set_backup_trouble(None);
                self.host.announce(&[backcast_core::Topic::Portfolio]);
            }
            Err(error) => {
                tracing::warn!("no backup was made: {error}");
                self.set_backup_trouble(Some(error.into()));
                self.host.announce(&[backcast_core::Topic::Portfolio]);
            }
        }
    }
}

/// Checks the whole file, and remembers when.
pub(crate) fn check(portfolio: &Portfolio, host: &dyn Host, at: Timestamp) -> Result<Health, IpcError> {
    let health = portfolio.check()?;
    let problems = u32::try_from(health.problems.len()).unwrap_or(u32::MAX);
    let mut preferences = host.preferences();
    preferences.checked.insert(portfolio.path().display().to_string(), Checked { at: at.to_string(), problems });
    host.keep_preferences(&preferences)?;
    host.announce(&[backcast_core::Topic::Portfolio]);
    Ok(health)
}

/// Makes a backup, with progress.
pub(crate) fn back_up(portfolio: &Portfolio, host: &dyn Host) -> Result<Made, IpcError> {
    let progress = |done, total| host.report(&Task { task: "backup".into(), done, total });
    let made = portfolio.back_up(backups::BackupCause::ByHand, &progress)?;
    host.announce(&[backcast_core::Topic::Portfolio]);
    Ok(made)
}

/// Puts a backup back into the open portfolio.
pub(crate) fn restore(portfolio: &Portfolio, host: &dyn Host, backup: &Path) -> Result<Restored, IpcError> {
    let changed = portfolio.restore(backup)?;
    host.announce(changed.topics);
    Ok(changed.value)
}

/// Asks for a place and exports there, with progress; nothing when the person thought better of it.
pub(crate) fn export(
    portfolio: &Portfolio,
    host: &dyn Host,
    cancelled: &Arc<std::sync::atomic::AtomicBool>,
    form: Form,
    query: &str,
) -> Result<Option<Exported>, IpcError> {
    let place = if form.is_one_file_each() { Choose::Folder } else { Choose::Save(format!("portfolio.{form}")) };
    let Some(to) = host.choose(place).pop() else { return Ok(None) };
    let progress = |done, total| {
        host.report(&Task { task: "export".into(), done, total });
        !cancelled.load(Ordering::Relaxed)
    };
    let draw = |portfolio: &Portfolio, id| {
        Ok(backcast_print::print(&[portfolio.read_ahead_sheet(id)?], Paper::A4).map_err(unprintable)?.pdf)
    };
    Ok(Some(portfolio.export(&Export { query, form, to: &to, draw: &draw, progress: &progress })?))
}

/// How something looks on paper; with `save` it is written to a place that is asked for.
pub(crate) fn print(
    portfolio: &Portfolio,
    host: &dyn Host,
    what: &Printable,
    paper: Paper,
    save: bool,
) -> Result<Proof, IpcError> {
    let Printed { pdf, pages, overflows } =
        backcast_print::print(&portfolio.sheets(what)?, paper).map_err(unprintable)?;
    let place = if save { host.choose(Choose::Save(portfolio.paper_name(what))).pop() } else { None };
    if let Some(place) = &place {
        std::fs::write(place, pdf).map_err(|source| Error::Io { path: place.clone(), source })?;
    }
    Ok(Proof { pages, overflows, path: place.map(|place| place.display().to_string()) })
}

/// A page that could not be set is a fault of ours.
fn unprintable(error: PrintError) -> Error {
    match error {
        PrintError::Sheet(error) => error,
        setting @ PrintError::Setting(_) => {
            Error::Io { path: PathBuf::from("the page"), source: std::io::Error::other(setting) }
        }
    }
}
