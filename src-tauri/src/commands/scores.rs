//! Commands on scores.

use backcast_core::Portfolio;
use backcast_core::proposals::ProposalId;
use backcast_core::scores::{Anchors, Criterion, Rubric, ScoreInput, ScoreSheet};
use tauri::State;

use crate::error::IpcError;
use crate::state::AppState;

/// The anchors scores are given by.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn rubric(state: State<'_, AppState>) -> Result<Rubric, IpcError> {
    state.read(Portfolio::rubric)
}

/// The scores of a proposal.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn score_sheet(state: State<'_, AppState>, id: ProposalId) -> Result<ScoreSheet, IpcError> {
    state.read(|portfolio| portfolio.score_sheet(id))
}

/// Records a score.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn record_score(state: State<'_, AppState>, input: ScoreInput) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.record_score(&input))
}

/// Says that my stale score still holds.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn reaffirm_score(state: State<'_, AppState>, id: ProposalId, criterion: Criterion) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.reaffirm_score(id, criterion))
}

/// Gives the rubric other anchors, as a new version.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn change_rubric(state: State<'_, AppState>, criteria: Vec<Anchors>) -> Result<u32, IpcError> {
    state.change(|portfolio| portfolio.change_rubric(&criteria))
}
