//! Which lines a list has, where an index answers: the orders a window and a command begin with, the inbox.
//!
//! Every order ends with the id, so that it is the same each time. Not here: the lines themselves, and every other list,
//! which `proposals::roll` answers.

use jiff::civil::Date;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params_from_iter};

use super::listing_filter::Filter;
use super::{number, rows, value};
use crate::error::Result;
use crate::proposals::{ListQuery, ProposalId, Sort};
use crate::search::Query;

/// A list: which lines, and their order where an index has it.
pub(crate) struct Scope {
    filter: Filter,
    order: Option<&'static str>,
}

impl Scope {
    pub(crate) fn of(conn: &Connection, list: &ListQuery, query: &Query, today: Date) -> Result<Self> {
        let filter = Filter::of(conn, list.trashed, &list.stages, query, today)?;
        let plain = filter.only_stages && list.group.is_none() && list.then.is_none() && !list.reversed;
        let order = match list.sort {
            Sort::Strength => Some("l.unscored, l.missing, l.weakest DESC, l.stage_since, l.proposal_id"),
            Sort::Updated => Some("l.updated_at DESC, l.proposal_id"),
            _ => None,
        };
        Ok(Self { filter, order: order.filter(|_| plain) })
    }

    /// The ids of a stretch of the list; none when no index has its order.
    pub(crate) fn ids(&self, conn: &Connection, limit: u32, offset: u32) -> Result<Option<Vec<ProposalId>>> {
        let Some(order) = self.order else { return Ok(None) };
        let sql =
            format!("SELECT l.proposal_id FROM listing l WHERE {} ORDER BY {order} LIMIT ? OFFSET ?", self.filter.sql);
        let bounds = [limit, offset].map(|bound| Sql::Integer(i64::from(bound)));
        let values = self.filter.values.iter().cloned().chain(bounds);
        rows(&mut conn.prepare_cached(&sql)?, params_from_iter(values), |row| {
            Ok(ProposalId(number(row, "proposal_id")?))
        })
        .map(Some)
    }

    /// How many lines a list over whole stages has.
    pub(crate) fn count(&self, conn: &Connection) -> Result<u32> {
        let sql = format!("SELECT coalesce(sum(l.lines), 0) FROM tallies l WHERE {}", self.filter.sql);
        Ok(value(&mut conn.prepare_cached(&sql)?, params_from_iter(&self.filter.values))?.unwrap_or(0))
    }
}

/// The sparks that answer `query`: the newest that wait, how many wait, and how many were put off beyond `today`.
pub(crate) fn inbox(conn: &Connection, query: &Query, today: Date, limit: u32) -> Result<(Vec<ProposalId>, u32, u32)> {
    let mut filter = Filter::of(conn, false, &[], query, today)?;
    // As the index of sparks has it.
    filter.and("l.trashed = 0 AND l.stage = 'spark'", []);
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
