//! Commands on ideas not chosen, and on principles.

use backcast_core::Portfolio;
use backcast_core::decisions::DecisionId;
use backcast_core::ledger::{Finding, LedgerEntry, TriggerInput, WatchedMeasure};
use backcast_core::principles::Principle;
use backcast_core::proposals::ProposalId;
use tauri::State;

use crate::error::IpcError;
use crate::state::AppState;

/// An idea that was not chosen, with its history.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn ledger_entry(state: State<'_, AppState>, id: ProposalId) -> Result<LedgerEntry, IpcError> {
    state.read(|portfolio| portfolio.ledger_entry(id))
}

/// The measures that a trigger can watch.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn watchable_measures(state: State<'_, AppState>) -> Result<Vec<WatchedMeasure>, IpcError> {
    state.read(Portfolio::watchable_measures)
}

/// Sets what brings an idea back to the table.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn set_trigger(state: State<'_, AppState>, id: ProposalId, input: TriggerInput) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.set_trigger(id, &input))
}

/// Takes a trigger away.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn drop_trigger(state: State<'_, AppState>, trigger: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.drop_trigger(&trigger))
}

/// Looked at, and left where it is.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn leave_unchosen(state: State<'_, AppState>, id: ProposalId) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.leave_unchosen(id))
}

/// Notes what became known later.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn note_later_outcome(
    state: State<'_, AppState>,
    id: ProposalId,
    finding: Finding,
    text: String,
) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.note_later_outcome(id, finding, &text))
}

/// Every principle.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn principles(state: State<'_, AppState>) -> Result<Vec<Principle>, IpcError> {
    state.read(Portfolio::principles)
}

/// Keeps a principle.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn keep_principle(state: State<'_, AppState>, text: String) -> Result<String, IpcError> {
    state.change(|portfolio| portfolio.keep_principle(&text))
}

/// Takes a principle out of use.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn retire_principle(state: State<'_, AppState>, id: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.retire_principle(&id))
}

/// Says that a decision applied a principle, or that it did not.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn apply_principle(
    state: State<'_, AppState>,
    decision: DecisionId,
    id: String,
    applies: bool,
) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.apply_principle(decision, &id, applies))
}
