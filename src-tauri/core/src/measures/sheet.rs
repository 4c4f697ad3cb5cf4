//! Sheets as people have them: CSV, a paste from a spreadsheet, XLSX; any column the date, any others values.
//!
//! A sheet is read twice, row by row: once to see how its dates and decimals are written, once for the values. What is kept
//! grows with the dates in it, not with its size. Not here: which
//! measures there are. Invariant: a sheet with a flaw gives its flaws, by row and column, and no values.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use csv::StringRecord;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::dates::{self, DateError, DateOrder, OrderSeen, Spelled};
use super::{Reading, rows, table};
use crate::error::{Error, Reason, Result, Unread};

/// How many rows are looked at to find the date column, and shown before importing.
const HEAD: usize = 40;

/// How many flaws are listed; all are counted.
const FLAWS: usize = 50;

/// Where a sheet comes from.
#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    /// Pasted text.
    Text(&'a str),
    /// A CSV, TSV or XLSX file.
    File(&'a Path),
}

crate::vocabulary! {
    /// What is wrong with a cell.
    pub enum Flaw {
        /// It is no date, or not in the order asked for.
        NotADate = "not-a-date",
        /// Day and month cannot be told apart in any row.
        AmbiguousDate = "ambiguous-date",
        /// It contradicts the order of the dates before it.
        ContradictingDate = "contradicting-date",
        /// Text or an infinity where a number belongs.
        NotANumber = "not-a-number",
        /// A rate cannot be divided by it.
        NotAbove0 = "not-above-0",
        /// The date stood there before with another value.
        Twice = "twice",
        /// The row has more cells than the first one.
        TooManyCells = "too-many-cells",
    }
}

/// A cell that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SheetFlaw {
    /// The row, counted from 1.
    pub row: u32,
    /// The column's name.
    pub column: String,
    /// What stands there.
    pub text: String,
    /// What is wrong with it.
    pub flaw: Flaw,
}

impl fmt::Display for SheetFlaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { row, column, text, flaw } = self;
        write!(f, "row {row}, column “{column}”: “{text}” ")?;
        f.write_str(match flaw {
            Flaw::NotADate => "is not a date",
            Flaw::AmbiguousDate => {
                "could be day first or month first, and no other row decides it; say which with --date-order dmy or mdy"
            }
            Flaw::ContradictingDate => {
                "contradicts the order of the dates before it; say which with --date-order dmy or mdy"
            }
            Flaw::NotANumber => "is not a number",
            Flaw::NotAbove0 => "is not above 0, so a rate cannot be divided by it",
            Flaw::Twice => "stands on a date that has another value already",
            Flaw::TooManyCells => "goes beyond the columns of the first row",
        })
    }
}

/// What a sheet holds, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// The names of the columns; letters without a header.
    pub headers: Vec<String>,
    /// Which column is the date.
    pub date_column: usize,
    /// The first rows of values, with their numbers.
    pub head: Vec<(u32, Vec<String>)>,
    has_header: bool,
    delimiter: u8,
}

/// A column to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Which column holds the values, or the numerators.
    pub column: usize,
    /// Which column holds the denominators of a rate.
    pub denominator: Option<usize>,
    /// Whether a cell may be a fraction, `12/340`.
    pub fractions: bool,
    /// Whether a rate is in percent.
    pub percent: bool,
}

/// What reading the wanted columns came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Readings {
    /// The values of each wanted column, by date.
    pub columns: Vec<Vec<Reading>>,
    /// How the dates are written, when that is known.
    pub order: Option<DateOrder>,
    /// How many rows have a date.
    pub rows: u32,
    /// The first flaws.
    pub flaws: Vec<SheetFlaw>,
    /// How many there are.
    pub flaw_count: u32,
}

/// The columns of a sheet and its first rows. `date_column` is looked for when it is not given.
///
/// # Errors
/// [`Error::Invalid`] when it is no table or has no dates; [`Error::Missing`] or [`Error::Io`] for a file.
pub fn shape(source: Source<'_>, date_column: Option<usize>) -> Result<Shape> {
    let mut head: Vec<(u32, Vec<String>)> = vec![];
    let delimiter = rows::each(source, &mut |row, record| {
        head.push((row, record.iter().map(|cell| cell.trim().to_owned()).collect()));
        Ok(head.len() < HEAD)
    })?;
    let (_, first) = head.first().ok_or_else(empty)?;
    let width = first.len();
    let dates_in = |column: usize| {
        let cells = head.iter().filter_map(|(_, cells)| cells.get(column));
        cells.filter(|cell| dates::spelled(cell).is_some()).count()
    };
    let date_column = match date_column {
        Some(column) if column < width => column,
        Some(_) => return Err(Error::invalid("date_column", Reason::OutOfRange("a column of the sheet"))),
        None => (0..width).rev().max_by_key(|column| dates_in(*column)).unwrap_or(0),
    };
    let has_header = first.get(date_column).is_some_and(|cell| dates::spelled(cell).is_none());
    let names = |(at, cell): (usize, &String)| {
        if has_header && !cell.is_empty() { cell.clone() } else { letters(at) }
    };
    let headers = first.iter().enumerate().map(names).collect();
    if has_header {
        head.remove(0);
    }
    Ok(Shape { headers, date_column, head, has_header, delimiter })
}

/// Reads the wanted columns. What has a flaw is listed and left out: nothing of such a sheet should be kept.
///
/// # Errors
/// As [`shape`].
pub fn read(source: Source<'_>, shape: &Shape, wanted: &[Wanted], asked: Option<DateOrder>) -> Result<Readings> {
    let mut flaws = Flaws { shape, found: vec![], count: 0 };
    let comma = shape.written_with_comma(source, wanted)?;
    let order = shape.order(source, asked, &mut flaws)?;
    let mut columns: Vec<BTreeMap<Date, Reading>> = vec![BTreeMap::new(); wanted.len()];
    let (mut rows, mut in_header) = (0_u32, shape.has_header);
    rows::each(source, &mut |row, record| {
        if std::mem::take(&mut in_header) {
            return Ok(true);
        }
        rows = rows.saturating_add(1);
        if record.iter().skip(shape.headers.len()).any(|cell| !cell.trim().is_empty()) {
            flaws.add(row, shape.headers.len(), record.get(shape.headers.len()), Flaw::TooManyCells);
        }
        let text = record.get(shape.date_column).unwrap_or_default();
        let date = dates::spelled(text).and_then(|spelled| spelled.date(order?));
        let Some(date) = date else {
            // What is written in no order was named already.
            if order.is_some() || dates::spelled(text).is_none() {
                flaws.add(row, shape.date_column, Some(text), Flaw::NotADate);
            }
            return Ok(true);
        };
        for (wanted, readings) in wanted.iter().zip(&mut columns) {
            match reading(record, wanted, date, &comma) {
                Ok(None) => {}
                Ok(Some(reading)) => {
                    if readings.insert(date, reading).is_some_and(|before| before != reading) {
                        flaws.add(row, wanted.column, record.get(wanted.column), Flaw::Twice);
                    }
                }
                Err((column, flaw)) => flaws.add(row, column, record.get(column), flaw),
            }
        }
        Ok(true)
    })?;
    let columns = columns.into_iter().map(|column| column.into_values().collect()).collect();
    Ok(Readings { columns, order, rows, flaws: flaws.found, flaw_count: flaws.count })
}

impl Shape {
    /// Which columns write a comma before their decimals.
    fn written_with_comma(&self, source: Source<'_>, wanted: &[Wanted]) -> Result<Vec<bool>> {
        let columns: Vec<usize> =
            wanted.iter().flat_map(|wanted| [Some(wanted.column), wanted.denominator]).flatten().collect();
        let mut said = vec![table::Commas::default(); self.headers.len()];
        rows::each(source, &mut |_, record| {
            for column in &columns {
                if let (Some(cell), Some(said)) = (record.get(*column).and_then(table::cell), said.get_mut(*column)) {
                    said.hear(cell);
                }
            }
            Ok(true)
        })?;
        Ok(said.into_iter().map(|commas| commas.are_decimal(self.delimiter)).collect())
    }

    /// How the dates are written; a flaw when that cannot be told.
    fn order(&self, source: Source<'_>, asked: Option<DateOrder>, flaws: &mut Flaws<'_>) -> Result<Option<DateOrder>> {
        if asked.is_some() {
            return Ok(asked);
        }
        let mut seen = OrderSeen::default();
        let mut stopped = None;
        rows::each(source, &mut |row, record| {
            let text = record.get(self.date_column).unwrap_or_default().trim();
            let Some(Spelled::Numbers(numbers)) = dates::spelled(text) else { return Ok(true) };
            stopped = seen.see(row, numbers, text).err();
            Ok(stopped.is_none())
        })?;
        match stopped.map_or_else(|| seen.settled(), Err) {
            Ok(order) => Ok(Some(order)),
            Err(error) => {
                let (row, text, flaw) = match error {
                    DateError::NotADate { row, text } => (row, text, Flaw::NotADate),
                    DateError::Ambiguous { row, text } => (row, text, Flaw::AmbiguousDate),
                    DateError::Contradiction { row, text } => (row, text, Flaw::ContradictingDate),
                };
                flaws.add(row, self.date_column, Some(&text), flaw);
                Ok(None)
            }
        }
    }
}

/// What a row says of a wanted column; nothing where its cell is empty.
fn reading(
    record: &StringRecord,
    wanted: &Wanted,
    date: Date,
    comma: &[bool],
) -> std::result::Result<Option<Reading>, (usize, Flaw)> {
    let number = |column: usize, text: &str| {
        let cell = table::cell(text).ok_or((column, Flaw::NotANumber))?;
        Ok(cell.value(comma.get(column).copied().unwrap_or(false)))
    };
    let text = record.get(wanted.column).unwrap_or_default();
    let fraction = if wanted.fractions { text.split_once('/') } else { None };
    let (numerator, denominator) = match (fraction, wanted.denominator) {
        (Some((above, below)), _) => {
            (number(wanted.column, above)?, Some((wanted.column, number(wanted.column, below)?)))
        }
        (None, Some(column)) => {
            (number(wanted.column, text)?, Some((column, number(column, record.get(column).unwrap_or_default())?)))
        }
        (None, None) => (number(wanted.column, text)?, None),
    };
    let Some(numerator) = numerator else { return Ok(None) };
    let Some((column, denominator)) = denominator else {
        return Ok(Some(Reading { date, value: numerator, denominator: None }));
    };
    let denominator = denominator.filter(|below| *below > 0.0).ok_or((column, Flaw::NotAbove0))?;
    let value = numerator / denominator * if wanted.percent { 100.0 } else { 1.0 };
    if !value.is_finite() {
        return Err((column, Flaw::NotAbove0));
    }
    Ok(Some(Reading { date, value, denominator: Some(denominator) }))
}

struct Flaws<'a> {
    shape: &'a Shape,
    found: Vec<SheetFlaw>,
    count: u32,
}

impl Flaws<'_> {
    fn add(&mut self, row: u32, column: usize, text: Option<&str>, flaw: Flaw) {
        self.count = self.count.saturating_add(1);
        if self.found.len() < FLAWS {
            let text: String = text.unwrap_or_default().trim().chars().take(60).collect();
            let column = self.shape.headers.get(column).cloned().unwrap_or_else(|| letters(column));
            self.found.push(SheetFlaw { row, column, text, flaw });
        }
    }
}

fn empty() -> Error {
    Error::invalid("table", Unread::NoValues.into())
}

/// The letters a spreadsheet names a column by.
fn letters(at: usize) -> String {
    let mut name = String::new();
    let mut left = at + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        name.insert(0, char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Wanted = Wanted { column: 1, denominator: None, fractions: false, percent: false };

    fn read_text(text: &str, wanted: &[Wanted], asked: Option<DateOrder>) -> Readings {
        let source = Source::Text(text);
        read(source, &shape(source, None).unwrap(), wanted, asked).unwrap()
    }

    #[test]
    fn the_date_column_is_found_wherever_it_stands() {
        let text = "Clinic;Calls;Week of\nElm;1.204,5;05.01.2026\nElm;998;12.01.2026\n";
        let shape = shape(Source::Text(text), None).unwrap();
        assert_eq!((shape.date_column, shape.headers[2].as_str()), (2, "Week of"));
        let read = read(Source::Text(text), &shape, &[PLAIN], None).unwrap();
        assert_eq!(read.columns[0].iter().map(|reading| reading.value).collect::<Vec<_>>(), [1204.5, 998.0]);
    }

    #[test]
    fn every_flaw_is_named_by_row_and_column() {
        let read = read_text(
            "date,Calls\n2026-01-05,1\nsoon,2\n2026-01-19,many\n2026-01-05,3\n2026-02-02,inf,9\n",
            &[PLAIN],
            None,
        );
        let found: Vec<_> = read.flaws.iter().map(|flaw| (flaw.row, flaw.column.as_str(), flaw.flaw)).collect();
        assert_eq!(
            found,
            [
                (3, "date", Flaw::NotADate),
                (4, "Calls", Flaw::NotANumber),
                (5, "Calls", Flaw::Twice),
                (6, "C", Flaw::TooManyCells),
                (6, "Calls", Flaw::NotANumber)
            ]
        );
        assert_eq!(read.flaw_count, 5);
    }

    #[test]
    fn dates_that_cannot_be_told_apart_are_asked_for_once() {
        let text = "date,v\n03/04/2021,1\n05/06/2021,2\n";
        let read = read_text(text, &[PLAIN], None);
        assert_eq!((read.flaws[0].flaw, read.flaws[0].row, read.flaw_count), (Flaw::AmbiguousDate, 2, 1));
        let read = read_text(text, &[PLAIN], Some(DateOrder::Dmy));
        assert_eq!(read.columns[0][0].date.to_string(), "2021-04-03");
    }

    #[test]
    fn a_rate_is_read_from_two_columns_or_from_fractions() {
        let rate = Wanted { column: 1, denominator: Some(2), fractions: true, percent: true };
        let read =
            read_text("date,Abandoned,Offered\n2026-01-05,12,48\n2026-01-06,,\n", std::slice::from_ref(&rate), None);
        let expected = Reading { date: "2026-01-05".parse().unwrap(), value: 25.0, denominator: Some(48.0) };
        assert_eq!(read.columns[0], [expected]);
        let fraction = Wanted { denominator: None, ..rate };
        assert_eq!(read_text("2026-01-05\t12/48\n", std::slice::from_ref(&fraction), None).columns[0], [expected]);
        assert_eq!(read_text("2026-01-05\t12/0\n", &[fraction], None).flaws[0].flaw, Flaw::NotAbove0);
    }

    #[test]
    fn columns_are_named_like_a_spreadsheet_names_them() {
        assert_eq!([0, 25, 26, 27, 701, 702].map(letters), ["A", "Z", "AA", "AB", "ZZ", "AAA"]);
    }
}
