//! Tables of dates and values: CSV, semicolons, tabs, a paste from a spreadsheet.
//!
//! The first column is the date, the second holds the values, further ones are passed over; a header is optional. Read as a
//! stream: only dates and numbers are kept, however many columns there are.
//! Invariant: a table is read whole or refused with the row and column of what is wrong.

use std::io::Read;

use jiff::civil::Date;

use super::dates::{self, DateError, DateOrder, Spelled};

/// A read table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The dates, as the rows have them.
    pub dates: Vec<Date>,
    /// A value a row, or none where the cell is empty.
    pub values: Vec<Option<f64>>,
}

/// Why a table cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The date column.
    #[error(transparent)]
    Date(#[from] DateError),
    /// Text, or an infinity, where a number belongs.
    #[error("row {row}, column “{column}”: “{text}” is not a number")]
    NotANumber {
        /// The row, counted from 1.
        row: u32,
        /// The column's header.
        column: String,
        /// What stands there.
        text: String,
    },
    /// More cells than the first row has columns.
    #[error("row {row} has {found} cells where the first row has {expected}")]
    Uneven {
        /// The row, counted from 1.
        row: u32,
        /// How many cells it has.
        found: usize,
        /// How many it should have.
        expected: usize,
    },
    /// No rows, or no value column.
    #[error("there are no rows with a date and a value")]
    Empty,
    /// It cannot be read as a table at all.
    #[error("row {row}: {why}")]
    Unreadable {
        /// The row, counted from 1.
        row: u64,
        /// What the reader said.
        why: String,
    },
}

/// A number as far as its spelling tells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Cell {
    /// Nothing stands there.
    Missing,
    /// Only one number can be meant; the flag says that a comma is its decimal mark.
    Number(f64, Option<bool>),
    /// `1,234`: thousands, or a decimal comma.
    Either {
        /// With the comma between thousands.
        thousands: f64,
        /// With the comma as decimal mark.
        decimal: f64,
    },
}

impl Cell {
    /// The number in a column whose commas are decimal, or not; none when the cell is empty.
    pub(crate) fn value(self, comma_is_decimal: bool) -> Option<f64> {
        match self {
            Self::Missing => None,
            Self::Number(number, _) => Some(number),
            Self::Either { decimal, .. } if comma_is_decimal => Some(decimal),
            Self::Either { thousands, .. } => Some(thousands),
        }
    }
}

/// What the cells of a column say about its commas.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Commas {
    point: bool,
    comma: bool,
}

impl Commas {
    /// One more cell of the column.
    pub(crate) fn hear(&mut self, cell: Cell) {
        match cell {
            Cell::Number(_, Some(true)) => self.comma = true,
            Cell::Number(_, Some(false)) => self.point = true,
            _ => {}
        }
    }

    /// Whether `1,234` is one and a bit: another cell shows it, or else the semicolons between the cells do.
    pub(crate) fn are_decimal(self, delimiter: u8) -> bool {
        !self.point && (self.comma || delimiter == b';')
    }
}

/// A reader of rows, past a byte order mark, that knows what stands between the cells.
pub(crate) struct Opened<R> {
    /// The rows, the header among them.
    pub(crate) rows: csv::Reader<R>,
    /// What stands between the cells.
    pub(crate) delimiter: u8,
}

/// The next row; none at the end.
///
/// # Errors
/// [`TableError::Unreadable`] with the row.
pub(crate) fn next_row(
    rows: &mut csv::Reader<impl Read>,
    record: &mut csv::StringRecord,
) -> Result<Option<u32>, TableError> {
    let more = rows.read_record(record).map_err(|error| TableError::Unreadable {
        row: error.position().map_or(0, csv::Position::line),
        why: "it is not UTF-8 text, or a quote is not closed".to_owned(),
    })?;
    let line = record.position().map_or(0, csv::Position::line);
    Ok(more.then(|| u32::try_from(line).unwrap_or(u32::MAX)))
}

/// Opens a table of rows.
///
/// # Errors
/// [`TableError::Unreadable`] when nothing can be read.
pub(crate) fn open<R: Read>(mut source: R) -> Result<Opened<impl Read + use<R>>, TableError> {
    let unreadable = |error: std::io::Error| TableError::Unreadable { row: 1, why: error.to_string() };
    let mut head = vec![];
    source.by_ref().take(64 * 1024).read_to_end(&mut head).map_err(unreadable)?;
    let skip = if head.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let delimiter = delimiter(&head[skip..]);
    let rest = std::io::Cursor::new(head.split_off(skip)).chain(source);
    let rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(rest);
    Ok(Opened { rows, delimiter })
}

/// Reads a table.
///
/// # Errors
/// [`TableError`], naming row and column.
pub fn read(source: impl Read, order: Option<DateOrder>) -> Result<Table, TableError> {
    let Opened { rows: mut reader, delimiter } = open(source)?;
    let mut rows = Rows::default();
    let mut record = csv::StringRecord::new();
    while let Some(row) = next_row(&mut reader, &mut record)? {
        rows.take(&record, row)?;
    }
    rows.finish(order, delimiter)
}

/// Tab, semicolon or comma: the one that the first line has, outside quotes.
fn delimiter(head: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b'\t', 0), (b';', 0), (b',', 0)];
    for byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            byte if !quoted => {
                for (candidate, count) in &mut counts {
                    *count += u32::from(byte == candidate);
                }
            }
            _ => {}
        }
    }
    counts.into_iter().find(|(_, count)| *count > 0).map_or(b',', |(candidate, _)| candidate)
}

#[derive(Default)]
struct Rows {
    /// How many columns there are, and what that of the values is called.
    head: Option<(usize, String)>,
    dates: Vec<(u32, Spelled, String)>,
    cells: Vec<Cell>,
}

impl Rows {
    fn take(&mut self, record: &csv::StringRecord, row: u32) -> Result<(), TableError> {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        let first = record.get(0).unwrap_or_default();
        let Some((expected, name)) = &self.head else {
            let is_header = dates::spelled(first).is_none();
            let name = record.get(1).filter(|_| is_header).unwrap_or_default().trim();
            self.head = Some((record.len(), name.to_owned()));
            return if is_header { Ok(()) } else { self.take(record, row) };
        };
        let expected = *expected;
        let extra = record.iter().skip(expected).any(|cell| !cell.trim().is_empty());
        if extra {
            return Err(TableError::Uneven { row, found: record.len(), expected });
        }
        let spelled =
            dates::spelled(first).ok_or_else(|| DateError::NotADate { row, text: first.trim().to_owned() })?;
        let text = if matches!(spelled, Spelled::Numbers(_)) { first.trim().to_owned() } else { String::new() };
        let value = record.get(1).unwrap_or_default();
        let not_a_number = || TableError::NotANumber { row, column: name.clone(), text: value.trim().to_owned() };
        self.cells.push(cell(value).ok_or_else(not_a_number)?);
        self.dates.push((row, spelled, text));
        Ok(())
    }

    fn finish(self, order: Option<DateOrder>, delimiter: u8) -> Result<Table, TableError> {
        if self.dates.is_empty() || self.head.is_none_or(|(columns, _)| columns < 2) {
            return Err(TableError::Empty);
        }
        Ok(Table { dates: dates::column(&self.dates, order)?, values: settled(&self.cells, delimiter) })
    }
}

/// The numbers of a column: what is open is settled by the cells that are not.
fn settled(cells: &[Cell], delimiter: u8) -> Vec<Option<f64>> {
    let mut commas = Commas::default();
    cells.iter().for_each(|cell| commas.hear(*cell));
    let comma_is_decimal = commas.are_decimal(delimiter);
    cells.iter().map(|cell| cell.value(comma_is_decimal)).collect()
}

/// What a cell says; none when it is neither empty nor a number.
pub(crate) fn cell(text: &str) -> Option<Cell> {
    if !text.is_empty() && text.len() < 16 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().map(|number| Cell::Number(number, None));
    }
    let text = text.trim().trim_end_matches('%').trim_end();
    if text.is_empty() || ["n/a", "na", "-", "–", "null"].contains(&text.to_ascii_lowercase().as_str()) {
        return Some(Cell::Missing);
    }
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'' && *c != '_').collect();
    let bare = bare.replace('\u{2212}', "-");
    let numeric =
        bare.chars().all(|c| c.is_ascii_digit() || "+-.,eE".contains(c)) && bare.contains(|c: char| c.is_ascii_digit());
    if !numeric {
        return None;
    }
    let number = |text: String| text.parse::<f64>().ok().filter(|number| number.is_finite());
    let without = |mark: char| bare.replace(mark, "");
    Some(match (bare.rfind(','), bare.rfind('.')) {
        (None, _) if bare.matches('.').count() > 1 => Cell::Number(number(grouped(&bare, '.')?)?, Some(true)),
        (None, point) => Cell::Number(number(bare.clone())?, point.map(|_| false)),
        (Some(comma), Some(point)) if comma > point => {
            grouped(&bare[..comma], '.')?;
            Cell::Number(number(without('.').replace(',', "."))?, Some(true))
        }
        (Some(_), Some(point)) => {
            grouped(&bare[..point], ',')?;
            Cell::Number(number(without(','))?, Some(false))
        }
        (Some(_), None) if bare.matches(',').count() > 1 => Cell::Number(number(grouped(&bare, ',')?)?, Some(false)),
        (Some(_), None) => {
            let decimal = number(bare.replace(',', "."))?;
            match grouped(&bare, ',').and_then(number) {
                Some(thousands) => Cell::Either { thousands, decimal },
                None => Cell::Number(decimal, Some(true)),
            }
        }
    })
}

/// The digits when `mark` stands between groups of three.
fn grouped(text: &str, mark: char) -> Option<String> {
    let digits = text.trim_start_matches(['+', '-']);
    let mut groups = digits.split(mark);
    let first = groups.next()?;
    let fits = (1..=3).contains(&first.len()) && first != "0" && groups.all(|group| group.len() == 3);
    (fits || !digits.contains(mark)).then(|| text.replace(mark, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<Option<f64>> {
        read(text.as_bytes(), None).unwrap().values
    }

    #[test]
    fn a_paste_a_csv_and_semicolons_read_alike() {
        for text in [
            "Date,Calls\n2026-01-05,\"1,204\"\n2026-01-12,998.5\n",
            "\u{feff}Date;Calls\r\n2026-01-05;1204\r\n2026-01-12;998,5\r\n",
            "2026-01-05\t1 204\n2026-01-12\t998.5",
            "5.1.2026\t1'204\n\n12.1.2026\t998.50\n",
        ] {
            let table = read(text.as_bytes(), None).unwrap();
            assert_eq!(table.dates, ["2026-01-05".parse().unwrap(), "2026-01-12".parse().unwrap()], "{text}");
            assert_eq!(table.values, [Some(1204.0), Some(998.5)], "{text}");
        }
    }

    #[test]
    fn an_empty_cell_is_missing_and_not_zero() {
        assert_eq!(values("2026-01-05,\n2026-01-12,N/A\n2026-01-19,0\n"), [None, None, Some(0.0)]);
    }

    #[test]
    fn text_and_infinities_are_refused_with_row_and_column() {
        for (bad, row) in [("lots", 2), ("inf", 2), ("NaN", 2), ("1e999", 2), ("1,2,3", 2), ("--1", 2)] {
            let text = format!("Date,Calls\n2026-01-05,\"{bad}\"\n");
            let error = read(text.as_bytes(), None).unwrap_err().to_string();
            assert!(error.contains(&format!("row {row}, column “Calls”")) && error.contains(bad), "{error}");
        }
    }

    #[test]
    fn a_decimal_comma_is_settled_by_its_column() {
        assert_eq!(values("2026-01-05\t1,234\n2026-01-12\t1,5\n"), [Some(1.234), Some(1.5)]);
        assert_eq!(values("2026-01-05\t1,234\n2026-01-12\t2.5\n"), [Some(1234.0), Some(2.5)]);
    }

    #[test]
    fn two_hundred_columns_cost_no_more_than_the_one_that_is_read() {
        let wide = ",text".repeat(198);
        let text = format!("Date,Calls{wide}\n2026-01-05,7{wide}\n2026-01-12,8{wide}\n");
        assert_eq!(values(&text), [Some(7.0), Some(8.0)]);
        let error = read(format!("{text}2026-01-19,9{wide},10\n").as_bytes(), None).unwrap_err().to_string();
        assert_eq!(error, "row 4 has 201 cells where the first row has 200");
    }

    #[test]
    fn a_bad_date_names_its_row() {
        let error = read("Date,Calls\n2026-01-05,1\nsoon,2\n".as_bytes(), None).unwrap_err().to_string();
        assert_eq!(error, "row 3: “soon” is not a date");
    }
}
