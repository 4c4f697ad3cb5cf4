//! Commands on proposals.

use backcast_core::Portfolio;
use backcast_core::documents::Template;
use backcast_core::lessons::LessonId;
use backcast_core::proposals::{
    Description, GroupCount, ListQuery, Matrix, OwnTemplate, Page, Proposal, ProposalId, Rival, Stage, StopInput,
};
use tauri::State;

use crate::error::IpcError;
use crate::state::AppState;

/// A page of proposals.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn list_proposals(state: State<'_, AppState>, query: ListQuery) -> Result<Page, IpcError> {
    state.read(|portfolio| portfolio.list_proposals(&query))
}

/// The ids of a stretch of a list.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn matching_proposals(state: State<'_, AppState>, query: ListQuery) -> Result<Vec<ProposalId>, IpcError> {
    state.read(|portfolio| portfolio.matching_proposals(&query))
}

/// Where a proposal stands in a list.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn place_in_list(
    state: State<'_, AppState>,
    query: ListQuery,
    id: ProposalId,
) -> Result<Option<u32>, IpcError> {
    state.read(|portfolio| portfolio.place_in_list(&query, id))
}

/// How many of these a list does not show.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn hidden_from_list(
    state: State<'_, AppState>,
    query: ListQuery,
    ids: Vec<ProposalId>,
) -> Result<u32, IpcError> {
    state.read(|portfolio| portfolio.hidden_from_list(&query, &ids))
}

/// The groups of a list.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn list_groups(state: State<'_, AppState>, query: ListQuery) -> Result<Vec<GroupCount>, IpcError> {
    state.read(|portfolio| portfolio.list_groups(&query))
}

/// The matrix of what a list shows.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn matrix(state: State<'_, AppState>, query: ListQuery) -> Result<Matrix, IpcError> {
    state.read(|portfolio| portfolio.matrix(&query))
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

/// Gives up an approved or launched idea; returns the lesson that was kept with it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn stop_proposal(
    state: State<'_, AppState>,
    id: ProposalId,
    input: StopInput,
) -> Result<Option<LessonId>, IpcError> {
    state.change(|portfolio| portfolio.stop_proposal(id, &input))
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

/// Adds tags to proposals and takes tags away.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn tag_proposals(
    state: State<'_, AppState>,
    ids: Vec<ProposalId>,
    add: Vec<String>,
    remove: Vec<String>,
) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.tag_proposals(&ids, &add, &remove))
}

/// Says who has the problem.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn name_customer(state: State<'_, AppState>, id: ProposalId, customer: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.name_customer(id, &customer))
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

/// The user's own templates by name.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn own_templates(state: State<'_, AppState>) -> Result<Vec<OwnTemplate>, IpcError> {
    state.read(Portfolio::own_templates)
}

/// Keeps the text of a proposal, or only its headings, as a template.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn keep_template(
    state: State<'_, AppState>,
    proposal: ProposalId,
    name: String,
    headings_only: bool,
) -> Result<String, IpcError> {
    state.change(|portfolio| portfolio.keep_template(proposal, &name, headings_only))
}

/// Gives a template another name.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn rename_template(state: State<'_, AppState>, id: String, name: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.rename_template(&id, &name))
}

/// Removes a template; proposals begun from it stay.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn remove_template(state: State<'_, AppState>, id: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.remove_template(&id))
}

/// Begins a proposal from one of the user's own templates.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn write_from_template(state: State<'_, AppState>, id: String) -> Result<ProposalId, IpcError> {
    state.change(|portfolio| portfolio.write_from_template(&id))
}

/// A proposal and those that answer the same problem, itself first.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn rivals(state: State<'_, AppState>, id: ProposalId) -> Result<Vec<Rival>, IpcError> {
    state.read(|portfolio| portfolio.rivals(id))
}

/// Says that two proposals answer the same problem.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn link_rivals(state: State<'_, AppState>, id: ProposalId, rival: ProposalId) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.link_rivals(id, rival))
}

/// Takes that back.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn unlink_rivals(state: State<'_, AppState>, id: ProposalId, rival: ProposalId) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.unlink_rivals(id, rival))
}
