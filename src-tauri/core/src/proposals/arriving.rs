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

/// How many texts are gathered at most.
const GATHERED: usize = 4_000;

/// A text that arrives, with all that is made of it.
pub(crate) struct Arriving<'a> {
    pub(crate) stage: Stage,
    pub(crate) template: Template,
    text: &'a str,
    sha256: String,
    stated: Stated,
}

impl<'a> Arriving<'a> {
    /// Reads a text; without a template it is the one that the text looks like.
    pub(crate) fn read(text: &'a str, stage: Stage, template: Option<Template>) -> Self {
        let (template, stated) = Stated::of_new(stage, template, text);
        Self { stage, template, text, sha256: sha256(text.as_bytes()), stated }
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

    /// Writes what lists show, once all else of it is there.
    pub(crate) fn draw(&self, w: &Writing<'_>, row: &ProposalRow, gate: &Gate) -> Result<()> {
        draw(w.conn, row, &self.stated, gate)
    }

    /// What search is to find it by.
    pub(crate) fn words(&self) -> Words {
        self.stated.words(self.text)
    }
}

/// What search is to find many proposals by, gathered: SQLite writes out what an index of words has gathered before each
/// statement that fires a trigger, so that one text after the other would cost as much as all the rest.
#[derive(Default)]
pub(crate) struct Unindexed(Vec<(ProposalId, Words)>);

impl Unindexed {
    /// Gathers one, and enters all into the index when there are enough.
    pub(crate) fn push(&mut self, w: &Writing<'_>, id: ProposalId, words: Words) -> Result<()> {
        self.0.push((id, words));
        if self.0.len() < GATHERED { Ok(()) } else { self.enter(w) }
    }

    /// Enters all that were gathered into the index.
    pub(crate) fn enter(&mut self, w: &Writing<'_>) -> Result<()> {
        index::add(w.conn, &std::mem::take(&mut self.0))
    }
}
