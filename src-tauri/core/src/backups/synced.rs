//! A folder that a sync service writes to: recognised by the copies it leaves when two computers wrote at once.
//!
//! Such a service copies the file while it is being written and cannot join two versions of it; a portfolio is safer
//! elsewhere, with its backups in the synced folder.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::compare::content_of;

/// What shows that a sync service writes to the portfolio's folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Synced {
    /// Its name: `Dropbox`.
    pub service: String,
    /// Copies of the portfolio that it left because two computers wrote at once.
    pub conflicts: Vec<String>,
}

/// Folder names and marker files of services, in the portfolio's folder or above it.
const MARKS: &[(&str, &[&str])] = &[
    ("Dropbox", &["Dropbox", ".dropbox", ".dropbox.cache"]),
    ("OneDrive", &["OneDrive"]),
    ("Syncthing", &[".stfolder"]),
    ("Nextcloud", &["Nextcloud", ".nextcloudsync.log"]),
    ("Google Drive", &["Google Drive", "GoogleDrive"]),
    ("iCloud", &["com~apple~CloudDocs"]),
];

/// Whether the portfolio lies in a folder that a sync service writes to, and the conflict copies found beside it.
#[must_use]
pub fn synced(portfolio: &Path) -> Option<Synced> {
    let (mut service, mut conflicts) = (marked(portfolio), vec![]);
    let stem = portfolio.file_stem()?.to_string_lossy().into_owned();
    let uuid = content_of(portfolio).ok().and_then(|content| content.uuid);
    for entry in fs::read_dir(folder(portfolio)).ok()?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(found) = conflict(&name, &stem) else { continue };
        // A name with a host's at its end is anybody's; only a copy of this portfolio counts.
        let is_ours = || content_of(&entry.path()).is_ok_and(|content| content.uuid == uuid);
        if found != "OneDrive" || is_ours() {
            service.get_or_insert_with(|| found.to_owned());
            conflicts.push(name);
        }
    }
    conflicts.sort();
    service.map(|service| Synced { service, conflicts })
}

fn folder(portfolio: &Path) -> &Path {
    match portfolio.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn marked(portfolio: &Path) -> Option<String> {
    let whole = fs::canonicalize(portfolio).ok()?;
    for above in whole.ancestors().skip(1) {
        let name = above.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        for (service, marks) in MARKS {
            let by_name = marks.iter().any(|mark| name == *mark || name.starts_with(&format!("{mark} - ")));
            if by_name || marks.iter().any(|mark| mark.starts_with('.') && above.join(mark).exists()) {
                return Some((*service).to_owned());
            }
        }
    }
    None
}

/// The service whose conflict copy of `stem` a file is, by its name.
fn conflict(name: &str, stem: &str) -> Option<&'static str> {
    let rest = name.strip_prefix(stem)?.strip_suffix(".backcast")?;
    if rest.starts_with(".sync-conflict-") {
        return Some("Syncthing");
    }
    let note = rest.trim_start().strip_prefix('(').and_then(|note| note.strip_suffix(')'));
    if note.is_some_and(|note| note.to_lowercase().contains("conflict")) {
        return Some("Dropbox");
    }
    let host = rest.strip_prefix('-')?;
    let is_host = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    is_host.then_some("OneDrive")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conflict_copies_are_known_by_the_names_that_services_give_them() {
        let known = [
            ("plans (Ana's conflicted copy 2026-05-12).backcast", Some("Dropbox")),
            ("plans (conflicted copy 2026-05-12 101112).backcast", Some("Dropbox")),
            ("plans.sync-conflict-20260512-101112-ABCDEFG.backcast", Some("Syncthing")),
            ("plans-DESKTOP-4F2.backcast", Some("OneDrive")),
            ("plans.backcast", None),
            ("plans (draft).backcast", None),
            ("other-DESKTOP.backcast", None),
        ];
        for (name, service) in known {
            assert_eq!(conflict(name, "plans"), service, "{name}");
        }
    }
}
