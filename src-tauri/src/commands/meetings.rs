//! Commands on meetings.

use backcast_core::Portfolio;
use backcast_core::decisions::{DecisionId, DecisionSheet};
use backcast_core::meetings::{
    ActionInput, AgreementInput, BallotInput, BallotSheet, Comment, CommentInput, ForecastGiven, ItemDecision, Meeting,
    MeetingId, MeetingInput, MeetingLine, Minutes, NewItem, OnAgenda, Phase, PlacedComment, Presence, ReadAhead,
    TimerMove,
};
use backcast_core::proposals::ProposalId;
use tauri::State;

use crate::error::IpcError;
use crate::host::Choose;
use crate::state::{AppState, written};

/// Every meeting.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn meetings(state: State<'_, AppState>) -> Result<Vec<MeetingLine>, IpcError> {
    state.read(Portfolio::meetings)
}

/// A meeting, as far as it may be seen now.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn meeting(state: State<'_, AppState>, id: MeetingId) -> Result<Meeting, IpcError> {
    state.read(|portfolio| portfolio.meeting(id))
}

/// What everyone reads before a meeting.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn read_ahead(state: State<'_, AppState>, id: MeetingId) -> Result<ReadAhead, IpcError> {
    state.read(|portfolio| portfolio.read_ahead(id))
}

/// An empty ballot.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn ballot_sheet(
    state: State<'_, AppState>,
    on: OnAgenda,
    person: Option<String>,
) -> Result<BallotSheet, IpcError> {
    state.read(|portfolio| portfolio.ballot_sheet(on, person.as_deref()))
}

/// The pinned text of an item as a page.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn pinned_page(state: State<'_, AppState>, on: OnAgenda) -> Result<String, IpcError> {
    state.read(|portfolio| portfolio.pinned_page(on))
}

/// What one reader has written on an item.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn my_comments(state: State<'_, AppState>, on: OnAgenda, person: String) -> Result<Vec<Comment>, IpcError> {
    state.read(|portfolio| portfolio.my_comments(on, &person))
}

/// The released comments on a proposal.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn comments(state: State<'_, AppState>, id: ProposalId) -> Result<Vec<PlacedComment>, IpcError> {
    state.read(|portfolio| portfolio.comments(id))
}

/// What would be frozen for an item.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn item_decision_sheet(state: State<'_, AppState>, on: OnAgenda) -> Result<DecisionSheet, IpcError> {
    state.read(|portfolio| portfolio.item_decision_sheet(on))
}

/// The minutes of a meeting.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn minutes(state: State<'_, AppState>, id: MeetingId) -> Result<Minutes, IpcError> {
    state.read(|portfolio| portfolio.minutes(id))
}

/// The minutes of a meeting as one HTML file.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn minutes_page(state: State<'_, AppState>, id: MeetingId) -> Result<String, IpcError> {
    state.read(|portfolio| portfolio.minutes_page(id))
}

/// Writes the minutes of a meeting to a file that is asked for, as Markdown or as one page of HTML; returns its path, or
/// none when the person thought better of it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_minutes(state: State<'_, AppState>, id: MeetingId, page: bool) -> Result<Option<String>, IpcError> {
    state
        .place(None, Choose::Save(format!("{id} minutes.{}", if page { "html" } else { "md" })))
        .map_or(Ok(None), |to| {
            state.read(|portfolio| portfolio.minutes_file(id, page)).and_then(|text| written(&to, &text).map(Some))
        })
}

/// Plans a meeting.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn plan_meeting(state: State<'_, AppState>, input: MeetingInput) -> Result<MeetingId, IpcError> {
    state.change(|portfolio| portfolio.plan_meeting(&input))
}

/// Changes title, date or people.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn change_meeting(state: State<'_, AppState>, id: MeetingId, input: MeetingInput) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.change_meeting(id, &input))
}

/// Calls a meeting off.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn cancel_meeting(state: State<'_, AppState>, id: MeetingId) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.cancel_meeting(id))
}

/// Puts a proposal on an agenda.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn put_on_agenda(state: State<'_, AppState>, item: NewItem) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.put_on_agenda(&item))
}

/// Puts proposals on an agenda, all or none; returns how many were not on it yet.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn put_all_on_agenda(
    state: State<'_, AppState>,
    meeting: MeetingId,
    ids: Vec<ProposalId>,
) -> Result<u32, IpcError> {
    state.change(|portfolio| portfolio.put_all_on_agenda(meeting, &ids))
}

/// Changes minutes, decider or door of an item.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn change_item(state: State<'_, AppState>, item: NewItem) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.change_item(&item))
}

/// Pins an item to the text as it stands.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn pin_newest_revision(state: State<'_, AppState>, on: OnAgenda) -> Result<u32, IpcError> {
    state.change(|portfolio| portfolio.pin_newest_revision(on))
}

/// Puts the agenda in an order.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn order_agenda(state: State<'_, AppState>, id: MeetingId, order: Vec<ProposalId>) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.order_agenda(id, &order))
}

/// Takes an item off the agenda.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn take_off_agenda(state: State<'_, AppState>, on: OnAgenda) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.take_off_agenda(on))
}

/// Moves a meeting on to its next phase.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn advance_meeting(state: State<'_, AppState>, id: MeetingId) -> Result<Phase, IpcError> {
    state.change(|portfolio| portfolio.advance_meeting(id))
}

/// Leaves an item undecided.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn set_item_aside(state: State<'_, AppState>, on: OnAgenda) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.set_item_aside(on))
}

/// Goes back to scoring for a second round.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn begin_second_round(state: State<'_, AppState>, on: OnAgenda) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.begin_second_round(on))
}

/// Says who is here.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn set_presence(
    state: State<'_, AppState>,
    id: MeetingId,
    person: String,
    presence: Presence,
) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.set_presence(id, &person, presence))
}

/// Starts, holds, extends or takes away the timer.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn move_timer(state: State<'_, AppState>, id: MeetingId, how: TimerMove) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.move_timer(id, how))
}

/// Gives an open round up.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn withdraw_round(state: State<'_, AppState>, on: OnAgenda) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.withdraw_round(on))
}

/// Seals a ballot.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn seal_ballot(state: State<'_, AppState>, input: BallotInput) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.seal_ballot(&input))
}

/// Destroys a sealed ballot.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn withdraw_ballot(state: State<'_, AppState>, on: OnAgenda, person: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.withdraw_ballot(on, &person))
}

/// Seals a forecast after the discussion.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn seal_forecast(state: State<'_, AppState>, input: ForecastGiven) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.seal_forecast(&input))
}

/// Takes the text of a ballot file in.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn take_ballot(state: State<'_, AppState>, text: String, meeting: MeetingId) -> Result<OnAgenda, IpcError> {
    state.change(|portfolio| portfolio.take_ballot(&text, Some(meeting)))
}

/// Settles the level of a criterion.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn settle_level(state: State<'_, AppState>, input: AgreementInput) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.settle_level(&input))
}

/// Keeps a comment.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn keep_comment(state: State<'_, AppState>, input: CommentInput) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.keep_comment(&input))
}

/// Takes a private comment back.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn take_comment_back(state: State<'_, AppState>, id: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.take_comment_back(&id))
}

/// Answers a comment, or marks it addressed.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn answer_comment(
    state: State<'_, AppState>,
    id: String,
    answer: String,
    addressed: bool,
) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.answer_comment(&id, &answer, addressed))
}

/// Prints the decision on an item.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn decide_item(state: State<'_, AppState>, input: ItemDecision) -> Result<DecisionId, IpcError> {
    state.change(|portfolio| portfolio.decide_item(&input))
}

/// Keeps edited minutes.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn edit_minutes(state: State<'_, AppState>, id: MeetingId, text: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.edit_minutes(id, &text))
}

/// Agrees on an action.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn add_action(state: State<'_, AppState>, input: ActionInput) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.add_action(&input))
}

/// Ticks an action, or takes the tick back.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn finish_action(state: State<'_, AppState>, id: String, done: bool) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.finish_action(&id, done))
}

/// Drops an action.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn drop_action(state: State<'_, AppState>, id: String) -> Result<(), IpcError> {
    state.change(|portfolio| portfolio.drop_action(&id))
}

/// Makes ballot kits for people and keeps them beside the portfolio. Returns the folder.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn hand_out_kits(state: State<'_, AppState>, on: OnAgenda, people: Vec<String>) -> Result<String, IpcError> {
    state.hand_out_kits(on, &people)
}

/// Opens the second window for the projector.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn open_room(state: State<'_, AppState>, id: MeetingId) -> Result<(), IpcError> {
    state.host.open_room(id)
}
