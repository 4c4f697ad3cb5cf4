//! Lists: which proposals, in which order, page by page; their groups; the matrix.
//!
//! The lists a window and a command begin with are read by an index, all others from the roll. Not here: SQL, which
//! `storage::listing_order` has, and the roll's own orders and filters.

use std::collections::HashSet;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::roll::{self, Keys};
use super::{ProposalId, ProposalLine, Stage};
use super::{matrix, orders};
use crate::error::Result;
use crate::portfolio::Portfolio;
use crate::scores::Answer;
use crate::search::Query;
use crate::storage::listing;
use crate::storage::listing_order::Scope;

/// Up to here an order that has an index is read by it.
const NEAR: u32 = 2_000;

/// How many groups are given the name that people wrote; the others are called by their folded name.
const NAMED_GROUPS: usize = 500;

/// How many chips of a cell of the matrix are named.
const CHIPS: usize = 12;

crate::vocabulary! {
    /// The order of a list.
    pub enum Sort {
        /// Fewest missing seals first, then the strongest weakest level, then longest waiting.
        Strength = "strength",
        /// Last changed first.
        Updated = "updated",
        /// Longest in its stage first.
        Age = "age",
        /// By number.
        Id = "id",
        /// By the words of the problem; without one last.
        Problem = "problem",
        /// By customer; without one last.
        Customer = "customer",
        /// By owner; without one last.
        Owner = "owner",
        /// In the order of a life.
        Stage = "stage",
        /// By what holds it back, nothing first.
        Held = "held",
    }
}

crate::vocabulary! {
    /// What a list is divided by.
    pub enum Grouping {
        /// Who has the problem.
        Customer = "customer",
        /// Where in its life it is.
        Stage = "stage",
        /// What holds it back.
        Held = "held",
        /// Where it came from.
        Origin = "origin",
    }
}

/// An order, perhaps the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SortBy {
    /// By what.
    pub sort: Sort,
    /// The other way round.
    pub reversed: bool,
}

/// Which proposals, in which order.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(default)]
pub struct ListQuery {
    /// The query language; words match full text.
    pub text: String,
    /// The order.
    pub sort: Sort,
    /// The order the other way round.
    pub reversed: bool,
    /// The order among equals.
    pub then: Option<SortBy>,
    /// What it is divided by, before any order.
    pub group: Option<Grouping>,
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
        Self {
            text: String::new(),
            sort: Sort::Strength,
            reversed: false,
            then: None,
            group: None,
            stages: vec![],
            trashed: false,
            offset: 0,
            limit: 100,
        }
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

/// A group of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct GroupCount {
    /// What all of it share: a stage, the criteria that hold it back (`unscored` without scores), an origin, a folded customer.
    pub key: String,
    /// The same as people write it.
    pub name: String,
    /// How many there are.
    pub lines: u32,
}

/// A proposal in a cell of the matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MatrixChip {
    /// Which.
    pub id: ProposalId,
    /// Its plan to succeed.
    pub plan: Option<Answer>,
}

/// The proposals of one level of big idea and one of should we.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MatrixCell {
    /// Big idea.
    pub big: Option<Answer>,
    /// Should we.
    pub should: Option<Answer>,
    /// How many there are.
    pub lines: u32,
    /// The first of them, the strongest plan first.
    pub chips: Vec<MatrixChip>,
}

/// Big idea against should we, with the plan as a mark. Lane *new* only: improvements have no seals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Matrix {
    /// Cells that are not empty.
    pub cells: Vec<MatrixCell>,
    /// How many have all three seals present.
    pub present: u32,
    /// How many there are in all.
    pub total: u32,
}

impl Portfolio {
    /// A page of proposals.
    ///
    /// # Errors
    /// When the file cannot be read. Any text is a valid query.
    pub fn list_proposals(&self, query: &ListQuery) -> Result<Page> {
        if query.offset < NEAR
            && let Some(page) = self.page_by_index(query)?
        {
            return Ok(page);
        }
        self.ask_roll(query, |conn, found| {
            let total = count(found.len());
            Ok(Page { rows: listing::lines(conn, &orders::stretch(&found, query))?, total })
        })
    }

    fn page_by_index(&self, query: &ListQuery) -> Result<Option<Page>> {
        let (parsed, today) = (Query::parse(&query.text), self.world.today());
        self.read(|conn| {
            let scope = Scope::of(conn, query, &parsed, today)?;
            let Some(ids) = scope.ids(conn, query.limit, query.offset)? else { return Ok(None) };
            Ok(Some(Page { rows: listing::lines(conn, &ids)?, total: scope.count(conn)? }))
        })
    }

    /// The ids of a stretch of a list, without what the list shows of them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn matching_proposals(&self, query: &ListQuery) -> Result<Vec<ProposalId>> {
        self.ask_roll(query, |_, found| Ok(orders::stretch(&found, query)))
    }

    /// Where a proposal stands in a list, counted from 0; none when it is not in it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn place_in_list(&self, query: &ListQuery, id: ProposalId) -> Result<Option<u32>> {
        self.ask_roll(query, |_, found| {
            let place = orders::places(query);
            let of_one = found.iter().find(|keys| keys.id == id).map(|one| place(one));
            Ok(of_one.map(|of_one| count(found.iter().filter(|other| place(other) < of_one).count())))
        })
    }

    /// How many of `ids` a list does not show.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn hidden_from_list(&self, query: &ListQuery, ids: &[ProposalId]) -> Result<u32> {
        self.ask_roll(query, |_, found| {
            let shown: HashSet<_> = found.iter().map(|keys| keys.id).collect();
            Ok(count(ids.iter().filter(|id| !shown.contains(id)).count()))
        })
    }

    /// The groups of a list, in its order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_groups(&self, query: &ListQuery) -> Result<Vec<GroupCount>> {
        let Some(group) = query.group else { return Ok(vec![]) };
        self.ask_roll(query, |conn, found| {
            let mut groups = roll::groups(&found, group);
            if group == Grouping::Customer {
                for (group, one) in groups.iter_mut().filter(|(group, _)| !group.key.is_empty()).take(NAMED_GROUPS) {
                    group.name = listing::line(conn, *one)?.map_or_else(|| group.key.clone(), |line| line.customer);
                }
            }
            Ok(groups.into_iter().map(|(group, _)| group).collect())
        })
    }

    /// The matrix of what a list shows.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn matrix(&self, query: &ListQuery) -> Result<Matrix> {
        self.ask_roll(query, |_, found| Ok(matrix::of(&found, CHIPS)))
    }

    fn ask_roll<T>(&self, query: &ListQuery, question: impl FnOnce(&Connection, Vec<&Keys>) -> Result<T>) -> Result<T> {
        let (parsed, today) = (Query::parse(&query.text), self.world.today());
        self.read(|conn| self.roll.ask(conn, |held| question(conn, held.matching(conn, query, &parsed, today)?)))
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
