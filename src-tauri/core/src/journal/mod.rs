//! The journal: notes, the log of what was done, and what needs the person today.
//!
//! The log is generated from the recorded changes; nobody writes it. Not here: sparks, which are proposals.

use jiff::SignedDuration;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::{Action, Changed, Topic};
use crate::error::{Error, Reason, Result};
use crate::ledger;
use crate::meetings::AgreedIn;
use crate::portfolio::Portfolio;
use crate::retros;
use crate::storage::{actions, changes, decisions, forecasts, launches, meetings, notes, proposals};

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LogEntry {
    /// Counts up; names the place to go on from.
    pub id: u32,
    /// What was done.
    pub action: Action,
    /// When, RFC 3339.
    pub at: String,
    /// What it was about: an id, a name, a count.
    pub subject: Option<String>,
    /// A word more: a stage, a level, an outcome.
    pub detail: Option<String>,
    /// Who did it.
    pub person: Option<String>,
    /// The note that was kept, by id.
    pub note: Option<String>,
}

/// A free note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct JournalNote {
    /// Identity, UUIDv7.
    pub id: String,
    /// What was noted.
    pub text: String,
    /// When, RFC 3339.
    pub at: String,
}

crate::vocabulary! {
    /// Why something needs the person.
    pub enum NeedKind {
        /// A launch reached the date its retro falls due.
        Retro = "retro",
        /// A check-in on a launch is due.
        CheckIn = "check-in",
        /// The kill criterion of a launch holds.
        Kill = "kill",
        /// A declined or not-yet idea is to be looked at again.
        Revisit = "revisit",
        /// What an exception left out is to be cured.
        Cure = "cure",
        /// A small forecast is to be settled.
        Forecast = "forecast",
        /// Something happened that an idea not chosen waited for.
        Stirred = "stirred",
        /// A retro is going on and waits for me.
        Held = "held",
        /// An action that was agreed in a meeting or a weekly review is due.
        Action = "action",
        /// A meeting is today, or goes on.
        Meeting = "meeting",
        /// A lone rater of a one-way door is asked again.
        ScoreAgain = "score-again",
    }
}

/// Something that needs the person, on or before a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Need {
    /// Why.
    pub kind: NeedKind,
    /// What tells it from the others of its kind: the id it is about, or that of an action.
    pub id: String,
    /// The id it is about, or the title of a deck.
    pub subject: String,
    /// For an action of a weekly review: the deck, by id.
    pub deck: Option<String>,
    /// The problem of that, as people know it by.
    pub problem: String,
    /// The date, ISO.
    pub due: String,
    /// Whether the date has passed.
    pub overdue: bool,
}

/// The weekly ten minutes: what of it is done since Monday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TenMinutes {
    /// The Monday the week began with, ISO.
    pub monday: String,
    /// What was last heard from a customer this week.
    pub contact: Option<String>,
    /// The spark that was last kept this week.
    pub spark: Option<String>,
    /// The launch whose forecasts fall due within seven days, or did already; else a small forecast that does.
    pub due: Option<Need>,
}

/// The longest note kept, in characters.
const LONGEST_NOTE: usize = 20_000;

impl Portfolio {
    /// What was done, newest first; `before` continues after an entry.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn journal_log(&self, limit: u32, before: Option<u32>) -> Result<Vec<LogEntry>> {
        self.read(|conn| changes::log(conn, limit, before))
    }

    /// The newest notes.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn journal_notes(&self, limit: u32) -> Result<Vec<JournalNote>> {
        self.read(|conn| notes::newest(conn, limit))
    }

    /// Keeps a free note.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty or overlong one.
    pub fn keep_note(&self, text: &str) -> Result<Changed<()>> {
        self.note(Action::KeepNote, text)
    }

    /// Keeps what was heard from a customer as a note.
    ///
    /// # Errors
    /// As [`Portfolio::keep_note`].
    pub fn note_contact(&self, text: &str) -> Result<Changed<()>> {
        self.note(Action::NoteContact, text)
    }

    fn note(&self, action: Action, text: &str) -> Result<Changed<()>> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::invalid("text", Reason::Required));
        }
        if text.chars().count() > LONGEST_NOTE {
            return Err(Error::invalid("text", Reason::TooLong));
        }
        self.transact(action, &[Topic::Journal], |w| {
            w.detail(text);
            notes::insert(w.conn, &w.new_id(), text, w.now)
        })
    }

    /// What of the weekly ten minutes is done: one customer heard, one problem kept, one forecast that falls due.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn ten_minutes(&self) -> Result<TenMinutes> {
        let today = self.world.today();
        let monday = today.saturating_sub(days(i64::from(today.weekday().to_monday_zero_offset())));
        self.read(|conn| {
            let done = |action| -> Result<Option<LogEntry>> {
                let latest = changes::latest(conn, action)?;
                Ok(latest.filter(|(at, _)| self.world.date_of(*at) >= monday).map(|(_, entry)| entry))
            };
            let soon = today.saturating_add(days(7));
            let launch = launches::due_until(conn, soon)?.into_iter().next();
            let launch = launch.map(|(id, problem, on)| need(NeedKind::Retro, id.to_string(), problem, on, today));
            let small = forecasts::due_until(conn, soon)?.into_iter().next();
            let small = small.map(|(id, question, on)| need(NeedKind::Forecast, id.to_string(), question, on, today));
            Ok(TenMinutes {
                monday: monday.to_string(),
                contact: done(Action::NoteContact)?.and_then(|entry| entry.detail),
                spark: done(Action::KeepSpark)?.and_then(|entry| entry.subject),
                due: launch.or(small),
            })
        })
    }

    /// What needs the person today, the longest due first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn needs_you(&self) -> Result<Vec<Need>> {
        let today = self.world.today();
        let mut needs = self.read(|conn| {
            let mut needs = vec![];
            let held = retros::waiting(conn)?;
            for (id, problem, on) in launches::due_until(conn, today)? {
                if held.iter().any(|(waiting, ..)| *waiting == id) {
                    continue;
                }
                needs.push(need(NeedKind::Retro, id.to_string(), problem, on, today));
            }
            for (id, problem, on) in launches::check_ins_until(conn, today)? {
                needs.push(need(NeedKind::CheckIn, id.to_string(), problem, on, today));
            }
            for (id, problem, on) in crate::launches::kill_criteria_met(conn, today)? {
                needs.push(need(NeedKind::Kill, id.to_string(), problem, on, today));
            }
            for (id, problem, on) in proposals::revisits_until(conn, today)? {
                needs.push(need(NeedKind::Revisit, id.to_string(), problem, on, today));
            }
            for (id, problem, on) in decisions::cures_until(conn, today)? {
                needs.push(need(NeedKind::Cure, id.to_string(), problem, on, today));
            }
            for (id, question, on) in forecasts::due_until(conn, today)? {
                needs.push(need(NeedKind::Forecast, id.to_string(), question, on, today));
            }
            for (id, problem, on) in ledger::stirring(conn)? {
                needs.push(standing(NeedKind::Stirred, id.to_string(), problem, on));
            }
            for (id, problem, since) in held {
                needs.push(standing(NeedKind::Held, id.to_string(), problem, since));
            }
            for action in actions::due_until(conn, today)? {
                let on = action.due_on.parse().unwrap_or(today);
                let words = format!("{}: {}", action.owner_name, action.text);
                let deck = match action.agreed_in {
                    Some(AgreedIn::WeeklyReview(deck)) => Some(deck),
                    _ => None,
                };
                let about = need(NeedKind::Action, action.place, words, on, today);
                needs.push(Need { id: action.id, deck, ..about });
            }
            for (id, title, on) in meetings::due_until(conn, today)? {
                needs.push(need(NeedKind::Meeting, id.to_string(), title, on, today));
            }
            for (id, problem, on) in crate::scores::asked_again_until(conn, today)? {
                needs.push(need(NeedKind::ScoreAgain, id.to_string(), problem, on, today));
            }
            Ok(needs)
        })?;
        needs.sort_by(|a, b| a.due.cmp(&b.due));
        Ok(needs)
    }
}

fn need(kind: NeedKind, subject: String, problem: String, on: Date, today: Date) -> Need {
    Need { overdue: on < today, ..standing(kind, subject, problem, on.to_string()) }
}

/// Something that waits without a date to keep; `since` is when it began to.
fn standing(kind: NeedKind, subject: String, problem: String, since: String) -> Need {
    Need { kind, id: subject.clone(), subject, deck: None, problem, due: since, overdue: false }
}

fn days(count: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * count)
}
