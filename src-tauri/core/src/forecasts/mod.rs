//! Small forecasts: a dated question with a probability, from any proposal or note.
//!
//! They fall due within weeks, so that one person learns quickly. They count in a curve of their own and never among
//! launches. Not here: forecasts of a decision, which are frozen in its record.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::{Action, Changed, Topic};
use crate::charts::{self, Style};
use crate::error::{Entity, Error, Reason, Result};
use crate::insights::RATES_FROM;
use crate::insights::calibration::{self, Calibration, Resolved};
use crate::launches::Chart;
use crate::measures::optional_date;
use crate::people;
use crate::portfolio::Portfolio;
use crate::proposals::{self, ProposalId};
use crate::storage::{forecasts as rows, notes};

crate::identity! {
    /// `F-003`
    pub struct ForecastId = "F"
}

/// The longest question kept, in characters.
const LONGEST_QUESTION: usize = 500;

/// A small forecast to make.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct SmallForecastInput {
    /// What will have happened: "3 of 5 interviews confirm it".
    pub question: String,
    /// How probable that is, in percent, 0 to 100.
    pub percent: f64,
    /// By when it is settled, ISO.
    pub due_on: String,
    /// The proposal it is about.
    pub proposal: Option<ProposalId>,
    /// The note it comes from, by id.
    pub note: Option<String>,
    /// Whose it is; mine when absent.
    pub by: Option<String>,
}

/// A small forecast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct SmallForecast {
    /// `F-003`
    pub id: ForecastId,
    /// What will have happened.
    pub question: String,
    /// How probable that seemed, in percent.
    pub percent: f64,
    /// By when it is settled, ISO.
    pub due_on: String,
    /// Whether that has come and it is not settled.
    pub due: bool,
    /// Whose it is, by name; absent when forgotten.
    pub by: Option<String>,
    /// Whether it is mine.
    pub mine: bool,
    /// The proposal it is about.
    pub proposal: Option<ProposalId>,
    /// The note it comes from.
    pub note: Option<String>,
    /// Whether it came true; absent until it is settled.
    pub came_true: Option<bool>,
    /// When it was settled, RFC 3339.
    pub resolved_at: Option<String>,
    /// When it was made, RFC 3339.
    pub at: String,
}

/// How well my small forecasts held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct SmallCalibration {
    /// How many are settled.
    pub resolved: u32,
    /// How many are open.
    pub open: u32,
    /// How many must be settled before anything is a rate.
    pub needed: u32,
    /// How well they held.
    pub calibration: Option<Calibration>,
}

const TOPICS: &[Topic] = &[Topic::Forecasts, Topic::Journal];

impl Portfolio {
    /// Every small forecast: open ones first, the soonest due first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn forecasts(&self) -> Result<Vec<SmallForecast>> {
        let today = self.world.today();
        self.read(|conn| rows::list(conn, today))
    }

    /// Makes a small forecast.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty question, a probability outside 0 to 100 or a text that is no date;
    /// [`Error::NotFound`] for an unknown proposal or note.
    pub fn make_forecast(&self, input: &SmallForecastInput) -> Result<Changed<ForecastId>> {
        let question = input.question.trim();
        if question.is_empty() {
            return Err(Error::invalid("question", Reason::Required));
        }
        if question.chars().count() > LONGEST_QUESTION {
            return Err(Error::invalid("question", Reason::TooLong));
        }
        if !(0.0..=100.0).contains(&input.percent) {
            return Err(Error::invalid("percent", Reason::OutOfRange("0 to 100")));
        }
        let due = optional_date("due_on", &input.due_on)?.ok_or_else(|| Error::invalid("due_on", Reason::Required))?;
        self.transact(Action::MakeForecast, TOPICS, |w| {
            if let Some(proposal) = input.proposal {
                proposals::row(w.conn, proposal)?;
            }
            let note = input
                .note
                .as_deref()
                .map(|note| notes::key_of(w.conn, note)?.ok_or_else(|| Error::not_found(Entity::Note, note)));
            let id = rows::insert(
                w.conn,
                &rows::New {
                    uuid: w.new_id(),
                    question,
                    percent: input.percent,
                    due,
                    person: people::named(w, input.by.as_deref())?,
                    proposal: input.proposal,
                    note: note.transpose()?,
                    at: w.now,
                },
            )?;
            w.about(id);
            w.detail(question.chars().take(120).collect::<String>());
            Ok(id)
        })
    }

    /// Settles a small forecast: it came true, or not.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown one.
    pub fn resolve_forecast(&self, id: ForecastId, came_true: bool) -> Result<Changed<()>> {
        self.transact(Action::ResolveForecast, TOPICS, |w| {
            if !rows::resolve(w.conn, id, came_true, w.now)? {
                return Err(Error::not_found(Entity::Forecast, id));
            }
            w.about(id);
            w.detail(if came_true { "yes" } else { "no" });
            Ok(())
        })
    }

    /// How well my small forecasts held, as a drawing; none below ten settled ones.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn small_calibration_chart(&self, style: Style) -> Result<Option<Chart>> {
        let found = self.small_calibration()?.calibration;
        Ok(found.map(|found| charts::calibration_chart(&found, style).into()))
    }

    /// How well my small forecasts held: private, as a person's calibration is.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn small_calibration(&self) -> Result<SmallCalibration> {
        let mine: Vec<_> = self.forecasts()?.into_iter().filter(|forecast| forecast.mine).collect();
        let resolved: Vec<Resolved> = mine
            .iter()
            .filter_map(|forecast| {
                let came_true = forecast.came_true?;
                Some(Resolved { unit: forecast.id.0, percent: forecast.percent, came_true })
            })
            .collect();
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let enough = count(resolved.len()) >= RATES_FROM;
        Ok(SmallCalibration {
            resolved: count(resolved.len()),
            open: count(mine.len() - resolved.len()),
            needed: RATES_FROM,
            calibration: if enough { calibration::assess(&resolved, &mut calibration::dice(1)) } else { None },
        })
    }
}
