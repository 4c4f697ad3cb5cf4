//! Review meetings: silent reading, blind scores, reveal, discussion, a printed decision, minutes.
//!
//! This file holds the nouns. `plan` is what is done before, `run` the phases and the timer, `rounds` and `ballots` what is
//! blind, `kit` the ballot that travels as a file, `discuss` the agreed level, `comments` the words in the margin, `decide` the
//! printed end of an item, `minutes` and `actions` what remains, `view` and `paper` what is shown and printed of all that.
//! Invariant: a level, reason or forecast of an open round leaves the storage through no method of [`crate::Portfolio`].

mod actions;
mod ballots;
mod comments;
mod decide;
mod discuss;
mod door;
mod kit;
mod minutes;
mod paper;
mod plan;
mod rounds;
mod run;
mod view;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::Topic;
use crate::error::{Entity, Error, Result, Rule};
use crate::proposals::{Door, ProposalId};
use crate::storage::{agenda, meetings as rows};

pub use actions::{ActionInput, ActionItem, AgreedIn};
pub use ballots::{BallotInput, BallotScore, ForecastGiven};
pub use comments::{Comment, CommentInput, PlacedComment};
pub use decide::ItemDecision;
pub(crate) use discuss::reaffirm;
pub use discuss::{AgreementInput, Settled};
pub use kit::{Kit, LONGEST_BALLOT};
pub use minutes::Minutes;
pub use paper::{BallotSheet, ReadAhead, ReadAheadItem};
pub use plan::{MeetingInput, NewItem};
pub(crate) use rounds::is_blind;
pub use view::{AgendaItem, Attendee, Meeting, MeetingLine, OpenRound, RevealedBallot, RevealedRound, Review, Spread};

crate::identity! {
    /// `M-003`
    pub struct MeetingId = "M"
}

crate::vocabulary! {
    /// Where a meeting is. Read to Decide are gone through for each item.
    pub enum Phase {
        /// Who is here, who decides what.
        Lobby = "lobby",
        /// Everyone reads, nobody talks.
        Read = "read",
        /// Everyone scores alone.
        Score = "score",
        /// All ballots are opened at once.
        Reveal = "reveal",
        /// Criterion by criterion, the widest spread first.
        Discuss = "discuss",
        /// The decider decides.
        Decide = "decide",
        /// What was said and settled, written down.
        Minutes = "minutes",
    }
}

crate::vocabulary! {
    /// Whether someone takes part now.
    pub enum Presence {
        /// From the beginning.
        Present = "present",
        /// Came later; takes part from then on.
        Late = "late",
        /// Not here; nobody waits for a ballot.
        Absent = "absent",
    }
}

impl Presence {
    /// Whether the person is in the room.
    #[must_use]
    pub fn is_here(self) -> bool {
        self != Self::Absent
    }
}

crate::vocabulary! {
    /// How a ballot came in.
    pub enum Way {
        /// At the keyboard, behind the curtain.
        Keyboard = "keyboard",
        /// As a `.ballot` file.
        Kit = "kit",
        /// Typed in from paper.
        Paper = "paper",
    }
}

crate::vocabulary! {
    /// What became of a blind round.
    pub enum RoundState {
        /// Ballots are being sealed; nothing of them is shown.
        Open = "open",
        /// All ballots were opened.
        Revealed = "revealed",
        /// It was given up and its ballots destroyed.
        Withdrawn = "withdrawn",
    }
}

crate::vocabulary! {
    /// When a forecast was given.
    pub enum Occasion {
        /// With the first ballot.
        Ballot = "ballot",
        /// After the discussion.
        Discussion = "discussion",
    }
}

crate::vocabulary! {
    /// What is done to the timer. It never cuts anyone off.
    pub enum TimerMove {
        /// Let it run.
        Start = "start",
        /// Hold it.
        Pause = "pause",
        /// Two minutes more.
        Extend = "extend",
        /// Take it away for this phase.
        Off = "off",
    }
}

/// A proposal on the agenda of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OnAgenda {
    /// Which meeting.
    pub meeting: MeetingId,
    /// Which proposal.
    pub proposal: ProposalId,
}

/// The timer of a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Timer {
    /// How long the phase was meant to take, in seconds.
    pub seconds: u32,
    /// How much of that had passed when it was last started or held, in seconds.
    pub spent: u32,
    /// Since when it runs, RFC 3339; none while it stands still.
    pub since: Option<String>,
}

/// A row of `meetings`.
#[derive(Debug, Clone)]
pub(crate) struct MeetingRow {
    pub(crate) id: MeetingId,
    pub(crate) title: String,
    pub(crate) on: Date,
    pub(crate) phase: Phase,
    pub(crate) proposal: Option<ProposalId>,
    pub(crate) timer_seconds: Option<u32>,
    pub(crate) timer_spent: u32,
    pub(crate) timer_since: Option<Timestamp>,
    pub(crate) started: Option<Timestamp>,
    pub(crate) ended: Option<Timestamp>,
}

/// A row of `attendances` with the person's name.
#[derive(Debug, Clone)]
pub(crate) struct AttendanceRow {
    pub(crate) person: i64,
    pub(crate) uuid: String,
    pub(crate) name: String,
    pub(crate) me: bool,
    pub(crate) presence: Presence,
}

/// A row of `agenda_items`.
#[derive(Debug, Clone)]
pub(crate) struct ItemRow {
    pub(crate) id: i64,
    pub(crate) meeting: MeetingId,
    pub(crate) proposal: ProposalId,
    pub(crate) revision: u32,
    pub(crate) minutes: u32,
    pub(crate) decider: i64,
    pub(crate) door: Door,
    pub(crate) decision: Option<crate::decisions::DecisionId>,
    pub(crate) set_aside: bool,
}

/// A row of `rounds`.
#[derive(Debug, Clone)]
pub(crate) struct RoundRow {
    pub(crate) id: i64,
    pub(crate) number: u32,
    pub(crate) state: RoundState,
}

const TOPICS: &[Topic] = &[Topic::Meetings, Topic::Proposals, Topic::Scores, Topic::Journal, Topic::People];

fn row(conn: &Connection, id: MeetingId) -> Result<MeetingRow> {
    rows::get(conn, id)?.ok_or_else(|| Error::not_found(Entity::Meeting, id))
}

/// A meeting that has not ended: what was held is changed in its minutes alone.
fn open_row(conn: &Connection, id: MeetingId) -> Result<MeetingRow> {
    let row = row(conn, id)?;
    if row.ended.is_some() { Err(Error::rejected(id, Rule::MeetingEnded)) } else { Ok(row) }
}

fn item(conn: &Connection, at: OnAgenda) -> Result<ItemRow> {
    row(conn, at.meeting)?;
    agenda::get(conn, at)?
        .ok_or_else(|| Error::not_found(Entity::AgendaItem, format!("{} {}", at.meeting, at.proposal)))
}

/// The person with this id among those of the meeting.
fn attendee(conn: &Connection, meeting: MeetingId, person: &str) -> Result<AttendanceRow> {
    let found = rows::attendances(conn, meeting)?.into_iter().find(|one| one.uuid == person);
    found.ok_or_else(|| Error::not_found(Entity::Person, person))
}

/// The text of the revision that was put on the agenda.
fn pinned_text(conn: &Connection, item: &ItemRow) -> Result<String> {
    crate::storage::revisions::text(conn, item.proposal, item.revision)?
        .ok_or_else(|| Error::corrupt(format!("{} v{} is missing", item.proposal, item.revision)))
}
