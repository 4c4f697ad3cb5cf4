//! How a drawing looks and in which language it speaks: its colours, as attributes have them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::words::Words;
use crate::tongue::Tongue;

/// How a drawing looks and speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Style {
    /// Its colours.
    pub palette: Palette,
    /// The language of its words.
    pub tongue: Tongue,
    /// Dates are ISO, as in whatever leaves the application; else as they are read.
    #[serde(skip)]
    pub iso: bool,
}

impl Style {
    /// As it stands on paper: black on white, dates ISO.
    pub(crate) fn on_paper(tongue: Tongue) -> Self {
        Self { palette: Palette::Print, tongue, iso: true }
    }

    /// A date as it is written here.
    pub(super) fn date(self, date: Date) -> String {
        if self.iso { date.to_string() } else { Words::of(self.tongue).date(date) }
    }
}

impl From<Palette> for Style {
    /// Drawings of exports and of the command line are in English, and their dates ISO.
    fn from(palette: Palette) -> Self {
        Self { palette, tongue: Tongue::English, iso: true }
    }
}

/// A set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Palette {
    /// Ink on paper.
    Light,
    /// Paper on ink.
    Dark,
    /// Black on white.
    Print,
}

/// The colours behind a palette.
pub(super) struct Colours {
    pub(super) ink: &'static str,
    pub(super) ink_2: &'static str,
    pub(super) ink_3: &'static str,
    pub(super) rule: &'static str,
    pub(super) accent: &'static str,
    pub(super) band: &'static str,
    pub(super) signal: &'static str,
    pub(super) sheet: &'static str,
}

impl Palette {
    pub(super) fn colours(self) -> Colours {
        match self {
            Self::Light => Colours {
                ink: "#1C1A17",
                ink_2: "#514C43",
                ink_3: "#6A6457",
                rule: "#D9D3C6",
                accent: "#1B4B72",
                band: "#E3ECF3",
                signal: "#9C2A1F",
                sheet: "#FCFBF8",
            },
            Self::Dark => Colours {
                ink: "#ECE7DB",
                ink_2: "#BFB8A8",
                ink_3: "#9F9888",
                rule: "#38352D",
                accent: "#93BCDF",
                band: "#1E2C38",
                signal: "#F29B90",
                sheet: "#1B1A16",
            },
            Self::Print => Colours {
                ink: "#000000",
                ink_2: "#333333",
                ink_3: "#555555",
                rule: "#BBBBBB",
                accent: "#000000",
                band: "#E8E8E8",
                signal: "#000000",
                sheet: "#FFFFFF",
            },
        }
    }
}
