//! What a screen shows of meetings: the list, and one meeting with everything that may be seen of it now.
//!
//! Invariant: while a round of an item is open its view holds no level, reason or forecast, of that round or any before; who has
//! sealed is all that is told. Forecasts are never here: they are in the printed record.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::decide::{item_gate, revealed};
use super::{
    ActionItem, AttendanceRow, ItemRow, MeetingId, MeetingRow, Occasion, Phase, Presence, Settled, Timer, Way, door,
    paper, pinned_text, row,
};
use crate::decisions::DecisionId;
use crate::documents;
use crate::error::Result;
use crate::portfolio::Portfolio;
use crate::proposals::{self, Door, Lane, ProposalId};
use crate::scores::gate::Standing;
use crate::scores::{Answer, Criterion};
use crate::storage::{
    actions, agenda, agreements, ballots, meetings as rows, people as person_rows, revisions, rounds,
};

/// With more people than this the kit beforehand is the default.
const FEW: usize = 3;

/// A line of the list of meetings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MeetingLine {
    /// `M-003`
    pub id: MeetingId,
    /// What it is called.
    pub title: String,
    /// Its date, ISO.
    pub on: String,
    /// Where it is.
    pub phase: Phase,
    /// Whether it began.
    pub started: bool,
    /// Whether it is over.
    pub ended: bool,
    /// How many people are asked.
    pub people: u32,
    /// What is on the agenda.
    pub proposals: Vec<ProposalId>,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Meeting {
    /// `M-003`
    pub id: MeetingId,
    /// What it is called.
    pub title: String,
    /// Its date, ISO.
    pub on: String,
    /// Where it is.
    pub phase: Phase,
    /// What is on the table.
    pub proposal: Option<ProposalId>,
    /// Whether it began.
    pub started: bool,
    /// Whether it is over.
    pub ended: bool,
    /// The timer of the phase; none when it is off.
    pub timer: Option<Timer>,
    /// Who is asked, in the order they were.
    pub people: Vec<Attendee>,
    /// The agenda in its order.
    pub agenda: Vec<AgendaItem>,
    /// Its actions, and those of earlier meetings that are still open.
    pub actions: Vec<ActionItem>,
    /// Whether ballot kits beforehand are the default: more than three people.
    pub kits_beforehand: bool,
}

/// Someone who is asked to a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Attendee {
    /// The person's id.
    pub id: String,
    /// The name; two people of one name are told apart by a number.
    pub name: String,
    /// Whether this is the person at the keyboard.
    pub me: bool,
    /// Whether they are here.
    pub presence: Presence,
}

/// A proposal on the agenda.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct AgendaItem {
    /// `P-014`
    pub proposal: ProposalId,
    /// Its headline in the pinned revision.
    pub headline: String,
    /// Its problem in the pinned revision; empty without one.
    pub problem: String,
    /// The pinned revision.
    pub revision: u32,
    /// Whether the text was changed since: the pinned revision stands.
    pub moved_on: bool,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// Who decides, by id.
    pub decider: String,
    /// How reversible the decision is.
    pub door: Door,
    /// What the text suggests.
    pub suggested_door: Door,
    /// The word of the text that suggests it.
    pub suggested_by: Option<String>,
    /// Which path it takes; an improvement is not scored.
    pub lane: Lane,
    /// The blind round that is open.
    pub round: Option<OpenRound>,
    /// The rounds that were revealed, oldest first; empty while one is open.
    pub rounds: Vec<RevealedRound>,
    /// What they come to, criterion by criterion; empty while a round is open.
    pub standings: Vec<Spread>,
    /// What was settled; empty while a round is open.
    pub settled: Vec<Settled>,
    /// Who has sealed a forecast after the discussion, by id.
    pub forecast_again: Vec<String>,
    /// The printed decision.
    pub decision: Option<DecisionId>,
    /// Whether it was left undecided.
    pub set_aside: bool,
}

/// A blind round: who has sealed, and nothing of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct OpenRound {
    /// Counts the rounds from 1.
    pub number: u32,
    /// Whether an earlier round was revealed.
    pub again: bool,
    /// Who has sealed, by id.
    pub sealed: Vec<String>,
    /// Who is here and has not, by id.
    pub waiting: Vec<String>,
    /// Who holds a kit, by id.
    pub kits: Vec<String>,
}

/// A round after its reveal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RevealedRound {
    /// Counts the revealed rounds from 1.
    pub number: u32,
    /// Every score of it.
    pub ballots: Vec<RevealedBallot>,
}

/// One person's answer to one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RevealedBallot {
    /// Who, by id.
    pub person: String,
    /// Which question.
    pub criterion: Criterion,
    /// 0 to 4, or don't know.
    pub answer: Answer,
    /// Why.
    pub reason: String,
    /// What would raise it by one.
    pub raise: Option<String>,
    /// How it came in.
    pub way: Way,
}

/// A criterion in the order of the discussion: widest spread first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Spread {
    /// Which question.
    pub criterion: Criterion,
    /// What the last round, or what was settled, comes to.
    pub standing: Standing,
    /// The lower median of the last round; never a mean.
    pub median: Option<Answer>,
    /// Who gave the lowest level, by id.
    pub lowest: Vec<String>,
    /// Who gave the highest, by id.
    pub highest: Vec<String>,
}

impl Portfolio {
    /// Every meeting: those to come and in progress by date, then those held, the latest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn meetings(&self) -> Result<Vec<MeetingLine>> {
        self.read(rows::lines)
    }

    /// A meeting, as far as it may be seen now.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for an unknown one.
    pub fn meeting(&self, id: MeetingId) -> Result<Meeting> {
        self.read(|conn| {
            let row = row(conn, id)?;
            let people = rows::attendances(conn, id)?;
            let items = agenda::of_meeting(conn, id)?;
            Ok(Meeting {
                timer: timer(&row),
                agenda: items.iter().map(|item| agenda_item(conn, item, &people)).collect::<Result<_>>()?,
                actions: actions::for_meeting(conn, id)?,
                kits_beforehand: people.len() > FEW,
                people: told_apart(people),
                id,
                title: row.title,
                on: row.on.to_string(),
                phase: row.phase,
                proposal: row.proposal,
                started: row.started.is_some(),
                ended: row.ended.is_some(),
            })
        })
    }
}

/// A proposal's place in a meeting, for whoever looks at the proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Review {
    /// `M-003`
    pub meeting: MeetingId,
    /// What it is called.
    pub title: String,
    /// Its date, ISO.
    pub on: String,
    /// The pinned revision.
    pub revision: u32,
    /// How reversible the decision is.
    pub door: Door,
    /// Its revealed rounds; empty while a blind round is open on the proposal.
    pub rounds: Vec<RevealedRound>,
    /// What was settled; empty while a blind round is open on the proposal.
    pub settled: Vec<Settled>,
    /// The printed decision.
    pub decision: Option<DecisionId>,
}

impl Portfolio {
    /// The meetings that had a proposal on their agenda, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reviews(&self, id: ProposalId) -> Result<Vec<Review>> {
        self.read(|conn| {
            let blind = super::is_blind(conn, id)?;
            agenda::of_proposal(conn, id)?.iter().map(|item| review(conn, item, blind)).collect()
        })
    }
}

fn review(conn: &Connection, item: &ItemRow, blind: bool) -> Result<Review> {
    let meeting = row(conn, item.meeting)?;
    let settled = agreements::of_item(conn, item.id)?.into_iter().map(|one| one.settled);
    Ok(Review {
        meeting: item.meeting,
        title: meeting.title,
        on: meeting.on.to_string(),
        revision: item.revision,
        door: item.door,
        rounds: if blind { vec![] } else { revealed_rounds(conn, item)? },
        settled: if blind { vec![] } else { settled.collect() },
        decision: item.decision,
    })
}

fn timer(row: &MeetingRow) -> Option<Timer> {
    row.timer_seconds.map(|seconds| Timer {
        seconds,
        spent: row.timer_spent,
        since: row.timer_since.map(|since| since.to_string()),
    })
}

/// People with names that differ: namesakes get a number each.
pub(super) fn told_apart(people: Vec<AttendanceRow>) -> Vec<Attendee> {
    let names: Vec<String> = people.iter().map(|one| one.name.to_lowercase()).collect();
    people
        .into_iter()
        .enumerate()
        .map(|(at, one)| {
            let same = |name: &&String| **name == names[at];
            let number = names[..=at].iter().filter(same).count();
            let alone = names.iter().filter(same).count() == 1;
            Attendee {
                id: one.uuid,
                name: if alone { one.name } else { format!("{} ({number})", one.name) },
                me: one.me,
                presence: one.presence,
            }
        })
        .collect()
}

fn agenda_item(conn: &Connection, item: &ItemRow, people: &[AttendanceRow]) -> Result<AgendaItem> {
    let proposal = proposals::row(conn, item.proposal)?;
    let text = pinned_text(conn, item)?;
    let (suggested_door, suggested_by) = door::suggested(&text);
    let blind = super::is_blind(conn, item.proposal)?;
    let rounds = if blind { vec![] } else { revealed_rounds(conn, item)? };
    let problem = proposals::problem_in(&proposal, &text).unwrap_or_default();
    let sha256 = revisions::sha256_of(conn, item.proposal, item.revision)?;
    let living = crate::fingerprint::sha256(proposals::document_text(conn, item.proposal)?.as_bytes());
    let again =
        ballots::forecast_by(conn, item.id)?.into_iter().filter(|(_, occasion)| *occasion == Occasion::Discussion);
    Ok(AgendaItem {
        proposal: item.proposal,
        headline: paper::headline(&text),
        problem: documents::plain(&problem),
        revision: item.revision,
        moved_on: sha256.as_deref() != Some(living.as_str()),
        minutes: item.minutes,
        decider: person_rows::uuid_of(conn, item.decider)?.unwrap_or_default(),
        door: item.door,
        suggested_door,
        suggested_by,
        lane: proposal.lane,
        round: open_round(conn, item, people)?,
        standings: if rounds.is_empty() { vec![] } else { spreads(conn, item, &rounds)? },
        settled: if blind {
            vec![]
        } else {
            agreements::of_item(conn, item.id)?.into_iter().map(|one| one.settled).collect()
        },
        rounds,
        forecast_again: again.map(|(person, _)| person).collect(),
        decision: item.decision,
        set_aside: item.set_aside,
    })
}

fn open_round(conn: &Connection, item: &ItemRow, people: &[AttendanceRow]) -> Result<Option<OpenRound>> {
    let Some(round) = rounds::open(conn, item.id)? else { return Ok(None) };
    let sealed: Vec<String> = ballots::sealed_by(conn, round.id)?.into_iter().map(|(_, uuid)| uuid).collect();
    let waiting = people.iter().filter(|one| one.presence.is_here() && !sealed.contains(&one.uuid));
    Ok(Some(OpenRound {
        number: round.number,
        again: !revealed(conn, item)?.is_empty(),
        waiting: waiting.map(|one| one.uuid.clone()).collect(),
        sealed,
        kits: rounds::kit_holders(conn, round.id)?,
    }))
}

/// The opened rounds of an item. Only for an item without an open round.
pub(super) fn revealed_rounds(conn: &Connection, item: &ItemRow) -> Result<Vec<RevealedRound>> {
    (1..)
        .zip(revealed(conn, item)?)
        .map(|(number, round)| {
            let mut given = vec![];
            for ballot in ballots::opened(conn, round.id)? {
                for score in ballot.scores {
                    given.push(RevealedBallot {
                        person: ballot.person_uuid.clone(),
                        criterion: score.given.criterion,
                        answer: score.given.answer,
                        reason: score.given.reason,
                        raise: score.given.raise,
                        way: ballot.way,
                    });
                }
            }
            Ok(RevealedRound { number, ballots: given })
        })
        .collect()
}

/// The criteria, widest spread of the last round first; equal ones in the order they are asked.
pub(super) fn spreads(conn: &Connection, item: &ItemRow, rounds: &[RevealedRound]) -> Result<Vec<Spread>> {
    let gate = item_gate(conn, item)?;
    let last: &[RevealedBallot] = rounds.last().map_or(&[], |round| &round.ballots);
    let mut spreads: Vec<Spread> = Criterion::EACH
        .into_iter()
        .zip(gate.standings)
        .map(|(criterion, standing)| spread(criterion, standing, last))
        .collect();
    spreads.sort_by_key(|one| std::cmp::Reverse(one.standing.range.map_or(0, |(low, high)| high - low)));
    Ok(spreads)
}

fn spread(criterion: Criterion, standing: Standing, last: &[RevealedBallot]) -> Spread {
    let of_level = |wanted: Option<u8>| {
        let given = last.iter().filter(|ballot| ballot.criterion == criterion);
        given
            .filter(|ballot| wanted.is_some_and(|level| ballot.answer == Answer::Level(level)))
            .map(|ballot| ballot.person.clone())
            .collect()
    };
    let answers: Vec<_> = last.iter().filter(|one| one.criterion == criterion).map(|one| (one.answer, false)).collect();
    Spread {
        criterion,
        standing,
        median: crate::scores::gate::standing(&answers).level,
        lowest: of_level(standing.range.map(|(low, _)| low)),
        highest: of_level(standing.range.map(|(_, high)| high)),
    }
}
