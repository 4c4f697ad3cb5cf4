//! Measures: how we will know, and the values that tell.
//!
//! This file is the noun and what a person does with it; `dates`, `table`, `series` and `xmr` are pure arithmetic and
//! reading. Not here: what the values mean for a verdict, which is `evidence`.

pub mod dates;
pub mod series;
pub mod table;
pub mod xmr;

use jiff::civil::Date;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::{Action, Changed, Topic};
use crate::documents;
use crate::error::{Entity, Error, Reason, Result};
use crate::portfolio::Portfolio;
use crate::proposals::{self, ProposalId};
use crate::storage::{decisions, measures as rows, observations};

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
        let stated = &self.stated;
        documents::MeasureFacts {
            name: stated.name.clone(),
            has_baseline: stated.baseline.is_some() || stated.baseline_by.is_some(),
            has_target: stated.target.is_some(),
            has_due: stated.due.is_some() || stated.due_weeks.is_some(),
        }
    }
}

/// A value of a measure on a date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Observation {
    /// The date, ISO.
    pub date: String,
    /// The value.
    pub value: f64,
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
}

/// A date and a value to record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dated {
    /// The date.
    pub date: Date,
    /// The value; finite.
    pub value: f64,
}

/// A date and a value as they cross a border.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct DatedText {
    /// The date, ISO.
    pub date: String,
    /// The value; finite.
    pub value: f64,
}

/// What recording came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Recorded {
    /// How many values were recorded.
    pub recorded: u32,
    /// The dates on which a value replaced an earlier one, ISO. The earlier one is kept as history.
    pub replaced: Vec<String>,
}

const TOPICS: &[Topic] = &[Topic::Measures, Topic::Proposals, Topic::Documents, Topic::Launches];

impl Portfolio {
    /// The measures of a proposal, the primary one first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn measures(&self, proposal: ProposalId) -> Result<Vec<Measure>> {
        self.read(|conn| rows::of_proposal(conn, proposal))
    }

    /// Adds a measure and returns its id.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty or taken name, a number that is not finite or an unreadable date.
    pub fn add_measure(&self, proposal: ProposalId, new: &MeasureInput) -> Result<Changed<String>> {
        let checked = checked(new)?;
        self.transact(Action::AddMeasure, TOPICS, |w| {
            let row = proposals::row(w.conn, proposal)?;
            proposals::refuse_trashed(&row)?;
            refuse_namesake(w.conn, proposal, &new.name, None)?;
            let id = w.new_id().to_string();
            rows::insert(w.conn, proposal, &id, new, &checked)?;
            w.about(proposal);
            w.detail(new.name.trim());
            Ok(id)
        })
    }

    /// Restates a measure. A printed record keeps the words it was printed with.
    ///
    /// # Errors
    /// As [`Portfolio::add_measure`]; [`Error::NotFound`] for an unknown id.
    pub fn change_measure(&self, id: &str, new: &MeasureInput) -> Result<Changed<()>> {
        let checked = checked(new)?;
        self.transact(Action::ChangeMeasure, TOPICS, |w| {
            let proposal = owner(w.conn, id)?;
            refuse_namesake(w.conn, proposal, &new.name, Some(id))?;
            rows::update(w.conn, id, new, &checked)?;
            w.about(proposal);
            w.detail(new.name.trim());
            Ok(())
        })
    }

    /// Removes a measure with its values.
    ///
    /// # Errors
    /// [`Error::Frozen`] when a printed approval stands on it; [`Error::NotFound`] for an unknown id.
    pub fn remove_measure(&self, id: &str) -> Result<Changed<()>> {
        self.transact(Action::RemoveMeasure, TOPICS, |w| {
            let proposal = owner(w.conn, id)?;
            if decisions::approval(w.conn, proposal)?.is_some() {
                return Err(Error::Frozen { what: proposal.to_string() });
            }
            rows::delete(w.conn, id)?;
            w.about(proposal);
            Ok(())
        })
    }

    /// The values of a measure by date, each with what it replaced.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown id.
    pub fn observations(&self, measure: &str) -> Result<Vec<Observation>> {
        self.read(|conn| observations::all(conn, key(conn, measure)?))
    }

    /// Records values. On a date that has one the later value replaces it; the earlier is kept as history.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a value that is not a finite number; nothing is recorded then.
    pub fn record_observations(&self, measure: &str, values: &[Dated]) -> Result<Changed<Recorded>> {
        if values.iter().any(|dated| !dated.value.is_finite()) {
            return Err(Error::invalid("value", Reason::OutOfRange("a finite number")));
        }
        self.transact(Action::RecordObservations, TOPICS, |w| {
            let key = key(w.conn, measure)?;
            let proposal = owner(w.conn, measure)?;
            let mut replaced = vec![];
            for dated in values {
                let sha256 = seal(measure, dated.date, dated.value);
                if observations::put(w.conn, key, dated, &sha256, w.now)? {
                    replaced.push(dated.date.to_string());
                }
            }
            w.about(proposal);
            w.detail(values.len());
            Ok(Recorded { recorded: u32::try_from(values.len()).unwrap_or(u32::MAX), replaced })
        })
    }

    /// Records values given as dates and numbers in text form.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a date that is none; else as [`Portfolio::record_observations`].
    pub fn record_dated_texts(&self, measure: &str, values: &[DatedText]) -> Result<Changed<Recorded>> {
        let dated = values.iter().map(|given| {
            let date = optional_date("date", &given.date)?;
            let date = date.ok_or_else(|| Error::invalid("date", Reason::Required))?;
            Ok(Dated { date, value: given.value })
        });
        self.record_observations(measure, &dated.collect::<Result<Vec<_>>>()?)
    }

    /// Reads a pasted table or CSV of dates and values; nothing is recorded.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming row and column of what cannot be read.
    pub fn read_table(&self, text: &str) -> Result<Vec<DatedText>> {
        let table = table::read(text.as_bytes(), None).map_err(unreadable)?;
        let values = table.columns.into_iter().next().map(|column| column.values).unwrap_or_default();
        let rows = table.dates.iter().zip(values);
        Ok(rows.filter_map(|(date, value)| Some(DatedText { date: date.to_string(), value: value? })).collect())
    }

    /// The measure of a proposal with this name; a prefix that only one name has is enough.
    ///
    /// # Errors
    /// [`Error::NotFound`] when none has it, [`Error::Invalid`] when several do.
    pub fn find_measure(&self, proposal: ProposalId, name: &str) -> Result<Measure> {
        let wanted = name.trim().to_lowercase();
        let mut all = self.measures(proposal)?;
        // A column called "value" means the one measure there is.
        if all.len() == 1 && matches!(wanted.as_str(), "value" | "values") {
            return Ok(all.swap_remove(0));
        }
        let mut found: Vec<Measure> =
            all.into_iter().filter(|measure| measure.stated.name.to_lowercase().starts_with(&wanted)).collect();
        if let Some(exact) = found.iter().position(|measure| measure.stated.name.to_lowercase() == wanted) {
            return Ok(found.swap_remove(exact));
        }
        match (found.pop(), found.is_empty()) {
            (Some(measure), true) => Ok(measure),
            (Some(_), false) => Err(Error::invalid("measure", Reason::Ambiguous)),
            (None, _) => Err(Error::not_found(Entity::Measure, format!("“{name}” of {proposal}"))),
        }
    }
}

/// The dates of a checked [`MeasureInput`].
pub(crate) struct CheckedDates {
    pub(crate) baseline_by: Option<Date>,
    pub(crate) due: Option<Date>,
}

pub(crate) fn checked(new: &MeasureInput) -> Result<CheckedDates> {
    if new.name.trim().is_empty() {
        return Err(Error::invalid("name", Reason::Required));
    }
    let numbers = [new.baseline, new.target, new.margin, new.floor];
    if numbers.iter().flatten().any(|number| !number.is_finite()) {
        return Err(Error::invalid("number", Reason::OutOfRange("finite")));
    }
    if new.margin.is_some_and(|margin| margin < 0.0) {
        return Err(Error::invalid("margin", Reason::OutOfRange("0 or more")));
    }
    if new.due_weeks == Some(0) {
        return Err(Error::invalid("due_weeks", Reason::OutOfRange("1 or more")));
    }
    Ok(CheckedDates {
        baseline_by: optional_date("baseline_by", new.baseline_by.as_deref().unwrap_or_default())?,
        due: optional_date("due", new.due.as_deref().unwrap_or_default())?,
    })
}

/// An ISO date, or none for an empty text.
pub(crate) fn optional_date(field: &'static str, text: &str) -> Result<Option<Date>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|_| Error::invalid(field, Reason::Unreadable(format!("“{text}” is not a date like 2026-09-30"))))
}

/// The hash that `check` compares an observation with.
pub(crate) fn seal(measure: &str, date: Date, value: f64) -> String {
    crate::fingerprint::sha256(format!("{measure} {date} {:016x}", value.to_bits()).as_bytes())
}

/// A table that cannot be read, as a failure of the person's input.
#[must_use]
pub fn unreadable(error: table::TableError) -> Error {
    Error::invalid("table", Reason::Unreadable(error.to_string()))
}

fn refuse_namesake(conn: &Connection, proposal: ProposalId, name: &str, except: Option<&str>) -> Result<()> {
    let taken = rows::of_proposal(conn, proposal)?.into_iter().any(|measure| {
        Some(measure.id.as_str()) != except && measure.stated.name.trim().eq_ignore_ascii_case(name.trim())
    });
    if taken { Err(Error::invalid("name", Reason::Exists)) } else { Ok(()) }
}

pub(crate) fn key(conn: &Connection, id: &str) -> Result<i64> {
    rows::key_of(conn, id)?.ok_or_else(|| Error::not_found(Entity::Measure, id))
}

fn owner(conn: &Connection, id: &str) -> Result<ProposalId> {
    rows::proposal_of(conn, id)?.ok_or_else(|| Error::not_found(Entity::Measure, id))
}
