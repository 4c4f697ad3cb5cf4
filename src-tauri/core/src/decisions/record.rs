//! The canonical record of a decision: JSON with sorted keys, hashed with SHA-256, each naming the hash before it.
//!
//! People stand in it by id; names live outside, so that a person can be forgotten without breaking the chain. Fields that
//! came with format 2 (meetings) are absent from older records, which are kept and verified as the text they were printed as.
//! Invariant: reading what was printed gives back the same record, and printing a record of this format gives the same bytes.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{DecisionId, ExceptionKind, Outcome};
use crate::error::{Error, Result};
use crate::fingerprint::sha256;
use crate::measures::{Aggregate, Cadence, Direction, MeasureInput, Role};
use crate::meetings::{Occasion, Settled, Way};
use crate::proposals::{Ask, Door, Lane};
use crate::scores::{Answer, Criterion, Seals};

/// The shape that records are printed in now. 2 adds meetings: rounds, agreed levels, occasions of forecasts, named dissent.
pub(super) const FORMAT: u32 = 2;

/// Everything a decision froze.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Record {
    /// The shape of this record; counts up when it changes.
    pub format: u32,
    /// `D-021`
    pub decision: String,
    /// What was decided on.
    pub proposal: RecordedProposal,
    /// What was decided.
    pub outcome: Outcome,
    /// The terms, when all three seals were not present.
    pub exception: Option<ExceptionTerms>,
    /// Why.
    pub why: String,
    /// What must be true before it comes back.
    pub must_be_true: Option<String>,
    /// When to look again, ISO.
    pub revisit_on: Option<String>,
    /// What it is subject to.
    pub conditions: Option<String>,
    /// Who disagreed and commits all the same, in words.
    pub dissent: Option<String>,
    /// Who that was, by id.
    #[serde(default)]
    pub dissenters: Vec<String>,
    /// What would change our mind.
    pub kill_criterion: Option<String>,
    /// What else was considered, doing nothing among it.
    pub alternatives: Option<String>,
    /// What happens if nothing is done.
    #[serde(default)]
    pub doing_nothing: Option<String>,
    /// The levels gone by.
    pub seals: Seals,
    /// What held it back.
    pub held_back_by: Vec<Criterion>,
    /// What a meeting settled on, with its reasons.
    #[serde(default)]
    pub agreed: Vec<RecordedAgreement>,
    /// Every score of every round with its reason.
    pub ballots: Vec<RecordedBallot>,
    /// How probable people thought it that the primary measure reaches its target by its date.
    pub forecasts: Vec<RecordedForecast>,
    /// How earlier approvals had ended, as shown then.
    pub base_rate: BaseRate,
    /// What of a good process took place.
    pub checklist: Checklist,
    /// The one who decided, by id.
    pub decider: String,
    /// Who was there, by id.
    pub present: Vec<String>,
    /// The meeting it was decided in, `M-003`.
    #[serde(default)]
    pub meeting: Option<String>,
    /// When, RFC 3339.
    pub at: String,
    /// The SHA-256 of the record before it; 64 zeros for the first.
    pub previous: String,
}

/// The proposal as it was decided on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct RecordedProposal {
    /// `P-014`
    pub id: String,
    /// Its identity.
    pub uuid: String,
    /// The revision.
    pub revision: u32,
    /// The full text of that revision.
    pub document: String,
    /// The stated problem, verbatim.
    pub problem: Option<String>,
    /// The customer, verbatim.
    pub customer: Option<String>,
    /// How we will know.
    pub measures: Vec<RecordedMeasure>,
    /// Which path it takes.
    pub lane: Lane,
    /// How reversible it is.
    pub door: Door,
    /// What it asks for.
    pub ask: Ask,
    /// Proposals that answer the same problem, by identity.
    pub rivals: Vec<String>,
}

/// A measure as it was promised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct RecordedMeasure {
    /// Its identity: values recorded later are found by it.
    pub id: String,
    /// What is counted.
    pub name: String,
    /// In what.
    pub unit: String,
    /// Which way is better.
    pub direction: Direction,
    /// Where it stood.
    pub baseline: Option<f64>,
    /// When the baseline was to be known, ISO.
    pub baseline_by: Option<String>,
    /// Where it should be.
    pub target: Option<f64>,
    /// By when, ISO.
    pub due: Option<String>,
    /// By how many weeks after launch.
    pub due_weeks: Option<u32>,
    /// How several values of a week become one.
    pub aggregate: Aggregate,
    /// What it is for.
    pub role: Role,
    /// How much worse a guardrail may get.
    pub margin: Option<f64>,
    /// The lowest value that can be.
    pub floor: Option<f64>,
    /// How often a value is expected; records from before it was asked have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence: Option<Cadence>,
    /// What a rate is divided by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator: Option<String>,
    /// From when on history counts as the baseline, ISO.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline_from: Option<String>,
    /// How many points are judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judged_points: Option<u32>,
    /// The measure of a running product whose values it takes, by identity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl RecordedMeasure {
    /// A measure as it is stated now.
    #[must_use]
    pub fn of(measure: &crate::measures::Measure) -> Self {
        let MeasureInput {
            name,
            unit,
            direction,
            baseline,
            baseline_by,
            target,
            due,
            due_weeks,
            aggregate,
            role,
            margin,
            floor,
            cadence,
            denominator,
            baseline_from,
            judged_points,
            source,
        } = measure.stated.clone();
        Self {
            id: measure.id.clone(),
            name,
            unit,
            direction,
            baseline,
            baseline_by,
            target,
            due,
            due_weeks,
            aggregate,
            role,
            margin,
            floor,
            cadence,
            denominator,
            baseline_from,
            judged_points,
            source,
        }
    }
}

impl RecordedAgreement {
    /// A settled level as it is printed.
    pub(crate) fn of(settled: Settled) -> Self {
        Self { criterion: settled.criterion, answer: settled.answer, reason: settled.reason }
    }
}

/// The terms of an exception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ExceptionTerms {
    /// What it leaves out.
    pub kind: ExceptionKind,
    /// By when that is to be cured, ISO.
    pub cure_on: String,
}

/// A score with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RecordedBallot {
    /// Who, by id.
    pub person: String,
    /// Which question.
    pub criterion: Criterion,
    /// 0 to 4, or don't know.
    pub answer: Answer,
    /// Why.
    pub reason: String,
    /// The revision it was given on.
    pub revision: u32,
    /// The rubric it was given by.
    pub rubric_version: u32,
    /// When, RFC 3339.
    pub at: String,
    /// Given by the author on the day of writing.
    pub warm: bool,
    /// Given on another problem.
    pub stale: bool,
    /// The blind round of a meeting it was given in, counted from 1.
    #[serde(default)]
    pub round: Option<u32>,
    /// How the ballot came in.
    #[serde(default)]
    pub way: Option<Way>,
    /// What would raise it by one.
    #[serde(default)]
    pub raise: Option<String>,
}

/// A level a meeting settled on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RecordedAgreement {
    /// Which question.
    pub criterion: Criterion,
    /// 0 to 4, or don't know.
    pub answer: Answer,
    /// Why.
    pub reason: String,
}

/// A forecast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct RecordedForecast {
    /// Who, by id.
    pub person: String,
    /// Percent, 0 to 100.
    pub percent: f64,
    /// When it was given: with the first ballot, or again after the discussion.
    #[serde(default)]
    pub occasion: Option<Occasion>,
}

/// How earlier approvals of the portfolio ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct BaseRate {
    /// How many were approved.
    pub approved: u32,
    /// How many of them are closed with a verdict.
    pub closed: u32,
    /// How many of those solved the problem.
    pub solved: u32,
}

/// What of a good process took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct Checklist {
    /// Scores were given blind by more than one person.
    pub blind_round: bool,
    /// Alternatives were written down.
    pub alternatives: bool,
    /// The base rate was shown.
    pub base_rate: bool,
    /// Dissent was asked for.
    pub dissent_asked: bool,
    /// A kill criterion was named.
    pub kill_criterion: bool,
}

/// A dated remark on a decision, chained to the record or the remark before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// `D-021`
    pub decision: String,
    /// What was remarked.
    pub remark: String,
    /// Who, by id.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// The SHA-256 before it.
    pub previous: String,
}

/// A text with its hash, ready to store.
pub(crate) struct Printed {
    pub(crate) text: String,
    pub(crate) sha256: String,
    pub(crate) previous: String,
}

impl Record {
    /// The record behind a stored text.
    pub(crate) fn read(text: &str, id: DecisionId) -> Result<Self> {
        read(text, id)
    }

    pub(crate) fn print(&self) -> Result<Printed> {
        print(self, &self.previous)
    }

    /// Everyone who stands in it, by id.
    pub(crate) fn people(&self) -> BTreeSet<String> {
        let ballots = self.ballots.iter().map(|ballot| &ballot.person);
        let forecasts = self.forecasts.iter().map(|forecast| &forecast.person);
        ballots.chain(forecasts).chain(&self.present).chain(&self.dissenters).chain([&self.decider]).cloned().collect()
    }

    /// The measure the retro waits for.
    #[must_use]
    pub fn primary(&self) -> Option<&RecordedMeasure> {
        self.proposal.measures.iter().find(|measure| measure.role == Role::Primary)
    }
}

impl Amendment {
    /// The remark behind a stored text.
    pub(crate) fn read(text: &str, id: DecisionId) -> Result<Self> {
        read(text, id)
    }

    pub(crate) fn print(&self) -> Result<Printed> {
        print(self, &self.previous)
    }
}

fn read<T: DeserializeOwned>(text: &str, id: DecisionId) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::corrupt(format!("{id} cannot be read: {error}")))
}

/// Canonical JSON: keys sorted (as `serde_json::Value` keeps them), indented by two spaces, one newline at the end.
fn print<T: Serialize>(record: &T, previous: &str) -> Result<Printed> {
    let unprintable = |error: serde_json::Error| Error::corrupt(format!("a record cannot be printed: {error}"));
    let value = serde_json::to_value(record).map_err(unprintable)?;
    let mut text = serde_json::to_string_pretty(&value).map_err(unprintable)?;
    text.push('\n');
    Ok(Printed { sha256: sha256(text.as_bytes()), text, previous: previous.to_owned() })
}
