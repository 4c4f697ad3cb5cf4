//! Commands on people.

use backcast_core::Portfolio;
use backcast_core::people::{Forgotten, Person};
use tauri::State;

use crate::error::IpcError;
use crate::state::AppState;

/// Everyone, me first.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn people(state: State<'_, AppState>) -> Result<Vec<Person>, IpcError> {
    state.read(Portfolio::people)
}

/// Gives a person another name.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn rename_person(state: State<'_, AppState>, id: String, name: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.rename_person(&id, &name))
}

/// Makes two people one.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn merge_people(state: State<'_, AppState>, from: String, into: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.merge_people(&from, &into))
}

/// Takes a person out of the lists to choose from.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn retire_person(state: State<'_, AppState>, id: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.retire_person(&id))
}

/// Removes a person's name for good.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn forget_person(state: State<'_, AppState>, id: String) -> Result<Forgotten, IpcError> {
    state.change(|portfolio| portfolio.forget_person(&id))
}
