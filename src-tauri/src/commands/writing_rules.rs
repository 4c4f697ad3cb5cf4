//! Commands on what the margin goes by: the rules that are on, and their word lists.

use backcast_core::Portfolio;
use backcast_core::documents::{RuleLine, WordEdit, Words};
use tauri::State;

use crate::error::IpcError;
use crate::state::AppState;

/// Every rule with whether it is on.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn lint_rules(state: State<'_, AppState>) -> Result<Vec<RuleLine>, IpcError> {
    state.read(Portfolio::lint_rules)
}

/// Switches a rule on or off.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn switch_rule(state: State<'_, AppState>, code: String, on: bool) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.switch_rule(&code, on))
}

/// Every word list as it stands.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn word_lists(state: State<'_, AppState>) -> Result<Vec<Words>, IpcError> {
    state.read(Portfolio::word_lists)
}

/// Adds a word to a list, or takes one away.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn change_word(state: State<'_, AppState>, edit: WordEdit) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.change_word(&edit))
}
