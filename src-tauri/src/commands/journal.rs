//! Commands on the journal.

use backcast_core::Portfolio;
use backcast_core::journal::{JournalNote, LogEntry, Need};
use tauri::State;

use crate::error::IpcError;
use crate::state::AppState;

/// What was done, newest first; `before` continues after an entry.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn journal_log(
    state: State<'_, AppState>,
    limit: u32,
    before: Option<u32>,
) -> Result<Vec<LogEntry>, IpcError> {
    state.read(|portfolio| portfolio.journal_log(limit, before))
}

/// The newest notes.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn journal_notes(state: State<'_, AppState>, limit: u32) -> Result<Vec<JournalNote>, IpcError> {
    state.read(|portfolio| portfolio.journal_notes(limit))
}

/// Keeps a free note.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn keep_note(state: State<'_, AppState>, text: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.keep_note(&text))
}

/// What needs the person today.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn needs_you(state: State<'_, AppState>) -> Result<Vec<Need>, IpcError> {
    state.read(Portfolio::needs_you)
}
