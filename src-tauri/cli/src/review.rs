//! The weekly business review: a deck with its data from files, or a deck of the portfolio.

use std::path::Path;

use anyhow::Context as _;
use backcast_core::sheets::Sheet;
use backcast_core::tongue::Tongue;
use backcast_core::wbr::report::Report;
use backcast_core::{Portfolio, wbr};
use serde_json::json;

use crate::arguments::WbrArguments;
use crate::export;
use crate::print::Printer;
use crate::run::Done;

pub(crate) fn of_files(out: &Printer, asked: &WbrArguments) -> Done {
    let data = asked.data.as_deref().context("give its values with --data FILE.csv")?;
    let reviewed = wbr::review_files(&asked.deck, data, asked.annotations.as_deref(), asked.date_order)?;
    for warning in &reviewed.warnings {
        out.warn(&warning.to_string());
    }
    told(out, asked, &reviewed.report)
}

pub(crate) fn of_portfolio(out: &Printer, portfolio: &Portfolio, asked: &WbrArguments) -> Done {
    let id = portfolio.find_deck(&asked.deck.to_string_lossy())?;
    told(out, asked, &portfolio.deck_report(&id)?)
}

fn told(out: &Printer, asked: &WbrArguments, report: &Report) -> Done {
    let text = match asked.form.as_str() {
        "pdf" => return printed(out, asked, report),
        _ if out.is_json() && asked.to.is_none() => return out.json(report),
        "json" => serde_json::to_string_pretty(report)?,
        "html" => wbr::page(report),
        _ => wbr::markdown(report),
    };
    match &asked.to {
        Some(to) => {
            std::fs::write(to, text).with_context(|| to.display().to_string())?;
            written(out, to, None)
        }
        None => out.text(&text),
    }
}

fn printed(out: &Printer, asked: &WbrArguments, report: &Report) -> Done {
    let to = asked.to.as_deref().context("say where to with --to FILE.pdf")?;
    let pages = export::print_sheets(&[Sheet::of_review(report, Tongue::English)], &asked.paper, to)?.pages;
    written(out, to, Some(pages))
}

fn written(out: &Printer, to: &Path, pages: Option<u32>) -> Done {
    let path = to.display().to_string();
    let said = pages.map_or_else(|| path.clone(), |pages| format!("{pages} pages: {path}"));
    out.say(&json!({ "path": path, "pages": pages }), &said)
}
