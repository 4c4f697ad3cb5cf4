//! The measures of a launch as drawings.
//!
//! Weeks are counted from the launch in all of them, so that none crosses it. Not here: drawing itself, which is `charts`.

use std::collections::HashMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{LaunchId, LaunchRow, tracker};
use crate::charts::{self, Drawing, Numbers, Style, XmrChart};
use crate::decisions::RecordedMeasure;
use crate::error::{Entity, Error, Result};
use crate::measures::series::{self, days};
use crate::measures::{self, Dated};
use crate::portfolio::Portfolio;
use crate::wbr::annotations::Event;
use crate::wbr::calendar::MonthDisplay;
use crate::wbr::deck::{Block, Comparison, Deck, Line, LineStyle, Metric, Scaling, Source};
use crate::wbr::{self, report};

crate::vocabulary! {
    /// What a chart shows of a measure.
    pub enum ChartKind {
        /// The process behaviour chart, split at the launch.
        Xmr = "xmr",
        /// Six weeks and twelve months against the year before.
        SixTwelve = "six-twelve",
        /// The two windows that are compared.
        Evidence = "evidence",
    }
}

/// A drawing as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Chart {
    /// SVG made by the core: safe to show as it is.
    pub svg: String,
    /// The finding, as a sentence.
    pub sentence: String,
    /// The numbers behind it.
    pub numbers: Numbers,
}

impl From<Drawing> for Chart {
    fn from(drawing: Drawing) -> Self {
        Self { svg: drawing.svg.into_string(), sentence: drawing.sentence, numbers: drawing.numbers }
    }
}

impl Portfolio {
    /// A measure of a launch as a drawing.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown launch or a measure that was not frozen with it.
    pub fn chart(&self, id: LaunchId, measure: &str, kind: ChartKind, style: Style) -> Result<Chart> {
        let today = self.world.today();
        self.read(|conn| {
            let row = super::row(conn, id)?;
            let (record, _) = tracker::record(conn, &row)?;
            let promised = record.proposal.measures.iter().find(|promised| promised.id == measure);
            let promised = promised.ok_or_else(|| Error::not_found(Entity::Measure, measure))?;
            let values = tracker::values(conn, promised, row.launched_on)?;
            let drawing = match kind {
                ChartKind::Xmr => xmr(conn, promised, &values, &row, style)?,
                ChartKind::SixTwelve => six_twelve(conn, promised, &values, &row, style)?,
                ChartKind::Evidence => {
                    let (found, shown) = tracker::judged(conn, promised, &values, &row, today)?;
                    charts::evidence_chart(&found, &shown, row.launched_on, style)
                }
            };
            Ok(drawing.into())
        })
    }
}

fn xmr(
    conn: &Connection,
    promised: &RecordedMeasure,
    values: &[Dated],
    row: &LaunchRow,
    style: Style,
) -> Result<Drawing> {
    let rebased = measures::rebased(conn, measures::key(conn, &promised.id)?)?;
    let rebased: Vec<_> = rebased.iter().map(|(from, cause)| (*from, cause.as_str())).collect();
    let notes = measures::noted(conn, measures::key(conn, &promised.id)?)?;
    let notes: Vec<_> = notes.iter().map(|(on, text)| (*on, text.as_str())).collect();
    let split = series::split(values, row.launched_on, promised.aggregate);
    let chart = XmrChart {
        name: &promised.name,
        unit: &promised.unit,
        before: &split.before,
        after: &split.after,
        launched_on: Some(row.launched_on),
        rebased: &rebased,
        notes: &notes,
        target: promised.target,
        options: tracker::options(promised),
    };
    Ok(charts::xmr_chart(&chart, style))
}

fn six_twelve(
    conn: &Connection,
    promised: &RecordedMeasure,
    values: &[Dated],
    row: &LaunchRow,
    style: Style,
) -> Result<Drawing> {
    let last = values.last().map_or(row.launched_on, |dated| dated.date);
    let deck = deck(promised, week_ending(row.launched_on, last));
    let known = measures::noted(conn, measures::key(conn, &promised.id)?)?.into_iter();
    let events: Vec<Event> =
        known.map(|(on, description)| Event { on, metric: promised.name.clone(), description }).collect();
    let report = wbr::review_values(&deck, &HashMap::from([(promised.name.as_str(), values)]), &events)?;
    let chart = report.blocks.iter().find_map(|block| match block {
        report::Shape::SixTwelve(chart) => Some(chart),
        _ => None,
    });
    let chart = chart.ok_or_else(|| Error::corrupt("a review has no chart"))?;
    Ok(charts::six_twelve_chart(chart, style))
}

/// The end of the last week, counted from the launch, that the values reach into.
fn week_ending(launched_on: Date, last: Date) -> Date {
    let end = launched_on.saturating_sub(1.days());
    end.saturating_add(((days(end, last) + 6).div_euclid(7) * 7).days())
}

fn deck(promised: &RecordedMeasure, week_ending: Date) -> Deck {
    let name = promised.name.clone();
    let line = Line { metric: name.clone(), legend: name.clone(), style: LineStyle::Primary, prior: true };
    let source = Source::Column { column: name.clone(), aggregate: promised.aggregate, condition: None };
    Deck {
        title: String::new(),
        week_ending,
        week_number: None,
        fiscal_year_end: 12,
        first_block: 1,
        metrics: vec![Metric { name: name.clone(), source, comparison: Comparison::Percent }],
        blocks: vec![Block::SixTwelve {
            title: name,
            months: MonthDisplay::Trailing,
            scaling: Scaling::default(),
            lines: vec![line],
        }],
        annotation_files: vec![],
    }
}
