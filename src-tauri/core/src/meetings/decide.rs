//! Deciding an item: its one decider, the pinned text, every ballot of every round, and the printed record.
//!
//! Not here: what a record holds and how it is hashed, which is `decisions`. Invariant: what is printed is the revision that was
//! read, whatever was written since.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{ItemRow, OnAgenda, Phase, RoundRow, RoundState, item, open_row, pinned_text, row};
use crate::change::{Action, Changed, Topic};
use crate::decisions::{
    Basis, DecisionId, DecisionInput, DecisionSheet, RecordedAgreement, RecordedBallot, RecordedForecast, check_input,
    print_on, sheet_on,
};
use crate::error::{Error, Result, Rule};
use crate::portfolio::{Portfolio, Writing};
use crate::proposals;
use crate::scores::Criterion;
use crate::scores::gate::{self, Gate};
use crate::storage::{agenda, agreements, ballots, meetings as rows, people as person_rows, rounds};

/// The decision on an item.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct ItemDecision {
    /// In which meeting; which proposal stands in the decision.
    pub meeting: super::MeetingId,
    /// What is decided.
    pub decision: DecisionInput,
}

const TOPICS: &[Topic] = &[
    Topic::Meetings,
    Topic::Decisions,
    Topic::Proposals,
    Topic::Scores,
    Topic::Documents,
    Topic::Journal,
    Topic::People,
];

impl Portfolio {
    /// What would be frozen for an item: the pinned text, the agreed levels, the base rate.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown item.
    pub fn item_decision_sheet(&self, on: OnAgenda) -> Result<DecisionSheet> {
        self.read(|conn| {
            row(conn, on.meeting)?;
            let item = item(conn, on)?;
            let proposal = proposals::row(conn, on.proposal)?;
            sheet_on(conn, &proposal, &pinned_text(conn, &item)?, &basis(conn, &item)?)
        })
    }

    /// Prints the decision on the item that is on the table.
    ///
    /// # Errors
    /// As [`Portfolio::print_decision`]; [`Error::Rejected`] as well when the item is not at Decide, is printed already, or its
    /// decider is not here.
    pub fn decide_item(&self, input: &ItemDecision) -> Result<Changed<DecisionId>> {
        let dates = check_input(&input.decision)?;
        let on = OnAgenda { meeting: input.meeting, proposal: input.decision.proposal };
        self.transact(Action::PrintDecision, TOPICS, |w| {
            let meeting = open_row(w.conn, on.meeting)?;
            let item = item(w.conn, on)?;
            if item.decision.is_some() {
                return Err(Error::rejected(item.proposal, Rule::AlreadyPrinted));
            }
            if meeting.proposal != Some(on.proposal) || meeting.phase != Phase::Decide {
                return Err(Error::rejected(on.proposal, Rule::NotOnTheTable));
            }
            refuse_absent_decider(w.conn, &item)?;
            for forecast in &input.decision.forecasts {
                let person = crate::people::named(w, forecast.by.as_deref())?;
                let given = (item.id, person);
                ballots::put_forecast(w.conn, given, super::Occasion::Discussion, forecast.percent, w.now)?;
            }
            let proposal = proposals::row(w.conn, on.proposal)?;
            let basis = with_forecasts(w, basis(w.conn, &item)?, &item)?;
            let id = print_on(w, &input.decision, dates, &proposal, pinned_text(w.conn, &item)?, basis)?;
            agenda::set_decision(w.conn, item.id, id)?;
            Ok(id)
        })
    }
}

fn refuse_absent_decider(conn: &Connection, item: &ItemRow) -> Result<()> {
    let people = rows::attendances(conn, item.meeting)?;
    match people.iter().find(|one| one.person == item.decider) {
        Some(decider) if decider.presence.is_here() => Ok(()),
        found => {
            let name = found.map_or_else(String::new, |one| one.name.clone());
            Err(Error::rejected(name, Rule::DeciderAbsent))
        }
    }
}

/// What the ballots and agreed levels of an item come to.
pub(super) fn item_gate(conn: &Connection, item: &ItemRow) -> Result<Gate> {
    let last = revealed(conn, item)?.pop();
    let opened = match last {
        Some(round) => ballots::opened(conn, round.id)?,
        None => vec![],
    };
    let settled = agreements::of_item(conn, item.id)?;
    let standings = Criterion::EACH.map(|criterion| {
        let given: Vec<_> = opened
            .iter()
            .flat_map(|ballot| &ballot.scores)
            .filter(|score| score.given.criterion == criterion)
            .map(|score| (score.given.answer, false))
            .collect();
        let standing = gate::standing(&given);
        match settled.iter().find(|one| one.settled.criterion == criterion) {
            Some(one) => standing.settled_on(one.settled.answer, false),
            None => standing,
        }
    });
    Ok(Gate { standings })
}

/// The revealed rounds of an item, oldest first.
pub(super) fn revealed(conn: &Connection, item: &ItemRow) -> Result<Vec<RoundRow>> {
    let all = rounds::of_item(conn, item.id)?;
    Ok(all.into_iter().filter(|round| round.state == RoundState::Revealed).collect())
}

fn basis(conn: &Connection, item: &ItemRow) -> Result<Basis> {
    let revealed = revealed(conn, item)?;
    let mut recorded = vec![];
    let mut blind_round = false;
    for (number, round) in (1..).zip(&revealed) {
        let opened = ballots::opened(conn, round.id)?;
        blind_round |= opened.len() > 1;
        for ballot in opened {
            for score in ballot.scores {
                recorded.push(RecordedBallot {
                    person: ballot.person_uuid.clone(),
                    criterion: score.given.criterion,
                    answer: score.given.answer,
                    reason: score.given.reason,
                    revision: item.revision,
                    rubric_version: score.rubric_version,
                    at: ballot.sealed_at.to_string(),
                    warm: false,
                    stale: false,
                    round: Some(number),
                    way: Some(ballot.way),
                    raise: score.given.raise,
                });
            }
        }
    }
    let agreed = agreements::of_item(conn, item.id)?;
    let people = rows::attendances(conn, item.meeting)?;
    let decider = person_rows::uuid_of(conn, item.decider)?.ok_or_else(|| Error::corrupt("a decider is missing"))?;
    Ok(Basis {
        revision: item.revision,
        gate: item_gate(conn, item)?,
        ballots: recorded,
        agreed: agreed.into_iter().map(|one| RecordedAgreement::of(one.settled)).collect(),
        forecasts: vec![],
        decider,
        present: people.into_iter().filter(|one| one.presence.is_here()).map(|one| one.uuid).collect(),
        door: item.door,
        meeting: Some(item.meeting),
        blind_round,
        rounds: u32::try_from(revealed.len()).unwrap_or(u32::MAX),
        ask_again_on: None,
    })
}

fn with_forecasts(w: &Writing<'_>, basis: Basis, item: &ItemRow) -> Result<Basis> {
    let forecasts = ballots::forecasts(w.conn, item.id)?
        .into_iter()
        .map(|one| RecordedForecast { person: one.person, percent: one.percent, occasion: Some(one.occasion) })
        .collect();
    Ok(Basis { forecasts, ..basis })
}
