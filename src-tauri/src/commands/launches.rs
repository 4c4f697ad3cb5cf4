//! Commands on launches.

use backcast_core::Portfolio;
use backcast_core::charts::Style;
use backcast_core::evidence::Evidence;
use backcast_core::launches::{Chart, ChartKind, CheckInInput, Explanation, Launch, LaunchEntry, LaunchId, Launched};
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
pub(crate) fn launches(state: State<'_, AppState>) -> Result<Vec<LaunchEntry>, IpcError> {
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
    style: Style,
) -> Result<Chart, IpcError> {
    state.read(|portfolio| portfolio.chart(id, &measure, kind, style))
}

/// The evidence per frozen measure.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn evidence(state: State<'_, AppState>, id: LaunchId) -> Result<Vec<Evidence>, IpcError> {
    state.read(|portfolio| portfolio.evidence(id))
}

/// Records a check-in with its values and explanations.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn record_check_in(
    state: State<'_, AppState>,
    id: LaunchId,
    input: CheckInInput,
) -> Result<String, IpcError> {
    state.change(|portfolio| portfolio.record_check_in(id, &input))
}

/// Says what is known of a signal.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn explain_signal(
    state: State<'_, AppState>,
    id: LaunchId,
    explanation: Explanation,
) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.explain_signal(id, &explanation))
}

/// Sets how many days lie between check-ins.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn schedule_check_ins(state: State<'_, AppState>, id: LaunchId, every_days: u32) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.schedule_check_ins(id, every_days))
}
