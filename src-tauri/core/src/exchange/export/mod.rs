//! Export: the portfolio as files that other programs read.
//!
//! One file a form lives beside this one: `table` (CSV, XLSX), `json` (everything, can come in again), `word`, `web`,
//! `folder` (names that are safe everywhere). PDF is drawn by whoever can; it is handed in. Not here: what is on the page.
//! Invariant: a file has its name only when it is whole, and no score of an open blind round leaves the portfolio.

mod folder;
mod json;
mod table;
mod web;
mod word;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::error::{Error, Result, Rule, Unread};
use crate::portfolio::Portfolio;
use crate::proposals::{ListQuery, ProposalId, Sort};
use crate::storage::{backup, export as rows, open};
pub use json::{FORMAT, VERSION};
pub(super) use json::{fill, read};

crate::vocabulary! {
    /// What the portfolio is written as.
    pub enum Form {
        /// A folder with one Markdown file a proposal.
        Markdown = "md",
        /// Pages for a browser, complete in themselves.
        Html = "html",
        /// Read-aheads on paper.
        Pdf = "pdf",
        /// Word documents.
        Docx = "docx",
        /// A table of proposals.
        Csv = "csv",
        /// Everything, to come in again.
        Json = "json",
        /// A spreadsheet: proposals, scores, measures, values.
        Xlsx = "xlsx",
    }
}

impl Form {
    /// Whether each proposal becomes a file of its own.
    #[must_use]
    pub fn is_one_file_each(self) -> bool {
        matches!(self, Self::Markdown | Self::Html | Self::Pdf | Self::Docx)
    }
}

/// What an export came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Exported {
    /// The file or folder.
    pub path: String,
    /// How many files were written.
    pub files: u32,
    /// How many proposals they hold.
    pub proposals: u32,
    /// How many cells began like a formula and were made to be shown instead.
    pub neutralised: u32,
    /// It was stopped before all was written.
    pub cancelled: bool,
}

/// What is written, where to, and how.
pub struct Export<'e> {
    /// Which proposals; all when empty.
    pub query: &'e str,
    /// As what.
    pub form: Form,
    /// The file, or the folder for one file each.
    pub to: &'e Path,
    /// Draws a read-ahead as PDF.
    pub draw: &'e dyn Fn(&Portfolio, ProposalId) -> Result<Vec<u8>>,
    /// Hears how many of how many are done; false stops it.
    pub progress: &'e dyn Fn(u32, u32) -> bool,
}

/// How much is written at once, in bytes.
const BUFFERED: usize = 1 << 18;

impl Portfolio {
    /// Writes proposals as files. A file that is there is replaced once the new one is whole; a portfolio never is.
    ///
    /// # Errors
    /// [`Error::Invalid`] when nothing matches, [`Error::Rejected`] for a place that holds a portfolio, [`Error::Io`] or
    /// [`Error::DiskFull`]; files written before are whole.
    pub fn export(&self, asked: &Export<'_>) -> Result<Exported> {
        refuse_portfolio(asked.to, self.path())?;
        let ids = self.matching(asked.query)?;
        if ids.is_empty() && !asked.query.trim().is_empty() {
            return Err(Error::invalid("query", Unread::MatchesNothing.with([("text", &asked.query.trim())])));
        }
        if asked.form.is_one_file_each() {
            return folder::write(self, asked, &ids);
        }
        let to =
            if asked.to.is_dir() { asked.to.join(format!("portfolio.{}", asked.form)) } else { asked.to.to_owned() };
        let only = (!asked.query.trim().is_empty()).then(|| ids.iter().map(|id| id.0).collect::<BTreeSet<_>>());
        let neutralised = match asked.form {
            Form::Csv => whole(&to, |file| self.read(|conn| table::csv(conn, only.as_ref(), file)))?,
            Form::Xlsx => {
                let bytes = self.read(|conn| table::xlsx(conn, only.as_ref()))?;
                whole(&to, |file| file.write_all(&bytes.0).map_err(|error| Error::io(&to, error)).map(|()| bytes.1))?
            }
            _ => whole(&to, |file| json::write(self, only.as_ref(), file).map(|()| 0))?,
        };
        (asked.progress)(count(&ids), count(&ids));
        Ok(Exported { path: to.display().to_string(), files: 1, proposals: count(&ids), neutralised, cancelled: false })
    }

    /// The proposals that a query finds, by number.
    fn matching(&self, query: &str) -> Result<Vec<ProposalId>> {
        let query = query.trim();
        if query.is_empty() {
            return self.read(rows::all);
        }
        // The space ends the last word, which is not still being typed.
        let text = format!("{query} ");
        self.matching_proposals(&ListQuery { text, sort: Sort::Id, limit: u32::MAX, ..ListQuery::default() })
    }
}

fn count<T>(all: &[T]) -> u32 {
    u32::try_from(all.len()).unwrap_or(u32::MAX)
}

/// A portfolio is not written over by an export, whatever it is called.
fn refuse_portfolio(to: &Path, own: &Path) -> Result<()> {
    let same = fs::canonicalize(to).ok().is_some_and(|to| fs::canonicalize(own).ok() == Some(to));
    if same || (to.is_file() && open::judge(to).is_ok()) {
        return Err(Error::rejected(to.display(), Rule::FileExists));
    }
    Ok(())
}

/// Writes a file beside its place and gives it its name when it is whole and on the disk.
fn whole<T>(to: &Path, fill: impl FnOnce(&mut dyn Write) -> Result<T>) -> Result<T> {
    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(|error| Error::io(folder, error))?;
    }
    let unfinished: PathBuf = backup::beside(to, ".part");
    let write = || -> Result<T> {
        let file = fs::File::create(&unfinished).map_err(|error| Error::io(&unfinished, error))?;
        let mut buffered = BufWriter::with_capacity(BUFFERED, file);
        let value = fill(&mut buffered)?;
        let file = buffered.into_inner().map_err(|error| Error::io(to, error.into_error()))?;
        file.sync_all().map_err(|error| Error::io(to, error))?;
        fs::rename(&unfinished, to).map_err(|error| Error::io(to, error))?;
        Ok(value)
    };
    let written = write();
    if written.is_err() && unfinished.exists() {
        fs::remove_file(&unfinished).map_err(|error| Error::io(&unfinished, error))?;
    }
    written
}
