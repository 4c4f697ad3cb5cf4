//! Commands on insights and small forecasts.

use backcast_core::Portfolio;
use backcast_core::charts::Style;
use backcast_core::forecasts::{ForecastId, SmallCalibration, SmallForecast, SmallForecastInput};
use backcast_core::insights::{CaseLine, Insights, InsightsFilter, Practice};
use backcast_core::launches::Chart;
use tauri::State;

use crate::error::IpcError;
use crate::host::Choose;
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

/// How well forecasts held, as a drawing.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn calibration_chart(
    state: State<'_, AppState>,
    filter: InsightsFilter,
    style: Style,
) -> Result<Option<Chart>, IpcError> {
    state.read(|portfolio| portfolio.calibration_chart(&filter, style))
}

/// How well my small forecasts held, as a drawing.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn small_calibration_chart(state: State<'_, AppState>, style: Style) -> Result<Option<Chart>, IpcError> {
    state.read(|portfolio| portfolio.small_calibration_chart(style))
}

/// What recurs in my own writing and scoring.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn my_practice(state: State<'_, AppState>) -> Result<Practice, IpcError> {
    state.read(Portfolio::my_practice)
}

/// Asks where to, and writes the figures there as CSV; returns the path, or nothing when the person thinks better of it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn export_figures(state: State<'_, AppState>, filter: InsightsFilter) -> Result<Option<String>, IpcError> {
    state.host.choose(Choose::NewFile("figures.csv")).pop().map_or(Ok(None), |path| {
        state.read(|portfolio| portfolio.save_figures(&filter, &path)).map(|()| Some(path.display().to_string()))
    })
}

/// Asks where to, and writes the review of a period there as a page; returns the path, or nothing.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn export_review(
    state: State<'_, AppState>,
    from: String,
    until: String,
) -> Result<Option<String>, IpcError> {
    state.host.choose(Choose::NewFile("portfolio-review.html")).pop().map_or(Ok(None), |path| {
        state
            .read(|portfolio| portfolio.save_period_review(&from, &until, &path))
            .map(|()| Some(path.display().to_string()))
    })
}
