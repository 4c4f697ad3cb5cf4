//! Actions: something someone does by a date, carried into *Needs you* and into the next meeting until it is done.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{MeetingId, plan, row};
use crate::change::{Action, Changed, Topic};
use crate::error::{Entity, Error, Reason, Result};
use crate::measures::optional_date;
use crate::portfolio::Portfolio;
use crate::storage::actions as rows;

/// An action to agree on.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ActionInput {
    /// In which meeting.
    pub meeting: MeetingId,
    /// What is done.
    pub text: String,
    /// Who does it, by id or name.
    pub owner: String,
    /// By when, ISO.
    pub due_on: String,
}

/// An action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ActionItem {
    /// Identity, UUIDv7.
    pub id: String,
    /// The meeting it was agreed in.
    pub meeting: MeetingId,
    /// What is done.
    pub text: String,
    /// Who does it, by id.
    pub owner: String,
    /// That person's name.
    pub owner_name: String,
    /// By when, ISO.
    pub due_on: String,
    /// Whether it is done.
    pub done: bool,
}

const TOPICS: &[Topic] = &[Topic::Meetings, Topic::Journal, Topic::People];

impl Portfolio {
    /// Agrees on an action.
    ///
    /// # Errors
    /// [`Error::Invalid`] without words, owner or date.
    pub fn add_action(&self, input: &ActionInput) -> Result<Changed<()>> {
        let text = input.text.trim();
        if text.is_empty() {
            return Err(Error::invalid("text", Reason::Required));
        }
        let due = optional_date("due_on", &input.due_on)?.ok_or_else(|| Error::invalid("due_on", Reason::Required))?;
        self.transact(Action::AddAction, TOPICS, |w| {
            row(w.conn, input.meeting)?;
            let owner = plan::person(w, &input.owner)?;
            rows::insert(w.conn, &w.new_id(), input.meeting, (text, owner, due), w.now)?;
            w.about(input.meeting);
            w.detail(text.chars().take(120).collect::<String>());
            Ok(())
        })
    }

    /// Ticks an action, or takes the tick back.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown one.
    pub fn finish_action(&self, id: &str, done: bool) -> Result<Changed<()>> {
        self.transact(Action::FinishAction, TOPICS, |w| found(rows::set_done(w.conn, id, done.then_some(w.now))?, id))
    }

    /// Drops an action.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown one.
    pub fn drop_action(&self, id: &str) -> Result<Changed<()>> {
        self.transact(Action::DropAction, TOPICS, |w| found(rows::delete(w.conn, id)?, id))
    }
}

fn found(was_there: bool, id: &str) -> Result<()> {
    if was_there { Ok(()) } else { Err(Error::not_found(Entity::Action, id)) }
}
