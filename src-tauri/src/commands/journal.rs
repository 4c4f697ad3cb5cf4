//! Commands on the journal.

use backcast_core::Portfolio;
use backcast_core::journal::{JournalNote, LogEntry, Need, TenMinutes};
use backcast_core::proposals::{Inbox, ProposalId};
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

/// Keeps what was heard from a customer as a note.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn note_contact(state: State<'_, AppState>, text: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.note_contact(&text))
}

/// What of the weekly ten minutes is done.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn ten_minutes(state: State<'_, AppState>) -> Result<TenMinutes, IpcError> {
    state.read(Portfolio::ten_minutes)
}

/// The sparks that wait for an answer and match.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn inbox(state: State<'_, AppState>, text: String, limit: u32) -> Result<Inbox, IpcError> {
    state.read(|portfolio| portfolio.inbox(&text, limit))
}

/// Makes a spark part of another spark or proposal.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn merge_spark(state: State<'_, AppState>, id: ProposalId, into: ProposalId) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.merge_spark(id, into))
}

/// Puts a spark off until a day.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn put_off_spark(state: State<'_, AppState>, id: ProposalId, until: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.put_off_spark(id, &until))
}

/// Opens the small window with nothing but a capture line.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn open_capture(state: State<'_, AppState>) -> Result<(), IpcError> {
    state.host.open_capture()
}

/// Closes it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn close_capture(state: State<'_, AppState>) -> Result<(), IpcError> {
    state.host.close_capture();
    Ok(())
}
