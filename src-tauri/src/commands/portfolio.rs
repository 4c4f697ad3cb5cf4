//! Commands on the portfolio file: open, make, check, import, undo.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

use backcast_core::Portfolio;
use backcast_core::exchange::{ImportReport, Importing, Mapped};
use backcast_core::health::Health;
use backcast_core::links::Target;
use backcast_core::undo::{Step, UndoState};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::State;

use crate::error::IpcError;
use crate::host::{Choose, Task};
use crate::safekeeping;
use crate::state::AppState;

/// What the window shows: nothing, a portfolio, or why it could not be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Situation {
    /// No portfolio: the welcome screen.
    Closed,
    /// A portfolio is open.
    Open,
    /// A portfolio could not be opened.
    Trouble,
}

/// The open portfolio, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct PortfolioState {
    /// What the window shows.
    pub situation: Situation,
    /// The file.
    pub path: Option<String>,
    /// Its name without the folder.
    pub name: Option<String>,
    /// It can be read and not written.
    pub read_only: bool,
    /// It is the sample portfolio.
    pub sample: bool,
    /// How many proposals it has.
    pub proposals: u32,
    /// Why it could not be opened.
    pub trouble: Option<IpcError>,
    /// The check after an unclean end found damage.
    pub damaged: bool,
    /// The file was moved, deleted or replaced while it was open; nothing is written until that is settled.
    pub moved: Option<IpcError>,
    /// The clock stands before the last change; no date was moved.
    pub clock_set_back: bool,
    /// Where a first portfolio would go.
    pub default_path: String,
}

/// The open portfolio, or why there is none.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn portfolio_state(state: State<'_, AppState>) -> Result<PortfolioState, IpcError> {
    state.situation()
}

/// Makes a new portfolio, at the default place when no path is given, and opens it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn create_portfolio(state: State<'_, AppState>, path: Option<String>) -> Result<(), IpcError> {
    state.create(path.map(PathBuf::from))
}

/// Opens a portfolio file.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn open_portfolio(state: State<'_, AppState>, path: String, read_only: bool) -> Result<(), IpcError> {
    state.open(&PathBuf::from(path), read_only)
}

/// Opens the sample portfolio, a file of its own, making it when it is not there.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn open_sample(state: State<'_, AppState>) -> Result<(), IpcError> {
    state.open_sample()
}

/// Asks for a portfolio file and opens it; false when the person thought better of it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn choose_portfolio(state: State<'_, AppState>) -> Result<bool, IpcError> {
    state.host.choose(Choose::Portfolio).first().map_or(Ok(false), |path| state.open(path, false).map(|()| true))
}

/// Asks for a place and makes a portfolio there; false when the person thought better of it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn choose_new_portfolio(state: State<'_, AppState>) -> Result<bool, IpcError> {
    state.host.choose(Choose::NewPortfolio).pop().map_or(Ok(false), |path| state.create(Some(path)).map(|()| true))
}

/// Closes the portfolio.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn close_portfolio(state: State<'_, AppState>) -> Result<(), IpcError> {
    state.close();
    Ok(())
}

/// Shows the portfolio, or the file that could not be opened, in the desktop's file manager.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn show_in_folder(state: State<'_, AppState>) -> Result<(), IpcError> {
    state.show_in_folder()
}

/// Checks the whole file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_portfolio(state: State<'_, AppState>) -> Result<Health, IpcError> {
    let (host, now) = (state.host_handle(), state.world().now());
    off_the_main_thread(state.portfolio()?, move |portfolio| safekeeping::check(portfolio, &*host, now)).await
}

/// Imports files and folders, each whole or not at all. `columns` says what those of a table hold, by its path.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_files(
    state: State<'_, AppState>,
    paths: Vec<String>,
    columns: HashMap<String, Vec<Mapped>>,
    dry_run: bool,
) -> Result<ImportReport, IpcError> {
    let paths: Vec<PathBuf> = paths.into_iter().map(PathBuf::from).collect();
    let columns = columns.into_iter().map(|(path, mapped)| (PathBuf::from(path), mapped)).collect();
    let how = Importing { kind: None, columns, dry_run };
    let cancelled = state.begin_task();
    let host = state.host_handle();
    let changed = off_the_main_thread(state.portfolio()?, move |portfolio| {
        let progress = |done, total| {
            host.report(&Task { task: "import".into(), done, total });
            !cancelled.load(Ordering::Relaxed)
        };
        portfolio.import(&paths, &how, &progress).map_err(IpcError::from)
    })
    .await?;
    state.host.announce(changed.topics);
    Ok(changed.value)
}

/// Asks for files to import.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn choose_imports(state: State<'_, AppState>) -> Result<Vec<String>, IpcError> {
    let paths = state.host.choose(Choose::Imports);
    Ok(paths.iter().map(|path| path.display().to_string()).collect())
}

/// A file that was dropped on the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct Dropped {
    /// Its name, without a folder.
    pub name: String,
    /// Its bytes in Base64.
    pub base64: String,
}

/// Lays dropped files where an import can read them, in a folder of their own, and returns their paths.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn receive_dropped(state: State<'_, AppState>, files: Vec<Dropped>) -> Result<Vec<String>, IpcError> {
    state.receive_dropped(&files)
}

/// Takes the laid-down files away again.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn forget_dropped(state: State<'_, AppState>) -> Result<(), IpcError> {
    state.forget_dropped()
}

/// Where a link leads in the open portfolio.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn follow_link(state: State<'_, AppState>, link: String) -> Result<Target, IpcError> {
    state.read(|portfolio| portfolio.follow_link(&link))
}

/// A link to something in the open portfolio.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn link_to(state: State<'_, AppState>, id: String) -> Result<String, IpcError> {
    state.read(|portfolio| portfolio.link_to(&id))
}

/// Takes back the last action of this session.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn undo(state: State<'_, AppState>) -> Result<Step, IpcError> {
    state.change(Portfolio::undo)
}

/// Does the last undone action again.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn redo(state: State<'_, AppState>) -> Result<Step, IpcError> {
    state.change(Portfolio::redo)
}

/// What Undo and Redo would do now.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn undo_state(state: State<'_, AppState>) -> Result<UndoState, IpcError> {
    state.read(Portfolio::undo_state)
}

/// Runs long work on tokio's blocking pool.
pub(crate) async fn off_the_main_thread<T: Send + 'static>(
    portfolio: std::sync::Arc<Portfolio>,
    work: impl FnOnce(&Portfolio) -> Result<T, IpcError> + Send + 'static,
) -> Result<T, IpcError> {
    tokio::task::spawn_blocking(move || work(&portfolio)).await.map_err(|error| IpcError::shell(&error))?
}
