//! What is done to many proposals at once: tags, the trash; and the customer, which a list edits in place.
//!
//! All or none. Not here: stages, which have rules of their own.

use jiff::{SignedDuration, Timestamp};

use super::stages::name_all;
use super::text::{checked_length, document_text, put_text};
use super::{ProposalId, Stage, refuse_trashed, row};
use crate::change::{Action, Changed, Topic};
use crate::documents;
use crate::error::{Error, Reason, Result};
use crate::portfolio::Portfolio;
use crate::storage::{attachments, changes, proposals as rows};

/// How long the trash keeps what was thrown away.
const KEPT_IN_TRASH: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How long an image is kept that nothing names: what was just pasted is not stored in a text yet.
const KEPT_UNNAMED: SignedDuration = SignedDuration::from_hours(24);

const TOPICS: &[Topic] = &[Topic::Documents, Topic::Proposals, Topic::Journal];

/// Does `act` with each proposal. When rules refuse some, the error says which; the caller's transaction then keeps nothing.
pub(crate) fn each(ids: &[ProposalId], mut act: impl FnMut(ProposalId) -> Result<()>) -> Result<()> {
    let mut refused = vec![];
    let mut first = None;
    for id in ids {
        match act(*id) {
            Err(error @ (Error::Rejected { .. } | Error::Frozen { .. })) => {
                refused.push(id.to_string());
                first.get_or_insert(error);
            }
            other => other?,
        }
    }
    match first {
        None => Ok(()),
        Some(only) if ids.len() == 1 => Err(only),
        Some(first) => Err(Error::Refused { refused, all: ids.len(), first: Box::new(first) }),
    }
}

impl Portfolio {
    /// Adds tags to proposals and takes tags away, case ignored.
    ///
    /// # Errors
    /// [`Error::Invalid`] when no tag is named; [`Error::NotFound`] for an unknown proposal.
    pub fn tag_proposals(&self, ids: &[ProposalId], add: &[String], remove: &[String]) -> Result<Changed<()>> {
        let named = |tags: &[String]| -> Vec<String> {
            tags.iter().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect()
        };
        let (add, remove) = (named(add), named(remove));
        if add.is_empty() && remove.is_empty() {
            return Err(Error::invalid("tag", Reason::Required));
        }
        self.transact(Action::TagProposals, TOPICS, |w| {
            each(ids, |id| {
                refuse_trashed(&row(w.conn, id)?)?;
                rows::tag(w.conn, id, &add, &remove, w.now)
            })?;
            name_all(w, ids, [add.as_slice(), remove.as_slice()].concat().join(", "));
            Ok(())
        })
    }

    /// Says who has the problem: in the document, where it names a customer, else beside it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal, [`Error::Rejected`] for one in the trash.
    pub fn name_customer(&self, id: ProposalId, customer: &str) -> Result<Changed<()>> {
        let customer = customer.trim();
        checked_length(customer)?;
        self.transact(Action::NameCustomer, TOPICS, |w| {
            let row = row(w.conn, id)?;
            refuse_trashed(&row)?;
            let text = document_text(w.conn, id)?;
            let part = if row.stage == Stage::Spark { None } else { documents::outline(&text).customer };
            match part {
                Some(part) => {
                    let (start, end) = (part.start as usize, part.end as usize);
                    let kept = part.text.len() - part.text.trim_end().len();
                    let text = format!("{}{customer}{}", &text[..start], &text[end - kept..]);
                    put_text(w, id, &text)?;
                }
                None => {
                    let customer = (!customer.is_empty()).then_some(customer);
                    rows::set_customer(w.conn, id, customer, w.now)?;
                }
            }
            w.about(id);
            w.detail(customer);
            Ok(())
        })
    }

    /// Moves proposals to the trash, where they stay for thirty days.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal.
    pub fn trash_proposals(&self, ids: &[ProposalId]) -> Result<Changed<()>> {
        self.set_trashed(ids, true)
    }

    /// Takes proposals out of the trash.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal.
    pub fn take_from_trash(&self, ids: &[ProposalId]) -> Result<Changed<()>> {
        self.set_trashed(ids, false)
    }

    fn set_trashed(&self, ids: &[ProposalId], trashed: bool) -> Result<Changed<()>> {
        let action = if trashed { Action::Trash } else { Action::TakeFromTrash };
        self.transact(action, TOPICS, |w| {
            for id in ids {
                row(w.conn, *id)?;
                rows::set_trashed(w.conn, *id, trashed.then_some(w.now))?;
            }
            name_all(w, ids, ids.len().to_string());
            Ok(())
        })
    }

    /// Deletes what is in the trash for good, except what a printed record stands on, and the images that nothing names any
    /// more. Returns how many proposals went.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn empty_trash(&self) -> Result<Changed<u32>> {
        self.delete_trashed(self.world.now())
    }

    /// Deletes what has been in the trash for more than thirty days; called when a portfolio is opened.
    ///
    /// Another program that is at work is not waited for long: it will be done next time.
    pub(crate) fn empty_old_trash(&self) -> Result<()> {
        let until = self.world.now().checked_sub(KEPT_IN_TRASH).unwrap_or(Timestamp::MIN);
        if self.read(|conn| rows::is_trashed_since(conn, until))? {
            match self.delete_trashed(until) {
                Ok(_) | Err(Error::Busy | Error::ReadOnly | Error::DiskFull) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn delete_trashed(&self, until: Timestamp) -> Result<Changed<u32>> {
        self.transact(Action::EmptyTrash, TOPICS, |w| {
            let gone = rows::delete_trashed(w.conn, until)?;
            changes::let_go_of_deleted(w.conn, w.change)?;
            let settled = w.now.checked_sub(KEPT_UNNAMED).unwrap_or(Timestamp::MIN);
            attachments::sweep(w.conn, settled)?;
            w.detail(gone);
            Ok(gone)
        })
    }
}
