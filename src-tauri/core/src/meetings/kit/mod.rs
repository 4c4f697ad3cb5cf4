//! The ballot kit: one HTML file that carries read-ahead, rubric and form, works in any browser without a network, and gives
//! back a small `.ballot` file.
//!
//! A ballot is sealed with a key of its kit (HMAC-SHA256 over its text), so that what was changed on the way is refused. That
//! stops accidents and glances, not someone who takes the kit apart. Not here: what a ballot holds.
//! Invariant: a kit belongs to one person, proposal, revision and round, and nothing else is taken in by it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::paper::{self, BallotSheet, ReadAheadItem, escaped};
use super::{
    BallotInput, BallotScore, ItemRow, MeetingId, OnAgenda, RoundRow, RoundState, TOPICS, Way, attendee, ballots, item,
    open_row, row,
};
use crate::change::{Action, Changed};
use crate::error::{Error, Reason, Result, Rule, Unread};
use crate::fingerprint::hmac_sha256;
use crate::portfolio::{Portfolio, Writing};
use crate::proposals::ProposalId;
use crate::scores::{Answer, Criterion};
use crate::storage::{agenda, ballots as ballot_rows, people as person_rows, rounds};
use crate::tongue::{Tongue, fill};

/// The largest ballot file that is read, in bytes.
pub const LONGEST_BALLOT: u64 = 256 * 1024;

/// A kit, ready to be kept as a file and handed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Kit {
    /// What the file is called: `M-003 P-014 Ana Ruiz.html`.
    pub file_name: String,
    /// The whole file.
    pub html: String,
}

/// What the kit's form knows.
#[derive(Serialize)]
struct Card<'a> {
    kit: String,
    key: &'a str,
    meeting: MeetingId,
    proposal: ProposalId,
    revision: u32,
    round: u32,
    person: &'a str,
    file: String,
    rubric: Vec<Asked>,
    words: Said,
}

#[derive(Serialize)]
struct Asked {
    criterion: Criterion,
    question: &'static str,
}

/// What the form says when something is missing.
#[derive(Serialize)]
struct Said {
    level: &'static str,
    reason: &'static str,
    percent: &'static str,
}

/// A `.ballot` file.
#[derive(Deserialize)]
struct Envelope {
    backcast: String,
    payload: String,
    seal: String,
}

#[derive(Deserialize)]
struct Payload {
    kit: String,
    meeting: MeetingId,
    proposal: ProposalId,
    revision: u32,
    person: String,
    scores: Vec<BallotScore>,
    forecast: Option<f64>,
}

impl Portfolio {
    /// Makes a ballot kit for one person; that opens the item's blind round when none is open.
    ///
    /// # Errors
    /// [`Error::Rejected`] when the item has no seals to score or the person has sealed already.
    pub fn hand_out_kit(&self, on: OnAgenda, person: &str) -> Result<Changed<Kit>> {
        self.transact(Action::HandOutKit, TOPICS, |w| hand_out(w, on, person))
    }

    /// Makes kits for several people and keeps them as files in `folder`; all or none. Returns what was written.
    ///
    /// # Errors
    /// As [`Portfolio::hand_out_kit`]; [`Error::Io`] when the folder cannot be written.
    pub fn hand_out_kits(&self, on: OnAgenda, people: &[String], folder: &Path) -> Result<Changed<Vec<PathBuf>>> {
        std::fs::create_dir_all(folder).map_err(|error| Error::io(folder, error))?;
        self.transact(Action::HandOutKit, TOPICS, |w| {
            let mut written = vec![];
            for person in people {
                let kit = hand_out(w, on, person)?;
                let mut path = folder.join(&kit.file_name);
                // Two people of one name have two kits.
                for again in 2.. {
                    if !written.contains(&path) {
                        break;
                    }
                    path = folder.join(format!("{again} {}", kit.file_name));
                }
                std::fs::write(&path, kit.html).map_err(|error| Error::io(&path, error))?;
                written.push(path);
            }
            w.detail(people.len());
            Ok(written)
        })
    }

    /// Takes the ballot in a file in; with `meeting` only one of that meeting. Returns whose it is and where it went.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the file is too large or no ballot; [`Error::Rejected`] when it was altered, comes from elsewhere,
    /// belongs to a withdrawn or finished round, or was taken in already. Nothing is stored then.
    pub fn import_ballot(&self, path: &Path, meeting: Option<MeetingId>) -> Result<Changed<OnAgenda>> {
        self.take_ballot(&read_file(path)?, meeting)
    }

    /// Takes the ballot in a text in; see [`Portfolio::import_ballot`].
    ///
    /// # Errors
    /// As there.
    pub fn take_ballot(&self, text: &str, meeting: Option<MeetingId>) -> Result<Changed<OnAgenda>> {
        if text.len() as u64 > LONGEST_BALLOT {
            return Err(Error::invalid("file", Reason::TooLong));
        }
        let ballot = read(text)?;
        self.transact(Action::SealBallot, TOPICS, |w| {
            let (item, round, person) = judge(w.conn, &ballot, meeting)?;
            let on = OnAgenda { meeting: item.meeting, proposal: item.proposal };
            let (_, payload) = &ballot;
            let input = BallotInput {
                on,
                person: payload.person.clone(),
                way: Way::Kit,
                scores: payload.scores.clone(),
                forecast: payload.forecast,
            };
            ballots::seal(w, &item, &round, person, &input)?;
            w.about(item.meeting);
            w.detail(person_rows::name_of(w.conn, &payload.person)?.unwrap_or_default());
            Ok(on)
        })
    }

    /// Whether the ballot in a file could be taken in; nothing is stored.
    ///
    /// # Errors
    /// As [`Portfolio::import_ballot`].
    pub fn check_ballot(&self, path: &Path) -> Result<()> {
        let ballot = read(&read_file(path)?)?;
        self.read(|conn| judge(conn, &ballot, None).map(drop))
    }
}

/// Holds a ballot against the kit it names: its item, open round and person when it can be taken in.
fn judge(
    conn: &Connection,
    (envelope, payload): &(Envelope, Payload),
    meeting: Option<MeetingId>,
) -> Result<(ItemRow, RoundRow, i64)> {
    let elsewhere = || Error::rejected(payload.meeting, Rule::BallotElsewhere);
    let kit = rounds::kit(conn, &payload.kit)?.ok_or_else(elsewhere)?;
    if hmac_sha256(kit.key.as_bytes(), envelope.payload.as_bytes()) != envelope.seal {
        return Err(Error::rejected(payload.proposal, Rule::BallotAltered));
    }
    let item = agenda::by_key(conn, kit.item)?.ok_or_else(elsewhere)?;
    if meeting.is_some_and(|meeting| meeting != item.meeting) || payload.meeting != item.meeting {
        return Err(elsewhere());
    }
    let person = person_rows::key_of(conn, &payload.person)?;
    if payload.proposal != item.proposal || payload.revision != item.revision || person != Some(kit.person) {
        return Err(Error::rejected(payload.proposal, Rule::BallotAltered));
    }
    refuse_over(conn, &kit, &item)?;
    let round = super::rounds::open_round(conn, &item)?;
    Ok((item, round, kit.person))
}

fn read_file(path: &Path) -> Result<String> {
    let size = std::fs::metadata(path).map_err(|error| Error::io(path, error))?.len();
    if size > LONGEST_BALLOT {
        return Err(Error::invalid("file", Reason::TooLong));
    }
    let bytes = std::fs::read(path).map_err(|error| Error::io(path, error))?;
    String::from_utf8(bytes).map_err(|_| unreadable())
}

fn hand_out(w: &Writing<'_>, on: OnAgenda, person: &str) -> Result<Kit> {
    open_row(w.conn, on.meeting)?;
    let item = item(w.conn, on)?;
    let person = attendee(w.conn, on.meeting, person)?;
    if item.decision.is_some() || item.set_aside || may_not_open(w.conn, &item)? {
        return Err(Error::rejected(item.proposal, Rule::NoRoundOpen));
    }
    let round = super::rounds::open(w, &item)?.ok_or_else(|| Error::rejected(on.proposal, Rule::NoRoundOpen))?;
    if ballot_rows::sealed_by(w.conn, round.id)?.iter().any(|(one, _)| *one == person.person) {
        return Err(Error::rejected(person.name, Rule::AlreadySealed));
    }
    let (uuid, key) = (w.new_id(), w.new_key());
    rounds::insert_kit(w.conn, &uuid, (round.id, person.person), &key, w.now)?;
    w.about(on.meeting);
    w.detail(&person.name);
    let tongue = w.tongue();
    let words = tongue.room();
    let sheet = paper::ballot_sheet(w.conn, &item, Some(&person), tongue)?;
    let stem = file_stem(&format!("{} {} {}", on.meeting, on.proposal, person.name));
    let card = Card {
        kit: uuid.to_string(),
        key: &key,
        meeting: on.meeting,
        proposal: on.proposal,
        revision: item.revision,
        round: sheet.round,
        person: &person.uuid,
        file: format!("{stem}.ballot"),
        rubric: Criterion::EACH
            .into_iter()
            .map(|criterion| Asked { criterion, question: tongue.paper().question(criterion) })
            .collect(),
        words: Said { level: words.needs_level, reason: words.needs_reason, percent: words.needs_percent },
    };
    let html = page(&sheet, &paper::read_ahead_item(w.conn, &item, tongue)?, &card, &w.new_key(), tongue)?;
    Ok(Kit { file_name: format!("{stem}.html"), html })
}

fn refuse_over(conn: &Connection, kit: &rounds::KitRow, item: &ItemRow) -> Result<()> {
    if kit.state != RoundState::Withdrawn
        && ballot_rows::sealed_by(conn, kit.round)?.iter().any(|(one, _)| *one == kit.person)
    {
        return Err(Error::rejected(item.proposal, Rule::AlreadySealed));
    }
    if kit.withdrawn || kit.state != RoundState::Open || row(conn, item.meeting)?.ended.is_some() {
        return Err(Error::rejected(item.proposal, Rule::BallotWithdrawn));
    }
    Ok(())
}

/// A kit opens a first round; a second one is opened by the discussion.
fn may_not_open(conn: &Connection, item: &ItemRow) -> Result<bool> {
    let rounds = rounds::of_item(conn, item.id)?;
    let open = rounds.iter().any(|round| round.state == RoundState::Open);
    Ok(!open && rounds.iter().any(|round| round.state == RoundState::Revealed))
}

fn unreadable() -> Error {
    Error::invalid("file", Unread::NoBallot.into())
}

fn read(text: &str) -> Result<(Envelope, Payload)> {
    let envelope: Envelope = serde_json::from_str(text).map_err(|_| unreadable())?;
    if envelope.backcast != "ballot" {
        return Err(unreadable());
    }
    let payload: Payload = serde_json::from_str(&envelope.payload).map_err(|_| unreadable())?;
    ballots::check(&payload.scores, payload.forecast)?;
    Ok((envelope, payload))
}

/// A name that every file system takes.
fn file_stem(name: &str) -> String {
    let safe = |c: char| if c.is_alphanumeric() || matches!(c, ' ' | '-' | '.') { c } else { '_' };
    name.chars().map(safe).take(120).collect::<String>().trim().to_owned()
}

/// The file: a policy that lets nothing in or out, the reading, the form.
fn page(sheet: &BallotSheet, reading: &ReadAheadItem, card: &Card<'_>, nonce: &str, tongue: Tongue) -> Result<String> {
    let words = tongue.room();
    let unprintable = |error: serde_json::Error| Error::corrupt(format!("a kit cannot be made: {error}"));
    let data = serde_json::to_string(card).map_err(unprintable)?.replace('<', "\\u003c");
    let about = (sheet.meeting.to_string(), sheet.proposal.to_string(), sheet.revision.to_string());
    let named: [(&str, &str); 4] =
        [("meeting", about.0.as_str()), ("proposal", &about.1), ("revision", &about.2), ("name", &sheet.person)];
    let title = escaped(&fill(words.kit, &named));
    let mut out = String::new();
    let written = write!(
        out,
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'nonce-{nonce}'; \
         style-src 'nonce-{nonce}'; img-src data:; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style nonce=\"{nonce}\">{css}</style>\n</head>\n<body>\n\
         <header><p class=\"small\">{title}</p><p>{intro}</p></header>\n<main>\n<article>\n{reading}\n</article>\n{form}\n</main>\n\
         <script type=\"application/json\" id=\"kit\">{data}</script>\n<script nonce=\"{nonce}\">{js}</script>\n</body>\n</html>\n",
        css = include_str!("kit.css"),
        js = include_str!("kit.js"),
        lang = tongue.paper().code,
        intro = words.kit_intro,
        reading = reading.html,
        form = form(sheet, tongue),
    );
    written.map_err(|_| Error::corrupt("a kit cannot be written"))?;
    Ok(out)
}

fn form(sheet: &BallotSheet, tongue: Tongue) -> String {
    let (words, paper) = (tongue.room(), tongue.paper());
    let mut out = String::from("<form id=\"ballot\" novalidate>\n");
    for anchors in &sheet.rubric.criteria {
        let name = anchors.criterion;
        let _ =
            writeln!(out, "<fieldset><legend>{}<br>{}</legend>", paper.criterion(name), escaped(paper.question(name)));
        let levels = (0..).zip(&anchors.levels).map(|(level, anchor)| (Answer::Level(level), anchor.as_str()));
        let unknown = (Answer::UNKNOWN, words.counts_as_absent);
        for (answer, anchor) in levels.chain([unknown]) {
            let _ = writeln!(
                out,
                "<label class=\"level\"><input type=\"radio\" name=\"{name}-level\" value=\"{answer}\"><b>{answer} {}</b> <span>{}</span></label>",
                paper.level(answer),
                escaped(anchor)
            );
        }
        let _ = writeln!(
            out,
            "<label class=\"field\">{why} <textarea name=\"{name}-reason\" rows=\"2\"></textarea></label>\
             <label class=\"field\">{raise} <textarea name=\"{name}-raise\" rows=\"1\"></textarea></label></fieldset>",
            why = words.why,
            raise = words.raise,
        );
    }
    let _ = writeln!(
        out,
        "<label class=\"field\">{} <input type=\"text\" inputmode=\"decimal\" name=\"forecast\"></label>\n\
         <p id=\"problem\" role=\"alert\"></p>\n<p><button type=\"submit\">{make}</button></p>\n</form>\n\
         <section id=\"done\" hidden tabindex=\"-1\"><p>{made}</p>\
         <label class=\"field\">{as_text} <textarea id=\"text\" rows=\"6\" readonly></textarea></label></section>",
        escaped(&sheet.forecast),
        make = words.make,
        made = fill(words.made, &[("file", "<span id=\"file\"></span>")]),
        as_text = words.as_text,
    );
    out
}
