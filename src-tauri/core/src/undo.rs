//! Undo and redo across the whole portfolio: the recorded change applied backwards, or again, in one transaction.
//!
//! Not here: which actions can be taken back ([`Action::can_be_undone`]) and how rows are captured (`storage::capture`).
//! Invariant: undo then redo leaves every row as it was; what a record froze, and what someone else changed since, is refused.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::{ALL_TOPICS, Action, Changed};
use crate::error::{Error, Result, Rule};
use crate::portfolio::Portfolio;
use crate::proposals::{self, ProposalId};
use crate::storage::capture::{self, Columns};
use crate::storage::changes::{self, Entry, Op, RowChange};

/// How many of the proposals an undone action touched are named.
const SHOWN: u32 = 100;

/// An action that was, or can be, taken back or done again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Step {
    /// What was done.
    pub action: Action,
    /// What it was about: an id, a count, a name, or nothing.
    pub subject: Option<String>,
    /// A word more: a stage, a level.
    pub detail: Option<String>,
    /// The proposals it touched, as far as a screen can show them; none before it happened.
    pub touched: Vec<ProposalId>,
}

/// What Undo and Redo would do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct UndoState {
    /// The action Undo takes back.
    pub undo: Option<Step>,
    /// The action Redo does again.
    pub redo: Option<Step>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    Again,
}

impl Portfolio {
    /// What Undo and Redo would do now, in this session.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn undo_state(&self) -> Result<UndoState> {
        let session = self.session().to_owned();
        self.read(|conn| {
            Ok(UndoState {
                undo: changes::last_done(conn, &session)?.map(step),
                redo: changes::first_undone(conn, &session)?.map(step),
            })
        })
    }

    /// Takes back the last action of this session.
    ///
    /// # Errors
    /// [`Error::Rejected`] when there is nothing to undo or someone else changed the same rows since; [`Error::Frozen`] when a
    /// record printed since stands on it.
    pub fn undo(&self) -> Result<Changed<Step>> {
        self.travel(Way::Back)
    }

    /// Does the last undone action again.
    ///
    /// # Errors
    /// As [`Portfolio::undo`].
    pub fn redo(&self) -> Result<Changed<Step>> {
        self.travel(Way::Again)
    }

    fn travel(&self, way: Way) -> Result<Changed<Step>> {
        let value = self.rewrite(|conn, session, now| {
            let (found, rule) = match way {
                Way::Back => (changes::last_done(conn, session)?, Rule::NothingToUndo),
                Way::Again => (changes::first_undone(conn, session)?, Rule::NothingToRedo),
            };
            let entry = found.ok_or_else(|| Error::rejected("undo", rule))?;
            refuse_if_it_cannot(conn, &entry, session)?;
            let columns = Columns::of(conn)?;
            let (back, mut reached) = (way == Way::Back, None);
            loop {
                let rows = changes::stretch_of(conn, entry.id, reached, back)?;
                let Some(last) = rows.last() else { break };
                reached = Some(last.seq);
                rows.iter().try_for_each(|row| apply(conn, &columns, row, way))?;
            }
            let action = if way == Way::Back { Action::Undo } else { Action::Redo };
            // Begun first: lines are marked with the newest change.
            let logged = changes::begin(conn, action, now, crate::people::me(conn)?, session)?;
            proposals::refresh(conn, entry.id)?;
            changes::set_undone(conn, entry.id, way == Way::Back)?;
            changes::describe(conn, logged, entry.subject.as_deref(), Some(&entry.action.to_string()))?;
            let touched = changes::touched(conn, entry.id, SHOWN)?;
            Ok(Step { touched, ..step(entry) })
        })?;
        Ok(Changed { value, topics: ALL_TOPICS })
    }
}

fn step(entry: Entry) -> Step {
    Step { action: entry.action, subject: entry.subject, detail: entry.detail, touched: vec![] }
}

fn refuse_if_it_cannot(conn: &Connection, entry: &Entry, session: &str) -> Result<()> {
    if let Some(proposal) = changes::frozen_since(conn, entry.id)? {
        return Err(Error::Frozen { what: proposal.to_string() });
    }
    if let Some(meeting) = changes::scored_since(conn, entry.id)? {
        return Err(Error::Frozen { what: meeting.to_string() });
    }
    if changes::changed_since(conn, entry.id, session)? {
        let subject = entry.subject.clone().unwrap_or_default();
        return Err(Error::rejected(subject, Rule::ChangedSince));
    }
    Ok(())
}

fn apply(conn: &Connection, columns: &Columns, change: &RowChange, way: Way) -> Result<()> {
    let (table, row) = (change.table.as_str(), change.row);
    let lost = || Error::corrupt("a kept change no longer fits its row");
    let image = |image: &Option<String>| image.clone().ok_or_else(lost);
    let done = match (change.op, way) {
        (Op::Insert, Way::Back) => {
            changes::keep_image(conn, columns, change)?;
            capture::delete_row(conn, columns, table, row)?
        }
        (Op::Insert, Way::Again) => {
            capture::insert_row(conn, columns, table, &image(&change.after)?)?;
            true
        }
        (Op::Update, Way::Back) => capture::update_row(conn, columns, table, row, &image(&change.before)?)?,
        (Op::Update, Way::Again) => capture::update_row(conn, columns, table, row, &image(&change.after)?)?,
        (Op::Delete, Way::Back) => {
            capture::insert_row(conn, columns, table, &image(&change.before)?)?;
            true
        }
        (Op::Delete, Way::Again) => capture::delete_row(conn, columns, table, row)?,
    };
    if done { Ok(()) } else { Err(lost()) }
}
