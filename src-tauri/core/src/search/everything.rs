//! Finding in everything that was written: documents, notes, lessons, records, verdicts.
//!
//! Asked twice: at once for the newest matches, within a frame whatever was typed ([`Reach::First`]), then for the best
//! ones ([`Reach::Ranked`]). Invariant: what the first answer shows matches; it may miss matches, and says so.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::meant;
use super::query::Query;
use super::snippet::{Snippet, Sought, snippet};
use crate::error::Result;
use crate::portfolio::Portfolio;
use crate::proposals::{ProposalLine, document_text};
use crate::storage::listing;
use crate::storage::listing_filter::Filter;
use crate::storage::search_found::{self, Ids};
use crate::storage::writings;

/// How many notes, lessons and records are shown beside proposals.
const WRITINGS: u32 = 20;

crate::vocabulary! {
    /// What was found.
    pub enum FoundKind {
        /// A proposal, by its document.
        Proposal = "proposal",
        /// A note of the journal.
        Note = "note",
        /// A lesson.
        Lesson = "lesson",
        /// A decision record.
        Record = "record",
        /// A dated remark on a record.
        Remark = "remark",
        /// A verdict on a launch.
        Verdict = "verdict",
        /// The minutes of a meeting.
        Minutes = "minutes",
    }
}

crate::vocabulary! {
    /// How far a search goes.
    pub enum Reach {
        /// The newest matches, at once.
        First = "first",
        /// The best matches among the newest two thousand.
        Ranked = "ranked",
    }
}

/// Something that matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Found {
    /// What it is.
    pub kind: FoundKind,
    /// What people know it by: `P-014`, `D-021`, `N-007`; nothing for a note.
    pub id: String,
    /// What it is called: the problem of the proposal it is about.
    pub title: String,
    /// The proposal it is, or is about.
    pub proposal: Option<ProposalLine>,
    /// Words around the first place that matched.
    pub snippet: Vec<Snippet>,
    /// When it was written or last changed, RFC 3339.
    pub at: String,
}

/// What a search came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SearchResult {
    /// What matches, proposals first.
    pub found: Vec<Found>,
    /// Best first rather than newest first.
    pub ranked: bool,
    /// Nothing that matches was left out.
    pub whole: bool,
    /// The query with a word that is found, when nothing was.
    pub did_you_mean: Option<String>,
    /// How many matches lie in the trash, when nothing else matches.
    pub in_trash: u32,
}

impl Portfolio {
    /// What matches `text`, at most `limit` proposals.
    ///
    /// # Errors
    /// When the file cannot be read. Any text is a valid query.
    pub fn search(&self, text: &str, reach: Reach, limit: u32) -> Result<SearchResult> {
        let query = Query::parse(text);
        let today = self.world.today();
        self.read(|conn| {
            let conditions = Filter::of_conditions(conn, false, &[], &query, today)?;
            let Ids { ids, whole } = match reach {
                Reach::First => search_found::newest(conn, &query, &conditions, limit)?,
                Reach::Ranked => search_found::best(conn, &query, &conditions, limit)?,
            };
            let sought = Sought::of(&query);
            let mut found = vec![];
            for line in listing::lines(conn, &ids)? {
                let words = snippet(&document_text(conn, line.id)?, &sought);
                found.push(Found {
                    kind: FoundKind::Proposal,
                    id: line.id.to_string(),
                    title: line.problem.clone(),
                    at: line.updated.clone(),
                    snippet: words,
                    proposal: Some(line),
                });
            }
            if query.conditions.is_empty() {
                for written in writings::matching(conn, &query, WRITINGS)? {
                    let proposal = written.proposal.map(|id| listing::line(conn, id)).transpose()?.flatten();
                    found.push(Found {
                        kind: written.kind,
                        id: written.subject,
                        title: written.title,
                        snippet: snippet(&written.body, &sought),
                        proposal,
                        at: written.at,
                    });
                }
            }
            let nothing = found.is_empty() && reach == Reach::Ranked && !query.is_empty();
            Ok(SearchResult {
                ranked: reach == Reach::Ranked,
                whole,
                did_you_mean: if nothing { meant::instead(conn, text, &query)? } else { None },
                in_trash: if nothing { search_found::count_in_trash(conn, &query, today)? } else { 0 },
                found,
            })
        })
    }
}
