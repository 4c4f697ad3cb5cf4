//! Decks in the YAML dialect of wbr-app: `setup`, `metrics`, `deck`.
//!
//! What is not known is named and passed over, the rest opens; what cannot be without is refused with its place.

use std::fmt::Display;

use super::calendar::MonthDisplay;
use super::deck::{Block, Comparison, Deck, Line, LineStyle, Metric, Operation, Row, Scaling, Source};
use super::filter::Condition;
use super::node::{self, Node};
use super::wrong;
use crate::error::{Result, Unread};
use crate::measures::Aggregate;
use crate::measures::dates::{self, DateOrder, Spelled};
use crate::notices::{Notice, Noticed};
use crate::vocabulary::Word as _;

const ROOT: &[&str] = &["setup", "metrics", "deck", "annotations", "data_sources"];
const SETUP: &[&str] = &[
    "week_ending",
    "week_number",
    "title",
    "fiscal_year_end_month",
    "block_starting_number",
    "tooltip",
    "db_config_url",
    "x_axis_monthly_display",
];
const METRIC: &[&str] = &["column", "aggf", "filter", "function", "metric_comparison_method"];
const CHART: &[&str] =
    &["ui_type", "title", "y_scaling", "x_axis_monthly_display", "metrics", "axes", "box_total_scaling"];
const LINE: &[&str] = &["line_style", "graph_prior_year_flag", "legend_name"];
const TABLE: &[&str] = &["ui_type", "title", "x_axis_monthly_display", "rows"];
const ROW: &[&str] = &["header", "metric", "style", "y_scaling"];

/// A deck with what was passed over in reading it.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The deck.
    pub deck: Deck,
    /// What was passed over.
    pub warnings: Vec<Noticed>,
}

/// Reads a deck.
///
/// # Errors
/// [`crate::Error::Invalid`] when it is no YAML, would grow without bound, or lacks what a deck needs.
pub fn read(text: &str, order: Option<DateOrder>) -> Result<Read> {
    let root = node::read(text)?;
    let mut warnings = vec![];
    root.name_unknown("the deck", ROOT, &mut warnings);
    let setup = root.get("setup").ok_or_else(|| wrong("deck", Unread::DeckSetup))?;
    setup.name_unknown("setup", SETUP, &mut warnings);
    let mut metrics = vec![];
    for (name, node) in root.get("metrics").map(Node::entries).unwrap_or_default() {
        metric(name, node, &mut metrics, &mut warnings)?;
    }
    let shown = root.get("deck").ok_or_else(|| wrong("deck", Unread::DeckBlocks))?;
    let display = months(setup, MonthDisplay::default(), "setup")?;
    let first_block = whole(setup, "block_starting_number", 0..=100_000)?.unwrap_or(1);
    let mut blocks = vec![];
    for (number, item) in (first_block..).zip(shown.items()) {
        let block =
            item.get("block").ok_or_else(|| wrong("deck", Unread::DeckBlockEmpty.with([("block", &number)])))?;
        blocks.extend(read_block(block, number, display, &mut warnings)?);
    }
    let annotations = root.get("annotations").map(Node::items).unwrap_or_default();
    let deck = Deck {
        title: setup.text("title").unwrap_or_default().to_owned(),
        week_ending: week_ending(setup, order)?,
        week_number: whole(setup, "week_number", 1..=53)?,
        fiscal_year_end: fiscal_year_end(setup)?,
        first_block,
        metrics,
        blocks,
        annotation_files: annotations.iter().filter_map(Node::scalar).map(str::to_owned).collect(),
    };
    Ok(Read { deck, warnings })
}

fn week_ending(setup: &Node, order: Option<DateOrder>) -> Result<jiff::civil::Date> {
    let text = setup.text("week_ending").ok_or_else(|| wrong("deck", Unread::DeckWeekMissing))?;
    let unclear = || wrong("deck", Unread::DeckWeekNoDate.with([("text", &text)]));
    let spelled = dates::spelled(text).ok_or_else(unclear)?;
    if let (Spelled::Numbers(_), None) = (spelled, order) {
        return Err(wrong("deck", Unread::DeckWeekUnclear.with([("text", &text)])));
    }
    let dates = dates::column(&[(1, spelled, text.to_owned())], order).map_err(|_| unclear())?;
    dates.first().copied().ok_or_else(unclear)
}

fn fiscal_year_end(setup: &Node) -> Result<i8> {
    let Some(text) = setup.text("fiscal_year_end_month") else { return Ok(12) };
    dates::month_named(text).ok_or_else(|| wrong("deck", Unread::DeckMonth.with([("text", &text)])))
}

fn whole(node: &Node, key: &str, range: std::ops::RangeInclusive<u32>) -> Result<Option<u32>> {
    let Some(text) = node.text(key) else { return Ok(None) };
    let number = text.parse().ok().filter(|number| range.contains(number));
    let values: [(&str, &dyn Display); 4] =
        [("key", &key), ("text", &text), ("from", range.start()), ("to", range.end())];
    let refused = || wrong("deck", Unread::DeckNumber.with(values));
    number.map(Some).ok_or_else(refused)
}

fn months(node: &Node, otherwise: MonthDisplay, place: &str) -> Result<MonthDisplay> {
    match node.text("x_axis_monthly_display") {
        None => Ok(otherwise),
        Some("trailing_twelve_months") => Ok(MonthDisplay::Trailing),
        Some("fiscal_year") => Ok(MonthDisplay::FiscalYear),
        Some(other) => Err(wrong("deck", Unread::DeckMonths.with([("place", &place), ("text", &other)]))),
    }
}

/// Reads a metric, and the metrics that are written inside its function.
fn metric(name: &str, node: &Node, metrics: &mut Vec<Metric>, warnings: &mut Vec<Noticed>) -> Result<()> {
    let place = format!("metric “{name}”");
    let refused = |why: Unread| wrong("deck", why.with([("place", &place)]));
    node.name_unknown(&place, METRIC, warnings);
    let source = if let Some(function) = node.get("function") {
        function_of(&place, function, metrics, warnings)?
    } else {
        let filter = node.get("filter");
        let column = match filter {
            Some(filter) => filter.text("base_column"),
            None => node.text("column"),
        };
        let condition = match filter {
            None => None,
            Some(filter) => {
                filter.name_unknown(&format!("{place}, filter"), &["base_column", "query"], warnings);
                let query = filter.text("query").ok_or_else(|| refused(Unread::FilterNoQuery))?;
                Some(Condition::from_text(query).ok_or_else(|| {
                    wrong("deck", Unread::FilterNoComparison.with([("place", &place), ("text", &query)]))
                })?)
            }
        };
        let aggregate = node.text("aggf").ok_or_else(|| refused(Unread::MetricNoAggregate))?;
        Source::Column {
            column: column.ok_or_else(|| refused(Unread::MetricNoColumn))?.to_owned(),
            aggregate: Aggregate::from_word(aggregate).ok_or_else(|| {
                let values: [(&str, &dyn Display); 3] =
                    [("place", &place), ("text", &aggregate), ("known", &Aggregate::known())];
                wrong("deck", Unread::AggregateUnknown.with(values))
            })?,
            condition,
        }
    };
    let comparison = match node.text("metric_comparison_method") {
        Some("bps") => Comparison::BasisPoints,
        None | Some("%" | "pct" | "percent") => Comparison::Percent,
        Some(other) => {
            warnings.push(Notice::NoComparison.with([("place", &place), ("method", &other)]));
            Comparison::Percent
        }
    };
    metrics.push(Metric { name: name.to_owned(), source, comparison });
    Ok(())
}

fn function_of(place: &str, node: &Node, metrics: &mut Vec<Metric>, warnings: &mut Vec<Noticed>) -> Result<Source> {
    let unknown = |word: &str| {
        let values: [(&str, &dyn Display); 3] = [("place", &place), ("text", &word), ("known", &Operation::known())];
        wrong("deck", Unread::FunctionUnknown.with(values))
    };
    let [(word, list)] = node.entries() else { return Err(unknown("…")) };
    let operation = Operation::from_word(word).ok_or_else(|| unknown(word))?;
    let mut inputs = vec![];
    for item in list.items() {
        let input = item.get("metric").or_else(|| item.get("column"));
        let name = input.and_then(|input| input.text("name"));
        let (Some(input), Some(name)) = (input, name) else {
            return Err(wrong("deck", Unread::FunctionNameless.with([("place", &place)])));
        };
        if input.get("function").is_some() {
            let plain = Node::Map(input.entries().iter().filter(|(key, _)| key != "name").cloned().collect());
            metric(name, &plain, metrics, warnings)?;
        }
        inputs.push(name.to_owned());
    }
    let least = if matches!(operation, Operation::Sum | Operation::Product) { 1 } else { 2 };
    if inputs.len() < least {
        let values: [(&str, &dyn Display); 3] = [("place", &place), ("text", word), ("least", &least)];
        return Err(wrong("deck", Unread::FunctionFewInputs.with(values)));
    }
    Ok(Source::Function { operation, inputs })
}

fn read_block(node: &Node, number: u32, display: MonthDisplay, warnings: &mut Vec<Noticed>) -> Result<Option<Block>> {
    let place = format!("block {number}");
    let title = node.text("title").unwrap_or_default().to_owned();
    Ok(Some(match node.text("ui_type").unwrap_or_default() {
        "6_12Graph" => {
            node.name_unknown(&place, CHART, warnings);
            Block::SixTwelve {
                title,
                months: months(node, display, &place)?,
                scaling: scaling(node, &place, warnings),
                lines: lines(node, &place, warnings)?,
            }
        }
        "6_WeeksTable" => {
            node.name_unknown(&place, TABLE, warnings);
            Block::SixWeeks { title, rows: rows(node, &place, warnings)? }
        }
        "12_MonthsTable" => {
            node.name_unknown(&place, TABLE, warnings);
            let months = months(node, display, &place)?;
            Block::TwelveMonths { title, months, rows: rows(node, &place, warnings)? }
        }
        "section" => {
            node.name_unknown(&place, &["ui_type", "title"], warnings);
            Block::Section { title }
        }
        "embedded_content" => {
            warnings.push(Notice::NotFetched.with([("place", &place)]));
            return Ok(None);
        }
        other => {
            warnings.push(Notice::BlockLeftOut.with([("place", &place), ("type", &other)]));
            return Ok(None);
        }
    }))
}

fn lines(node: &Node, place: &str, warnings: &mut Vec<Noticed>) -> Result<Vec<Line>> {
    let metrics = node.get("metrics").ok_or_else(|| wrong("deck", Unread::BlockNoMetrics.with([("place", &place)])))?;
    let mut lines = vec![];
    for (metric, settings) in metrics.entries() {
        let place = format!("{place}, {metric}");
        settings.name_unknown(&place, LINE, warnings);
        let style = settings.text("line_style").unwrap_or("primary");
        let style = LineStyle::from_word(style).unwrap_or_else(|| {
            warnings.push(Notice::NoLineStyle.with([
                ("place", &place),
                ("style", &style),
                ("known", &LineStyle::known()),
            ]));
            LineStyle::Primary
        });
        let prior = settings.text("graph_prior_year_flag").map(|flag| flag.eq_ignore_ascii_case("true"));
        lines.push(Line {
            metric: metric.clone(),
            legend: settings.text("legend_name").unwrap_or(metric).to_owned(),
            style,
            prior: prior.unwrap_or(style != LineStyle::Target),
        });
    }
    Ok(lines)
}

fn rows(node: &Node, place: &str, warnings: &mut Vec<Noticed>) -> Result<Vec<Row>> {
    let rows = node.get("rows").ok_or_else(|| wrong("deck", Unread::BlockNoRows.with([("place", &place)])))?;
    let rows = rows.items().iter().filter_map(|item| item.get("row")).map(|row| {
        row.name_unknown(&format!("{place}, a row"), ROW, warnings);
        Row {
            header: row.text("header").unwrap_or_default().to_owned(),
            metric: row.text("metric").map(str::to_owned),
            scaling: scaling(row, place, warnings),
            style: row.text("style").unwrap_or_default().to_owned(),
        }
    });
    Ok(rows.collect())
}

fn scaling(node: &Node, place: &str, warnings: &mut Vec<Noticed>) -> Scaling {
    let text = node.text("y_scaling").unwrap_or_default();
    Scaling::from_text(text).unwrap_or_else(|| {
        warnings.push(Notice::NoScaling.with([("place", &place), ("scaling", &text)]));
        Scaling::default()
    })
}
