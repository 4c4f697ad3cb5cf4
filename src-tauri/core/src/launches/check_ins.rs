//! Check-ins: what customers experience since the launch, on a schedule.
//!
//! A check-in asks in this order: what customers experienced, the values, any signal, whether we would approve it again.
//! Invariant: all of a check-in is recorded, or none; without a signal no explanation is asked.

use jiff::ToSpan as _;
use jiff::civil::Date;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{LaunchId, LaunchRow, signals};
use crate::change::{Action, Changed, Topic};
use crate::error::{Error, Reason, Result, Rule};
use crate::measures::xmr::SignalRule;
use crate::measures::{self, DatedText, optional_date};
use crate::portfolio::{Portfolio, Writing};
use crate::proposals::{self, Stage};
use crate::storage::{check_ins as rows, explanations, launches as launch_rows, measures as measure_rows, retros};

/// The longest time between check-ins, in days.
const LONGEST: u32 = 366;

crate::vocabulary! {
    /// An answer to a question that may be left open.
    pub enum Reply {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// I don't know yet: a full answer.
        Unsure = "unsure",
    }
}

/// What a signal is known by: its measure, its rule and the date of its first point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SignalKey {
    /// The measure, by identity.
    pub measure: String,
    /// The rule that fired.
    pub rule: SignalRule,
    /// The date of the first point, ISO.
    pub from: String,
}

/// What is known of a signal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Explanation {
    /// Which signal.
    #[serde(flatten)]
    pub signal: SignalKey,
    /// What is known; empty for "I don't know yet".
    pub said: String,
}

/// The values of a measure that come with a check-in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct CheckInValues {
    /// The measure, by identity.
    pub measure: String,
    /// Its values.
    pub values: Vec<DatedText>,
}

/// A check-in to record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct CheckInInput {
    /// When, ISO; today when empty.
    pub on: String,
    /// What customers experienced; required.
    pub experienced: String,
    /// The values that came in.
    pub values: Vec<CheckInValues>,
    /// What is known of the signals.
    pub explanations: Vec<Explanation>,
    /// Knowing this, would we approve it again?
    pub again: Reply,
    /// Why, in words.
    pub again_why: String,
    /// Does the kill criterion hold? Asked when the record names one.
    pub kill: Option<Reply>,
}

/// A check-in that was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CheckIn {
    /// Identity, UUIDv7.
    pub id: String,
    /// When, ISO.
    pub on: String,
    /// What customers experienced.
    pub experienced: String,
    /// Knowing this, would we approve it again?
    pub again: Reply,
    /// Why, in words.
    pub again_why: Option<String>,
    /// Whether the kill criterion held.
    pub kill: Option<Reply>,
}

const TOPICS: &[Topic] = &[Topic::Launches, Topic::Measures, Topic::Proposals, Topic::Journal];

impl Portfolio {
    /// Records a check-in with its values and explanations.
    ///
    /// # Errors
    /// [`Error::Invalid`] without what customers experienced, or for a date or value that cannot be; [`Error::Rejected`] when
    /// the launch has ended. Nothing is recorded then.
    pub fn record_check_in(&self, id: LaunchId, input: &CheckInInput) -> Result<Changed<String>> {
        let experienced = input.experienced.trim();
        if experienced.is_empty() {
            return Err(Error::invalid("experienced", Reason::Required));
        }
        let on = optional_date("on", &input.on)?;
        self.transact(Action::CheckIn, TOPICS, |w| {
            let row = super::row(w.conn, id)?;
            refuse_ended(w.conn, &row)?;
            for CheckInValues { measure, values } in &input.values {
                measures::record(w, measure, &measures::readings(values)?)?;
            }
            for explanation in &input.explanations {
                keep_explanation(w, &row, explanation)?;
            }
            let check_in = CheckIn {
                id: w.new_id().to_string(),
                on: on.unwrap_or(w.today).to_string(),
                experienced: experienced.to_owned(),
                again: input.again,
                again_why: Some(input.again_why.trim().to_owned()).filter(|why| !why.is_empty()),
                kill: input.kill,
            };
            rows::insert(w.conn, id, &check_in, w.now)?;
            w.about(id);
            Ok(check_in.id)
        })
    }

    /// Says what is known of a signal; nothing said means "I don't know yet". Earlier explanations are kept.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown launch or measure; [`Error::Invalid`] for a date that is none.
    pub fn explain_signal(&self, id: LaunchId, explanation: &Explanation) -> Result<Changed<()>> {
        self.transact(Action::ExplainSignal, TOPICS, |w| {
            keep_explanation(w, &super::row(w.conn, id)?, explanation)?;
            w.about(id);
            Ok(())
        })
    }

    /// Sets how many days lie between check-ins.
    ///
    /// # Errors
    /// [`Error::Invalid`] outside 1 to 366; [`Error::NotFound`] for an unknown launch.
    pub fn schedule_check_ins(&self, id: LaunchId, every_days: u32) -> Result<Changed<()>> {
        if !(1..=LONGEST).contains(&every_days) {
            return Err(Error::invalid("every_days", Reason::OutOfRange("1 to 366 days")));
        }
        self.transact(Action::ScheduleCheckIns, TOPICS, |w| {
            super::row(w.conn, id)?;
            launch_rows::set_check_every(w.conn, id, every_days)?;
            w.about(id);
            w.detail(every_days);
            Ok(())
        })
    }
}

/// What has ended takes no more check-ins: a verdict stands, or it was stopped.
fn refuse_ended(conn: &Connection, row: &LaunchRow) -> Result<()> {
    let stopped = proposals::row(conn, row.proposal)?.stage == Stage::Stopped;
    if stopped || retros::count(conn, row.id)? > 0 {
        return Err(Error::rejected(row.id, Rule::LaunchEnded));
    }
    Ok(())
}

fn keep_explanation(w: &Writing<'_>, row: &LaunchRow, explanation: &Explanation) -> Result<()> {
    let SignalKey { measure, rule, from } = &explanation.signal;
    let from = optional_date("from", from)?.ok_or_else(|| Error::invalid("from", Reason::Required))?;
    let holder = measure_rows::holder_of(w.conn, measure)?;
    let holder = holder.ok_or_else(|| Error::not_found(crate::Entity::Measure, measure))?;
    explanations::insert(
        w.conn,
        &explanations::New {
            uuid: w.new_id(),
            launch: row.id,
            measure: holder.key,
            rule: signals::word(*rule),
            from,
            said: Some(explanation.said.trim()).filter(|said| !said.is_empty()),
            at: w.now,
        },
    )
}

/// When the next check-in is due.
pub(crate) fn next_check_in(launched_on: Date, last: Option<Date>, every_days: u32) -> Date {
    let days = i32::try_from(every_days).unwrap_or(i32::MAX);
    last.unwrap_or(launched_on).saturating_add(days.days())
}
