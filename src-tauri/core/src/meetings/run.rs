//! Running a meeting: the facilitator moves forward through the phases, people come and go, a timer counts down.
//!
//! Where the meeting is stands in the file, so that it goes on there after any end of the program. Not here: what is done in a
//! phase. Invariant: the timer never ends a phase, and a clock that was set back never makes it longer than it was meant to be.

use jiff::Timestamp;
use rusqlite::Connection;

use super::{
    ItemRow, MeetingId, MeetingRow, OnAgenda, Phase, Presence, TOPICS, TimerMove, attendee, item, minutes, open_row,
    rounds,
};
use crate::change::{Action, Changed, Topic};
use crate::error::{Error, Result, Rule};
use crate::portfolio::{Portfolio, Writing};
use crate::proposals::{self, Cause, Lane, Stage};
use crate::storage::{agenda, comments, meetings as rows, rounds as round_rows};

/// What *extend* adds, in seconds.
const EXTENSION: u32 = 120;

impl Portfolio {
    /// Moves the meeting on to its next phase; from Score that opens all ballots, from Decide it goes to the next item.
    ///
    /// # Errors
    /// [`Error::Rejected`] when the agenda is empty, nobody is here, not everyone has sealed, or the meeting has ended.
    pub fn advance_meeting(&self, id: MeetingId) -> Result<Changed<Phase>> {
        self.transact(Action::AdvanceMeeting, ALL, |w| {
            let mut row = open_row(w.conn, id)?;
            match (row.phase, current(w.conn, &row)?) {
                (Phase::Lobby, _) => begin(w, &mut row)?,
                (Phase::Minutes, _) => {
                    row.ended = Some(w.now);
                    minutes::keep_unedited(w, id)?;
                }
                (_, None) => next_item(w, &mut row)?,
                (phase, Some(item)) => step(w, &mut row, phase, &item)?,
            }
            rows::put_progress(w.conn, &row)?;
            w.about(id);
            w.detail(detail(&row));
            Ok(row.phase)
        })
    }

    /// Leaves an item undecided and goes on; an open round of it is withdrawn.
    ///
    /// # Errors
    /// [`Error::Rejected`] when it is not on the table.
    pub fn set_item_aside(&self, on: OnAgenda) -> Result<Changed<()>> {
        self.transact(Action::SetItemAside, ALL, |w| {
            let mut row = open_row(w.conn, on.meeting)?;
            let item = item(w.conn, on)?;
            if row.proposal != Some(on.proposal) {
                return Err(Error::rejected(on.proposal, Rule::NotOnTheTable));
            }
            if let Some(round) = round_rows::open(w.conn, item.id)? {
                rounds::withdraw(w, &item, &round)?;
            }
            comments::release(w.conn, item.id, w.now)?;
            next_item(w, &mut row)?;
            rows::put_progress(w.conn, &row)?;
            w.about(on.meeting);
            w.detail(on.proposal);
            Ok(())
        })
    }

    /// Goes back to scoring for a second private round; the first one is kept.
    ///
    /// # Errors
    /// [`Error::Rejected`] unless the item is being discussed.
    pub fn begin_second_round(&self, on: OnAgenda) -> Result<Changed<()>> {
        self.transact(Action::OpenRound, ALL, |w| {
            let mut row = open_row(w.conn, on.meeting)?;
            let item = item(w.conn, on)?;
            if row.proposal != Some(on.proposal) || !matches!(row.phase, Phase::Reveal | Phase::Discuss) {
                return Err(Error::rejected(on.proposal, Rule::NotOnTheTable));
            }
            rounds::open(w, &item)?;
            enter(w, &mut row, Phase::Score, Some(&item));
            rows::put_progress(w.conn, &row)?;
            w.about(on.meeting);
            w.detail(on.proposal);
            Ok(())
        })
    }

    /// Says who is here. Someone who comes after the beginning is late, and takes part from then on.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the person was not asked.
    pub fn set_presence(&self, id: MeetingId, person: &str, presence: Presence) -> Result<Changed<()>> {
        self.transact(Action::SetPresence, TOPICS, |w| {
            open_row(w.conn, id)?;
            let person = attendee(w.conn, id, person)?;
            rows::set_presence(w.conn, id, person.person, presence)?;
            w.about(id);
            w.detail(format!("{} {presence}", person.name));
            Ok(())
        })
    }

    /// Starts, holds, extends or takes away the timer.
    ///
    /// # Errors
    /// [`Error::Rejected`] when the meeting has ended.
    pub fn move_timer(&self, id: MeetingId, how: TimerMove) -> Result<Changed<()>> {
        self.transact(Action::MoveTimer, &[Topic::Meetings], |w| {
            let mut row = open_row(w.conn, id)?;
            let spent = spent(&row, w.now);
            match how {
                TimerMove::Start if row.timer_seconds.is_none() => {
                    let item = current(w.conn, &row)?;
                    set_timer(w, &mut row, item.as_ref());
                }
                TimerMove::Start => (row.timer_spent, row.timer_since) = (spent, Some(w.now)),
                TimerMove::Pause => (row.timer_spent, row.timer_since) = (spent, None),
                TimerMove::Extend => {
                    // What ran over is given back, so that two minutes more are two minutes.
                    let base = row.timer_seconds.unwrap_or(0).max(spent);
                    row.timer_seconds = Some(base.saturating_add(EXTENSION));
                }
                TimerMove::Off => (row.timer_seconds, row.timer_spent, row.timer_since) = (None, 0, None),
            }
            rows::put_progress(w.conn, &row)?;
            w.about(id);
            w.detail(how);
            Ok(())
        })
    }
}

const ALL: &[Topic] = &[
    Topic::Meetings,
    Topic::Proposals,
    Topic::Scores,
    Topic::Decisions,
    Topic::Documents,
    Topic::Journal,
    Topic::People,
];

/// The item on the table.
pub(super) fn current(conn: &Connection, row: &MeetingRow) -> Result<Option<ItemRow>> {
    match row.proposal {
        Some(proposal) => agenda::get(conn, OnAgenda { meeting: row.id, proposal }),
        None => Ok(None),
    }
}

fn begin(w: &Writing<'_>, row: &mut MeetingRow) -> Result<()> {
    let items = agenda::of_meeting(w.conn, row.id)?;
    if items.is_empty() {
        return Err(Error::rejected(row.id, Rule::EmptyAgenda));
    }
    if !rows::attendances(w.conn, row.id)?.iter().any(|one| one.presence.is_here()) {
        return Err(Error::rejected(row.id, Rule::NobodyHere));
    }
    row.started = Some(w.now);
    next_item(w, row)
}

/// Goes on to the first item that is neither decided nor set aside; after the last to the minutes. What is left undecided
/// on the table is set aside.
fn next_item(w: &Writing<'_>, row: &mut MeetingRow) -> Result<()> {
    if let Some(mut left) = current(w.conn, row)?.filter(|item| item.decision.is_none()) {
        left.set_aside = true;
        agenda::put(w.conn, &left)?;
    }
    let items = agenda::of_meeting(w.conn, row.id)?;
    let next = items.iter().find(|item| item.decision.is_none() && !item.set_aside);
    match next {
        Some(item) => {
            under_review(w, item)?;
            rounds::open(w, item)?;
            enter(w, row, Phase::Read, Some(item));
        }
        None => enter(w, row, Phase::Minutes, None),
    }
    row.proposal = next.map(|item| item.proposal);
    Ok(())
}

fn under_review(w: &Writing<'_>, item: &ItemRow) -> Result<()> {
    let proposal = proposals::row(w.conn, item.proposal)?;
    proposals::refuse_trashed(&proposal)?;
    proposals::keep_revision(w, item.proposal, Cause::Meeting)?;
    if proposal.stage == Stage::Ready {
        proposals::enter(w, &proposal, Stage::InReview, None)?;
    }
    Ok(())
}

fn step(w: &Writing<'_>, row: &mut MeetingRow, phase: Phase, item: &ItemRow) -> Result<()> {
    let scored = proposals::row(w.conn, item.proposal)?.lane == Lane::New;
    let next = match phase {
        Phase::Read if scored => {
            rounds::open(w, item)?;
            Phase::Score
        }
        Phase::Score => {
            rounds::reveal(w, item)?;
            Phase::Reveal
        }
        Phase::Read | Phase::Reveal => {
            comments::release(w.conn, item.id, w.now)?;
            Phase::Discuss
        }
        Phase::Discuss => Phase::Decide,
        Phase::Decide | Phase::Lobby | Phase::Minutes => return next_item(w, row),
    };
    enter(w, row, next, Some(item));
    Ok(())
}

fn enter(w: &Writing<'_>, row: &mut MeetingRow, phase: Phase, item: Option<&ItemRow>) {
    row.phase = phase;
    set_timer(w, row, item);
}

/// The share of an item's minutes that a phase gets, in percent; Reveal is a moment and has no timer.
fn share(phase: Phase) -> u32 {
    match phase {
        Phase::Read | Phase::Discuss => 35,
        Phase::Score => 20,
        Phase::Decide => 10,
        Phase::Lobby | Phase::Reveal | Phase::Minutes => 0,
    }
}

fn set_timer(w: &Writing<'_>, row: &mut MeetingRow, item: Option<&ItemRow>) {
    let seconds = item.map_or(0, |item| item.minutes * 60 * share(row.phase) / 100);
    row.timer_seconds = (seconds > 0).then_some(seconds);
    row.timer_spent = 0;
    row.timer_since = row.timer_seconds.map(|_| w.now);
}

/// How much of the phase has passed. A clock set back counts as no time, never as time given.
fn spent(row: &MeetingRow, now: Timestamp) -> u32 {
    let since = row.timer_since.map_or(0, |since| now.duration_since(since).as_secs().max(0));
    row.timer_spent.saturating_add(u32::try_from(since).unwrap_or(u32::MAX))
}

fn detail(row: &MeetingRow) -> String {
    match (row.ended, row.proposal) {
        (Some(_), _) => "ended".to_owned(),
        (None, Some(proposal)) => format!("{} {proposal}", row.phase),
        (None, None) => row.phase.to_string(),
    }
}
