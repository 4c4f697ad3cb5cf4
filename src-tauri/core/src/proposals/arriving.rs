//! A proposal that arrives whole, with its text, fields, measures and scores: each of its rows is written once, and none is read back.
//!
//! [`Arriving::read`] needs no portfolio: of many proposals it runs ahead of the writing, beside it. Not here: what comes from
//! which kind of file (`exchange`). Invariant: what arrives stands as if it had been written, described and scored step by step.

use super::line::{Stated, draw};
use super::{Cause, ProposalId, ProposalRow, Stage};
use crate::documents::Template;
use crate::error::Result;
use crate::fingerprint::sha256;
use crate::portfolio::Writing;
use crate::scores::gate::Gate;
use crate::search::Words;
use crate::storage::{documents as texts, proposals as rows, revisions, search as index};

/// A text that arrives, with all that is made of it.
pub(crate) struct Arriving<'a> {
    pub(crate) stage: Stage,
    pub(crate) template: Template,
    text: &'a str,
    sha256: String,
    stated: Stated,
    words: Words,
}

impl<'a> Arriving<'a> {
    /// Reads a text; without a template it is the one that the text looks like.
    pub(crate) fn read(text: &'a str, stage: Stage, template: Option<Template>) -> Self {
        let (template, stated) = Stated::of_new(stage, template, text);
        let words = stated.words(text);
        Self { stage, template, text, sha256: sha256(text.as_bytes()), stated, words }
    }

    /// Adds the proposal: `row` under a number of its own, its text, the first revision and its tags.
    pub(crate) fn add(&self, w: &Writing<'_>, row: ProposalRow, tags: &[String]) -> Result<ProposalRow> {
        let id = rows::insert_row(w.conn, &row)?;
        texts::put(w.conn, id, self.text, &self.sha256)?;
        revisions::insert(
            w.conn,
            &revisions::New {
                proposal: id,
                number: 1,
                text: self.text,
                problem: self.stated.verbatim.as_deref(),
                sha256: &self.sha256,
                author: w.me,
                cause: Cause::Import,
                at: w.now,
            },
        )?;
        rows::put_tags(w.conn, id, tags)?;
        Ok(ProposalRow { id, ..row })
    }

    /// Writes what lists show and search finds, once all else of it is there.
    pub(crate) fn draw(&self, w: &Writing<'_>, row: &ProposalRow, gate: &Gate) -> Result<ProposalId> {
        draw(w.conn, row, &self.stated, gate)?;
        index::put(w.conn, row.id, &self.words)?;
        Ok(row.id)
    }
}

/// From here on many texts are added: the index gathers more of them before it writes.
pub(crate) fn many_arrive(w: &Writing<'_>) -> Result<()> {
    index::gather(w.conn, index::GATHERED_OF_MANY)
}

/// Those many are there.
pub(crate) fn many_arrived(w: &Writing<'_>) -> Result<()> {
    index::gather(w.conn, index::GATHERED)
}
