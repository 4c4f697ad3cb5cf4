//! The ledger of ideas not chosen: why not, what would bring them back, and what happened since.
//!
//! A declined or not-yet idea surfaces by itself when its date comes, a measure crosses a value, or a word appears in a
//! new spark. Reopening is a move to Draft; the history stays. Not here: the date, which stands on the proposal itself.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::{Action, Changed, Topic};
use crate::decisions::{DecisionId, Record};
use crate::error::{Entity, Error, Reason, Result, Rule, Unread};
use crate::measures::Direction;
use crate::portfolio::Portfolio;
use crate::proposals::{self, ProposalId, ProposalRow, Stage};
use crate::search::Query;
use crate::storage::{decisions, ledger as rows, measures, proposals as proposal_rows};

crate::vocabulary! {
    /// What became known later of an idea that was not chosen.
    pub enum Finding {
        /// It would have been worth it: a missed winner.
        Missed = "missed",
        /// It was right to leave it.
        Rightly = "rightly",
        /// Not clear yet.
        Unclear = "unclear",
    }
}

/// What brings an idea back to the table: a value that is crossed, or a word in a new spark.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct TriggerInput {
    /// The measure to watch, by id.
    pub measure: Option<String>,
    /// Up: when it reaches the value from below; down: from above.
    pub direction: Option<Direction>,
    /// The value to cross.
    pub value: Option<f64>,
    /// The word to listen for.
    pub word: Option<String>,
}

/// A set trigger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Trigger {
    /// Identity, UUIDv7.
    pub id: String,
    /// The measure's name.
    pub measure: Option<String>,
    /// Which way it is to cross.
    pub direction: Option<Direction>,
    /// The value to cross.
    pub value: Option<f64>,
    /// The word to listen for.
    pub word: Option<String>,
    /// Since when, RFC 3339.
    pub since: String,
    /// What set it off, the oldest first.
    pub stirred: Vec<Stirring>,
}

/// Something that set a trigger off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Stirring {
    /// The date, ISO.
    pub on: String,
    /// The value that crossed.
    pub value: Option<f64>,
    /// The spark that said the word.
    pub spark: Option<ProposalId>,
    /// Its problem, as lists show it.
    pub text: Option<String>,
}

/// What became known later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LaterOutcome {
    /// What it says about not choosing it.
    pub finding: Finding,
    /// What happened.
    pub text: String,
    /// When it was noted, RFC 3339.
    pub at: String,
}

/// An idea that was not chosen, with its history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct LedgerEntry {
    /// Which.
    pub proposal: ProposalId,
    /// Declined or not yet.
    pub stage: Stage,
    /// Since when, RFC 3339.
    pub since: String,
    /// Why it was not chosen.
    pub why: Option<String>,
    /// What must be true before it comes back.
    pub must_be_true: Option<String>,
    /// The printed decision, `D-021`; absent when it was set by hand.
    pub decision: Option<DecisionId>,
    /// When to look again, ISO.
    pub revisit_on: Option<String>,
    /// What else brings it back.
    pub triggers: Vec<Trigger>,
    /// What became known later, newest first.
    pub later: Vec<LaterOutcome>,
}

/// A measure that can be watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct WatchedMeasure {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The proposal it belongs to; none for a running product's.
    pub proposal: Option<ProposalId>,
}

/// A trigger as it is stored.
pub(crate) struct Stored {
    pub(crate) trigger: Trigger,
    pub(crate) proposal: ProposalId,
    pub(crate) problem: String,
    pub(crate) measure_key: Option<i64>,
}

const TOPICS: &[Topic] = &[Topic::Proposals, Topic::Journal];

impl Portfolio {
    /// An idea that was not chosen: why, what would bring it back, what happened since.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal; [`Error::Rejected`] for one that is neither declined nor not yet.
    pub fn ledger_entry(&self, id: ProposalId) -> Result<LedgerEntry> {
        self.read(|conn| {
            let row = unchosen(conn, id)?;
            let decision = decisions::latest(conn, id)?;
            let record = decision
                .map(|id| decisions::get(conn, id)?.map(|stored| Record::read(&stored.record, id)).transpose())
                .transpose()?
                .flatten();
            let triggers = rows::of_proposal(conn, id)?;
            Ok(LedgerEntry {
                proposal: id,
                stage: row.stage,
                since: row.stage_since.to_string(),
                must_be_true: record.as_ref().and_then(|record| record.must_be_true.clone()),
                why: row.stage_why,
                decision: record.and(decision),
                revisit_on: row.revisit_on.map(|date| date.to_string()),
                triggers: triggers
                    .into_iter()
                    .map(|stored| Ok(stirred(conn, stored)?.trigger))
                    .collect::<Result<_>>()?,
                later: rows::later(conn, id)?,
            })
        })
    }

    /// The measures that a trigger can watch.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn watchable_measures(&self) -> Result<Vec<WatchedMeasure>> {
        self.read(rows::watchable)
    }

    /// Sets what brings an idea back to the table.
    ///
    /// # Errors
    /// [`Error::Invalid`] unless it is either a word, or a measure with direction and value.
    pub fn set_trigger(&self, id: ProposalId, input: &TriggerInput) -> Result<Changed<()>> {
        let word = input.word.as_deref().map(str::trim).filter(|word| !word.is_empty());
        if word.is_some_and(|word| Query::parse(word).terms.is_empty()) {
            return Err(Error::invalid("word", Unread::NoWord.into()));
        }
        if input.value.is_some_and(|value| !value.is_finite()) {
            return Err(Error::invalid("value", Reason::OutOfRange("a number")));
        }
        self.transact(Action::SetTrigger, TOPICS, |w| {
            unchosen(w.conn, id)?;
            let watched = match (word, &input.measure, input.direction, input.value) {
                (Some(_), ..) => None,
                (None, Some(measure), Some(direction), Some(value)) => {
                    let key = measures::key_of(w.conn, measure)?;
                    Some((key.ok_or_else(|| Error::not_found(Entity::Measure, measure))?, direction, value))
                }
                (None, Some(_), ..) => return Err(Error::invalid("value", Reason::Required)),
                (None, None, ..) => return Err(Error::invalid("word", Reason::Required)),
            };
            rows::insert(w.conn, &w.new_id(), id, word, watched, w.now)?;
            w.about(id);
            Ok(())
        })
    }

    /// Takes a trigger away.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown one.
    pub fn drop_trigger(&self, trigger: &str) -> Result<Changed<()>> {
        self.transact(Action::DropTrigger, TOPICS, |w| {
            if rows::delete(w.conn, trigger)? { Ok(()) } else { Err(Error::not_found(Entity::Trigger, trigger)) }
        })
    }

    /// Looked at, and left where it is: what set it off so far no longer counts, and a date that has come is cleared.
    ///
    /// # Errors
    /// [`Error::Rejected`] for an idea that is neither declined nor not yet.
    pub fn leave_unchosen(&self, id: ProposalId) -> Result<Changed<()>> {
        self.transact(Action::LeaveUnchosen, TOPICS, |w| {
            let row = unchosen(w.conn, id)?;
            rows::look_from(w.conn, id, w.now)?;
            if row.revisit_on.is_some_and(|on| on <= w.today) {
                proposal_rows::set_revisit(w.conn, id, None)?;
            }
            w.about(id);
            Ok(())
        })
    }

    /// Notes what became known later of an idea that was not chosen.
    ///
    /// # Errors
    /// [`Error::Invalid`] for empty text; [`Error::Rejected`] for an idea that is neither declined nor not yet.
    pub fn note_later_outcome(&self, id: ProposalId, finding: Finding, text: &str) -> Result<Changed<()>> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::invalid("text", Reason::Required));
        }
        self.transact(Action::NoteLaterOutcome, TOPICS, |w| {
            unchosen(w.conn, id)?;
            rows::insert_later(w.conn, &w.new_id(), id, finding, text, w.now)?;
            w.about(id);
            w.detail(finding);
            Ok(())
        })
    }
}

/// Ideas whose trigger went off: (proposal, problem, date of the first).
pub(crate) fn stirring(conn: &Connection) -> Result<Vec<(ProposalId, String, String)>> {
    let mut found: Vec<(ProposalId, String, String)> = vec![];
    for stored in rows::armed(conn)? {
        if found.iter().any(|(id, ..)| *id == stored.proposal) {
            continue;
        }
        let stored = stirred(conn, stored)?;
        if let Some(first) = stored.trigger.stirred.first() {
            found.push((stored.proposal, stored.problem, first.on.clone()));
        }
    }
    Ok(found)
}

fn stirred(conn: &Connection, mut stored: Stored) -> Result<Stored> {
    let trigger = &stored.trigger;
    let found = match (&trigger.word, stored.measure_key, trigger.direction, trigger.value) {
        (Some(word), ..) => rows::said(conn, &Query::parse(word), stored.proposal, &trigger.since)?,
        (None, Some(measure), Some(direction), Some(value)) => {
            rows::crossed(conn, measure, direction, value, &trigger.since)?
        }
        (None, ..) => vec![],
    };
    stored.trigger.stirred = found;
    Ok(stored)
}

fn unchosen(conn: &Connection, id: ProposalId) -> Result<ProposalRow> {
    let row = proposals::row(conn, id)?;
    match row.stage {
        Stage::Declined | Stage::NotYet => Ok(row),
        _ => Err(Error::rejected(id, Rule::WasChosen)),
    }
}
