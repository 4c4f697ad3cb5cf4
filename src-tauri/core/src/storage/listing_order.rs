//! Which lines a list has and in which order: pages, counts and groups over `listing`.
//!
//! Every order ends with the id, so that it is the same each time. Not here: the lines themselves.

use jiff::civil::Date;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params_from_iter};

use super::listing::answer;
use super::listing_filter::Filter;
use super::{number, rows, value};
use crate::error::{Error, Result};
use crate::proposals::{GroupCount, Grouping, ListQuery, MatrixCell, MatrixChip, ProposalId, Sort, SortBy, Stage};
use crate::scores::Answer;
use crate::scores::gate::HIGHEST_LEVEL;
use crate::search::Query;

/// How many groups are given the name that people wrote; the others are called by their folded name.
const NAMED_GROUPS: usize = 500;

/// A list: which lines, in which order.
pub(crate) struct Scope {
    filter: Filter,
    order: String,
    group: Option<Grouping>,
    /// Whether any number of lines can be passed over without reading them.
    pub(crate) indexed: bool,
    trashed: bool,
}

impl Scope {
    pub(crate) fn of(conn: &Connection, list: &ListQuery, query: &Query, today: Date) -> Result<Self> {
        let filter = Filter::of(conn, list.trashed, &list.stages, query, today)?;
        let mut terms: Vec<(&str, bool)> = list.group.map_or(vec![], |group| group_terms(group).to_vec());
        for by in [Some(SortBy { sort: list.sort, reversed: list.reversed }), list.then].into_iter().flatten() {
            terms.extend(sort_terms(by.sort).iter().map(|(term, down)| {
                // What has no value stays last, whichever way round.
                let flips = by.reversed && !term.contains(" = ''");
                (*term, *down != flips)
            }));
        }
        terms.push(("l.proposal_id", false));
        let mut seen: Vec<&str> = vec![];
        terms.retain(|(term, _)| {
            !seen.contains(term) && {
                seen.push(term);
                true
            }
        });
        let order: Vec<_> =
            terms.iter().map(|(term, down)| format!("{term}{}", if *down { " DESC" } else { "" })).collect();
        let indexed = filter.only_stages && list.group.is_none() && list.then.is_none();
        Ok(Self { filter, order: order.join(", "), group: list.group, indexed, trashed: list.trashed })
    }

    /// The ids of a stretch of the list.
    pub(crate) fn ids(&self, conn: &Connection, limit: i64, offset: u32) -> Result<Vec<ProposalId>> {
        let sql = format!(
            "SELECT l.proposal_id FROM listing l WHERE {} ORDER BY {} LIMIT ? OFFSET ?",
            self.filter.sql, self.order
        );
        let bounds = [Sql::Integer(limit), Sql::Integer(i64::from(offset))];
        let values = self.filter.values.iter().cloned().chain(bounds);
        rows(&mut conn.prepare_cached(&sql)?, params_from_iter(values), |row| {
            Ok(ProposalId(number(row, "proposal_id")?))
        })
    }

    /// How many lines the list has.
    pub(crate) fn count(&self, conn: &Connection) -> Result<u32> {
        let table = if self.filter.only_stages { "(SELECT *, lines AS n FROM tallies)" } else { "listing" };
        let what = if self.filter.only_stages { "sum(l.n)" } else { "count(*)" };
        let sql = format!("SELECT coalesce({what}, 0) FROM {table} l WHERE {}", self.filter.sql);
        let found = value(&mut conn.prepare_cached(&sql)?, params_from_iter(&self.filter.values))?;
        Ok(found.unwrap_or(0))
    }

    /// The groups of the list in order, each with how many lines it has.
    pub(crate) fn groups(&self, conn: &Connection) -> Result<Vec<GroupCount>> {
        let Some(group) = self.group else { return Ok(vec![]) };
        let terms: Vec<_> = group_terms(group).iter().map(|(term, _)| *term).collect();
        let by = terms.join(", ");
        let sql = format!(
            "SELECT {} AS name, count(*) AS lines FROM listing l WHERE {} GROUP BY {by} ORDER BY {by}",
            group_name(group),
            self.filter.sql
        );
        let mut groups = rows(&mut conn.prepare_cached(&sql)?, params_from_iter(&self.filter.values), |row| {
            let key: String = row.get("name")?;
            Ok(GroupCount { name: key.clone(), key, lines: number(row, "lines")? })
        })?;
        if group == Grouping::Customer {
            let mut written = conn.prepare_cached(
                "SELECT customer FROM listing WHERE trashed = ?1 AND customer_key = '' = 0 AND customer_key = ?2 LIMIT 1",
            )?;
            for group in groups.iter_mut().filter(|group| !group.key.is_empty()).take(NAMED_GROUPS) {
                if let Some(name) = value(&mut written, (self.trashed, &group.key))? {
                    group.name = name;
                }
            }
        }
        Ok(groups)
    }

    /// The lines in lane *new* by big idea and should we: how many a cell has, and the first `chips` of each by plan.
    pub(crate) fn matrix(&self, conn: &Connection, chips: usize) -> Result<Vec<MatrixCell>> {
        let sql = format!(
            "SELECT l.big, l.should, count(*) AS lines FROM listing l WHERE {} AND l.lane = 'new' GROUP BY l.big, l.should",
            self.filter.sql
        );
        let mut cells = rows(&mut conn.prepare_cached(&sql)?, params_from_iter(&self.filter.values), |row| {
            Ok(MatrixCell {
                big: answer(row, "big")?,
                should: answer(row, "should")?,
                lines: number(row, "lines")?,
                chips: vec![],
            })
        })?;
        let sql = format!(
            "SELECT l.proposal_id FROM listing l
             WHERE {} AND l.lane = 'new' AND l.big IS ? AND l.should IS ? AND l.plan IS ? ORDER BY l.proposal_id LIMIT ?",
            self.filter.sql
        );
        let mut statement = conn.prepare_cached(&sql)?;
        let text = |answer: Option<Answer>| answer.map_or(Sql::Null, |answer| Sql::Text(answer.to_string()));
        for cell in &mut cells {
            for plan in plans() {
                let room = i64::try_from(chips - cell.chips.len()).unwrap_or(0);
                if room == 0 {
                    break;
                }
                let of_cell = [text(cell.big), text(cell.should), text(plan), Sql::Integer(room)];
                let values = self.filter.values.iter().cloned().chain(of_cell);
                let found = rows(&mut statement, params_from_iter(values), |row| {
                    Ok(MatrixChip { id: ProposalId(number(row, "proposal_id")?), plan })
                })?;
                cell.chips.extend(found);
            }
        }
        Ok(cells)
    }

    /// How many lines have all three seals present.
    pub(crate) fn all_present(&self, conn: &Connection) -> Result<u32> {
        let sql = format!(
            "SELECT count(*) FROM listing l WHERE {} AND l.unscored = 0 AND l.missing = 0 AND l.lane = 'new'",
            self.filter.sql
        );
        Ok(value(&mut conn.prepare_cached(&sql)?, params_from_iter(&self.filter.values))?.unwrap_or(0))
    }
}

/// Every plan level, strongest first; don't know and not scored last.
fn plans() -> impl Iterator<Item = Option<Answer>> {
    (0..=HIGHEST_LEVEL).rev().map(|level| Some(Answer::Level(level))).chain([Some(Answer::UNKNOWN), None])
}

/// Counts up with every change anyone makes to the file.
pub(crate) fn version(conn: &Connection) -> Result<i64> {
    let found = value(&mut conn.prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'changes'")?, [])?;
    found.ok_or_else(|| Error::corrupt("nothing was ever done in it"))
}

fn sort_terms(sort: Sort) -> &'static [(&'static str, bool)] {
    match sort {
        Sort::Strength => &[("l.unscored", false), ("l.missing", false), ("l.weakest", true), ("l.stage_since", false)],
        Sort::Updated => &[("l.updated_at", true)],
        Sort::Age => &[("l.stage_since", false)],
        Sort::Id => &[("l.proposal_id", false)],
        Sort::Problem => &[("l.problem_key = ''", false), ("l.problem_key", false)],
        Sort::Customer => &[("l.customer_key = ''", false), ("l.customer_key", false)],
        Sort::Owner => &[("l.owner = ''", false), ("l.owner", false)],
        Sort::Stage => &[("l.stage_rank", false)],
        Sort::Held => &[("l.unscored", false), ("l.missing", false), ("l.held", false)],
    }
}

fn group_terms(group: Grouping) -> &'static [(&'static str, bool)] {
    match group {
        Grouping::Customer => sort_terms(Sort::Customer),
        Grouping::Stage => sort_terms(Sort::Stage),
        Grouping::Held => sort_terms(Sort::Held),
        Grouping::Origin => &[("l.origin IS NULL", false), ("l.origin", false)],
    }
}

fn group_name(group: Grouping) -> &'static str {
    match group {
        Grouping::Customer => "l.customer_key",
        Grouping::Stage => "l.stage",
        Grouping::Held => "CASE WHEN l.unscored THEN 'unscored' ELSE l.held END",
        Grouping::Origin => "coalesce(l.origin, '')",
    }
}

/// The sparks that answer `query`: the newest that wait, how many wait, and how many were put off beyond `today`.
pub(crate) fn inbox(conn: &Connection, query: &Query, today: Date, limit: u32) -> Result<(Vec<ProposalId>, u32, u32)> {
    let filter = Filter::of(conn, false, &[Stage::Spark], query, today)?;
    let waits = "NOT EXISTS (SELECT 1 FROM proposals p WHERE p.id = l.proposal_id AND p.revisit_on > ?)";
    let values = || filter.values.iter().cloned().chain([Sql::Text(today.to_string())]);
    let count = |which: &str| -> Result<u32> {
        let sql = format!("SELECT count(*) FROM listing l WHERE {} AND {which}", filter.sql);
        Ok(value(&mut conn.prepare_cached(&sql)?, params_from_iter(values()))?.unwrap_or(0))
    };
    let (waiting, later) = (count(waits)?, count(waits.trim_start_matches("NOT "))?);
    let sql = format!(
        "SELECT l.proposal_id FROM listing l WHERE {} AND {waits} ORDER BY l.created_at DESC, l.proposal_id DESC LIMIT ?",
        filter.sql
    );
    let bounded = values().chain([Sql::Integer(i64::from(limit))]);
    let ids = rows(&mut conn.prepare_cached(&sql)?, params_from_iter(bounded), |row| {
        Ok(ProposalId(number(row, "proposal_id")?))
    })?;
    Ok((ids, waiting, later))
}
