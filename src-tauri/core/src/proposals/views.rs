//! Saved views: a way of looking at the portfolio, kept under a name.
//!
//! A view whose tag or person is gone still opens; it says what is missing. Not here: what a list shows of a view.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Grouping, Sort, SortBy, Stage};
use crate::change::{Action, Changed, Topic};
use crate::error::{Entity, Error, Reason, Result};
use crate::portfolio::Portfolio;
use crate::search::{Condition, Field, Query};
use crate::storage::{suggestions, views as rows};

/// The longest name of a view, in characters.
const LONGEST_NAME: usize = 80;

crate::vocabulary! {
    /// How a view is drawn.
    pub enum ViewKind {
        /// Rows.
        Table = "table",
        /// Stages as columns.
        Board = "board",
        /// Big idea against should we.
        Matrix = "matrix",
    }
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Column {
    /// Which one, as the page calls it.
    pub name: String,
    /// How wide, in pixels.
    pub width: u32,
    /// Whether it is left out.
    pub hidden: bool,
}

/// How a view is laid out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Layout {
    /// Only these stages; all when empty.
    pub stages: Vec<Stage>,
    /// The columns in their order; the usual ones when empty.
    pub columns: Vec<Column>,
    /// The order.
    pub sort: Sort,
    /// The other way round.
    pub reversed: bool,
    /// The order among equals.
    pub then: Option<SortBy>,
    /// What it is divided by.
    pub group: Option<Grouping>,
}

/// A view to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ViewInput {
    /// What it is called.
    pub name: String,
    /// The query language.
    pub query: String,
    /// How it is drawn.
    pub kind: ViewKind,
    /// How it is laid out.
    pub layout: Layout,
}

/// A kept view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct View {
    /// Identity, UUIDv7.
    pub id: String,
    /// What was kept.
    #[serde(flatten)]
    pub view: ViewInput,
    /// Filters whose tag or person is not there any more, as they stand in the query.
    pub missing: Vec<String>,
}

const TOPICS: &[Topic] = &[Topic::Views];

impl Portfolio {
    /// Every kept view, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn views(&self) -> Result<Vec<View>> {
        self.read(|conn| {
            let stored = rows::list(conn)?;
            stored
                .into_iter()
                .map(|stored| {
                    let missing = missing(conn, &stored.view.query)?;
                    Ok(View { id: stored.uuid, view: stored.view, missing })
                })
                .collect()
        })
    }

    /// Keeps a view: a new one, or another look in place of `id`. Returns its identity.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a name that is empty or taken; [`Error::NotFound`] for an unknown view.
    pub fn keep_view(&self, id: Option<&str>, view: &ViewInput) -> Result<Changed<String>> {
        let name = view.name.trim();
        if name.is_empty() {
            return Err(Error::invalid("name", Reason::Required));
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(Error::invalid("name", Reason::TooLong));
        }
        let view = ViewInput { name: name.to_owned(), ..view.clone() };
        self.transact(Action::KeepView, TOPICS, |w| {
            if rows::is_taken(w.conn, &view.name, id)? {
                return Err(Error::invalid("name", Reason::Exists));
            }
            w.about(&view.name);
            match id {
                Some(id) => {
                    known(rows::change(w.conn, id, &view)?, id)?;
                    Ok(id.to_owned())
                }
                None => {
                    let id = w.new_id();
                    rows::put(w.conn, &id, &view, w.now)?;
                    Ok(id.to_string())
                }
            }
        })
    }

    /// Deletes a view; what it shows stays.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown view.
    pub fn delete_view(&self, id: &str) -> Result<Changed<()>> {
        self.transact(Action::DeleteView, TOPICS, |w| {
            let stored = rows::get(w.conn, id)?.ok_or_else(|| Error::not_found(Entity::View, id))?;
            w.about(stored.view.name);
            known(rows::delete(w.conn, id)?, id)
        })
    }
}

fn known(was_there: bool, id: &str) -> Result<()> {
    if was_there { Ok(()) } else { Err(Error::not_found(Entity::View, id)) }
}

/// The tags and owners a query asks for that no proposal has.
fn missing(conn: &Connection, query: &str) -> Result<Vec<String>> {
    let mut missing = vec![];
    for (_, condition) in &Query::parse(query).conditions {
        let gone = match condition {
            Condition::Contains(Field::Tag, tag) => !suggestions::tags(conn, tag, usize::MAX)?
                .iter()
                .any(|(known, _)| known.eq_ignore_ascii_case(tag.trim())),
            Condition::Contains(Field::Owner, name) => !suggestions::is_somebody(conn, name)?,
            _ => continue,
        };
        if let (true, Condition::Contains(field, text)) = (gone, condition) {
            missing.push(format!("{field}:{text}"));
        }
    }
    Ok(missing)
}
