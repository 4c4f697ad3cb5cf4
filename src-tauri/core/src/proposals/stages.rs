//! The life of a proposal: Spark → Draft → Ready → In review → Approved | Not yet | Declined → Building → Launched → Closed.
//!
//! What can be set by hand, and what needs a decision, a launch or a verdict. Not here: those three.
//! Invariant: Approved is reached through a printed decision only, Launched by launching, Closed by a verdict.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Cause, Lane, ProposalId, ProposalRow, each, keep_revision, refuse_trashed, row};
use crate::change::{Action, Changed, Topic};
use crate::documents::{NoteKind, Said, Says};
use crate::error::{Error, Reason, Result, Rule};
use crate::lessons::{LessonId, LessonInput};
use crate::measures::{Measure, Role};
use crate::portfolio::{Portfolio, Writing};
use crate::storage::{launches, lessons, proposals as rows};

crate::vocabulary! {
    /// Where in its life a proposal is.
    pub enum Stage {
        /// A kept thought.
        Spark = "spark",
        /// Being written.
        Draft = "draft",
        /// Written; nothing blocking is missing.
        Ready = "ready",
        /// In front of reviewers.
        InReview = "in-review",
        /// Decided: do it.
        Approved = "approved",
        /// Decided: not before something is true.
        NotYet = "not-yet",
        /// Decided: no.
        Declined = "declined",
        /// Approved and being made.
        Building = "building",
        /// In customers' hands.
        Launched = "launched",
        /// Looked back on, with a verdict.
        Closed = "closed",
        /// Given up after approval; an outcome, not a failure to be hidden.
        Stopped = "stopped",
    }
}

impl Stage {
    /// Whether setting this stage by hand asks for a reason.
    #[must_use]
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::NotYet | Self::Declined | Self::Stopped)
    }
}

/// A stage, and what stands in the way of moving there by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Move {
    /// Where to.
    pub stage: Stage,
    /// The rule against it; none when it can be done.
    pub blocked: Option<String>,
    /// Whether a reason is asked.
    pub needs_reason: bool,
}

/// Why an idea is given up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct StopInput {
    /// Why; required.
    pub why: String,
    /// What it cost.
    pub cost: String,
    /// What it taught: "When …, we …, because …"; empty for none.
    pub lesson: String,
}

const TOPICS: &[Topic] = &[Topic::Proposals, Topic::Journal];

impl Portfolio {
    /// Moves proposals to a stage by hand, all or none.
    ///
    /// # Errors
    /// [`Error::Rejected`] when the stage is not reached by hand or blocking notes stop *Ready*; [`Error::Invalid`] when a
    /// reason is asked and missing; [`Error::Frozen`] for what is closed; [`Error::Refused`] says which of many.
    pub fn move_to_stage(&self, ids: &[ProposalId], stage: Stage, why: Option<&str>) -> Result<Changed<()>> {
        let why = why.map(str::trim).filter(|why| !why.is_empty());
        if stage.needs_reason() && why.is_none() {
            return Err(Error::invalid("why", Reason::Required));
        }
        self.transact(Action::MoveStage, TOPICS, |w| {
            each(ids, |id| {
                let row = row(w.conn, id)?;
                refuse_trashed(&row)?;
                match obstacle(w.conn, &row, stage)? {
                    Some(error) => Err(error),
                    None => enter(w, &row, stage, why),
                }
            })?;
            name_all(w, ids, stage.to_string());
            Ok(())
        })
    }

    /// Gives up an approved or launched idea: why, what it cost, and what it taught are kept. Returns the lesson, if one was
    /// said.
    ///
    /// # Errors
    /// [`Error::Invalid`] without a reason, or for a lesson that does not read "When …, we …, because …";
    /// [`Error::Rejected`] when it was never approved.
    pub fn stop_proposal(&self, id: ProposalId, input: &StopInput) -> Result<Changed<Option<LessonId>>> {
        const STOPPED: &[Topic] = &[Topic::Proposals, Topic::Launches, Topic::Lessons, Topic::Journal];
        let why = input.why.trim();
        if why.is_empty() {
            return Err(Error::invalid("why", Reason::Required));
        }
        let lesson = match input.lesson.trim() {
            "" => None,
            sentence => Some(LessonInput::spoken(sentence)?),
        };
        self.transact(Action::Stop, STOPPED, |w| {
            let row = row(w.conn, id)?;
            refuse_trashed(&row)?;
            if let Some(error) = obstacle(w.conn, &row, Stage::Stopped)? {
                return Err(error);
            }
            rows::set_stop_cost(w.conn, id, input.cost.trim())?;
            enter(w, &row, Stage::Stopped, Some(why))?;
            w.about(id);
            let launch = launches::latest(w.conn, id)?;
            let kept = lesson
                .map(|lesson| lessons::insert(w.conn, &w.new_id(), &LessonInput { launch, ..lesson }, Some(id), w.now));
            kept.transpose()
        })
    }
}

/// Names the one proposal an action was about, or how many.
pub(super) fn name_all(w: &Writing<'_>, ids: &[ProposalId], detail: String) {
    match ids {
        [only] => w.about(only),
        many => w.about(many.len()),
    }
    w.detail(detail);
}

/// Puts a proposal in a stage; the caller has made sure that it may be there.
pub(crate) fn enter(w: &Writing<'_>, row: &ProposalRow, stage: Stage, why: Option<&str>) -> Result<()> {
    if stage == Stage::Ready {
        keep_revision(w, row.id, Cause::Ready)?;
    }
    rows::set_stage(w.conn, row.id, stage, why, w.now)
}

/// Every stage a person may think of next, and what stands in the way.
pub(super) fn moves(conn: &Connection, row: &ProposalRow) -> Result<Vec<Move>> {
    const BY_HAND: [Stage; 8] = [
        Stage::Spark,
        Stage::Draft,
        Stage::Ready,
        Stage::InReview,
        Stage::NotYet,
        Stage::Declined,
        Stage::Building,
        Stage::Stopped,
    ];
    BY_HAND
        .into_iter()
        .filter(|stage| *stage != row.stage)
        .map(|stage| {
            let blocked = match obstacle(conn, row, stage)? {
                None => None,
                Some(Error::Rejected { rule, .. }) => Some(rule.code().to_owned()),
                Some(Error::Frozen { .. }) => Some("frozen".to_owned()),
                Some(other) => return Err(other),
            };
            Ok(Move { stage, blocked, needs_reason: stage.needs_reason() })
        })
        .collect()
}

fn obstacle(conn: &Connection, row: &ProposalRow, to: Stage) -> Result<Option<Error>> {
    let rejected = |rule| Some(Error::rejected(row.id, rule));
    let decided = matches!(row.stage, Stage::Approved | Stage::Building | Stage::Launched) && !row.imported;
    Ok(match to {
        Stage::Approved | Stage::Launched | Stage::Closed => rejected(Rule::StageNotByHand),
        _ if row.stage == Stage::Closed && !row.imported => Some(Error::Frozen { what: row.id.to_string() }),
        Stage::Building | Stage::Stopped if !has_approval(row) => rejected(Rule::NeedsApproval),
        Stage::Building if row.stage != Stage::Approved && !row.imported => rejected(Rule::AlreadyLaunched),
        Stage::Building | Stage::Stopped => None,
        _ if decided => Some(Error::Frozen { what: row.id.to_string() }),
        Stage::Ready if !missing(conn, row)?.is_empty() => rejected(Rule::NotReady),
        Stage::Spark | Stage::Draft | Stage::Ready | Stage::InReview | Stage::NotYet | Stage::Declined => None,
    })
}

fn has_approval(row: &ProposalRow) -> bool {
    matches!(row.stage, Stage::Approved | Stage::Building | Stage::Launched)
}

/// Something that stops *Ready*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Missing {
    /// The rule of the linter, or `owner`.
    pub code: String,
    /// What it says, for whoever has words of their own for it.
    pub said: Said,
}

/// What stops *Ready*. A blocking note can be put out of sight, or its rule switched off, but not out of the way.
pub(super) fn missing(conn: &Connection, row: &ProposalRow) -> Result<Vec<Missing>> {
    let reading = super::text::reading_by_all_rules(conn, row.id)?;
    let notes = reading.notes.into_iter().chain(reading.dismissed);
    let blocking = notes.filter(|note| note.kind == NoteKind::Blocking);
    let mut missing: Vec<_> = blocking.map(|note| Missing { code: note.code, said: note.said }).collect();
    if row.lane == Lane::Improvement {
        // The short form: problem, primary measure and owner.
        missing.retain(|one| one.code == "W01");
        let measures = crate::storage::measures::of_proposal(conn, row.id)?;
        let stated = |measure: &Measure| {
            let facts = measure.stated();
            measure.stated.role == Role::Primary && facts.has_baseline && facts.has_target && facts.has_due
        };
        let lacks = |code: &str, says: Says| Missing { code: code.to_owned(), said: says.into() };
        if !measures.iter().any(stated) {
            missing.push(lacks("W03", Says::NoPrimaryMeasure));
        }
        if row.owner.is_none() {
            missing.push(lacks("owner", Says::NoOwner));
        }
    }
    Ok(missing)
}
