//! Measures: how we will know, and the values that tell.
//!
//! This file is the noun; `stating`, `observing` and `importing` are what a person does with it; `products` are measures that stand
//! without a proposal; `dates`, `table`, `series` and `xmr` are pure arithmetic and reading. Not here: what the values mean
//! for a verdict, which is `evidence`.

pub mod dates;
mod importing;
mod observing;
mod ods;
mod products;
mod rebasing;
pub(crate) mod rows;
pub mod series;
pub mod sheet;
mod stating;
pub mod table;
pub mod xmr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::Topic;
use crate::documents;
use crate::error::{Error, Reason, Result, Unread};
pub use importing::{MappedColumn, SheetImport, SheetInput, SheetMapping, SheetPreview, SheetRow};
pub(crate) use observing::{noted, readings, record};
pub use products::{Product, ProductMeasure};
pub(crate) use rebasing::rebased;
pub use rebasing::{Rebase, Stretch, stretches};
pub(crate) use stating::{CheckedDates, checked, key};

crate::vocabulary! {
    /// Which way is better.
    pub enum Direction {
        /// More is better.
        Up = "up",
        /// Less is better.
        Down = "down",
    }
}

crate::vocabulary! {
    /// How several values of a week become one.
    pub enum Aggregate {
        /// Their sum.
        Sum = "sum",
        /// Their mean.
        Mean = "mean",
        /// The lowest.
        Min = "min",
        /// The highest.
        Max = "max",
        /// The earliest.
        First = "first",
        /// The latest.
        Last = "last",
    }
}

crate::vocabulary! {
    /// How often a value is expected.
    pub enum Cadence {
        /// Every day.
        Day = "day",
        /// Every week.
        Week = "week",
        /// Every month.
        Month = "month",
    }
}

crate::vocabulary! {
    /// What a measure is for.
    pub enum Role {
        /// The one the retro waits for.
        Primary = "primary",
        /// Another result.
        Outcome = "outcome",
        /// Something we control.
        Input = "input",
        /// Something that must not get worse.
        Guardrail = "guardrail",
    }
}

/// A measure as a person states it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct MeasureInput {
    /// What is counted: "Unfilled nights".
    pub name: String,
    /// In what: "%", "min", or nothing.
    pub unit: String,
    /// Which way is better.
    pub direction: Direction,
    /// Where it stands today.
    pub baseline: Option<f64>,
    /// When the baseline will be known, ISO, instead of a number.
    pub baseline_by: Option<String>,
    /// Where it should be.
    pub target: Option<f64>,
    /// By when, ISO.
    pub due: Option<String>,
    /// By how many weeks after launch, instead of or beside a date.
    pub due_weeks: Option<u32>,
    /// How several values of a week become one.
    pub aggregate: Aggregate,
    /// What it is for.
    pub role: Role,
    /// How much worse a guardrail may get, in its unit.
    pub margin: Option<f64>,
    /// The lowest value that can be: 0 for counts.
    pub floor: Option<f64>,
    /// How often a value is expected; weekly when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence: Option<Cadence>,
    /// What a rate is divided by: "Calls offered". Weeks are then numerators over denominators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator: Option<String>,
    /// From when on history counts as the baseline, ISO; all of it when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline_from: Option<String>,
    /// How many points are judged, 8 or more; 8 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judged_points: Option<u32>,
    /// The measure of a running product whose values it takes, by identity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl MeasureInput {
    /// A measure with nothing but a name and a direction; an outcome, averaged.
    #[must_use]
    pub fn named(name: &str, direction: Direction) -> Self {
        Self {
            name: name.to_owned(),
            unit: String::new(),
            direction,
            baseline: None,
            baseline_by: None,
            target: None,
            due: None,
            due_weeks: None,
            aggregate: Aggregate::Mean,
            role: Role::Outcome,
            margin: None,
            floor: None,
            cadence: None,
            denominator: None,
            baseline_from: None,
            judged_points: None,
            source: None,
        }
    }
}

/// A stored measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Measure {
    /// Identity, UUIDv7; what records hold.
    pub id: String,
    /// What was stated.
    #[serde(flatten)]
    pub stated: MeasureInput,
}

impl Measure {
    /// What the linter needs of a measure.
    pub(crate) fn stated(&self) -> documents::MeasureFacts {
        facts(&self.stated)
    }
}

/// What the linter needs of a measure as it is stated.
pub(crate) fn facts(stated: &MeasureInput) -> documents::MeasureFacts {
    documents::MeasureFacts {
        name: stated.name.clone(),
        has_baseline: stated.baseline.is_some() || stated.baseline_by.is_some(),
        has_target: stated.target.is_some(),
        has_due: stated.due.is_some() || stated.due_weeks.is_some(),
    }
}

/// A value of a measure on a date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Observation {
    /// The date, ISO.
    pub date: String,
    /// The value.
    pub value: f64,
    /// What a rate was divided by.
    pub denominator: Option<f64>,
    /// The values it replaced, oldest first.
    pub replaced: Vec<Replaced>,
}

/// A value that a later one for the same date replaced.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Replaced {
    /// What it was.
    pub value: f64,
    /// When it had been recorded, RFC 3339.
    pub at: String,
    /// When it was replaced, RFC 3339.
    pub until: String,
}

/// A dated explanation of a measure's values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Annotation {
    /// Identity, UUIDv7.
    pub id: String,
    /// The date it explains, ISO.
    pub date: String,
    /// What happened.
    pub text: String,
    /// When it was written, RFC 3339.
    pub at: String,
}

/// The latest value of a measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct LatestValue {
    /// Its date, ISO.
    pub date: String,
    /// The value.
    pub value: f64,
}

impl From<&Dated> for LatestValue {
    fn from(dated: &Dated) -> Self {
        Self { date: dated.date.to_string(), value: dated.value }
    }
}

/// A date and a value to record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dated {
    /// The date.
    pub date: Date,
    /// The value; finite.
    pub value: f64,
}

/// A value with what it was divided by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// The date.
    pub date: Date,
    /// The value; finite.
    pub value: f64,
    /// What a rate was divided by; above 0.
    pub denominator: Option<f64>,
}

impl From<&Dated> for Reading {
    fn from(dated: &Dated) -> Self {
        Self { date: dated.date, value: dated.value, denominator: None }
    }
}

/// A date and a value as they cross a border.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct DatedText {
    /// The date, ISO.
    pub date: String,
    /// The value; finite.
    pub value: f64,
    /// What a rate was divided by; above 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator: Option<f64>,
}

/// What recording came to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct Recorded {
    /// How many values were recorded.
    pub recorded: u32,
    /// How many stood there already, the same.
    pub unchanged: u32,
    /// The dates on which a value replaced an earlier one, ISO. The earlier one is kept as history.
    pub replaced: Vec<String>,
}

const TOPICS: &[Topic] = &[Topic::Measures, Topic::Proposals, Topic::Documents, Topic::Launches];

/// An ISO date, or none for an empty text.
pub(crate) fn optional_date(field: &'static str, text: &str) -> Result<Option<Date>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| Error::invalid(field, Unread::NotADate.with([("text", &text)])))
}

/// The hash that `check` compares an observation with: what was observed, when it came in, and when another took its place.
pub(crate) fn seal(measure: &str, reading: &Reading, at: &str, until: Option<&str>) -> String {
    let text = format!("{} at {at} until {}", observed(measure, reading), until.unwrap_or("now"));
    crate::fingerprint::sha256(text.as_bytes())
}

/// The same as version 0.1 stored it: over what was observed alone.
pub(crate) fn first_seal(measure: &str, reading: &Reading) -> String {
    crate::fingerprint::sha256(observed(measure, reading).as_bytes())
}

fn observed(measure: &str, reading: &Reading) -> String {
    let divided = reading.denominator.map(|denominator| format!(" {:016x}", denominator.to_bits()));
    // The file keeps no negative zero.
    format!("{measure} {} {:016x}{}", reading.date, (reading.value + 0.0).to_bits(), divided.unwrap_or_default())
}

/// A table that cannot be read, as a failure of the person's input.
#[must_use]
pub fn unreadable(error: table::TableError) -> Error {
    Error::invalid("table", error.into())
}

impl From<table::TableError> for Reason {
    fn from(error: table::TableError) -> Self {
        use table::TableError as Wrong;
        match error {
            Wrong::Date(error) => error.into(),
            Wrong::NotANumber { row, column, text } => {
                Unread::NotANumber.with([("line", &row), ("column", &column), ("text", &text)])
            }
            Wrong::Uneven { row, found, expected } => {
                Unread::UnevenRow.with([("line", &row), ("found", &found), ("expected", &expected)])
            }
            Wrong::Empty => Unread::NoValues.into(),
            Wrong::Unreadable { row, why } => Unread::RowNotRead.with([("line", &row), ("error", &why)]),
        }
    }
}

impl From<dates::DateError> for Reason {
    fn from(error: dates::DateError) -> Self {
        let (why, row, text) = match error {
            dates::DateError::NotADate { row, text } => (Unread::NoDateInRow, row, text),
            dates::DateError::Ambiguous { row, text } => (Unread::AmbiguousDate, row, text),
            dates::DateError::Contradiction { row, text } => (Unread::ContradictingDate, row, text),
        };
        why.with([("line", &row), ("text", &text)])
    }
}
