//! A review from files: the deck, its data, its annotations, and those that the deck names beside itself.

use std::fs::File;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use specta::Type;

use super::annotations::{self, Event};
use super::deck::Deck;
use super::report::Report;
use super::{review, wrong, yaml};
use crate::error::{Error, Reason, Result, Unread};
use crate::measures::dates::DateOrder;
use crate::notices::{Notice, Noticed};

/// The largest deck that is read.
pub(super) const LONGEST_DECK: u64 = 4 * 1024 * 1024;

/// The files of a deck.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DeckFiles {
    /// The deck, YAML.
    pub deck: String,
    /// Its values, CSV; none until they are chosen.
    pub data: Option<String>,
    /// Annotations, CSV.
    pub annotations: Option<String>,
}

impl DeckFiles {
    /// Reviews the deck.
    ///
    /// # Errors
    /// [`Error::Invalid`] without values; else as [`review_files`].
    pub fn review(&self, order: Option<DateOrder>) -> Result<Reviewed> {
        let data = self.data.as_deref().ok_or_else(|| Error::invalid("data", Reason::Required))?;
        review_files(Path::new(&self.deck), Path::new(data), self.annotations.as_deref().map(Path::new), order)
    }
}

/// A deck with the values that lie beside it: a CSV of its name, `data.csv`, or the only CSV in its folder.
#[must_use]
pub fn files_beside(deck: &Path) -> DeckFiles {
    let text = |path: PathBuf| path.display().to_string();
    let named = [deck.with_extension("csv"), deck.with_file_name("data.csv")];
    let data = named.into_iter().find(|path| path.is_file()).or_else(|| only_csv(deck.parent()?));
    DeckFiles { deck: text(deck.to_owned()), data: data.map(text), annotations: None }
}

fn only_csv(folder: &Path) -> Option<PathBuf> {
    let files = std::fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let mut tables = files.filter(|path| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv")));
    let first = tables.next()?;
    tables.next().is_none().then_some(first)
}

/// A review with what was passed over.
#[derive(Debug, Clone, PartialEq)]
pub struct Reviewed {
    /// The deck as it was read.
    pub deck: Deck,
    /// Its numbers.
    pub report: Report,
    /// What was passed over.
    pub warnings: Vec<Noticed>,
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
        return Err(wrong("deck", Unread::TooLong.with([("most", &4)])));
    }
    let text = std::fs::read(deck).map_err(|error| Error::io(deck, error))?;
    String::from_utf8(text).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        wrong("deck", Unread::NotUtf8.with([("at", &at)]))
    })
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
fn named_events(deck: &Deck, at: &Path, order: Option<DateOrder>, warnings: &mut Vec<Noticed>) -> Result<Vec<Event>> {
    let mut events = vec![];
    for name in &deck.annotation_files {
        let relative = Path::new(name);
        let beside = relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        let file = at.parent().unwrap_or(Path::new("")).join(relative);
        if beside && file.is_file() {
            events.extend(annotations::read(open(&file)?, order)?);
        } else {
            warnings.push(Notice::NotBeside.with([("name", name)]));
        }
    }
    Ok(events)
}
