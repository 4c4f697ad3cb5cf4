//! Annotations of a deck: a CSV of Date, MetricName, EventDescription. A metric may have any number of them.

use std::collections::HashSet;
use std::io::Read;

use jiff::civil::Date;
use serde::Serialize;

use super::deck::Deck;
use super::wrong;
use crate::error::{Reason, Result, Unread};
use crate::measures::dates::{self, DateError, DateOrder};
use crate::measures::table;
use crate::notices::{Notice, Noticed};

/// Something that happened, noted beside a metric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    /// When.
    #[serde(serialize_with = "as_text")]
    #[serde(rename = "date")]
    pub on: Date,
    /// The metric it is about.
    pub metric: String,
    /// What happened.
    pub description: String,
}

fn as_text<S: serde::Serializer>(date: &Date, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

/// Reads annotations, oldest first.
///
/// # Errors
/// [`crate::Error::Invalid`] naming the row of what cannot be read, or the column that is missing.
pub fn read(source: impl Read, order: Option<DateOrder>) -> Result<Vec<Event>> {
    let table::Opened { mut rows, .. } = table::open(source).map_err(refused)?;
    let mut record = csv::StringRecord::new();
    let mut columns: Option<[usize; 3]> = None;
    let (mut spellings, mut texts) = (vec![], vec![]);
    while let Some(row) = table::next_row(&mut rows, &mut record).map_err(refused)? {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let Some([date, metric, description]) = columns else {
            columns = Some(header(&record)?);
            continue;
        };
        let cell = |at: usize| record.get(at).unwrap_or_default().trim().to_owned();
        let text = cell(date);
        let spelled = dates::spelled(&text).ok_or_else(|| refused(DateError::NotADate { row, text: text.clone() }))?;
        spellings.push((row, spelled, text));
        texts.push((cell(metric), cell(description)));
    }
    let dates = dates::column(&spellings, order).map_err(refused)?;
    let events = dates.into_iter().zip(texts);
    let mut events: Vec<Event> = events.map(|(on, (metric, description))| Event { on, metric, description }).collect();
    events.sort_by_key(|event| event.on);
    Ok(events)
}

fn refused(error: impl Into<Reason>) -> crate::Error {
    wrong("annotations", error)
}

fn header(record: &csv::StringRecord) -> Result<[usize; 3]> {
    let at = |name: &str| {
        let found = record.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name));
        found.ok_or_else(|| refused(Unread::NoColumnCalled.with([("text", &name)])))
    };
    Ok([at("Date")?, at("MetricName")?, at("EventDescription")?])
}

/// The metrics that events name and a deck does not have.
#[must_use]
pub fn unknown(events: &[Event], deck: &Deck) -> Vec<Noticed> {
    let shown: HashSet<&str> = deck.shown().map(|(_, name)| name).collect();
    let known: HashSet<&str> = deck.metrics.iter().map(|metric| metric.name.as_str()).chain(shown).collect();
    let mut named = HashSet::new();
    let missing = events.iter().map(|event| event.metric.as_str());
    missing
        .filter(|metric| !known.contains(metric) && named.insert(*metric))
        .map(|metric| Notice::MetricMissing.with([("metric", &metric)]))
        .collect()
}
