//! The figures as a table for a spreadsheet: one row a figure, and the key of the list behind it. Pure.

use super::figures::Insights;
use super::{Ends, Share};
use crate::error::{Error, Result};

const HEADER: [&str; 8] = ["section", "name", "count", "of", "value", "low", "high", "figure"];

/// A row: section, name, count, of, value, low, high, key.
type Row = [String; 8];

/// The figures as CSV.
///
/// # Errors
/// [`Error::Corrupt`] when the table cannot be written to memory, which does not happen.
pub fn csv(insights: &Insights) -> Result<String> {
    let mut rows = vec![];
    overview(insights, &mut rows);
    if let Some(found) = &insights.calibration {
        calibration(found, &mut rows);
    }
    for row in &insights.seals {
        for (column, share) in [("not-there", row.not_there), ("present", row.present), ("strong", row.strong)] {
            let key = format!("seal:{}:{column}", row.criterion);
            rows.push(shared("seal", &format!("{} {column}", row.criterion), share, None, &key));
        }
    }
    for (section, groups) in [("person", &insights.people), ("tag", &insights.tags), ("year", &insights.years)] {
        for group in groups {
            rows.push(shared(section, &group.name, group.solved, group.brier, &group.figure));
        }
    }
    for on in &insights.agreement {
        if let Some(agreement) = &on.agreement {
            let share = Share::of(agreement.within_one, agreement.pairs);
            rows.push(shared("agreement within one level", &on.criterion.to_string(), share, agreement.kappa, ""));
        }
    }
    for quality in &insights.quality {
        let key = format!("quality:{}", quality.quality);
        rows.push(counted("decision quality", &quality.quality.to_string(), quality.count, &key));
    }
    for time in &insights.stages {
        let mut row = counted("days in stage, median", &time.stage.to_string(), time.stays, "");
        row[4] = time.median_days.to_string();
        rows.push(row);
    }
    written(&rows)
}

fn overview(insights: &Insights, rows: &mut Vec<Row>) {
    rows.push(counted("launches", "closed", insights.closed, "all"));
    ends("ended", &insights.ends, "all", rows);
    ends("exceptions", &insights.exceptions, "exceptions", rows);
    ends("solution first", &insights.solution_first, "solution-first", rows);
    ends("improvements", &insights.improvements.ends, "improvements", rows);
    let left_out = [
        ("can't tell", insights.cant_tell, "end:cant-tell"),
        ("unresolved", insights.unresolved, "unresolved"),
        ("without forecast", insights.without_forecast, "without-forecast"),
        ("imported without a record", insights.imported, ""),
    ];
    for (name, count, key) in left_out {
        rows.push(counted("left out", name, count, key));
    }
    rows.push(shared("written", "solution first", insights.written_solution_first, None, ""));
    let (from, unchosen) = (&insights.origin, &insights.not_chosen);
    for (section, name, count) in [
        ("the loop", "from lessons", from.from_lessons),
        ("the loop", "from running products", from.from_products),
        ("the loop", "from launches", from.from_launches),
        ("not chosen", "declined", unchosen.declined),
        ("not chosen", "not yet", unchosen.not_yet),
        ("not chosen", "later outcome noted", unchosen.noted),
        ("not chosen", "missed winners", unchosen.missed),
    ] {
        rows.push(counted(section, name, count, ""));
    }
}

fn calibration(found: &super::Calibration, rows: &mut Vec<Row>) {
    let mut value = |name: &str, value: Option<f64>, low: Option<f64>, high: Option<f64>| {
        let mut row = counted("calibration", name, found.outcomes, "");
        (row[4], row[5], row[6]) = (number(value), number(low), number(high));
        rows.push(row);
    };
    value("Brier score (0 to 1)", Some(found.brier), Some(found.brier_low), Some(found.brier_high));
    value("log score (nats)", found.log_score.value, None, None);
    if let Some(murphy) = found.murphy {
        value("reliability", Some(murphy.reliability), None, None);
        value("resolution", Some(murphy.resolution), None, None);
        value("uncertainty", Some(murphy.uncertainty), None, None);
        value("residual of binning", Some(murphy.residual), None, None);
    }
    value("skill", found.skill, None, None);
    for (at, bin) in found.curve.iter().enumerate() {
        let share = Share { count: bin.came_true, of: bin.n, low: bin.low, high: bin.high };
        let name = format!("forecast {} to {} %", bin.from, bin.to);
        rows.push(shared("curve", &name, share, bin.mean_forecast, &format!("bin:{at}")));
    }
}

fn ends(section: &str, ends: &Ends, key: &str, rows: &mut Vec<Row>) {
    for (name, count) in [
        ("solved", ends.solved),
        ("partly solved", ends.partly),
        ("not solved", ends.not_solved),
        ("can't tell", ends.cant_tell),
        ("stopped", ends.stopped),
        ("open", ends.open),
    ] {
        let mut row = counted(section, name, count, key);
        row[3] = ends.all.to_string();
        rows.push(row);
    }
}

fn counted(section: &str, name: &str, count: u32, key: &str) -> Row {
    let none = String::new;
    [section.to_owned(), name.to_owned(), count.to_string(), none(), none(), none(), none(), key.to_owned()]
}

fn shared(section: &str, name: &str, share: Share, value: Option<f64>, key: &str) -> Row {
    let mut row = counted(section, name, share.count, key);
    (row[3], row[4], row[5], row[6]) = (share.of.to_string(), number(value), number(share.low), number(share.high));
    row
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn written(rows: &[Row]) -> Result<String> {
    let unwritten = |error: &dyn std::fmt::Display| Error::corrupt(format!("the figures cannot be written: {error}"));
    let mut writer = csv::Writer::from_writer(vec![]);
    writer.write_record(HEADER).map_err(|error| unwritten(&error))?;
    for row in rows {
        // A name that a spreadsheet would take for a formula is kept from it.
        let safe = row.iter().enumerate().map(|(at, cell)| match cell.chars().next() {
            Some('=' | '+' | '-' | '@') if at < 2 => format!("'{cell}"),
            _ => cell.clone(),
        });
        writer.write_record(safe).map_err(|error| unwritten(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| unwritten(&error))?;
    String::from_utf8(bytes).map_err(|error| unwritten(&error))
}
