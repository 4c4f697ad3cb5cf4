//! Scores: three criteria, each scored alone with a reason, joined by AND.
//!
//! `gate` is the arithmetic, this file what a person does: record a score, reaffirm a stale one, read the sheet.
//! Invariant: no sum, mean or weighted score exists here or anywhere.

pub mod gate;
mod rubric;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::{Action, Changed, Topic};
use crate::documents;
use crate::error::{Error, Reason, Result, Rule};
use crate::people;
use crate::portfolio::{Portfolio, Writing};
use crate::proposals::{self, Cause, ProposalId};
use crate::storage::{revisions, scores as rows};
pub use gate::{Answer, Criterion, Seals, Standing};
pub use rubric::{Anchors, Rubric};
pub(crate) use rubric::{add_default as add_default_rubric, change_anchor};

/// A criterion to score, with the answer and why.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ScoreInput {
    /// What is scored.
    pub proposal: ProposalId,
    /// Which of the three questions.
    pub criterion: Criterion,
    /// 0 to 4, or don't know.
    pub answer: Answer,
    /// Why; required.
    pub reason: String,
    /// What would raise it by one.
    pub raise: Option<String>,
    /// Who scores; me when absent. A new name makes a person.
    pub by: Option<String>,
}

/// A score as it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Score {
    /// Who gave it.
    pub person: String,
    /// The person's id.
    pub person_id: String,
    /// 0 to 4, or don't know.
    pub answer: Answer,
    /// Why.
    pub reason: String,
    /// What would raise it by one.
    pub raise: Option<String>,
    /// The revision it was given on.
    pub revision: u32,
    /// The rubric it was given by.
    pub rubric_version: u32,
    /// When, RFC 3339.
    pub at: String,
    /// Given by the author on the day of writing.
    pub warm: bool,
    /// The problem changed since.
    pub stale: bool,
    /// Given by the person at the keyboard.
    pub mine: bool,
    /// The earlier answers of this person, oldest first, as (revision, answer).
    pub earlier: Vec<EarlierAnswer>,
}

/// An answer that a later one replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct EarlierAnswer {
    /// The revision it was given on.
    pub revision: u32,
    /// 0 to 4, or don't know.
    pub answer: Answer,
}

/// One criterion of the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CriterionScores {
    /// Which.
    pub criterion: Criterion,
    /// The latest score of each person.
    pub scores: Vec<Score>,
    /// What the scores come to; see [`gate`].
    pub standing: Standing,
}

/// Everything the score panel shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ScoreSheet {
    /// What is scored.
    pub proposal: ProposalId,
    /// When the text was last written, RFC 3339.
    pub written_at: String,
    /// Whether that was today: scores are then *warm*.
    pub written_today: bool,
    /// Big idea, should we, plan to succeed.
    pub criteria: Vec<CriterionScores>,
}

/// A score with what is needed to weigh it.
pub(crate) struct StoredScore {
    pub(crate) criterion: Criterion,
    pub(crate) score: Score,
    pub(crate) problem: Option<String>,
}

const TOPICS: &[Topic] = &[Topic::Scores, Topic::Proposals];

impl Portfolio {
    /// The anchors scores are given by now.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rubric(&self) -> Result<Rubric> {
        self.read(rubric::current)
    }

    /// The scores of a proposal, criterion by criterion.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal.
    pub fn score_sheet(&self, id: ProposalId) -> Result<ScoreSheet> {
        let today = self.world.today();
        self.read(|conn| {
            let row = proposals::row(conn, id)?;
            let written = revisions::last_written(conn, id)?.unwrap_or(row.created_at);
            let stored = with_staleness(conn, id)?;
            let criteria = Criterion::EACH
                .into_iter()
                .map(|criterion| {
                    let scores: Vec<Score> = stored
                        .iter()
                        .filter(|stored| stored.criterion == criterion)
                        .map(|stored| stored.score.clone())
                        .collect();
                    let standing = standing_of(&scores);
                    CriterionScores { criterion, scores, standing }
                })
                .collect();
            Ok(ScoreSheet {
                proposal: id,
                written_at: written.to_string(),
                written_today: self.world.date_of(written) == today,
                criteria,
            })
        })
    }

    /// Records one person's score of one criterion, on the text as it stands.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a level out of range or a missing reason; [`Error::Rejected`] when the proposal is in the trash.
    pub fn record_score(&self, input: &ScoreInput) -> Result<Changed<()>> {
        self.record_scores(std::slice::from_ref(input))
    }

    /// Records several scores as one action, all or none.
    ///
    /// # Errors
    /// As [`Portfolio::record_score`].
    pub fn record_scores(&self, inputs: &[ScoreInput]) -> Result<Changed<()>> {
        for input in inputs {
            check(input)?;
        }
        self.transact(Action::RecordScore, TOPICS, |w| {
            for input in inputs {
                let row = proposals::row(w.conn, input.proposal)?;
                proposals::refuse_trashed(&row)?;
                proposals::refuse_frozen(&row)?;
                let person = people::named(w, input.by.as_deref())?;
                let revision = proposals::keep_revision(w, input.proposal, Cause::Score)?;
                let author = revisions::author(w.conn, input.proposal, revision)?;
                let written = revisions::last_written(w.conn, input.proposal)?;
                let today = written.is_some_and(|written| w.is_today(written));
                rows::insert(
                    w.conn,
                    &rows::New {
                        uuid: w.new_id(),
                        input,
                        person,
                        revision,
                        rubric_version: rubric::current_version(w.conn)?,
                        warm: today && author == Some(person),
                        at: w.now,
                    },
                )?;
                w.about(input.proposal);
                w.detail(format!("{} {}", input.criterion, input.answer));
            }
            Ok(())
        })
    }

    /// Says that my stale score of a criterion still holds on the text as it is now.
    ///
    /// # Errors
    /// [`Error::Rejected`] when I have not scored it.
    pub fn reaffirm_score(&self, id: ProposalId, criterion: Criterion) -> Result<Changed<()>> {
        let mine = self.read(|conn| {
            Ok(with_staleness(conn, id)?.into_iter().find(|stored| stored.criterion == criterion && stored.score.mine))
        })?;
        let mine = mine.ok_or_else(|| Error::rejected(id, Rule::NotScored))?.score;
        self.record_score(&ScoreInput {
            proposal: id,
            criterion,
            answer: mine.answer,
            reason: mine.reason,
            raise: mine.raise,
            by: None,
        })
    }
}

/// What the scores of a proposal come to, criterion by criterion.
pub(crate) fn standings(conn: &Connection, id: ProposalId) -> Result<[Standing; 3]> {
    let stored = with_staleness(conn, id)?;
    Ok(Criterion::EACH.map(|criterion| {
        let scores: Vec<Score> =
            stored.iter().filter(|stored| stored.criterion == criterion).map(|stored| stored.score.clone()).collect();
        standing_of(&scores)
    }))
}

/// The latest score of each person on each criterion, with staleness against the problem as it reads now.
pub(crate) fn with_staleness(conn: &Connection, id: ProposalId) -> Result<Vec<StoredScore>> {
    let mut stored = rows::latest(conn, id)?;
    if stored.is_empty() {
        return Ok(stored);
    }
    let now = proposals::stated_problem(conn, id)?;
    for stored in &mut stored {
        stored.score.stale = !documents::same_words(stored.problem.as_deref(), now.as_deref());
    }
    Ok(stored)
}

fn standing_of(scores: &[Score]) -> Standing {
    let given: Vec<_> = scores.iter().map(|score| (score.answer, score.stale)).collect();
    gate::standing(&given)
}

fn check(input: &ScoreInput) -> Result<()> {
    if let Answer::Level(level) = input.answer
        && level > gate::HIGHEST_LEVEL
    {
        return Err(Error::invalid("level", Reason::OutOfRange("0 to 4, or ? for don't know")));
    }
    if input.reason.trim().is_empty() {
        return Err(Error::invalid("reason", Reason::Required));
    }
    Ok(())
}

impl Writing<'_> {
    /// Whether `time` is on the date of this action.
    fn is_today(&self, time: jiff::Timestamp) -> bool {
        self.date_of(time) == self.today
    }
}
