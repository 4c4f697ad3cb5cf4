//! My practice: what recurs in my own writing and scoring. Private: it is asked by and about the person at the keyboard only.
//!
//! Not here: my calibration, which is that of Insights for one rater.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::Given;
use crate::error::Result;
use crate::portfolio::Portfolio;
use crate::proposals;
use crate::scores::{Answer, Criterion};
use crate::storage::{insights as rows, people};

/// How many of my latest texts, and of the latest decisions, are looked at.
const LATEST: u32 = 60;
/// Levels this far from the panel's are far.
const FAR: u8 = 2;

/// A margin note that comes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RecurringNote {
    /// `W06`: the page that teaches it.
    pub code: String,
    /// In how many of my texts.
    pub texts: u32,
}

/// How my first-round levels lie to the lower median of the others'.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PanelDistance {
    /// Which.
    pub criterion: Criterion,
    /// How often there was someone to compare with.
    pub compared: u32,
    /// The same level.
    pub same: u32,
    /// Above.
    pub higher: u32,
    /// Below.
    pub lower: u32,
    /// Of those: by two levels or more.
    pub far: u32,
}

/// What recurs in my writing and scoring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Practice {
    /// My id, to ask for my own calibration.
    pub me: String,
    /// Whether everyone may see my calibration.
    pub shared: bool,
    /// How many of my latest texts were looked at.
    pub texts: u32,
    /// The notes that stand in more than one of them, the most frequent first.
    pub notes: Vec<RecurringNote>,
    /// How my levels lie to the panel's.
    pub panel: Vec<PanelDistance>,
}

impl Portfolio {
    /// What recurs in my own writing and scoring.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn my_practice(&self) -> Result<Practice> {
        self.read(|conn| {
            let me = crate::people::me(conn)?.map(|me| people::uuid_of(conn, me)).transpose()?.flatten();
            let me = me.unwrap_or_default();
            let shared = rows::raters(conn)?.iter().any(|rater| rater.me && rater.shared);
            let (texts, notes) = recurring(conn)?;
            let rounds = rows::first_rounds(conn, LATEST)?;
            let panel = Criterion::EACH.map(|criterion| distance(&rounds, &me, criterion)).into();
            Ok(Practice { me, shared, texts, notes, panel })
        })
    }
}

/// How many texts were looked at, and the notes that stand in more than one of them.
fn recurring(conn: &Connection) -> Result<(u32, Vec<RecurringNote>)> {
    let mine = rows::written_by_me(conn, LATEST)?;
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for id in &mine {
        let mut codes: Vec<String> = proposals::reading(conn, *id)?.notes.into_iter().map(|note| note.code).collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            *counts.entry(code).or_default() += 1;
        }
    }
    let mut notes: Vec<RecurringNote> =
        counts.into_iter().filter(|(_, texts)| *texts > 1).map(|(code, texts)| RecurringNote { code, texts }).collect();
    notes.sort_by(|a, b| b.texts.cmp(&a.texts).then_with(|| a.code.cmp(&b.code)));
    Ok((u32::try_from(mine.len()).unwrap_or(u32::MAX), notes))
}

fn distance(rounds: &[Vec<Given>], me: &str, criterion: Criterion) -> PanelDistance {
    let mut found = PanelDistance { criterion, compared: 0, same: 0, higher: 0, lower: 0, far: 0 };
    for round in rounds {
        let level = |given: &Given| match given.answer {
            Answer::Level(level) if given.criterion == criterion => Some((given.person == me, level)),
            Answer::Level(_) | Answer::DontKnow(_) => None,
        };
        let levels: Vec<(bool, u8)> = round.iter().filter_map(level).collect();
        let mut others: Vec<u8> = levels.iter().filter(|(mine, _)| !mine).map(|(_, level)| *level).collect();
        others.sort_unstable();
        let Some((_, own)) = levels.iter().find(|(mine, _)| *mine) else { continue };
        let Some(median) = others.get((others.len().max(1) - 1) / 2) else { continue };
        found.compared += 1;
        *match own.cmp(median) {
            std::cmp::Ordering::Less => &mut found.lower,
            std::cmp::Ordering::Equal => &mut found.same,
            std::cmp::Ordering::Greater => &mut found.higher,
        } += 1;
        found.far += u32::from(own.abs_diff(*median) >= FAR);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(person: &str, level: u8) -> Given {
        Given { person: person.into(), criterion: Criterion::Plan, answer: Answer::Level(level) }
    }

    #[test]
    fn my_level_is_held_against_the_others_and_never_against_itself() {
        let rounds = [
            vec![given("me", 4), given("ana", 1), given("ben", 2)],
            vec![given("me", 2), given("ana", 2)],
            vec![given("me", 3)],
            vec![given("ana", 3), given("ben", 0)],
        ];
        let found = distance(&rounds, "me", Criterion::Plan);
        assert_eq!((found.compared, found.same, found.higher, found.lower, found.far), (2, 1, 1, 0, 1));
    }
}
