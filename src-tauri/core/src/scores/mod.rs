//! Scores: three criteria, each scored alone with a reason, joined by AND.
//!
//! `gate` is the arithmetic, this file what a person does: record a score, reaffirm a stale one, read the sheet.
//! Invariant: no sum, mean or weighted score exists here or anywhere.

pub mod gate;
mod rubric;

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::{Action, Changed, Topic};
use crate::documents;
use crate::error::{Error, Reason, Result, Rule};
use crate::meetings::{self, Settled};
use crate::people;
use crate::portfolio::{Portfolio, Writing};
use crate::proposals::{self, Cause, Door, ProposalId};
use crate::storage::{agreements, revisions, rounds, scores as rows};
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
    /// What the latest meeting settled on.
    pub settled: Option<Settled>,
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
    /// Whether a blind round is open: then there is nothing to see and nothing to score here.
    pub blind: bool,
    /// When a lone rater of a one-way door is asked again, ISO.
    pub ask_again_on: Option<String>,
}

/// A score with what is needed to weigh it.
pub(crate) struct StoredScore {
    pub(crate) criterion: Criterion,
    pub(crate) score: Score,
    pub(crate) problem: Option<String>,
}

/// A lone rater of a one-way door is asked again after this many days.
const ASK_AGAIN_AFTER_DAYS: i32 = 7;

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
            let blind = meetings::is_blind(conn, id)?;
            let stored = if blind { vec![] } else { with_staleness(conn, id)? };
            let ask_again_on = ask_again_on(row.door, &stored).map(|date| date.to_string());
            let agreed = if blind { vec![] } else { agreed(conn, id)? };
            let standings = standings(conn, id)?;
            let criteria = Criterion::EACH
                .into_iter()
                .zip(standings)
                .map(|(criterion, standing)| CriterionScores {
                    criterion,
                    scores: scores_of(&stored, criterion),
                    standing,
                    settled: agreed.iter().map(|one| &one.settled).find(|one| one.criterion == criterion).cloned(),
                })
                .collect();
            Ok(ScoreSheet {
                proposal: id,
                written_at: written.to_string(),
                written_today: self.world.date_of(written) == today,
                criteria,
                blind,
                ask_again_on,
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
            check(input.answer, &input.reason)?;
        }
        self.transact(Action::RecordScore, TOPICS, |w| {
            for input in inputs {
                let row = proposals::row(w.conn, input.proposal)?;
                proposals::refuse_trashed(&row)?;
                proposals::refuse_frozen(&row)?;
                refuse_blind(w.conn, input.proposal)?;
                let person = people::named(w, input.by.as_deref())?;
                let revision = proposals::keep_revision(w, input.proposal, Cause::Score)?;
                rows::insert(
                    w.conn,
                    &rows::New {
                        uuid: w.new_id(),
                        proposal: input.proposal,
                        criterion: input.criterion,
                        answer: input.answer,
                        reason: &input.reason,
                        raise: input.raise.as_deref(),
                        person,
                        revision,
                        rubric_version: rubric::current_version(w.conn)?,
                        warm: is_warm(w, input.proposal, revision, person)?,
                        at: w.now,
                    },
                )?;
                w.about(input.proposal);
                // The level itself stays out of the log: a later blind round would find it there.
                w.detail(input.criterion);
            }
            Ok(())
        })
    }

    /// Says that the agreed level of a criterion, or else my score of it, still holds on the text as it is now.
    ///
    /// # Errors
    /// [`Error::Rejected`] when there is neither, or a blind round is open.
    pub fn reaffirm_score(&self, id: ProposalId, criterion: Criterion) -> Result<Changed<()>> {
        let settled = self.read(|conn| {
            refuse_blind(conn, id)?;
            Ok(agreed(conn, id)?.iter().any(|one| one.settled.criterion == criterion))
        })?;
        if settled {
            return self.transact(Action::ReaffirmScore, TOPICS, |w| {
                refuse_blind(w.conn, id)?;
                let row = proposals::row(w.conn, id)?;
                proposals::refuse_trashed(&row)?;
                proposals::refuse_frozen(&row)?;
                meetings::reaffirm(w, id, criterion)?;
                w.about(id);
                w.detail(criterion);
                Ok(())
            });
        }
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

/// What the scores of a proposal come to, criterion by criterion: what the latest meeting settled on, else what raters gave.
pub(crate) fn standings(conn: &Connection, id: ProposalId) -> Result<[Standing; 3]> {
    if meetings::is_blind(conn, id)? {
        return Ok([Standing::BLIND; 3]);
    }
    let stored = with_staleness(conn, id)?;
    if stored.is_empty() {
        return Ok(Criterion::EACH.map(|_| gate::standing(&[])));
    }
    let agreed = agreed(conn, id)?;
    let problem = if agreed.is_empty() { None } else { proposals::stated_problem(conn, id)? };
    Ok(Criterion::EACH.map(|criterion| {
        let standing = standing_of(&scores_of(&stored, criterion));
        match agreed.iter().find(|one| one.settled.criterion == criterion) {
            Some(one) => {
                let stale = !documents::same_words(one.problem.as_deref(), problem.as_deref());
                standing.settled_on(one.settled.answer, stale)
            }
            None => standing,
        }
    }))
}

/// What the scores of a new proposal come to, (person, criterion, answer) in the order they were given: no meeting settled
/// on anything, and none is older than the text.
pub(crate) fn standings_of_new(given: &[(i64, Criterion, Answer)]) -> [Standing; 3] {
    Criterion::EACH.map(|criterion| {
        let latest: BTreeMap<i64, Answer> =
            given.iter().filter(|(_, of, _)| *of == criterion).map(|(person, _, answer)| (*person, *answer)).collect();
        gate::standing(&latest.into_values().map(|answer| (answer, false)).collect::<Vec<_>>())
    })
}

/// What the latest meeting that scored a proposal settled on.
pub(crate) fn agreed(conn: &Connection, id: ProposalId) -> Result<Vec<agreements::Agreement>> {
    match rounds::latest_item(conn, id)? {
        Some(item) => agreements::of_item(conn, item),
        None => Ok(vec![]),
    }
}

fn scores_of(stored: &[StoredScore], criterion: Criterion) -> Vec<Score> {
    stored.iter().filter(|stored| stored.criterion == criterion).map(|stored| stored.score.clone()).collect()
}

/// Solo scoring waits for a blind round to end.
fn refuse_blind(conn: &Connection, id: ProposalId) -> Result<()> {
    if meetings::is_blind(conn, id)? { Err(Error::rejected(id, Rule::BlindRoundOpen)) } else { Ok(()) }
}

/// When the lone rater of a one-way door is asked again: seven days after the first scores, until each was given twice.
pub(crate) fn ask_again_on(door: Door, stored: &[StoredScore]) -> Option<Date> {
    let first = stored.first()?;
    let alone = stored.iter().all(|one| one.score.person_id == first.score.person_id);
    let once = stored.iter().any(|one| one.score.earlier.is_empty());
    if door == Door::TwoWay || !alone || !once {
        return None;
    }
    let latest = stored.iter().filter_map(|one| one.score.at.get(..10)?.parse::<Date>().ok()).max()?;
    latest.checked_add(ASK_AGAIN_AFTER_DAYS.days()).ok()
}

/// One-way doors whose lone rater is asked again on or before a date: (id, problem, date).
pub(crate) fn asked_again_until(conn: &Connection, until: Date) -> Result<Vec<(ProposalId, String, Date)>> {
    let mut due = vec![];
    for (id, problem) in rows::one_way_by_one_rater(conn)? {
        if meetings::is_blind(conn, id)? {
            continue;
        }
        let again = ask_again_on(Door::OneWay, &rows::latest(conn, id)?);
        if let Some(on) = again.filter(|on| *on <= until) {
            due.push((id, problem, on));
        }
    }
    Ok(due)
}

/// Whether a score is given on the day of writing by the one who wrote.
pub(crate) fn is_warm(w: &Writing<'_>, id: ProposalId, revision: u32, person: i64) -> Result<bool> {
    let author = revisions::author(w.conn, id, revision)?;
    let written = revisions::last_written(w.conn, id)?;
    Ok(author == Some(person) && written.is_some_and(|written| w.is_today(written)))
}

/// The anchors that scores are given by now.
pub(crate) fn current_rubric(conn: &Connection) -> Result<Rubric> {
    rubric::current(conn)
}

/// The version of the anchors that scores are given by now.
pub(crate) fn rubric_version(conn: &Connection) -> Result<u32> {
    rubric::current_version(conn)
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

/// A level that exists, and a reason.
pub(crate) fn check(answer: Answer, reason: &str) -> Result<()> {
    if let Answer::Level(level) = answer
        && level > gate::HIGHEST_LEVEL
    {
        return Err(Error::invalid("level", Reason::OutOfRange("0 to 4, or ? for don't know")));
    }
    if reason.trim().is_empty() {
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
