//! Observing: values and dated explanations of a measure.
//!
//! Invariant: a value is finite; one that is corrected stays as history; the same value again changes nothing.

use std::collections::BTreeMap;
use std::fmt::Display;

use jiff::civil::Date;
use rusqlite::Connection;

use super::stating::{key, owner};
use super::{Annotation, Dated, DatedText, Observation, Reading, Recorded, TOPICS, optional_date};
use crate::change::{Action, Changed};
use crate::error::{Entity, Error, Reason, Result, Unread};
use crate::portfolio::{Portfolio, Writing};
use crate::storage::{annotations, measures as rows, observations};

impl Portfolio {
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
        self.record_readings(measure, &values.iter().map(Reading::from).collect::<Vec<_>>())
    }

    /// Records values, those of a rate with what they were divided by. The same value again changes nothing.
    ///
    /// # Errors
    /// As [`Portfolio::record_series`].
    pub fn record_readings(&self, measure: &str, readings: &[Reading]) -> Result<Changed<Recorded>> {
        let Changed { mut value, topics } = self.record_series(&[(measure.to_owned(), readings.to_vec())])?;
        let value = value.pop().unwrap_or_default();
        Ok(Changed { value, topics })
    }

    /// Records the values of several measures at once, all or none.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a value or denominator that cannot be, or for two values of one date that differ;
    /// [`Error::NotFound`] for an unknown measure.
    pub fn record_series(&self, series: &[(String, Vec<Reading>)]) -> Result<Changed<Vec<Recorded>>> {
        let all_stand = self.read(|conn| {
            let stands = series.iter().map(|(measure, readings)| Ok(News::of(conn, measure, readings)?.new.is_empty()));
            Ok(stands.collect::<Result<Vec<bool>>>()?.into_iter().all(|stands| stands))
        })?;
        if all_stand {
            let told = series.iter().map(|(_, readings)| Ok(News::standing(one_a_date(readings)?.len())));
            return Ok(Changed { value: told.collect::<Result<_>>()?, topics: &[] });
        }
        self.transact(Action::RecordObservations, TOPICS, |w| {
            let told: Vec<Recorded> =
                series.iter().map(|(measure, readings)| record(w, measure, readings)).collect::<Result<_>>()?;
            if let Some((measure, _)) = series.first() {
                w.about(owner(w.conn, measure)?);
            }
            w.detail(told.iter().map(|one| one.recorded).sum::<u32>());
            Ok(told)
        })
    }

    /// Records values given as dates and numbers in text form.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a date that is none; else as [`Portfolio::record_readings`].
    pub fn record_dated_texts(&self, measure: &str, values: &[DatedText]) -> Result<Changed<Recorded>> {
        self.record_readings(measure, &readings(values)?)
    }

    /// The dated explanations of a measure, by date.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown id.
    pub fn annotations(&self, measure: &str) -> Result<Vec<Annotation>> {
        self.read(|conn| annotations::of_measure(conn, key(conn, measure)?))
    }

    /// Keeps a dated explanation of a measure's values.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty text or a date that is none; [`Error::NotFound`] for an unknown measure.
    pub fn annotate(&self, measure: &str, on: &str, text: &str) -> Result<Changed<String>> {
        let (date, text) = (required_date("on", on)?, text.trim());
        if text.is_empty() {
            return Err(Error::invalid("text", Reason::Required));
        }
        self.transact(Action::Annotate, TOPICS, |w| {
            let id = w.new_id().to_string();
            annotations::insert(w.conn, key(w.conn, measure)?, &id, date, text, w.now)?;
            w.about(owner(w.conn, measure)?);
            w.detail(text.chars().take(120).collect::<String>());
            Ok(id)
        })
    }

    /// Takes a dated explanation away.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown one.
    pub fn remove_annotation(&self, id: &str) -> Result<Changed<()>> {
        self.transact(Action::RemoveAnnotation, TOPICS, |w| {
            let gone = annotations::delete(w.conn, id)?;
            if gone { Ok(()) } else { Err(Error::not_found(Entity::Annotation, id)) }
        })
    }
}

/// What was noted about a measure, and on which dates, oldest first.
pub(crate) fn noted(conn: &Connection, measure: i64) -> Result<Vec<(Date, String)>> {
    let dated = |note: Annotation| {
        let on = note.date.parse().map_err(|_| Error::corrupt(format!("an explanation is dated {}", note.date)))?;
        Ok((on, note.text))
    };
    annotations::of_measure(conn, measure)?.into_iter().map(dated).collect()
}

/// What is new of some readings.
struct News {
    new: Vec<Reading>,
    told: Recorded,
}

impl News {
    /// Holds readings against what stands.
    fn of(conn: &Connection, measure: &str, readings: &[Reading]) -> Result<Self> {
        let given = one_a_date(readings)?;
        let standing = observations::standing_readings(conn, key(conn, measure)?)?;
        let standing: BTreeMap<Date, Reading> = standing.into_iter().map(|reading| (reading.date, reading)).collect();
        let new: Vec<Reading> =
            given.values().filter(|new| standing.get(&new.date) != Some(**new)).map(|new| **new).collect();
        let replaced = new.iter().filter(|new| standing.contains_key(&new.date));
        let told = Recorded {
            recorded: count(new.len()),
            unchanged: count(given.len() - new.len()),
            replaced: replaced.map(|new| new.date.to_string()).collect(),
        };
        Ok(Self { new, told })
    }

    /// What recording comes to when every value stood there.
    fn standing(values: usize) -> Recorded {
        Recorded { unchanged: count(values), ..Recorded::default() }
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Records what is new of some readings, within an action.
pub(crate) fn record(w: &Writing<'_>, measure: &str, readings: &[Reading]) -> Result<Recorded> {
    let holder = rows::holder_of(w.conn, measure)?.ok_or_else(|| Error::not_found(Entity::Measure, measure))?;
    let News { new, told } = News::of(w.conn, measure, readings)?;
    for reading in &new {
        observations::put(w.conn, &holder, reading, w.now)?;
    }
    Ok(told)
}

/// Readings given in text form.
pub(crate) fn readings(values: &[DatedText]) -> Result<Vec<Reading>> {
    let reading = |given: &DatedText| {
        let date = required_date("date", &given.date)?;
        Ok(Reading { date, value: given.value, denominator: given.denominator })
    };
    values.iter().map(reading).collect()
}

fn required_date(field: &'static str, text: &str) -> Result<Date> {
    optional_date(field, text)?.ok_or_else(|| Error::invalid(field, Reason::Required))
}

/// The readings by date; the same one twice is one, two that differ are refused.
fn one_a_date(readings: &[Reading]) -> Result<BTreeMap<Date, &Reading>> {
    let mut given: BTreeMap<Date, &Reading> = BTreeMap::new();
    for reading in readings {
        if !reading.value.is_finite() {
            return Err(Error::invalid("value", Reason::OutOfRange("a finite number")));
        }
        if reading.denominator.is_some_and(|divisor| !(divisor.is_finite() && divisor > 0.0)) {
            return Err(Error::invalid("denominator", Reason::OutOfRange("a number above 0")));
        }
        if let Some(other) = given.insert(reading.date, reading)
            && other != reading
        {
            let values: [(&str, &dyn Display); 3] =
                [("date", &reading.date), ("one", &other.value), ("other", &reading.value)];
            return Err(Error::invalid("table", Unread::TwiceOnADate.with(values)));
        }
    }
    Ok(given)
}
