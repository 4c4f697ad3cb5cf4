//! Discussing: the agreed level of a criterion, with its reason.
//!
//! Not here: what ballots come to without one, which is `scores::gate`. Invariant: nothing is settled while a round is open, and
//! no level is a mean.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{ItemRow, OnAgenda, RoundState, TOPICS, item, open_row};
use crate::change::{Action, Changed};
use crate::error::{Error, Result, Rule};
use crate::portfolio::{Portfolio, Writing};
use crate::proposals::{Cause, ProposalId, keep_revision};
use crate::scores::{self, Answer, Criterion};
use crate::storage::{agenda, agreements, rounds};

/// A level to settle on.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct AgreementInput {
    /// Which item.
    pub on: OnAgenda,
    /// Which question.
    pub criterion: Criterion,
    /// 0 to 4, or don't know.
    pub answer: Answer,
    /// Why, for the record; required.
    pub reason: String,
}

/// A level that a meeting settled on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Settled {
    /// Which question.
    pub criterion: Criterion,
    /// 0 to 4, or don't know.
    pub answer: Answer,
    /// Why.
    pub reason: String,
    /// The revision it was settled, or reaffirmed, on.
    pub revision: u32,
}

impl Portfolio {
    /// Settles the level of a criterion: it is the seal from now on.
    ///
    /// # Errors
    /// [`Error::Invalid`] without a reason; [`Error::Rejected`] before a round was revealed, while one is open, or once the
    /// decision is printed.
    pub fn settle_level(&self, input: &AgreementInput) -> Result<Changed<()>> {
        scores::check(input.answer, &input.reason)?;
        self.transact(Action::SettleLevel, TOPICS, |w| {
            open_row(w.conn, input.on.meeting)?;
            let item = item(w.conn, input.on)?;
            if item.decision.is_some() {
                return Err(Error::rejected(item.proposal, Rule::AlreadyPrinted));
            }
            let rounds = rounds::of_item(w.conn, item.id)?;
            if rounds.iter().any(|round| round.state == RoundState::Open) {
                return Err(Error::rejected(item.proposal, Rule::BlindRoundOpen));
            }
            if rounds.iter().all(|round| round.state != RoundState::Revealed) {
                return Err(Error::rejected(item.proposal, Rule::NotScored));
            }
            let settled = Settled {
                criterion: input.criterion,
                answer: input.answer,
                reason: input.reason.clone(),
                revision: item.revision,
            };
            agreements::insert(w.conn, &item, &settled, w.now)?;
            w.about(input.on.meeting);
            w.detail(format!("{} {}", input.on.proposal, input.criterion));
            Ok(())
        })
    }
}

/// Says that a level a meeting settled on holds on the text as it is now. Returns whether there was one.
pub(crate) fn reaffirm(w: &Writing<'_>, id: ProposalId, criterion: Criterion) -> Result<bool> {
    let Some((item, settled)) = latest(w, id, criterion)? else { return Ok(false) };
    let revision = keep_revision(w, id, Cause::Score)?;
    agreements::insert(w.conn, &item, &Settled { revision, ..settled }, w.now)?;
    Ok(true)
}

fn latest(w: &Writing<'_>, id: ProposalId, criterion: Criterion) -> Result<Option<(ItemRow, Settled)>> {
    let Some(key) = rounds::latest_item(w.conn, id)? else { return Ok(None) };
    let Some(item) = agenda::by_key(w.conn, key)? else { return Ok(None) };
    let settled = agreements::of_item(w.conn, key)?.into_iter().map(|one| one.settled);
    Ok(settled.into_iter().find(|one| one.criterion == criterion).map(|settled| (item, settled)))
}
