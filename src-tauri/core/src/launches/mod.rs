//! Launches: approved proposals that shipped, judged against the words they were approved with.
//!
//! This file is the noun and launching; `tracker` what a launch shows: frozen words, evidence; `charts`
//! its measures drawn; `check_ins` what is
//! asked on a schedule; `signals` what changed since; `kill` the kill criterion, watched. Not here: verdicts, which are
//! `retros`. Invariant: everything a launch is judged by comes from its record, never from today's text.

mod charts;
mod check_ins;
mod kill;
mod signals;
mod tracker;

use jiff::ToSpan as _;
use jiff::civil::Date;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::{Action, Changed, Topic};
use crate::decisions::{DecisionId, Record, RecordedMeasure};
use crate::error::{Entity, Error, Result, Rule};
use crate::portfolio::Portfolio;
use crate::proposals::{self, Cause, ProposalId, Stage};
use crate::retros::Verdict;
use crate::storage::{decisions, launches as rows};
pub use charts::{Chart, ChartKind};
pub(crate) use check_ins::next_check_in;
pub use check_ins::{CheckIn, CheckInInput, CheckInValues, Explanation, Reply, SignalKey};
pub use kill::{KillCriterion, Watched};
pub use signals::{Explained, LaunchSignal};
pub(crate) use tracker::kill_criteria_met;
pub use tracker::{Frozen, Launch, Stopped, TrackedMeasure};

crate::identity! {
    /// `L-002`
    pub struct LaunchId = "L"
}

/// Without a due date of its primary measure a launch is looked back on after this many days.
const LOOK_BACK_AFTER_DAYS: i32 = 90;

/// What a list shows of a launch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LaunchLine {
    /// `L-002`
    pub id: LaunchId,
    /// Which proposal.
    pub proposal: ProposalId,
    /// The problem as it was frozen.
    pub problem: String,
    /// When it launched, ISO.
    pub launched_on: String,
    /// How many days ago; negative before.
    pub day: i32,
    /// When the retro falls due, ISO.
    pub due_on: String,
    /// Whether that has come and no verdict was given.
    pub due: bool,
    /// The latest verdict.
    pub verdict: Option<Verdict>,
    /// Whether it was stopped.
    pub stopped: bool,
    /// How many days lie between check-ins.
    pub check_every_days: u32,
    /// When the next check-in is due, ISO; none once it ended.
    pub next_check_in: Option<String>,
    /// Whether that has come.
    pub check_in_due: bool,
}

/// A launch as the list of launches shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LaunchEntry {
    /// What every list shows.
    #[serde(flatten)]
    pub line: LaunchLine,
    /// How many signals there were since the launch.
    pub signals: u32,
    /// How many of them nobody has said anything about.
    pub unexplained: u32,
}

/// A launch that was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Launched {
    /// `L-002`
    pub id: LaunchId,
    /// The date lies before the decision: taken, and said so.
    pub before_decision: bool,
}

/// A row of `launches`.
#[derive(Debug, Clone)]
pub(crate) struct LaunchRow {
    pub(crate) id: LaunchId,
    pub(crate) proposal: ProposalId,
    pub(crate) decision: DecisionId,
    pub(crate) launched_on: Date,
    pub(crate) due_on: Date,
}

impl Portfolio {
    /// Launches an approved proposal on a date.
    ///
    /// # Errors
    /// [`Error::Rejected`] without a printed approval, or when that approval was launched already.
    pub fn launch_proposal(&self, id: ProposalId, on: Date) -> Result<Changed<Launched>> {
        const TOPICS: &[Topic] = &[Topic::Launches, Topic::Proposals, Topic::Journal];
        self.transact(Action::Launch, TOPICS, |w| {
            let row = proposals::row(w.conn, id)?;
            proposals::refuse_trashed(&row)?;
            let approval = decisions::approval(w.conn, id)?.ok_or_else(|| Error::rejected(id, Rule::NeedsApproval))?;
            if rows::of_decision(w.conn, approval.id)?.is_some() {
                return Err(Error::rejected(id, Rule::AlreadyLaunched));
            }
            if !matches!(row.stage, Stage::Approved | Stage::Building) {
                return Err(Error::rejected(id, Rule::NeedsApproval));
            }
            proposals::keep_revision(w, id, Cause::Launch)?;
            let record = Record::read(&approval.record, approval.id)?;
            let launch = rows::insert(
                w.conn,
                &rows::New {
                    uuid: w.new_id(),
                    proposal: id,
                    decision: approval.id,
                    launched_on: on,
                    due_on: due(&record, on)?,
                    at: w.now,
                },
            )?;
            proposals::enter(w, &row, Stage::Launched, None)?;
            w.about(id);
            w.detail(launch);
            let decided: Option<jiff::Timestamp> = record.at.parse().ok();
            let before_decision = decided.is_some_and(|at| on < w.date_of(at));
            Ok(Launched { id: launch, before_decision })
        })
    }

    /// Every launch, the newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn launches(&self) -> Result<Vec<LaunchEntry>> {
        let today = self.world.today();
        self.read(|conn| {
            let entries = rows::lines(conn, today)?.into_iter().map(|line| {
                let row = row(conn, line.id)?;
                let (record, _) = tracker::record(conn, &row)?;
                let (unexplained, signals) = signals::count(conn, &row, &record.proposal.measures)?;
                Ok(LaunchEntry { line, signals, unexplained })
            });
            entries.collect()
        })
    }
}

/// When the retro falls due: when its primary measure does, else after ninety days.
fn due(record: &Record, launched_on: Date) -> Result<Date> {
    let primary = match record.primary() {
        Some(primary) => promised_dates(primary, launched_on)?.into_iter().flatten().next(),
        None => None,
    };
    Ok(primary.unwrap_or(launched_on.saturating_add(LOOK_BACK_AFTER_DAYS.days())))
}

/// When a frozen measure is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct DueDates {
    /// At its date, else at its weeks after launch, else with the launch.
    due: Date,
    /// At its weeks after launch, when it has both.
    weeks_due: Option<Date>,
}

fn due_dates(promised: &RecordedMeasure, row: &LaunchRow) -> Result<DueDates> {
    let [date, weeks] = promised_dates(promised, row.launched_on)?;
    Ok(DueDates { due: date.or(weeks).unwrap_or(row.due_on), weeks_due: date.and(weeks) })
}

/// The date of a frozen measure, and its weeks after launch as one.
fn promised_dates(promised: &RecordedMeasure, launched_on: Date) -> Result<[Option<Date>; 2]> {
    let weeks = promised.due_weeks.and_then(|weeks| i32::try_from(weeks).ok());
    let weeks = weeks.map(|weeks| launched_on.saturating_add(weeks.weeks()));
    Ok([recorded_date(promised.due.as_deref())?, weeks])
}

fn recorded_date(text: Option<&str>) -> Result<Option<Date>> {
    let read = |text: &str| text.parse().map_err(|_| Error::corrupt(format!("a record holds the date “{text}”")));
    text.map(read).transpose()
}

pub(crate) fn row(conn: &Connection, id: LaunchId) -> Result<LaunchRow> {
    rows::get(conn, id)?.ok_or_else(|| Error::not_found(Entity::Launch, id))
}
