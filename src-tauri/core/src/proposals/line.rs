//! What lists show of a proposal: derived from its document, scores and stage, never edited.
//!
//! [`refresh_lines`] is called for every transaction, so that a line is never older than what it is
//! derived from. Not here: sorting and filtering, which `storage::listing` does by index.

use rusqlite::Connection;

use super::{Lane, ProposalId, ProposalRow, Stage, document_text};
use crate::documents;
use crate::error::Result;
use crate::scores::{self, gate::Gate};
use crate::search;
use crate::storage::{listing, proposals as rows, search as index};

/// How much of a problem a list keeps, in characters.
const LONGEST_LINE: usize = 400;

/// What a proposal says about itself, as plain text.
pub(super) struct Stated {
    pub(super) headline: String,
    pub(super) problem: Option<String>,
    pub(super) customer: Option<String>,
}

/// The problem as it reads now; none when the text has no problem paragraph.
pub(crate) fn stated_problem(conn: &Connection, id: ProposalId) -> Result<Option<String>> {
    let row = super::row(conn, id)?;
    let text = document_text(conn, id)?;
    Ok(problem_in(&row, &text))
}

/// The problem of a proposal's text, verbatim. A spark's problem is the whole of it, and stays so until it names a part.
pub(crate) fn problem_in(row: &ProposalRow, text: &str) -> Option<String> {
    if row.stage == Stage::Spark {
        let text = text.trim();
        return (!text.is_empty()).then(|| text.to_owned());
    }
    documents::parse_begun(text, row.template).into_outline().problem.map(|part| part.text)
}

pub(super) fn stated(row: &ProposalRow, text: &str) -> Stated {
    let given = row.customer.clone();
    if row.stage == Stage::Spark {
        let headline = text.trim().lines().next().unwrap_or_default();
        return Stated {
            headline: documents::plain(headline),
            problem: problem_in(row, text).map(|text| documents::plain(&text)),
            customer: given,
        };
    }
    let outline = documents::parse_begun(text, row.template).into_outline();
    let plain = |part: documents::Part| documents::plain(&part.text);
    Stated {
        headline: outline.headline.map(plain).or(outline.title).unwrap_or_default(),
        problem: outline.problem.map(plain),
        customer: outline.customer.map(plain).or(given),
    }
}

/// Brings the lines that a change touched, and what search knows of them, up to date.
///
/// Where only a proposal's own fields changed nothing is read from its text, so that ten thousand moves take a second.
pub(crate) fn refresh_lines(conn: &Connection, change: i64) -> Result<()> {
    let anew = listing::needing_text(conn, change)?;
    listing::refresh_fields(conn, change)?;
    anew.into_iter().try_for_each(|id| refresh_line(conn, id))
}

/// Derives the line of a proposal anew; takes it away when the proposal is gone.
pub(crate) fn refresh_line(conn: &Connection, id: ProposalId) -> Result<()> {
    let Some(row) = rows::get(conn, id)? else {
        listing::delete(conn, id)?;
        return index::delete(conn, id);
    };
    let text = document_text(conn, id)?;
    let stated = stated(&row, &text);
    let gate = Gate { standings: scores::standings(conn, id)? };
    let short = |text: &str| text.chars().take(LONGEST_LINE).collect::<String>();
    let problem = stated.problem.unwrap_or_default();
    let customer = stated.customer.unwrap_or_default();
    listing::put(
        conn,
        &listing::Line {
            row: &row,
            problem: &short(&problem),
            headline: &short(&stated.headline),
            customer: &short(&customer),
            seals: gate.seals(),
            agreed: gate.is_agreed(),
            stale: gate.is_stale(),
            solution_only: is_solution_only(&row, &text),
            strength: gate.strength(),
            held_back_by: gate.held_back_by(),
            counts_seals: row.lane == Lane::New,
        },
    )?;
    index::put(conn, id, &search::Words::of(&stated.headline, &problem, &text))
}

fn is_solution_only(row: &ProposalRow, text: &str) -> bool {
    row.stage == Stage::Spark && documents::solution_only(text)
}
