//! Actions: something someone does by a date, agreed in a meeting or a weekly review, and carried into *Needs you* and
//! into the next of its kind until it is done.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{MeetingId, plan, row};
use crate::change::{Action, Changed, Topic};
use crate::error::{Entity, Error, Reason, Result};
use crate::measures::optional_date;
use crate::portfolio::Portfolio;
use crate::storage::{actions as rows, decks};

/// Where an action was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "id")]
pub enum AgreedIn {
    /// A meeting.
    Meeting(MeetingId),
    /// The weekly review of a deck, by its id.
    WeeklyReview(String),
}

/// An action to agree on.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ActionInput {
    /// Where.
    pub agreed_in: AgreedIn,
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
    /// Where it was agreed; absent when that is gone.
    pub agreed_in: Option<AgreedIn>,
    /// What that is known by: `M-003`, or the title of a deck.
    pub place: String,
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

const TOPICS: &[Topic] = &[Topic::Meetings, Topic::Decks, Topic::Journal, Topic::People];

impl Portfolio {
    /// Agrees on an action.
    ///
    /// # Errors
    /// [`Error::Invalid`] without words, owner or date; [`Error::NotFound`] for an unknown meeting or deck.
    pub fn add_action(&self, input: &ActionInput) -> Result<Changed<()>> {
        let text = input.text.trim();
        if text.is_empty() {
            return Err(Error::invalid("text", Reason::Required));
        }
        let due = optional_date("due_on", &input.due_on)?.ok_or_else(|| Error::invalid("due_on", Reason::Required))?;
        self.transact(Action::AddAction, TOPICS, |w| {
            match &input.agreed_in {
                AgreedIn::Meeting(id) => {
                    row(w.conn, *id)?;
                    w.about(*id);
                }
                AgreedIn::WeeklyReview(id) => {
                    decks::get(w.conn, id)?.ok_or_else(|| Error::not_found(Entity::Deck, id))?;
                }
            }
            let owner = plan::person(w, &input.owner)?;
            rows::insert(w.conn, &w.new_id(), &input.agreed_in, (text, owner, due), w.now)?;
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
