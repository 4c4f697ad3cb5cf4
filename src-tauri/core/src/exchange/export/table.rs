//! Tables: CSV and XLSX. What begins like a formula is shown, not calculated.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use rusqlite::Connection;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use serde_json::Value as Json;

use crate::error::{Error, Result};
use crate::exchange::formulas::inert;
use crate::storage::export as rows;

/// How many characters a cell of a spreadsheet holds.
const LONGEST_CELL: usize = 32_767;

/// A table of proposals. Returns how many cells were neutralised.
pub(super) fn csv(conn: &Connection, only: Option<&BTreeSet<u32>>, to: &mut dyn Write) -> Result<u32> {
    let failed = |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(error) => Error::io("the table", error),
        other => Error::io("the table", std::io::Error::other(format!("{other:?}"))),
    };
    let mut writer = csv::WriterBuilder::new().buffer_capacity(1 << 16).from_writer(to);
    writer.write_record(rows::COLUMNS).map_err(failed)?;
    let mut neutralised = 0;
    rows::lines(conn, |number, cells| {
        if only.is_some_and(|only| !only.contains(&number)) {
            return Ok(());
        }
        for cell in cells {
            let text = cell.unwrap_or_default();
            let shown = inert(text);
            neutralised += u32::from(shown.len() != text.len());
            writer.write_field(shown.as_bytes()).map_err(failed)?;
        }
        writer.write_record(None::<&[u8]>).map_err(failed)
    })?;
    writer.flush().map_err(|error| Error::io("the table", error))?;
    Ok(neutralised)
}

/// A spreadsheet of proposals, scores, measures and values. Text stays text: no cell of it is calculated.
pub(super) fn xlsx(conn: &Connection, only: Option<&BTreeSet<u32>>) -> Result<(Vec<u8>, u32)> {
    let failed = |error: XlsxError| Error::io("the spreadsheet", std::io::Error::other(error.to_string()));
    let mut book = Workbook::new();
    let head = Format::new().set_bold();
    let mut neutralised = 0;
    let sheet = book.add_worksheet().set_name("Proposals").map_err(failed)?;
    heads(sheet, rows::COLUMNS, &head).map_err(failed)?;
    let mut at = 0;
    rows::lines(conn, |number, cells| {
        if only.is_some_and(|only| !only.contains(&number)) {
            return Ok(());
        }
        at += 1;
        for (column, cell) in (0..).zip(cells) {
            neutralised += text(sheet, at, column, cell.unwrap_or_default()).map_err(failed)?;
        }
        Ok(())
    })?;
    let names = people(conn)?;
    for (title, table, columns) in [
        ("Scores", "scores", &["proposal_id", "person_id", "criterion", "answer", "reason", "revision", "at"][..]),
        (
            "Measures",
            "measures",
            &["id", "proposal_id", "name", "unit", "direction", "baseline", "target", "due_on", "aggregate", "role"],
        ),
        ("Values", "observations", &["measure_id", "on_date", "value", "at", "replaced_at"]),
    ] {
        let sheet = book.add_worksheet().set_name(title).map_err(failed)?;
        heads(sheet, columns, &head).map_err(failed)?;
        let measures = measures_of(conn, only)?;
        let mut at = 0;
        for row in rows::table(conn, table)? {
            let proposal = row.get("proposal_id").and_then(Json::as_u64);
            let measure = row.get("measure_id").and_then(Json::as_u64);
            let is_in = |id: Option<u64>| {
                only.is_none_or(|only| id.is_some_and(|id| u32::try_from(id).is_ok_and(|id| only.contains(&id))))
            };
            if !(is_in(proposal) || measure.is_some_and(|id| measures.contains(&id))) {
                continue;
            }
            at += 1;
            for (column, name) in (0..).zip(columns) {
                neutralised += value(sheet, (at, column), name, row.get(*name), &names).map_err(failed)?;
            }
        }
    }
    Ok((book.save_to_buffer().map_err(failed)?, neutralised))
}

fn heads(sheet: &mut Worksheet, names: &[&str], head: &Format) -> Result<(), XlsxError> {
    for (column, name) in (0..).zip(names) {
        sheet.write_string_with_format(0, column, *name, head)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// A text as a text cell; says whether it would have been taken for a formula.
fn text(sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<u32, XlsxError> {
    let shown: String = text.chars().take(LONGEST_CELL).collect();
    let risky = inert(&shown).len() != shown.len();
    if !shown.is_empty() {
        sheet.write_string(row, column, &shown)?;
    }
    Ok(u32::from(risky))
}

fn value(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    name: &str,
    found: Option<&Json>,
    people: &BTreeMap<u64, String>,
) -> Result<u32, XlsxError> {
    match found {
        Some(Json::Number(id)) if name == "proposal_id" => {
            text(sheet, row, column, &format!("P-{:03}", id.as_u64().unwrap_or(0)))
        }
        Some(Json::Number(id)) if name == "person_id" => {
            let person = id.as_u64().and_then(|id| people.get(&id)).map_or("", String::as_str);
            text(sheet, row, column, person)
        }
        Some(Json::Number(number)) => {
            sheet.write_number(row, column, number.as_f64().unwrap_or(0.0))?;
            Ok(0)
        }
        Some(Json::String(words)) => text(sheet, row, column, words),
        _ => Ok(0),
    }
}

fn people(conn: &Connection) -> Result<BTreeMap<u64, String>> {
    let all = rows::table(conn, "people")?;
    Ok(all
        .into_iter()
        .filter_map(|row| Some((row.get("id")?.as_u64()?, row.get("name")?.as_str()?.to_owned())))
        .collect())
}

fn measures_of(conn: &Connection, only: Option<&BTreeSet<u32>>) -> Result<BTreeSet<u64>> {
    let all = rows::table(conn, "measures")?;
    let is_in = |id: Option<u64>| {
        only.is_none_or(|only| id.is_some_and(|id| u32::try_from(id).is_ok_and(|id| only.contains(&id))))
    };
    Ok(all
        .into_iter()
        .filter(|row| is_in(row.get("proposal_id").and_then(Json::as_u64)))
        .filter_map(|row| row.get("id")?.as_u64())
        .collect())
}
