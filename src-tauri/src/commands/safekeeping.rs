//! Commands on backups, recovery, export and paper.

use std::path::PathBuf;

use backcast_core::backups::{Comparison, Made, Restored};
use backcast_core::exchange::export::{Exported, Form};
use backcast_core::exchange::{Preview, preview};
use backcast_core::recovery::{Salvaged, WaysOut};
use backcast_core::sheets::Printable;
use backcast_print::Paper;
use tauri::State;

use super::portfolio::off_the_main_thread;
use crate::error::IpcError;
use crate::safekeeping::{self, BackupsView, Proof};
use crate::state::AppState;

/// Where backups are, and which there are.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn backups(state: State<'_, AppState>) -> Result<BackupsView, IpcError> {
    state.backups()
}

/// Makes a backup now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn back_up(state: State<'_, AppState>) -> Result<Made, IpcError> {
    let host = state.host_handle();
    off_the_main_thread(state.portfolio()?, move |portfolio| safekeeping::back_up(portfolio, &*host)).await
}

/// What putting a backup back would change.
#[tauri::command]
#[specta::specta]
pub(crate) async fn compare_backup(state: State<'_, AppState>, path: String) -> Result<Comparison, IpcError> {
    off_the_main_thread(state.portfolio()?, move |portfolio| Ok(portfolio.compare(&PathBuf::from(path))?)).await
}

/// Puts a backup back; what is there is backed up first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_backup(state: State<'_, AppState>, path: String) -> Result<Restored, IpcError> {
    let host = state.host_handle();
    off_the_main_thread(state.portfolio()?, move |portfolio| {
        safekeeping::restore(portfolio, &*host, &PathBuf::from(path))
    })
    .await
}

/// Shows the backups in the desktop's file manager.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn show_backups(state: State<'_, AppState>) -> Result<(), IpcError> {
    state.show_backups()
}

/// Moves the portfolio with its backups to a place that is asked for.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn move_portfolio(state: State<'_, AppState>) -> Result<Option<String>, IpcError> {
    state.move_portfolio()
}

/// Saves what is open under another name.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_copy(state: State<'_, AppState>) -> Result<Option<Made>, IpcError> {
    state.save_copy()
}

/// What can be done about a file that does not open, or is damaged.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn ways_out(state: State<'_, AppState>) -> Result<WaysOut, IpcError> {
    state.ways_out()
}

/// Puts a backup in the place of a damaged file, which is kept under another name.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn put_in_place(state: State<'_, AppState>, backup: String) -> Result<Restored, IpcError> {
    state.put_in_place(&PathBuf::from(backup))
}

/// Reads what can be read of a damaged file into a new one beside it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn salvage(state: State<'_, AppState>) -> Result<Salvaged, IpcError> {
    state.salvage()
}

/// Exports to a place that is asked for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_proposals(
    state: State<'_, AppState>,
    form: Form,
    query: String,
) -> Result<Option<Exported>, IpcError> {
    let (host, cancelled) = (state.host_handle(), state.begin_task());
    off_the_main_thread(state.portfolio()?, move |portfolio| {
        safekeeping::export(portfolio, &*host, &cancelled, form, &query)
    })
    .await
}

/// How something looks on paper; with `save` it is written to a place that is asked for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn print_sheet(
    state: State<'_, AppState>,
    what: Printable,
    letter: bool,
    save: bool,
) -> Result<Proof, IpcError> {
    let host = state.host_handle();
    let paper = if letter { Paper::Letter } else { Paper::A4 };
    off_the_main_thread(state.portfolio()?, move |portfolio| safekeeping::print(portfolio, &*host, &what, paper, save))
        .await
}

/// What is in a table of proposals, before it is imported.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn preview_table(path: String) -> Result<Preview, IpcError> {
    Ok(preview(&PathBuf::from(path))?)
}
