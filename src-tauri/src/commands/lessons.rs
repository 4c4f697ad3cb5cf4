//! Commands on lessons.

use backcast_core::Portfolio;
use backcast_core::lessons::{Lesson, LessonId, LessonInput};
use backcast_core::proposals::ProposalId;
use tauri::State;

use crate::error::IpcError;
use crate::state::AppState;

/// Every lesson, newest first.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn lessons(state: State<'_, AppState>) -> Result<Vec<Lesson>, IpcError> {
    state.read(Portfolio::lessons)
}

/// Keeps a lesson.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn keep_lesson(state: State<'_, AppState>, input: LessonInput) -> Result<LessonId, IpcError> {
    state.change(|portfolio| portfolio.keep_lesson(&input))
}

/// Begins a proposal from a lesson.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn proposal_from_lesson(state: State<'_, AppState>, id: LessonId) -> Result<ProposalId, IpcError> {
    state.change(|portfolio| portfolio.proposal_from_lesson(id))
}
