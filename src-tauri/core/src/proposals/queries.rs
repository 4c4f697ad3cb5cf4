//! Reading one proposal whole.
//!
//! Not here: lists, which `lists` has, and finding by words, which `search` has.

use std::str::FromStr as _;

use super::{Lane, Proposal, ProposalId, row, stages};
use crate::error::{Error, Result};
use crate::portfolio::Portfolio;
use crate::scores;
use crate::scores::gate::Gate;
use crate::storage::{decisions, launches, listing, proposals as rows, revisions};

impl Portfolio {
    /// How many proposals there are outside the trash.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_proposals(&self) -> Result<u32> {
        self.read(listing::count)
    }

    /// A proposal with everything but its text.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal.
    pub fn proposal(&self, id: ProposalId) -> Result<Proposal> {
        self.read(|conn| {
            let row = row(conn, id)?;
            let line =
                listing::line(conn, id)?.ok_or_else(|| Error::corrupt(format!("{id} has no line in the list")))?;
            let gate = Gate { standings: scores::standings(conn, id)? };
            Ok(Proposal {
                line,
                gate_met: row.lane == Lane::Improvement || gate.is_met(),
                revision: revisions::newest(conn, id)?.unwrap_or(0),
                moves: stages::moves(conn, &row)?,
                missing: stages::missing(conn, &row)?,
                decision: decisions::latest(conn, id)?.map(|id| id.to_string()),
                launch: launches::latest(conn, id)?.map(|id| id.to_string()),
                rivals: rows::rivals(conn, id)?,
                uuid: row.uuid,
                given_customer: row.customer,
                door: row.door,
                ask: row.ask,
                origin: row.origin,
                origin_detail: row.origin_detail,
                revisit_on: row.revisit_on.map(|date| date.to_string()),
                stage_why: row.stage_why,
                template: row.template,
                solution_first: row.solution_first,
                trashed: row.trashed,
            })
        })
    }

    /// The proposal a short id stands for, whatever its spelling: `P-014`, `p14`, `14`.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it is no id, [`Error::NotFound`] when there is none.
    pub fn find_proposal(&self, text: &str) -> Result<ProposalId> {
        let id = ProposalId::from_str(text)?;
        self.read(|conn| row(conn, id).map(|row| row.id))
    }
}
