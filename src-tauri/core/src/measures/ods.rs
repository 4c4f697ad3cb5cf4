//! The first sheet of an OpenDocument workbook, cell by cell.
//!
//! Not here: which cells make a row (`rows`). Invariant: what a cell or row says about how often it is repeated makes no more
//! cells than a sheet has places for, and one row is held at a time.

use std::fs::File;
use std::io::{BufReader, Read as _};
use std::ops::Range;

use quick_xml::events::BytesStart;
use zip::ZipArchive;

use super::rows::unreadable;
use crate::error::{Result, Unread};
use crate::xml::{Said, attribute, walk};

/// The most places a sheet has.
const MOST_COLUMNS: u32 = 16_384;
const MOST_ROWS: u32 = 1_048_576;

/// The most bytes of content that are read.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// What a workbook holds, as XML.
pub(super) fn content(mut archive: ZipArchive<BufReader<File>>) -> Result<String> {
    let Ok(part) = archive.by_name("content.xml") else { return Err(unreadable(Unread::NoSheet)) };
    let mut text = String::new();
    part.take(MOST_BYTES + 1)
        .read_to_string(&mut text)
        .map_err(|error| unreadable(Unread::NoWorkbook.with([("error", &error)])))?;
    if text.len() > usize::try_from(MOST_BYTES).unwrap_or(usize::MAX) {
        return Err(unreadable(Unread::LargeWorkbook));
    }
    Ok(text)
}

/// Calls `each` with the place and the text of every cell that is not empty, while it says to go on.
pub(super) fn cells(content: &str, each: &mut dyn FnMut((u32, u32), String) -> Result<bool>) -> Result<()> {
    let mut sheet = Sheet {
        tables: 0,
        depth: 0,
        aside: 0,
        row: 0,
        rows: 1,
        column: 0,
        found: vec![],
        cell: None,
        outcome: Ok(true),
        each,
    };
    walk(content, &mut |said| sheet.take(said))?;
    if sheet.tables == 0 {
        return Err(unreadable(Unread::NoSheet));
    }
    sheet.outcome.map(drop)
}

struct Cell {
    value: Option<String>,
    text: String,
    paragraphs: u32,
    times: u32,
}

struct Sheet<'e> {
    tables: u32,
    /// How many tables are open, one within the other.
    depth: u32,
    /// How many notes are open, whose text is not the cell's.
    aside: u32,
    row: u32,
    /// How often the row is repeated.
    rows: u32,
    column: u32,
    /// The cells of the row so far that are not empty, by the columns they fill.
    found: Vec<(Range<u32>, String)>,
    cell: Option<Cell>,
    outcome: Result<bool>,
    each: &'e mut dyn FnMut((u32, u32), String) -> Result<bool>,
}

impl Sheet<'_> {
    fn take(&mut self, said: Said<'_>) {
        match said {
            Said::Start("table", _) => {
                self.tables += u32::from(self.depth == 0);
                self.depth += 1;
            }
            Said::End("table") => self.depth = self.depth.saturating_sub(1),
            _ if (self.tables, self.depth) != (1, 1) || !matches!(self.outcome, Ok(true)) => {}
            Said::Start("annotation", _) => self.aside += 1,
            Said::End("annotation") => self.aside = self.aside.saturating_sub(1),
            _ if self.aside > 0 => {}
            Said::Start("table-row", element) => {
                (self.column, self.rows) = (0, times(element, "number-rows-repeated"));
                self.found.clear();
            }
            Said::Start("table-cell" | "covered-table-cell", element) => {
                let times = times(element, "number-columns-repeated");
                self.cell = Some(Cell { value: value(element), text: String::new(), paragraphs: 0, times });
            }
            Said::Start("p", _) => self.in_cell(|cell| {
                cell.text.push_str(if cell.paragraphs > 0 { "\n" } else { "" });
                cell.paragraphs += 1;
            }),
            Said::Start("s" | "tab" | "line-break", _) => self.in_cell(|cell| cell.text.push(' ')),
            Said::Text(text) => self.in_cell(|cell| cell.text.push_str(if cell.paragraphs > 0 { text } else { "" })),
            Said::End("table-cell" | "covered-table-cell") => self.end_cell(),
            Said::End("table-row") => self.end_row(),
            Said::Start(..) | Said::End(_) => {}
        }
    }

    fn in_cell(&mut self, take: impl FnOnce(&mut Cell)) {
        if let Some(cell) = &mut self.cell {
            take(cell);
        }
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let text = cell.value.unwrap_or(cell.text);
        let end = self.column.saturating_add(cell.times).min(MOST_COLUMNS);
        if !text.is_empty() {
            self.found.push((self.column..end, text));
        }
        self.column = end;
    }

    fn end_row(&mut self) {
        let end = self.row.saturating_add(self.rows).min(MOST_ROWS);
        let repeated = if self.found.is_empty() { end..end } else { self.row..end };
        self.row = end;
        for row in repeated {
            for (columns, text) in &self.found {
                for column in columns.clone() {
                    self.outcome = (self.each)((row, column), text.clone());
                    if !matches!(self.outcome, Ok(true)) {
                        return;
                    }
                }
            }
        }
    }
}

fn times(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// What a cell holds, when that is not its text.
fn value(element: &BytesStart<'_>) -> Option<String> {
    match attribute(element, "value-type")?.as_str() {
        "date" => attribute(element, "date-value").map(|date| date.chars().take(10).collect()),
        "float" | "percentage" | "currency" => {
            attribute(element, "value")?.parse::<f64>().ok().map(|value| value.to_string())
        }
        "boolean" => attribute(element, "boolean-value"),
        "string" => attribute(element, "string-value"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &str) -> String {
        format!("<office:spreadsheet><table:table>{rows}</table:table><table:table/></office:spreadsheet>")
    }

    fn all(content: &str, most: usize) -> Vec<((u32, u32), String)> {
        let mut found = vec![];
        cells(content, &mut |place, text| {
            found.push((place, text));
            Ok(found.len() < most)
        })
        .unwrap();
        found
    }

    #[test]
    fn cells_stand_where_repeated_ones_put_them_and_hold_values_before_texts() {
        let content = sheet(
            r#"<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"/></table:table-row>
               <table:table-row><table:table-cell/><table:table-cell office:value-type="date" office:date-value="2026-05-12T00:00:00"><text:p>12 May</text:p></table:table-cell>
               <table:table-cell office:value-type="float" office:value="1500.5" table:number-columns-repeated="2"><text:p>1.500,5</text:p></table:table-cell></table:table-row>
               <table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>a &amp; b</text:p><text:p>c</text:p></table:table-cell></table:table-row>"#,
        );
        let text = |place, text: &str| (place, text.to_owned());
        assert_eq!(
            all(&content, 100),
            [text((2, 1), "2026-05-12"), text((2, 2), "1500.5"), text((2, 3), "1500.5"), text((3, 0), "a & b\nc")]
        );
    }

    #[test]
    fn repetition_beyond_a_sheet_ends_at_its_edge_and_at_once_when_nobody_listens() {
        let wide = sheet(
            r#"<table:table-row table:number-rows-repeated="4000000000"><table:table-cell office:value-type="string" office:string-value="x" table:number-columns-repeated="4000000000"/></table:table-row>"#,
        );
        assert_eq!(all(&wide, 20_000).last(), Some(&((1, 3_615), "x".to_owned())));
        assert!(cells("<a/>", &mut |_, _| Ok(true)).unwrap_err().to_string().contains("no sheet"));
    }
}
