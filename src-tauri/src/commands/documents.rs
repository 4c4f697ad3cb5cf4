//! Commands on documents and their revisions.

use backcast_core::proposals::{
    Broadsheet, DocumentView, Merged, Piece, ProposalId, Reading, RevisionLine, Saved, markdown_of,
};
use tauri::State;

use crate::attachments;
use crate::error::IpcError;
use crate::state::AppState;

/// The document of a proposal, with what it says.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn document(state: State<'_, AppState>, id: ProposalId) -> Result<DocumentView, IpcError> {
    state.read(|portfolio| portfolio.document(id))
}

/// What a text would say, without keeping it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn read_text(state: State<'_, AppState>, id: ProposalId, text: String) -> Result<Reading, IpcError> {
    state.read(|portfolio| portfolio.read_text(id, &text))
}

/// Keeps the text of a proposal; `base` is the SHA-256 of the text the writer started from.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_document(
    state: State<'_, AppState>,
    id: ProposalId,
    text: String,
    base: String,
) -> Result<Saved, IpcError> {
    state.change(|portfolio| portfolio.save_document(id, &text, &base))
}

/// Keeps a text that was written from `base` together with what was stored meanwhile.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn merge_document(
    state: State<'_, AppState>,
    id: ProposalId,
    base: String,
    text: String,
) -> Result<Merged, IpcError> {
    state.change(|portfolio| portfolio.merge_document(id, &base, &text))
}

/// The document laid out as a front page: sanitised HTML.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn broadsheet(state: State<'_, AppState>, id: ProposalId) -> Result<Broadsheet, IpcError> {
    state.read(|portfolio| portfolio.broadsheet(id, attachments::PLACE))
}

/// The kept revisions, newest first.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn revisions(state: State<'_, AppState>, id: ProposalId) -> Result<Vec<RevisionLine>, IpcError> {
    state.read(|portfolio| portfolio.revisions(id))
}

/// The text of a revision.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn revision_text(state: State<'_, AppState>, id: ProposalId, number: u32) -> Result<String, IpcError> {
    state.read(|portfolio| portfolio.revision_text(id, number))
}

/// What changed from one revision to another, or to the text as it stands.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn compare_revisions(
    state: State<'_, AppState>,
    id: ProposalId,
    from: u32,
    to: Option<u32>,
) -> Result<Vec<Piece>, IpcError> {
    state.read(|portfolio| portfolio.compare_revisions(id, from, to))
}

/// Keeps the text as it stands as a revision.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn keep_version(state: State<'_, AppState>, id: ProposalId) -> Result<u32, IpcError> {
    state.change(|portfolio| portfolio.keep_version(id))
}

/// Pasted HTML as clean Markdown.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn markdown_of_paste(html: String) -> Result<String, IpcError> {
    Ok(markdown_of(&html)?)
}

/// Keeps an image, given in Base64, and returns the name documents know it by.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn keep_image(state: State<'_, AppState>, base64: String) -> Result<String, IpcError> {
    attachments::decoded(&base64).and_then(|bytes| state.change(|portfolio| portfolio.keep_attachment(&bytes)))
}

/// Brings an earlier revision back as a new one.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn restore_revision(state: State<'_, AppState>, id: ProposalId, number: u32) -> Result<Saved, IpcError> {
    state.change(|portfolio| portfolio.restore_revision(id, number))
}

/// Dismisses a margin note until its paragraph changes.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn dismiss_note(state: State<'_, AppState>, id: ProposalId, note: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.dismiss_note(id, &note))
}

/// Takes a dismissal back.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn recall_note(state: State<'_, AppState>, id: ProposalId, note: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.recall_note(id, &note))
}
