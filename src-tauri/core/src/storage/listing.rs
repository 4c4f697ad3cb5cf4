//! Rows of `listing`: one line a proposal, as lists show it.
//!
//! Which lines, and in which order, is `listing_order`'s. Invariant: a line read here needs no other table.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, Row, params, params_from_iter};

use super::{first, number, rows, stamp, time, value, word};
use crate::error::{Error, Result};
use crate::proposals::{Lane, ProposalId, ProposalLine, ProposalRow, Stage};
use crate::scores::gate::Strength;
use crate::scores::{Answer, Criterion, Seals};
use crate::search::fold;
use crate::vocabulary::Word as _;

/// How much of a problem is kept to sort by, in characters.
const KEY_LENGTH: usize = 40;

/// A line to store.
pub(crate) struct Line<'a> {
    pub(crate) row: &'a ProposalRow,
    pub(crate) problem: &'a str,
    pub(crate) headline: &'a str,
    pub(crate) customer: &'a str,
    pub(crate) seals: Seals,
    pub(crate) agreed: bool,
    pub(crate) stale: bool,
    pub(crate) solution_only: bool,
    pub(crate) strength: Strength,
    pub(crate) held_back_by: Vec<Criterion>,
    pub(crate) counts_seals: bool,
}

const COLUMNS: &str =
    "SELECT proposal_id, problem, headline, customer, stage, lane, big, should, plan, held, agreed, stale,
    solution_only, stage_since, updated_at, created_at, imported, owner, tags, origin, revisit_on FROM listing";

/// How many values `listing_fields.sql` gives; whether they differ follows.
const VALUES: usize = 13;

/// What lines hold of a proposal's own fields, by the indexes that know it: SQLite writes every index of a column that is
/// set, changed or not, so these are set only when they differ.
const FIELDS: [&str; 4] = [
    ", trashed = ?2",
    ", owner_id = ?3, owner = ?4",
    ", stage = ?5, stage_rank = ?6, stage_since = ?7",
    ", updated_at = ?8",
];

pub(crate) fn put(conn: &Connection, line: &Line<'_>) -> Result<()> {
    let answer = |answer: Option<Answer>| answer.map(|answer| answer.to_string());
    let held: Vec<_> = line.held().iter().map(ToString::to_string).collect();
    conn.prepare_cached(include_str!("listing_put.sql"))?.execute(params![
        line.row.id.0,
        line.problem,
        line.headline,
        line.customer,
        line.row.stage.to_string(),
        line.row.lane.to_string(),
        line.row.trashed,
        answer(line.seals.big),
        answer(line.seals.should),
        answer(line.seals.plan),
        held.join(" "),
        line.agreed,
        line.stale,
        line.solution_only,
        line.counts_seals && line.strength.unscored,
        if line.counts_seals { line.strength.missing } else { 0 },
        line.strength.weakest,
        stamp(line.row.stage_since),
        stamp(line.row.updated_at),
        stamp(line.row.created_at),
        rank(line.row.stage),
        fold(&line.problem.chars().take(KEY_LENGTH).collect::<String>()),
        fold(line.customer),
        line.row.owner_id,
        line.row.origin.map(|origin| origin.to_string()),
        line.row.imported,
        line.row.revisit_on.map(|date| date.to_string()),
    ])?;
    Ok(())
}

/// Where a stage stands in the order of a life.
fn rank(stage: Stage) -> u32 {
    Stage::ALL.iter().zip(0..).find(|(one, _)| **one == stage).map_or(u32::MAX, |(_, rank)| rank)
}

pub(crate) fn delete(conn: &Connection, id: ProposalId) -> Result<()> {
    conn.prepare_cached("DELETE FROM listing WHERE proposal_id = ?1")?.execute([id.0])?;
    Ok(())
}

/// The proposals that a change touched, and whether their lines must be derived anew; for the others [`refresh_fields`] is
/// enough.
pub(crate) fn touched(conn: &Connection, change: i64) -> Result<Vec<(ProposalId, bool)>> {
    rows(&mut conn.prepare_cached(include_str!("listing_touched.sql"))?, [change], |row| {
        Ok((ProposalId(number(row, "proposal_id")?), row.get("needs_text")?))
    })
}

/// Brings what a line holds of its proposal's own fields and tags up to date.
pub(crate) fn refresh_fields(conn: &Connection, id: ProposalId) -> Result<()> {
    let now = first(&mut conn.prepare_cached(include_str!("listing_fields.sql"))?, [id.0], |row| {
        let values: rusqlite::Result<Vec<Sql>> = (0..VALUES).map(|at| row.get(at)).collect();
        let mut sets = String::from("origin = ?9, imported = ?10, revisit_on = ?11, tags = ?12, changed = ?13");
        for (at, fields) in (VALUES..).zip(FIELDS) {
            if row.get(at)? {
                sets.push_str(fields);
            }
        }
        Ok((sets, values?))
    })?;
    if let Some((sets, values)) = now {
        let sql = format!("UPDATE listing SET {sets} WHERE proposal_id = ?1");
        conn.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    }
    Ok(())
}

const OWNER_AGAIN: &str = "UPDATE listing SET owner = (SELECT name FROM people WHERE id = owner_id),
    changed = (SELECT seq FROM sqlite_sequence WHERE name = 'changes') WHERE proposal_id IN";

/// Brings the names of owners up to date in the lines of people whom a change renamed.
pub(crate) fn refresh_owners(conn: &Connection, change: i64) -> Result<()> {
    let renamed = "(SELECT p.id FROM change_rows c JOIN proposals p ON p.owner_id = c.row_id
                    WHERE c.change_id = ?1 AND c.table_name = 'people' AND c.op = 'update')";
    conn.prepare_cached(&format!("{OWNER_AGAIN} {renamed}"))?.execute([change])?;
    Ok(())
}

/// Brings the name of one owner up to date in the lines.
pub(crate) fn refresh_owner(conn: &Connection, person: i64) -> Result<()> {
    let owned = "(SELECT id FROM proposals WHERE owner_id = ?1)";
    conn.prepare_cached(&format!("{OWNER_AGAIN} {owned}"))?.execute([person])?;
    Ok(())
}

/// How many lines there are outside the trash.
pub(crate) fn count(conn: &Connection) -> Result<u32> {
    let found = value(&mut conn.prepare_cached("SELECT coalesce(sum(lines), 0) FROM tallies WHERE trashed = 0")?, [])?;
    Ok(found.unwrap_or(0))
}

pub(crate) fn line(conn: &Connection, id: ProposalId) -> Result<Option<ProposalLine>> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} WHERE proposal_id = ?1"))?;
    first(&mut statement, [id.0], from_row)
}

/// The lines of `ids`, in their order.
pub(crate) fn lines(conn: &Connection, ids: &[ProposalId]) -> Result<Vec<ProposalLine>> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} WHERE proposal_id = ?1"))?;
    ids.iter()
        .map(|id| {
            let found = first(&mut statement, [id.0], from_row)?;
            found.ok_or_else(|| Error::corrupt(format!("{id} has no line in the list")))
        })
        .collect()
}

impl Line<'_> {
    fn held(&self) -> &[Criterion] {
        if self.counts_seals { &self.held_back_by } else { &[] }
    }
}

fn from_row(row: &Row<'_>) -> Result<ProposalLine> {
    let (held, tags, owner): (String, String, String) = (row.get("held")?, row.get("tags")?, row.get("owner")?);
    let held_back_by = held
        .split_whitespace()
        .map(|word| Criterion::from_word(word).ok_or_else(|| Error::corrupt(format!("a line is held by “{word}”"))));
    Ok(ProposalLine {
        id: ProposalId(row.get("proposal_id")?),
        problem: row.get("problem")?,
        headline: row.get("headline")?,
        customer: row.get("customer")?,
        stage: word(row, "stage")?,
        lane: word::<Lane>(row, "lane")?,
        seals: Seals { big: answer(row, "big")?, should: answer(row, "should")?, plan: answer(row, "plan")? },
        held_back_by: held_back_by.collect::<Result<_>>()?,
        agreed: row.get("agreed")?,
        stale: row.get("stale")?,
        solution_only: row.get("solution_only")?,
        stage_since: time(row, "stage_since")?.to_string(),
        updated: time(row, "updated_at")?.to_string(),
        created: time(row, "created_at")?.to_string(),
        owner: (!owner.is_empty()).then_some(owner),
        tags: tags.split('\u{1f}').filter(|tag| !tag.is_empty()).map(str::to_owned).collect(),
        origin: super::maybe_word(row, "origin")?,
        revisit_on: super::maybe_date(row, "revisit_on")?.map(|date| date.to_string()),
        imported: row.get("imported")?,
    })
}

fn answer(row: &Row<'_>, column: &'static str) -> Result<Option<Answer>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| text.parse().map_err(|_| Error::corrupt(format!("{column} holds “{text}”")))).transpose()
}
