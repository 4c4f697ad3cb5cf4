//! Commands on retros and verdicts.

use backcast_core::launches::LaunchId;
use backcast_core::proposals::ProposalId;
use backcast_core::retros::{ClosedLaunch, Held, VerdictInput};
use tauri::State;

use crate::error::IpcError;
use crate::state::AppState;

/// The retro of a launch, held or not.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn retro(state: State<'_, AppState>, id: LaunchId) -> Result<Held, IpcError> {
    state.read(|portfolio| portfolio.retro(id))
}

/// Begins to look back on a launch.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn start_retro(state: State<'_, AppState>, id: LaunchId, names: Vec<String>) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.start_retro(id, &names))
}

/// Looks at a closed launch again.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn reopen_retro(state: State<'_, AppState>, id: LaunchId, why: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.reopen_retro(id, &why))
}

/// Asks someone else to give a verdict, too.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn ask_for_verdict(state: State<'_, AppState>, id: LaunchId, name: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.ask_for_verdict(id, &name))
}

/// Goes on without someone.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn excuse_giver(state: State<'_, AppState>, id: LaunchId, person: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.excuse_giver(id, &person))
}

/// Keeps what happened and what else could explain it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn keep_look_back(
    state: State<'_, AppState>,
    id: LaunchId,
    happened: String,
    otherwise: String,
) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.keep_look_back(id, &happened, &otherwise))
}

/// Gives one person's verdict, sealed until everyone has given theirs. Returns whether that is so now.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn seal_verdict(
    state: State<'_, AppState>,
    id: LaunchId,
    by: Option<String>,
    input: VerdictInput,
) -> Result<bool, IpcError> {
    state.change(|portfolio| portfolio.seal_verdict(id, by.as_deref(), &input))
}

/// Ends a retro without a verdict.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn leave_retro(state: State<'_, AppState>, id: LaunchId) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.leave_retro(id))
}

/// Gives the verdict and closes the launch, or adds a second verdict to one that was opened again.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn give_verdict(
    state: State<'_, AppState>,
    id: LaunchId,
    input: VerdictInput,
) -> Result<ClosedLaunch, IpcError> {
    state.change(|portfolio| portfolio.give_verdict(id, &input))
}

/// Keeps something else a launch helped with as a problem of its own.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn note_new_problem(state: State<'_, AppState>, id: LaunchId, text: String) -> Result<ProposalId, IpcError> {
    state.change(|portfolio| portfolio.note_new_problem(id, &text))
}
