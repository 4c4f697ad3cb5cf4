//! What is different between the open portfolio and a backup of it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Content, Listed};
use crate::error::Result;
use crate::portfolio::Portfolio;
use crate::proposals::ProposalId;
use crate::storage::{backup as copies, open};

/// How many proposals of each kind of difference are named; the counts are of all.
const NAMED: usize = 100;

/// A proposal that is not the same in both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Difference {
    /// `P-014`, as it is called where it exists; here when in both.
    pub id: ProposalId,
    /// Its headline or problem.
    pub title: String,
}

/// What putting a backup back would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Comparison {
    /// The backup.
    pub path: String,
    /// Whether it is a backup of this portfolio, not of another one.
    pub same_portfolio: bool,
    /// How many proposals are here.
    pub proposals_here: u32,
    /// How many are in the backup.
    pub proposals_there: u32,
    /// When the newest change of the backup was made, RFC 3339.
    pub newest_there: Option<String>,
    /// How many changes here are newer than everything in the backup.
    pub newer_changes: u32,
    /// How many proposals are only here and would go.
    pub only_here: u32,
    /// How many are only in the backup and would come back.
    pub only_there: u32,
    /// How many are in both with another text or stage.
    pub different: u32,
    /// The first of those only here.
    pub gone: Vec<Difference>,
    /// The first of those only there.
    pub back: Vec<Difference>,
    /// The first of those that differ.
    pub changed: Vec<Difference>,
}

pub(super) fn content_of(backup: &Path) -> Result<Content> {
    open::judge(backup)?;
    copies::content(&open::connect(backup, open::access(backup)?.for_reading())?)
}

pub(super) fn compare(here: &Portfolio, backup: &Path) -> Result<Comparison> {
    open::judge(backup)?;
    let conn = open::connect(backup, open::access(backup)?.for_reading())?;
    let there = copies::content(&conn)?;
    let mut theirs: BTreeMap<String, Listed> =
        copies::listed(&conn)?.into_iter().map(|listed| (listed.uuid.clone(), listed)).collect();
    here.read(|conn| {
        let ours = copies::content(conn)?;
        let (mut gone, mut changed) = (vec![], vec![]);
        for mine in copies::listed(conn)? {
            match theirs.remove(&mine.uuid) {
                None => gone.push(named(mine)),
                Some(other) if other.sha256 != mine.sha256 || other.stage != mine.stage => changed.push(named(mine)),
                Some(_) => {}
            }
        }
        let mut back: Vec<_> = theirs.into_values().map(named).collect();
        back.sort_by_key(|difference| difference.id);
        Ok(Comparison {
            path: backup.display().to_string(),
            same_portfolio: ours.uuid == there.uuid,
            proposals_here: ours.proposals,
            proposals_there: there.proposals,
            newest_there: there.newest.map(|at| at.to_string()),
            newer_changes: copies::changes_after(conn, there.newest)?,
            only_here: count(&gone),
            only_there: count(&back),
            different: count(&changed),
            gone: first(gone),
            back: first(back),
            changed: first(changed),
        })
    })
}

fn named(listed: Listed) -> Difference {
    Difference { id: listed.id, title: listed.title }
}

fn count(found: &[Difference]) -> u32 {
    u32::try_from(found.len()).unwrap_or(u32::MAX)
}

fn first(mut found: Vec<Difference>) -> Vec<Difference> {
    found.truncate(NAMED);
    found
}
