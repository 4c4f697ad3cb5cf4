//! `export`: the portfolio as files that other programs read.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use backcast_core::exchange::export::{Export, Form};
use backcast_core::proposals::ProposalId;
use backcast_core::sheets::{Printable, Sheet};
use backcast_core::{Error, Portfolio};
use backcast_print::{Paper, Printed};
use serde_json::json;

use crate::arguments::ExportArguments;
use crate::print::Printer;

type Done = anyhow::Result<ExitCode>;

pub(crate) fn export(out: &Printer, portfolio: &Portfolio, asked: &ExportArguments) -> Done {
    let paper = size_of(&asked.paper)?;
    let wide = std::cell::RefCell::new(vec![]);
    let draw = |portfolio: &Portfolio, id: ProposalId| {
        let printed = backcast_print::print(&[portfolio.read_ahead_sheet(id)?], paper).map_err(unprintable)?;
        if printed.overflows {
            wide.borrow_mut().push(id.to_string());
        }
        Ok(printed.pdf)
    };
    let done = portfolio.export(&Export {
        query: &asked.query.join(" "),
        form: asked.form,
        to: &asked.to,
        draw: &draw,
        progress: &|_, _| true,
    })?;
    if done.neutralised > 0 {
        out.warn(&format!(
            "{} cells began like a formula; they were written so that a spreadsheet shows them and does not calculate them",
            done.neutralised
        ));
    }
    let wide = wide.into_inner();
    if !wide.is_empty() {
        out.warn(&format!("the press release does not fit the first page: {}", wide.join(", ")));
    }
    let said = format!("{} proposals in {} files: {}", done.proposals, done.files, done.path);
    out.say(&done, &said)
}

pub(crate) fn print(
    out: &Printer,
    portfolio: &Portfolio,
    id: &str,
    to: &Path,
    paper: &str,
    what: Option<&str>,
) -> Done {
    let printable = match id.trim().to_ascii_uppercase().chars().next() {
        Some('D') => Printable::Record(id.parse()?),
        Some('L') => Printable::Retro(id.parse()?),
        Some('M') => match what {
            Some("ballots") => Printable::Ballots(id.parse()?),
            Some(_) => Printable::ReadAheads(id.parse()?),
            None => Printable::Minutes(id.parse()?),
        },
        _ => Printable::ReadAhead(portfolio.find_proposal(id)?),
    };
    let printed = print_sheets(&portfolio.sheets(&printable)?, paper, to)?;
    if printed.overflows {
        out.warn("the press release does not fit the first page");
    }
    let said = format!("{} pages: {}", printed.pages, to.display());
    let answer = json!({ "path": to.display().to_string(), "pages": printed.pages, "overflows": printed.overflows });
    out.say(&answer, &said)
}

/// Sets sheets on paper and writes them to a file.
pub(crate) fn print_sheets(sheets: &[Sheet], paper: &str, to: &Path) -> anyhow::Result<Printed> {
    let printed = backcast_print::print(sheets, size_of(paper)?).map_err(unprintable)?;
    std::fs::write(to, &printed.pdf).with_context(|| to.display().to_string())?;
    Ok(printed)
}

fn size_of(paper: &str) -> anyhow::Result<Paper> {
    Paper::named(paper).with_context(|| format!("“{paper}” is no paper; known: a4, letter"))
}

/// A page that could not be set is a fault of ours.
fn unprintable(error: backcast_print::PrintError) -> Error {
    match error {
        backcast_print::PrintError::Sheet(error) => error,
        setting => Error::Io { path: Path::new("the page").to_owned(), source: std::io::Error::other(setting) },
    }
}

/// The word after `--as`, as [`Form`] or a longer name of it.
pub(crate) fn form(text: &str) -> Result<Form, String> {
    use backcast_core::vocabulary::Word as _;
    let name = match text.to_ascii_lowercase().as_str() {
        "markdown" => "md".to_owned(),
        "word" => "docx".to_owned(),
        "excel" => "xlsx".to_owned(),
        other => other.to_owned(),
    };
    Form::from_word(&name).ok_or_else(|| format!("known: {}", Form::known()))
}
