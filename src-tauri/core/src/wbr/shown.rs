//! A review as the window shows it: every block drawn, with its numbers and what was noted beside it.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::annotations::Event;
use super::report::{Report, Shape};
use crate::charts::{self, Drawing, Numbers, Style};
use crate::notices::Noticed;

/// A deck as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct ShownDeck {
    /// What it is called; may be empty.
    pub title: String,
    /// The last day of the last week, ISO.
    pub week_ending: String,
    /// Its blocks, in order.
    pub blocks: Vec<ShownBlock>,
    /// What was passed over in reading it.
    pub warnings: Vec<Noticed>,
}

crate::vocabulary! {
    /// What a block is.
    pub enum BlockKind {
        /// A heading.
        Section = "section",
        /// Six weeks and twelve months.
        Chart = "chart",
        /// A table.
        Table = "table",
    }
}

/// A block as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct ShownBlock {
    /// What it is.
    pub kind: BlockKind,
    /// Its title; may be empty.
    pub title: String,
    /// Its drawing; none for a heading.
    pub drawn: Option<Drawn>,
    /// What was noted about it.
    pub notes: Vec<ShownNote>,
}

/// A drawing as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Drawn {
    /// SVG made by the core: safe to show as it is.
    pub svg: String,
    /// The finding, as a sentence.
    pub sentence: String,
    /// The numbers behind it.
    pub numbers: Numbers,
}

/// Something that was noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ShownNote {
    /// When, ISO.
    pub date: String,
    /// The metric it is about.
    pub metric: String,
    /// What happened.
    pub text: String,
}

/// Draws a review.
#[must_use]
pub fn shown(report: &Report, warnings: Vec<Noticed>, style: Style) -> ShownDeck {
    ShownDeck {
        title: report.title.clone(),
        week_ending: report.week_ending.clone(),
        blocks: report.blocks.iter().map(|block| shown_block(block, style)).collect(),
        warnings,
    }
}

fn shown_block(block: &Shape, style: Style) -> ShownBlock {
    let (kind, title, drawing, events): (_, &String, Option<Drawing>, &[Event]) = match block {
        Shape::Section { title } => (BlockKind::Section, title, None, &[]),
        Shape::SixTwelve(chart) => {
            (BlockKind::Chart, &chart.title, Some(charts::six_twelve_chart(chart, style)), &chart.events)
        }
        Shape::SixWeeks(grid) | Shape::TwelveMonths(grid) => {
            (BlockKind::Table, &grid.title, Some(charts::grid_chart(grid, style)), &grid.events)
        }
    };
    ShownBlock {
        kind,
        title: title.clone(),
        drawn: drawing.map(Drawn::from),
        notes: events
            .iter()
            .map(|event| ShownNote {
                date: event.on.to_string(),
                metric: event.metric.clone(),
                text: event.description.clone(),
            })
            .collect(),
    }
}

impl From<Drawing> for Drawn {
    fn from(drawing: Drawing) -> Self {
        Self { svg: drawing.svg.into_string(), sentence: drawing.sentence, numbers: drawing.numbers }
    }
}
