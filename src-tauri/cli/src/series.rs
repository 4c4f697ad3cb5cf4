//! Commands on series: values recorded from a file, charts and evidence without a portfolio.

use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use backcast_core::Portfolio;
use backcast_core::evidence::{self, Promise, WINDOW_FROM};
use backcast_core::measures::dates::{self, DateOrder};
use backcast_core::measures::table::{self, Table};
use backcast_core::measures::{Dated, Measure, SheetImport, SheetInput, SheetMapping, xmr as chart};
use jiff::civil::Date;

use crate::arguments::{EvidenceArguments, ObserveArguments};
use crate::place;
use crate::print::Printer;

type Done = anyhow::Result<ExitCode>;

pub(crate) fn observe(out: &Printer, portfolio: &Portfolio, asked: &ObserveArguments) -> Done {
    let measures = match (asked.measure.as_deref(), asked.product) {
        (Some(name), product) => vec![measure(portfolio, &asked.id, name, product)?],
        (None, true) => product_measures(portfolio, &asked.id)?,
        (None, false) => portfolio.measures(portfolio.find_proposal(&asked.id)?)?,
    };
    let text = match (&asked.date, &asked.value) {
        (Some(on), Some(value)) => format!("{on}\t{value}\n"),
        _ => String::new(),
    };
    let input = SheetInput {
        path: asked.csv.as_ref().map(|file| file.display().to_string()),
        text,
        measures: measures.into_iter().map(|measure| measure.id).collect(),
        mapping: SheetMapping { order: asked.date_order, ..SheetMapping::default() },
    };
    let named = || asked.csv.as_ref().map_or_else(|| asked.id.clone(), |file| file.display().to_string());
    let imported = portfolio.import_sheet(&input).with_context(named)?.value;
    for SheetImport { measure, recorded } in &imported {
        if !recorded.replaced.is_empty() {
            out.warn(&format!(
                "{measure}: a value for {} replaced an earlier one, which is kept as history",
                recorded.replaced.join(", ")
            ));
        }
    }
    let count: u32 = imported.iter().map(|one| one.recorded.recorded).sum();
    let unchanged: u32 = imported.iter().map(|one| one.recorded.unchanged).sum();
    let unchanged = if unchanged == 0 { String::new() } else { format!(", {unchanged} stood there already") };
    out.say(&imported, &format!("{}: {count} values recorded{unchanged}", asked.id))
}

/// The measure of a proposal or a running product with this name.
pub(crate) fn measure(portfolio: &Portfolio, of: &str, name: &str, product: bool) -> anyhow::Result<Measure> {
    if product {
        return Ok(portfolio.find_product_measure(of, name)?);
    }
    Ok(portfolio.find_measure(portfolio.find_proposal(of)?, name)?)
}

fn product_measures(portfolio: &Portfolio, name: &str) -> anyhow::Result<Vec<Measure>> {
    let products = portfolio.products()?.into_iter();
    let product = products.into_iter().find(|product| product.name.eq_ignore_ascii_case(name.trim()));
    let product = product.with_context(|| format!("there is no running product “{name}”"))?;
    Ok(product.measures.into_iter().map(|one| one.measure).collect())
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
    let mut series = dated(&table.dates, &table.values);
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
