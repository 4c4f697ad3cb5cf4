//! Lists: which proposals, in which order, page by page; their groups; the matrix.
//!
//! The order of a list is read once and kept until something changes, so that any page of a hundred thousand lines takes
//! as long as the first. Not here: SQL, which `storage::listing_order` has.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{ProposalId, ProposalLine, Stage};
use crate::error::Result;
use crate::portfolio::Portfolio;
use crate::scores::Answer;
use crate::search::Query;
use crate::storage::listing;
use crate::storage::listing_order::{self, Scope};

/// How many orders are kept: a few windows, each with a list or a board.
const KEPT_ORDERS: usize = 6;

/// Up to here an indexed order is read page by page.
const NEAR: u32 = 2_000;

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
        let parsed = Query::parse(&query.text);
        let today = self.world.today();
        self.read(|conn| {
            let scope = Scope::of(conn, query, &parsed, today)?;
            if scope.indexed && query.offset < NEAR {
                let ids = scope.ids(conn, i64::from(query.limit), query.offset)?;
                return Ok(Page { rows: listing::lines(conn, &ids)?, total: scope.count(conn)? });
            }
            let order = self.orders.get(conn, &scope, query, today)?;
            Ok(Page { rows: listing::lines(conn, stretch(&order, query))?, total: count(order.len()) })
        })
    }

    /// The ids of a stretch of a list, without what the list shows of them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn matching_proposals(&self, query: &ListQuery) -> Result<Vec<ProposalId>> {
        self.ordered(query, |_, order| Ok(stretch(order, query).to_vec()))
    }

    /// Where a proposal stands in a list, counted from 0; none when it is not in it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn place_in_list(&self, query: &ListQuery, id: ProposalId) -> Result<Option<u32>> {
        self.ordered(query, |_, order| Ok(order.iter().position(|one| *one == id).map(count)))
    }

    /// How many of `ids` a list does not show.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn hidden_from_list(&self, query: &ListQuery, ids: &[ProposalId]) -> Result<u32> {
        self.ordered(query, |_, order| {
            let shown: HashSet<_> = order.iter().collect();
            Ok(count(ids.iter().filter(|id| !shown.contains(id)).count()))
        })
    }

    /// The groups of a list, in its order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_groups(&self, query: &ListQuery) -> Result<Vec<GroupCount>> {
        let parsed = Query::parse(&query.text);
        let today = self.world.today();
        self.read(|conn| Scope::of(conn, query, &parsed, today)?.groups(conn))
    }

    /// The matrix of what a list shows.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn matrix(&self, query: &ListQuery) -> Result<Matrix> {
        let parsed = Query::parse(&query.text);
        let today = self.world.today();
        self.read(|conn| {
            let scope = Scope::of(conn, query, &parsed, today)?;
            let cells = scope.matrix(conn, CHIPS)?;
            let total = cells.iter().map(|cell| cell.lines).sum();
            Ok(Matrix { cells, present: scope.all_present(conn)?, total })
        })
    }

    fn ordered<T>(&self, query: &ListQuery, ask: impl FnOnce(&Connection, &[ProposalId]) -> Result<T>) -> Result<T> {
        let parsed = Query::parse(&query.text);
        let today = self.world.today();
        self.read(|conn| {
            let scope = Scope::of(conn, query, &parsed, today)?;
            let order = self.orders.get(conn, &scope, query, today)?;
            ask(conn, &order)
        })
    }
}

/// Orders that were read, each good until something changes.
#[derive(Default)]
pub(crate) struct Orders(Mutex<VecDeque<Kept>>);

struct Kept {
    key: String,
    version: i64,
    order: Arc<[ProposalId]>,
}

impl Orders {
    fn get(&self, conn: &Connection, scope: &Scope, query: &ListQuery, today: Date) -> Result<Arc<[ProposalId]>> {
        let version = listing_order::version(conn)?;
        let ListQuery { text, sort, reversed, then, group, stages, trashed, .. } = query;
        let key = format!("{text}\n{sort} {reversed} {then:?} {group:?} {stages:?} {trashed} {today}");
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = lock().iter().find(|kept| kept.key == key && kept.version == version) {
            return Ok(Arc::clone(&kept.order));
        }
        let order: Arc<[ProposalId]> = scope.ids(conn, -1, 0)?.into();
        let mut kept = lock();
        kept.retain(|kept| kept.key != key && kept.version == version);
        kept.truncate(KEPT_ORDERS - 1);
        kept.push_front(Kept { key, version, order: Arc::clone(&order) });
        Ok(order)
    }
}

fn stretch<'o>(order: &'o [ProposalId], query: &ListQuery) -> &'o [ProposalId] {
    let from = usize::try_from(query.offset).unwrap_or(usize::MAX).min(order.len());
    let to = from.saturating_add(usize::try_from(query.limit).unwrap_or(usize::MAX)).min(order.len());
    &order[from..to]
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
