//! What the window remembers between starts. Never portfolio data: losing it loses nothing a person wrote.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::reminders::Told;

/// How many portfolios *Open recent* lists.
const RECENT: usize = 8;

/// A colour theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the desktop has it.
    System,
    /// Ink on paper.
    Light,
    /// Paper on ink.
    Dark,
}

/// The language of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub enum Language {
    /// As the desktop has it, when it is one that is known here; else English.
    #[serde(rename = "system")]
    System,
    /// English.
    #[serde(rename = "en")]
    English,
    /// German.
    #[serde(rename = "de")]
    German,
}

/// How high rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Density {
    /// 44 px.
    Comfortable,
    /// 30 px.
    Compact,
}

/// The font documents are read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum ReadingFont {
    /// Newsreader.
    Newsreader,
    /// Atkinson Hyperlegible Next.
    Atkinson,
    /// The desktop's own.
    System,
}

/// A check of a whole portfolio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Checked {
    /// When, RFC 3339.
    pub at: String,
    /// How many things were not as they were stored.
    pub problems: u32,
}

/// Everything that is remembered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(default)]
pub struct Preferences {
    /// The colour theme.
    pub theme: Theme,
    /// The language.
    pub language: Language,
    /// Percent, 80 to 200.
    pub zoom: u32,
    /// How high rows are.
    pub density: Density,
    /// The font documents are read in.
    pub reading_font: ReadingFont,
    /// Its size in pixels, 16 to 24.
    pub reading_size: u32,
    /// Whether keys without a modifier are commands.
    pub single_keys: bool,
    /// Keys that replace those of an action, by the action's id; empty for none.
    pub keys: BTreeMap<String, String>,
    /// Whether the sidebar is a rail of icons.
    pub sidebar_collapsed: bool,
    /// Whether nothing moves, whatever the desktop says.
    pub reduce_motion: bool,
    /// Whether the journal shows the weekly ten minutes.
    pub ten_minutes: bool,
    /// The Monday of the week whose ten minutes were put away, ISO.
    pub ten_minutes_done: Option<String>,
    /// "First time here" lines that were dismissed.
    pub hints_seen: Vec<String>,
    /// The version whose changes were seen; what a new installation brings is no change.
    pub version_seen: Option<String>,
    /// Whether the desktop tells what is due.
    pub reminders: bool,
    /// What it told, so that nothing is told twice a day.
    pub told: Told,
    /// When each recent portfolio was checked, and what was found, by its path.
    pub checked: BTreeMap<String, Checked>,
    /// The portfolio that was open last.
    pub last_portfolio: Option<String>,
    /// Portfolios that were open, latest first.
    pub recent: Vec<String>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            language: Language::System,
            zoom: 100,
            density: Density::Comfortable,
            reading_font: ReadingFont::Newsreader,
            reading_size: 19,
            single_keys: true,
            keys: BTreeMap::new(),
            sidebar_collapsed: false,
            reduce_motion: false,
            ten_minutes: true,
            ten_minutes_done: None,
            hints_seen: vec![],
            version_seen: None,
            reminders: false,
            told: Told::default(),
            checked: BTreeMap::new(),
            last_portfolio: None,
            recent: vec![],
        }
    }
}

impl Preferences {
    /// The same within what the window can show.
    #[must_use]
    pub fn within_bounds(mut self) -> Self {
        self.zoom = self.zoom.clamp(80, 200);
        self.reading_size = self.reading_size.clamp(16, 24);
        self
    }

    /// Remembers that a portfolio is open.
    pub(crate) fn opened(&mut self, path: &str) {
        // To whoever opens a first portfolio everything is new; they are told of later versions only.
        self.version_seen.get_or_insert_with(|| env!("CARGO_PKG_VERSION").to_owned());
        self.last_portfolio = Some(path.to_owned());
        self.recent.retain(|earlier| earlier != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT);
        self.checked.retain(|known, _| self.recent.contains(known));
    }
}
