//! Minutes: assembled from what the phases left, as Markdown, and kept when the meeting ends; a person may edit them, and then
//! those words stand.
//!
//! Not here: PDF. Invariant: while a round of an item is open the assembled minutes hold nothing of its scores.

use std::fmt::Write as _;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::view::{revealed_rounds, spreads, told_apart};
use super::{AgreedIn, Attendee, ItemRow, MeetingId, Presence, Way, paper, pinned_text, row};
use crate::change::{Action, Changed, Topic};
use crate::decisions::Record;
use crate::documents;
use crate::error::{Error, Reason, Result};
use crate::portfolio::{Portfolio, Writing};
use crate::proposals::{self, Door, LONGEST_DOCUMENT};
use crate::scores::Answer;
use crate::storage::{actions as rows, agenda, agreements, comments, decisions, meetings as meeting_rows};
use crate::tongue::{Tongue, fill};

/// The minutes of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Minutes {
    /// `M-003`
    pub meeting: MeetingId,
    /// What the meeting is called.
    pub title: String,
    /// Its date, ISO.
    pub on: String,
    /// The minutes as Markdown.
    pub markdown: String,
    /// The same as sanitised HTML.
    pub html: String,
    /// Whether a person edited them.
    pub edited: bool,
}

const TOPICS: &[Topic] = &[Topic::Meetings, Topic::Journal];

impl Portfolio {
    /// The minutes of a meeting: as a person left them, else assembled.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown meeting.
    pub fn minutes(&self, id: MeetingId) -> Result<Minutes> {
        self.read(|conn| {
            let meeting = row(conn, id)?;
            let (markdown, edited) = match rows::minutes(conn, id)? {
                Some(kept) => kept,
                None => (assemble(conn, id, self.world.tongue())?, false),
            };
            Ok(Minutes {
                meeting: id,
                title: meeting.title,
                on: meeting.on.to_string(),
                html: documents::page(&markdown),
                markdown,
                edited,
            })
        })
    }

    /// Keeps edited minutes; an empty text lets them be assembled again.
    ///
    /// # Errors
    /// [`Error::Invalid`] when they are too long.
    pub fn edit_minutes(&self, id: MeetingId, text: &str) -> Result<Changed<()>> {
        if text.len() > LONGEST_DOCUMENT {
            return Err(Error::invalid("minutes", Reason::TooLong));
        }
        self.transact(Action::EditMinutes, TOPICS, |w| {
            row(w.conn, id)?;
            w.about(id);
            w.continues();
            match text.trim() {
                "" => keep(w, id),
                _ => rows::put_minutes(w.conn, id, (text, true), w.now),
            }
        })
    }

    /// The minutes as a file holds them: Markdown, or one page of HTML.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown meeting.
    pub fn minutes_file(&self, id: MeetingId, page: bool) -> Result<String> {
        if page { self.minutes_page(id) } else { Ok(self.minutes(id)?.markdown) }
    }

    /// The minutes as one HTML file that needs nothing else.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown meeting.
    pub fn minutes_page(&self, id: MeetingId) -> Result<String> {
        let minutes = self.minutes(id)?;
        let title = paper::escaped(&format!("{} {}", minutes.meeting, minutes.title));
        Ok(format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <title>{title}</title>\n<style>{}</style>\n</head>\n<body>\n{}\n</body>\n</html>\n",
            self.world.tongue().paper().code,
            include_str!("kit/kit.css"),
            minutes.html
        ))
    }
}

/// Keeps the minutes as the phases leave them now.
pub(super) fn keep(w: &Writing<'_>, id: MeetingId) -> Result<()> {
    let text = assemble(w.conn, id, w.tongue())?;
    rows::put_minutes(w.conn, id, (&text, false), w.now)
}

/// Keeps them unless a person has edited them.
pub(super) fn keep_unedited(w: &Writing<'_>, id: MeetingId) -> Result<()> {
    match rows::minutes(w.conn, id)? {
        Some((_, true)) => Ok(()),
        _ => keep(w, id),
    }
}

fn assemble(conn: &Connection, id: MeetingId, tongue: Tongue) -> Result<String> {
    let words = tongue.room();
    let meeting = row(conn, id)?;
    let people = told_apart(meeting_rows::attendances(conn, id)?);
    let mut out = format!("# {}\n\n{} · {}\n\n", meeting.title, meeting.id, meeting.on);
    for (label, presence) in
        [(words.present, Presence::Present), (words.late, Presence::Late), (words.absent, Presence::Absent)]
    {
        let names: Vec<&str> =
            people.iter().filter(|one| one.presence == presence).map(|one| one.name.as_str()).collect();
        if !names.is_empty() {
            let _ = writeln!(out, "{label}: {}.\n", names.join(", "));
        }
    }
    for item in agenda::of_meeting(conn, id)? {
        write_item(conn, &item, &people, tongue, &mut out)?;
    }
    let actions = rows::for_meeting(conn, id)?;
    if !actions.is_empty() {
        let _ = writeln!(out, "## {}\n", words.actions);
        for action in actions {
            let mark = if action.done { "x" } else { " " };
            let here = action.agreed_in == Some(AgreedIn::Meeting(id));
            let from = if here { String::new() } else { fill(words.action_from, &[("place", &action.place)]) };
            let said: [(&str, &str); 3] =
                [("name", action.owner_name.as_str()), ("text", &action.text), ("on", &action.due_on)];
            let _ = writeln!(out, "- [{mark}] {}{from}", fill(words.action, &said));
        }
    }
    Ok(out)
}

fn write_item(conn: &Connection, item: &ItemRow, people: &[Attendee], tongue: Tongue, out: &mut String) -> Result<()> {
    let words = tongue.room();
    let text = pinned_text(conn, item)?;
    let proposal = proposals::row(conn, item.proposal)?;
    let headline = paper::headline(&text);
    let name = |id: &str| people.iter().find(|one| one.id == id).map_or(words.someone, |one| one.name.as_str());
    let _ = writeln!(out, "## {} v{}: {headline}\n", item.proposal, item.revision);
    if let Some(problem) = proposals::problem_in(&proposal, &text) {
        let _ = writeln!(out, "> {}\n", problem.trim().replace('\n', "\n> "));
    }
    if super::is_blind(conn, item.proposal)? {
        let _ = writeln!(out, "{}\n", words.round_open);
        return Ok(());
    }
    write_rounds(conn, item, &name, tongue, out)?;
    let said: Vec<_> =
        comments::released(conn, item.proposal)?.into_iter().filter(|one| one.meeting == item.meeting).collect();
    if !said.is_empty() {
        let _ = writeln!(out, "### {}\n", words.comments);
        for comment in said {
            let quote = comment.quote.map(|quote| fill(words.comment_on, &[("quote", quote.trim())]));
            let _ = writeln!(out, "- {}{}: {}", comment.name, quote.unwrap_or_default(), comment.text);
        }
        out.push('\n');
    }
    match item.decision {
        Some(id) => {
            let stored = decisions::get(conn, id)?;
            let record = stored.as_ref().map(|stored| Record::read(&stored.record, id)).transpose()?;
            if let (Some(stored), Some(record)) = (stored, record) {
                let named = (id.to_string(), crate::fingerprint::short(&stored.sha256));
                write_decision(&record, (&named.0, &named.1), &name, tongue, out);
            }
        }
        None if item.set_aside => {
            let _ = writeln!(out, "{}\n", words.set_aside);
        }
        None => {}
    }
    Ok(())
}

fn write_rounds<'a>(
    conn: &Connection,
    item: &ItemRow,
    name: &impl Fn(&str) -> &'a str,
    tongue: Tongue,
    out: &mut String,
) -> Result<()> {
    let words = tongue.room();
    let shown = |answer: Answer| shown(answer, tongue);
    let rounds = revealed_rounds(conn, item)?;
    let settled = agreements::of_item(conn, item.id)?;
    let spreads = spreads(conn, item, &rounds)?;
    for spread in spreads.into_iter().filter(|_| !rounds.is_empty()) {
        let _ = writeln!(out, "### {}\n", tongue.paper().criterion(spread.criterion));
        for round in &rounds {
            let _ = writeln!(out, "{}\n", if round.number == 1 { words.first_ballots } else { words.second_ballots });
            for ballot in round.ballots.iter().filter(|ballot| ballot.criterion == spread.criterion) {
                let way = if ballot.way == Way::Paper { words.on_paper } else { "" };
                let _ = writeln!(out, "- {}{way}: {}. {}", name(&ballot.person), shown(ballot.answer), ballot.reason);
            }
            out.push('\n');
        }
        if let (Some((low, high)), Some(median)) = (spread.standing.range, spread.median) {
            let disagree = if spread.standing.disagree { words.disagree } else { "" };
            let [low, high] = [low, high].map(|level| level.to_string());
            let values: [(&str, &str); 3] =
                [("low", low.as_str()), ("high", &high), ("median", &tongue.figure(&median.to_string()))];
            let _ = writeln!(out, "{}{disagree}\n", fill(words.spread, &values));
        }
        if let Some(one) = settled.iter().find(|one| one.settled.criterion == spread.criterion) {
            let level = shown(one.settled.answer);
            let _ = writeln!(out, "{}\n", fill(words.agreed, &[("level", &level), ("why", &one.settled.reason)]));
        }
    }
    Ok(())
}

fn write_decision<'a>(
    record: &Record,
    (id, fingerprint): (&str, &str),
    name: &impl Fn(&str) -> &'a str,
    tongue: Tongue,
    out: &mut String,
) {
    let (words, paper) = (tongue.room(), tongue.paper());
    let decided: [(&str, &str); 5] = [
        ("outcome", paper.outcome(record.outcome)),
        ("id", id),
        ("record", fingerprint),
        ("name", name(&record.decider)),
        ("why", &record.why),
    ];
    let _ = writeln!(out, "### {}\n\n{}\n", words.decision, fill(words.decided, &decided));
    let door = if record.proposal.door == Door::OneWay { words.one_way } else { words.two_way };
    let exception = record
        .exception
        .as_ref()
        .map(|terms| fill(words.exception_terms, &[("kind", paper.exception(terms.kind)), ("on", &terms.cure_on)]));
    let dissenters = record.dissenters.iter().map(|id| name(id)).collect::<Vec<_>>().join(", ");
    let lines = [
        (words.exception, exception),
        (words.must_be_true, record.must_be_true.clone()),
        (words.revisit, record.revisit_on.clone()),
        (words.conditions, record.conditions.clone()),
        (words.kill, record.kill_criterion.clone()),
        (words.alternatives, record.alternatives.clone()),
        (words.doing_nothing, record.doing_nothing.clone()),
        (words.dissenters, (!dissenters.is_empty()).then_some(dissenters)),
        (words.dissent, record.dissent.clone()),
        (words.door, Some(door.to_owned())),
    ];
    for (label, text) in lines {
        if let Some(text) = text {
            let _ = writeln!(out, "- {label}: {text}");
        }
    }
    for forecast in &record.forecasts {
        let occasion = match forecast.occasion {
            Some(super::Occasion::Ballot) => words.with_ballot,
            Some(super::Occasion::Discussion) => words.after_discussion,
            None => "",
        };
        let percent = tongue.figure(&forecast.percent.to_string());
        let values: [(&str, &str); 3] =
            [("name", name(&forecast.person)), ("occasion", occasion), ("percent", &percent)];
        let _ = writeln!(out, "- {}", fill(words.forecast_of, &values));
    }
    out.push('\n');
}

fn shown(answer: Answer, tongue: Tongue) -> String {
    let word = tongue.paper().level(answer);
    match answer {
        Answer::Level(level) => format!("{level} {word}"),
        Answer::DontKnow(_) => word.to_owned(),
    }
}
