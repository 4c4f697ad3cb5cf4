//! What an operation made stale, and what it is called in the log.
//!
//! Not here: how changes are captured and undone, which is `storage::changes` and `undo`.

use serde::{Deserialize, Serialize};
use specta::Type;

/// One kind of stored thing that a screen may be showing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// Which portfolio is open, and its own fields.
    Portfolio,
    /// The list of proposals and each proposal's own fields.
    Proposals,
    /// Documents, revisions and dismissed notes.
    Documents,
    /// Scores and everything ranked by them.
    Scores,
    /// Meetings: agenda, phase, rounds, comments, actions.
    Meetings,
    /// Decision records and their amendments.
    Decisions,
    /// Measures and observations.
    Measures,
    /// Launches and their evidence.
    Launches,
    /// Verdicts.
    Retros,
    /// Lessons.
    Lessons,
    /// Small forecasts.
    Forecasts,
    /// Principles and where they were applied.
    Principles,
    /// Decks of measures.
    Decks,
    /// People.
    People,
    /// Free notes and the log.
    Journal,
    /// Kept views of the portfolio.
    Views,
    /// The user's own templates.
    Templates,
}

/// Every topic: after an undo, or a change by another program.
pub const ALL_TOPICS: &[Topic] = &[
    Topic::Portfolio,
    Topic::Proposals,
    Topic::Documents,
    Topic::Scores,
    Topic::Meetings,
    Topic::Decisions,
    Topic::Measures,
    Topic::Launches,
    Topic::Retros,
    Topic::Lessons,
    Topic::Forecasts,
    Topic::Principles,
    Topic::Decks,
    Topic::People,
    Topic::Journal,
    Topic::Views,
    Topic::Templates,
];

/// The result of a change, with the topics that must be read again.
#[derive(Debug, PartialEq, Eq)]
pub struct Changed<T> {
    /// What the caller asked for.
    pub value: T,
    /// What is stale now.
    pub topics: &'static [Topic],
}

crate::vocabulary! {
    /// What a person did, as the log and the Undo menu name it.
    pub enum Action {
        /// The portfolio was made.
        StartPortfolio = "start-portfolio",
        /// A spark was kept.
        KeepSpark = "keep-spark",
        /// A proposal was begun from a template.
        WriteProposal = "write-proposal",
        /// A spark became a draft.
        PromoteSpark = "promote-spark",
        /// A spark was made part of another proposal.
        MergeSpark = "merge-spark",
        /// A spark was put off until a day.
        PutOffSpark = "put-off-spark",
        /// A document was written.
        WriteDocument = "write-document",
        /// An earlier revision was brought back.
        RestoreRevision = "restore-revision",
        /// The text as it stood was kept as a revision.
        KeepVersion = "keep-version",
        /// An image was kept.
        KeepAttachment = "keep-attachment",
        /// A template was made from a proposal.
        KeepTemplate = "keep-template",
        /// A template got another name.
        RenameTemplate = "rename-template",
        /// A template was removed.
        RemoveTemplate = "remove-template",
        /// Two proposals were said to answer the same problem.
        LinkRivals = "link-rivals",
        /// Two proposals were said not to.
        UnlinkRivals = "unlink-rivals",
        /// A margin note was dismissed.
        DismissNote = "dismiss-note",
        /// A dismissed margin note was recalled.
        RecallNote = "recall-note",
        /// A word list of the linter was changed.
        ChangeWordList = "change-word-list",
        /// A rule of the linter was switched on or off.
        SwitchRule = "switch-rule",
        /// Proposals moved to another stage.
        MoveStage = "move-stage",
        /// Owner, tags, lane, door, ask or origin were set.
        DescribeProposal = "describe-proposal",
        /// Tags were added to proposals or taken away.
        TagProposals = "tag-proposals",
        /// The customer of a proposal was named.
        NameCustomer = "name-customer",
        /// A way of looking at the portfolio was kept, changed or renamed.
        KeepView = "keep-view",
        /// A kept view was deleted.
        DeleteView = "delete-view",
        /// Proposals went to the trash.
        Trash = "trash",
        /// Proposals came back from the trash.
        TakeFromTrash = "take-from-trash",
        /// The trash was emptied.
        EmptyTrash = "empty-trash",
        /// Files were imported.
        Import = "import",
        /// A criterion was scored.
        RecordScore = "record-score",
        /// A stale score was reaffirmed.
        ReaffirmScore = "reaffirm-score",
        /// The anchors of the rubric were changed.
        ChangeRubric = "change-rubric",
        /// A meeting was planned.
        PlanMeeting = "plan-meeting",
        /// A meeting's title, date or people were changed.
        ChangeMeeting = "change-meeting",
        /// A planned meeting was called off.
        CancelMeeting = "cancel-meeting",
        /// A proposal was put on an agenda.
        PutOnAgenda = "put-on-agenda",
        /// An agenda was changed.
        ChangeAgenda = "change-agenda",
        /// A proposal was taken off an agenda.
        TakeOffAgenda = "take-off-agenda",
        /// A meeting went on to another phase.
        AdvanceMeeting = "advance-meeting",
        /// An item was left undecided.
        SetItemAside = "set-item-aside",
        /// The timer was started, held or extended.
        MoveTimer = "move-timer",
        /// Someone came or went.
        SetPresence = "set-presence",
        /// A blind round was opened.
        OpenRound = "open-round",
        /// A blind round was given up.
        WithdrawRound = "withdraw-round",
        /// A ballot kit was handed out.
        HandOutKit = "hand-out-kit",
        /// A ballot was sealed.
        SealBallot = "seal-ballot",
        /// A sealed ballot was withdrawn and destroyed.
        WithdrawBallot = "withdraw-ballot",
        /// A forecast was sealed.
        SealForecast = "seal-forecast",
        /// A level was settled on.
        SettleLevel = "settle-level",
        /// A comment was kept.
        KeepComment = "keep-comment",
        /// A private comment was taken back.
        TakeCommentBack = "take-comment-back",
        /// A comment was answered.
        AnswerComment = "answer-comment",
        /// Minutes were edited.
        EditMinutes = "edit-minutes",
        /// An action was agreed on.
        AddAction = "add-action",
        /// An action was done, or taken up again.
        FinishAction = "finish-action",
        /// An action was dropped.
        DropAction = "drop-action",
        /// A measure was added.
        AddMeasure = "add-measure",
        /// A measure was changed.
        ChangeMeasure = "change-measure",
        /// A measure was removed.
        RemoveMeasure = "remove-measure",
        /// Values of a measure were recorded.
        RecordObservations = "record-observations",
        /// Values of a measure were explained, with a date.
        Annotate = "annotate",
        /// A dated explanation was taken away.
        RemoveAnnotation = "remove-annotation",
        /// A check-in was recorded.
        CheckIn = "check-in",
        /// A signal was explained.
        ExplainSignal = "explain-signal",
        /// Check-ins were scheduled otherwise.
        ScheduleCheckIns = "schedule-check-ins",
        /// A deck of measures was made.
        MakeDeck = "make-deck",
        /// A deck was set up anew.
        ChangeDeck = "change-deck",
        /// A deck was removed.
        RemoveDeck = "remove-deck",
        /// A measure's limits are computed anew from a date on.
        Rebase = "rebase",
        /// A decision was printed.
        PrintDecision = "print-decision",
        /// A remark was added to a decision.
        AmendDecision = "amend-decision",
        /// A proposal was launched.
        Launch = "launch",
        /// A proposal was stopped.
        Stop = "stop",
        /// A verdict was given and the launch closed.
        GiveVerdict = "give-verdict",
        /// A retro was begun.
        StartRetro = "start-retro",
        /// A closed launch is looked at again.
        ReopenRetro = "reopen-retro",
        /// A retro was ended without a verdict.
        LeaveRetro = "leave-retro",
        /// Someone was asked for a verdict.
        AskForVerdict = "ask-for-verdict",
        /// A retro goes on without someone.
        ExcuseGiver = "excuse-giver",
        /// What happened was written down.
        LookBack = "look-back",
        /// A verdict was given, sealed until everyone has.
        SealVerdict = "seal-verdict",
        /// A lesson was kept.
        KeepLesson = "keep-lesson",
        /// A lesson was put in other words.
        RewordLesson = "reword-lesson",
        /// A lesson was taken away.
        DropLesson = "drop-lesson",
        /// The suggestion of a lesson became a version of the rubric.
        TakeSuggestionOver = "take-suggestion-over",
        /// A small forecast was made.
        MakeForecast = "make-forecast",
        /// A small forecast was settled.
        ResolveForecast = "resolve-forecast",
        /// A trigger was set on an idea not chosen.
        SetTrigger = "set-trigger",
        /// A trigger was taken away.
        DropTrigger = "drop-trigger",
        /// An idea not chosen was looked at and left.
        LeaveUnchosen = "leave-unchosen",
        /// What became known later of an idea not chosen was noted.
        NoteLaterOutcome = "note-later-outcome",
        /// A principle was kept.
        KeepPrinciple = "keep-principle",
        /// A principle was taken out of use.
        RetirePrinciple = "retire-principle",
        /// A principle was tied to a decision, or no longer.
        ApplyPrinciple = "apply-principle",
        /// A free note was kept.
        KeepNote = "keep-note",
        /// What was heard from a customer was noted.
        NoteContact = "note-contact",
        /// A person was added.
        AddPerson = "add-person",
        /// A person was renamed.
        RenamePerson = "rename-person",
        /// How well a person's forecasts held was shared, or no longer.
        ShareCalibration = "share-calibration",
        /// Two people were made one.
        MergePeople = "merge-people",
        /// A person was retired.
        RetirePerson = "retire-person",
        /// A person's name was removed for good.
        ForgetPerson = "forget-person",
        /// A backup was put back.
        RestoreBackup = "restore-backup",
        /// What could be read of a damaged file was kept in a new one.
        Salvage = "salvage",
        /// An action was taken back.
        Undo = "undo",
        /// An action taken back was done again.
        Redo = "redo",
    }
}

impl Action {
    /// Whether the action can be taken back. Printing, closing, amending and emptying the trash cannot; nor can what a
    /// meeting did with sealed ballots, its phase and its clock.
    /// Whether the action can be taken back. Printing, closing, amending and emptying the trash cannot;
    /// an image is kept for the texts that name it.
    #[must_use]
    pub fn can_be_undone(self) -> bool {
        !matches!(
            self,
            Self::StartPortfolio
                | Self::PrintDecision
                | Self::AdvanceMeeting
                | Self::SetItemAside
                | Self::MoveTimer
                | Self::OpenRound
                | Self::WithdrawRound
                | Self::HandOutKit
                | Self::SealBallot
                | Self::WithdrawBallot
                | Self::SealForecast
                | Self::KeepComment
                | Self::TakeCommentBack
                | Self::AmendDecision
                | Self::GiveVerdict
                | Self::StartRetro
                | Self::ReopenRetro
                | Self::LeaveRetro
                | Self::AskForVerdict
                | Self::ExcuseGiver
                | Self::LookBack
                | Self::SealVerdict
                | Self::EmptyTrash
                | Self::ForgetPerson
                | Self::KeepAttachment
                | Self::RestoreBackup
                | Self::Salvage
                | Self::Undo
                | Self::Redo
        )
    }
}
