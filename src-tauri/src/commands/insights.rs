//! Commands on insights and small forecasts.

use backcast_core::Portfolio;
use backcast_core::forecasts::{ForecastId, SmallCalibration, SmallForecast, SmallForecastInput};
use backcast_core::insights::{CaseLine, Insights, InsightsFilter};
use tauri::State;

use crate::error::IpcError;
use crate::state::AppState;

/// What ended launches say.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn insights(state: State<'_, AppState>, filter: InsightsFilter) -> Result<Insights, IpcError> {
    state.read(|portfolio| portfolio.insights(&filter))
}

/// The decisions behind a figure.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn behind_figure(
    state: State<'_, AppState>,
    figure: String,
    filter: InsightsFilter,
) -> Result<Vec<CaseLine>, IpcError> {
    state.read(|portfolio| portfolio.behind_figure(&figure, &filter))
}

/// Lets everyone see how well a person's forecasts held, or no longer.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn share_calibration(state: State<'_, AppState>, person: String, shared: bool) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.share_calibration(&person, shared))
}

/// Every small forecast.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn forecasts(state: State<'_, AppState>) -> Result<Vec<SmallForecast>, IpcError> {
    state.read(Portfolio::forecasts)
}

/// Makes a small forecast.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn make_forecast(state: State<'_, AppState>, input: SmallForecastInput) -> Result<ForecastId, IpcError> {
    state.change(|portfolio| portfolio.make_forecast(&input))
}

/// Settles a small forecast.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn resolve_forecast(state: State<'_, AppState>, id: ForecastId, came_true: bool) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.resolve_forecast(id, came_true))
}

/// How well my small forecasts held.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn small_calibration(state: State<'_, AppState>) -> Result<SmallCalibration, IpcError> {
    state.read(Portfolio::small_calibration)
}
