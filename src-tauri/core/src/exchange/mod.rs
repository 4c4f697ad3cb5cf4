//! Exchange: what comes from files. All or nothing per file.
//!
//! `markdown`, `docx`, `html`, `sheet` and `jsonl` read one kind each, `front_matter` what stands above a document,
//! `keeping` keeps all of a file and `store` each of it, `files` walks paths, and `report` says what was recognised. Not here: parsing documents (`documents`).
//! Invariant: a Markdown document comes in byte for byte.

mod docx;
pub mod export;
mod files;
mod formulas;
pub mod front_matter;
pub mod html;
mod jsonl;
mod keeping;
mod madr;
mod markdown;
mod report;
mod sheet;
mod store;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::backups::BackupCause;
use crate::change::{ALL_TOPICS, Action, Changed};
use crate::documents::{self, Facts, Note, RuleBook, Template};
use crate::error::{Error, Reason, Result, Rule, Unread};
use crate::measures::MeasureInput;
use crate::notices::Noticed;
use crate::portfolio::Portfolio;
use crate::proposals::{Attachment, Description, ProposalId, Stage};
use crate::scores::{Answer, Criterion};
use crate::storage::integrity;

use files::{collect, read};
pub use files::{read_utf8, recognise};
pub use report::{Arrival, Failed, ImportReport, Imported, Recognised};
pub use sheet::{Field, Mapped, Preview, preview};

crate::vocabulary! {
    /// What a file is read as.
    pub enum Kind {
        /// One proposal a file.
        Markdown = "markdown",
        /// A Word document: one proposal a file.
        Docx = "docx",
        /// A web page: one proposal a file.
        Html = "html",
        /// One proposal a line.
        Jsonl = "jsonl",
        /// One proposal a row of a table: CSV, or the first sheet of a workbook.
        Csv = "csv",
        /// Everything an export holds, into an empty portfolio.
        Json = "json",
    }
}

/// The longest whole export that is read, in bytes.
const LONGEST_EXPORT: usize = 1024 * 1024 * 1024;

/// Above this many proposals from one file a count stands in for the list.
pub const LISTED_PER_FILE: usize = 1_000;

/// A proposal as a file has it.
#[derive(Debug, Default)]
pub(crate) struct Incoming {
    pub(crate) text: String,
    /// The file as it is, where that is a document with its front matter.
    pub(crate) source: Option<String>,
    pub(crate) uuid: Option<String>,
    pub(crate) stage: Option<Stage>,
    pub(crate) description: Description,
    pub(crate) created: Option<jiff::Timestamp>,
    pub(crate) updated: Option<jiff::Timestamp>,
    pub(crate) scores: Vec<IncomingScore>,
    pub(crate) customer: Option<String>,
    pub(crate) template: Option<Template>,
    pub(crate) measures: Vec<MeasureInput>,
    /// Images that the text names and that lay beside the file, by the hash of their bytes.
    pub(crate) images: Vec<(String, Attachment)>,
    /// Keys of the front matter that were read, and those of others.
    pub(crate) keys: Vec<String>,
    pub(crate) foreign: Vec<String>,
    /// What is worth saying about how it was read.
    pub(crate) remarks: Vec<Noticed>,
}

/// A score as a file has it.
#[derive(Debug)]
pub(crate) struct IncomingScore {
    pub(crate) by: String,
    pub(crate) criterion: Criterion,
    pub(crate) answer: Answer,
    pub(crate) reason: String,
}

/// How files come in.
#[derive(Debug, Clone, Default)]
pub struct Importing {
    /// What they are read as; by their names when absent.
    pub kind: Option<Kind>,
    /// What the columns of tables of proposals hold, by the path of the table; of others by their headers.
    pub columns: HashMap<PathBuf, Vec<Mapped>>,
    /// Nothing is stored.
    pub dry_run: bool,
}

/// What an import has come to so far.
#[derive(Default)]
struct Progress {
    /// The file that claims an identity.
    claimed: HashMap<String, PathBuf>,
    /// The entry of the log that everything belongs to, and how many proposals it has.
    step: Option<i64>,
    kept: usize,
}

impl Portfolio {
    /// Imports files and folders. Each file comes in whole or not at all; undo takes back all of them as one step.
    ///
    /// `progress` is told (done, total) after each file and answers whether to go on.
    ///
    /// # Errors
    /// [`Error::ReadOnly`] and the like; what is wrong with a file stands in the report instead.
    pub fn import(
        &self,
        paths: &[PathBuf],
        how: &Importing,
        progress: &dyn Fn(u32, u32) -> bool,
    ) -> Result<Changed<ImportReport>> {
        if self.is_read_only() && !how.dry_run {
            return Err(Error::ReadOnly);
        }
        let mut report = ImportReport::default();
        let mut files = vec![];
        for path in paths {
            let kind = if how.columns.contains_key(path) { Some(Kind::Csv) } else { how.kind };
            collect(path, kind, true, &mut files, &mut report.failed);
        }
        if !how.dry_run && !files.is_empty() {
            self.back_up_before(BackupCause::Import)?;
        }
        let total = u32::try_from(files.len()).unwrap_or(u32::MAX);
        let mut so_far = Progress::default();
        for (done, (path, kind)) in (1..).zip(files) {
            match self.import_file(&path, kind, how, &mut so_far) {
                Ok(imported) => report.imported.extend(imported),
                Err(error @ (Error::DiskFull | Error::Busy | Error::ReadOnly)) => return Err(error),
                Err(error) => report.failed.push(failed(&path, &error)),
            }
            if !progress(done, total) {
                break;
            }
        }
        Ok(Changed { value: report, topics: ALL_TOPICS })
    }

    fn import_file(&self, path: &Path, kind: Kind, how: &Importing, so_far: &mut Progress) -> Result<Vec<Imported>> {
        if kind == Kind::Json {
            return self.import_everything(path, how.dry_run);
        }
        let incoming = read(path, kind, how.columns.get(path).map_or(&[], Vec::as_slice))?;
        let claimed = &mut so_far.claimed;
        for uuid in incoming.iter().filter_map(|one| one.uuid.as_ref()) {
            if let Some(other) = claimed.get(uuid).filter(|other| other.as_path() != path) {
                return Err(unreadable(Unread::Claimed.with([("other", &other.display())])));
            }
            claimed.insert(uuid.clone(), path.to_owned());
        }
        let arrivals = self.arrivals(&incoming)?;
        if how.dry_run || arrivals.iter().all(|(_, arrival)| *arrival == Arrival::Unchanged) {
            return Ok(listed(path, kind, &incoming, &arrivals));
        }
        let kept = self.keep_read(path, &incoming, &arrivals, so_far)?;
        Ok(listed(path, kind, &incoming, &kept))
    }

    /// Everything an exchange document holds, into a portfolio without proposals.
    fn import_everything(&self, path: &Path, dry_run: bool) -> Result<Vec<Imported>> {
        let incoming = export::read(&files::read_bytes(path, LONGEST_EXPORT)?).map_err(unreadable)?;
        if self.read(integrity::holds_proposals)? {
            return Err(Error::rejected(path.display(), Rule::NotEmpty));
        }
        let arrived = |id: Option<ProposalId>| Imported {
            path: path.display().to_string(),
            id: id.map(|id| id.to_string()),
            count: None,
            arrival: Some(Arrival::New),
            recognised: None,
        };
        if dry_run {
            return Ok((0..incoming.proposals()).map(|_| arrived(None)).collect());
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let changed = self.transact(Action::Import, &[], |w| {
            let ids = export::fill(w.conn, incoming, w.change)
                .map_err(|text| unreadable(Unread::AsSaid.with([("text", &text)])))?;
            w.about(ids.len());
            w.detail(name);
            Ok(ids)
        })?;
        if changed.value.len() > LISTED_PER_FILE {
            return Ok(vec![Imported { count: u32::try_from(changed.value.len()).ok(), ..arrived(None) }]);
        }
        Ok(changed.value.into_iter().map(|id| arrived(Some(id))).collect())
    }

    /// What would become of each: new, a revision of a known one, or nothing.
    fn arrivals(&self, incoming: &[Incoming]) -> Result<Vec<(Option<ProposalId>, Arrival)>> {
        self.read(|conn| {
            let arrival = |one: &Incoming| {
                Ok(match store::known(conn, one)? {
                    None => (None, Arrival::New),
                    Some(id) if store::is_unchanged(conn, id, one)? => (Some(id), Arrival::Unchanged),
                    Some(id) => (Some(id), Arrival::Revised),
                })
            };
            incoming.iter().map(arrival).collect()
        })
    }

    /// The document of a proposal with its front matter, as a Markdown file holds it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal.
    pub fn markdown_file(&self, id: ProposalId) -> Result<String> {
        self.read(|conn| {
            let text = crate::proposals::document_text(conn, id)?;
            Ok(front_matter::write(&text, &store::fields(conn, id)?))
        })
    }
}

/// The linter's notes on the text of a file; what its front matter says counts.
#[must_use]
pub fn lint_file(text: &str, today: Date) -> Vec<Note> {
    let fields = front_matter::read(text).unwrap_or_default().fields;
    let facts = Facts {
        template: fields.template,
        improvement: fields.lane == Some(crate::proposals::Lane::Improvement),
        measures: fields.measures.iter().map(crate::measures::facts).collect(),
        has_ask: fields.ask.is_some(),
        has_customer: fields.customer.is_some(),
        today: Some(today),
        ..Facts::default()
    };
    documents::lint(&documents::parse(text), &facts, &RuleBook::built_in())
}

fn unreadable(why: impl Into<Reason>) -> Error {
    Error::invalid("file", why.into())
}

fn failed(path: &Path, error: &Error) -> Failed {
    Failed::new(path.display().to_string(), error)
}

fn listed(path: &Path, kind: Kind, incoming: &[Incoming], arrivals: &[(Option<ProposalId>, Arrival)]) -> Vec<Imported> {
    let path = path.display().to_string();
    if arrivals.len() > LISTED_PER_FILE {
        let count = u32::try_from(arrivals.len()).ok();
        return vec![Imported { path, id: None, count, arrival: None, recognised: None }];
    }
    let line = |(one, (id, arrival)): (&Incoming, &(Option<ProposalId>, Arrival))| Imported {
        path: path.clone(),
        id: id.map(|id| id.to_string()),
        count: None,
        arrival: Some(*arrival),
        recognised: (!matches!(kind, Kind::Jsonl | Kind::Csv)).then(|| report::recognised(one)),
    };
    incoming.iter().zip(arrivals).map(line).collect()
}
