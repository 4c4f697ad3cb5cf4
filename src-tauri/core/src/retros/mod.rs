//! Retros: looking back on a launch, and the verdict that closes it.
//!
//! People give the verdict; the evidence stands beside it and does not decide. Not here: the evidence itself.
//! Invariant: a verdict is written once, with the evidence as it was, and guarded like a decision.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::{Action, Changed, Topic};
use crate::documents::Template;
use crate::error::{Error, Reason, Result, Rule};
use crate::evidence::Evidence;
use crate::fingerprint::sha256;
use crate::launches::{self, LaunchId};
use crate::portfolio::Portfolio;
use crate::proposals::{self, Cause, Origin, ProposalId, Stage};
use crate::storage::{people, proposals as proposal_rows, retros as rows};

crate::vocabulary! {
    /// Did it solve the problem as stated?
    pub enum Verdict {
        /// Yes.
        Solved = "solved",
        /// In part.
        Partly = "partly",
        /// No.
        NotSolved = "not-solved",
        /// That can't be told; a result too.
        CantTell = "cant-tell",
    }
}

/// A verdict to give.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct VerdictInput {
    /// Did it solve the problem as stated?
    pub verdict: Verdict,
    /// Why; required.
    pub why: String,
    /// What else could explain this; required.
    pub otherwise: String,
}

/// A verdict as it was given and frozen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Retro {
    /// `L-002`
    pub launch: String,
    /// Did it solve the problem as stated?
    pub verdict: Verdict,
    /// Why.
    pub why: String,
    /// What else could explain it.
    pub otherwise: String,
    /// The evidence as it stood.
    pub evidence: Vec<Evidence>,
    /// Who gave it, by id.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
}

impl Retro {
    /// The verdict behind a stored text.
    pub(crate) fn read(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(|error| Error::corrupt(format!("a verdict cannot be read: {error}")))
    }
}

impl Portfolio {
    /// Gives the verdict and closes the launch.
    ///
    /// # Errors
    /// [`Error::Invalid`] without "why" or "what else could explain this"; [`Error::Rejected`] when it is closed.
    pub fn give_verdict(&self, id: LaunchId, input: &VerdictInput) -> Result<Changed<()>> {
        const TOPICS: &[Topic] = &[Topic::Retros, Topic::Launches, Topic::Proposals, Topic::Journal];
        let (why, otherwise) = (input.why.trim(), input.otherwise.trim());
        for (field, text) in [("why", why), ("otherwise", otherwise)] {
            if text.is_empty() {
                return Err(Error::invalid(field, Reason::Required));
            }
        }
        let evidence = self.evidence(id)?;
        self.transact(Action::GiveVerdict, TOPICS, |w| {
            let launch = launches::row(w.conn, id)?;
            if rows::count(w.conn, id)? > 0 {
                return Err(Error::rejected(id, Rule::AlreadyClosed));
            }
            let row = proposals::row(w.conn, launch.proposal)?;
            proposals::keep_revision(w, launch.proposal, Cause::Retro)?;
            let retro = Retro {
                launch: id.to_string(),
                verdict: input.verdict,
                why: why.to_owned(),
                otherwise: otherwise.to_owned(),
                evidence,
                by: people::uuid_of(w.conn, w.me)?.unwrap_or_default(),
                at: w.now.to_string(),
            };
            let record = serde_json::to_value(&retro)
                .and_then(|value| serde_json::to_string_pretty(&value))
                .map_err(|error| Error::corrupt(format!("a verdict cannot be written: {error}")))?;
            rows::insert(
                w.conn,
                &rows::New {
                    uuid: w.new_id(),
                    launch: id,
                    verdict: input.verdict,
                    sha256: &sha256(record.as_bytes()),
                    record: &record,
                    change: w.change,
                    at: w.now,
                },
            )?;
            if row.stage != Stage::Stopped {
                proposals::enter(w, &row, Stage::Closed, None)?;
            }
            w.about(id);
            w.detail(input.verdict);
            Ok(())
        })
    }

    /// Keeps something else that a launch helped with as a problem of its own; the verdict does not change.
    ///
    /// # Errors
    /// [`Error::Invalid`] for empty text, [`Error::NotFound`] for an unknown launch.
    pub fn note_new_problem(&self, id: LaunchId, text: &str) -> Result<Changed<ProposalId>> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::invalid("text", Reason::Required));
        }
        self.transact(Action::KeepSpark, &[Topic::Proposals, Topic::Journal], |w| {
            launches::row(w.conn, id)?;
            let spark = proposals::insert_proposal(w, Stage::Spark, Template::JournalIdea, text, None, Cause::Writing)?;
            proposal_rows::set_origin(w.conn, spark, Origin::Launch, &id.to_string())?;
            Ok(spark)
        })
    }
}

/// The verdicts given on a launch, oldest first.
pub(crate) fn of_launch(conn: &Connection, id: LaunchId) -> Result<Vec<Retro>> {
    rows::of_launch(conn, id)?.iter().map(|record| Retro::read(record)).collect()
}
