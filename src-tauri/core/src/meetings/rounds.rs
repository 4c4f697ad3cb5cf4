//! Blind rounds: opened when an item is read or its first ballot kit goes out, revealed once, or withdrawn.
//!
//! Not here: the ballots themselves. Invariant: a round is revealed only when everyone who is here has sealed, and its ballots
//! become scores in that same moment.

use rusqlite::Connection;

use super::{ItemRow, OnAgenda, RoundRow, RoundState, TOPICS, item, open_row};
use crate::change::{Action, Changed};
use crate::error::{Error, Result, Rule};
use crate::portfolio::{Portfolio, Writing};
use crate::proposals::{self, Lane, ProposalId};
use crate::scores;
use crate::storage::{ballots, meetings as rows, rounds, scores as score_rows};

impl Portfolio {
    /// Gives the open round of an item up: its ballots, forecasts and kits are destroyed.
    ///
    /// # Errors
    /// [`Error::Rejected`] when no round is open.
    pub fn withdraw_round(&self, on: OnAgenda) -> Result<Changed<()>> {
        self.transact(Action::WithdrawRound, TOPICS, |w| {
            open_row(w.conn, on.meeting)?;
            let item = item(w.conn, on)?;
            let round = open_round(w.conn, &item)?;
            withdraw(w, &item, &round)?;
            w.about(on.meeting);
            w.detail(format!("{} round {}", on.proposal, round.number));
            Ok(())
        })
    }
}

/// Whether a blind round is open on a proposal: then no level of it is shown anywhere.
pub(crate) fn is_blind(conn: &Connection, proposal: ProposalId) -> Result<bool> {
    rounds::is_open_on(conn, proposal)
}

/// The open round of an item, or that there is none.
pub(super) fn open_round(conn: &Connection, item: &ItemRow) -> Result<RoundRow> {
    rounds::open(conn, item.id)?.ok_or_else(|| Error::rejected(item.proposal, Rule::NoRoundOpen))
}

/// Opens a round unless one is open; an improvement has no seals and so no round.
pub(super) fn open(w: &Writing<'_>, item: &ItemRow) -> Result<Option<RoundRow>> {
    if proposals::row(w.conn, item.proposal)?.lane == Lane::Improvement {
        return Ok(None);
    }
    if let Some(round) = rounds::open(w.conn, item.id)? {
        return Ok(Some(round));
    }
    let round = rounds::insert(w.conn, item.id, w.change, w.now)?;
    proposals::refresh_line(w.conn, item.proposal)?;
    Ok(Some(round))
}

/// Everyone who is here and has not sealed, by name.
pub(super) fn waiting(conn: &Connection, item: &ItemRow, round: &RoundRow) -> Result<Vec<String>> {
    let sealed = ballots::sealed_by(conn, round.id)?;
    let people = rows::attendances(conn, item.meeting)?;
    let waits = |person: i64| !sealed.iter().any(|(one, _)| *one == person);
    Ok(people.into_iter().filter(|one| one.presence.is_here() && waits(one.person)).map(|one| one.name).collect())
}

/// Opens all ballots of the round at once; each becomes that person's latest scores.
pub(super) fn reveal(w: &Writing<'_>, item: &ItemRow) -> Result<()> {
    let round = open_round(w.conn, item)?;
    let waiting = waiting(w.conn, item, &round)?;
    if !waiting.is_empty() || ballots::count(w.conn, round.id)? == 0 {
        return Err(Error::rejected(waiting.join(", "), Rule::NotAllSealed));
    }
    rounds::close(w.conn, round.id, RoundState::Revealed, w.now)?;
    rounds::withdraw_kits(w.conn, round.id, None, w.now)?;
    for ballot in ballots::opened(w.conn, round.id)? {
        for score in ballot.scores {
            let warm = scores::is_warm(w, item.proposal, item.revision, ballot.person)?;
            score_rows::insert(
                w.conn,
                &score_rows::New {
                    uuid: w.new_id(),
                    proposal: item.proposal,
                    criterion: score.given.criterion,
                    answer: score.given.answer,
                    reason: &score.given.reason,
                    raise: score.given.raise.as_deref(),
                    person: ballot.person,
                    revision: item.revision,
                    rubric_version: score.rubric_version,
                    warm,
                    at: ballot.sealed_at,
                },
            )?;
        }
    }
    proposals::refresh_line(w.conn, item.proposal)
}

/// Destroys what the round holds.
pub(super) fn withdraw(w: &Writing<'_>, item: &ItemRow, round: &RoundRow) -> Result<()> {
    let first = rounds::of_item(w.conn, item.id)?.iter().all(|one| one.state != RoundState::Revealed);
    ballots::destroy_all(w.conn, round.id)?;
    if first {
        ballots::destroy_forecasts(w.conn, item.id, None)?;
    }
    rounds::withdraw_kits(w.conn, round.id, None, w.now)?;
    rounds::close(w.conn, round.id, RoundState::Withdrawn, w.now)?;
    proposals::refresh_line(w.conn, item.proposal)
}
