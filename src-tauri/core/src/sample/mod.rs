//! The sample portfolio: ten proposals, one meeting's worth of scores, three launches, two of them closed.
//!
//! It is made as a person would have made it, through the methods of [`Portfolio`] on earlier days, so that nothing in it
//! is a special case. Not here: the texts and series, which lie beside this file.

mod review;
mod story;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

use crate::change::{Action, Topic};
use crate::decisions::{DecisionInput, ForecastInput, Outcome};
use crate::decks::{DeckInput, DeckItem, WeekEnd};
use crate::documents::Template;
use crate::error::Result;
use crate::measures::{Dated, Direction, MeasureInput, Role};
use crate::portfolio::Portfolio;
use crate::proposals::{Description, ProposalId};
use crate::scores::{Answer, Criterion, ScoreInput};
use crate::storage::open;
use crate::world::World;

impl Portfolio {
    /// Makes the sample portfolio at `path`, with the person `me`, as seen from today, and opens it.
    ///
    /// # Errors
    /// As [`Portfolio::create`].
    pub fn create_sample(path: &Path, me: &str, world: World) -> Result<Self> {
        let calendar = Calendar::of(&world);
        calendar.go(70);
        let portfolio = Self::create(path, me, calendar.world(&world))?;
        portfolio.transact(Action::StartPortfolio, &[Topic::Portfolio], |w| open::mark_as_sample(w.conn))?;
        let author = Author { portfolio: &portfolio, calendar: &calendar };
        story::tell(&author)?;
        author.deck()?;
        portfolio.close()?;
        Self::open(path, world)
    }

    /// Whether this is the sample portfolio.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_sample(&self) -> Result<bool> {
        self.read(open::is_sample)
    }
}

/// The days of the story, counted back from today.
struct Calendar {
    today: Date,
    start: Timestamp,
    now: Arc<Mutex<Timestamp>>,
}

impl Calendar {
    fn of(world: &World) -> Self {
        let start = world.now();
        Self { today: world.today(), start, now: Arc::new(Mutex::new(start)) }
    }

    /// A world whose clock is the story's, one second later at each look.
    fn world(&self, outside: &World) -> World {
        let now = Arc::clone(&self.now);
        outside.with_clock(move || {
            let mut now = now.lock().unwrap_or_else(PoisonError::into_inner);
            *now = now.checked_add(1.second()).unwrap_or(*now);
            *now
        })
    }

    /// Goes to the day that many weeks ago.
    fn go(&self, weeks_ago: i64) {
        let then = self.start.checked_sub((weeks_ago * 7 * 24).hours()).unwrap_or(self.start);
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = then;
    }

    fn date(&self, weeks_ago: i32) -> Date {
        self.today.saturating_sub(weeks_ago.weeks())
    }
}

/// Someone who does the things a person does, on the story's days.
struct Author<'p> {
    portfolio: &'p Portfolio,
    calendar: &'p Calendar,
}

/// Three levels with their reasons: big idea, should we, plan to succeed.
type Levels<'a> = [(&'a str, &'a str); 3];

impl Author<'_> {
    fn write(&self, text: &str, description: &Description) -> Result<ProposalId> {
        let id = self.portfolio.write_proposal(Template::PrFaq)?.value;
        let base = self.portfolio.document(id)?.sha256;
        self.portfolio.save_document(id, text, &base)?;
        self.portfolio.describe_proposal(id, description)?;
        Ok(id)
    }

    fn score(&self, proposal: ProposalId, by: Option<&str>, levels: Levels<'_>) -> Result<()> {
        let inputs = Criterion::EACH
            .into_iter()
            .zip(levels)
            .map(|(criterion, (level, reason))| {
                Ok(ScoreInput {
                    proposal,
                    criterion,
                    answer: level.parse::<Answer>()?,
                    reason: reason.to_owned(),
                    raise: None,
                    by: by.map(str::to_owned),
                })
            })
            .collect::<Result<Vec<_>>>()?;
        self.portfolio.record_scores(&inputs).map(drop)
    }

    fn decide(&self, proposal: ProposalId, outcome: Outcome, why: &str, forecasts: &[(&str, f64)]) -> Result<()> {
        let forecasts = forecasts
            .iter()
            .map(|(by, percent)| ForecastInput { by: Some((*by).to_owned()), percent: *percent })
            .collect();
        self.portfolio.print_decision(&decision(proposal, outcome, why, forecasts)).map(drop)
    }

    /// Adds a measure and returns its id.
    fn measure(&self, proposal: ProposalId, measure: &Promise<'_>) -> Result<String> {
        let added = self.portfolio.add_measure(
            proposal,
            &MeasureInput {
                unit: measure.unit.to_owned(),
                baseline: Some(measure.baseline),
                target: Some(measure.target),
                due: Some(measure.due.to_string()),
                role: measure.role,
                margin: measure.margin,
                floor: Some(0.0),
                ..MeasureInput::named(measure.name, Direction::Down)
            },
        )?;
        Ok(added.value)
    }

    /// The deck of every Monday: all that has values.
    fn deck(&self) -> Result<()> {
        let measured = self.portfolio.deck_measures()?.into_iter().filter(|measure| measure.values > 0);
        let items = measured.map(|measure| DeckItem { heading: None, measure: Some(measure.id) }).collect();
        let (title, week_ends_on) = ("Every Monday".to_owned(), WeekEnd::Sunday);
        self.portfolio.make_deck(&DeckInput { title, week_ends_on, fiscal_year_end: 12, items }).map(drop)
    }

    /// Records a weekly series whose first value belongs to the week that many weeks ago.
    fn record(&self, measure: &str, series: &str, first_weeks_ago: i32) -> Result<()> {
        let values: Vec<Dated> = (0..)
            .zip(series.lines())
            .filter_map(|(week, line)| {
                Some(Dated { date: self.calendar.date(first_weeks_ago - week), value: line.parse().ok()? })
            })
            .collect();
        self.portfolio.record_observations(measure, &values).map(drop)
    }
}

/// A decision of the story.
fn decision(proposal: ProposalId, outcome: Outcome, why: &str, forecasts: Vec<ForecastInput>) -> DecisionInput {
    DecisionInput {
        proposal,
        outcome,
        why: why.to_owned(),
        forecasts,
        conditions: None,
        dissent: None,
        dissenters: vec![],
        doing_nothing: None,
        kill_criterion: Some("No movement in the primary measure twelve weeks after launch.".into()),
        alternatives: Some("Doing nothing, and what the text names.".into()),
        must_be_true: None,
        revisit_on: None,
        exception: None,
        cure_on: None,
    }
}

/// A measure of the story; less is better in all of them.
struct Promise<'a> {
    name: &'a str,
    unit: &'a str,
    baseline: f64,
    target: f64,
    due: Date,
    role: Role,
    margin: Option<f64>,
}
