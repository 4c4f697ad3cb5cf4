//! Commands on the application itself: preferences, menu, window.

use backcast_core::tongue::Tongue;
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::State;

use crate::error::IpcError;
use crate::host::Menu;
use crate::preferences::{Preferences, Theme};
use crate::reminders::Words;
use crate::state::AppState;

/// What *About* shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct About {
    /// The version of Backcast.
    pub version: String,
    /// Where the application keeps its own files.
    pub data_dir: String,
}

/// What *About* shows.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn about(state: State<'_, AppState>) -> Result<About, IpcError> {
    Ok(About { version: env!("CARGO_PKG_VERSION").to_owned(), data_dir: state.data_dir.display().to_string() })
}

/// What is remembered between starts.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn preferences(state: State<'_, AppState>) -> Result<Preferences, IpcError> {
    Ok(state.host.preferences())
}

/// Remembers preferences and applies them to the window. Which portfolio was open is the shell's to say.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn set_preferences(state: State<'_, AppState>, preferences: Preferences) -> Result<(), IpcError> {
    state.apply_preferences(preferences)
}

/// Light or dark, as the desktop has it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn system_theme(state: State<'_, AppState>) -> Result<Theme, IpcError> {
    Ok(state.host.system_theme())
}

/// Shows the menu bar that a window's list of actions defines.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn show_menu(state: State<'_, AppState>, window: String, menus: Vec<Menu>) -> Result<(), IpcError> {
    state.host.show_menu(&window, &menus)
}

/// Takes the words reminders are told in, by the kind of need.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn remind_in(state: State<'_, AppState>, words: Words) -> Result<(), IpcError> {
    state.remind_in(words);
    Ok(())
}

/// Speaks a language from now on, in what the core writes.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn speak(state: State<'_, AppState>, tongue: Tongue) -> Result<(), IpcError> {
    state.speak(tongue);
    Ok(())
}

/// Names a window after what it shows.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn set_title(state: State<'_, AppState>, window: String, title: String) -> Result<(), IpcError> {
    state.host.set_title(&window, &title);
    Ok(())
}

/// Opens another window on the same portfolio, at a place of the page.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn open_window(state: State<'_, AppState>, place: String) -> Result<(), IpcError> {
    state.host.open_window(&place)
}

/// Closes a window.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn close_window(state: State<'_, AppState>, window: String) -> Result<(), IpcError> {
    state.host.close_window(&window);
    Ok(())
}

/// Opens a web address in the person's browser.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn open_outside(state: State<'_, AppState>, address: String) -> Result<(), IpcError> {
    state.host.open_outside(&address);
    Ok(())
}

/// Asks the long piece of work to stop.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn cancel_task(state: State<'_, AppState>) -> Result<(), IpcError> {
    state.cancel_task();
    Ok(())
}

/// Closes the window and ends.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn quit(state: State<'_, AppState>) -> Result<(), IpcError> {
    state.host.quit();
    Ok(())
}
