//! What a launch shows: the frozen words, what is known of its measures, and the evidence.

use jiff::civil::Date;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{CheckIn, KillCriterion, LaunchId, LaunchLine, LaunchRow, LaunchSignal, signals};
use crate::change::Changed;
use crate::decisions::{Record, RecordedMeasure};
use crate::documents;
use crate::error::{Entity, Error, Reason, Result};
use crate::evidence::{self, Evidence, Promise, Shown, WINDOW_FROM};
use crate::measures::series::{self, Split};
use crate::measures::xmr::{self, Signal};
use crate::measures::{Dated, LatestValue, rebased, stretches};
use crate::portfolio::Portfolio;
use crate::proposals::{self, Piece, ProposalId, Stage};
use crate::retros::{self, Retro};
use crate::storage::{check_ins, decisions, launches as rows, measures, observations};

/// The words a launch is judged by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Frozen {
    /// `D-021`
    pub decision: String,
    /// When it was printed, RFC 3339.
    pub at: String,
    /// The first digits of its hash: `7f3a-91c2`.
    pub fingerprint: String,
    /// The stated problem, verbatim.
    pub problem: Option<String>,
    /// The customer, verbatim.
    pub customer: Option<String>,
    /// What would have changed our mind, watched where it names a measure and a number.
    pub kill_criterion: Option<KillCriterion>,
    /// What was forecast, in percent.
    pub forecasts: Vec<f64>,
}

/// A frozen measure with how much is known of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct TrackedMeasure {
    /// The promise.
    pub promised: RecordedMeasure,
    /// How many values there are.
    pub values: u32,
    /// How many signals since the launch.
    pub signals: u32,
    /// The latest value and its date, ISO.
    pub latest: Option<LatestValue>,
}

/// A launch, whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Launch {
    /// What lists show.
    pub line: LaunchLine,
    /// The headline of the proposal now.
    pub headline: String,
    /// The words it is judged by.
    pub frozen: Frozen,
    /// The problem as it reads today, when it differs from the frozen one.
    pub drift: Option<String>,
    /// What became of the frozen words then; empty without drift.
    pub drift_words: Vec<Piece>,
    /// The measures it is judged by.
    pub measures: Vec<TrackedMeasure>,
    /// What changed since the launch, oldest first.
    pub signals: Vec<LaunchSignal>,
    /// The check-ins, oldest first.
    pub check_ins: Vec<CheckIn>,
    /// Why it was stopped, when it was.
    pub stopped: Option<Stopped>,
    /// The verdicts given, oldest first.
    pub verdicts: Vec<Retro>,
}

/// Why an approved or launched idea was given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Stopped {
    /// Why.
    pub why: String,
    /// What it cost.
    pub cost: Option<String>,
    /// When, RFC 3339.
    pub at: String,
}

impl Portfolio {
    /// Launches on a date given as text.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the text is no date; else as [`Portfolio::launch_proposal`].
    pub fn launch_proposal_on(&self, id: ProposalId, on: &str) -> Result<Changed<super::Launched>> {
        let date = crate::measures::optional_date("on", on)?;
        self.launch_proposal(id, date.ok_or_else(|| Error::invalid("on", Reason::Required))?)
    }

    /// A launch with the words it is judged by.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown launch.
    pub fn launch(&self, id: LaunchId) -> Result<Launch> {
        let today = self.world.today();
        self.read(|conn| {
            let row = super::row(conn, id)?;
            let line = rows::lines(conn, today)?.into_iter().find(|line| line.id == id);
            let line = line.ok_or_else(|| Error::not_found(Entity::Launch, id))?;
            let (record, fingerprint) = record(conn, &row)?;
            let now = proposals::stated_problem(conn, row.proposal)?;
            let drifted = !documents::same_words(record.proposal.problem.as_deref(), now.as_deref());
            let outline = documents::outline(&proposals::document_text(conn, row.proposal)?);
            let promised = &record.proposal.measures;
            let measures: Vec<TrackedMeasure> =
                promised.iter().map(|promised| tracked(conn, promised, &row)).collect::<Result<_>>()?;
            let signals = promised.iter().map(|promised| signals::of_measure(conn, &row, promised));
            let since = |latest: &LatestValue| latest.date >= line.launched_on;
            let latest: Vec<_> =
                measures.iter().map(|one| (one.promised.name.as_str(), one.latest.clone().filter(since))).collect();
            Ok(Launch {
                line,
                signals: signals.collect::<Result<Vec<_>>>()?.concat(),
                check_ins: check_ins::of_launch(conn, id)?,
                stopped: stopped(conn, &row)?,
                headline: outline.headline.map(|part| documents::plain(&part.text)).unwrap_or_default(),
                verdicts: retros::of_launch(conn, id)?,
                drift_words: if drifted {
                    let frozen = record.proposal.problem.as_deref().unwrap_or_default();
                    proposals::compare(frozen.trim(), now.as_deref().unwrap_or_default().trim())
                } else {
                    vec![]
                },
                drift: drifted.then(|| now.unwrap_or_default()),
                frozen: Frozen {
                    decision: row.decision.to_string(),
                    at: record.at,
                    fingerprint,
                    problem: record.proposal.problem,
                    customer: record.proposal.customer,
                    kill_criterion: record.kill_criterion.map(|text| super::kill::read(&text, &latest)),
                    forecasts: record.forecasts.iter().map(|forecast| forecast.percent).collect(),
                },
                measures,
            })
        })
    }

    /// The evidence per frozen measure, the primary one first.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown launch.
    pub fn evidence(&self, id: LaunchId) -> Result<Vec<Evidence>> {
        let today = self.world.today();
        self.read(|conn| evidence_of(conn, id, today))
    }
}

/// Open launches whose kill criterion holds: (launch, frozen problem, date of the value that says so).
pub(crate) fn kill_criteria_met(conn: &Connection, today: Date) -> Result<Vec<(LaunchId, String, Date)>> {
    let mut met = vec![];
    for line in rows::lines(conn, today)?.into_iter().filter(|line| line.next_check_in.is_some()) {
        let row = super::row(conn, line.id)?;
        let (record, _) = record(conn, &row)?;
        let Some(text) = &record.kill_criterion else { continue };
        let mut latest = vec![];
        for promised in &record.proposal.measures {
            let values = values(conn, promised, row.launched_on)?;
            let since = values.last().filter(|last| last.date >= row.launched_on);
            latest.push((promised.name.as_str(), since.map(LatestValue::from)));
        }
        let watched = super::kill::read(text, &latest).watched.filter(|watched| watched.holds == Some(true));
        if let Some(latest) = watched.and_then(|watched| watched.latest) {
            met.push((line.id, line.problem, super::recorded_date(Some(&latest.date))?.unwrap_or(today)));
        }
    }
    Ok(met)
}

fn evidence_of(conn: &Connection, id: LaunchId, today: Date) -> Result<Vec<Evidence>> {
    let row = super::row(conn, id)?;
    let (record, _) = record(conn, &row)?;
    let judged = record.proposal.measures.iter().map(|promised| {
        let values = values(conn, promised, row.launched_on)?;
        Ok(judged(conn, promised, &values, &row, today)?.0)
    });
    Ok(evidence::together(judged.collect::<Result<_>>()?))
}

pub(super) fn judged(
    conn: &Connection,
    promised: &RecordedMeasure,
    values: &[Dated],
    row: &LaunchRow,
    today: Date,
) -> Result<(Evidence, Shown)> {
    let dates = super::due_dates(promised, row)?;
    let promise = Promise {
        role: promised.role,
        margin: promised.margin.unwrap_or(0.0),
        aggregate: promised.aggregate,
        due: Some(dates.due),
        weeks_due: dates.weeks_due,
        baseline_from: super::recorded_date(promised.baseline_from.as_deref())?,
        judged_points: promised.judged_points.unwrap_or(WINDOW_FROM),
        explained: explained(conn, promised)?,
        ..Promise::bare(&promised.name, promised.direction, promised.target)
    };
    Ok(evidence::judge(&promise, values, row.launched_on, today))
}

/// The dates of a measure that something is known about.
fn explained(conn: &Connection, promised: &RecordedMeasure) -> Result<Vec<Date>> {
    let Some(holder) = measures::holder_of(conn, &promised.id)? else { return Ok(vec![]) };
    Ok(crate::measures::noted(conn, holder.key)?.into_iter().map(|(on, _)| on).collect())
}

fn tracked(conn: &Connection, promised: &RecordedMeasure, row: &LaunchRow) -> Result<TrackedMeasure> {
    let values = values(conn, promised, row.launched_on)?;
    let split = series::split(&values, row.launched_on, promised.aggregate);
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    Ok(TrackedMeasure {
        promised: promised.clone(),
        values: count(values.len()),
        signals: count(signalled(conn, &split, promised, row)?.len()),
        latest: values.last().map(LatestValue::from),
    })
}

/// The series of a frozen measure on both sides of its launch.
pub(super) fn series_of(conn: &Connection, promised: &RecordedMeasure, row: &LaunchRow) -> Result<Split> {
    let values = values(conn, promised, row.launched_on)?;
    Ok(series::split(&values, row.launched_on, promised.aggregate))
}

/// The signals after the launch, by the limits locked before it or computed anew since; points are counted from the launch.
pub(super) fn signalled(
    conn: &Connection,
    split: &Split,
    promised: &RecordedMeasure,
    row: &LaunchRow,
) -> Result<Vec<Signal>> {
    let Some(holder) = measures::holder_of(conn, &promised.id)? else { return Ok(vec![]) };
    let rebased: Vec<Date> = rebased(conn, holder.key)?.into_iter().map(|(from, _)| from).collect();
    let points = [split.before.as_slice(), &split.after].concat();
    let narrow = |count: usize| u32::try_from(count).map_err(|_| Error::corrupt("there are too many points"));
    let launched = narrow(split.before.len())?;
    let mut found = vec![];
    for stretch in stretches(&points, Some(row.launched_on), &rebased, options(promised)) {
        let begins = narrow(stretch.begins)?;
        let xmr::SplitXmr { before, after } = stretch.split;
        for (from, signals) in [(begins, before.signals), (begins + before.n, after.signals)] {
            // A signal lies wholly on one side of the launch, as its limits do.
            found.extend(signals.into_iter().filter_map(|signal| {
                let points =
                    signal.points.iter().map(|point| (from + point).checked_sub(launched)).collect::<Option<_>>();
                Some(Signal { rule: signal.rule, points: points? })
            }));
        }
    }
    Ok(found)
}

fn stopped(conn: &Connection, row: &LaunchRow) -> Result<Option<Stopped>> {
    let proposal = proposals::row(conn, row.proposal)?;
    if proposal.stage != Stage::Stopped {
        return Ok(None);
    }
    let cost = crate::storage::proposals::stop_cost(conn, row.proposal)?;
    let why = proposal.stage_why.unwrap_or_default();
    Ok(Some(Stopped { why, cost, at: proposal.stage_since.to_string() }))
}

pub(super) fn options(promised: &RecordedMeasure) -> xmr::Options {
    xmr::Options { floor: promised.floor, ..xmr::Options::default() }
}

/// The values of a frozen measure, a rate that comes daily as weeks; none when it was never measured.
pub(super) fn values(conn: &Connection, promised: &RecordedMeasure, launched_on: Date) -> Result<Vec<Dated>> {
    match measures::holder_of(conn, &promised.id)? {
        Some(holder) => Ok(series::rates(&observations::standing_readings(conn, holder.key)?, launched_on)),
        None => Ok(vec![]),
    }
}

pub(super) fn record(conn: &Connection, row: &LaunchRow) -> Result<(Record, String)> {
    let stored =
        decisions::get(conn, row.decision)?.ok_or_else(|| Error::corrupt(format!("{} has no record", row.id)))?;
    let record = Record::read(&stored.record, row.decision)?;
    Ok((record, crate::fingerprint::short(&stored.sha256)))
}
