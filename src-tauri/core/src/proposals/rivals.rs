//! Rivals: proposals that answer the same problem, side by side.
//!
//! A link goes both ways and is stored once. Not here: deciding among them.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Ask, Door, ProposalId, ProposalLine, document_text, refuse_trashed, row};
use crate::change::{Action, Changed, Topic};
use crate::documents;
use crate::error::{Error, Result, Rule};
use crate::portfolio::Portfolio;
use crate::storage::{listing, proposals as rows};

/// What stands in a column of the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Rival {
    /// What lists show: problem and seals among it.
    pub line: ProposalLine,
    /// The solution, as plain text; none when it is not written yet.
    pub solution: Option<String>,
    /// What it asks for.
    pub ask: Ask,
    /// How reversible the decision is.
    pub door: Door,
}

const TOPICS: &[Topic] = &[Topic::Proposals, Topic::Journal];

impl Portfolio {
    /// A proposal and those that answer the same problem, itself first.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal.
    pub fn rivals(&self, id: ProposalId) -> Result<Vec<Rival>> {
        self.read(|conn| {
            let others = rows::rivals(conn, id)?;
            std::iter::once(id)
                .chain(others)
                .map(|id| {
                    let row = row(conn, id)?;
                    let line = listing::line(conn, id)?
                        .ok_or_else(|| Error::corrupt(format!("{id} has no line in the list")))?;
                    let outline = documents::outline(&document_text(conn, id)?);
                    let solution = outline.solution.map(|part| documents::plain(&part.text));
                    Ok(Rival { line, solution, ask: row.ask, door: row.door })
                })
                .collect()
        })
    }

    /// Says that two proposals answer the same problem.
    ///
    /// # Errors
    /// [`Error::Rejected`] when both are the same, or one is in the trash; [`Error::NotFound`] for an unknown one.
    pub fn link_rivals(&self, id: ProposalId, rival: ProposalId) -> Result<Changed<()>> {
        if id == rival {
            return Err(Error::rejected(id, Rule::SameProposal));
        }
        self.transact(Action::LinkRivals, TOPICS, |w| {
            for one in [id, rival] {
                refuse_trashed(&row(w.conn, one)?)?;
            }
            rows::link_rivals(w.conn, id, rival)?;
            w.about(id);
            w.detail(rival);
            Ok(())
        })
    }

    /// Takes that back.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal.
    pub fn unlink_rivals(&self, id: ProposalId, rival: ProposalId) -> Result<Changed<()>> {
        self.transact(Action::UnlinkRivals, TOPICS, |w| {
            row(w.conn, id)?;
            rows::unlink_rivals(w.conn, id, rival)?;
            w.about(id);
            w.detail(rival);
            Ok(())
        })
    }
}
