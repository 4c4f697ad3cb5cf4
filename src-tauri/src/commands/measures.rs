//! Commands on measures and their values.

use backcast_core::measures::{DatedText, Measure, MeasureInput, Observation, Recorded};
use backcast_core::proposals::ProposalId;
use tauri::State;

use crate::error::IpcError;
use crate::state::AppState;

/// The measures of a proposal.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn measures(state: State<'_, AppState>, proposal: ProposalId) -> Result<Vec<Measure>, IpcError> {
    state.read(|portfolio| portfolio.measures(proposal))
}

/// Adds a measure and returns its id.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn add_measure(
    state: State<'_, AppState>,
    proposal: ProposalId,
    input: MeasureInput,
) -> Result<String, IpcError> {
    state.change(|portfolio| portfolio.add_measure(proposal, &input))
}

/// Restates a measure.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn change_measure(state: State<'_, AppState>, id: String, input: MeasureInput) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.change_measure(&id, &input))
}

/// Removes a measure with its values.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn remove_measure(state: State<'_, AppState>, id: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.remove_measure(&id))
}

/// The values of a measure by date.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn observations(state: State<'_, AppState>, measure: String) -> Result<Vec<Observation>, IpcError> {
    state.read(|portfolio| portfolio.observations(&measure))
}

/// Records values; a later one for the same date replaces the earlier.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn record_observations(
    state: State<'_, AppState>,
    measure: String,
    values: Vec<DatedText>,
) -> Result<Recorded, IpcError> {
    state.change(|portfolio| portfolio.record_dated_texts(&measure, &values))
}

/// Reads a pasted table or CSV of dates and values, without recording it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn read_table(state: State<'_, AppState>, text: String) -> Result<Vec<DatedText>, IpcError> {
    state.read(|portfolio| portfolio.read_table(&text))
}
