//! People: authors, raters, deciders. One of them is "me".
//!
//! A person stands in records by id, so a name can be changed or forgotten without touching what was printed.
//! Not here: who may do what; a portfolio belongs to whoever can open its file.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::{ALL_TOPICS, Action, Changed, Topic};
use crate::error::{Entity, Error, Reason, Result, Rule};
use crate::portfolio::{Portfolio, Writing};
use crate::proposals::ProposalId;
use crate::storage::{meetings, people as rows};

/// A person as the window and the command line see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Person {
    /// Identity, UUIDv7; what records hold.
    pub id: String,
    /// What the person is called.
    pub name: String,
    /// Whether this is the person at the keyboard.
    pub me: bool,
    /// Whether the person no longer takes part.
    pub retired: bool,
    /// Whether the person's name was removed for good.
    pub forgotten: bool,
}

/// What forgetting a person left to do by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Forgotten {
    /// Proposals that name the person in their text, an earlier revision, a reason, a remark or a lesson; such a text is its
    /// author's, so it was not rewritten.
    pub named_in: Vec<ProposalId>,
}

const TOPICS: &[Topic] = &[Topic::People, Topic::Proposals, Topic::Scores];

/// The longest name kept, in characters.
const LONGEST_NAME: usize = 200;

impl Portfolio {
    /// Everyone, me first, then by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn people(&self) -> Result<Vec<Person>> {
        self.read(rows::list)
    }

    /// Gives a person another name; records, which hold ids, follow.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty name, [`Error::NotFound`] for an unknown id.
    pub fn rename_person(&self, id: &str, name: &str) -> Result<Changed<()>> {
        let name = checked_name(name)?;
        self.transact(Action::RenamePerson, TOPICS, |w| {
            w.about(name);
            found(rows::rename(w.conn, id, name)?, id)
        })
    }

    /// Makes two people one: what the first did is the second's from now on.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown id, [`Error::Invalid`] when the first is me or both are the same.
    pub fn merge_people(&self, from: &str, into: &str) -> Result<Changed<()>> {
        self.transact(Action::MergePeople, TOPICS, |w| {
            let key = |id: &str| rows::key_of(w.conn, id)?.ok_or_else(|| Error::not_found(Entity::Person, id));
            let (from, into) = (key(from)?, key(into)?);
            if from == into || from == w.me {
                return Err(Error::invalid("person", Reason::OutOfRange("someone else than yourself")));
            }
            if meetings::both_took_part(w.conn, from, into)? {
                return Err(Error::rejected("", Rule::BothTookPart));
            }
            meetings::merge_person(w.conn, from, into)?;
            rows::merge(w.conn, from, into)
        })
    }

    /// Removes a person's name, and every earlier one, from the people, the log, kept minutes and what undo keeps, and
    /// rewrites the file. What they did stays under their id; printed records hold nothing else. This cannot
    /// be undone, and copies made before still hold the name.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown id, [`Error::Invalid`] when it is the person at the keyboard.
    pub fn forget_person(&self, id: &str) -> Result<Changed<Forgotten>> {
        let changed = self.transact(Action::ForgetPerson, ALL_TOPICS, |w| {
            let key = rows::key_of(w.conn, id)?.ok_or_else(|| Error::not_found(Entity::Person, id))?;
            if key == w.me {
                return Err(Error::invalid("person", Reason::OutOfRange("someone else than yourself")));
            }
            let mut named_in = vec![];
            for name in rows::names_of(w.conn, key)? {
                named_in.extend(rows::texts_naming(w.conn, &name)?.into_iter().map(ProposalId));
            }
            named_in.sort_unstable();
            named_in.dedup();
            rows::forget(w.conn, key, &format!("Someone {key}"), w.now)?;
            Ok(Forgotten { named_in })
        })?;
        self.rewrite_file()?;
        Ok(changed)
    }

    /// Takes a person out of the lists to choose from; what they did stays.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown id.
    pub fn retire_person(&self, id: &str) -> Result<Changed<()>> {
        self.transact(Action::RetirePerson, TOPICS, |w| found(rows::retire(w.conn, id, w.now)?, id))
    }
}

/// The row of the person at the keyboard; none only while a portfolio is being made.
pub(crate) fn me(conn: &Connection) -> Result<Option<i64>> {
    rows::me(conn)
}

/// Adds the person at the keyboard to a new portfolio.
pub(crate) fn add_me(w: &Writing<'_>, name: &str) -> Result<()> {
    rows::insert(w.conn, &w.new_id(), checked_name(name)?, true).map(drop)
}

/// The person called `name`; a new name makes a person, an ambiguous one fails. `None` and "me" are me.
pub(crate) fn named(w: &Writing<'_>, name: Option<&str>) -> Result<i64> {
    let Some(name) = name else { return Ok(w.me) };
    let name = checked_name(name)?;
    let mut namesakes = rows::by_name(w.conn, name)?;
    match (namesakes.pop(), namesakes.is_empty()) {
        (Some(person), true) => Ok(person),
        (Some(_), false) => Err(Error::invalid("name", Reason::Ambiguous)),
        (None, _) if name.eq_ignore_ascii_case("me") => Ok(w.me),
        (None, _) => rows::insert(w.conn, &w.new_id(), name, false),
    }
}

fn checked_name(name: &str) -> Result<&str> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::invalid("name", Reason::Required));
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(Error::invalid("name", Reason::TooLong));
    }
    Ok(name)
}

fn found(was_there: bool, id: &str) -> Result<()> {
    if was_there { Ok(()) } else { Err(Error::not_found(Entity::Person, id)) }
}
