//! Planning: who, when, and an agenda of proposals, each pinned to a revision, with its minutes and its one decider.
//!
//! Not here: what happens in the meeting. Invariant: what has begun is not taken off the agenda, and a pinned revision stands
//! whatever is written since.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{MeetingId, OnAgenda, Presence, TOPICS, door, item, open_row};
use crate::change::{Action, Changed};
use crate::error::{Error, Reason, Result, Rule};
use crate::measures::optional_date;
use crate::people;
use crate::portfolio::{Portfolio, Writing};
use crate::proposals::{self, Cause, Door, ProposalId, Stage};
use crate::storage::{agenda, meetings as rows, people as person_rows, rounds as round_rows};

/// How long an item takes unless someone says otherwise, in minutes.
const MINUTES: u32 = 20;

/// The longest an item may take, in minutes.
const LONGEST: u32 = 480;

/// The longest title kept, in characters.
const LONGEST_TITLE: usize = 200;

/// Who meets when, and about what.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct MeetingInput {
    /// What the meeting is called.
    pub title: String,
    /// Its date, ISO.
    pub on: String,
    /// Who is asked: ids, or names; a new name makes a person.
    pub people: Vec<String>,
    /// What is put on the agenda, in this order. Given only when it is planned.
    pub proposals: Vec<ProposalId>,
}

/// How an item of the agenda is to be. What is absent is left, or suggested.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct NewItem {
    /// Which item.
    pub on: OnAgenda,
    /// How long it takes, in minutes.
    pub minutes: Option<u32>,
    /// The one who decides, by id or name.
    pub decider: Option<String>,
    /// How reversible the decision is.
    pub door: Option<Door>,
}

impl Portfolio {
    /// Plans a meeting.
    ///
    /// # Errors
    /// [`Error::Invalid`] without a title or date, or when a name could mean two people; [`Error::Rejected`] for a proposal that
    /// cannot be reviewed.
    pub fn plan_meeting(&self, input: &MeetingInput) -> Result<Changed<MeetingId>> {
        let (title, on) = checked(input)?;
        self.transact(Action::PlanMeeting, TOPICS, |w| {
            let id = rows::insert(w.conn, &w.new_id(), title, on, w.now)?;
            invite(w, id, &input.people)?;
            if rows::attendances(w.conn, id)?.is_empty() {
                rows::invite(w.conn, id, w.me, Presence::Present)?;
            }
            for proposal in &input.proposals {
                let on = OnAgenda { meeting: id, proposal: *proposal };
                put(w, &NewItem { on, minutes: None, decider: None, door: None })?;
            }
            w.about(id);
            w.detail(title);
            Ok(id)
        })
    }

    /// Gives a meeting another title or date, and asks exactly these people.
    ///
    /// # Errors
    /// As [`Portfolio::plan_meeting`]; [`Error::Rejected`] when the meeting has ended or someone took part already.
    pub fn change_meeting(&self, id: MeetingId, input: &MeetingInput) -> Result<Changed<()>> {
        let (title, on) = checked(input)?;
        self.transact(Action::ChangeMeeting, TOPICS, |w| {
            let row = open_row(w.conn, id)?;
            rows::describe(w.conn, id, title, on)?;
            let wanted = invite(w, id, &input.people)?;
            for one in rows::attendances(w.conn, id)? {
                if !wanted.contains(&one.person) {
                    if row.started.is_some() || decides(w.conn, id, one.person)? {
                        return Err(Error::rejected(one.name, Rule::TakesPart));
                    }
                    rows::uninvite(w.conn, id, one.person)?;
                }
            }
            w.about(id);
            Ok(())
        })
    }

    /// Takes a meeting back that has not begun.
    ///
    /// # Errors
    /// [`Error::Rejected`] once it has begun or ballot kits are out.
    pub fn cancel_meeting(&self, id: MeetingId) -> Result<Changed<()>> {
        self.transact(Action::CancelMeeting, TOPICS, |w| {
            let row = open_row(w.conn, id)?;
            for item in agenda::of_meeting(w.conn, id)? {
                refuse_begun(w.conn, item.id, item.proposal)?;
            }
            if row.started.is_some() {
                return Err(Error::rejected(id, Rule::RoundBegan));
            }
            rows::delete(w.conn, id)?;
            w.about(id);
            Ok(())
        })
    }

    /// Puts a proposal on an agenda, pinned to its text as it stands.
    ///
    /// # Errors
    /// [`Error::Rejected`] when it is in the trash, decided, a spark, or on the agenda of another meeting to come.
    pub fn put_on_agenda(&self, new: &NewItem) -> Result<Changed<()>> {
        self.transact(Action::PutOnAgenda, TOPICS, |w| {
            open_row(w.conn, new.on.meeting)?;
            if agenda::get(w.conn, new.on)?.is_some() {
                return Err(Error::invalid("proposal", Reason::Exists));
            }
            put(w, new)?;
            w.about(new.on.meeting);
            w.detail(new.on.proposal);
            Ok(())
        })
    }

    /// Puts proposals on an agenda, all or none, each pinned to its text as it stands; what is on it already stays as it is.
    /// Returns how many were added.
    ///
    /// # Errors
    /// As [`Portfolio::put_on_agenda`]; [`Error::Refused`] says which of many.
    pub fn put_all_on_agenda(&self, meeting: MeetingId, ids: &[ProposalId]) -> Result<Changed<u32>> {
        self.transact(Action::PutOnAgenda, TOPICS, |w| {
            open_row(w.conn, meeting)?;
            let mut added = 0;
            proposals::each(ids, |proposal| {
                let on = OnAgenda { meeting, proposal };
                if agenda::get(w.conn, on)?.is_none() {
                    put(w, &NewItem { on, minutes: None, decider: None, door: None })?;
                    added += 1;
                }
                Ok(())
            })?;
            w.about(meeting);
            w.detail(ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
            Ok(added)
        })
    }

    /// Changes minutes, decider or door of an item.
    ///
    /// # Errors
    /// [`Error::Rejected`] once it is decided; [`Error::NotFound`] when the decider is not asked to the meeting.
    pub fn change_item(&self, new: &NewItem) -> Result<Changed<()>> {
        self.transact(Action::ChangeAgenda, TOPICS, |w| {
            open_row(w.conn, new.on.meeting)?;
            let mut item = item(w.conn, new.on)?;
            if item.decision.is_some() {
                return Err(Error::rejected(item.proposal, Rule::AlreadyPrinted));
            }
            if let Some(minutes) = new.minutes {
                item.minutes = checked_minutes(minutes)?;
            }
            if let Some(decider) = &new.decider {
                item.decider = asked(w, new.on.meeting, decider)?;
            }
            item.door = new.door.unwrap_or(item.door);
            agenda::put(w.conn, &item)?;
            w.about(new.on.meeting);
            w.detail(new.on.proposal);
            Ok(())
        })
    }

    /// Pins an item to the text as it stands now.
    ///
    /// # Errors
    /// [`Error::Rejected`] once a round of it is open: what was scored stands.
    pub fn pin_newest_revision(&self, on: OnAgenda) -> Result<Changed<u32>> {
        self.transact(Action::ChangeAgenda, TOPICS, |w| {
            open_row(w.conn, on.meeting)?;
            let mut item = item(w.conn, on)?;
            refuse_begun(w.conn, item.id, item.proposal)?;
            item.revision = proposals::keep_revision(w, on.proposal, Cause::Meeting)?;
            agenda::put(w.conn, &item)?;
            w.about(on.meeting);
            w.detail(format!("{} v{}", on.proposal, item.revision));
            Ok(item.revision)
        })
    }

    /// Puts the agenda in this order; items that are not named follow as they were.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown meeting.
    pub fn order_agenda(&self, id: MeetingId, order: &[ProposalId]) -> Result<Changed<()>> {
        self.transact(Action::ChangeAgenda, TOPICS, |w| {
            open_row(w.conn, id)?;
            let mut items = agenda::of_meeting(w.conn, id)?;
            items.sort_by_key(|item| order.iter().position(|one| *one == item.proposal).unwrap_or(usize::MAX));
            for (position, item) in (1..).zip(&items) {
                agenda::set_position(w.conn, item.id, position)?;
            }
            w.about(id);
            Ok(())
        })
    }

    /// Takes an item off the agenda.
    ///
    /// # Errors
    /// [`Error::Rejected`] once it has begun; then it can be set aside.
    pub fn take_off_agenda(&self, on: OnAgenda) -> Result<Changed<()>> {
        self.transact(Action::TakeOffAgenda, TOPICS, |w| {
            let row = open_row(w.conn, on.meeting)?;
            let item = item(w.conn, on)?;
            refuse_begun(w.conn, item.id, item.proposal)?;
            if row.proposal == Some(on.proposal) {
                return Err(Error::rejected(on.proposal, Rule::RoundBegan));
            }
            agenda::delete(w.conn, item.id)?;
            w.about(on.meeting);
            w.detail(on.proposal);
            Ok(())
        })
    }
}

fn checked(input: &MeetingInput) -> Result<(&str, jiff::civil::Date)> {
    let title = input.title.trim();
    if title.is_empty() {
        return Err(Error::invalid("title", Reason::Required));
    }
    if title.chars().count() > LONGEST_TITLE {
        return Err(Error::invalid("title", Reason::TooLong));
    }
    let on = optional_date("on", &input.on)?.ok_or_else(|| Error::invalid("on", Reason::Required))?;
    Ok((title, on))
}

fn checked_minutes(minutes: u32) -> Result<u32> {
    if (1..=LONGEST).contains(&minutes) {
        Ok(minutes)
    } else {
        Err(Error::invalid("minutes", Reason::OutOfRange("1 to 480")))
    }
}

/// Asks people to a meeting; returns all of them.
fn invite(w: &Writing<'_>, id: MeetingId, who: &[String]) -> Result<Vec<i64>> {
    who.iter()
        .map(|one| {
            let person = person(w, one)?;
            rows::invite(w.conn, id, person, Presence::Present)?;
            Ok(person)
        })
        .collect()
}

/// The person behind an id or a name.
pub(super) fn person(w: &Writing<'_>, who: &str) -> Result<i64> {
    match person_rows::key_of(w.conn, who)? {
        Some(person) => Ok(person),
        None => people::named(w, Some(who)),
    }
}

/// The person behind an id or a name, who must be asked to the meeting.
fn asked(w: &Writing<'_>, id: MeetingId, who: &str) -> Result<i64> {
    let person = person(w, who)?;
    let here = rows::attendances(w.conn, id)?.iter().any(|one| one.person == person);
    if here { Ok(person) } else { Err(Error::rejected(who, Rule::NotInMeeting)) }
}

fn put(w: &Writing<'_>, new: &NewItem) -> Result<()> {
    let row = proposals::row(w.conn, new.on.proposal)?;
    proposals::refuse_trashed(&row)?;
    match row.stage {
        Stage::Spark => return Err(Error::rejected(row.id, Rule::SparkNotReviewed)),
        Stage::Approved | Stage::Building | Stage::Launched | Stage::Closed => {
            return Err(Error::rejected(row.id, Rule::AlreadyDecided));
        }
        Stage::Draft | Stage::Ready | Stage::InReview | Stage::NotYet | Stage::Declined | Stage::Stopped => {}
    }
    if let Some(other) = agenda::elsewhere(w.conn, new.on)? {
        return Err(Error::rejected(other, Rule::OnAnotherAgenda));
    }
    let text = proposals::document_text(w.conn, row.id)?;
    let decider = match &new.decider {
        Some(who) => asked(w, new.on.meeting, who)?,
        None => default_decider(w, new.on.meeting)?,
    };
    let door = new.door.unwrap_or_else(|| match row.door {
        Door::OneWay => Door::OneWay,
        Door::TwoWay => door::suggested(&text).0,
    });
    agenda::insert(
        w.conn,
        &agenda::New {
            at: new.on,
            revision: proposals::keep_revision(w, row.id, Cause::Meeting)?,
            minutes: checked_minutes(new.minutes.unwrap_or(MINUTES))?,
            decider,
            door,
        },
    )
}

/// Me when I am asked, else the first who is.
fn default_decider(w: &Writing<'_>, id: MeetingId) -> Result<i64> {
    let people = rows::attendances(w.conn, id)?;
    let me = people.iter().find(|one| one.me).or(people.first());
    me.map(|one| one.person).ok_or_else(|| Error::invalid("people", Reason::Required))
}

fn decides(conn: &Connection, id: MeetingId, person: i64) -> Result<bool> {
    Ok(agenda::of_meeting(conn, id)?.iter().any(|item| item.decider == person))
}

/// A round that was opened leaves ballots or their absence behind: the item stays.
fn refuse_begun(conn: &Connection, item: i64, proposal: ProposalId) -> Result<()> {
    if round_rows::of_item(conn, item)?.is_empty() { Ok(()) } else { Err(Error::rejected(proposal, Rule::RoundBegan)) }
}
