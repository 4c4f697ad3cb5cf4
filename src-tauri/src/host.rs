//! What commands need of the desktop around them, as a trait: so that the whole contract runs in tests without one.

use std::path::PathBuf;

use backcast_core::Topic;
use backcast_core::meetings::MeetingId;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::error::IpcError;
use crate::preferences::{Preferences, Theme};

/// An item of the native menu, as the window's list of actions defines it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MenuItem {
    /// The action; empty for a separator.
    pub id: String,
    /// Its words, keys included where the window handles them.
    pub label: String,
    /// Whether it can be chosen now.
    pub enabled: bool,
}

/// A menu of the bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Menu {
    /// Its title.
    pub label: String,
    /// Its items.
    pub items: Vec<MenuItem>,
}

/// How far a long piece of work is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Task {
    /// Which work: `import`.
    pub task: String,
    /// How much is done.
    pub done: u32,
    /// How much there is.
    pub total: u32,
}

/// What to choose in a native dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choose {
    /// A portfolio to open.
    Portfolio,
    /// A place for a new portfolio.
    NewPortfolio,
    /// Files to import.
    Imports,
    /// A folder to write into.
    Folder,
    /// A place for a new file, and what it is called.
    Save(String),
    /// A sheet of values: CSV or a workbook.
    Sheet,
    /// A deck in YAML to open.
    Deck,
    /// A CSV of values or annotations.
    Table,
    /// A place for a deck in YAML.
    NewDeck,
    /// A place for a page of HTML.
    NewPage,
    /// A place for a new file of this name.
    NewFile(&'static str),
}

/// The desktop, as far as commands know it.
pub trait Host: Send + Sync {
    /// Tells every window that topics are stale.
    fn announce(&self, topics: &[Topic]);

    /// Tells every window how far a long piece of work is.
    fn report(&self, task: &Task);

    /// What is remembered between starts.
    fn preferences(&self) -> Preferences;

    /// Remembers it.
    ///
    /// # Errors
    /// When it cannot be written.
    fn keep_preferences(&self, preferences: &Preferences) -> Result<(), IpcError>;

    /// Asks the person for files with the desktop's own dialog; empty when they think better of it.
    fn choose(&self, what: Choose) -> Vec<PathBuf>;

    /// The menus that were shown last: what a window has above it until its page defines its own.
    fn menus(&self) -> Vec<Menu>;

    /// Shows the menu bar of a window.
    ///
    /// # Errors
    /// When the desktop refuses.
    fn show_menu(&self, window: &str, menus: &[Menu]) -> Result<(), IpcError>;

    /// Names a window after what it shows.
    fn set_title(&self, window: &str, title: &str);

    /// Opens another window on the same portfolio, at a place of the page such as `portfolio/shelf`.
    ///
    /// # Errors
    /// When the desktop refuses.
    fn open_window(&self, place: &str) -> Result<(), IpcError>;

    /// Closes a window; the last one ends the application.
    fn close_window(&self, window: &str);

    /// Scales the page of every window, in percent.
    fn set_zoom(&self, percent: u32);

    /// Gives the frames and menus of windows a theme.
    fn set_theme(&self, theme: Theme);

    /// Light or dark, as the desktop has it.
    fn system_theme(&self) -> Theme;

    /// Shows a file in the desktop's file manager.
    fn show_in_folder(&self, path: &std::path::Path);

    /// Tells something through the desktop's notifications.
    fn notify(&self, title: &str, body: &str);

    /// Opens a web address outside, in the person's browser.
    fn open_outside(&self, address: &str);

    /// Opens the window for the projector on a meeting, or brings it forward.
    ///
    /// # Errors
    /// When the desktop refuses.
    fn open_room(&self, meeting: MeetingId) -> Result<(), IpcError>;

    /// Opens the small window with nothing but a capture line, or brings it forward.
    ///
    /// # Errors
    /// When the desktop refuses.
    fn open_capture(&self) -> Result<(), IpcError>;

    /// Closes it.
    fn close_capture(&self);

    /// Closes every window, which ends the application.
    fn quit(&self);
}
