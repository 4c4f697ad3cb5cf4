//! Ballots: one person's sealed answers to the three questions, with a reason each and a forecast.
//!
//! Not here: how a ballot travels as a file, which is `kit`. Invariant: nothing of a ballot is logged, listed or captured for
//! undo before its round is revealed; that someone sealed or withdrew is.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{ItemRow, Occasion, OnAgenda, RoundRow, RoundState, Way, attendee, item, open_row, rounds};
use crate::change::{Action, Changed, Topic};
use crate::error::{Error, Reason, Result, Rule};
use crate::portfolio::{Portfolio, Writing};
use crate::scores::{self, Answer, Criterion};
use crate::storage::{ballots as rows, rounds as round_rows};

/// A ballot to seal.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct BallotInput {
    /// Which item.
    pub on: OnAgenda,
    /// Whose, by id.
    pub person: String,
    /// How it came in.
    pub way: Way,
    /// Big idea, should we, plan to succeed; each once.
    pub scores: Vec<BallotScore>,
    /// How probable it seems that the primary measure reaches its target by its date, in percent.
    pub forecast: Option<f64>,
}

/// The answer to one of the three questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct BallotScore {
    /// Which question.
    pub criterion: Criterion,
    /// 0 to 4, or don't know.
    pub answer: Answer,
    /// Why; required.
    pub reason: String,
    /// What would raise it by one.
    pub raise: Option<String>,
}

/// A forecast given after the discussion.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ForecastGiven {
    /// On which item.
    pub on: OnAgenda,
    /// Whose, by id.
    pub person: String,
    /// Percent, 0 to 100.
    pub percent: f64,
}

const TOPICS: &[Topic] = &[Topic::Meetings, Topic::Journal];

impl Portfolio {
    /// Seals a ballot. Nobody sees it until the round is revealed.
    ///
    /// # Errors
    /// [`Error::Invalid`] unless all three questions are answered with a reason; [`Error::Rejected`] when no round is open, the
    /// person has sealed already, or is not here to use the keyboard.
    pub fn seal_ballot(&self, input: &BallotInput) -> Result<Changed<()>> {
        check(&input.scores, input.forecast)?;
        self.transact(Action::SealBallot, TOPICS, |w| {
            open_row(w.conn, input.on.meeting)?;
            let item = item(w.conn, input.on)?;
            let round = rounds::open_round(w.conn, &item)?;
            let person = attendee(w.conn, input.on.meeting, &input.person)?;
            if input.way == Way::Keyboard && !person.presence.is_here() {
                return Err(Error::rejected(person.name, Rule::NotInMeeting));
            }
            seal(w, &item, &round, person.person, input)?;
            w.about(input.on.meeting);
            w.detail(person.name);
            Ok(())
        })
    }

    /// Destroys a person's sealed ballot before the reveal; that it was withdrawn is logged.
    ///
    /// # Errors
    /// [`Error::Rejected`] when no round is open or the person has sealed nothing.
    pub fn withdraw_ballot(&self, on: OnAgenda, person: &str) -> Result<Changed<()>> {
        self.transact(Action::WithdrawBallot, TOPICS, |w| {
            open_row(w.conn, on.meeting)?;
            let item = item(w.conn, on)?;
            let round = rounds::open_round(w.conn, &item)?;
            let person = attendee(w.conn, on.meeting, person)?;
            if !rows::destroy(w.conn, round.id, person.person)? {
                return Err(Error::rejected(person.name, Rule::NothingSealed));
            }
            if is_first(w, &item)? {
                rows::destroy_forecasts(w.conn, item.id, Some(person.person))?;
            }
            round_rows::withdraw_kits(w.conn, round.id, Some(person.person), w.now)?;
            w.about(on.meeting);
            w.detail(person.name);
            Ok(())
        })
    }

    /// Seals a forecast after the discussion, in place of an earlier one; it is opened when the decision is printed.
    ///
    /// # Errors
    /// [`Error::Invalid`] outside 0 to 100; [`Error::Rejected`] once the decision is printed.
    pub fn seal_forecast(&self, input: &ForecastGiven) -> Result<Changed<()>> {
        check_forecast(Some(input.percent))?;
        self.transact(Action::SealForecast, TOPICS, |w| {
            open_row(w.conn, input.on.meeting)?;
            let item = item(w.conn, input.on)?;
            if item.decision.is_some() {
                return Err(Error::rejected(item.proposal, Rule::AlreadyPrinted));
            }
            let person = attendee(w.conn, input.on.meeting, &input.person)?;
            rows::put_forecast(w.conn, (item.id, person.person), Occasion::Discussion, input.percent, w.now)?;
            w.about(input.on.meeting);
            w.detail(person.name);
            Ok(())
        })
    }
}

/// All three questions, each once, with a level that exists and a reason; a forecast from 0 to 100.
pub(super) fn check(given: &[BallotScore], forecast: Option<f64>) -> Result<()> {
    for criterion in Criterion::EACH {
        let mut answers = given.iter().filter(|score| score.criterion == criterion);
        let (Some(score), None) = (answers.next(), answers.next()) else {
            return Err(Error::invalid("level", Reason::Required));
        };
        scores::check(score.answer, &score.reason)?;
    }
    check_forecast(forecast)
}

fn check_forecast(forecast: Option<f64>) -> Result<()> {
    match forecast {
        Some(percent) if !(0.0..=100.0).contains(&percent) => {
            Err(Error::invalid("forecast", Reason::OutOfRange("0 to 100 percent")))
        }
        _ => Ok(()),
    }
}

/// Stores a checked ballot of someone who has not sealed one in this round.
pub(super) fn seal(w: &Writing<'_>, item: &ItemRow, round: &RoundRow, person: i64, input: &BallotInput) -> Result<()> {
    if rows::sealed_by(w.conn, round.id)?.iter().any(|(one, _)| *one == person) {
        return Err(Error::rejected(item.proposal, Rule::AlreadySealed));
    }
    let rubric = scores::rubric_version(w.conn)?;
    let ballot = rows::insert(w.conn, (round.id, person), input.way, w.now)?;
    for criterion in Criterion::EACH {
        for score in input.scores.iter().filter(|score| score.criterion == criterion) {
            rows::insert_score(w.conn, ballot, score, rubric)?;
        }
    }
    if let Some(percent) = input.forecast {
        let occasion = if is_first(w, item)? { Occasion::Ballot } else { Occasion::Discussion };
        rows::put_forecast(w.conn, (item.id, person), occasion, percent, w.now)?;
    }
    Ok(())
}

/// Whether no round of the item was revealed yet.
fn is_first(w: &Writing<'_>, item: &ItemRow) -> Result<bool> {
    Ok(round_rows::of_item(w.conn, item.id)?.iter().all(|round| round.state != RoundState::Revealed))
}
