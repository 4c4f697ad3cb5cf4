//! The rubric: three questions with five anchored levels each, versioned.
//!
//! Not here: what an answer counts for; that is `gate`.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::Criterion;
use crate::change::{Action, Changed, Topic};
use crate::error::{Error, Reason, Result};
use crate::portfolio::{Portfolio, Writing};
use crate::storage::scores as rows;
use crate::tongue::Tongue;

/// The anchors that scores are given by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Rubric {
    /// Counts up with every edit; scores keep the version they were given by.
    pub version: u32,
    /// Big idea, should we, plan to succeed.
    pub criteria: Vec<Anchors>,
}

/// One criterion of the rubric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Anchors {
    /// Which.
    pub criterion: Criterion,
    /// What each level from 0 to 4 looks like.
    pub levels: Vec<String>,
}

/// Levels 0 to 4.
const LEVELS: usize = 5;

/// The longest anchor kept, in characters.
const LONGEST_ANCHOR: usize = 500;

type Levels = [(Criterion, [&'static str; LEVELS]); 3];

const ENGLISH: Levels = [
    (
        Criterion::Big,
        [
            "No customer or problem named.",
            "A small annoyance, or very few people.",
            "Many feel it mildly, or a few feel it badly.",
            "Many feel it often, or some feel it badly, with a number.",
            "As 3, in customers' own words, and it could stand as a business of its own.",
        ],
    ),
    (
        Criterion::Should,
        [
            "Nothing to do with our customers or purpose.",
            "We could, because we own the parts.",
            "Our customers have it; others are better placed.",
            "Our customers, our purpose, and a reason it should be us.",
            "As 3, and a reason it should be now.",
        ],
    ),
    (
        Criterion::Plan,
        [
            "No plan, or a list of features.",
            "A direction. Components, money and hurdles not named.",
            "Two of components, finances, hurdles are worked through.",
            "All three are worked through; the hardest hurdle has a named approach.",
            "As 3, and the hardest hurdle has been tried on a small scale.",
        ],
    ),
];

const GERMAN: Levels = [
    (
        Criterion::Big,
        [
            "Weder Kunde noch Problem ist genannt.",
            "Ein kleines Ärgernis, oder sehr wenige Menschen.",
            "Viele spüren es etwas, oder wenige spüren es stark.",
            "Viele spüren es oft, oder einige spüren es stark, mit einer Zahl.",
            "Wie 3, in den Worten der Kunden, und es könnte ein Geschäft für sich sein.",
        ],
    ),
    (
        Criterion::Should,
        [
            "Hat mit unseren Kunden oder unserem Zweck nichts zu tun.",
            "Wir könnten es, weil uns die Teile gehören.",
            "Unsere Kunden haben es; andere sind besser dafür aufgestellt.",
            "Unsere Kunden, unser Zweck, und ein Grund, warum gerade wir.",
            "Wie 3, und ein Grund, warum gerade jetzt.",
        ],
    ),
    (
        Criterion::Plan,
        [
            "Kein Plan, oder eine Liste von Funktionen.",
            "Eine Richtung. Bestandteile, Geld und Hürden sind nicht genannt.",
            "Zwei von Bestandteilen, Finanzen und Hürden sind durchdacht.",
            "Alle drei sind durchdacht; für die höchste Hürde ist ein Weg genannt.",
            "Wie 3, und die höchste Hürde wurde im Kleinen erprobt.",
        ],
    ),
];

/// Gives a new portfolio the default anchors as version 1.
pub(crate) fn add_default(w: &Writing<'_>) -> Result<()> {
    rows::insert_rubric(w.conn, 1, w.now)?;
    let default = match w.tongue() {
        Tongue::English => ENGLISH,
        Tongue::German => GERMAN,
    };
    for (criterion, levels) in default {
        for (level, anchor) in (0..).zip(levels) {
            rows::insert_anchor(w.conn, 1, criterion, level, anchor)?;
        }
    }
    Ok(())
}

/// Makes a new version of the rubric that differs in one anchor, and returns its number.
pub(crate) fn change_anchor(w: &Writing<'_>, criterion: Criterion, level: u8, anchor: &str) -> Result<u32> {
    let Rubric { version, criteria } = current(w.conn)?;
    rows::insert_rubric(w.conn, version + 1, w.now)?;
    for anchors in criteria {
        for (at, kept) in (0..).zip(&anchors.levels) {
            let changed = anchors.criterion == criterion && at == level;
            rows::insert_anchor(w.conn, version + 1, anchors.criterion, at, if changed { anchor } else { kept })?;
        }
    }
    Ok(version + 1)
}

impl Portfolio {
    /// Gives the rubric other anchors, as a new version; scores keep the one they were given by.
    ///
    /// # Errors
    /// [`Error::Invalid`] unless each criterion has five anchors that say something.
    pub fn change_rubric(&self, criteria: &[Anchors]) -> Result<Changed<u32>> {
        for criterion in Criterion::EACH {
            let levels = criteria.iter().find(|anchors| anchors.criterion == criterion).map(|anchors| &anchors.levels);
            let filled =
                |levels: &Vec<String>| levels.len() == LEVELS && levels.iter().all(|anchor| !anchor.trim().is_empty());
            if !levels.is_some_and(filled) {
                return Err(Error::invalid("anchor", Reason::Required));
            }
            if levels.into_iter().flatten().any(|anchor| anchor.chars().count() > LONGEST_ANCHOR) {
                return Err(Error::invalid("anchor", Reason::TooLong));
            }
        }
        self.transact(Action::ChangeRubric, &[Topic::Scores], |w| {
            let now = current(w.conn)?;
            let same = |anchors: &Anchors| criteria.iter().any(|new| new == anchors);
            if now.criteria.iter().all(same) {
                return Ok(now.version);
            }
            let version = now.version + 1;
            rows::insert_rubric(w.conn, version, w.now)?;
            for anchors in criteria {
                for (level, anchor) in (0..).zip(&anchors.levels) {
                    rows::insert_anchor(w.conn, version, anchors.criterion, level, anchor.trim())?;
                }
            }
            w.detail(format!("version {version}"));
            Ok(version)
        })
    }

    /// The rubric as it was in a version, for a score that was given by it.
    ///
    /// # Errors
    /// [`Error::Invalid`] when there was no such version.
    pub fn rubric_version(&self, version: u32) -> Result<Rubric> {
        self.read(|conn| {
            if version == 0 || version > current_version(conn)? {
                return Err(Error::invalid("number", Reason::OutOfRange("a version of the rubric")));
            }
            of_version(conn, version)
        })
    }
}

pub(super) fn current_version(conn: &Connection) -> Result<u32> {
    rows::rubric_version(conn)?.ok_or_else(|| Error::corrupt("there is no rubric"))
}

pub(super) fn current(conn: &Connection) -> Result<Rubric> {
    of_version(conn, current_version(conn)?)
}

fn of_version(conn: &Connection, version: u32) -> Result<Rubric> {
    let criteria = Criterion::EACH
        .into_iter()
        .map(|criterion| Ok(Anchors { criterion, levels: rows::anchors(conn, version, criterion)? }))
        .collect::<Result<_>>()?;
    Ok(Rubric { version, criteria })
}
