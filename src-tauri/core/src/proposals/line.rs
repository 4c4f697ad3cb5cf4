//! What lists show of a proposal: derived from its document, scores and stage, never edited.
//!
//! [`refresh`] is called for every transaction, so that a line is never older than what it is
//! derived from. Not here: sorting and filtering, which `storage::listing` does by index.

use rusqlite::Connection;

use super::{Lane, ProposalId, ProposalRow, Stage, document_text};
use crate::documents::{self, Outline, Template};
use crate::error::Result;
use crate::scores::{self, gate::Gate};
use crate::search::Words;
use crate::storage::{changes, listing, proposals as rows, search as index, writings};

/// How much of a problem a list keeps, in characters.
const LONGEST_LINE: usize = 400;

/// What a text says about its proposal, read once.
pub(crate) struct Stated {
    /// As plain text, as are the next two; empty when there is none.
    headline: String,
    problem: String,
    customer: String,
    /// The problem as it is written; none when the text has no problem paragraph.
    pub(crate) verbatim: Option<String>,
    solution_only: bool,
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
        return whole(text);
    }
    documents::parse_begun(text, row.template).into_outline().problem.map(|part| part.text)
}

fn whole(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

impl Stated {
    fn of(row: &ProposalRow, text: &str) -> Self {
        match row.stage {
            Stage::Spark => Self::of_spark(text),
            _ => Self::of_outline(documents::parse_begun(text, row.template).into_outline()),
        }
    }

    /// What a text says that has no proposal yet, and the template it looks like where none is given.
    pub(crate) fn of_new(stage: Stage, template: Option<Template>, text: &str) -> (Template, Self) {
        let parsed = template.map_or_else(|| documents::parse(text), |known| documents::parse_begun(text, known));
        let outline = parsed.into_outline();
        let template = template.or_else(|| documents::template_in(&outline)).unwrap_or(Template::PrFaq);
        (template, if stage == Stage::Spark { Self::of_spark(text) } else { Self::of_outline(outline) })
    }

    fn of_spark(text: &str) -> Self {
        let verbatim = whole(text);
        Self {
            headline: documents::plain(text.trim().lines().next().unwrap_or_default()),
            problem: verbatim.as_deref().map(documents::plain).unwrap_or_default(),
            customer: String::new(),
            verbatim,
            solution_only: documents::solution_only(text),
        }
    }

    fn of_outline(outline: Outline) -> Self {
        let plain = |part: &documents::Part| documents::plain(&part.text);
        Self {
            headline: outline.headline.as_ref().map(plain).or(outline.title).unwrap_or_default(),
            problem: outline.problem.as_ref().map(plain).unwrap_or_default(),
            customer: outline.customer.as_ref().map(plain).unwrap_or_default(),
            verbatim: outline.problem.map(|part| part.text),
            solution_only: false,
        }
    }

    /// What search finds the proposal by.
    pub(super) fn words(&self, text: &str) -> Words {
        Words::of(&self.headline, &self.problem, text)
    }
}

/// Brings the lines that a change touched, and what search knows of them and of other texts, up to date.
///
/// Where only a proposal's own fields changed nothing is read from its text, so that ten thousand moves take a second.
pub(crate) fn refresh(conn: &Connection, change: i64) -> Result<()> {
    let touched = changes::Touched::by(conn, change)?;
    if touched.lines() {
        for (id, needs_text) in listing::touched(conn, change)? {
            if needs_text { refresh_line(conn, id)? } else { listing::refresh_fields(conn, id)? }
        }
    }
    if touched.has("people") {
        listing::refresh_owners(conn, change)?;
    }
    writings::refresh(conn, change, &touched)
}

/// Derives the line of a proposal anew; takes it away when the proposal is gone.
pub(crate) fn refresh_line(conn: &Connection, id: ProposalId) -> Result<()> {
    let Some(row) = rows::get(conn, id)? else {
        listing::delete(conn, id)?;
        return index::delete(conn, id);
    };
    let text = document_text(conn, id)?;
    let stated = Stated::of(&row, &text);
    draw(conn, &row, &stated, &Gate { standings: scores::standings(conn, id)? })?;
    index::put(conn, id, &stated.words(&text))
}

/// Writes the line of a proposal.
pub(super) fn draw(conn: &Connection, row: &ProposalRow, stated: &Stated, gate: &Gate) -> Result<()> {
    let short = |text: &str| text.chars().take(LONGEST_LINE).collect::<String>();
    let given = row.customer.as_deref().unwrap_or_default();
    let customer = if stated.customer.is_empty() { given } else { &stated.customer };
    listing::put(
        conn,
        &listing::Line {
            row,
            problem: &short(&stated.problem),
            headline: &short(&stated.headline),
            customer: &short(customer),
            seals: gate.seals(),
            agreed: gate.is_agreed(),
            stale: gate.is_stale(),
            solution_only: stated.solution_only,
            strength: gate.strength(),
            held_back_by: gate.held_back_by(),
            counts_seals: row.lane == Lane::New,
        },
    )
}
