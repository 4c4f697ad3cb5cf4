//! What comes out of a deck: its blocks with all their numbers, at full precision, N/A as nothing.
//!
//! The shapes are those that `backcast wbr --json` prints. Not here: how they are drawn, which is `charts`.

use serde::Serialize;

use super::annotations::Event;
use super::calendar::{Calendar, MonthDisplay, Span};
use super::deck::{Block, Deck, Line, LineStyle, Row, Scaling};
use super::figure::Figure;
use super::frame::Frame;
use super::metrics::{Columns, Figures, Shown};
use super::tally::Series;
use crate::error::Result;

/// A deck's numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// What it is called.
    pub title: String,
    /// The last day of the last week, ISO.
    pub week_ending: String,
    /// The blocks, in the deck's order.
    pub blocks: Vec<Shape>,
}

/// A block's numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type")]
pub enum Shape {
    /// Six weeks and twelve months.
    #[serde(rename = "6_12")]
    SixTwelve(SixTwelve),
    /// A table of weeks, quarter and year to date.
    #[serde(rename = "6_weeks")]
    SixWeeks(Grid),
    /// A table of months.
    #[serde(rename = "12_months")]
    TwelveMonths(Grid),
    /// A heading.
    #[serde(rename = "section")]
    Section {
        /// The heading.
        title: String,
    },
}

/// The numbers of a 6-12 chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SixTwelve {
    /// Its title.
    pub title: String,
    /// Six weeks and twelve months.
    pub axis: Vec<String>,
    /// What is drawn.
    pub series: Vec<Plotted>,
    /// What was noted about it.
    pub events: Vec<Event>,
    /// How numbers are shown.
    #[serde(skip)]
    pub scaling: Scaling,
}

/// A series of a 6-12 chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Plotted {
    /// The metric, or one of its derived series.
    pub metric: String,
    /// What it is called.
    pub legend: String,
    /// How it is drawn.
    pub line_style: LineStyle,
    /// Six weeks.
    pub weeks: Pair,
    /// Twelve months.
    pub months: Pair,
    /// Last week, WoW, YoY, MTD, YoY, QTD, YoY, YTD, YoY; growth in percent, or basis points.
    #[serde(rename = "box")]
    pub boxed: Vec<Option<f64>>,
    /// Whether the box's growth is in `percent` or `bps`.
    pub growth: &'static str,
    /// `partial` and `partial_prior`: the data start inside a span, or inside its prior-year counterpart.
    pub flags: Vec<&'static str>,
    /// The numbers that stand for a part of their span.
    pub marked: Marked,
    /// Whether last year is drawn.
    #[serde(skip)]
    pub draws_prior: bool,
    /// Whether it adds up over time, so that months are larger than weeks.
    #[serde(skip)]
    pub is_total: bool,
}

/// This year and the year before.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    /// This year.
    pub current: Vec<Option<f64>>,
    /// The year before.
    pub prior: Vec<Option<f64>>,
}

/// Places of numbers that stand for a part of their span, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Marked {
    /// Among the weeks.
    pub weeks: Vec<usize>,
    /// Among the weeks of the year before.
    pub weeks_prior: Vec<usize>,
    /// Among the months.
    pub months: Vec<usize>,
    /// Among the months of the year before.
    pub months_prior: Vec<usize>,
    /// In the box.
    #[serde(rename = "box")]
    pub boxed: Vec<usize>,
}

/// The numbers of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Grid {
    /// Its title.
    pub title: String,
    /// What the columns are.
    pub headers: Vec<String>,
    /// Its rows.
    pub rows: Vec<GridRow>,
    /// What was noted about it.
    pub events: Vec<Event>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GridRow {
    /// Its label.
    pub header: String,
    /// What it shows; none is a heading.
    pub metric: Option<String>,
    /// A number for each column; nothing in a heading.
    pub values: Vec<Option<f64>>,
    /// As in a chart.
    pub flags: Vec<&'static str>,
    /// The numbers that stand for a part of their span, counted from 0.
    pub marked: Vec<usize>,
    /// How numbers are shown.
    #[serde(skip)]
    pub scaling: Scaling,
    /// Whether the numbers are basis points already.
    #[serde(skip)]
    pub is_in_basis_points: bool,
    /// Whether the label is set bold.
    #[serde(skip)]
    pub bold: bool,
}

/// The numbers of a deck from its series, those of `columns` in their order.
///
/// # Errors
/// [`crate::Error::Invalid`] when a block names a metric that is not there.
pub(super) fn report(deck: &Deck, columns: &Columns<'_>, series: &[Series], events: &[Event]) -> Result<Report> {
    let metrics = super::metrics::needed(deck)?;
    let calendar = deck.calendar();
    let figures = |display| Figures::new(&metrics, columns, series, &calendar.spans(display));
    let trailing = figures(MonthDisplay::Trailing);
    let fiscal = if deck.shows_fiscal_year() { Some(figures(MonthDisplay::FiscalYear)) } else { None };
    let of = |display| match display {
        MonthDisplay::Trailing => &trailing,
        MonthDisplay::FiscalYear => fiscal.as_ref().unwrap_or(&trailing),
    };
    let shape = |block: &Block| match block {
        Block::SixTwelve { title, months, scaling, lines } => Shape::SixTwelve(SixTwelve {
            title: title.clone(),
            axis: [calendar.week_labels(), calendar.month_labels(*months)].concat(),
            series: lines.iter().filter_map(|line| Some(plotted(line, &of(*months).of(&line.metric)?))).collect(),
            events: shown_events(&calendar, *months, events, lines.iter().map(|line| line.metric.as_str())),
            scaling: *scaling,
        }),
        Block::SixWeeks { title, rows } => Shape::SixWeeks(Grid {
            title: title.clone(),
            headers: [calendar.week_labels(), vec!["QTD".into(), "YTD".into()]].concat(),
            rows: rows.iter().map(|row| row_of(row, &trailing, weeks_and_totals)).collect(),
            events: shown_events(&calendar, MonthDisplay::Trailing, events, rows.iter().flat_map(|row| &row.metric)),
        }),
        Block::TwelveMonths { title, months, rows } => Shape::TwelveMonths(Grid {
            title: title.clone(),
            headers: calendar.month_labels(*months),
            rows: rows.iter().map(|row| row_of(row, of(*months), months_of)).collect(),
            events: shown_events(&calendar, *months, events, rows.iter().flat_map(|row| &row.metric)),
        }),
        Block::Section { title } => Shape::Section { title: title.clone() },
    };
    Ok(Report {
        title: deck.title.clone(),
        week_ending: deck.week_ending.to_string(),
        blocks: deck.blocks.iter().map(shape).collect(),
    })
}

fn months_of(shown: &Shown<'_>) -> Vec<Figure> {
    shown.months()
}

fn weeks_and_totals(shown: &Shown<'_>) -> Vec<Figure> {
    let mut values = shown.weeks();
    values.extend(shown.to_date().into_iter().skip(1));
    values
}

fn plotted(line: &Line, shown: &Shown<'_>) -> Plotted {
    let (weeks, weeks_prior) = (shown.weeks(), shown.weeks_prior());
    let (months, months_prior) = (shown.months(), shown.months_prior());
    let boxed = shown.boxed();
    let marked = Marked {
        weeks: partial(&weeks),
        weeks_prior: partial(&weeks_prior),
        months: partial(&months),
        months_prior: partial(&months_prior),
        boxed: partial(&boxed),
    };
    let frame = shown.frame;
    let current = [&frame.weeks[1..], &frame.months[1..], &frame.to_date].concat();
    let prior = [&frame.weeks_prior[..], &frame.months_prior, &frame.to_date_prior].concat();
    Plotted {
        metric: line.metric.clone(),
        legend: line.legend.clone(),
        line_style: line.style,
        weeks: Pair { current: values(&weeks), prior: values(&weeks_prior) },
        months: Pair { current: values(&months), prior: values(&months_prior) },
        boxed: values(&boxed),
        growth: if shown.is_in_basis_points() { "bps" } else { "percent" },
        flags: flags(&current, &prior),
        marked,
        draws_prior: line.prior && shown.derived.is_none(),
        is_total: shown.is_total && shown.derived.is_none(),
    }
}

fn row_of(row: &Row, figures: &Figures<'_>, shown_in: impl Fn(&Shown<'_>) -> Vec<Figure>) -> GridRow {
    let shown = row.metric.as_deref().and_then(|metric| figures.of(metric));
    let cells = shown.as_ref().map(&shown_in).unwrap_or_default();
    let derived = shown.as_ref().is_some_and(|shown| shown.derived.is_some());
    // A growth's own figures are partial for either year's sake; they are told apart by the years behind them.
    let flags = match &shown {
        Some(shown) if derived => {
            let frame = shown.frame;
            let current = [&frame.weeks[1..], &frame.months[1..]].concat();
            let prior = [&frame.weeks_prior[..], &frame.months_prior].concat();
            if partial(&cells).is_empty() { vec![] } else { flags(&current, &prior) }
        }
        _ => flags(&cells, &[]),
    };
    GridRow {
        header: row.header.clone(),
        metric: row.metric.clone(),
        values: values(&cells),
        flags,
        marked: partial(&cells),
        scaling: row.scaling,
        is_in_basis_points: derived && shown.is_some_and(|shown| shown.is_in_basis_points()),
        bold: row.style.contains("bold"),
    }
}

fn values(figures: &[Figure]) -> Vec<Option<f64>> {
    figures.iter().map(|figure| figure.value).collect()
}

fn partial(figures: &[Figure]) -> Vec<usize> {
    figures.iter().enumerate().filter(|(_, figure)| figure.partial).map(|(at, _)| at).collect()
}

fn flags(current: &[Figure], prior: &[Figure]) -> Vec<&'static str> {
    let any = |figures: &[Figure]| figures.iter().any(|figure| figure.partial);
    [("partial", any(current)), ("partial_prior", any(prior))]
        .into_iter()
        .filter_map(|(flag, is)| is.then_some(flag))
        .collect()
}

/// The events of some metrics inside what a block shows: its weeks and months, and the weeks of the year before.
fn shown_events(
    calendar: &Calendar,
    display: MonthDisplay,
    events: &[Event],
    metrics: impl Iterator<Item = impl AsRef<str>>,
) -> Vec<Event> {
    let metrics: Vec<_> = metrics.collect();
    let spans: Frame<Option<Span>> = calendar.spans(display);
    let shown = [spans.weeks, spans.weeks_prior, spans.months.into_iter().skip(1).collect()].concat();
    let inside = |event: &Event| {
        shown.iter().flatten().any(|span| event.on >= span.from && event.on <= span.to)
            && metrics.iter().any(|metric| metric.as_ref() == event.metric)
    };
    events.iter().filter(|event| inside(event)).cloned().collect()
}
