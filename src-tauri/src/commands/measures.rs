//! Commands on measures and their values.

use backcast_core::Portfolio;
use backcast_core::measures::{
    Annotation, DatedText, Measure, MeasureInput, Observation, Product, Rebase, Recorded, SheetImport, SheetInput,
    SheetPreview,
};
use backcast_core::proposals::ProposalId;
use tauri::State;

use crate::error::IpcError;
use crate::host::Choose;
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

/// Asks for a sheet to import: CSV or a workbook.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn choose_sheet(state: State<'_, AppState>) -> Result<Option<String>, IpcError> {
    Ok(state.host.choose(Choose::Sheet).pop().map(|path| path.display().to_string()))
}

/// What importing a sheet or a paste would come to.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn preview_sheet(state: State<'_, AppState>, input: SheetInput) -> Result<SheetPreview, IpcError> {
    state.read(|portfolio| portfolio.preview_sheet(&input))
}

/// Records the values of a sheet or a paste, all or none.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn import_sheet(state: State<'_, AppState>, input: SheetInput) -> Result<Vec<SheetImport>, IpcError> {
    state.change(|portfolio| portfolio.import_sheet(&input))
}

/// The dated explanations of a measure.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn annotations(state: State<'_, AppState>, measure: String) -> Result<Vec<Annotation>, IpcError> {
    state.read(|portfolio| portfolio.annotations(&measure))
}

/// Keeps a dated explanation of a measure's values.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn annotate(
    state: State<'_, AppState>,
    measure: String,
    on: String,
    text: String,
) -> Result<String, IpcError> {
    state.change(|portfolio| portfolio.annotate(&measure, &on, &text))
}

/// Takes a dated explanation away.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn remove_annotation(state: State<'_, AppState>, id: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.remove_annotation(&id))
}

/// The re-basings of a measure, by date.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn rebases(state: State<'_, AppState>, measure: String) -> Result<Vec<Rebase>, IpcError> {
    state.read(|portfolio| portfolio.rebases(&measure))
}

/// Computes a measure's limits anew from a date on, for a cause.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn rebase(
    state: State<'_, AppState>,
    measure: String,
    from: String,
    cause: String,
) -> Result<String, IpcError> {
    state.change(|portfolio| portfolio.rebase(&measure, &from, &cause))
}

/// The running products with their measures.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn products(state: State<'_, AppState>) -> Result<Vec<Product>, IpcError> {
    state.read(Portfolio::products)
}

/// Adds a measure to a running product and returns its id.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn add_product_measure(
    state: State<'_, AppState>,
    product: String,
    input: MeasureInput,
) -> Result<String, IpcError> {
    state.change(|portfolio| portfolio.add_product_measure(&product, &input))
}

/// Begins an improvement from a measure of a running product.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn improve_product(
    state: State<'_, AppState>,
    measure: String,
    problem: String,
) -> Result<ProposalId, IpcError> {
    state.change(|portfolio| portfolio.improve_product(&measure, &problem))
}
