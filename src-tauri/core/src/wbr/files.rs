//! A review from files: the deck, its data, its annotations, and those that the deck names beside itself.

use std::fs::File;
use std::path::{Component, Path};

use super::annotations::{self, Event};
use super::deck::Deck;
use super::report::Report;
use super::{review, wrong, yaml};
use crate::error::{Error, Result};
use crate::measures::dates::DateOrder;

/// The largest deck that is read.
pub(super) const LONGEST_DECK: u64 = 4 * 1024 * 1024;

/// A review with what was passed over.
#[derive(Debug, Clone, PartialEq)]
pub struct Reviewed {
    /// The deck as it was read.
    pub deck: Deck,
    /// Its numbers.
    pub report: Report,
    /// What was passed over, in sentences with their place.
    pub warnings: Vec<String>,
}

/// Reads a deck and what belongs to it, and reviews it.
///
/// # Errors
/// [`Error::Missing`] or [`Error::Io`] for a file; else as [`super::yaml::read`] and [`super::review`].
pub fn review_files(
    deck: &Path,
    data: &Path,
    annotations: Option<&Path>,
    order: Option<DateOrder>,
) -> Result<Reviewed> {
    let yaml::Read { deck: read, mut warnings } = yaml::read(&text(deck)?, order)?;
    let mut events = match annotations {
        Some(file) => annotations::read(open(file)?, order)?,
        None => named_events(&read, deck, order, &mut warnings)?,
    };
    events.sort_by_key(|event| event.on);
    warnings.extend(annotations::unknown(&events, &read));
    let report = review(&read, open(data)?, order, &events)?;
    Ok(Reviewed { deck: read, report, warnings })
}

fn text(deck: &Path) -> Result<String> {
    let bytes = std::fs::metadata(deck).map_err(|error| Error::io(deck, error))?.len();
    if bytes > LONGEST_DECK {
        return Err(wrong("deck", "is larger than 4 MB"));
    }
    let text = std::fs::read(deck).map_err(|error| Error::io(deck, error))?;
    String::from_utf8(text).map_err(|_| wrong("deck", "is not UTF-8 text"))
}

fn open(file: &Path) -> Result<File> {
    let opened = File::open(file).map_err(|error| Error::io(file, error))?;
    // A folder opens on some systems and cannot be read.
    if opened.metadata().is_ok_and(|about| about.is_dir()) {
        return Err(Error::io(file, std::io::Error::from(std::io::ErrorKind::IsADirectory)));
    }
    Ok(opened)
}

/// Annotations that the deck names. Only files beside it are read; nothing is fetched.
fn named_events(deck: &Deck, at: &Path, order: Option<DateOrder>, warnings: &mut Vec<String>) -> Result<Vec<Event>> {
    let mut events = vec![];
    for name in &deck.annotation_files {
        let relative = Path::new(name);
        let beside = relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        let file = at.parent().unwrap_or(Path::new("")).join(relative);
        if beside && file.is_file() {
            events.extend(annotations::read(open(&file)?, order)?);
        } else {
            warnings.push(format!("annotations “{name}” is no file beside the deck; it was passed over"));
        }
    }
    Ok(events)
}
