//! Printing a decision: the gate held against it, everything frozen, hashed and chained.

use jiff::ToSpan as _;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::record::{
    Checklist, ExceptionTerms, Record, RecordedBallot, RecordedForecast, RecordedMeasure, RecordedProposal,
};
use super::{DecisionId, ExceptionKind, Outcome, needed_exception, open_blockers, pinned_revision};
use crate::change::{Action, Changed, Topic};
use crate::documents;
use crate::error::{Error, Reason, Result, Rule};
use crate::fingerprint::NOTHING;
use crate::measures::{Role, optional_date};
use crate::portfolio::{Portfolio, Writing};
use crate::proposals::{self, Lane, ProposalId, ProposalRow, Stage};
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
    /// Who disagrees and commits all the same.
    pub dissent: Option<String>,
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
        check(input)?;
        let revisit = optional_date("revisit_on", input.revisit_on.as_deref().unwrap_or_default())?;
        let cure = optional_date("cure_on", input.cure_on.as_deref().unwrap_or_default())?;
        self.transact(Action::PrintDecision, TOPICS, |w| {
            let row = proposals::row(w.conn, input.proposal)?;
            proposals::refuse_trashed(&row)?;
            if matches!(row.stage, Stage::Approved | Stage::Building | Stage::Launched | Stage::Closed) && !row.imported
            {
                return Err(Error::rejected(row.id, Rule::AlreadyDecided));
            }
            let gate = Gate { standings: scores::standings(w.conn, row.id)? };
            let exception = terms(w, input, &row, &gate, cure)?;
            let id = rows::next_id(w.conn)?;
            let record = record(w, input, &row, &gate, exception, id)?;
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
            proposals::enter(w, &row, stage_after(input.outcome), Some(input.why.trim()))?;
            proposal_rows::set_revisit(w.conn, row.id, revisit)?;
            w.about(row.id);
            w.detail(format!("{} {id}", input.outcome));
            Ok(id)
        })
    }
}

fn check(input: &DecisionInput) -> Result<()> {
    if input.why.trim().is_empty() {
        return Err(Error::invalid("why", Reason::Required));
    }
    if input.forecasts.iter().any(|forecast| !(0.0..=100.0).contains(&forecast.percent)) {
        return Err(Error::invalid("forecast", Reason::OutOfRange("0 to 100 percent")));
    }
    Ok(())
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
    cure: Option<jiff::civil::Date>,
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
    gate: &Gate,
    exception: Option<ExceptionTerms>,
    id: DecisionId,
) -> Result<Record> {
    let ballots = scores::with_staleness(w.conn, row.id)?;
    let raters = ballots.iter().map(|stored| &stored.score.person_id).collect::<std::collections::BTreeSet<_>>();
    let base_rate = rows::base_rate(w.conn)?;
    let forecasts = forecasts(w, input)?;
    let decider = uuid(w, w.me)?;
    let text =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let mut present: Vec<String> = raters.iter().map(|person| (*person).clone()).collect();
    if !present.contains(&decider) {
        present.push(decider.clone());
    }
    Ok(Record {
        format: 1,
        decision: id.to_string(),
        proposal: recorded_proposal(w, row)?,
        outcome: input.outcome,
        exception,
        why: input.why.trim().to_owned(),
        must_be_true: text(&input.must_be_true),
        revisit_on: text(&input.revisit_on),
        conditions: text(&input.conditions),
        dissent: text(&input.dissent),
        kill_criterion: text(&input.kill_criterion),
        alternatives: text(&input.alternatives),
        seals: gate.seals(),
        held_back_by: if row.lane == Lane::New { gate.held_back_by() } else { vec![] },
        checklist: Checklist {
            // Scores outside a meeting are seen by whoever opens the sheet, so they never count as a blind round.
            blind_round: false,
            alternatives: text(&input.alternatives).is_some(),
            base_rate: true,
            dissent_asked: text(&input.dissent).is_some(),
            kill_criterion: text(&input.kill_criterion).is_some(),
        },
        ballots: ballots.into_iter().map(ballot).collect(),
        forecasts,
        base_rate,
        decider,
        present,
        at: w.now.to_string(),
        previous: rows::chain_head(w.conn)?.unwrap_or_else(|| NOTHING.to_owned()),
    })
}

fn recorded_proposal(w: &Writing<'_>, row: &ProposalRow) -> Result<RecordedProposal> {
    let revision = pinned_revision(w, row.id)?;
    let document = proposals::document_text(w.conn, row.id)?;
    let outline = documents::outline(&document);
    let rivals = proposal_rows::rivals(w.conn, row.id)?
        .into_iter()
        .map(|rival| Ok(proposals::row(w.conn, rival)?.uuid))
        .collect::<Result<_>>()?;
    Ok(RecordedProposal {
        id: row.id.to_string(),
        uuid: row.uuid.clone(),
        revision,
        problem: proposals::stated_problem(w.conn, row.id)?,
        customer: outline.customer.map(|part| part.text).or_else(|| row.customer.clone()),
        measures: measures::of_proposal(w.conn, row.id)?.iter().map(RecordedMeasure::of).collect(),
        lane: row.lane,
        door: row.door,
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
            Ok(RecordedForecast { person: uuid(w, person)?, percent: forecast.percent })
        })
        .collect()
}

fn uuid(w: &Writing<'_>, person: i64) -> Result<String> {
    person_rows::uuid_of(w.conn, person)?.ok_or_else(|| Error::corrupt("a person is missing"))
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
    }
}
