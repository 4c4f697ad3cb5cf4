//! The user's own templates: the text of a proposal kept as the beginning of others.
//!
//! Not here: the built-in ones, which are files of `documents`. Invariant: no two templates share a name, capitals aside.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Cause, ProposalId, Stage, document_text, insert_proposal, row};
use crate::change::{Action, Changed, Topic};
use crate::documents;
use crate::error::{Entity, Error, Reason, Result};
use crate::portfolio::{Portfolio, Writing};
use crate::storage::templates as rows;

/// A template made from a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OwnTemplate {
    /// Identity, UUIDv7.
    pub id: String,
    /// What it is called.
    pub name: String,
}

const TOPICS: &[Topic] = &[Topic::Templates];

/// The longest name kept, in characters.
const LONGEST_NAME: usize = 80;

impl Portfolio {
    /// The user's own templates by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn own_templates(&self) -> Result<Vec<OwnTemplate>> {
        self.read(rows::list)
    }

    /// Keeps the text of a proposal as a template, or only its headings, and returns its id.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty, overlong or taken name, or when there is nothing to keep.
    pub fn keep_template(&self, proposal: ProposalId, name: &str, headings_only: bool) -> Result<Changed<String>> {
        let name = checked_name(name)?;
        self.transact(Action::KeepTemplate, TOPICS, |w| {
            let began = row(w.conn, proposal)?.template;
            let whole = document_text(w.conn, proposal)?;
            let text = if headings_only { headings(&whole) } else { whole };
            if text.trim().is_empty() {
                return Err(Error::invalid("text", Reason::Required));
            }
            refuse_namesake(w, name, None)?;
            let id = w.new_id();
            let shape = documents::template_in(&documents::outline(&text)).unwrap_or(began);
            rows::insert(w.conn, id, name, shape, &text, w.now)?;
            w.about(proposal);
            w.detail(name);
            Ok(id.to_string())
        })
    }

    /// Gives a template another name.
    ///
    /// # Errors
    /// As [`Portfolio::keep_template`]; [`Error::NotFound`] for an unknown id.
    pub fn rename_template(&self, id: &str, name: &str) -> Result<Changed<()>> {
        let name = checked_name(name)?;
        self.transact(Action::RenameTemplate, TOPICS, |w| {
            refuse_namesake(w, name, Some(id))?;
            w.detail(name);
            found(rows::rename(w.conn, id, name)?, id)
        })
    }

    /// Removes a template; proposals begun from it stay as they are.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown id.
    pub fn remove_template(&self, id: &str) -> Result<Changed<()>> {
        self.transact(Action::RemoveTemplate, TOPICS, |w| found(rows::delete(w.conn, id)?, id))
    }

    /// Begins a proposal from one of the user's own templates.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown id.
    pub fn write_from_template(&self, id: &str) -> Result<Changed<ProposalId>> {
        self.transact(Action::WriteProposal, &[Topic::Proposals, Topic::Documents, Topic::Journal], |w| {
            let (shape, text) = rows::get(w.conn, id)?.ok_or_else(|| Error::not_found(Entity::Template, id))?;
            insert_proposal(w, Stage::Draft, shape, &text, None, Cause::Writing)
        })
    }
}

fn checked_name(name: &str) -> Result<&str> {
    let name = name.trim();
    match name.chars().count() {
        0 => Err(Error::invalid("name", Reason::Required)),
        count if count > LONGEST_NAME => Err(Error::invalid("name", Reason::TooLong)),
        _ => Ok(name),
    }
}

fn refuse_namesake(w: &Writing<'_>, name: &str, except: Option<&str>) -> Result<()> {
    let taken = rows::named(w.conn, name)?.is_some_and(|id| Some(id.as_str()) != except);
    if taken { Err(Error::invalid("name", Reason::Exists)) } else { Ok(()) }
}

fn found(there: bool, id: &str) -> Result<()> {
    if there { Ok(()) } else { Err(Error::not_found(Entity::Template, id)) }
}

/// The headings of a text as they stand, with room to write beneath each; of its headline only the place.
fn headings(text: &str) -> String {
    let mut kept = String::new();
    let outline = documents::outline(text);
    let offset = |at: u32| usize::try_from(at).unwrap_or(0);
    let headline = outline.headline.map(|part| offset(part.start));
    for section in outline.sections {
        let from = offset(section.start);
        let line = text.get(from..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let own =
            headline.filter(|at| (from..from + line.len()).contains(at)).map_or(line.trim_end(), |at| &text[from..at]);
        kept.push_str(own);
        kept.push_str("\n\n\n\n");
    }
    kept
}
