//! Which proposals a search finds, newest first or best first.
//!
//! Newest first looks at the newest proposals in growing stretches and stops early, so that no query, however common its
//! words, takes longer than a frame. Not here: what is shown of them.

use jiff::civil::Date;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params_from_iter};

use super::listing_filter::Filter;
use super::search::{self, Index};
use super::{number, rows, value};
use crate::error::Result;
use crate::proposals::ProposalId;
use crate::search::{Query, excluded_expression};

/// The stretches looked at, newest first; after the last the search at once ends.
const STRETCHES: [u32; 3] = [500, 2_000, 6_000];

/// How many of the newest matches are ranked.
const RANKED: u32 = 2_000;

/// How much more a word in the headline, the problem and the rest weighs.
const WEIGHTS: &str = "8.0, 4.0, 1.0";

/// What was found.
pub(crate) struct Ids {
    pub(crate) ids: Vec<ProposalId>,
    /// Nothing that matches was left out.
    pub(crate) whole: bool,
}

/// The newest matches.
pub(crate) fn newest(conn: &Connection, query: &Query, conditions: &Filter, limit: u32) -> Result<Ids> {
    let index = search::of_query(conn, query, search::SHORT_PREFIX)?;
    let sql = stretch(index.as_ref(), query, conditions);
    let mut statement = conn.prepare_cached(&sql)?;
    let mut top = last_id(conn)?;
    let mut ids = vec![];
    for length in STRETCHES {
        let from = top.saturating_sub(length);
        let room = limit.saturating_sub(u32::try_from(ids.len()).unwrap_or(u32::MAX));
        let mut values = conditions.values.clone();
        let bounds = [Sql::Integer(i64::from(from)), Sql::Integer(i64::from(top))];
        values.extend(bounds.clone());
        if let Some(words) = index.as_ref().map(|index| index.expression.clone()).or_else(|| excluded_expression(query))
        {
            values.push(Sql::Text(words));
            values.extend(bounds);
        }
        values.push(Sql::Integer(i64::from(room)));
        ids.extend(rows(&mut statement, params_from_iter(values), |row| Ok(ProposalId(number(row, "id")?)))?);
        top = from;
        if top == 0 || ids.len() >= usize::try_from(limit).unwrap_or(usize::MAX) {
            break;
        }
    }
    let everywhere = index.is_none_or(|index| index.table == "search_text");
    let whole = top == 0 && everywhere && ids.len() < usize::try_from(limit).unwrap_or(usize::MAX);
    Ok(Ids { ids, whole })
}

fn stretch(index: Option<&Index>, query: &Query, conditions: &Filter) -> String {
    let within = match index {
        Some(Index { table, .. }) => {
            format!(
                "AND l.proposal_id IN (SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid > ? AND rowid <= ?)"
            )
        }
        None if excluded_expression(query).is_some() => "AND l.proposal_id NOT IN
            (SELECT rowid FROM search_text WHERE search_text MATCH ? AND rowid > ? AND rowid <= ?)"
            .to_owned(),
        None => String::new(),
    };
    format!(
        "SELECT l.proposal_id AS id FROM listing l NOT INDEXED
         WHERE {} AND l.proposal_id > ? AND l.proposal_id <= ? {within} ORDER BY l.proposal_id DESC LIMIT ?",
        conditions.sql
    )
}

/// The best matches among the newest [`RANKED`], or as many as are asked for.
pub(crate) fn best(conn: &Connection, query: &Query, conditions: &Filter, limit: u32) -> Result<Ids> {
    let most = RANKED.max(limit);
    let (sql, words) = match search::of_query(conn, query, 1)? {
        Some(Index { table, expression }) => {
            let weights = if table == "search_lines" { "2.0, 1.0" } else { WEIGHTS };
            let sql = format!(
                "SELECT s.rowid AS id, bm25({table}, {weights}) AS weight FROM {table} s
                 CROSS JOIN listing l ON l.proposal_id = s.rowid
                 WHERE s.{table} MATCH ? AND {} ORDER BY s.rowid DESC LIMIT ?",
                conditions.sql
            );
            (sql, Some(expression))
        }
        None => {
            let excluded = excluded_expression(query);
            let within = match &excluded {
                Some(_) => "l.proposal_id NOT IN (SELECT rowid FROM search_text WHERE search_text MATCH ?)",
                None => "1",
            };
            let sql = format!(
                "SELECT l.proposal_id AS id, 0.0 AS weight FROM listing l NOT INDEXED WHERE {within} AND {}
                 ORDER BY l.proposal_id DESC LIMIT ?",
                conditions.sql
            );
            (sql, excluded)
        }
    };
    let values = words.into_iter().map(Sql::Text).chain(conditions.values.iter().cloned());
    let values = values.chain([Sql::Integer(i64::from(most))]);
    let mut found = rows(&mut conn.prepare_cached(&sql)?, params_from_iter(values), |row| {
        Ok((row.get::<_, f64>("weight")?, ProposalId(number(row, "id")?)))
    })?;
    let all = found.len() < usize::try_from(most).unwrap_or(usize::MAX);
    // The best have the lowest weight; among equals the newest stays first.
    found.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let whole = all && found.len() <= limit;
    Ok(Ids { ids: found.into_iter().take(limit).map(|(_, id)| id).collect(), whole })
}

/// How many matches lie in the trash.
pub(crate) fn count_in_trash(conn: &Connection, query: &Query, today: Date) -> Result<u32> {
    let filter = Filter::of(conn, true, &[], query, today)?;
    let sql = format!("SELECT count(*) FROM listing l WHERE {}", filter.sql);
    Ok(value(&mut conn.prepare_cached(&sql)?, params_from_iter(&filter.values))?.unwrap_or(0))
}

fn last_id(conn: &Connection) -> Result<u32> {
    let found: Option<Option<u32>> = value(&mut conn.prepare_cached("SELECT max(proposal_id) FROM listing")?, [])?;
    Ok(found.flatten().unwrap_or(0))
}
