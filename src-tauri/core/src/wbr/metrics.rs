//! Evaluating a deck's metrics: columns by their aggregation, functions after their inputs.

use std::collections::HashMap;

use super::calendar::Span;
use super::deck::{Comparison, Deck, Metric, Operation, Source};
use super::figure::Figure;
use super::filter::Condition;
use super::frame::Frame;
use super::sheet::Wanted;
use super::tally::Series;
use super::wrong;
use crate::error::{Result, Unread};
use crate::measures::Aggregate;

/// The metrics that a deck's blocks need, inputs before what is made of them.
///
/// # Errors
/// [`crate::Error::Invalid`] naming a metric that is not defined, or the circle in which functions need each other.
pub(super) fn needed(deck: &Deck) -> Result<Vec<&Metric>> {
    let by_name: HashMap<&str, &Metric> = deck.metrics.iter().map(|metric| (metric.name.as_str(), metric)).collect();
    let mut order = vec![];
    let mut state: HashMap<&str, bool> = HashMap::new();
    for (block, name) in deck.shown() {
        let Some((metric, _)) = resolve(|name| by_name.get(name).copied(), name) else {
            return Err(wrong("deck", Unread::MetricUndefined.with([("block", &block), ("text", &name)])));
        };
        // Depth first without recursion: a chain of functions may be longer than the stack is deep.
        let mut path = vec![(metric, 0)];
        while let Some((metric, next)) = path.pop() {
            if next == 0 {
                match state.get(metric.name.as_str()) {
                    Some(true) => continue,
                    Some(false) => return Err(circle(&path, metric)),
                    None => _ = state.insert(&metric.name, false),
                }
            }
            let input = match &metric.source {
                Source::Function { inputs, .. } => inputs.get(next),
                Source::Column { .. } => None,
            };
            let Some(input) = input else {
                state.insert(&metric.name, true);
                order.push(metric);
                continue;
            };
            path.push((metric, next + 1));
            let found = by_name.get(input.as_str()).ok_or_else(|| {
                wrong("deck", Unread::InputUndefined.with([("metric", &metric.name), ("text", input)]))
            })?;
            path.push((*found, 0));
        }
    }
    Ok(order)
}

fn circle(path: &[(&Metric, usize)], closing: &Metric) -> crate::Error {
    const MOST_NAMED: usize = 8;
    let from = path.iter().position(|(metric, _)| metric.name == closing.name).unwrap_or(0);
    let names: Vec<_> = path.iter().skip(from).map(|(metric, _)| metric.name.as_str()).collect();
    let shown = names.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join("” needs “");
    let more = if names.len() > MOST_NAMED { "” … “" } else { "” needs “" };
    wrong("deck", Unread::Circle.with([("metrics", &format!("“{shown}{more}{}”", closing.name))]))
}

/// A series derived from a metric's growth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Derived {
    /// From week to week.
    Wow,
    /// From month to month.
    Mom,
    /// From year to year.
    Yoy,
}

/// The metric that a block names, and which series of it.
fn resolve<'d, T>(lookup: impl Fn(&'d str) -> Option<T>, name: &'d str) -> Option<(T, Option<Derived>)> {
    if let Some(metric) = lookup(name) {
        return Some((metric, None));
    }
    let known = [("WOW", Derived::Wow), ("MOM", Derived::Mom), ("YOY", Derived::Yoy)];
    known.into_iter().find_map(|(suffix, derived)| Some((lookup(name.strip_suffix(suffix)?)?, Some(derived))))
}

/// The columns that metrics read, each once.
pub(super) struct Columns<'d> {
    /// What to read, in the order of the series that come back.
    pub wanted: Vec<Wanted>,
    at: HashMap<(&'d str, Option<&'d str>), usize>,
}

impl<'d> Columns<'d> {
    /// The columns of some metrics.
    #[must_use]
    pub(super) fn of(metrics: &[&'d Metric]) -> Self {
        let mut columns = Self { wanted: vec![], at: HashMap::new() };
        for metric in metrics {
            let Source::Column { column, condition, .. } = &metric.source else { continue };
            let wanted = &mut columns.wanted;
            columns.at.entry(key(column, condition.as_ref())).or_insert_with(|| {
                let (condition, metric) = (condition.clone(), metric.name.clone());
                wanted.push(Wanted { column: column.clone(), condition, metric });
                wanted.len() - 1
            });
        }
        columns
    }
}

fn key<'d>(column: &'d str, condition: Option<&'d Condition>) -> (&'d str, Option<&'d str>) {
    (column, condition.map(|condition| condition.text.as_str()))
}

struct Evaluated<'d> {
    metric: &'d Metric,
    frame: Frame<Figure>,
    is_total: bool,
}

/// Every metric's figures.
pub(super) struct Figures<'d> {
    by_name: HashMap<&'d str, Evaluated<'d>>,
}

impl<'d> Figures<'d> {
    /// Evaluates metrics given inputs first; `series` are those of `columns`, in its order.
    #[must_use]
    pub(super) fn new(
        metrics: &[&'d Metric],
        columns: &Columns<'_>,
        series: &[Series],
        spans: &Frame<Option<Span>>,
    ) -> Self {
        let mut by_name: HashMap<&'d str, Evaluated<'d>> = HashMap::new();
        for metric in metrics {
            let (frame, is_total) = match &metric.source {
                Source::Column { column, aggregate, condition } => {
                    let at = columns.at.get(&key(column, condition.as_ref()));
                    let series = at.and_then(|at| series.get(*at));
                    let figure = |(series, span): (&Series, Span)| series.figure(span, *aggregate);
                    let frame = spans.map(|span| series.zip(*span).map_or_else(Figure::default, figure));
                    (frame, *aggregate == Aggregate::Sum)
                }
                Source::Function { operation, inputs } => {
                    let inputs: Vec<&Evaluated<'_>> =
                        inputs.iter().filter_map(|input| by_name.get(input.as_str())).collect();
                    let adds_up = matches!(operation, Operation::Sum | Operation::Difference);
                    let is_total = adds_up && inputs.iter().any(|input| input.is_total);
                    let frames: Vec<_> = inputs.iter().map(|input| &input.frame).collect();
                    (together(*operation, &frames, spans), is_total)
                }
            };
            by_name.insert(&metric.name, Evaluated { metric, frame, is_total });
        }
        Self { by_name }
    }

    /// The figures of a series that a block names: the metric's own, or its growth.
    #[must_use]
    pub(super) fn of(&self, name: &str) -> Option<Shown<'_>> {
        let (found, derived) = resolve(|name| self.by_name.get(name), name)?;
        let Evaluated { metric, frame, is_total } = found;
        Some(Shown { comparison: metric.comparison, frame, derived, is_total: *is_total })
    }
}

fn together(operation: Operation, inputs: &[&Frame<Figure>], spans: &Frame<Option<Span>>) -> Frame<Figure> {
    let apply = |a: f64, b: f64| match operation {
        Operation::Sum => a + b,
        Operation::Difference => a - b,
        Operation::Product => a * b,
        Operation::Divide => a / b,
    };
    let Some((first, others)) = inputs.split_first() else { return spans.map(|_| Figure::default()) };
    others.iter().fold((*first).clone(), |all, other| all.with(other, |a, b| a.with(*b, apply)))
}

/// A series as a block shows it.
pub(super) struct Shown<'f> {
    /// How growth is told.
    pub comparison: Comparison,
    /// The metric's figures.
    pub frame: &'f Frame<Figure>,
    /// Whether its growth is shown, and which.
    pub derived: Option<Derived>,
    /// Whether the metric adds up over time.
    pub is_total: bool,
}

impl Shown<'_> {
    /// The six weeks, this year.
    #[must_use]
    pub(super) fn weeks(&self) -> Vec<Figure> {
        match self.derived {
            None => self.frame.weeks.iter().skip(1).copied().collect(),
            Some(Derived::Wow) => self.steps(&self.frame.weeks),
            Some(Derived::Yoy) => self.against(self.frame.weeks.iter().skip(1), &self.frame.weeks_prior),
            Some(Derived::Mom) => vec![Figure::default(); super::calendar::WEEKS],
        }
    }

    /// The six weeks a year earlier; a growth has none.
    #[must_use]
    pub(super) fn weeks_prior(&self) -> Vec<Figure> {
        self.prior(&self.frame.weeks_prior)
    }

    /// The twelve months, this year.
    #[must_use]
    pub(super) fn months(&self) -> Vec<Figure> {
        match self.derived {
            None => self.frame.months.iter().skip(1).copied().collect(),
            Some(Derived::Mom) => self.steps(&self.frame.months),
            Some(Derived::Yoy) => self.against(self.frame.months.iter().skip(1), &self.frame.months_prior),
            Some(Derived::Wow) => vec![Figure::default(); super::calendar::MONTHS],
        }
    }

    /// The twelve months a year earlier; a growth has none.
    #[must_use]
    pub(super) fn months_prior(&self) -> Vec<Figure> {
        self.prior(&self.frame.months_prior)
    }

    /// Month, quarter and year to date; a growth has none.
    #[must_use]
    pub(super) fn to_date(&self) -> Vec<Figure> {
        self.prior(&self.frame.to_date)
    }

    /// Last week, WoW, YoY, MTD, YoY, QTD, YoY, YTD, YoY; a growth has none of them.
    #[must_use]
    pub(super) fn boxed(&self) -> Vec<Figure> {
        let frame = self.frame;
        if self.derived.is_some() {
            return vec![Figure::default(); 9];
        }
        let at = |list: &[Figure], index: usize| list.get(index).copied().unwrap_or_default();
        let growth = |now: Figure, before: Figure| now.boxed_growth(before, self.comparison);
        let last = at(&frame.weeks, 6);
        let mut boxed = vec![last, growth(last, at(&frame.weeks, 5)), growth(last, at(&frame.weeks_prior, 5))];
        for (now, before) in frame.to_date.iter().zip(&frame.to_date_prior) {
            boxed.extend([*now, growth(*now, *before)]);
        }
        boxed
    }

    /// Whether growth is in basis points.
    #[must_use]
    pub(super) fn is_in_basis_points(&self) -> bool {
        self.comparison == Comparison::BasisPoints
    }

    fn prior(&self, list: &[Figure]) -> Vec<Figure> {
        list.iter().map(|figure| if self.derived.is_some() { Figure::default() } else { *figure }).collect()
    }

    fn steps(&self, list: &[Figure]) -> Vec<Figure> {
        list.windows(2).map(|pair| pair[1].growth(pair[0], self.comparison)).collect()
    }

    fn against<'f>(&self, now: impl Iterator<Item = &'f Figure>, before: &[Figure]) -> Vec<Figure> {
        now.zip(before).map(|(now, before)| now.growth(*before, self.comparison)).collect()
    }
}
