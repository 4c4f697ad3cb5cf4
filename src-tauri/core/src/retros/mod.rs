//! Retros: looking back on a launch, and the verdict that closes it.
//!
//! This file is the verdict and closing; `held` the retro while it goes on: who takes part, and verdicts that stay hidden
//! until everyone has given theirs. People give the verdict; the evidence stands beside it and does not decide. Not here: the
//! evidence itself. Invariant: a verdict is written once, with the evidence as it was, and guarded like a decision.

mod held;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::{Action, Changed, Topic};
use crate::documents::Template;
use crate::error::{Error, Reason, Result, Rule};
use crate::evidence::Evidence;
use crate::fingerprint::sha256;
use crate::insights::{self, Quality};
use crate::launches::{self, LaunchId};
use crate::portfolio::{Portfolio, Writing};
use crate::proposals::{self, Cause, Origin, ProposalId, Stage};
use crate::storage::{people, proposals as proposal_rows, retros as rows};
pub(crate) use held::waiting;
pub use held::{Giver, Held};

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

/// The verdict of one of several who took part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct GivenVerdict {
    /// Who, by id.
    pub person: String,
    /// Did it solve the problem as stated?
    pub verdict: Verdict,
    /// Why.
    pub why: String,
    /// What else could explain it.
    pub otherwise: String,
    /// When, RFC 3339.
    pub at: String,
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
    /// What happened, beside the evidence.
    #[serde(default)]
    pub happened: Option<String>,
    /// What each of several gave before they heard the others.
    #[serde(default)]
    pub verdicts: Vec<GivenVerdict>,
    /// Whether one of those who gave it is neither owner nor decider; absent where there was nobody else to ask.
    #[serde(default)]
    pub independent: Option<bool>,
    /// Why a closed launch was looked at again.
    #[serde(default)]
    pub reopened: Option<String>,
    /// What the result says about how it was decided.
    #[serde(default)]
    pub quality: Option<Quality>,
}

/// A launch that was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ClosedLaunch {
    /// Whether one of those who gave the verdict is neither owner nor decider; absent where there was nobody else to ask.
    pub independent: Option<bool>,
    /// What the result says about how it was decided.
    pub quality: Option<Quality>,
}

impl Retro {
    /// The verdict behind a stored text.
    pub(crate) fn read(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(|error| Error::corrupt(format!("a verdict cannot be read: {error}")))
    }
}

impl VerdictInput {
    /// The input with its texts trimmed, refused without "why" or "what else could explain this".
    fn checked(&self) -> Result<Self> {
        let (why, otherwise) = (self.why.trim(), self.otherwise.trim());
        for (field, text) in [("why", why), ("otherwise", otherwise)] {
            if text.is_empty() {
                return Err(Error::invalid(field, Reason::Required));
            }
        }
        Ok(Self { verdict: self.verdict, why: why.to_owned(), otherwise: otherwise.to_owned() })
    }
}

const TOPICS: &[Topic] = &[Topic::Retros, Topic::Launches, Topic::Proposals, Topic::Journal];

impl Portfolio {
    /// Gives the verdict and closes the launch, or adds a second verdict to one that was opened again.
    ///
    /// # Errors
    /// [`Error::Invalid`] without "why" or "what else could explain this"; [`Error::Rejected`] when it is closed, or when
    /// someone who takes part has not given theirs.
    pub fn give_verdict(&self, id: LaunchId, input: &VerdictInput) -> Result<Changed<ClosedLaunch>> {
        let input = input.checked()?;
        let evidence = self.evidence(id)?;
        self.transact(Action::GiveVerdict, TOPICS, |w| {
            let launch = launches::row(w.conn, id)?;
            let open = rows::open(w.conn, id)?;
            if open.is_none() && rows::count(w.conn, id)? > 0 {
                return Err(Error::rejected(id, Rule::AlreadyClosed));
            }
            let me = people::uuid_of(w.conn, w.me)?.unwrap_or_default();
            let verdicts = held::collected(w, id, &me)?;
            let row = proposals::row(w.conn, launch.proposal)?;
            proposals::keep_revision(w, launch.proposal, Cause::Retro)?;
            let roles = held::Roles::of(w.conn, &launch)?;
            let givers: Vec<&str> = match verdicts.as_slice() {
                [] => vec![me.as_str()],
                several => several.iter().map(|given| given.person.as_str()).collect(),
            };
            let closed = ClosedLaunch {
                independent: roles.independent(&givers),
                quality: insights::quality(input.verdict.into(), Some(&roles.checklist)),
            };
            let retro = Retro {
                launch: id.to_string(),
                verdict: input.verdict,
                why: input.why,
                otherwise: input.otherwise,
                evidence,
                by: me.clone(),
                at: w.now.to_string(),
                happened: open.as_ref().map(|open| open.happened.clone()).filter(|text| !text.is_empty()),
                reopened: open.and_then(|open| open.reopened),
                independent: closed.independent,
                quality: closed.quality,
                verdicts,
            };
            freeze(w, id, &retro)?;
            if !matches!(row.stage, Stage::Stopped | Stage::Closed) {
                proposals::enter(w, &row, Stage::Closed, None)?;
            }
            rows::end(w.conn, id)?;
            w.about(id);
            w.detail(retro.verdict);
            Ok(closed)
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

fn freeze(w: &Writing<'_>, id: LaunchId, retro: &Retro) -> Result<()> {
    let record = serde_json::to_value(retro)
        .and_then(|value| serde_json::to_string_pretty(&value))
        .map_err(|error| Error::corrupt(format!("a verdict cannot be written: {error}")))?;
    rows::insert(
        w.conn,
        &rows::New {
            uuid: w.new_id(),
            launch: id,
            verdict: retro.verdict,
            sha256: &sha256(record.as_bytes()),
            record: &record,
            change: w.change,
            at: w.now,
        },
    )
}

/// The verdicts given on a launch, oldest first.
pub(crate) fn of_launch(conn: &Connection, id: LaunchId) -> Result<Vec<Retro>> {
    rows::of_launch(conn, id)?.iter().map(|record| Retro::read(record)).collect()
}
