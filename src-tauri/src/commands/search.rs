//! Commands on finding: search, completion, kept views.

use backcast_core::proposals::{View, ViewInput};
use backcast_core::search::{Completion, Reach, SearchResult, suggestions_for_window};
use tauri::State;

use crate::error::IpcError;
use crate::state::AppState;

/// What matches a text: the newest at once, or the best.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn search(
    state: State<'_, AppState>,
    text: String,
    reach: Reach,
    limit: u32,
) -> Result<SearchResult, IpcError> {
    state.read(|portfolio| portfolio.search(&text, reach, limit))
}

/// What the word at the cursor of a query may become; offsets in UTF-16 units.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn suggest(state: State<'_, AppState>, text: String, cursor: u32) -> Result<Vec<Completion>, IpcError> {
    state.read(|portfolio| suggestions_for_window(portfolio, &text, cursor))
}

/// Every kept view.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn views(state: State<'_, AppState>) -> Result<Vec<View>, IpcError> {
    state.read(backcast_core::Portfolio::views)
}

/// Keeps a view, new or in place of one.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn keep_view(state: State<'_, AppState>, id: Option<String>, view: ViewInput) -> Result<String, IpcError> {
    state.change(|portfolio| portfolio.keep_view(id.as_deref(), &view))
}

/// Deletes a view; what it shows stays.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn delete_view(state: State<'_, AppState>, id: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.delete_view(&id))
}
