//! The rules of the product that an action can run into.

use std::fmt;

/// A rule of the product that an action ran into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// This stage is reached through a decision, a launch or a retro, never by hand.
    StageNotByHand,
    /// Building and Launched need a printed approval first.
    NeedsApproval,
    /// Approval needs all three seals; without them only an exception is possible.
    SealMissing,
    /// An exception was asked for although all three seals are present.
    AllSealsPresent,
    /// Blocking notes stop *Ready*.
    NotReady,
    /// An approving decision has one launch.
    AlreadyLaunched,
    /// The proposal is decided; a new decision needs it back in Draft.
    AlreadyDecided,
    /// The text changed elsewhere since this draft began.
    ChangedElsewhere,
    /// Someone else changed the same thing since; undoing would lose their work.
    ChangedSince,
    /// There is nothing to undo.
    NothingToUndo,
    /// There is nothing to redo.
    NothingToRedo,
    /// The launch is closed with a verdict.
    AlreadyClosed,
    /// No verdict was given yet.
    NotClosed,
    /// No retro is going on.
    RetroNotOpen,
    /// Someone who takes part has not given a verdict.
    VerdictsOutstanding,
    /// Everyone has given theirs, and they are on the table.
    VerdictsShown,
    /// The person does not take part.
    NotAGiver,
    /// The person has given theirs.
    VerdictSealed,
    /// The lesson suggests nothing for the rubric.
    NothingSuggested,
    /// The suggestion of this lesson was taken over already.
    TakenOver,
    /// The idea is neither declined nor not yet, so it is not in the ledger.
    WasChosen,
    /// The proposal is in the trash.
    InTrash,
    /// A file stands where a new one was to be made.
    FileExists,
    /// Lane *improvement* has no seals and so no exception.
    NoGateInLane,
    /// This needs a score to be there first.
    NotScored,
    /// Proposals take their values from this measure.
    MeasureInUse,
    /// The launch was stopped or closed; nothing more is recorded on it.
    LaunchEnded,
    /// A blind round is open: nothing of the scores is shown or changed until it is revealed.
    BlindRoundOpen,
    /// Everyone who is here seals before the reveal.
    NotAllSealed,
    /// No blind round is open.
    NoRoundOpen,
    /// One ballot a person and round.
    AlreadySealed,
    /// There is no sealed ballot to withdraw.
    NothingSealed,
    /// The ballot file is not as its kit made it.
    BallotAltered,
    /// The ballot belongs to another meeting or portfolio.
    BallotElsewhere,
    /// The ballot's round or kit was withdrawn or is over.
    BallotWithdrawn,
    /// The decision on this item is printed.
    AlreadyPrinted,
    /// The item is not where this is done.
    NotOnTheTable,
    /// The decider is not here.
    DeciderAbsent,
    /// The meeting is over; its minutes can be edited.
    MeetingEnded,
    /// There is nothing on the agenda.
    EmptyAgenda,
    /// Nobody is here.
    NobodyHere,
    /// The person does not take part.
    NotInMeeting,
    /// The person takes part already.
    TakesPart,
    /// The item has begun; it can be set aside.
    RoundBegan,
    /// A spark becomes a draft before it is reviewed.
    SparkNotReviewed,
    /// It is on the agenda of another meeting.
    OnAnotherAgenda,
    /// Everyone has read the comment; answer it.
    CommentReleased,
    /// The comment is still private.
    CommentPrivate,
    /// Both took part in the same round, so they are two.
    BothTookPart,
    /// Only a spark can be promoted, merged or put off.
    NotASpark,
    /// A proposal is not merged into itself, nor its own rival.
    SameProposal,
    /// A link means another portfolio than the one that is open.
    OtherPortfolio,
    /// A whole export comes into an empty portfolio only.
    NotEmpty,
}

impl Rule {
    /// The code that crosses to the window.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::StageNotByHand => "stage-not-by-hand",
            Self::NeedsApproval => "needs-approval",
            Self::SealMissing => "seal-missing",
            Self::AllSealsPresent => "all-seals-present",
            Self::NotReady => "not-ready",
            Self::AlreadyLaunched => "already-launched",
            Self::AlreadyDecided => "already-decided",
            Self::ChangedElsewhere => "changed-elsewhere",
            Self::ChangedSince => "changed-since",
            Self::NothingToUndo => "nothing-to-undo",
            Self::NothingToRedo => "nothing-to-redo",
            Self::AlreadyClosed => "already-closed",
            Self::NotClosed => "not-closed",
            Self::RetroNotOpen => "retro-not-open",
            Self::VerdictsOutstanding => "verdicts-outstanding",
            Self::VerdictsShown => "verdicts-shown",
            Self::NotAGiver => "not-a-giver",
            Self::VerdictSealed => "verdict-sealed",
            Self::NothingSuggested => "nothing-suggested",
            Self::TakenOver => "taken-over",
            Self::WasChosen => "was-chosen",
            Self::InTrash => "in-trash",
            Self::FileExists => "file-exists",
            Self::NoGateInLane => "no-gate-in-lane",
            Self::NotScored => "not-scored",
            Self::MeasureInUse => "measure-in-use",
            Self::LaunchEnded => "launch-ended",
            Self::BlindRoundOpen => "blind-round-open",
            Self::NotAllSealed => "not-all-sealed",
            Self::NoRoundOpen => "no-round-open",
            Self::AlreadySealed => "already-sealed",
            Self::NothingSealed => "nothing-sealed",
            Self::BallotAltered => "ballot-altered",
            Self::BallotElsewhere => "ballot-elsewhere",
            Self::BallotWithdrawn => "ballot-withdrawn",
            Self::AlreadyPrinted => "already-printed",
            Self::NotOnTheTable => "not-on-the-table",
            Self::DeciderAbsent => "decider-absent",
            Self::MeetingEnded => "meeting-ended",
            Self::EmptyAgenda => "empty-agenda",
            Self::NobodyHere => "nobody-here",
            Self::NotInMeeting => "not-in-meeting",
            Self::TakesPart => "takes-part",
            Self::RoundBegan => "round-began",
            Self::SparkNotReviewed => "spark-not-reviewed",
            Self::OnAnotherAgenda => "on-another-agenda",
            Self::CommentReleased => "comment-released",
            Self::CommentPrivate => "comment-private",
            Self::BothTookPart => "both-took-part",
            Self::NotASpark => "not-a-spark",
            Self::SameProposal => "same-proposal",
            Self::OtherPortfolio => "other-portfolio",
            Self::NotEmpty => "not-empty",
        }
    }
}

impl fmt::Display for Rule {
    #[expect(clippy::too_many_lines, reason = "it is one list")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::StageNotByHand => {
                "this stage is not set by hand: it is reached through a decision, a launch or a verdict"
            }
            Self::NeedsApproval => "this needs a printed approval first: decide it with `decide … approve`",
            Self::SealMissing => "all three seals must be present to approve; approve as an exception, or not yet",
            Self::AllSealsPresent => "all three seals are present, so there is nothing to except: approve it",
            Self::NotReady => "blocking notes stop Ready; `lint` lists them",
            Self::AlreadyLaunched => "this approval has been launched; coming back needs a new decision",
            Self::AlreadyDecided => {
                "this has been approved already; a new decision needs it back from Stopped, Not yet or Declined"
            }
            Self::ChangedElsewhere => {
                "the text was changed elsewhere since; nothing was overwritten, open it again to compare"
            }
            Self::ChangedSince => "someone else changed the same thing since, so this was not undone; nothing was lost",
            Self::NothingToUndo => "there is nothing to undo",
            Self::NothingToRedo => "there is nothing to redo",
            Self::AlreadyClosed => "the launch is closed; its verdict stands",
            Self::NotClosed => "no verdict was given yet, so there is nothing to open again",
            Self::RetroNotOpen => "no retro is going on; begin one with `retro`",
            Self::VerdictsOutstanding => {
                "someone who takes part has not given a verdict yet; it stays hidden until all have"
            }
            Self::VerdictsShown => "everyone has given theirs, and they are on the table",
            Self::NotAGiver => "this person does not take part in the retro",
            Self::VerdictSealed => "this person has given theirs; it is sealed until everyone has",
            Self::NothingSuggested => "this lesson suggests nothing for the rubric",
            Self::TakenOver => "the rubric took this suggestion over already",
            Self::WasChosen => "it is neither declined nor not yet, so it stands in no ledger of ideas not chosen",
            Self::InTrash => "it is in the trash; put it back first",
            Self::FileExists => "a file is there already and was left as it is; choose another name",
            Self::NoGateInLane => "an improvement has no seals, so it needs no exception: approve it",
            Self::MeasureInUse => "proposals take their values from this measure, so it stays",
            Self::LaunchEnded => "the launch has ended, so it takes no more check-ins",
            Self::NotScored => "there is no score yet",
            Self::BlindRoundOpen => {
                "a blind round is open on it: its scores are neither shown nor changed until everyone has sealed and it is revealed"
            }
            Self::NotAllSealed => {
                "not everyone who is here has sealed a ballot; wait, or mark who is missing as absent"
            }
            Self::NoRoundOpen => {
                "no blind round is open on it, so no ballot can be sealed or withdrawn"
            }
            Self::AlreadySealed => {
                "this person has sealed a ballot in this round already; nothing was changed, withdraw it first"
            }
            Self::NothingSealed => {
                "this person has sealed no ballot in this round"
            }
            Self::BallotAltered => {
                "the ballot is not as its kit sealed it: it was changed on the way, and was not taken in; ask for it again"
            }
            Self::BallotElsewhere => {
                "the ballot was made by a kit that this portfolio or meeting did not hand out; it was not taken in"
            }
            Self::BallotWithdrawn => {
                "the ballot belongs to a round or kit that was withdrawn or is over; it was not taken in, hand out a new kit"
            }
            Self::AlreadyPrinted => {
                "its decision is printed and stands; add a dated remark instead"
            }
            Self::NotOnTheTable => {
                "the meeting is not at this item and phase; go on to it first"
            }
            Self::DeciderAbsent => {
                "the one who decides this item is not here; name another decider first"
            }
            Self::MeetingEnded => {
                "the meeting has ended; only its minutes and actions can still be changed"
            }
            Self::EmptyAgenda => {
                "there is nothing on the agenda; put a proposal on it first"
            }
            Self::NobodyHere => {
                "nobody is here; say who is present first"
            }
            Self::NotInMeeting => {
                "this person is not asked to the meeting or is not here"
            }
            Self::TakesPart => {
                "this person takes part already, or decides an item; mark them absent instead"
            }
            Self::RoundBegan => {
                "it has begun, so it stays on the agenda; set it aside instead"
            }
            Self::SparkNotReviewed => {
                "a spark is not reviewed; make it a draft first"
            }
            Self::OnAnotherAgenda => {
                "it is on the agenda of another meeting that has not ended; take it off there first"
            }
            Self::CommentReleased => {
                "the comment was released to everyone; answer it instead"
            }
            Self::CommentPrivate => {
                "the comment is private until the discussion"
            }
            Self::BothTookPart => {
                "both sealed a ballot or forecast on the same item, so they are two people"
            }
            Self::NotASpark => "this is no spark any more, so it is not promoted, merged or put off",
            Self::SameProposal => "a proposal cannot be merged into itself or be its own rival; name another one",
            Self::OtherPortfolio => "this link leads into another portfolio; open that one and follow it again",
            Self::NotEmpty => "a whole export comes into an empty portfolio only; make one with `init` and import it there",
        })
    }
}
