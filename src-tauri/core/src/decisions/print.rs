//! Printing a decision: the gate held against it, everything frozen, hashed and chained.

use jiff::ToSpan as _;
use jiff::civil::Date;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::record::{
    Checklist, ExceptionTerms, FORMAT, Record, RecordedAgreement, RecordedBallot, RecordedForecast, RecordedMeasure,
    RecordedProposal,
};
use super::{DecisionId, ExceptionKind, Outcome, needed_exception, open_blockers, pinned_revision};
use crate::change::{Action, Changed, Topic};
use crate::documents;
use crate::error::{Error, Reason, Result, Rule};
use crate::fingerprint::NOTHING;
use crate::measures::{Role, optional_date};
use crate::meetings::{self, MeetingId};
use crate::portfolio::{Portfolio, Writing};
use crate::proposals::{self, Door, Lane, ProposalId, ProposalRow, Stage};
use crate::scores::gate::Gate;
use crate::scores::{self, StoredScore};
use crate::storage::{decisions as rows, measures, people as person_rows, proposals as proposal_rows};

/// An exception without a date of its own is to be cured within this many days.
const CURE_AFTER_DAYS: i32 = 90;

/// A decision to print.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct DecisionInput {
    /// What is decided on.
    pub proposal: ProposalId,
    /// What is decided.
    pub outcome: Outcome,
    /// Why; required.
    pub why: String,
    /// How probable success seems, per person.
    pub forecasts: Vec<ForecastInput>,
    /// What it is subject to.
    pub conditions: Option<String>,
    /// Who disagrees and commits all the same, in words; "nobody" when it was asked and nobody does.
    pub dissent: Option<String>,
    /// Who that is, by id or name.
    #[serde(default)]
    pub dissenters: Vec<String>,
    /// What happens if nothing is done.
    #[serde(default)]
    pub doing_nothing: Option<String>,
    /// What would change our mind.
    pub kill_criterion: Option<String>,
    /// What else was considered.
    pub alternatives: Option<String>,
    /// What must be true before it comes back; for *not yet*.
    pub must_be_true: Option<String>,
    /// When to look again, ISO.
    pub revisit_on: Option<String>,
    /// What an exception leaves out; derived when absent.
    pub exception: Option<ExceptionKind>,
    /// By when an exception is cured, ISO; ninety days when absent.
    pub cure_on: Option<String>,
}

/// A person's forecast.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ForecastInput {
    /// Whose; mine when absent.
    pub by: Option<String>,
    /// Percent, 0 to 100.
    pub percent: f64,
}

const TOPICS: &[Topic] =
    &[Topic::Decisions, Topic::Proposals, Topic::Scores, Topic::Documents, Topic::Journal, Topic::People];

impl Portfolio {
    /// Prints a decision: freezes the text, measures, scores and forecasts in a record that cannot be changed.
    ///
    /// # Errors
    /// [`Error::Invalid`] without a reason or with a forecast outside 0 to 100; [`Error::Rejected`] when the gate is not met
    /// (or, for an exception, is), and when the proposal is approved already.
    pub fn print_decision(&self, input: &DecisionInput) -> Result<Changed<DecisionId>> {
        let dates = check_input(input)?;
        self.transact(Action::PrintDecision, TOPICS, |w| {
            let row = proposals::row(w.conn, input.proposal)?;
            if meetings::is_blind(w.conn, row.id)? {
                return Err(Error::rejected(row.id, Rule::BlindRoundOpen));
            }
            let forecasts = forecasts(w, input)?;
            let basis =
                Basis { revision: pinned_revision(w, row.id)?, forecasts, ..solo_basis(w.conn, &row, Some(w.me))? };
            let text = proposals::document_text(w.conn, row.id)?;
            print_on(w, input, dates, &row, text, basis)
        })
    }
}

/// What a decision stands on: the text that was read, what was scored, who was there.
pub(crate) struct Basis {
    pub(crate) revision: u32,
    pub(crate) gate: Gate,
    pub(crate) ballots: Vec<RecordedBallot>,
    pub(crate) agreed: Vec<RecordedAgreement>,
    pub(crate) forecasts: Vec<RecordedForecast>,
    pub(crate) decider: String,
    pub(crate) present: Vec<String>,
    pub(crate) door: Door,
    pub(crate) meeting: Option<MeetingId>,
    pub(crate) blind_round: bool,
    pub(crate) rounds: u32,
    /// When a lone rater of a one-way door is asked again.
    pub(crate) ask_again_on: Option<Date>,
}

/// The dates of a decision, read.
#[derive(Clone, Copy)]
pub(crate) struct Dates {
    revisit: Option<Date>,
    cure: Option<Date>,
}

/// Outside a meeting a decision stands on the latest score of each person.
pub(super) fn solo_basis(conn: &Connection, row: &ProposalRow, decider: Option<i64>) -> Result<Basis> {
    let given = if meetings::is_blind(conn, row.id)? { vec![] } else { scores::with_staleness(conn, row.id)? };
    let agreed = if given.is_empty() { vec![] } else { scores::agreed(conn, row.id)? };
    let decider = match decider {
        Some(person) => uuid(conn, person)?,
        None => String::new(),
    };
    let mut present: Vec<String> = given.iter().map(|stored| stored.score.person_id.clone()).collect();
    present.push(decider.clone());
    present.sort_unstable();
    present.dedup();
    Ok(Basis {
        revision: 0,
        gate: Gate { standings: scores::standings(conn, row.id)? },
        ask_again_on: scores::ask_again_on(row.door, &given),
        ballots: given.into_iter().map(ballot).collect(),
        agreed: agreed.into_iter().map(|one| RecordedAgreement::of(one.settled)).collect(),
        forecasts: vec![],
        decider,
        present,
        door: row.door,
        meeting: None,
        // Scores outside a meeting are seen by whoever opens the sheet, so they never count as a blind round.
        blind_round: false,
        rounds: 0,
    })
}

/// Prints a decision on a text, and moves the proposal on.
pub(crate) fn print_on(
    w: &Writing<'_>,
    input: &DecisionInput,
    dates: Dates,
    row: &ProposalRow,
    text: String,
    basis: Basis,
) -> Result<DecisionId> {
    proposals::refuse_trashed(row)?;
    if matches!(row.stage, Stage::Approved | Stage::Building | Stage::Launched | Stage::Closed) && !row.imported {
        return Err(Error::rejected(row.id, Rule::AlreadyDecided));
    }
    let exception = terms(w, input, row, &basis.gate, dates.cure)?;
    let id = rows::next_id(w.conn)?;
    let record = record(w, input, row, text, basis, exception, id)?;
    rows::insert(
        w.conn,
        id,
        &rows::New {
            uuid: w.new_id(),
            proposal: row.id,
            outcome: input.outcome,
            printed: &record.print()?,
            change: w.change,
            at: w.now,
        },
    )?;
    if input.outcome.approves() {
        proposal_rows::clear_imported(w.conn, row.id)?;
    }
    proposals::enter(w, row, stage_after(input.outcome), Some(input.why.trim()))?;
    proposal_rows::set_revisit(w.conn, row.id, dates.revisit)?;
    w.about(row.id);
    w.detail(format!("{} {id}", input.outcome));
    Ok(id)
}

/// A reason, forecasts within 0 to 100, and dates that can be read.
pub(crate) fn check_input(input: &DecisionInput) -> Result<Dates> {
    if input.why.trim().is_empty() {
        return Err(Error::invalid("why", Reason::Required));
    }
    if input.forecasts.iter().any(|forecast| !(0.0..=100.0).contains(&forecast.percent)) {
        return Err(Error::invalid("forecast", Reason::OutOfRange("0 to 100 percent")));
    }
    Ok(Dates {
        revisit: optional_date("revisit_on", input.revisit_on.as_deref().unwrap_or_default())?,
        cure: optional_date("cure_on", input.cure_on.as_deref().unwrap_or_default())?,
    })
}

fn stage_after(outcome: Outcome) -> Stage {
    match outcome {
        Outcome::Approve | Outcome::Exception => Stage::Approved,
        Outcome::NotYet => Stage::NotYet,
        Outcome::Decline => Stage::Declined,
    }
}

/// Holds the gate against the outcome; returns the terms of an exception.
fn terms(
    w: &Writing<'_>,
    input: &DecisionInput,
    row: &ProposalRow,
    gate: &Gate,
    cure: Option<Date>,
) -> Result<Option<ExceptionTerms>> {
    let needed = needed_exception(row.lane, gate);
    match (input.outcome, needed) {
        (Outcome::Approve, Some(_)) => Err(Error::rejected(row.id, Rule::SealMissing)),
        (Outcome::Exception, None) if row.lane == Lane::Improvement => Err(Error::rejected(row.id, Rule::NoGateInLane)),
        (Outcome::Exception, None) => Err(Error::rejected(row.id, Rule::AllSealsPresent)),
        (Outcome::Exception, Some(kind)) => {
            let kind = match input.exception {
                Some(ExceptionKind::BlockerOpen) if !open_blockers(w.conn, row.id)?.is_empty() => {
                    ExceptionKind::BlockerOpen
                }
                _ => kind,
            };
            let cure = cure.unwrap_or(w.today.saturating_add(CURE_AFTER_DAYS.days()));
            Ok(Some(ExceptionTerms { kind, cure_on: cure.to_string() }))
        }
        (Outcome::Approve, None) if row.lane == Lane::Improvement => {
            refuse_unfinished_improvement(w, row).map(|()| None)
        }
        (Outcome::Approve | Outcome::NotYet | Outcome::Decline, _) => Ok(None),
    }
}

/// An improvement needs a problem, a primary measure and an owner.
fn refuse_unfinished_improvement(w: &Writing<'_>, row: &ProposalRow) -> Result<()> {
    let has_primary = measures::of_proposal(w.conn, row.id)?.iter().any(|measure| measure.stated.role == Role::Primary);
    let missing = if proposals::stated_problem(w.conn, row.id)?.is_none() {
        "problem"
    } else if !has_primary {
        "primary measure"
    } else if row.owner.is_none() {
        "owner"
    } else {
        return Ok(());
    };
    Err(Error::invalid(missing, Reason::Required))
}

fn record(
    w: &Writing<'_>,
    input: &DecisionInput,
    row: &ProposalRow,
    document: String,
    basis: Basis,
    exception: Option<ExceptionTerms>,
    id: DecisionId,
) -> Result<Record> {
    let text =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let dissenters = input
        .dissenters
        .iter()
        .map(|who| match person_rows::key_of(w.conn, who)? {
            Some(_) => Ok(who.clone()),
            None => uuid(w.conn, crate::people::named(w, Some(who))?),
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(Record {
        format: FORMAT,
        decision: id.to_string(),
        proposal: recorded_proposal(w, row, document, &basis)?,
        outcome: input.outcome,
        exception,
        why: input.why.trim().to_owned(),
        must_be_true: text(&input.must_be_true),
        revisit_on: text(&input.revisit_on),
        conditions: text(&input.conditions),
        dissent: text(&input.dissent),
        kill_criterion: text(&input.kill_criterion),
        alternatives: text(&input.alternatives),
        doing_nothing: text(&input.doing_nothing),
        seals: basis.gate.seals(),
        held_back_by: if row.lane == Lane::New { basis.gate.held_back_by() } else { vec![] },
        agreed: basis.agreed,
        checklist: Checklist {
            blind_round: basis.blind_round,
            alternatives: text(&input.alternatives).is_some(),
            base_rate: true,
            dissent_asked: text(&input.dissent).is_some() || !dissenters.is_empty(),
            kill_criterion: text(&input.kill_criterion).is_some(),
        },
        dissenters,
        ballots: basis.ballots,
        forecasts: basis.forecasts,
        base_rate: rows::base_rate(w.conn)?,
        decider: basis.decider,
        present: basis.present,
        meeting: basis.meeting.map(|id| id.to_string()),
        at: w.now.to_string(),
        previous: rows::chain_head(w.conn)?.unwrap_or_else(|| NOTHING.to_owned()),
    })
}

fn recorded_proposal(w: &Writing<'_>, row: &ProposalRow, document: String, basis: &Basis) -> Result<RecordedProposal> {
    let outline = documents::outline(&document);
    let rivals = proposal_rows::rivals(w.conn, row.id)?
        .into_iter()
        .map(|rival| Ok(proposals::row(w.conn, rival)?.uuid))
        .collect::<Result<_>>()?;
    Ok(RecordedProposal {
        id: row.id.to_string(),
        uuid: row.uuid.clone(),
        revision: basis.revision,
        problem: proposals::problem_in(row, &document),
        customer: outline.customer.map(|part| part.text).or_else(|| row.customer.clone()),
        measures: measures::of_proposal(w.conn, row.id)?.iter().map(RecordedMeasure::of).collect(),
        lane: row.lane,
        door: basis.door,
        ask: row.ask.clone(),
        rivals,
        document,
    })
}

fn forecasts(w: &Writing<'_>, input: &DecisionInput) -> Result<Vec<RecordedForecast>> {
    input
        .forecasts
        .iter()
        .map(|forecast| {
            let person = crate::people::named(w, forecast.by.as_deref())?;
            Ok(RecordedForecast { person: uuid(w.conn, person)?, percent: forecast.percent, occasion: None })
        })
        .collect()
}

fn uuid(conn: &Connection, person: i64) -> Result<String> {
    person_rows::uuid_of(conn, person)?.ok_or_else(|| Error::corrupt("a person is missing"))
}

fn ballot(stored: StoredScore) -> RecordedBallot {
    let score = stored.score;
    RecordedBallot {
        person: score.person_id,
        criterion: stored.criterion,
        answer: score.answer,
        reason: score.reason,
        revision: score.revision,
        rubric_version: score.rubric_version,
        at: score.at,
        warm: score.warm,
        stale: score.stale,
        round: None,
        way: None,
        raise: score.raise,
    }
}
