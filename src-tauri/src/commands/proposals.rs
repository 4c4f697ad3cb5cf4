//! Commands on proposals.

use backcast_core::Portfolio;
use backcast_core::documents::Template;
use backcast_core::proposals::{Description, ListQuery, Page, Proposal, ProposalId, SearchHit, Stage};
use tauri::State;

use crate::error::IpcError;
use crate::state::AppState;

/// A page of proposals.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn list_proposals(state: State<'_, AppState>, query: ListQuery) -> Result<Page, IpcError> {
    state.read(|portfolio| portfolio.list_proposals(&query))
}

/// Proposals that match, newest first, with the words around the match.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn search_proposals(
    state: State<'_, AppState>,
    text: String,
    limit: u32,
) -> Result<Vec<SearchHit>, IpcError> {
    state.read(|portfolio| portfolio.search_proposals(&text, limit))
}

/// A proposal with everything but its text.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn proposal(state: State<'_, AppState>, id: ProposalId) -> Result<Proposal, IpcError> {
    state.read(|portfolio| portfolio.proposal(id))
}

/// Keeps a spark.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn keep_spark(
    state: State<'_, AppState>,
    text: String,
    customer: Option<String>,
) -> Result<ProposalId, IpcError> {
    state.change(|portfolio| portfolio.keep_spark(&text, customer.as_deref()))
}

/// Begins a proposal from a template.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn write_proposal(state: State<'_, AppState>, template: Template) -> Result<ProposalId, IpcError> {
    state.change(|portfolio| portfolio.write_proposal(template))
}

/// Makes a spark a draft.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn promote_spark(state: State<'_, AppState>, id: ProposalId) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.promote_spark(id))
}

/// Moves proposals to a stage by hand.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn move_to_stage(
    state: State<'_, AppState>,
    ids: Vec<ProposalId>,
    stage: Stage,
    why: Option<String>,
) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.move_to_stage(&ids, stage, why.as_deref()))
}

/// Gives up an approved or launched idea.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn stop_proposal(
    state: State<'_, AppState>,
    id: ProposalId,
    why: String,
    cost: String,
) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.stop_proposal(id, &why, &cost))
}

/// Sets fields that are not prose.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn describe_proposal(
    state: State<'_, AppState>,
    id: ProposalId,
    description: Description,
) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.describe_proposal(id, &description))
}

/// Moves proposals to the trash.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn trash_proposals(state: State<'_, AppState>, ids: Vec<ProposalId>) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.trash_proposals(&ids))
}

/// Takes proposals out of the trash.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn take_from_trash(state: State<'_, AppState>, ids: Vec<ProposalId>) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.take_from_trash(&ids))
}

/// Deletes what is in the trash for good.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn empty_trash(state: State<'_, AppState>) -> Result<u32, IpcError> {
    state.change(Portfolio::empty_trash)
}
