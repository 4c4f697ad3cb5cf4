//! The names of backups, and which of them are kept.
//!
//! `portfolio.20260512-090000-000.daily.backcast` in the folder `Backups` beside `portfolio.backcast`; a file that is not
//! named so is not ours and is never removed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{Backup, BackupCause};
use crate::error::{Error, Result};
use crate::vocabulary::Word as _;
use crate::world::World;

/// How many backups are kept.
pub const KEPT: usize = 30;

/// How many of the newest are kept whatever their day; of earlier days the last one each.
const NEWEST: usize = 10;

/// The folder that backups of a portfolio go to.
#[must_use]
pub fn folder_of(portfolio: &Path) -> PathBuf {
    portfolio.with_file_name("Backups")
}

pub(super) fn path_for(portfolio: &Path, at: Timestamp, cause: BackupCause) -> PathBuf {
    let stem = stem(portfolio);
    let at = at.to_zoned(TimeZone::UTC).strftime("%Y%m%d-%H%M%S-%3f").to_string();
    folder_of(portfolio).join(format!("{stem}.{at}.{cause}.backcast"))
}

fn stem(portfolio: &Path) -> String {
    portfolio.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// When and why a file was made, if it is a backup of `stem`.
fn read_name(name: &str, stem: &str) -> Option<(Timestamp, BackupCause)> {
    let (at, cause) = name.strip_prefix(stem)?.strip_prefix('.')?.strip_suffix(".backcast")?.split_once('.')?;
    let (at, millis) = at.rsplit_once('-')?;
    let at: DateTime = DateTime::strptime("%Y%m%d-%H%M%S", at).ok()?;
    let at = at.with().subsec_nanosecond(millis.parse::<i32>().ok()?.checked_mul(1_000_000)?).build().ok()?;
    let at = at.to_zoned(TimeZone::UTC).ok()?.timestamp();
    Some((at, BackupCause::from_word(cause)?))
}

/// The backups of a portfolio, newest first; empty when there are none.
#[must_use]
pub fn backups_of(portfolio: &Path) -> Vec<Backup> {
    let stem = stem(portfolio);
    let Ok(entries) = fs::read_dir(folder_of(portfolio)) else { return vec![] };
    let mut found: Vec<(Timestamp, Backup)> = entries
        .flatten()
        .filter_map(|entry| {
            let (at, cause) = read_name(entry.file_name().to_str()?, &stem)?;
            #[expect(clippy::cast_precision_loss, reason = "a size is shown, not counted with")]
            let bytes = entry.metadata().ok()?.len() as f64;
            Some((at, Backup { path: entry.path().display().to_string(), at: at.to_string(), cause, bytes }))
        })
        .collect();
    found.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    found.into_iter().map(|(_, backup)| backup).collect()
}

/// Removes the backups that are not kept: all but the newest few, and the last of each day, thirty in all.
pub(super) fn let_go(portfolio: &Path, world: &World) -> Result<()> {
    let backups = backups_of(portfolio);
    let days = backups.iter().map(|backup| backup.at.parse().map(|at: Timestamp| world.date_of(at)).ok());
    let mut seen = BTreeSet::new();
    let mut kept = 0;
    for (at, (backup, day)) in backups.iter().zip(days).enumerate() {
        let is_last_of_day = seen.insert(day);
        if (at < NEWEST || is_last_of_day) && kept < KEPT {
            kept += 1;
        } else {
            fs::remove_file(&backup.path).map_err(|error| Error::io(&backup.path, error))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_says_by_its_name_when_and_why_it_was_made() {
        let at: Timestamp = "2026-05-12T09:00:00.250Z".parse().unwrap();
        let path = path_for(Path::new("/home/ana/my.plans.backcast"), at, BackupCause::Import);
        assert_eq!(path, Path::new("/home/ana/Backups/my.plans.20260512-090000-250.before-import.backcast"));
        let name = path.file_name().unwrap().to_str().unwrap();
        assert_eq!(read_name(name, "my.plans"), Some((at, BackupCause::Import)));
        for foreign in
            ["my.plans.backcast", "my.plans.20260512.daily.backcast", "other.20260512-090000-250.daily.backcast"]
        {
            assert_eq!(read_name(foreign, "my.plans"), None, "{foreign}");
        }
    }
}
