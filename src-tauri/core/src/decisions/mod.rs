//! Decisions: what was promised when it was decided, printed.
//!
//! `record` is the canonical text and its hash; this file is what a person does: read the sheet, print, amend.
//! Not here: scoring, and what a launch came to. Invariant: no operation changes or deletes a record.

mod print;
mod record;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::{Action, Changed, Topic};
use crate::documents::{NoteKind, Said};
use crate::error::{Entity, Error, Reason, Result};
use crate::portfolio::Portfolio;
use crate::proposals::{self, Ask, Door, Lane, ProposalId, ProposalRow};
use crate::scores::gate::Gate;
use crate::scores::{self, Criterion, Seals};
use crate::storage::{decisions as rows, people, proposals as proposal_rows, revisions};
use crate::{documents, measures, meetings};
pub(crate) use print::{Basis, check_input, print_on};
pub use print::{DecisionInput, ForecastInput};
pub(crate) use record::Printed;
pub use record::{
    Amendment, BaseRate, Checklist, ExceptionTerms, Record, RecordedAgreement, RecordedBallot, RecordedForecast,
    RecordedMeasure, RecordedProposal,
};

crate::identity! {
    /// `D-021`
    pub struct DecisionId = "D"
}

crate::vocabulary! {
    /// What was decided.
    pub enum Outcome {
        /// Do it: all three seals are present.
        Approve = "approve",
        /// Do it although something is missing; marked for good.
        Exception = "exception",
        /// Not before something is true.
        NotYet = "not-yet",
        /// No.
        Decline = "decline",
    }
}

impl Outcome {
    /// Whether the idea may be built and launched.
    #[must_use]
    pub fn approves(self) -> bool {
        matches!(self, Self::Approve | Self::Exception)
    }
}

crate::vocabulary! {
    /// What an exception leaves out.
    pub enum ExceptionKind {
        /// A seal is not present.
        SealMissing = "seal-missing",
        /// A seal was given on another problem.
        SealStale = "seal-stale",
        /// A blocking note is open.
        BlockerOpen = "blocker-open",
    }
}

/// What stands before the person who decides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct DecisionSheet {
    /// What is decided.
    pub proposal: ProposalId,
    /// The problem that will be frozen.
    pub problem: Option<String>,
    /// The customer that will be frozen.
    pub customer: Option<String>,
    /// The measures that will be frozen.
    pub measures: Vec<measures::Measure>,
    /// Whether all three seals are present.
    pub gate_met: bool,
    /// What holds it back.
    pub held_back_by: Vec<Criterion>,
    /// Which kind of exception would be needed; none when it can be approved.
    pub exception: Option<ExceptionKind>,
    /// How earlier approvals of this portfolio ended.
    pub base_rate: BaseRate,
    /// Blocking notes that are open, as their sentences.
    pub blockers: Vec<Said>,
    /// The seals gone by; empty while a blind round is open.
    pub seals: Seals,
    /// How reversible the decision is.
    pub door: Door,
    /// What a good process would still do; it stops nothing.
    pub advice: Vec<Advice>,
    /// Proposals that answer the same problem.
    pub rivals: Vec<ProposalId>,
    /// What it asks for.
    pub ask: Ask,
    /// Whether a blind round is open: then nothing is decided.
    pub blind: bool,
}

crate::vocabulary! {
    /// What a good process would still do.
    pub enum Advice {
        /// A one-way door asks for a second round.
        SecondRound = "second-round",
        /// A one-way door asks a lone rater again after seven days.
        ScoreAgain = "score-again",
        /// A one-way door asks for the full FAQ.
        FullFaq = "full-faq",
    }
}

/// A line of a proposal's decisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DecisionLine {
    /// `D-021`
    pub id: DecisionId,
    /// What was decided.
    pub outcome: Outcome,
    /// When, RFC 3339.
    pub at: String,
    /// The first digits of its hash, as shown: `7f3a-91c2`.
    pub fingerprint: String,
}

/// A printed decision, with the names that belong to its ids.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Decision {
    /// `D-021`
    pub id: DecisionId,
    /// Which proposal.
    pub proposal: ProposalId,
    /// The record.
    pub record: Record,
    /// The record as it is stored and hashed.
    pub text: String,
    /// Its SHA-256.
    pub sha256: String,
    /// The first digits of that, as shown.
    pub fingerprint: String,
    /// Dated remarks, oldest first.
    pub amendments: Vec<AmendmentView>,
    /// Who the people in the record are, as (id, name); a forgotten person is absent.
    pub names: Vec<NamedPerson>,
}

/// The name that belongs to an id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct NamedPerson {
    /// The id in the record.
    pub id: String,
    /// What the person is called now.
    pub name: String,
}

/// A dated remark on a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AmendmentView {
    /// What was remarked.
    pub remark: String,
    /// When, RFC 3339.
    pub at: String,
    /// Who, by name; absent when forgotten.
    pub by: Option<String>,
    /// The first digits of its hash.
    pub fingerprint: String,
}

impl Portfolio {
    /// What would be frozen, what holds it back, and how earlier approvals ended.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal.
    pub fn decision_sheet(&self, id: ProposalId) -> Result<DecisionSheet> {
        self.read(|conn| {
            let row = proposals::row(conn, id)?;
            sheet_on(conn, &row, &proposals::document_text(conn, id)?, &print::solo_basis(conn, &row, None)?)
        })
    }

    /// The decisions on a proposal, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn decisions(&self, id: ProposalId) -> Result<Vec<DecisionLine>> {
        self.read(|conn| rows::lines(conn, id))
    }

    /// A printed decision.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown one; [`Error::Corrupt`] when the record cannot be read.
    pub fn decision(&self, id: DecisionId) -> Result<Decision> {
        self.read(|conn| {
            let stored = stored(conn, id)?;
            let record = Record::read(&stored.record, id)?;
            let mut names = vec![];
            for person in record.people() {
                if let Some(name) = people::name_of(conn, &person)? {
                    names.push(NamedPerson { id: person, name });
                }
            }
            let amendments = rows::amendments(conn, id)?
                .into_iter()
                .map(|stored| {
                    let amendment = Amendment::read(&stored.record, id)?;
                    Ok(AmendmentView {
                        by: people::name_of(conn, &amendment.by)?,
                        remark: amendment.remark,
                        at: amendment.at,
                        fingerprint: crate::fingerprint::short(&stored.sha256),
                    })
                })
                .collect::<Result<_>>()?;
            Ok(Decision {
                id,
                proposal: stored.proposal,
                record,
                fingerprint: crate::fingerprint::short(&stored.sha256),
                text: stored.record,
                sha256: stored.sha256,
                amendments,
                names,
            })
        })
    }

    /// Adds a dated remark to a decision; the record itself stands.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty remark, [`Error::NotFound`] for an unknown decision.
    pub fn amend_decision(&self, id: DecisionId, remark: &str) -> Result<Changed<()>> {
        let remark = remark.trim();
        if remark.is_empty() {
            return Err(Error::invalid("remark", Reason::Required));
        }
        self.transact(Action::AmendDecision, &[Topic::Decisions, Topic::Journal], |w| {
            let stored = stored(w.conn, id)?;
            let previous = rows::amendments(w.conn, id)?.pop().map_or(stored.sha256, |last| last.sha256);
            let by = people::uuid_of(w.conn, w.me)?.unwrap_or_default();
            let amendment =
                Amendment { decision: id.to_string(), remark: remark.to_owned(), by, at: w.now.to_string(), previous };
            rows::insert_amendment(w.conn, id, &amendment.print()?, w.now)?;
            w.about(id);
            Ok(())
        })
    }
}

/// What stands before the person who decides on `text`.
pub(crate) fn sheet_on(conn: &Connection, row: &ProposalRow, text: &str, basis: &Basis) -> Result<DecisionSheet> {
    let outline = documents::outline(text);
    let blind = meetings::is_blind(conn, row.id)?;
    let gate = &basis.gate;
    Ok(DecisionSheet {
        proposal: row.id,
        problem: proposals::problem_in(row, text),
        customer: outline.customer.map(|part| part.text).or_else(|| row.customer.clone()),
        measures: crate::storage::measures::of_proposal(conn, row.id)?,
        gate_met: row.lane == Lane::Improvement || gate.is_met(),
        held_back_by: if row.lane == Lane::New { gate.held_back_by() } else { vec![] },
        exception: if blind { None } else { needed_exception(row.lane, gate) },
        base_rate: rows::base_rate(conn)?,
        blockers: open_blockers(conn, row.id)?,
        seals: gate.seals(),
        door: basis.door,
        advice: if blind { vec![] } else { advice(conn, row, basis)? },
        rivals: proposal_rows::rivals(conn, row.id)?,
        ask: row.ask.clone(),
        blind,
    })
}

fn advice(conn: &Connection, row: &ProposalRow, basis: &Basis) -> Result<Vec<Advice>> {
    let mut advice = vec![];
    if basis.door == Door::TwoWay || row.lane == Lane::Improvement {
        return Ok(advice);
    }
    if basis.meeting.is_some() && basis.rounds < 2 {
        advice.push(Advice::SecondRound);
    }
    if basis.ask_again_on.is_some() {
        advice.push(Advice::ScoreAgain);
    }
    let notes = proposals::reading(conn, row.id)?.notes;
    if notes.iter().any(|note| note.code.as_str() == "W04") {
        advice.push(Advice::FullFaq);
    }
    Ok(advice)
}

fn stored(conn: &Connection, id: DecisionId) -> Result<rows::Stored> {
    rows::get(conn, id)?.ok_or_else(|| Error::not_found(Entity::Decision, id))
}

/// Which kind of exception approving would be; none when all three seals are present or none are asked.
fn needed_exception(lane: Lane, gate: &Gate) -> Option<ExceptionKind> {
    if lane == Lane::Improvement || gate.is_met() {
        return None;
    }
    let only_stale = gate.standings.iter().all(|standing| {
        standing.is_present() || (standing.stale && standing.level.is_some_and(scores::Answer::is_present))
    });
    Some(if only_stale { ExceptionKind::SealStale } else { ExceptionKind::SealMissing })
}

fn open_blockers(conn: &Connection, id: ProposalId) -> Result<Vec<Said>> {
    let reading = proposals::reading(conn, id)?;
    let notes = reading.notes.into_iter();
    Ok(notes.filter(|note| matches!(note.kind, NoteKind::Blocking)).map(|note| note.said).collect())
}

/// The newest kept revision that the record names, kept now if need be.
fn pinned_revision(w: &crate::portfolio::Writing<'_>, id: ProposalId) -> Result<u32> {
    proposals::keep_revision(w, id, proposals::Cause::Decision)?;
    revisions::newest(w.conn, id)?.ok_or_else(|| Error::corrupt(format!("{id} has no revision")))
}
