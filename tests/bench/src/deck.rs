//! The time a deck takes: read, computed and drawn; and how it grows with its rows.

use std::fmt::Write as _;
use std::time::Instant;

use backcast_core::charts::Palette;
use backcast_core::wbr::{self, yaml};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::{Value, json};

const METRICS: u32 = 100;

/// Times a deck of 100 metrics over one, three and nine years of days; the best of `rounds`, in milliseconds.
pub(crate) fn measure(rounds: u32) -> anyhow::Result<Value> {
    let deck = deck();
    let mut taken = vec![];
    for years in [1, 3, 9] {
        let data = data(years * 365)?;
        let mut best = f64::MAX;
        for _ in 0..rounds {
            let started = Instant::now();
            let read = yaml::read(&deck, None)?;
            let report = wbr::review(&read.deck, data.as_bytes(), None, &[])?;
            let shown = wbr::shown(&report, read.warnings, Palette::Light.into());
            best = best.min(started.elapsed().as_secs_f64() * 1000.0);
            anyhow::ensure!(shown.blocks.len() == 100, "a deck of 100 metrics has 100 charts");
        }
        taken.push(json!({ "years": years, "bytes": data.len(), "ms": best }));
    }
    Ok(json!({ "metrics": METRICS, "decks": taken }))
}

fn deck() -> String {
    let mut metrics = String::new();
    let mut blocks = String::new();
    for number in 0..METRICS {
        metrics += &format!("  M{number}: {{column: M{number}, aggf: sum}}\n");
        blocks += &format!("  - block: {{ui_type: 6_12Graph, title: M{number}, metrics: {{M{number}: {{}}}}}}\n");
    }
    format!("setup: {{week_ending: 2026-09-26}}\nmetrics:\n{metrics}deck:\n{blocks}")
}

fn data(days: i32) -> anyhow::Result<String> {
    let last: Date = "2026-09-26".parse()?;
    let mut data = "Date".to_owned();
    (0..METRICS).try_for_each(|number| write!(data, ",M{number}"))?;
    for back in (0..days).rev() {
        write!(data, "\n{}", last.saturating_sub(back.days()))?;
        for number in 0..METRICS {
            write!(data, ",{}.{}", (back.unsigned_abs() * 7919 + number * 31) % 9973, number % 10)?;
        }
    }
    Ok(data + "\n")
}
