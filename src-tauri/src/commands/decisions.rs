//! Commands on decisions.

use backcast_core::decisions::{Decision, DecisionId, DecisionInput, DecisionLine, DecisionSheet};
use backcast_core::proposals::ProposalId;
use tauri::State;

use crate::error::IpcError;
use crate::state::AppState;

/// What would be frozen, and what holds it back.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn decision_sheet(state: State<'_, AppState>, id: ProposalId) -> Result<DecisionSheet, IpcError> {
    state.read(|portfolio| portfolio.decision_sheet(id))
}

/// Prints a decision.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn print_decision(state: State<'_, AppState>, input: DecisionInput) -> Result<DecisionId, IpcError> {
    state.change(|portfolio| portfolio.print_decision(&input))
}

/// The decisions on a proposal, newest first.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn decisions(state: State<'_, AppState>, id: ProposalId) -> Result<Vec<DecisionLine>, IpcError> {
    state.read(|portfolio| portfolio.decisions(id))
}

/// A printed decision.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn decision(state: State<'_, AppState>, id: DecisionId) -> Result<Decision, IpcError> {
    state.read(|portfolio| portfolio.decision(id))
}

/// Adds a dated remark to a decision.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn amend_decision(state: State<'_, AppState>, id: DecisionId, remark: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.amend_decision(id, &remark))
}
