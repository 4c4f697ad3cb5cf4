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
use crate::decisions::{Outcome, Record};
use crate::documents;
use crate::error::{Error, Reason, Result};
use crate::portfolio::{Portfolio, Writing};
use crate::proposals::{self, Door, LONGEST_DOCUMENT};
use crate::scores::Answer;
use crate::storage::{actions as rows, agenda, agreements, comments, decisions, meetings as meeting_rows};

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
                None => (assemble(conn, id)?, false),
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
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <title>{title}</title>\n<style>{}</style>\n</head>\n<body>\n{}\n</body>\n</html>\n",
            include_str!("kit/kit.css"),
            minutes.html
        ))
    }
}

/// Keeps the minutes as the phases leave them now.
pub(super) fn keep(w: &Writing<'_>, id: MeetingId) -> Result<()> {
    let text = assemble(w.conn, id)?;
    rows::put_minutes(w.conn, id, (&text, false), w.now)
}

/// Keeps them unless a person has edited them.
pub(super) fn keep_unedited(w: &Writing<'_>, id: MeetingId) -> Result<()> {
    match rows::minutes(w.conn, id)? {
        Some((_, true)) => Ok(()),
        _ => keep(w, id),
    }
}

fn assemble(conn: &Connection, id: MeetingId) -> Result<String> {
    let meeting = row(conn, id)?;
    let people = told_apart(meeting_rows::attendances(conn, id)?);
    let mut out = format!("# {}\n\n{} · {}\n\n", meeting.title, meeting.id, meeting.on);
    for (label, presence) in
        [("Present", Presence::Present), ("Came late", Presence::Late), ("Absent", Presence::Absent)]
    {
        let names: Vec<&str> =
            people.iter().filter(|one| one.presence == presence).map(|one| one.name.as_str()).collect();
        if !names.is_empty() {
            let _ = writeln!(out, "{label}: {}.\n", names.join(", "));
        }
    }
    for item in agenda::of_meeting(conn, id)? {
        write_item(conn, &item, &people, &mut out)?;
    }
    let actions = rows::for_meeting(conn, id)?;
    if !actions.is_empty() {
        out.push_str("## Actions\n\n");
        for action in actions {
            let mark = if action.done { "x" } else { " " };
            let here = action.agreed_in == Some(AgreedIn::Meeting(id));
            let from = if here { String::new() } else { format!(" (from {})", action.place) };
            let _ = writeln!(out, "- [{mark}] {} {} by {}{from}", action.owner_name, action.text, action.due_on);
        }
    }
    Ok(out)
}

fn write_item(conn: &Connection, item: &ItemRow, people: &[Attendee], out: &mut String) -> Result<()> {
    let text = pinned_text(conn, item)?;
    let proposal = proposals::row(conn, item.proposal)?;
    let headline = paper::headline(&text);
    let name = |id: &str| people.iter().find(|one| one.id == id).map_or("someone", |one| one.name.as_str());
    let _ = writeln!(out, "## {} v{}: {headline}\n", item.proposal, item.revision);
    if let Some(problem) = proposals::problem_in(&proposal, &text) {
        let _ = writeln!(out, "> {}\n", problem.trim().replace('\n', "\n> "));
    }
    if super::is_blind(conn, item.proposal)? {
        out.push_str("A blind round is open.\n\n");
        return Ok(());
    }
    write_rounds(conn, item, &name, out)?;
    let words: Vec<_> =
        comments::released(conn, item.proposal)?.into_iter().filter(|one| one.meeting == item.meeting).collect();
    if !words.is_empty() {
        out.push_str("### Comments\n\n");
        for comment in words {
            let quote = comment.quote.map(|quote| format!(" on “{}”", quote.trim())).unwrap_or_default();
            let _ = writeln!(out, "- {}{quote}: {}", comment.name, comment.text);
        }
        out.push('\n');
    }
    match item.decision {
        Some(id) => {
            let stored = decisions::get(conn, id)?;
            let record = stored.as_ref().map(|stored| Record::read(&stored.record, id)).transpose()?;
            if let (Some(stored), Some(record)) = (stored, record) {
                write_decision(
                    &record,
                    &format!("{id}, record {}", crate::fingerprint::short(&stored.sha256)),
                    &name,
                    out,
                );
            }
        }
        None if item.set_aside => out.push_str("Set aside without a decision.\n\n"),
        None => {}
    }
    Ok(())
}

fn write_rounds<'a>(
    conn: &Connection,
    item: &ItemRow,
    name: &impl Fn(&str) -> &'a str,
    out: &mut String,
) -> Result<()> {
    let rounds = revealed_rounds(conn, item)?;
    let settled = agreements::of_item(conn, item.id)?;
    let spreads = spreads(conn, item, &rounds)?;
    for spread in spreads.into_iter().filter(|_| !rounds.is_empty()) {
        let _ = writeln!(out, "### {}\n", paper::criterion(spread.criterion));
        for round in &rounds {
            let _ = writeln!(out, "{} ballots:\n", if round.number == 1 { "First" } else { "Second" });
            for ballot in round.ballots.iter().filter(|ballot| ballot.criterion == spread.criterion) {
                let way = if ballot.way == Way::Paper { " (paper)" } else { "" };
                let _ = writeln!(out, "- {}{way}: {}. {}", name(&ballot.person), shown(ballot.answer), ballot.reason);
            }
            out.push('\n');
        }
        if let (Some((low, high)), Some(median)) = (spread.standing.range, spread.median) {
            let disagree = if spread.standing.disagree { " They do not agree." } else { "" };
            let _ = writeln!(out, "Range {low} to {high}, median {median}.{disagree}\n");
        }
        if let Some(one) = settled.iter().find(|one| one.settled.criterion == spread.criterion) {
            let _ = writeln!(out, "Agreed: {}. {}\n", shown(one.settled.answer), one.settled.reason);
        }
    }
    Ok(())
}

fn write_decision<'a>(record: &Record, named: &str, name: &impl Fn(&str) -> &'a str, out: &mut String) {
    let outcome = match record.outcome {
        Outcome::Approve => "Approved",
        Outcome::Exception => "Approved as an exception",
        Outcome::NotYet => "Not yet",
        Outcome::Decline => "Declined",
    };
    let _ = writeln!(
        out,
        "### Decision\n\n**{outcome}** ({named}), decided by {}. {}\n",
        name(&record.decider),
        record.why
    );
    let door = if record.proposal.door == Door::OneWay { "one-way" } else { "two-way" };
    let exception = record.exception.as_ref().map(|terms| format!("{}, to be cured by {}", terms.kind, terms.cure_on));
    let dissenters = record.dissenters.iter().map(|id| name(id)).collect::<Vec<_>>().join(", ");
    let lines = [
        ("Exception", exception),
        ("What must be true", record.must_be_true.clone()),
        ("Look again on", record.revisit_on.clone()),
        ("Conditions", record.conditions.clone()),
        ("What would change our mind", record.kill_criterion.clone()),
        ("Alternatives", record.alternatives.clone()),
        ("Doing nothing", record.doing_nothing.clone()),
        ("Disagree and commit", (!dissenters.is_empty()).then_some(dissenters)),
        ("Dissent", record.dissent.clone()),
        ("Door", Some(door.to_owned())),
    ];
    for (label, text) in lines {
        if let Some(text) = text {
            let _ = writeln!(out, "- {label}: {text}");
        }
    }
    for forecast in &record.forecasts {
        let when = forecast.occasion.map(|occasion| format!(" ({})", occasion_words(occasion))).unwrap_or_default();
        let _ = writeln!(out, "- Forecast of {}{when}: {} %", name(&forecast.person), forecast.percent);
    }
    out.push('\n');
}

fn occasion_words(occasion: super::Occasion) -> &'static str {
    match occasion {
        super::Occasion::Ballot => "with the first ballot",
        super::Occasion::Discussion => "after the discussion",
    }
}

fn shown(answer: Answer) -> String {
    match answer {
        Answer::Level(level) => format!("{level} {}", paper::level(answer)),
        Answer::DontKnow(_) => paper::level(answer).to_owned(),
    }
}
