//! Writing: the document of a proposal, its revisions and its margin notes.
//!
//! The text is the single source of truth; what it says is read from it by `documents`. Not here: parsing and linting.
//! Invariant: a save names the text it started from, and never overwrites another.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::compare::{Piece, compare};
use super::line::problem_in;
use super::rule_book;
use super::thinning::{Kept, superfluous};
use super::{Ask, Cause, Description, Lane, ProposalId, Stage, refuse_trashed, row};
use crate::change::{Action, Changed, Topic};
use crate::documents::{self, Facts, Note, Outline, RuleBook, Template};
use crate::error::{Entity, Error, Reason, Result, Rule};
use crate::people;
use crate::portfolio::{Portfolio, Writing};
use crate::storage::{documents as texts, measures, proposals as rows, revisions, scores};

/// Snapshots while writing are at least this far apart.
const SNAPSHOT_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// The longest document kept, in bytes.
pub const LONGEST_DOCUMENT: usize = 10 * 1024 * 1024;

/// A document with everything the editor shows around it.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct DocumentView {
    /// Whose document.
    pub id: ProposalId,
    /// The Markdown, byte for byte.
    pub text: String,
    /// What a save has to name as the text it started from.
    pub sha256: String,
    /// The newest kept revision; 0 before the first.
    pub revision: u32,
    /// What the text says; offsets in UTF-16 units.
    pub reading: Reading,
}

/// What a text says: outline, notes and length. Offsets are UTF-16 units.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct Reading {
    /// The parts.
    pub outline: Outline,
    /// The linter's notes that were not dismissed.
    pub notes: Vec<Note>,
    /// The notes that were.
    pub dismissed: Vec<Note>,
    /// Words, Chinese and Japanese characters counted as such.
    pub words: u32,
    /// How long reading takes, in seconds.
    pub reading_seconds: u32,
    /// Whether it reads like a solution without a problem.
    pub solution_only: bool,
}

/// What a save came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Saved {
    /// What the next save has to name.
    pub sha256: String,
    /// The newest kept revision.
    pub revision: u32,
}

/// A kept snapshot of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RevisionLine {
    /// `v7`
    pub number: u32,
    /// When, RFC 3339.
    pub at: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// Why it was kept.
    pub cause: Cause,
    /// A named moment is kept for ever.
    pub named: bool,
}

pub(super) const TOPICS: &[Topic] = &[Topic::Documents, Topic::Proposals, Topic::Journal];

impl Portfolio {
    /// Begins a proposal from a template.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write_proposal(&self, template: Template) -> Result<Changed<ProposalId>> {
        self.transact(Action::WriteProposal, TOPICS, |w| {
            insert_proposal(w, Stage::Draft, template, template.text(w.tongue()), None, Cause::Writing)
        })
    }

    /// The document of a proposal, with what it says.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal.
    pub fn document(&self, id: ProposalId) -> Result<DocumentView> {
        self.read(|conn| {
            let (text, sha256) = texts::get(conn, id)?.ok_or_else(|| Error::not_found(Entity::Proposal, id))?;
            let reading = for_window(read(conn, id, &text, Some(self.world.today()))?, &text);
            let revision = revisions::newest(conn, id)?.unwrap_or(0);
            Ok(DocumentView { id, text, sha256, revision, reading })
        })
    }

    /// What `text` would say as the document of `id`, without keeping it. Offsets are UTF-16 units.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal.
    pub fn read_text(&self, id: ProposalId, text: &str) -> Result<Reading> {
        self.read(|conn| Ok(for_window(read(conn, id, text, Some(self.world.today()))?, text)))
    }

    /// The linter's notes on the document of a proposal; offsets in bytes.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal.
    pub fn lint(&self, id: ProposalId) -> Result<Vec<Note>> {
        self.read(|conn| Ok(read(conn, id, &document_text(conn, id)?, Some(self.world.today()))?.notes))
    }

    /// Keeps the text of a proposal. `base` is the SHA-256 of the text the writer started from.
    ///
    /// # Errors
    /// [`Error::Rejected`] with *changed elsewhere* when the stored text is another; nothing is overwritten then.
    pub fn save_document(&self, id: ProposalId, text: &str, base: &str) -> Result<Changed<Saved>> {
        checked_length(text)?;
        self.transact(Action::WriteDocument, TOPICS, |w| {
            let row = row(w.conn, id)?;
            refuse_trashed(&row)?;
            let (stored, sha256) = texts::get(w.conn, id)?.ok_or_else(|| Error::not_found(Entity::Proposal, id))?;
            if sha256 != base && stored != text {
                return Err(Error::rejected(id, Rule::ChangedElsewhere));
            }
            w.about(id);
            w.continues();
            let sha256 = put_text(w, id, text)?;
            if writes_solution_first(&row, &stored, text) {
                rows::set_solution_first(w.conn, id)?;
            }
            let revision = match snapshot_is_due(w.conn, id, w.now)? {
                true => {
                    thin(w, id)?;
                    keep_revision(w, id, Cause::Writing)?
                }
                false => revisions::newest(w.conn, id)?.unwrap_or(0),
            };
            Ok(Saved { sha256, revision })
        })
    }

    /// The kept revisions, newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal.
    pub fn revisions(&self, id: ProposalId) -> Result<Vec<RevisionLine>> {
        self.read(|conn| {
            row(conn, id)?;
            revisions::list(conn, id)
        })
    }

    /// The text of a revision.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such revision.
    pub fn revision_text(&self, id: ProposalId, number: u32) -> Result<String> {
        self.read(|conn| revision(conn, id, number))
    }

    /// What changed from revision `from` to revision `to`, or to the text as it stands, word by word.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such revision.
    pub fn compare_revisions(&self, id: ProposalId, from: u32, to: Option<u32>) -> Result<Vec<Piece>> {
        self.read(|conn| {
            let after = match to {
                Some(to) => revision(conn, id, to)?,
                None => document_text(conn, id)?,
            };
            Ok(compare(&revision(conn, id, from)?, &after))
        })
    }

    /// Keeps the text as it stands as a revision, and returns its number: so that what someone else wrote is there to
    /// come back to.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal.
    pub fn keep_version(&self, id: ProposalId) -> Result<Changed<u32>> {
        self.transact(Action::KeepVersion, TOPICS, |w| {
            w.about(id);
            keep_revision(w, id, Cause::Writing)
        })
    }

    /// Brings the text of an earlier revision back as a new one.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such revision.
    pub fn restore_revision(&self, id: ProposalId, number: u32) -> Result<Changed<Saved>> {
        self.transact(Action::RestoreRevision, TOPICS, |w| {
            refuse_trashed(&row(w.conn, id)?)?;
            let text = revision(w.conn, id, number)?;
            keep_revision(w, id, Cause::Writing)?;
            let sha256 = put_text(w, id, &text)?;
            let revision = keep_revision(w, id, Cause::Restore)?;
            w.about(id);
            w.detail(format!("v{number}"));
            Ok(Saved { sha256, revision })
        })
    }

    /// Dismisses a margin note until its paragraph changes.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal.
    pub fn dismiss_note(&self, id: ProposalId, note: &str) -> Result<Changed<()>> {
        self.transact(Action::DismissNote, &[Topic::Documents, Topic::Proposals], |w| {
            row(w.conn, id)?;
            w.about(id);
            texts::dismiss(w.conn, id, note, w.now)
        })
    }

    /// Takes a dismissal back.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal.
    pub fn recall_note(&self, id: ProposalId, note: &str) -> Result<Changed<()>> {
        self.transact(Action::RecallNote, &[Topic::Documents, Topic::Proposals], |w| {
            row(w.conn, id)?;
            w.about(id);
            texts::recall(w.conn, id, note)
        })
    }

    /// Sets fields of a proposal that are not prose.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an unreadable date.
    pub fn describe_proposal(&self, id: ProposalId, new: &Description) -> Result<Changed<()>> {
        let revisit = new.revisit_on.as_deref().map(|text| crate::measures::optional_date("revisit_on", text));
        let revisit = revisit.transpose()?;
        self.transact(Action::DescribeProposal, TOPICS, |w| {
            refuse_trashed(&row(w.conn, id)?)?;
            let owner = match new.owner.as_deref().map(str::trim) {
                None => None,
                Some("") => Some(None),
                Some(name) => Some(Some(people::named(w, Some(name))?)),
            };
            rows::describe(w.conn, id, &rows::Fields { new, owner, revisit, at: w.now })?;
            w.about(id);
            Ok(())
        })
    }
}

/// The document's text as it stands.
pub(crate) fn document_text(conn: &Connection, id: ProposalId) -> Result<String> {
    let found = texts::get(conn, id)?;
    found.map(|(text, _)| text).ok_or_else(|| Error::not_found(Entity::Proposal, id))
}

/// Adds a proposal with its text and a first revision.
pub(crate) fn insert_proposal(
    w: &Writing<'_>,
    stage: Stage,
    template: Template,
    text: &str,
    customer: Option<&str>,
    cause: Cause,
) -> Result<ProposalId> {
    let id = rows::insert(w.conn, &rows::New { uuid: w.new_id(), stage, template, customer, owner: w.me, at: w.now })?;
    put_text(w, id, text)?;
    keep_revision(w, id, cause)?;
    w.about(id);
    Ok(id)
}

/// Stores a text as it is and returns its SHA-256.
pub(crate) fn put_text(w: &Writing<'_>, id: ProposalId, text: &str) -> Result<String> {
    let sha256 = crate::fingerprint::sha256(text.as_bytes());
    texts::put(w.conn, id, text, &sha256)?;
    rows::touch(w.conn, id, w.now)?;
    Ok(sha256)
}

/// Keeps the text as it stands as a revision, unless the newest one already is that; returns its number.
///
/// A named moment on an unchanged text names the revision that holds it.
pub(crate) fn keep_revision(w: &Writing<'_>, id: ProposalId, cause: Cause) -> Result<u32> {
    let (text, sha256) = texts::get(w.conn, id)?.ok_or_else(|| Error::not_found(Entity::Proposal, id))?;
    let newest = revisions::newest(w.conn, id)?;
    if let Some(number) = newest
        && revisions::sha256_of(w.conn, id, number)?.as_deref() == Some(sha256.as_str())
    {
        if cause.is_named() {
            revisions::name(w.conn, id, number, cause)?;
        }
        return Ok(number);
    }
    let number = newest.unwrap_or(0) + 1;
    let row = row(w.conn, id)?;
    revisions::insert(
        w.conn,
        &revisions::New {
            proposal: id,
            number,
            text: &text,
            problem: problem_in(&row, &text).as_deref(),
            sha256: &sha256,
            author: w.me,
            cause,
            at: w.now,
        },
    )?;
    Ok(number)
}

fn revision(conn: &Connection, id: ProposalId, number: u32) -> Result<String> {
    revisions::text(conn, id, number)?.ok_or_else(|| Error::not_found(Entity::Revision, format!("{id} v{number}")))
}

/// Lets revisions go that nobody named and later ones of their day or week stand for. What undo may still need stays.
fn thin(w: &Writing<'_>, id: ProposalId) -> Result<()> {
    let kept: Vec<_> = revisions::moments(w.conn, id)?
        .into_iter()
        .map(|(number, at, cause)| Kept { number, on: w.date_of(at), named: cause.is_named() })
        .collect();
    let gone = superfluous(&kept, w.today);
    w.unrecorded(|| gone.iter().try_for_each(|number| revisions::let_go(w.conn, id, *number)))
}

fn snapshot_is_due(conn: &Connection, id: ProposalId, now: Timestamp) -> Result<bool> {
    Ok(match revisions::last_written(conn, id)? {
        None => true,
        Some(last) => now.duration_since(last) >= SNAPSHOT_EVERY,
    })
}

/// Whether this save wrote a solution while there was no problem yet.
fn writes_solution_first(row: &super::ProposalRow, before: &str, after: &str) -> bool {
    if row.stage == Stage::Spark || row.solution_first {
        return false;
    }
    let (before, after) = (documents::outline(before), documents::outline(after));
    let filled = |part: &Option<documents::Part>| part.as_ref().is_some_and(|part| !part.text.trim().is_empty());
    !filled(&before.solution) && filled(&after.solution) && !filled(&after.problem)
}

/// A document that is longer than what is kept is refused.
pub(super) fn checked_length(text: &str) -> Result<()> {
    if text.len() > LONGEST_DOCUMENT { Err(Error::invalid("text", Reason::TooLong)) } else { Ok(()) }
}

/// What the document says now; offsets in bytes.
pub(crate) fn reading(conn: &Connection, id: ProposalId) -> Result<Reading> {
    let text = document_text(conn, id)?;
    read(conn, id, &text, None)
}

/// What the document says now by every rule, those too that were switched off.
pub(super) fn reading_by_all_rules(conn: &Connection, id: ProposalId) -> Result<Reading> {
    let text = document_text(conn, id)?;
    read_by(conn, id, &text, None, rule_book::unswitched(conn)?.as_ref())
}

fn read(conn: &Connection, id: ProposalId, text: &str, today: Option<Date>) -> Result<Reading> {
    read_by(conn, id, text, today, rule_book::book(conn)?.as_ref())
}

fn read_by(conn: &Connection, id: ProposalId, text: &str, today: Option<Date>, book: &RuleBook) -> Result<Reading> {
    let row = row(conn, id)?;
    let measures = measures::of_proposal(conn, id)?;
    let facts = Facts {
        template: Some(row.template),
        improvement: row.lane == Lane::Improvement,
        measures: measures.iter().map(crate::measures::Measure::stated).collect(),
        problem_at_scoring: scores::problem_at_scoring(conn, id)?,
        rivals: u32::try_from(rows::rivals(conn, id)?.len()).unwrap_or(u32::MAX),
        has_ask: row.ask != Ask::default(),
        has_customer: row.customer.is_some(),
        today,
    };
    let dismissed_keys = texts::dismissals(conn, id)?;
    let parsed = documents::parse_begun(text, row.template);
    let (dismissed, notes) =
        documents::lint(&parsed, &facts, book).into_iter().partition(|note| dismissed_keys.contains(&note.key));
    let counts = parsed.counts();
    Ok(Reading {
        notes,
        dismissed,
        words: counts.words,
        reading_seconds: counts.reading_seconds,
        solution_only: row.stage == Stage::Spark && documents::solution_only(text),
        outline: parsed.into_outline(),
    })
}

fn for_window(mut reading: Reading, text: &str) -> Reading {
    let units = documents::Utf16::of(text);
    reading.outline.to_utf16(&units);
    for note in reading.notes.iter_mut().chain(&mut reading.dismissed) {
        note.to_utf16(&units);
    }
    reading
}
