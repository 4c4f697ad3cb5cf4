//! Stating measures: added, restated, removed, found by name.
//!
//! Invariant: two measures of one proposal, or of one running product, never share a name.

use jiff::civil::Date;
use rusqlite::Connection;

use super::{Measure, MeasureInput, TOPICS, optional_date};
use crate::change::{Action, Changed};
use crate::error::{Entity, Error, Reason, Result, Rule};
use crate::evidence::WINDOW_FROM;
use crate::portfolio::Portfolio;
use crate::proposals::{self, ProposalId};
use crate::storage::measures::Owner;
use crate::storage::{decisions, measures as rows};

impl Portfolio {
    /// The measures of a proposal, the primary one first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn measures(&self, proposal: ProposalId) -> Result<Vec<Measure>> {
        self.read(|conn| rows::of_proposal(conn, proposal))
    }

    /// Adds a measure and returns its id.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty or taken name, a number that is not finite or an unreadable date.
    pub fn add_measure(&self, proposal: ProposalId, new: &MeasureInput) -> Result<Changed<String>> {
        let checked = checked(new)?;
        self.transact(Action::AddMeasure, TOPICS, |w| {
            let row = proposals::row(w.conn, proposal)?;
            proposals::refuse_trashed(&row)?;
            let owner = Owner::Proposal(proposal);
            refuse_namesake(w.conn, &owner, &new.name, None)?;
            let id = w.new_id().to_string();
            rows::insert(w.conn, &owner, &id, &stored(w.conn, new, &checked)?)?;
            w.about(proposal);
            w.detail(new.name.trim());
            Ok(id)
        })
    }

    /// Restates a measure. A printed record keeps the words it was printed with.
    ///
    /// # Errors
    /// As [`Portfolio::add_measure`]; [`Error::NotFound`] for an unknown id.
    pub fn change_measure(&self, id: &str, new: &MeasureInput) -> Result<Changed<()>> {
        let checked = checked(new)?;
        self.transact(Action::ChangeMeasure, TOPICS, |w| {
            let owner = owner(w.conn, id)?;
            refuse_namesake(w.conn, &owner, &new.name, Some(id))?;
            rows::update(w.conn, id, &stored(w.conn, new, &checked)?)?;
            w.about(&owner);
            w.detail(new.name.trim());
            Ok(())
        })
    }

    /// Removes a measure with its values.
    ///
    /// # Errors
    /// [`Error::Frozen`] when a printed approval stands on it; [`Error::Rejected`] when proposals take their values from it;
    /// [`Error::NotFound`] for an unknown id.
    pub fn remove_measure(&self, id: &str) -> Result<Changed<()>> {
        self.transact(Action::RemoveMeasure, TOPICS, |w| {
            let owner = owner(w.conn, id)?;
            if let Owner::Proposal(proposal) = owner
                && decisions::approval(w.conn, proposal)?.is_some()
            {
                return Err(Error::Frozen { what: proposal.to_string() });
            }
            if !rows::used_by(w.conn, id)?.is_empty() {
                return Err(Error::rejected(&owner, Rule::MeasureInUse));
            }
            rows::delete(w.conn, id)?;
            w.about(&owner);
            Ok(())
        })
    }

    /// The measure of a proposal with this name; a prefix that only one name has is enough.
    ///
    /// # Errors
    /// [`Error::NotFound`] when none has it, [`Error::Invalid`] when several do.
    pub fn find_measure(&self, proposal: ProposalId, name: &str) -> Result<Measure> {
        found(self.measures(proposal)?, name, &proposal.to_string())
    }
}

/// The one of `all` that a name means.
pub(super) fn found(mut all: Vec<Measure>, name: &str, of: &str) -> Result<Measure> {
    let wanted = name.trim().to_lowercase();
    // A column called "value" means the one measure there is.
    if all.len() == 1 && matches!(wanted.as_str(), "value" | "values") {
        return Ok(all.swap_remove(0));
    }
    let mut found: Vec<Measure> =
        all.into_iter().filter(|measure| measure.stated.name.to_lowercase().starts_with(&wanted)).collect();
    if let Some(exact) = found.iter().position(|measure| measure.stated.name.to_lowercase() == wanted) {
        return Ok(found.swap_remove(exact));
    }
    match (found.pop(), found.is_empty()) {
        (Some(measure), true) => Ok(measure),
        (Some(_), false) => Err(Error::invalid("measure", Reason::Ambiguous)),
        (None, _) => Err(Error::not_found(Entity::Measure, format!("“{name}” of {of}"))),
    }
}

/// The dates of a checked [`MeasureInput`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct CheckedDates {
    pub(crate) baseline_by: Option<Date>,
    pub(crate) due: Option<Date>,
    pub(crate) baseline_from: Option<Date>,
}

pub(crate) fn checked(new: &MeasureInput) -> Result<CheckedDates> {
    if new.name.trim().is_empty() {
        return Err(Error::invalid("name", Reason::Required));
    }
    let numbers = [new.baseline, new.target, new.margin, new.floor];
    if numbers.iter().flatten().any(|number| !number.is_finite()) {
        return Err(Error::invalid("number", Reason::OutOfRange("finite")));
    }
    if new.margin.is_some_and(|margin| margin < 0.0) {
        return Err(Error::invalid("margin", Reason::OutOfRange("0 or more")));
    }
    if new.due_weeks == Some(0) {
        return Err(Error::invalid("due_weeks", Reason::OutOfRange("1 or more")));
    }
    if new.judged_points.is_some_and(|points| points < WINDOW_FROM) {
        return Err(Error::invalid("judged_points", Reason::OutOfRange("8 or more")));
    }
    let date = |field, text: &Option<String>| optional_date(field, text.as_deref().unwrap_or_default());
    Ok(CheckedDates {
        baseline_by: date("baseline_by", &new.baseline_by)?,
        due: date("due", &new.due)?,
        baseline_from: date("baseline_from", &new.baseline_from)?,
    })
}

/// A measure ready to store: its source is one of a running product.
pub(super) fn stored<'a>(
    conn: &Connection,
    new: &'a MeasureInput,
    dates: &'a CheckedDates,
) -> Result<rows::Stated<'a>> {
    let source = match &new.source {
        None => None,
        Some(id) => match rows::owner_of(conn, id)? {
            Some(Owner::Product(_)) => rows::key_of(conn, id)?,
            _ => return Err(Error::not_found(Entity::Measure, id)),
        },
    };
    Ok(rows::Stated { new, dates, source })
}

pub(super) fn refuse_namesake(conn: &Connection, owner: &Owner, name: &str, except: Option<&str>) -> Result<()> {
    let all = match owner {
        Owner::Proposal(proposal) => rows::of_proposal(conn, *proposal)?,
        Owner::Product(product) => rows::of_product(conn, product)?,
    };
    let taken = all.into_iter().any(|measure| {
        Some(measure.id.as_str()) != except && measure.stated.name.trim().eq_ignore_ascii_case(name.trim())
    });
    if taken { Err(Error::invalid("name", Reason::Exists)) } else { Ok(()) }
}

/// The row that holds the values of a measure.
pub(crate) fn key(conn: &Connection, id: &str) -> Result<i64> {
    Ok(rows::holder_of(conn, id)?.ok_or_else(|| Error::not_found(Entity::Measure, id))?.key)
}

pub(super) fn owner(conn: &Connection, id: &str) -> Result<Owner> {
    rows::owner_of(conn, id)?.ok_or_else(|| Error::not_found(Entity::Measure, id))
}
