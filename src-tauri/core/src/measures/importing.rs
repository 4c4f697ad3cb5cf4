//! Importing sheets: which column becomes which measure, shown before anything is recorded.
//!
//! Invariant: a sheet with a flaw is not recorded, not even in part.

use std::path::Path;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::dates::{self, DateOrder};
use super::sheet::{self, Shape, SheetFlaw, Source, Wanted};
use super::{Measure, Reading, Recorded};
use crate::change::Changed;
use crate::error::{Entity, Error, Reason, Result, Unread};
use crate::portfolio::Portfolio;
use crate::storage::measures as rows;

/// How many rows a preview shows.
const SHOWN: usize = 12;

/// A column that becomes a measure's values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MappedColumn {
    /// The column of the values, or of the numerators; counted from 0.
    pub column: u32,
    /// The measure, by identity.
    pub measure: String,
    /// The column of the denominators of a rate.
    pub denominator: Option<u32>,
}

/// How a sheet is to be read. What is absent is found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SheetMapping {
    /// The column of the dates, counted from 0.
    pub date_column: Option<u32>,
    /// The order the dates are written in.
    pub order: Option<DateOrder>,
    /// The columns to read; found by their names when absent.
    pub columns: Option<Vec<MappedColumn>>,
}

/// A sheet, for which measures, and how to read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SheetInput {
    /// The file; the text when absent.
    pub path: Option<String>,
    /// A paste.
    pub text: String,
    /// The measures its columns may be, by identity.
    pub measures: Vec<String>,
    /// How to read it.
    pub mapping: SheetMapping,
}

/// A row of a sheet, as it is and as what it becomes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct SheetRow {
    /// The row, counted from 1.
    pub row: u32,
    /// Its cells, as they are written.
    pub cells: Vec<String>,
    /// Its date, ISO.
    pub date: Option<String>,
    /// The value for each mapped column.
    pub values: Vec<Option<f64>>,
}

/// What importing a sheet would come to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct SheetPreview {
    /// The names of the columns.
    pub headers: Vec<String>,
    /// The column of the dates.
    pub date_column: u32,
    /// The order the dates are written in, when it is known.
    pub order: Option<DateOrder>,
    /// The columns that would be read.
    pub columns: Vec<MappedColumn>,
    /// The first rows.
    pub head: Vec<SheetRow>,
    /// How many rows there are.
    pub rows: u32,
    /// How many values would be recorded.
    pub values: u32,
    /// The first flaws; with any, nothing is imported.
    pub flaws: Vec<SheetFlaw>,
    /// How many there are.
    pub flaw_count: u32,
}

/// What a measure got from a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SheetImport {
    /// The measure's name.
    pub measure: String,
    /// What recording came to.
    #[serde(flatten)]
    pub recorded: Recorded,
}

/// A sheet that was read, with what it was read as.
struct Sheet {
    shape: Shape,
    columns: Vec<MappedColumn>,
    measures: Vec<Measure>,
    readings: sheet::Readings,
}

impl Portfolio {
    /// What importing a sheet would come to; nothing is recorded.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it is no table; [`Error::NotFound`] for an unknown measure.
    pub fn preview_sheet(&self, input: &SheetInput) -> Result<SheetPreview> {
        let sheet = self.sheet(input)?;
        let Sheet { shape, columns, readings, .. } = sheet;
        let order = readings.order;
        let head = shape.head.into_iter().take(SHOWN).map(|(row, cells)| {
            let text = cells.get(shape.date_column).map(String::as_str).unwrap_or_default();
            let date = dates::spelled(text).and_then(|spelled| spelled.date(order?));
            let value = |column: &Vec<Reading>| {
                let at = column.binary_search_by_key(&date?, |reading| reading.date).ok()?;
                column.get(at).map(|reading| reading.value)
            };
            let values = readings.columns.iter().map(value).collect();
            SheetRow { row, date: date.map(|date| date.to_string()), values, cells }
        });
        let values = readings.columns.iter().map(Vec::len).sum::<usize>();
        Ok(SheetPreview {
            head: head.collect(),
            headers: shape.headers,
            date_column: narrow(shape.date_column),
            order,
            columns,
            rows: readings.rows,
            values: u32::try_from(values).unwrap_or(u32::MAX),
            flaws: readings.flaws,
            flaw_count: readings.flaw_count,
        })
    }

    /// Records a sheet's values, all or none.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming the first flaws by row and column, or when no column is a measure's; nothing is recorded then.
    pub fn import_sheet(&self, input: &SheetInput) -> Result<Changed<Vec<SheetImport>>> {
        let Sheet { shape, columns, measures, readings } = self.sheet(input)?;
        if columns.is_empty() {
            return Err(unmapped(&shape, &measures));
        }
        if readings.flaw_count > 0 {
            return Err(flawed(&readings));
        }
        let names = columns.iter().map(|column| name_of(&measures, &column.measure)).collect::<Vec<_>>();
        let series: Vec<(String, Vec<Reading>)> =
            columns.into_iter().map(|column| column.measure).zip(readings.columns).collect();
        let Changed { value, topics } = self.record_series(&series)?;
        let value = names.into_iter().zip(value).map(|(measure, recorded)| SheetImport { measure, recorded }).collect();
        Ok(Changed { value, topics })
    }

    fn sheet(&self, input: &SheetInput) -> Result<Sheet> {
        let source = match &input.path {
            Some(path) => Source::File(Path::new(path)),
            None => Source::Text(&input.text),
        };
        let measures = self.read(|conn| {
            let get = |id: &String| rows::get(conn, id)?.ok_or_else(|| Error::not_found(Entity::Measure, id));
            input.measures.iter().map(get).collect::<Result<Vec<_>>>()
        })?;
        let mapping = &input.mapping;
        let shape = sheet::shape(source, mapping.date_column.map(widen))?;
        let columns = match &mapping.columns {
            Some(columns) => columns.clone(),
            None => found_by_name(&shape, &measures),
        };
        let wanted = columns.iter().map(|column| wanted(column, &shape, &measures)).collect::<Result<Vec<_>>>()?;
        let readings = sheet::read(source, &shape, &wanted, mapping.order)?;
        Ok(Sheet { shape, columns, measures, readings })
    }
}

fn wanted(column: &MappedColumn, shape: &Shape, measures: &[Measure]) -> Result<Wanted> {
    let measure = measures.iter().find(|measure| measure.id == column.measure);
    let stated = &measure.ok_or_else(|| Error::not_found(Entity::Measure, &column.measure))?.stated;
    let inside = |column: u32| widen(column) < shape.headers.len() && widen(column) != shape.date_column;
    if !inside(column.column) || column.denominator.is_some_and(|denominator| !inside(denominator)) {
        return Err(Error::invalid("column", Reason::OutOfRange("a column of values of the sheet")));
    }
    Ok(Wanted {
        column: widen(column.column),
        denominator: column.denominator.map(widen),
        fractions: stated.denominator.is_some(),
        percent: stated.unit.trim() == "%",
    })
}

/// The columns named like measures; the only column of values is the only measure's, whatever it is called.
fn found_by_name(shape: &Shape, measures: &[Measure]) -> Vec<MappedColumn> {
    let called = |name: &str| {
        let at = shape.headers.iter().position(|header| header.trim().eq_ignore_ascii_case(name.trim()));
        at.filter(|at| *at != shape.date_column).map(narrow)
    };
    let mut found: Vec<MappedColumn> = measures
        .iter()
        .filter_map(|measure| {
            let denominator = measure.stated.denominator.as_deref().and_then(called);
            Some(MappedColumn { column: called(&measure.stated.name)?, measure: measure.id.clone(), denominator })
        })
        .collect();
    if let ([], [measure]) = (found.as_slice(), measures) {
        let only = match shape.headers.len() {
            2 => Some(narrow(1 - shape.date_column.min(1))),
            _ => called("value").or_else(|| called("values")),
        };
        found.extend(only.map(|column| MappedColumn { column, measure: measure.id.clone(), denominator: None }));
    }
    found
}

fn name_of(measures: &[Measure], id: &str) -> String {
    measures.iter().find(|measure| measure.id == id).map(|measure| measure.stated.name.clone()).unwrap_or_default()
}

fn unmapped(shape: &Shape, measures: &[Measure]) -> Error {
    let names: Vec<_> = measures.iter().map(|measure| format!("“{}”", measure.stated.name)).collect();
    let names = if names.is_empty() { "–".to_owned() } else { names.join(", ") };
    let headers: Vec<_> = shape.headers.iter().take(20).map(|header| format!("“{header}”")).collect();
    let why = Unread::NoColumnNamed.with([("columns", &headers.join(", ")), ("measures", &names)]);
    Error::invalid("table", why)
}

/// The first flaws in words.
fn flawed(readings: &sheet::Readings) -> Error {
    const NAMED: usize = 5;
    let mut lines: Vec<String> = readings.flaws.iter().take(NAMED).map(ToString::to_string).collect();
    let more = widen(readings.flaw_count).saturating_sub(lines.len());
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    Error::invalid("table", Unread::Flawed.with([("flaws", &lines.join("; "))]))
}

fn widen(column: u32) -> usize {
    usize::try_from(column).unwrap_or(usize::MAX)
}

fn narrow(column: usize) -> u32 {
    u32::try_from(column).unwrap_or(u32::MAX)
}
