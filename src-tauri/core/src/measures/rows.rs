//! Rows of text from CSV, a paste, or the first sheet of a workbook, one at a time.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use calamine::{Data, Reader as _, Xlsx, XlsxError, open_workbook};
use csv::StringRecord;

use super::sheet::Source;
use super::{dates, ods, table};
use crate::archives;
use crate::error::{Error, Reason, Result, Unread};

/// A larger workbook is refused, and one that unpacks to more than this.
const LARGEST_WORKBOOK: u64 = 64 * 1024 * 1024;
const LARGEST_UNPACKED: u64 = 256 * 1024 * 1024;

/// The most cells between the first and the last one, empty ones among them, and the most bytes of text in them.
const MOST_CELLS: u64 = 20_000_000;
const MOST_TEXT: usize = 128 * 1024 * 1024;

/// Calls `each` with the number and cells of every row that is not empty, while it says to go on. Returns the delimiter.
pub(crate) fn each(source: Source<'_>, each: &mut dyn FnMut(u32, &StringRecord) -> Result<bool>) -> Result<u8> {
    match source {
        Source::Text(text) => separated(text.as_bytes(), each),
        Source::File(path) if is_workbook(path) => workbook(path, each).map(|()| b','),
        Source::File(path) => separated(File::open(path).map_err(|error| Error::io(path, error))?, each),
    }
}

/// Whether a file is a workbook, by its name.
pub(crate) fn is_workbook(path: &Path) -> bool {
    ["xlsx", "xlsm", "xls", "ods"].contains(&ending(path).as_str())
}

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

pub(super) fn unreadable(why: impl Into<Reason>) -> Error {
    Error::invalid("table", why.into())
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
        return Err(unreadable(Unread::LargeWorkbook));
    }
    if ending(path) == "xls" {
        return Err(unreadable(Unread::OldWorkbook));
    }
    let file = File::open(path).map_err(|error| Error::io(path, error))?;
    let archive = archives::open(BufReader::new(file), LARGEST_UNPACKED).map_err(unreadable)?;
    if ending(path) == "ods" {
        let content = ods::content(archive)?;
        return sheet(&mut |take| ods::cells(&content, take), each);
    }
    let no_workbook = |error: &XlsxError| unreadable(Unread::NoWorkbook.with([("error", error)]));
    let mut workbook: Xlsx<_> = open_workbook(path).map_err(|error| no_workbook(&error))?;
    let name = workbook.sheet_names().first().cloned().ok_or_else(|| unreadable(Unread::NoSheet))?;
    sheet(&mut |take| cells(&mut workbook, &name, take), each)
}

/// Where the cells of a sheet are, by what is in it and not by what it says about itself.
struct Extent {
    columns: (u32, u32),
    rows: u64,
}

/// Takes the place and the text of a cell that is not empty, and says whether to go on.
type Take<'t> = dyn FnMut((u32, u32), String) -> Result<bool> + 't;

/// A sheet, whose `cells` are walked twice, row by row: what lies far apart takes no room.
fn sheet(
    cells: &mut dyn FnMut(&mut Take<'_>) -> Result<()>,
    each: &mut dyn FnMut(u32, &StringRecord) -> Result<bool>,
) -> Result<()> {
    let too_much = || unreadable(Unread::WideSheet);
    let mut extent: Option<Extent> = None;
    let (mut last, mut text_length) = (0, 0_usize);
    cells(&mut |(row, column), text| {
        if row < last {
            return Err(unreadable(Unread::RowsOutOfOrder));
        }
        let found = extent.get_or_insert(Extent { columns: (column, column), rows: 1 });
        found.rows += u64::from(row > last);
        found.columns = (found.columns.0.min(column), found.columns.1.max(column));
        last = row;
        text_length = text_length.saturating_add(text.len());
        if text_length > MOST_TEXT { Err(too_much()) } else { Ok(true) }
    })?;
    let Some(Extent { columns: (first, end), rows }) = extent else { return Ok(()) };
    if rows.saturating_mul(u64::from(end - first) + 1) > MOST_CELLS {
        return Err(too_much());
    }
    let width = usize::try_from(end - first).unwrap_or(0) + 1;
    let mut gathered: (u32, Vec<String>) = (0, vec![]);
    let mut emit = |(row, texts): (u32, Vec<String>)| -> Result<bool> {
        let is_empty = texts.iter().all(|text| text.trim().is_empty());
        if is_empty { Ok(true) } else { each(row.saturating_add(1), &texts.into()) }
    };
    let mut wanted = true;
    cells(&mut |(row, column), text| {
        if row != gathered.0 || gathered.1.is_empty() {
            wanted = emit(std::mem::replace(&mut gathered, (row, vec![String::new(); width])))?;
        }
        if let Some(place) = gathered.1.get_mut(usize::try_from(column - first).unwrap_or(usize::MAX)) {
            *place = text;
        }
        Ok(wanted)
    })?;
    if wanted { emit(gathered).map(drop) } else { Ok(()) }
}

/// Calls `each` with every cell of an Excel sheet that is not empty, while it says to go on.
fn cells(workbook: &mut Xlsx<BufReader<File>>, sheet: &str, each: &mut Take<'_>) -> Result<()> {
    let failed = |error: XlsxError| unreadable(Unread::NoWorkbook.with([("error", &error)]));
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(failed)?;
    while let Some(found) = reader.next_cell().map_err(failed)? {
        let text = cell(&Data::from(found.get_value().clone()));
        if !text.is_empty() && !each(found.get_position(), text)? {
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
