//! Sparks: kept thoughts, and what becomes of each: a proposal, part of another, no, or later.
//!
//! Not here: declining, which is a move like any other (`stages`). Invariant: only a spark is promoted, merged or put off.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::text::{TOPICS, checked_length};
use super::{
    Cause, ProposalId, ProposalLine, ProposalRow, Stage, document_text, insert_proposal, keep_revision, put_text,
    refuse_trashed, row,
};
use crate::change::{Action, Changed};
use crate::documents::{self, SectionKind, Template};
use crate::error::{Error, Reason, Result, Rule};
use crate::portfolio::{Portfolio, Writing};
use crate::search::Query;
use crate::storage::{listing, listing_order, proposals as rows};

/// The sparks that wait for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Inbox {
    /// The newest, as many as were asked for.
    pub rows: Vec<ProposalLine>,
    /// How many there are in all.
    pub total: u32,
    /// How many were put off and wait for their day.
    pub later: u32,
}

impl Portfolio {
    /// Keeps a spark. Only text is required.
    ///
    /// # Errors
    /// [`Error::Invalid`] for empty or overlong text.
    pub fn keep_spark(&self, text: &str, customer: Option<&str>) -> Result<Changed<ProposalId>> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::invalid("text", Reason::Required));
        }
        checked_length(text)?;
        let customer = customer.map(str::trim).filter(|customer| !customer.is_empty());
        self.transact(Action::KeepSpark, TOPICS, |w| {
            insert_proposal(w, Stage::Spark, Template::JournalIdea, text, customer, Cause::Writing)
        })
    }

    /// The sparks that wait for an answer and match `text`, newest first. What was put off is left out until its day.
    ///
    /// # Errors
    /// When the file cannot be read. Any text is a valid query.
    pub fn inbox(&self, text: &str, limit: u32) -> Result<Inbox> {
        let (query, today) = (Query::parse(text), self.world.today());
        self.read(|conn| {
            let (ids, total, later) = listing_order::inbox(conn, &query, today, limit)?;
            Ok(Inbox { rows: listing::lines(conn, &ids)?, total, later })
        })
    }

    /// Makes a spark a draft: its text becomes the problem of the template.
    ///
    /// # Errors
    /// [`Error::Rejected`] when it is no spark.
    pub fn promote_spark(&self, id: ProposalId) -> Result<Changed<()>> {
        self.transact(Action::PromoteSpark, TOPICS, |w| {
            let row = spark(w, id)?;
            let text = Template::PrFaq.around(document_text(w.conn, id)?.trim(), row.customer.as_deref(), w.tongue());
            rows::set_stage(w.conn, id, Stage::Draft, None, w.now)?;
            rows::set_template(w.conn, id, Template::PrFaq)?;
            rows::set_revisit(w.conn, id, None)?;
            put_text(w, id, &text)?;
            keep_revision(w, id, Cause::Writing)?;
            w.about(id);
            Ok(())
        })
    }

    /// Makes a spark part of another spark or proposal: its words are added there as evidence, and it goes to the trash.
    ///
    /// # Errors
    /// [`Error::Rejected`] when it is no spark, would be merged into itself, or the other is in the trash.
    pub fn merge_spark(&self, id: ProposalId, into: ProposalId) -> Result<Changed<()>> {
        if id == into {
            return Err(Error::rejected(id, Rule::SameProposal));
        }
        self.transact(Action::MergeSpark, TOPICS, |w| {
            spark(w, id)?;
            let target = row(w.conn, into)?;
            refuse_trashed(&target)?;
            let (words, text) = (document_text(w.conn, id)?, document_text(w.conn, into)?);
            let text = match target.stage {
                Stage::Spark => format!("{}\n\n{}", text.trim_end(), words.trim()),
                _ => with_evidence(&text, words.trim()),
            };
            checked_length(&text)?;
            put_text(w, into, &text)?;
            keep_revision(w, into, Cause::Writing)?;
            rows::set_trashed(w.conn, id, Some(w.now))?;
            w.about(into);
            w.detail(id);
            Ok(())
        })
    }

    /// Puts a spark off: it leaves the inbox until `until`, an ISO date.
    ///
    /// # Errors
    /// [`Error::Rejected`] when it is no spark; [`Error::Invalid`] for a date that is not after today.
    pub fn put_off_spark(&self, id: ProposalId, until: &str) -> Result<Changed<()>> {
        let until = crate::measures::optional_date("revisit_on", until)?;
        let until: Date = until.ok_or_else(|| Error::invalid("revisit_on", Reason::Required))?;
        self.transact(Action::PutOffSpark, TOPICS, |w| {
            spark(w, id)?;
            if until <= w.today {
                return Err(Error::invalid("revisit_on", Reason::OutOfRange("a day after today")));
            }
            rows::set_revisit(w.conn, id, Some(until))?;
            w.about(id);
            w.detail(until);
            Ok(())
        })
    }
}

fn spark(w: &Writing<'_>, id: ProposalId) -> Result<ProposalRow> {
    let row = row(w.conn, id)?;
    refuse_trashed(&row)?;
    if row.stage == Stage::Spark { Ok(row) } else { Err(Error::rejected(id, Rule::NotASpark)) }
}

/// The text with a line more of evidence: under its heading, or under a new one at the end.
fn with_evidence(text: &str, words: &str) -> String {
    let item = format!("- {}", words.lines().collect::<Vec<_>>().join("\n  "));
    let sections = documents::outline(text).sections;
    let evidence = sections.iter().find(|section| section.kind == SectionKind::Evidence).and_then(|section| {
        let (start, end) = (usize::try_from(section.start).ok()?, usize::try_from(section.end).ok()?);
        Some((start, text.get(start..end)?.trim_end()))
    });
    let Some((start, part)) = evidence else {
        return format!("{}\n\n## Evidence\n\n{item}\n", text.trim_end());
    };
    let at = start + part.len();
    let continues_a_list = part.lines().next_back().is_some_and(|line| line.trim_start().starts_with(['-', '*']));
    let between = if continues_a_list { "\n" } else { "\n\n" };
    let after = if text[at..].is_empty() { "\n" } else { &text[at..] };
    format!("{}{between}{item}{after}", &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_added_where_it_belongs_and_nothing_else_is_touched() {
        assert_eq!(
            with_evidence("## Evidence\r\n\r\n- One.\r\n\r\n## Solution\r\n\r\nA board.\r\n", "Two\nlines."),
            "## Evidence\r\n\r\n- One.\n- Two\n  lines.\r\n\r\n## Solution\r\n\r\nA board.\r\n"
        );
        assert_eq!(
            with_evidence("## Evidence\n\n\n\n## Solution\n", "One."),
            "## Evidence\n\n- One.\n\n\n\n## Solution\n"
        );
        assert_eq!(
            with_evidence("# A\n\n## Problem\n\nB.\n", "C."),
            "# A\n\n## Problem\n\nB.\n\n## Evidence\n\n- C.\n"
        );
    }
}
