//! Signals since the launch: what to explain, and what is known of each.
//!
//! A signal is an unbroken run of points that one rule marked. Not here: the rules, which are `measures::xmr`.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{LaunchRow, SignalKey, tracker};
use crate::decisions::RecordedMeasure;
use crate::error::{Error, Result};
use crate::measures::Dated;
use crate::measures::xmr::SignalRule;
use crate::storage::{explanations, measures};

/// Something that changed since the launch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct LaunchSignal {
    /// What it is known by.
    #[serde(flatten)]
    pub key: SignalKey,
    /// The measure's name.
    pub name: String,
    /// The date of the last point, ISO.
    pub until: String,
    /// How many points.
    pub points: u32,
    /// What is known of it, the newest first; none when nobody was asked yet.
    pub explained: Vec<Explained>,
}

/// What was known of a signal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Explained {
    /// What was said; none for "I don't know yet".
    pub said: Option<String>,
    /// When, RFC 3339.
    pub at: String,
}

/// The rule as it is stored and shown.
pub(super) fn word(rule: SignalRule) -> &'static str {
    match rule {
        SignalRule::R1 => "R1",
        SignalRule::R2 => "R2",
        SignalRule::R3 => "R3",
        SignalRule::Range => "MR",
    }
}

/// The signals of a measure since the launch, oldest first.
pub(super) fn of_measure(conn: &Connection, row: &LaunchRow, promised: &RecordedMeasure) -> Result<Vec<LaunchSignal>> {
    let series = tracker::series_of(conn, promised, row)?;
    let found = tracker::signalled(conn, &series, promised, row)?;
    let Some(holder) = measures::holder_of(conn, &promised.id)? else { return Ok(vec![]) };
    let mut signals = vec![];
    for signal in found {
        for run in signal.points.chunk_by(|a, b| b - a == 1) {
            let point = |at: Option<&u32>| at.and_then(|at| series.after.get(usize::try_from(*at).ok()?));
            let (Some(first), Some(last)) = (point(run.first()), point(run.last())) else { continue };
            signals.push(LaunchSignal {
                explained: explanations::of_signal(conn, row.id, holder.key, word(signal.rule), first.date)?,
                key: key(promised, signal.rule, first),
                name: promised.name.clone(),
                until: last.date.to_string(),
                points: u32::try_from(run.len()).unwrap_or(u32::MAX),
            });
        }
    }
    signals.sort_by(|a, b| a.key.from.cmp(&b.key.from));
    Ok(signals)
}

fn key(promised: &RecordedMeasure, rule: SignalRule, first: &Dated) -> SignalKey {
    SignalKey { measure: promised.id.clone(), rule, from: first.date.to_string() }
}

/// How many signals nobody has been asked about, and how many there are.
pub(super) fn count(conn: &Connection, row: &LaunchRow, measures: &[RecordedMeasure]) -> Result<(u32, u32)> {
    let mut all = vec![];
    for promised in measures {
        all.extend(of_measure(conn, row, promised)?);
    }
    let open = all.iter().filter(|signal| signal.explained.is_empty()).count();
    let narrow = |count: usize| u32::try_from(count).map_err(|_| Error::corrupt("there are too many signals"));
    Ok((narrow(open)?, narrow(all.len())?))
}
