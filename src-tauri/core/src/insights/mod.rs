//! Insights: what ended launches say about our judgement.
//!
//! `cases` is what one ended decision says, `calibration`, `agreement` and `proportion` the arithmetic, `figures` puts them
//! together, `report` is the review of a period as one page. Below [`RATES_FROM`] closed launches nothing is a rate: each is
//! listed by name. Not here: anything about ideas that were not chosen, which have no outcome.
//! Invariant: every figure names the list behind it, and the list is found by the same rule as the figure.

pub mod agreement;
pub mod calibration;
mod cases;
mod csv;
mod figures;
mod practice;
mod proportion;
mod report;

use std::path::Path;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::{Action, Changed, Topic};
use crate::charts::{self, Style};
use crate::error::{Entity, Error, Reason, Result};
use crate::launches::Chart;
use crate::portfolio::Portfolio;
use crate::storage::{insights as rows, people};
pub use agreement::Agreement;
pub use calibration::{Bin, Calibration, LogScore, Murphy};
pub(crate) use cases::{Case, Given, Said};
pub use cases::{End, Ends, GOOD_PROCESS_FROM, Quality, Spoken, quality, steps};
pub use csv::csv;
pub use figures::{
    AgreementOn, CaseLine, Group, Improvements, Insights, Loop, NotChosen, QualityCount, SealColumn, SealRow, StageTime,
};
pub(crate) use figures::{Rater, Tally};
pub use practice::{PanelDistance, Practice, RecurringNote};
pub use proportion::{Share, wilson};
pub use report::{PeriodReview, ReviewLine};
pub(crate) use report::{closed, decided, scored, too_few};

/// No rate is shown below this many closed launches.
pub const RATES_FROM: u32 = 10;

/// What the figures are about; everything when nothing is named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct InsightsFilter {
    /// One rater, by id.
    pub person: Option<String>,
    /// Which of a person's forecasts; the first when absent.
    pub spoken: Option<Spoken>,
    /// Proposals with this tag.
    pub tag: Option<String>,
    /// Decided in this year.
    pub year: Option<String>,
}

impl Portfolio {
    /// What ended launches say.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown rater; [`Error::Invalid`] for one who keeps their calibration to themselves.
    pub fn insights(&self, filter: &InsightsFilter) -> Result<Insights> {
        self.read(|conn| {
            let raters = rows::raters(conn)?;
            if let Some(asked) = &filter.person {
                let found = raters.iter().find(|rater| rater.id == *asked);
                let rater = found.ok_or_else(|| Error::not_found(Entity::Person, asked))?;
                if !rater.shared && !rater.me {
                    return Err(Error::invalid("person", Reason::OutOfRange(KEPT_PRIVATE)));
                }
            }
            let all = rows::cases(conn)?;
            Ok(figures::of(&figures::Material {
                cases: &all,
                filter,
                raters: &raters,
                tally: rows::tally(conn)?,
                stays: rows::stays(conn)?,
            }))
        })
    }

    /// The decisions behind a figure, newest first.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a figure there is none of.
    pub fn behind_figure(&self, figure: &str, filter: &InsightsFilter) -> Result<Vec<CaseLine>> {
        self.read(|conn| {
            let all = rows::cases(conn)?;
            figures::behind(figure, filter, &all)
        })
    }

    /// How well forecasts held, as a drawing; none below ten closed launches.
    ///
    /// # Errors
    /// As [`Portfolio::insights`].
    pub fn calibration_chart(&self, filter: &InsightsFilter, style: Style) -> Result<Option<Chart>> {
        let found = self.insights(filter)?.calibration;
        Ok(found.map(|found| charts::calibration_chart(&found, style).into()))
    }

    /// Writes the figures as CSV to a file.
    ///
    /// # Errors
    /// As [`Portfolio::insights`]; [`Error::Io`] when the file cannot be written.
    pub fn save_figures(&self, filter: &InsightsFilter, path: &Path) -> Result<()> {
        save(path, &csv(&self.insights(filter)?)?)
    }

    /// Writes the review of a period as an HTML page to a file.
    ///
    /// # Errors
    /// As [`Portfolio::period_review`]; [`Error::Io`] when the file cannot be written.
    pub fn save_period_review(&self, from: &str, until: &str, path: &Path) -> Result<()> {
        save(path, &self.period_review_page(from, until)?)
    }

    /// Lets everyone see how well a person's forecasts held, or no longer.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown person.
    pub fn share_calibration(&self, person: &str, shared: bool) -> Result<Changed<()>> {
        self.transact(Action::ShareCalibration, &[Topic::People], |w| {
            if !people::share_calibration(w.conn, person, shared)? {
                return Err(Error::not_found(Entity::Person, person));
            }
            w.about(people::name_of(w.conn, person)?.unwrap_or_default());
            Ok(())
        })
    }
}

fn save(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).map_err(|error| Error::io(path, error))
}

const KEPT_PRIVATE: &str = "someone who shares how well their forecasts held";
