//! Commands on lessons.

use backcast_core::Portfolio;
use backcast_core::lessons::{Lesson, LessonId, LessonInput, MatchingLesson};
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

/// The lessons that have something to say to a proposal.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn lessons_for(state: State<'_, AppState>, id: ProposalId) -> Result<Vec<MatchingLesson>, IpcError> {
    state.read(|portfolio| portfolio.lessons_for(id))
}

/// Keeps a lesson.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn keep_lesson(state: State<'_, AppState>, input: LessonInput) -> Result<LessonId, IpcError> {
    state.change(|portfolio| portfolio.keep_lesson(&input))
}

/// Changes the words of a lesson.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn reword_lesson(state: State<'_, AppState>, id: LessonId, input: LessonInput) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.reword_lesson(id, &input))
}

/// Takes a lesson away.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn drop_lesson(state: State<'_, AppState>, id: LessonId) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.drop_lesson(id))
}

/// Takes the suggestion of a lesson over as a new version of the rubric.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn take_suggestion_over(state: State<'_, AppState>, id: LessonId) -> Result<u32, IpcError> {
    state.change(|portfolio| portfolio.take_suggestion_over(id))
}

/// Begins a proposal from a lesson.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn proposal_from_lesson(state: State<'_, AppState>, id: LessonId) -> Result<ProposalId, IpcError> {
    state.change(|portfolio| portfolio.proposal_from_lesson(id))
}
