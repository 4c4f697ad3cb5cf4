//! The weekly business review from files: a deck, its data, its annotations.

use std::process::ExitCode;

use backcast_core::wbr;

use crate::arguments::WbrArguments;
use crate::print::Printer;

pub(crate) fn wbr(out: &Printer, asked: &WbrArguments) -> anyhow::Result<ExitCode> {
    let annotations = asked.annotations.as_deref();
    let reviewed = wbr::review_files(&asked.deck, &asked.data, annotations, asked.date_order)?;
    for warning in &reviewed.warnings {
        out.warn(warning);
    }
    match asked.form.as_str() {
        _ if out.is_json() => out.json(&reviewed.report),
        "json" => out.json(&reviewed.report),
        "html" => out.text(&wbr::page(&reviewed.report)),
        _ => out.text(&wbr::markdown(&reviewed.report)),
    }
}
