//! The weekly review: every measure of a deck in the same order each week, what changed first, and the actions that were
//! agreed in it, carried until they are done.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::review::{LoadedMeasure, load, reviewed};
use crate::change::{Action, Changed, Topic};
use crate::charts::{self, Style, XmrChart};
use crate::documents::Template;
use crate::error::{Entity, Error, Reason, Result};
use crate::measures::{self, Stretch, series, xmr};
use crate::meetings::ActionItem;
use crate::portfolio::Portfolio;
use crate::proposals::{self, Cause, Description, Lane, Origin, ProposalId, Stage};
use crate::storage::measures::{Owner, owner_of};
use crate::storage::{actions, decks as rows, proposals as proposal_rows};
use crate::wbr::{self, Drawn, ShownNote};

/// A week to go through.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct WeeklyReview {
    /// The deck's title.
    pub title: String,
    /// The last day of the week, ISO.
    pub week_ending: String,
    /// The measures in the deck's order.
    pub items: Vec<WeeklyItem>,
    /// Places in `items` of those that changed in the last week.
    pub changed: Vec<u32>,
    /// What was agreed in its reviews and is open, or was done since the week began.
    pub actions: Vec<ActionItem>,
}

/// A measure of the week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct WeeklyItem {
    /// The measure's id.
    pub measure: String,
    /// What the deck calls it.
    pub name: String,
    /// The heading it stands under.
    pub under: Option<String>,
    /// Whether the last week is part of a signal.
    pub changed: bool,
    /// Six weeks and twelve months.
    pub six_twelve: Drawn,
    /// The weeks as a process behaviour chart; none without values.
    pub behaviour: Option<Drawn>,
    /// What was noted about it.
    pub notes: Vec<ShownNote>,
}

impl Portfolio {
    /// The week of a stored deck, measure by measure.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for an unknown id.
    pub fn weekly_review(&self, deck: &str, style: Style) -> Result<WeeklyReview> {
        let today = self.world.today();
        self.read(|conn| {
            let loaded = load(conn, deck, today)?;
            let report = reviewed(&loaded)?;
            let shown = wbr::shown(&report, vec![], style);
            let mut blocks = shown.blocks.into_iter();
            let mut items: Vec<WeeklyItem> = vec![];
            for measure in &loaded.measures {
                let block = blocks.by_ref().find(|block| block.title == measure.name && block.drawn.is_some());
                let Some((drawn, notes)) = block.and_then(|block| Some((block.drawn?, block.notes))) else { continue };
                items.push(item(measure, loaded.deck.week_ending, drawn, notes, style));
            }
            let changed = (0..).zip(&items).filter(|(_, item)| item.changed).map(|(at, _)| at).collect();
            let actions = actions::for_deck(conn, deck, loaded.deck.week_ending.saturating_sub(6.days()))?;
            Ok(WeeklyReview { title: shown.title, week_ending: shown.week_ending, items, changed, actions })
        })
    }
}

impl Portfolio {
    /// Begins an improvement from a measure that was reviewed: the problem in words, the measure as its origin.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty text; [`Error::NotFound`] for an unknown measure.
    pub fn improve_from_review(&self, measure: &str, problem: &str) -> Result<Changed<ProposalId>> {
        let problem = problem.trim();
        if problem.is_empty() {
            return Err(Error::invalid("text", Reason::Required));
        }
        if let Some(Owner::Product(_)) = self.read(|conn| owner_of(conn, measure))? {
            return self.improve_product(measure, problem);
        }
        self.transact(Action::KeepSpark, &[Topic::Proposals, Topic::Journal], |w| {
            let known = rows::measures(w.conn)?.into_iter().find(|known| known.id == measure);
            let about = known.ok_or_else(|| Error::not_found(Entity::Measure, measure))?;
            let id = proposals::insert_proposal(w, Stage::Spark, Template::JournalIdea, problem, None, Cause::Writing)?;
            let described = Description {
                lane: Some(Lane::Improvement),
                origin: Some(Origin::Product),
                origin_detail: Some(format!("{} ({})", about.name, about.of)),
                ..Description::default()
            };
            proposal_rows::describe(
                w.conn,
                id,
                &proposal_rows::Fields { new: &described, owner: None, revisit: None, at: w.now },
            )?;
            Ok(id)
        })
    }
}

fn item(
    measure: &LoadedMeasure,
    week_ending: Date,
    six_twelve: Drawn,
    notes: Vec<ShownNote>,
    style: Style,
) -> WeeklyItem {
    let stated = &measure.stated;
    let weeks = series::split(&measure.values, week_ending.saturating_add(1.day()), stated.aggregate).before;
    let options = xmr::Options { floor: stated.floor, ..xmr::Options::default() };
    let rebased: Vec<_> = measure.rebased.iter().map(|(from, cause)| (*from, cause.as_str())).collect();
    let noted: Vec<_> = measure.notes.iter().map(|(on, text)| (*on, text.as_str())).collect();
    let dates: Vec<Date> = measure.rebased.iter().map(|(from, _)| *from).collect();
    let stretches = measures::stretches(&weeks, measure.launched_on, &dates, options);
    let recent = weeks.last().is_some_and(|last| series::days(last.date, week_ending) < 7);
    let changed = recent && stretches.last().is_some_and(ends_in_signal);
    let launched = measure.launched_on.map_or(weeks.len(), |on| weeks.partition_point(|week| week.date < on));
    let chart = XmrChart {
        name: &measure.name,
        unit: &stated.unit,
        before: &weeks[..launched],
        after: &weeks[launched..],
        launched_on: measure.launched_on,
        rebased: &rebased,
        notes: &noted,
        target: stated.target,
        options,
    };
    let behaviour = (!weeks.is_empty()).then(|| charts::xmr_chart(&chart, style).into());
    WeeklyItem {
        measure: measure.id.clone(),
        name: measure.name.clone(),
        under: measure.under.clone(),
        changed,
        six_twelve,
        behaviour,
        notes,
    }
}

/// Whether the last point is part of a signal.
fn ends_in_signal(stretch: &Stretch) -> bool {
    let split = &stretch.split;
    let chart = if split.after.n > 0 { &split.after } else { &split.before };
    chart.signals.iter().any(|signal| signal.points.last().copied() == chart.n.checked_sub(1))
}
