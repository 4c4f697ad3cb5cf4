//! Proposals: ideas written backwards from a customer's problem.
//!
//! This file holds the nouns; `text` what a person does to a document, `sparks` to a spark, `stages` the life of a
//! proposal, `arriving` one that comes whole from a file, `line` what lists show of it, `lists`, `roll` and `views` which of them and how. Not here: scores, decisions and launches, which stand in folders of their own.

mod arriving;
mod attachments;
mod broadsheet;
mod compare;
mod line;
mod lists;
mod many;
mod matrix;
mod merging;
mod orders;
mod paste;
mod places;
mod queries;
mod rivals;
mod roll;
mod rule_book;
mod sparks;
mod stages;
mod templates;
mod text;
mod thinning;
mod views;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::documents::Template;
use crate::error::{Entity, Error, Result, Rule};
use crate::scores::{Criterion, Seals};
use crate::storage::proposals as rows;

pub(crate) use arriving::{Arriving, Unindexed};
pub use attachments::{Attachment, ImageKind, LARGEST_IMAGE, attachments_in, is_attachment_name};
pub use broadsheet::Broadsheet;
pub use compare::{Fate, Piece, compare};
pub(crate) use line::{problem_in, refresh, refresh_line, stated_problem};
pub use lists::{GroupCount, Grouping, ListQuery, Matrix, MatrixCell, MatrixChip, Page, Sort, SortBy};
pub(crate) use many::each;
pub use merging::Merged;
pub use paste::markdown_of;
pub(crate) use places::Placed;
pub use rivals::Rival;
pub(crate) use roll::{Keys, Roll, digits, held_place};
pub use sparks::Inbox;
pub(crate) use stages::enter;
pub use stages::{Missing, Move, Stage, StopInput};
pub use templates::OwnTemplate;
pub use text::{DocumentView, LONGEST_DOCUMENT, Reading, RevisionLine, Saved};
pub(crate) use text::{document_text, insert_proposal, keep_revision, put_text, reading};
pub use views::{Column, Layout, View, ViewInput, ViewKind};

crate::identity! {
    /// `P-014`
    pub struct ProposalId = "P"
}

crate::vocabulary! {
    /// Which path a proposal takes.
    pub enum Lane {
        /// A new idea: three seals.
        New = "new",
        /// An existing product made better: problem, primary measure and owner suffice; no gate.
        Improvement = "improvement",
    }
}

crate::vocabulary! {
    /// How reversible the decision is.
    pub enum Door {
        /// Easily taken back: one page and one decider.
        TwoWay = "two-way",
        /// Hard to take back: the full FAQ and a second round.
        OneWay = "one-way",
    }
}

crate::vocabulary! {
    /// Where an idea came from.
    pub enum Origin {
        /// Someone spoke with a customer.
        Contact = "contact",
        /// Operating a running product.
        Product = "product",
        /// A technology that became available.
        Technology = "technology",
        /// Someone asked for it.
        Request = "request",
        /// A lesson of an earlier launch.
        Lesson = "lesson",
        /// Another proposal.
        Proposal = "proposal",
        /// A signal or side effect of a launch.
        Launch = "launch",
    }
}

crate::vocabulary! {
    /// Why a revision was kept.
    pub enum Cause {
        /// While writing, at most every five minutes.
        Writing = "writing",
        /// It came from a file.
        Import = "import",
        /// The proposal was marked ready.
        Ready = "ready",
        /// Someone scored it.
        Score = "score",
        /// A meeting pinned it.
        Meeting = "meeting",
        /// A decision was printed.
        Decision = "decision",
        /// It was launched.
        Launch = "launch",
        /// A verdict was given.
        Retro = "retro",
        /// An earlier revision was brought back.
        Restore = "restore",
    }
}

impl Cause {
    /// Whether the revision marks a named moment and is kept for ever.
    #[must_use]
    pub fn is_named(self) -> bool {
        !matches!(self, Self::Writing)
    }
}

/// What a proposal asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct Ask {
    /// Who, how many.
    pub people: Option<String>,
    /// How much.
    pub money: Option<String>,
    /// How long.
    pub weeks: Option<String>,
}

/// What a list shows of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ProposalLine {
    /// `P-014`
    pub id: ProposalId,
    /// The stated problem, as plain text; empty when there is none yet.
    pub problem: String,
    /// The headline, as plain text.
    pub headline: String,
    /// Who has the problem, as plain text.
    pub customer: String,
    /// Where in its life it is.
    pub stage: Stage,
    /// Which path it takes.
    pub lane: Lane,
    /// The three seals.
    pub seals: Seals,
    /// The criteria that are not present; empty in lane *improvement*.
    pub held_back_by: Vec<Criterion>,
    /// Whether no seal waits for several raters to agree.
    pub agreed: bool,
    /// Whether a seal does not count because the problem changed since.
    pub stale: bool,
    /// Whether it reads like a solution without a problem.
    pub solution_only: bool,
    /// Since when it is in its stage, RFC 3339.
    pub stage_since: String,
    /// When it last changed, RFC 3339.
    pub updated: String,
    /// When it was begun, RFC 3339.
    pub created: String,
    /// Who owns it.
    pub owner: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Where it came from.
    pub origin: Option<Origin>,
    /// When to look again, ISO.
    pub revisit_on: Option<String>,
    /// Its stage came with it from a file, without a record.
    pub imported: bool,
}

/// A proposal with everything but its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Proposal {
    /// What lists show.
    pub line: ProposalLine,
    /// Identity, UUIDv7.
    pub uuid: String,
    /// How reversible the decision is.
    pub door: Door,
    /// What it asks for.
    pub ask: Ask,
    /// Where it came from.
    pub origin: Option<Origin>,
    /// A word more about that: a name, an id.
    pub origin_detail: Option<String>,
    /// When to look again, ISO.
    pub revisit_on: Option<String>,
    /// Why it is in its stage, when a reason was asked.
    pub stage_why: Option<String>,
    /// Which template it was begun from.
    pub template: Template,
    /// Whether all three seals are present (always in lane *improvement*).
    pub gate_met: bool,
    /// Whether the solution was written before the problem; for the author alone.
    pub solution_first: bool,
    /// The newest kept revision; 0 before the first.
    pub revision: u32,
    /// Where it can go by hand, and why not elsewhere.
    pub moves: Vec<Move>,
    /// What stops *Ready*.
    pub missing: Vec<Missing>,
    /// The customer given apart from the text, for a spark.
    pub given_customer: Option<String>,
    /// The latest printed decision, `D-021`.
    pub decision: Option<String>,
    /// Its open or latest launch, `L-002`.
    pub launch: Option<String>,
    /// Whether it is in the trash.
    pub trashed: bool,
    /// Proposals that answer the same problem.
    pub rivals: Vec<ProposalId>,
}

/// Fields of a proposal that are not prose. What is absent is left as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Description {
    /// Who owns it; an empty name clears it.
    pub owner: Option<String>,
    /// The customer given apart from the text; empty clears it.
    pub customer: Option<String>,
    /// Which path it takes.
    pub lane: Option<Lane>,
    /// How reversible the decision is.
    pub door: Option<Door>,
    /// What it asks for.
    pub ask: Option<Ask>,
    /// All its tags.
    pub tags: Option<Vec<String>>,
    /// Where it came from.
    pub origin: Option<Origin>,
    /// A word more about that.
    pub origin_detail: Option<String>,
    /// When to look again, ISO; empty clears it.
    pub revisit_on: Option<String>,
}

/// A row of `proposals`, as the rules need it.
#[derive(Debug, Clone)]
pub(crate) struct ProposalRow {
    pub(crate) id: ProposalId,
    pub(crate) uuid: String,
    pub(crate) stage: Stage,
    pub(crate) stage_since: Timestamp,
    pub(crate) stage_why: Option<String>,
    pub(crate) lane: Lane,
    pub(crate) door: Door,
    pub(crate) owner: Option<String>,
    pub(crate) owner_id: Option<i64>,
    pub(crate) customer: Option<String>,
    pub(crate) ask: Ask,
    pub(crate) origin: Option<Origin>,
    pub(crate) origin_detail: Option<String>,
    pub(crate) revisit_on: Option<Date>,
    pub(crate) template: Template,
    pub(crate) imported: bool,
    pub(crate) solution_first: bool,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) trashed: bool,
}

/// The row of a proposal, or that there is none.
pub(crate) fn row(conn: &Connection, id: ProposalId) -> Result<ProposalRow> {
    rows::get(conn, id)?.ok_or_else(|| Error::not_found(Entity::Proposal, id))
}

/// What is in the trash is not changed.
pub(crate) fn refuse_trashed(row: &ProposalRow) -> Result<()> {
    if row.trashed { Err(Error::rejected(row.id, Rule::InTrash)) } else { Ok(()) }
}

/// What was approved is judged by its record: scores and stage are no longer touched by hand.
pub(crate) fn refuse_frozen(row: &ProposalRow) -> Result<()> {
    match row.stage {
        Stage::Approved | Stage::Building | Stage::Launched | Stage::Closed if !row.imported => {
            Err(Error::Frozen { what: row.id.to_string() })
        }
        _ => Ok(()),
    }
}
