//! What is handed out on paper or as a file: the read-ahead and the ballot sheet, as values.
//!
//! Not here: how they are set on a page, and the record and minutes, which have values of their own. Invariant: a read-ahead
//! holds no score, whatever was scored before.

use std::fmt::Write as _;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AttendanceRow, ItemRow, MeetingId, OnAgenda, attendee, item, pinned_text, row};
use crate::documents;
use crate::error::Result;
use crate::measures::Measure;
use crate::portfolio::Portfolio;
use crate::proposals::{self, Door, ProposalId};
use crate::scores::{self, Rubric};
use crate::storage::{agenda, measures, people as person_rows, rounds};
use crate::tongue::{Tongue, fill};

/// What everyone reads before a meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct ReadAhead {
    /// `M-003`
    pub meeting: MeetingId,
    /// What the meeting is called.
    pub title: String,
    /// Its date, ISO.
    pub on: String,
    /// The agenda in its order.
    pub items: Vec<ReadAheadItem>,
}

/// A proposal as it is read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct ReadAheadItem {
    /// `P-014`
    pub proposal: ProposalId,
    /// The pinned revision.
    pub revision: u32,
    /// Its headline, as plain text; empty without one.
    pub headline: String,
    /// The stated problem, verbatim.
    pub problem: Option<String>,
    /// The pinned text, Markdown.
    pub markdown: String,
    /// The pinned text and its measures, as sanitised HTML.
    pub html: String,
    /// How we will know.
    pub measures: Vec<Measure>,
    /// How reversible the decision is.
    pub door: Door,
    /// Who decides, by name.
    pub decider: String,
    /// How long it takes in the meeting.
    pub minutes: u32,
}

/// An empty ballot for one person, or for anyone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct BallotSheet {
    /// `M-003`
    pub meeting: MeetingId,
    /// What the meeting is called.
    pub title: String,
    /// Its date, ISO.
    pub on: String,
    /// `P-014`
    pub proposal: ProposalId,
    /// The pinned revision.
    pub revision: u32,
    /// Counts rounds from 1.
    pub round: u32,
    /// Whose ballot, by name; empty for a name to be written in.
    pub person: String,
    /// The headline of the proposal.
    pub headline: String,
    /// The stated problem, verbatim.
    pub problem: Option<String>,
    /// The anchors of each level.
    pub rubric: Rubric,
    /// What the forecast asks.
    pub forecast: String,
}

impl Portfolio {
    /// The read-ahead of a meeting.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for an unknown meeting.
    pub fn read_ahead(&self, id: MeetingId) -> Result<ReadAhead> {
        self.read(|conn| {
            let row = row(conn, id)?;
            let items = agenda::of_meeting(conn, id)?;
            Ok(ReadAhead {
                meeting: id,
                title: row.title,
                on: row.on.to_string(),
                items: items
                    .iter()
                    .map(|item| read_ahead_item(conn, item, self.world.tongue()))
                    .collect::<Result<_>>()?,
            })
        })
    }

    /// The empty ballot of one person on an item, or of anyone when none is named.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for an unknown item, or someone who was not asked.
    pub fn ballot_sheet(&self, on: OnAgenda, person: Option<&str>) -> Result<BallotSheet> {
        self.read(|conn| {
            let item = item(conn, on)?;
            let person = person.map(|person| attendee(conn, on.meeting, person)).transpose()?;
            ballot_sheet(conn, &item, person.as_ref(), self.world.tongue())
        })
    }
}

pub(super) fn read_ahead_item(conn: &Connection, item: &ItemRow, tongue: Tongue) -> Result<ReadAheadItem> {
    let markdown = pinned_text(conn, item)?;
    let measures = measures::of_proposal(conn, item.proposal)?;
    let proposal = proposals::row(conn, item.proposal)?;
    Ok(ReadAheadItem {
        proposal: item.proposal,
        revision: item.revision,
        headline: headline(&markdown),
        problem: proposals::problem_in(&proposal, &markdown),
        html: format!("{}{}", documents::page(&markdown), measure_table(&measures, tongue)),
        markdown,
        measures,
        door: item.door,
        decider: name_of(conn, item.decider)?,
        minutes: item.minutes,
    })
}

pub(super) fn ballot_sheet(
    conn: &Connection,
    item: &ItemRow,
    person: Option<&AttendanceRow>,
    tongue: Tongue,
) -> Result<BallotSheet> {
    let meeting = row(conn, item.meeting)?;
    let text = pinned_text(conn, item)?;
    let proposal = proposals::row(conn, item.proposal)?;
    let open = rounds::open(conn, item.id)?;
    let next = rounds::of_item(conn, item.id)?.last().map_or(1, |round| round.number + 1);
    Ok(BallotSheet {
        meeting: item.meeting,
        title: meeting.title,
        on: meeting.on.to_string(),
        proposal: item.proposal,
        revision: item.revision,
        round: open.map_or(next, |round| round.number),
        person: person.map_or_else(String::new, |person| person.name.clone()),
        headline: headline(&text),
        problem: proposals::problem_in(&proposal, &text),
        rubric: scores::current_rubric(conn)?,
        forecast: forecast_question(&measures::of_proposal(conn, item.proposal)?, tongue),
    })
}

/// What the forecast asks, in words.
fn forecast_question(measures: &[Measure], tongue: Tongue) -> String {
    let words = tongue.room();
    let primary = measures.iter().find(|measure| measure.stated.role == crate::measures::Role::Primary);
    match primary.and_then(|measure| Some((measure, measure.stated.target?))) {
        Some((measure, target)) => {
            let stated = &measure.stated;
            let due = stated.due.as_deref().map(|due| fill(words.by, &[("on", due)])).unwrap_or_default();
            let target = format!("{} {}", tongue.figure(&target.to_string()), stated.unit);
            fill(words.how_probable, &[("measure", &stated.name), ("target", target.trim_end()), ("due", &due)])
        }
        None => words.how_probable_solved.to_owned(),
    }
}

pub(super) fn headline(text: &str) -> String {
    let outline = documents::outline(text);
    outline.headline.map(|part| documents::plain(&part.text)).or(outline.title).unwrap_or_default()
}

pub(super) fn name_of(conn: &Connection, person: i64) -> Result<String> {
    let uuid = person_rows::uuid_of(conn, person)?.unwrap_or_default();
    Ok(person_rows::name_of(conn, &uuid)?.unwrap_or_default())
}

fn measure_table(measures: &[Measure], tongue: Tongue) -> String {
    if measures.is_empty() {
        return String::new();
    }
    let (words, room) = (tongue.paper(), tongue.room());
    let mut out = format!("<h2>{}</h2><table><thead><tr>", words.measures);
    for head in words.measure_heads.iter().chain([&room.role]) {
        let _ = write!(out, "<th>{head}</th>");
    }
    out.push_str("</tr></thead><tbody>");
    for measure in measures {
        let stated = &measure.stated;
        let number = |value: Option<f64>| value.map(|value| tongue.figure(&value.to_string())).unwrap_or_default();
        let _ = write!(
            out,
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(&stated.name),
            escaped(&stated.unit),
            number(stated.baseline),
            number(stated.target),
            escaped(stated.due.as_deref().unwrap_or_default()),
            room.role(stated.role)
        );
    }
    out.push_str("</tbody></table>");
    out
}

/// Text as HTML shows it.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
