//! Principles: sentences the team decides by, and which decisions applied them.
//!
//! A tie stands beside the record, which stays as it was printed. Not here: lessons, which are about one launch.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::{Action, Changed, Topic};
use crate::decisions::{DecisionId, Outcome};
use crate::error::{Entity, Error, Reason, Result};
use crate::portfolio::Portfolio;
use crate::proposals::ProposalId;
use crate::storage::{decisions, principles as rows};

/// The longest principle kept, in characters.
const LONGEST_PRINCIPLE: usize = 500;

/// A sentence the team decides by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Principle {
    /// Identity, UUIDv7.
    pub id: String,
    /// The sentence.
    pub text: String,
    /// When it was kept, RFC 3339.
    pub at: String,
    /// Whether it is no longer used; where it was applied stays.
    pub retired: bool,
    /// The decisions that applied it, newest first.
    pub applied: Vec<Applied>,
}

/// A decision that applied a principle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Applied {
    /// `D-021`
    pub decision: DecisionId,
    /// What was decided.
    pub outcome: Outcome,
    /// On which proposal.
    pub proposal: ProposalId,
    /// Its problem, as lists show it.
    pub problem: String,
}

const TOPICS: &[Topic] = &[Topic::Principles, Topic::Journal];

impl Portfolio {
    /// Every principle, those in use first, each with the decisions that applied it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn principles(&self) -> Result<Vec<Principle>> {
        self.read(rows::list)
    }

    /// Keeps a principle.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty or overlong sentence, or one that is kept already.
    pub fn keep_principle(&self, text: &str) -> Result<Changed<String>> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::invalid("text", Reason::Required));
        }
        if text.chars().count() > LONGEST_PRINCIPLE {
            return Err(Error::invalid("text", Reason::TooLong));
        }
        self.transact(Action::KeepPrinciple, TOPICS, |w| {
            if rows::is_kept(w.conn, text)? {
                return Err(Error::invalid("text", Reason::Exists));
            }
            let id = w.new_id();
            rows::insert(w.conn, &id, text, w.now)?;
            w.detail(text.chars().take(120).collect::<String>());
            Ok(id.to_string())
        })
    }

    /// Takes a principle out of use; where it was applied stays.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown one.
    pub fn retire_principle(&self, id: &str) -> Result<Changed<()>> {
        self.transact(Action::RetirePrinciple, TOPICS, |w| {
            if rows::retire(w.conn, id, w.now)? { Ok(()) } else { Err(Error::not_found(Entity::Principle, id)) }
        })
    }

    /// Says that a decision applied a principle, or that it did not.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown decision or principle.
    pub fn apply_principle(&self, decision: DecisionId, id: &str, applies: bool) -> Result<Changed<()>> {
        self.transact(Action::ApplyPrinciple, TOPICS, |w| {
            if decisions::get(w.conn, decision)?.is_none() {
                return Err(Error::not_found(Entity::Decision, decision));
            }
            let key = rows::key_of(w.conn, id)?.ok_or_else(|| Error::not_found(Entity::Principle, id))?;
            rows::apply(w.conn, key, decision, applies, w.now)?;
            w.about(decision);
            Ok(())
        })
    }
}
