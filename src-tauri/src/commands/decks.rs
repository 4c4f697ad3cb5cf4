//! Commands on decks: those kept in the portfolio, and those in files.

use backcast_core::Portfolio;
use backcast_core::charts::Style;
use backcast_core::decks::{DeckInput, DeckLine, DeckMeasure, WeeklyReview};
use backcast_core::measures::dates::DateOrder;
use backcast_core::proposals::ProposalId;
use backcast_core::wbr::{self, DeckFiles, ShownDeck};
use tauri::State;

use crate::error::IpcError;
use crate::host::Choose;
use crate::state::{AppState, written};

/// Every deck of the portfolio, by title.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn decks(state: State<'_, AppState>) -> Result<Vec<DeckLine>, IpcError> {
    state.read(Portfolio::decks)
}

/// A deck as it is set up.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn deck(state: State<'_, AppState>, id: String) -> Result<DeckInput, IpcError> {
    state.read(|portfolio| portfolio.deck(&id))
}

/// The measures that a deck can show.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn deck_measures(state: State<'_, AppState>) -> Result<Vec<DeckMeasure>, IpcError> {
    state.read(Portfolio::deck_measures)
}

/// Makes a deck and returns its id.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn make_deck(state: State<'_, AppState>, input: DeckInput) -> Result<String, IpcError> {
    state.change(|portfolio| portfolio.make_deck(&input))
}

/// Sets a deck up anew.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn change_deck(state: State<'_, AppState>, id: String, input: DeckInput) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.change_deck(&id, &input))
}

/// Removes a deck; its measures stay.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn remove_deck(state: State<'_, AppState>, id: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.remove_deck(&id))
}

/// A deck of the portfolio with its figures, drawn.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn deck_review(state: State<'_, AppState>, id: String, style: Style) -> Result<ShownDeck, IpcError> {
    state.read(|portfolio| portfolio.deck_review(&id, style))
}

/// The week of a deck, measure by measure.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn weekly_review(state: State<'_, AppState>, id: String, style: Style) -> Result<WeeklyReview, IpcError> {
    state.read(|portfolio| portfolio.weekly_review(&id, style))
}

/// Begins an improvement from a measure that was reviewed.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn improve_from_review(
    state: State<'_, AppState>,
    measure: String,
    text: String,
) -> Result<ProposalId, IpcError> {
    state.change(|portfolio| portfolio.improve_from_review(&measure, &text))
}

/// Saves a deck as YAML with its values beside it, at a place that is asked for when no path is given; none when the
/// person thought better of it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_deck(
    state: State<'_, AppState>,
    id: String,
    path: Option<String>,
) -> Result<Option<String>, IpcError> {
    state.place(path, Choose::NewDeck).map_or(Ok(None), |to| {
        state.read(|portfolio| portfolio.save_deck(&id, &to)).map(|_| Some(to.display().to_string()))
    })
}

/// Saves a deck as one page of HTML; as [`save_deck`].
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_deck_page(
    state: State<'_, AppState>,
    id: String,
    path: Option<String>,
) -> Result<Option<String>, IpcError> {
    state.place(path, Choose::NewPage).map_or(Ok(None), |to| {
        state.read(|portfolio| portfolio.deck_page(&id)).and_then(|page| written(&to, &page).map(Some))
    })
}

/// Asks for a deck and finds its values beside it; none when the person thought better of it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn choose_deck(state: State<'_, AppState>) -> Result<Option<DeckFiles>, IpcError> {
    Ok(state.host.choose(Choose::Deck).pop().map(|deck| wbr::files_beside(&deck)))
}

/// Asks for a table: values or annotations; none when the person thought better of it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn choose_table(state: State<'_, AppState>) -> Result<Option<String>, IpcError> {
    Ok(state.host.choose(Choose::Table).pop().map(|path| path.display().to_string()))
}

/// A deck from files with its figures, drawn.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn file_deck(files: DeckFiles, date_order: Option<DateOrder>, style: Style) -> Result<ShownDeck, IpcError> {
    let reviewed = files.review(date_order)?;
    Ok(wbr::shown(&reviewed.report, reviewed.warnings, style))
}

/// Saves a deck from files as one page of HTML; as [`save_deck`].
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_file_deck_page(
    state: State<'_, AppState>,
    files: DeckFiles,
    date_order: Option<DateOrder>,
    path: Option<String>,
) -> Result<Option<String>, IpcError> {
    state
        .place(path, Choose::NewPage)
        .map_or(Ok(None), |to| written(&to, &wbr::page(&files.review(date_order)?.report)).map(Some))
}
