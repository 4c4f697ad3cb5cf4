//! Reading a review's data: a CSV of any length, streamed into one tally a day and metric.
//!
//! Only what a deck asks for is kept, and only for the days its spans can reach, so memory does not grow with rows.
//! Invariant: what is asked for is read whole or refused with the row and column of what is wrong.

use std::collections::HashMap;
use std::io::Read;

use jiff::civil::Date;

use super::calendar::Span;
use super::filter::Condition;
use super::tally::{Series, Tally};
use super::wrong;
use crate::error::{Reason, Result, Unread};
use crate::measures::dates::{self, DateError, DateOrder, Spelled};
use crate::measures::table::{self, Cell, Commas, TableError};

/// A column that a metric needs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wanted {
    /// Its header.
    pub column: String,
    /// Which rows count.
    pub condition: Option<Condition>,
    /// The metric that needs it, for messages.
    pub metric: String,
}

/// Reads the wanted columns; only days inside `reach` are kept.
///
/// # Errors
/// [`crate::Error::Invalid`] naming row and column, or the column that is missing.
pub(super) fn read(source: impl Read, wanted: &[Wanted], order: Option<DateOrder>, reach: Span) -> Result<Vec<Series>> {
    let table::Opened { mut rows, delimiter } = table::open(source).map_err(wrong_data)?;
    let mut record = csv::StringRecord::new();
    let mut sheet: Option<Sheet<'_>> = None;
    while let Some(row) = table::next_row(&mut rows, &mut record).map_err(wrong_data)? {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match &mut sheet {
            None => sheet = Some(Sheet::new(&record, wanted, reach)?),
            Some(sheet) => sheet.take(&record, row)?,
        }
    }
    let sheet = sheet.filter(|sheet| !sheet.days.is_empty() || sheet.is_covered());
    sheet.ok_or_else(|| wrong_data(TableError::Empty))?.finish(order, delimiter)
}

fn wrong_data(error: impl Into<Reason>) -> crate::Error {
    wrong("data", error)
}

/// One day of one wanted column; `comma` is what it is if commas are decimal marks.
#[derive(Debug, Clone, Default)]
struct Entry {
    tally: Tally,
    comma: Option<Box<Tally>>,
    present: bool,
}

struct Column<'w> {
    at: usize,
    condition: Option<(usize, &'w Condition)>,
    commas: Commas,
    covered: Option<Span>,
}

struct Sheet<'w> {
    names: Vec<String>,
    date_at: usize,
    columns: Vec<Column<'w>>,
    reach: Span,
    slots: HashMap<Spelled, usize>,
    spellings: Vec<(u32, Spelled, String)>,
    days: Vec<Vec<Entry>>,
}

impl<'w> Sheet<'w> {
    fn new(header: &csv::StringRecord, wanted: &'w [Wanted], reach: Span) -> Result<Self> {
        let names: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        let date_at = names.iter().position(|name| name.eq_ignore_ascii_case("date")).unwrap_or(0);
        if names.get(date_at).is_some_and(|name| dates::spelled(name).is_some()) {
            return Err(wrong_data(Unread::NoHeaders));
        }
        let find = |column: &str, metric: &str| {
            let mut found = names.iter().enumerate().filter(|(_, name)| *name == column.trim()).map(|(at, _)| at);
            match (found.next(), found.next()) {
                (Some(at), None) => Ok(at),
                (Some(_), Some(_)) => {
                    Err(wrong_data(Unread::ColumnTwice.with([("text", &column), ("metric", &metric)])))
                }
                (None, _) => Err(wrong_data(Unread::ColumnMissing.with([("text", &column), ("metric", &metric)]))),
            }
        };
        let columns = wanted.iter().map(|wanted| {
            let condition = match &wanted.condition {
                Some(condition) => Some((find(&condition.column, &wanted.metric)?, condition)),
                None => None,
            };
            Ok(Column {
                at: find(&wanted.column, &wanted.metric)?,
                condition,
                commas: Commas::default(),
                covered: None,
            })
        });
        Ok(Self {
            columns: columns.collect::<Result<_>>()?,
            names,
            date_at,
            reach,
            slots: HashMap::new(),
            spellings: vec![],
            days: vec![],
        })
    }

    fn is_covered(&self) -> bool {
        self.columns.is_empty() || self.columns.iter().any(|column| column.covered.is_some())
    }

    fn take(&mut self, record: &csv::StringRecord, row: u32) -> Result<()> {
        if record.iter().skip(self.names.len()).any(|cell| !cell.trim().is_empty()) {
            let (found, expected) = (record.len(), self.names.len());
            return Err(wrong_data(TableError::Uneven { row, found, expected }));
        }
        let text = record.get(self.date_at).unwrap_or_default();
        let not_a_date = || wrong_data(DateError::NotADate { row, text: text.trim().to_owned() });
        let spelled = dates::spelled(text).ok_or_else(not_a_date)?;
        let known = match spelled {
            Spelled::Certain(date) => Some(date),
            Spelled::Numbers(_) => None,
        };
        let reached = known.is_none_or(|date| date >= self.reach.from && date <= self.reach.to);
        let slot = if reached { Some(self.slot(spelled, row, text)) } else { None };
        for (index, column) in self.columns.iter_mut().enumerate() {
            let text = record.get(column.at).unwrap_or_default();
            let cell = table::cell(text).ok_or_else(|| {
                let column = self.names.get(column.at).cloned().unwrap_or_default();
                wrong_data(TableError::NotANumber { row, column, text: text.trim().to_owned() })
            })?;
            if cell == Cell::Missing {
                continue;
            }
            column.commas.hear(cell);
            if let Some(date) = known {
                column.covered = Some(reaching(column.covered, date));
            }
            let entry = slot.and_then(|slot| self.days.get_mut(slot)).and_then(|day| day.get_mut(index));
            let Some(entry) = entry else { continue };
            entry.present = true;
            let counts = column
                .condition
                .is_none_or(|(at, condition)| condition.holds(record.get(at).unwrap_or_default(), plain_number));
            if counts {
                entry.add(cell);
            }
        }
        Ok(())
    }

    fn slot(&mut self, spelled: Spelled, row: u32, text: &str) -> usize {
        *self.slots.entry(spelled).or_insert_with(|| {
            self.spellings.push((row, spelled, text.trim().to_owned()));
            self.days.push(vec![Entry::default(); self.columns.len()]);
            self.days.len() - 1
        })
    }

    fn finish(self, order: Option<DateOrder>, delimiter: u8) -> Result<Vec<Series>> {
        let dates = dates::column(&self.spellings, order).map_err(wrong_data)?;
        let series = self.columns.iter().enumerate().map(|(index, column)| {
            let comma = column.commas.are_decimal(delimiter);
            let mut covered = column.covered;
            let mut present = vec![];
            let mut days = vec![];
            for (date, entry) in dates.iter().zip(&self.days).filter_map(|(date, day)| Some((*date, day.get(index)?))) {
                if entry.present {
                    covered = Some(reaching(covered, date));
                    present.push(date);
                }
                let tally = entry.comma.as_deref().filter(|_| comma).unwrap_or(&entry.tally);
                if !tally.is_empty() {
                    days.push((date, *tally));
                }
            }
            Series::new(days, &mut present, covered)
        });
        Ok(series.collect())
    }
}

impl Entry {
    fn add(&mut self, cell: Cell) {
        match cell {
            Cell::Missing => {}
            Cell::Number(number, _) => {
                self.tally.add(number);
                if let Some(comma) = &mut self.comma {
                    comma.add(number);
                }
            }
            Cell::Either { thousands, decimal } => {
                self.comma.get_or_insert_with(|| Box::new(self.tally)).add(decimal);
                self.tally.add(thousands);
            }
        }
    }
}

fn reaching(covered: Option<Span>, date: Date) -> Span {
    let covered = covered.unwrap_or(Span { from: date, to: date });
    Span { from: covered.from.min(date), to: covered.to.max(date) }
}

/// A cell as a number to compare; a lone comma stands between thousands.
fn plain_number(text: &str) -> Option<f64> {
    match table::cell(text)? {
        Cell::Missing => None,
        Cell::Number(number, _) | Cell::Either { thousands: number, .. } => Some(number),
    }
}
