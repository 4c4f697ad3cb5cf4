//! Reading proposals: pages of the list, one proposal whole, and search.
//!
//! Not here: SQL, which `storage::listing` has, and the query language, which `search` reads.

use std::str::FromStr as _;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Lane, Proposal, ProposalId, ProposalLine, Stage, row, stages};
use crate::documents;
use crate::error::{Error, Result};
use crate::portfolio::Portfolio;
use crate::scores::gate::Gate;
use crate::search::Query;
use crate::storage::{decisions, launches, listing, proposals as rows, revisions};
use crate::{scores, search};

crate::vocabulary! {
    /// The order of a list.
    pub enum Sort {
        /// Fewest missing seals first, then the strongest weakest level, then longest waiting.
        Strength = "strength",
        /// Last changed first.
        Updated = "updated",
        /// Longest in its stage first.
        Age = "age",
    }
}

/// Which proposals, in which order.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ListQuery {
    /// The query language; words match full text.
    pub text: String,
    /// The order.
    pub sort: Sort,
    /// Only these stages; all when empty.
    pub stages: Vec<Stage>,
    /// The trash instead of the portfolio.
    pub trashed: bool,
    /// How many to pass over.
    pub offset: u32,
    /// How many at most.
    pub limit: u32,
}

impl Default for ListQuery {
    fn default() -> Self {
        Self { text: String::new(), sort: Sort::Strength, stages: vec![], trashed: false, offset: 0, limit: 100 }
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Page {
    /// The rows of this page.
    pub rows: Vec<ProposalLine>,
    /// How many there are in all.
    pub total: u32,
}

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Snippet {
    /// The words.
    pub text: String,
    /// Whether they are what was searched for.
    pub hit: bool,
}

/// A proposal that search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SearchHit {
    /// What lists show.
    #[serde(flatten)]
    pub line: ProposalLine,
    /// Words around the first place that matched.
    pub snippet: Vec<Snippet>,
}

impl Portfolio {
    /// A page of proposals.
    ///
    /// # Errors
    /// When the file cannot be read. Any text is a valid query.
    pub fn list_proposals(&self, query: &ListQuery) -> Result<Page> {
        let parsed = Query::parse(&query.text);
        self.read(|conn| listing::page(conn, query, &parsed, self.world.today()))
    }

    /// The proposals that match, newest first, with the words around the match.
    ///
    /// # Errors
    /// When the file cannot be read. Any text is a valid query.
    pub fn search_proposals(&self, text: &str, limit: u32) -> Result<Vec<SearchHit>> {
        let query = Query::parse(text);
        self.read(|conn| {
            let lines = listing::newest_hits(conn, &query, limit, self.world.today())?;
            lines
                .into_iter()
                .map(|line| {
                    let source = super::document_text(conn, line.id)?;
                    let snippet = search::snippet(&documents::plain(&source), &query);
                    Ok(SearchHit { line, snippet })
                })
                .collect()
        })
    }

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
                decision: decisions::latest(conn, id)?.map(|id| id.to_string()),
                launch: launches::latest(conn, id)?.map(|id| id.to_string()),
                rivals: rows::rivals(conn, id)?,
                uuid: row.uuid,
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
