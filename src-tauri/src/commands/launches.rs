//! Commands on launches.

use backcast_core::Portfolio;
use backcast_core::charts::Palette;
use backcast_core::evidence::Evidence;
use backcast_core::launches::{Chart, ChartKind, Launch, LaunchId, LaunchLine, Launched};
use backcast_core::proposals::ProposalId;
use tauri::State;

use crate::error::IpcError;
use crate::state::AppState;

/// Launches an approved proposal on a date, ISO.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn launch_proposal(state: State<'_, AppState>, id: ProposalId, on: String) -> Result<Launched, IpcError> {
    state.change(|portfolio| portfolio.launch_proposal_on(id, &on))
}

/// Every launch, newest first.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn launches(state: State<'_, AppState>) -> Result<Vec<LaunchLine>, IpcError> {
    state.read(Portfolio::launches)
}

/// A launch with its frozen words.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn launch(state: State<'_, AppState>, id: LaunchId) -> Result<Launch, IpcError> {
    state.read(|portfolio| portfolio.launch(id))
}

/// A measure of a launch as a drawing.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn chart(
    state: State<'_, AppState>,
    id: LaunchId,
    measure: String,
    kind: ChartKind,
    palette: Palette,
) -> Result<Chart, IpcError> {
    state.read(|portfolio| portfolio.chart(id, &measure, kind, palette))
}

/// The evidence per frozen measure.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn evidence(state: State<'_, AppState>, id: LaunchId) -> Result<Vec<Evidence>, IpcError> {
    state.read(|portfolio| portfolio.evidence(id))
}
