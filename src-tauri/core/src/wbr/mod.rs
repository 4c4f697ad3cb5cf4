//! The weekly business review: six weeks and twelve months of every metric against the year before.
//!
//! `yaml` reads a deck, `sheet` its data in one pass, `metrics` evaluates them over the spans of `calendar`, `report`
//! gives the numbers of every block. Pure: bytes and values in, values out. Not here: drawing, which is `charts`.
//! Invariants: no data is N/A and never 0; a number for a part of its span is always marked.

pub mod annotations;
pub mod calendar;
pub mod deck;
mod figure;
mod files;
mod filter;
mod frame;
mod metrics;
mod node;
mod page;
pub mod report;
mod sheet;
mod shown;
mod tally;
pub mod words;
mod written;
pub mod yaml;

use std::collections::HashMap;
use std::io::Read;

use calendar::{Calendar, MonthDisplay, Span};
use deck::{Block, Deck};

use crate::error::{Error, Reason, Result};
use crate::measures::Dated;
use crate::measures::dates::DateOrder;
use annotations::Event;
use report::Report;

pub use files::{DeckFiles, Reviewed, files_beside, review_files};
pub use page::{markdown, page};
pub use shown::{BlockKind, Drawn, ShownBlock, ShownDeck, ShownNote, shown};
pub use written::written;

/// The numbers of a deck from its data.
///
/// # Errors
/// [`Error::Invalid`] for a metric or column that is missing, functions that go in circles, or a cell that cannot be read.
pub fn review(deck: &Deck, data: impl Read, order: Option<DateOrder>, events: &[Event]) -> Result<Report> {
    let metrics = metrics::needed(deck)?;
    let columns = metrics::Columns::of(&metrics);
    let calendar = deck.calendar();
    // Days beyond the last week say that the data do not end in it.
    let reach = Span { from: calendar.earliest(), to: deck.week_ending };
    let series = sheet::read(data, &columns.wanted, order, reach)?;
    report::report(deck, &columns, &series, events)
}

/// The numbers of a deck from values by date; a column of the deck without values has none.
///
/// # Errors
/// [`Error::Invalid`] for a metric that is missing, or functions that go in circles.
pub fn review_values(deck: &Deck, values: &HashMap<&str, &[Dated]>, events: &[Event]) -> Result<Report> {
    let metrics = metrics::needed(deck)?;
    let columns = metrics::Columns::of(&metrics);
    let series = columns
        .wanted
        .iter()
        .map(|wanted| tally::Series::from_values(values.get(wanted.column.as_str()).copied().unwrap_or_default()));
    let series: Vec<_> = series.collect();
    report::report(deck, &columns, &series, events)
}

/// A deck, its data or its annotations that cannot be read.
fn wrong(field: &'static str, why: impl Into<Reason>) -> Error {
    Error::invalid(field, why.into())
}

impl Deck {
    /// The review's dates.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        Calendar { week_ending: self.week_ending, fiscal_year_end: self.fiscal_year_end, week_number: self.week_number }
    }

    /// Every series that a block shows, with the block's number.
    pub fn shown(&self) -> impl Iterator<Item = (u32, &str)> {
        let numbered = (self.first_block..).zip(&self.blocks);
        numbered.flat_map(|(number, block)| block.metrics().map(move |metric| (number, metric)))
    }

    fn shows_fiscal_year(&self) -> bool {
        self.blocks.iter().any(|block| {
            matches!(
                block,
                Block::SixTwelve { months: MonthDisplay::FiscalYear, .. }
                    | Block::TwelveMonths { months: MonthDisplay::FiscalYear, .. }
            )
        })
    }
}

impl Block {
    fn metrics(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match self {
            Self::SixTwelve { lines, .. } => Box::new(lines.iter().map(|line| line.metric.as_str())),
            Self::SixWeeks { rows, .. } | Self::TwelveMonths { rows, .. } => {
                Box::new(rows.iter().filter_map(|row| row.metric.as_deref()))
            }
            Self::Section { .. } => Box::new(std::iter::empty()),
        }
    }
}
