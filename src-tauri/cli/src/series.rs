//! Commands on series: values recorded from a file, charts and evidence without a portfolio.

use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use backcast_core::evidence::{self, Promise, WINDOW_FROM};
use backcast_core::measures::dates::{self, DateOrder};
use backcast_core::measures::table::{self, Table};
use backcast_core::measures::{Dated, Recorded, xmr as chart};
use backcast_core::{Portfolio, measures};
use jiff::civil::Date;
use serde_json::json;

use crate::arguments::{EvidenceArguments, ObserveArguments};
use crate::place;
use crate::print::Printer;

type Done = anyhow::Result<ExitCode>;

pub(crate) fn observe(out: &Printer, portfolio: &Portfolio, asked: &ObserveArguments) -> Done {
    let proposal = portfolio.find_proposal(&asked.id)?;
    let mut sheets = vec![];
    if let Some(file) = &asked.csv {
        let table = read(file, asked.date_order)?;
        for column in &table.columns {
            let name = match (&asked.measure, column.name.as_str()) {
                (Some(named), _) if table.columns.len() == 1 => named,
                (_, "") => bail!("{}: name the measure, or give its column a header", file.display()),
                (_, header) => header,
            };
            let measure = portfolio.find_measure(proposal, name).with_context(|| file.display().to_string())?;
            sheets.push((measure, dated(&table.dates, &column.values)));
        }
    } else {
        let (Some(measure), Some(on), Some(value)) = (&asked.measure, &asked.date, &asked.value) else {
            bail!("say which measure, date and value, or give --csv FILE");
        };
        let measure = portfolio.find_measure(proposal, measure)?;
        let row = format!("{on}\t{value}\n");
        let table = table::read(row.as_bytes(), asked.date_order).map_err(measures::unreadable)?;
        let values = table.columns.first().map(|column| column.values.clone()).unwrap_or_default();
        sheets.push((measure, dated(&table.dates, &values)));
    }
    let mut reports = vec![];
    for (measure, values) in &sheets {
        let recorded: Recorded = portfolio.record_observations(&measure.id, values)?.value;
        if !recorded.replaced.is_empty() {
            out.warn(&format!(
                "{}: a value for {} replaced an earlier one, which is kept as history",
                measure.stated.name,
                recorded.replaced.join(", ")
            ));
        }
        reports.push(
            json!({ "measure": measure.stated.name, "recorded": recorded.recorded, "replaced": recorded.replaced }),
        );
    }
    let count: usize = sheets.iter().map(|(_, values)| values.len()).sum();
    out.say(&reports, &format!("{proposal}: {count} values recorded"))
}

pub(crate) fn xmr(out: &Printer, file: &Path, split: Option<&str>, median: bool, order: Option<DateOrder>) -> Done {
    let values = only_series(file, order)?;
    let options = chart::Options { median, floor: None };
    let numbers = |points: &[Dated]| points.iter().map(|point| point.value).collect::<Vec<_>>();
    let Some(split) = split else {
        let found = chart::xmr(&numbers(&values), options);
        return out.say(&found, &described(&found));
    };
    let at = date(split)?;
    let (before, after): (Vec<Dated>, Vec<Dated>) = values.into_iter().partition(|dated| dated.date < at);
    let found = chart::split(&numbers(&before), &numbers(&after), options);
    out.say(&found, &format!("before: {}\nafter:  {}", described(&found.before), described(&found.after)))
}

fn described(found: &chart::Xmr) -> String {
    let level = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"));
    let signals: Vec<_> =
        found.signals.iter().map(|signal| format!("{:?} at {:?}", signal.rule, signal.points)).collect();
    format!(
        "{} values, centre {}, limits {} to {} ({}); signals: {}",
        found.n,
        level(found.centre),
        level(found.lower),
        level(found.upper),
        found.status,
        if signals.is_empty() { "none".to_owned() } else { signals.join("; ") }
    )
}

pub(crate) fn bare_evidence(out: &Printer, asked: &EvidenceArguments) -> Done {
    let file = asked.csv.as_deref().context("give --csv FILE")?;
    let split = date(asked.split.as_deref().context("give --split DATE")?)?;
    let values = only_series(file, asked.date_order)?;
    let name = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let direction = asked.direction.context("give --direction up or down")?;
    let promise = Promise {
        aggregate: asked.aggregate,
        due: asked.due.as_deref().map(date).transpose()?,
        baseline_from: asked.from.as_deref().map(date).transpose()?,
        judged_points: asked.points.unwrap_or(WINDOW_FROM),
        ..Promise::bare(&name, direction, asked.target)
    };
    let (found, _) = evidence::judge(&promise, &values, split, place::world().today());
    out.evidence(&[found])
}

fn date(text: &str) -> anyhow::Result<Date> {
    match dates::spelled(text) {
        Some(dates::Spelled::Certain(date)) => Ok(date),
        _ => bail!("“{text}” is not a date like 2026-09-30"),
    }
}

/// The first value column of a file, in the order of its dates.
fn only_series(file: &Path, order: Option<DateOrder>) -> anyhow::Result<Vec<Dated>> {
    let table = read(file, order)?;
    let values = table.columns.first().map(|column| column.values.clone()).unwrap_or_default();
    let mut series = dated(&table.dates, &values);
    series.sort_by_key(|dated| dated.date);
    Ok(series)
}

fn read(file: &Path, order: Option<DateOrder>) -> anyhow::Result<Table> {
    let named = || file.display().to_string();
    let source = File::open(file).with_context(named)?;
    table::read(source, order).with_context(named)
}

fn dated(dates: &[Date], values: &[Option<f64>]) -> Vec<Dated> {
    dates.iter().zip(values).filter_map(|(date, value)| Some(Dated { date: *date, value: (*value)? })).collect()
}
