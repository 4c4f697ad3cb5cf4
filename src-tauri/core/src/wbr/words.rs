//! Numbers of a review as a reader sees them: scaled as the deck asks, N/A by name, parts of a period marked.

use super::deck::{ScaleUnit, Scaling};
use super::report::{GridRow, Plotted, SixTwelve};

/// What stands where there is no number.
pub const NOT_AVAILABLE: &str = "N/A";

/// What the mark at a number means.
pub const PART: &str = "* part of the period: the data begin inside it";

/// The columns of a box.
pub const BOX: [&str; 9] = ["Last wk", "WoW", "YoY", "MTD", "YoY", "QTD", "YoY", "YTD", "YoY"];

/// A number, or that there is none; with a mark when it stands for a part of its period.
#[must_use]
pub fn shown(value: Option<f64>, marked: bool, scaling: Scaling) -> String {
    let Some(value) = value else { return NOT_AVAILABLE.to_owned() };
    let text = if scaling.unit == ScaleUnit::Plain && scaling.decimals.is_none() {
        short(value)
    } else {
        scaling.shown(value)
    };
    with_mark(text, marked)
}

fn with_mark(text: String, marked: bool) -> String {
    if marked { format!("{text}*") } else { text }
}

/// A number in few characters: 470.8M.
fn short(value: f64) -> String {
    let (unit, decimals) = match value.abs() {
        size if size >= 1e9 => (ScaleUnit::Billions, Some(2)),
        size if size >= 1e6 => (ScaleUnit::Millions, Some(1)),
        size if size >= 1e4 => (ScaleUnit::Thousands, Some(1)),
        _ => return crate::charts::number(value),
    };
    Scaling { unit, decimals }.shown(value)
}

/// Growth with its sign: +2.3%, -14 bps.
#[must_use]
pub fn growth(value: Option<f64>, marked: bool, unit: &str) -> String {
    let Some(value) = value else { return NOT_AVAILABLE.to_owned() };
    let text = if unit == "bps" { format!("{value:+.0} bps") } else { format!("{value:+.1}%") };
    with_mark(text, marked)
}

impl Plotted {
    /// The box as text.
    #[must_use]
    pub fn box_shown(&self, scaling: Scaling) -> Vec<String> {
        let cells = self.boxed.iter().enumerate();
        cells
            .map(|(at, value)| {
                let marked = self.marked.boxed.contains(&at);
                // Last week and the three totals are numbers, what stands between them is growth.
                if matches!(at, 0 | 3 | 5 | 7) {
                    shown(*value, marked, scaling)
                } else {
                    growth(*value, marked, self.growth)
                }
            })
            .collect()
    }
}

impl SixTwelve {
    /// Whether any of its numbers is marked.
    #[must_use]
    pub fn has_parts(&self) -> bool {
        self.series.iter().any(|series| !series.flags.is_empty())
    }
}

impl GridRow {
    /// The row's numbers as text.
    #[must_use]
    pub fn shown(&self) -> Vec<String> {
        let cells = self.values.iter().enumerate();
        cells
            .map(|(at, value)| {
                let marked = self.marked.contains(&at);
                if self.is_in_basis_points {
                    growth(*value, marked, "bps")
                } else {
                    shown(*value, marked, self.scaling)
                }
            })
            .collect()
    }
}
