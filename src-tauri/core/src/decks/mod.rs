//! Decks: which measures are looked at every week, in which order. Kept in the portfolio, made without a file.
//!
//! A deck's figures come from the standing values of its measures, by the engine in `wbr`; `weekly` goes through them one
//! by one. Invariant: the order is the person's own and stays until they change it.

mod review;
mod weekly;

use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::{Action, Changed, Topic};
use crate::error::{Entity, Error, Reason, Result};
use crate::portfolio::Portfolio;
use crate::storage::decks as rows;

pub use weekly::{WeeklyItem, WeeklyReview};

crate::vocabulary! {
    /// The day that ends a week.
    pub enum WeekEnd {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
}

impl WeekEnd {
    fn weekday(self) -> Weekday {
        match self {
            Self::Monday => Weekday::Monday,
            Self::Tuesday => Weekday::Tuesday,
            Self::Wednesday => Weekday::Wednesday,
            Self::Thursday => Weekday::Thursday,
            Self::Friday => Weekday::Friday,
            Self::Saturday => Weekday::Saturday,
            Self::Sunday => Weekday::Sunday,
        }
    }
}

/// A deck as a person sets it up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DeckInput {
    /// What it is called.
    pub title: String,
    /// The day that ends a week.
    pub week_ends_on: WeekEnd,
    /// The month that ends the fiscal year, 1 to 12.
    pub fiscal_year_end: u32,
    /// What it shows, in order.
    pub items: Vec<DeckItem>,
}

/// A part of a deck: a heading, or a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DeckItem {
    /// A heading.
    pub heading: Option<String>,
    /// The id of a measure.
    pub measure: Option<String>,
}

/// A deck in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DeckLine {
    /// Identity, UUIDv7.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// How many measures it shows.
    pub measures: u32,
}

/// A measure that a deck can show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DeckMeasure {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it belongs to: a proposal's id, or the name of a running product.
    pub of: String,
    /// How many values there are.
    pub values: u32,
}

const TOPICS: &[Topic] = &[Topic::Decks];

impl Portfolio {
    /// Every deck, by title.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn decks(&self) -> Result<Vec<DeckLine>> {
        self.read(rows::lines)
    }

    /// A deck as it is set up.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown id.
    pub fn deck(&self, id: &str) -> Result<DeckInput> {
        self.read(|conn| rows::get(conn, id)?.ok_or_else(|| Error::not_found(Entity::Deck, id)))
    }

    /// The measures that a deck can show.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn deck_measures(&self) -> Result<Vec<DeckMeasure>> {
        self.read(rows::measures)
    }

    /// The id of the deck with this title, whatever its case.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; [`Error::Invalid`] when several share it.
    pub fn find_deck(&self, title: &str) -> Result<String> {
        let wanted = title.trim().to_lowercase();
        let named = |deck: &DeckLine| deck.id == wanted || deck.title.to_lowercase() == wanted;
        let mut found = self.decks()?.into_iter().filter(named);
        let deck = found.next().ok_or_else(|| Error::not_found(Entity::Deck, title.trim()))?;
        if found.next().is_some() { Err(Error::invalid("deck", Reason::Ambiguous)) } else { Ok(deck.id) }
    }

    /// Makes a deck and returns its id.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty title, a month that is none, or an item that is neither heading nor known measure.
    pub fn make_deck(&self, new: &DeckInput) -> Result<Changed<String>> {
        checked(new)?;
        self.transact(Action::MakeDeck, TOPICS, |w| {
            let id = w.new_id().to_string();
            rows::insert(w.conn, &id, new, w.now)?;
            rows::put_items(w.conn, &id, &new.items)?;
            w.detail(new.title.trim());
            Ok(id)
        })
    }

    /// Sets a deck up anew.
    ///
    /// # Errors
    /// As [`Portfolio::make_deck`]; [`Error::NotFound`] for an unknown id.
    pub fn change_deck(&self, id: &str, new: &DeckInput) -> Result<Changed<()>> {
        checked(new)?;
        self.transact(Action::ChangeDeck, TOPICS, |w| {
            rows::get(w.conn, id)?.ok_or_else(|| Error::not_found(Entity::Deck, id))?;
            rows::update(w.conn, id, new)?;
            rows::put_items(w.conn, id, &new.items)?;
            w.detail(new.title.trim());
            Ok(())
        })
    }

    /// Removes a deck; its measures stay.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown id.
    pub fn remove_deck(&self, id: &str) -> Result<Changed<()>> {
        self.transact(Action::RemoveDeck, TOPICS, |w| {
            let deck = rows::get(w.conn, id)?.ok_or_else(|| Error::not_found(Entity::Deck, id))?;
            rows::delete(w.conn, id)?;
            w.detail(deck.title);
            Ok(())
        })
    }
}

fn checked(new: &DeckInput) -> Result<()> {
    if new.title.trim().is_empty() {
        return Err(Error::invalid("title", Reason::Required));
    }
    if !(1..=12).contains(&new.fiscal_year_end) {
        return Err(Error::invalid("fiscal_year_end", Reason::OutOfRange("a month, 1 to 12")));
    }
    if new.items.iter().any(|item| item.heading.is_some() == item.measure.is_some()) {
        return Err(Error::invalid("items", Reason::Required));
    }
    Ok(())
}
