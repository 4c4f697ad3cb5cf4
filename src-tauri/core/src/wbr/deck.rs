//! A deck: how a review is set up, what is measured, and the blocks it shows.
//!
//! Not here: how a deck is written down (`yaml`) and what comes out of it (`report`).

use jiff::civil::Date;

use super::calendar::MonthDisplay;
use super::filter::Condition;
use crate::measures::Aggregate;

/// A weekly business review.
#[derive(Debug, Clone, PartialEq)]
pub struct Deck {
    /// What it is called; may be empty.
    pub title: String,
    /// The last day of the last week.
    pub week_ending: Date,
    /// The number of that week.
    pub week_number: Option<u32>,
    /// The month that ends the fiscal year, 1 to 12.
    pub fiscal_year_end: i8,
    /// The number of the first block.
    pub first_block: u32,
    /// What is measured, by name.
    pub metrics: Vec<Metric>,
    /// What is shown, in order.
    pub blocks: Vec<Block>,
    /// Files of annotations that the deck names.
    pub annotation_files: Vec<String>,
}

/// Something that is measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// What blocks call it.
    pub name: String,
    /// Where its numbers come from.
    pub source: Source,
    /// How it is compared.
    pub comparison: Comparison,
}

/// Where a metric's numbers come from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// A column of the data.
    Column {
        /// Its header.
        column: String,
        /// How several values become one.
        aggregate: Aggregate,
        /// Which rows count; all of them without one.
        condition: Option<Condition>,
    },
    /// Other metrics, aggregated first.
    Function {
        /// What is done with them.
        operation: Operation,
        /// The metrics, in order.
        inputs: Vec<String>,
    },
}

crate::vocabulary! {
    /// What a function metric does with its inputs.
    pub enum Operation {
        /// All of them added.
        Sum = "sum",
        /// The first less the others.
        Difference = "difference",
        /// All of them multiplied.
        Product = "product",
        /// The first divided by the others.
        Divide = "divide",
    }
}

/// How growth is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Comparison {
    /// (current / prior − 1).
    #[default]
    Percent,
    /// (current − prior) · 10 000, for rates.
    BasisPoints,
}

/// A part of a deck.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Six weeks and twelve months as a chart with its box.
    SixTwelve {
        /// Its title.
        title: String,
        /// Which months.
        months: MonthDisplay,
        /// How numbers are shown.
        scaling: Scaling,
        /// The series, in order.
        lines: Vec<Line>,
    },
    /// A table of the six weeks, quarter and year to date.
    SixWeeks {
        /// Its title.
        title: String,
        /// Its rows.
        rows: Vec<Row>,
    },
    /// A table of twelve months.
    TwelveMonths {
        /// Its title.
        title: String,
        /// Which months.
        months: MonthDisplay,
        /// Its rows.
        rows: Vec<Row>,
    },
    /// A heading.
    Section {
        /// The heading; may be empty.
        title: String,
    },
}

/// A series of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The metric, or one of its derived series (`PageViewsYOY`).
    pub metric: String,
    /// What it is called on the chart.
    pub legend: String,
    /// How it is drawn.
    pub style: LineStyle,
    /// Whether last year is drawn too.
    pub prior: bool,
}

crate::vocabulary! {
    /// How a series is drawn.
    pub enum LineStyle {
        /// What the chart is about.
        Primary = "primary",
        /// Something beside it.
        Secondary = "secondary",
        /// Where it should be: marks, no line.
        Target = "target",
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its label; may be empty.
    pub header: String,
    /// What it shows; none makes it a heading.
    pub metric: Option<String>,
    /// How its numbers are shown.
    pub scaling: Scaling,
    /// How its label is set, as the deck wrote it; kept, and read for weight alone.
    pub style: String,
}

/// How numbers are shown: `##.2MM`, `##%`. As they are, without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scaling {
    /// The unit.
    pub unit: ScaleUnit,
    /// Digits after the point.
    pub decimals: Option<u8>,
}

/// The unit of a [`Scaling`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ScaleUnit {
    /// As it is.
    #[default]
    Plain,
    /// Thousands.
    Thousands,
    /// Millions.
    Millions,
    /// Billions.
    Billions,
    /// Times a hundred.
    Percent,
    /// Times ten thousand.
    BasisPoints,
}

impl ScaleUnit {
    /// How decks write it.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Thousands => "KK",
            Self::Millions => "MM",
            Self::Billions => "BB",
            Self::Percent => "%",
            Self::BasisPoints => "bps",
        }
    }
}

impl Scaling {
    /// Reads `##.2MM`; none when it is something else.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Some(Self::default());
        }
        let rest = text.strip_prefix("##")?;
        let (decimals, unit) = match rest.strip_prefix('.') {
            Some(rest) => {
                let digit = rest.chars().next()?.to_digit(10)?;
                (Some(u8::try_from(digit).ok()?), rest.get(1..)?)
            }
            None => (None, rest),
        };
        let known = [
            ScaleUnit::Plain,
            ScaleUnit::Thousands,
            ScaleUnit::Millions,
            ScaleUnit::Billions,
            ScaleUnit::Percent,
            ScaleUnit::BasisPoints,
        ];
        let unit = known.into_iter().find(|known| known.suffix().eq_ignore_ascii_case(unit))?;
        Some(Self { unit, decimals })
    }

    /// As decks write it; empty when numbers are shown as they are.
    #[must_use]
    pub fn text(self) -> String {
        match (self.unit, self.decimals) {
            (ScaleUnit::Plain, None) => String::new(),
            (unit, None) => format!("##{}", unit.suffix()),
            (unit, Some(decimals)) => format!("##.{decimals}{}", unit.suffix()),
        }
    }

    /// A number as a person reads it.
    #[must_use]
    pub fn shown(self, value: f64) -> String {
        let (divisor, suffix) = match self.unit {
            ScaleUnit::Plain => (1.0, ""),
            ScaleUnit::Thousands => (1e3, "K"),
            ScaleUnit::Millions => (1e6, "M"),
            ScaleUnit::Billions => (1e9, "B"),
            ScaleUnit::Percent => (1e-2, "%"),
            ScaleUnit::BasisPoints => (1e-4, " bps"),
        };
        let scaled = value / divisor;
        let decimals = match (self.decimals, self.unit) {
            (Some(decimals), _) => usize::from(decimals),
            (None, ScaleUnit::Plain) => return crate::charts::number(scaled),
            (None, _) => 0,
        };
        let text = format!("{scaled:.decimals$}");
        let text =
            if text.trim_start_matches(['-', '0', '.']).is_empty() { text.trim_start_matches('-') } else { &text };
        format!("{text}{suffix}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scaling_shows_numbers_as_the_deck_asks() {
        for (asked, value, shown) in [
            ("##.2MM", 12_637_800.0, "12.64M"),
            ("##BB", 12_637_800_000.0, "13B"),
            ("##.1KK", 1263.0, "1.3K"),
            ("##.2%", 0.0264, "2.64%"),
            ("##.1bps", 0.026_378, "263.8 bps"),
            ("##%", -0.001, "0%"),
            ("", 7.25, "7.25"),
        ] {
            let scaling = Scaling::from_text(asked).unwrap();
            assert_eq!((scaling.shown(value), scaling.text()), (shown.to_owned(), asked.to_owned()));
        }
        assert_eq!(Scaling::from_text("##.2furlongs"), None);
    }
}
