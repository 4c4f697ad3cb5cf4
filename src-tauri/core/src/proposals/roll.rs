//! The roll: what lists sort, group and filter by, of every proposal, held in memory once a list needs it.
//!
//! So any page of any order, however filtered, is found within a frame, and the file keeps few indexes, which makes
//! changing many proposals quick. It is read whole once and then follows what was written since. Not here: what a condition
//! looks up elsewhere (`storage::listing_filter`), and what a list shows (`storage::listing`).
//! Invariant: it is asked inside a read transaction and says what that transaction sees.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use rusqlite::Connection;

use super::lists::{GroupCount, Grouping, ListQuery};
use super::orders::by_group;
use super::places::{Placed, Places};
use super::{Lane, Origin, ProposalId, Stage};
use crate::error::Result;
use crate::scores::{Answer, Criterion, Seals};
use crate::search::{Condition, Field, Query, State, fold};
use crate::storage::listing_filter::{self, Elsewhere};
use crate::storage::listing_keys;

/// What a list sorts, groups and filters by, of one proposal.
pub(crate) struct Keys {
    pub(crate) id: ProposalId,
    pub(crate) trashed: bool,
    pub(crate) stage: Stage,
    pub(crate) lane: Lane,
    pub(crate) seals: Seals,
    /// What holds it back: a place in [`HELD`].
    pub(crate) held: usize,
    pub(crate) stale: bool,
    pub(crate) imported: bool,
    pub(crate) unscored: bool,
    pub(crate) missing: u8,
    pub(crate) weakest: i8,
    /// As [`digits`].
    pub(crate) stage_since: u64,
    pub(crate) updated: u64,
    pub(crate) origin: Option<Origin>,
    pub(crate) owner_id: Option<i64>,
    pub(crate) owner: Placed,
    /// Folded, as is the problem.
    pub(crate) customer: Placed,
    pub(crate) problem: Placed,
}

/// Every way to be held back, in the order of lists: fewest criteria first.
pub(super) const HELD: [&str; 8] =
    ["", "big", "plan", "should", "big plan", "big should", "should plan", "big should plan"];

/// Where the criteria that hold a proposal back, one word after the other, stand in the order of lists.
pub(crate) fn held_place(held: &str) -> Option<usize> {
    HELD.iter().position(|one| *one == held)
}

/// A stored time or date as a number in the same order: its digits down to milliseconds.
pub(crate) fn digits(text: &str) -> u64 {
    const LENGTH: usize = 17;
    let digits = text.bytes().filter(u8::is_ascii_digit).map(|digit| u64::from(digit - b'0'));
    digits.chain(std::iter::repeat(0)).take(LENGTH).fold(0, |number, digit| number * 10 + digit)
}

/// The roll of an open portfolio, empty until a list needs it.
#[derive(Default)]
pub(crate) struct Roll(Mutex<Option<Held>>);

/// The roll as of a version.
pub(crate) struct Held {
    version: (i64, i64),
    /// By number.
    all: Vec<Keys>,
    owners: Places,
    customers: Places,
    problems: Places,
}

impl Roll {
    /// Asks the roll as `conn` sees it. Call it before anything else is read in the transaction, which then sees no less.
    pub(crate) fn ask<T>(&self, conn: &Connection, question: impl FnOnce(&Held) -> Result<T>) -> Result<T> {
        let mut held = self.lock();
        let version = listing_keys::version(conn)?;
        let current = match held.take() {
            Some(known) => known.brought_to(conn, version)?,
            None => Held::read(conn, version)?,
        };
        question(held.insert(current))
    }

    /// Forgets everything, for a file whose content was replaced.
    pub(crate) fn forget(&self) {
        *self.lock() = None;
    }

    fn lock(&self) -> MutexGuard<'_, Option<Held>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn read(conn: &Connection, version: (i64, i64)) -> Result<Self> {
        let mut all = listing_keys::all(conn)?;
        let owners = Places::of(all.iter_mut().map(|keys| &mut keys.owner));
        let customers = Places::of(all.iter_mut().map(|keys| &mut keys.customer));
        let problems = Places::of(all.iter_mut().map(|keys| &mut keys.problem));
        Ok(Self { version, all, owners, customers, problems })
    }

    fn brought_to(mut self, conn: &Connection, version: (i64, i64)) -> Result<Self> {
        if self.version == version {
            return Ok(self);
        }
        if self.version.0 == version.0 && self.version.1 < version.1 {
            let written = listing_keys::written_after(conn, self.version.1)?;
            let fitted = written.into_iter().all(|keys| self.put(keys).is_some());
            if fitted && self.all.len() == listing_keys::count(conn)? {
                return Ok(Self { version, ..self });
            }
        }
        Self::read(conn, version)
    }

    /// Puts a line in place of what was known of it; none when a text of it finds no room.
    fn put(&mut self, keys: Keys) -> Option<()> {
        let found = self.all.binary_search_by_key(&keys.id, |known| known.id);
        if let Ok(at) = found {
            self.owners.leave(&self.all[at].owner);
            self.customers.leave(&self.all[at].customer);
            self.problems.leave(&self.all[at].problem);
        }
        let keys = Keys {
            owner: self.owners.put(keys.owner.text)?,
            customer: self.customers.put(keys.customer.text)?,
            problem: self.problems.put(keys.problem.text)?,
            ..keys
        };
        match found {
            Ok(at) => self.all[at] = keys,
            Err(at) => self.all.insert(at, keys),
        }
        Some(())
    }

    /// The lines of a list, by number.
    pub(crate) fn matching(
        &self,
        conn: &Connection,
        list: &ListQuery,
        query: &Query,
        today: Date,
    ) -> Result<Vec<&Keys>> {
        let of_stage = |keys: &Keys| list.stages.is_empty() || list.stages.contains(&keys.stage);
        let mut found: Vec<&Keys> =
            self.all.iter().filter(|keys| keys.trashed == list.trashed && of_stage(keys)).collect();
        for (holds, condition) in &query.conditions {
            match listing_filter::elsewhere(condition, today) {
                Some(elsewhere) => keep_among(&mut found, *holds, &elsewhere.ids(conn)?),
                None => {
                    let test = test(conn, condition)?;
                    found.retain(|keys| test(keys) == *holds);
                }
            }
        }
        if let Some((holds, words)) = Elsewhere::of_words(conn, query)? {
            keep_among(&mut found, holds, &words.ids(conn)?);
        }
        Ok(found)
    }
}

/// Keeps those that are among `ids`, or those that are not; both are sorted by number.
fn keep_among(found: &mut Vec<&Keys>, holds: bool, ids: &[ProposalId]) {
    let mut rest = ids.iter().copied().peekable();
    found.retain(|keys| {
        while rest.next_if(|id| *id < keys.id).is_some() {}
        (rest.peek() == Some(&keys.id)) == holds
    });
}

/// What a line is asked.
type Test<'c> = Box<dyn Fn(&Keys) -> bool + 'c>;

/// Whether a line meets a condition that is about its own fields.
fn test<'c>(conn: &Connection, condition: &'c Condition) -> Result<Test<'c>> {
    Ok(match condition {
        Condition::Stage(stage) => Box::new(|keys| keys.stage == *stage),
        Condition::Held(criterion) => {
            let word = criterion.to_string();
            Box::new(move |keys| !keys.unscored && HELD[keys.held].split(' ').any(|held| held == word))
        }
        Condition::Level(criterion, answer) => {
            Box::new(|keys| keys.lane == Lane::New && seal(keys.seals, *criterion) == *answer)
        }
        Condition::Lane(lane) => Box::new(|keys| keys.lane == *lane),
        Condition::Origin(origin) => Box::new(|keys| keys.origin == Some(*origin)),
        Condition::Is(State::Stale) => Box::new(|keys| keys.stale),
        Condition::Is(State::Imported) => Box::new(|keys| keys.imported),
        Condition::Contains(Field::Customer, part) => {
            let part = fold(part);
            Box::new(move |keys| keys.customer.text.contains(&part))
        }
        Condition::Contains(Field::Owner, name) => {
            let owners = listing_filter::owners(conn, name)?;
            Box::new(move |keys| keys.owner_id.is_some_and(|owner| owners.contains(&owner)))
        }
        Condition::UpdatedAfter(date) => {
            let from = day(date.tomorrow().unwrap_or(*date));
            Box::new(move |keys| keys.updated >= from)
        }
        Condition::UpdatedBefore(date) => {
            let to = day(*date);
            Box::new(move |keys| keys.updated < to)
        }
        Condition::UpdatedOn(date) => {
            let (from, to) = (day(*date), day(date.tomorrow().unwrap_or(*date)));
            Box::new(move |keys| keys.updated >= from && keys.updated < to)
        }
        // Looked up elsewhere.
        Condition::Verdict(_) | Condition::Is(_) | Condition::Contains(Field::Tag, _) => Box::new(|_| false),
    })
}

fn day(date: Date) -> u64 {
    digits(&date.to_string())
}

fn seal(seals: Seals, criterion: Criterion) -> Option<Answer> {
    match criterion {
        Criterion::Big => seals.big,
        Criterion::Should => seals.should,
        Criterion::Plan => seals.plan,
    }
}

pub(super) fn name<W: crate::vocabulary::Word>(word: W) -> &'static str {
    word.as_str()
}

/// The groups of a list in order, each with how many lines it has and one of them.
pub(crate) fn groups(found: &[&Keys], group: Grouping) -> Vec<(GroupCount, ProposalId)> {
    let mut groups: HashMap<u64, (&Keys, u32)> = HashMap::new();
    for keys in found {
        groups.entry(by_group(group, keys)).or_insert((keys, 0)).1 += 1;
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_unstable_by_key(|(place, _)| *place);
    let count = |(_, (keys, lines)): (u64, (&Keys, u32))| {
        let key = group_key(group, keys);
        (GroupCount { key: key.to_owned(), name: key.to_owned(), lines }, keys.id)
    };
    groups.into_iter().map(count).collect()
}

fn group_key(group: Grouping, keys: &Keys) -> &str {
    match group {
        Grouping::Customer => &keys.customer.text,
        Grouping::Stage => name(keys.stage),
        Grouping::Held if keys.unscored => "unscored",
        Grouping::Held => HELD[keys.held],
        Grouping::Origin => keys.origin.map_or("", name),
    }
}
