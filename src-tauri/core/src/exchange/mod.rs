//! Exchange: what comes from files. All or nothing per file.
//!
//! `markdown` and `jsonl` read one kind each; this file walks paths and stores. Not here: parsing documents (`documents`).
//! Invariant: a document comes in byte for byte.

pub mod front_matter;
mod jsonl;
mod markdown;

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::{Action, Changed, Topic};
use crate::documents::{self, Template};
use crate::error::{Error, Reason, Result};
use crate::portfolio::{Portfolio, Writing};
use crate::proposals::{self, Cause, Description, ProposalId, Stage};
use crate::scores::{Answer, Criterion};
use crate::storage::{proposals as rows, scores as score_rows};

crate::vocabulary! {
    /// What a file is read as.
    pub enum Kind {
        /// One proposal a file.
        Markdown = "markdown",
        /// One proposal a line.
        Jsonl = "jsonl",
    }
}

/// Above this many proposals from one file a count stands in for the list.
pub const LISTED_PER_FILE: usize = 1_000;

/// A proposal that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Imported {
    /// The file.
    pub path: String,
    /// `P-014`; absent where a count stands in for a long list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// How many, where a count stands in for a long list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
}

/// A file that did not come in; nothing of it was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Failed {
    /// The file.
    pub path: String,
    /// Why.
    pub error: String,
}

/// What an import came to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct ImportReport {
    /// What came in.
    pub imported: Vec<Imported>,
    /// What did not.
    pub failed: Vec<Failed>,
}

/// A proposal as a file has it.
#[derive(Debug, Default)]
pub(crate) struct Incoming {
    pub(crate) text: String,
    pub(crate) uuid: Option<String>,
    pub(crate) stage: Option<Stage>,
    pub(crate) description: Description,
    pub(crate) created: Option<jiff::Timestamp>,
    pub(crate) updated: Option<jiff::Timestamp>,
    pub(crate) scores: Vec<IncomingScore>,
}

/// A score as a file has it.
#[derive(Debug)]
pub(crate) struct IncomingScore {
    pub(crate) by: String,
    pub(crate) criterion: Criterion,
    pub(crate) answer: Answer,
    pub(crate) reason: String,
}

impl Portfolio {
    /// Imports files and folders. Each file comes in whole or not at all; with `dry_run` nothing is stored.
    ///
    /// `progress` is told (done, total) after each file and answers whether to go on.
    ///
    /// # Errors
    /// [`Error::ReadOnly`] and the like; what is wrong with a file stands in the report instead.
    pub fn import(
        &self,
        paths: &[PathBuf],
        kind: Option<Kind>,
        dry_run: bool,
        progress: &dyn Fn(u32, u32) -> bool,
    ) -> Result<Changed<ImportReport>> {
        const TOPICS: &[Topic] = &[Topic::Proposals, Topic::Documents, Topic::Scores, Topic::Journal, Topic::People];
        if self.is_read_only() && !dry_run {
            return Err(Error::ReadOnly);
        }
        let mut report = ImportReport::default();
        let mut files = vec![];
        for path in paths {
            collect(path, kind, true, &mut files, &mut report.failed);
        }
        let total = u32::try_from(files.len()).unwrap_or(u32::MAX);
        for (done, (path, kind)) in (1..).zip(files) {
            match self.import_file(&path, kind, dry_run) {
                Ok(ids) => report.imported.extend(listed(&path, &ids)),
                Err(error @ (Error::DiskFull | Error::Busy | Error::ReadOnly)) => return Err(error),
                Err(error) => report.failed.push(failed(&path, &error)),
            }
            if !progress(done, total) {
                break;
            }
        }
        Ok(Changed { value: report, topics: TOPICS })
    }

    fn import_file(&self, path: &Path, kind: Kind, dry_run: bool) -> Result<Vec<Option<ProposalId>>> {
        let incoming = match kind {
            Kind::Markdown => vec![markdown::read(path)?],
            Kind::Jsonl => jsonl::read(path)?,
        };
        if dry_run {
            return Ok(incoming.iter().map(|_| None).collect());
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let changed = self.transact(Action::Import, &[], |w| {
            let ids: Vec<_> = incoming.iter().map(|one| store(w, one)).collect::<Result<_>>()?;
            match ids.as_slice() {
                [only] => w.about(only),
                many => w.about(many.len()),
            }
            w.detail(name);
            Ok(ids)
        })?;
        Ok(changed.value.into_iter().map(Some).collect())
    }
}

fn store(w: &Writing<'_>, incoming: &Incoming) -> Result<ProposalId> {
    if let Some(known) = known(w, incoming)? {
        proposals::refuse_trashed(&proposals::row(w.conn, known)?)?;
        proposals::put_text(w, known, &incoming.text)?;
        proposals::keep_revision(w, known, Cause::Import)?;
        return Ok(known);
    }
    let stage = incoming.stage.unwrap_or(Stage::Draft);
    let template = documents::template_of(&incoming.text).unwrap_or(Template::PrFaq);
    let id = proposals::insert_proposal(w, stage, template, &incoming.text, None, Cause::Import)?;
    let owner = match incoming.description.owner.as_deref() {
        None => None,
        Some(name) => Some(Some(crate::people::named(w, Some(name))?)),
    };
    rows::describe(w.conn, id, &rows::Fields { new: &incoming.description, owner, revisit: None, at: w.now })?;
    rows::set_imported(
        w.conn,
        id,
        &rows::Imported {
            uuid: incoming.uuid.as_deref(),
            imported: !matches!(stage, Stage::Spark | Stage::Draft),
            created_at: incoming.created,
            updated_at: incoming.updated,
        },
    )?;
    let rubric_version = score_rows::rubric_version(w.conn)?.unwrap_or(1);
    for score in &incoming.scores {
        let person = crate::people::named(w, Some(&score.by))?;
        score_rows::insert(
            w.conn,
            &score_rows::New {
                uuid: w.new_id(),
                proposal: id,
                criterion: score.criterion,
                answer: score.answer,
                reason: &score.reason,
                raise: None,
                person,
                revision: 1,
                rubric_version,
                warm: false,
                at: incoming.updated.unwrap_or(w.now),
            },
        )?;
    }
    Ok(id)
}

fn known(w: &Writing<'_>, incoming: &Incoming) -> Result<Option<ProposalId>> {
    match &incoming.uuid {
        Some(uuid) => rows::by_uuid(w.conn, uuid),
        None => Ok(None),
    }
}

/// The files under a path that are read, in the order of their names.
fn collect(path: &Path, kind: Option<Kind>, named: bool, files: &mut Vec<(PathBuf, Kind)>, failures: &mut Vec<Failed>) {
    if path.is_dir() {
        let before = files.len();
        match fs::read_dir(path) {
            Ok(entries) => {
                let mut inside: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
                inside.sort();
                for inner in inside {
                    collect(&inner, kind, false, files, failures);
                }
            }
            Err(error) => failures.push(failed(path, &Error::io(path, error))),
        }
        if named && files.len() == before {
            failures.push(failed(path, &unreadable("is a folder without Markdown or JSONL files")));
        }
        return;
    }
    let by_name = path.extension().and_then(|ending| match ending.to_ascii_lowercase().to_str() {
        Some("md" | "markdown") => Some(Kind::Markdown),
        Some("jsonl" | "ndjson") => Some(Kind::Jsonl),
        _ => None,
    });
    match (by_name, kind) {
        (_, Some(kind)) if named || by_name == Some(kind) => files.push((path.to_owned(), kind)),
        (Some(found), None) => files.push((path.to_owned(), found)),
        _ if named => failures.push(failed(
            path,
            &unreadable("is not a kind of file that is read here; say which with --as markdown or --as jsonl"),
        )),
        _ => {}
    }
}

fn unreadable(why: &str) -> Error {
    Error::invalid("file", Reason::Unreadable(why.to_owned()))
}

fn failed(path: &Path, error: &Error) -> Failed {
    Failed { path: path.display().to_string(), error: error.to_string() }
}

fn listed(path: &Path, ids: &[Option<ProposalId>]) -> Vec<Imported> {
    let path = path.display().to_string();
    if ids.len() > LISTED_PER_FILE {
        return vec![Imported { path, id: None, count: u32::try_from(ids.len()).ok() }];
    }
    ids.iter().map(|id| Imported { path: path.clone(), id: id.map(|id| id.to_string()), count: None }).collect()
}

/// Reads a file as UTF-8 text of at most `longest` bytes.
///
/// # Errors
/// [`Error::Missing`], [`Error::Io`], or [`Error::Invalid`] saying why it is no text that is read here.
pub fn read_utf8(path: &Path, longest: usize) -> Result<String> {
    let length = fs::metadata(path).map_err(|error| Error::io(path, error))?.len();
    if length > u64::try_from(longest).unwrap_or(u64::MAX) {
        return Err(unreadable(&format!(
            "is {} MB long; the longest that is read is {} MB",
            length.div_ceil(1024 * 1024),
            longest / (1024 * 1024)
        )));
    }
    let bytes = fs::read(path).map_err(|error| Error::io(path, error))?;
    if bytes.is_empty() {
        return Err(unreadable("is empty"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        unreadable(&format!("is not UTF-8 text (byte {at} cannot be read); save it as UTF-8 and try again"))
    })
}
