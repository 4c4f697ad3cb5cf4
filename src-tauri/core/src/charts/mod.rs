//! Charts: results as SVG, one drawing for window, HTML, paper and command line.
//!
//! Palette and language are passed in as a [`Style`]; colours are written as attributes, so that every renderer draws the
//! same. Direct labels, a sentence as title, marks told apart by shape, and the numbers as a table beside. Not here:
//! arithmetic.
//! Invariant: every text in a drawing is escaped; [`Svg`] is made in this folder only.

mod calibration;
mod evidence;
mod grid;
mod palette;
mod sentences;
mod six_twelve;
mod svg;
mod words;
mod xmr;

use serde::{Deserialize, Serialize};
use specta::Type;

pub use calibration::calibration_chart;
pub use evidence::evidence_chart;
pub use grid::grid_chart;
pub use palette::{Palette, Style};
pub use six_twelve::six_twelve_chart;
pub use svg::Svg;
pub(crate) use svg::{escaped, number};
pub use xmr::{XmrChart, xmr_chart};

/// The numbers behind a drawing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Numbers {
    /// What each column is.
    pub headers: Vec<String>,
    /// The rows, as text with all digits that matter.
    pub rows: Vec<Vec<String>>,
}

/// A drawing with its finding and its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The drawing.
    pub svg: Svg,
    /// What it shows, as a sentence.
    pub sentence: String,
    /// The numbers behind it.
    pub numbers: Numbers,
}
