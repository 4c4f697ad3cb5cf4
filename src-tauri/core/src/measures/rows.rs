//! Rows of text from CSV, a paste, or the first sheet of a workbook, one at a time.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use calamine::{Data, Reader as _, open_workbook_auto};
use csv::StringRecord;

use super::sheet::Source;
use super::{dates, table};
use crate::error::{Error, Reason, Result};

/// A workbook is read whole, so a larger one is refused.
const LARGEST_WORKBOOK: u64 = 64 * 1024 * 1024;

/// Calls `each` with the number and cells of every row that is not empty, while it says to go on. Returns the delimiter.
pub(super) fn each(source: Source<'_>, each: &mut dyn FnMut(u32, &StringRecord) -> Result<bool>) -> Result<u8> {
    match source {
        Source::Text(text) => separated(text.as_bytes(), each),
        Source::File(path) if is_workbook(path) => workbook(path, each).map(|()| b','),
        Source::File(path) => separated(File::open(path).map_err(|error| Error::io(path, error))?, each),
    }
}

fn is_workbook(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| ["xlsx", "xlsm", "xls", "ods"].contains(&ending.as_str()))
}

fn unreadable(why: impl Into<String>) -> Error {
    Error::invalid("table", Reason::Unreadable(why.into()))
}

fn separated(source: impl Read, each: &mut dyn FnMut(u32, &StringRecord) -> Result<bool>) -> Result<u8> {
    let mut opened = table::open(source).map_err(super::unreadable)?;
    let mut record = StringRecord::new();
    while let Some(row) = table::next_row(&mut opened.rows, &mut record).map_err(super::unreadable)? {
        if record.iter().any(|cell| !cell.trim().is_empty()) && !each(row, &record)? {
            break;
        }
    }
    Ok(opened.delimiter)
}

fn workbook(path: &Path, each: &mut dyn FnMut(u32, &StringRecord) -> Result<bool>) -> Result<()> {
    let size = std::fs::metadata(path).map_err(|error| Error::io(path, error))?.len();
    if size > LARGEST_WORKBOOK {
        return Err(unreadable("the workbook is larger than 64 MB; save it as CSV"));
    }
    let mut workbook = open_workbook_auto(path).map_err(|error| unreadable(format!("it is no workbook: {error}")))?;
    let range = match workbook.worksheet_range_at(0) {
        Some(Ok(range)) => range,
        Some(Err(error)) => return Err(unreadable(format!("its first sheet cannot be read: {error}"))),
        None => return Err(unreadable("it has no sheet")),
    };
    let first = range.start().map_or(0, |(row, _)| row);
    for (at, cells) in (0_u32..).zip(range.rows()) {
        let record: StringRecord = cells.iter().map(cell).collect::<Vec<_>>().into();
        let is_empty = record.iter().all(|cell| cell.trim().is_empty());
        if !is_empty && !each(first.saturating_add(at + 1), &record)? {
            break;
        }
    }
    Ok(())
}

/// A cell as it would be written: dates as ISO, numbers with a point.
fn cell(cell: &Data) -> String {
    match cell {
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Float(number) => number.to_string(),
        Data::DateTimeIso(text) => match dates::spelled(text) {
            Some(dates::Spelled::Certain(date)) => date.to_string(),
            _ => text.clone(),
        },
        Data::Error(error) => error.to_string(),
        Data::Int(_) | Data::String(_) | Data::Bool(_) | Data::DurationIso(_) | Data::Empty => cell.to_string(),
    }
}
