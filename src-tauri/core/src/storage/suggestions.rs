//! What a filter's value may be: the stages, customers, tags and owners there are, with how many proposals have them.
//!
//! Asked for at every key, so each is counted in an index of that value alone; left to choose, SQLite takes one by date.

use rusqlite::{Connection, Row, params};

use super::{number, rows};
use crate::error::Result;

fn pair(row: &Row<'_>) -> Result<(String, u32)> {
    Ok((row.get("word")?, number(row, "lines")?))
}

pub(crate) fn stages(conn: &Connection) -> Result<Vec<(String, u32)>> {
    let sql = "SELECT stage AS word, lines FROM tallies WHERE trashed = 0";
    rows(&mut conn.prepare_cached(sql)?, [], pair)
}

/// Customers (folded) that contain `part`, those with most proposals first.
pub(crate) fn customers(conn: &Connection, part: &str, limit: usize) -> Result<Vec<(String, u32)>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT customer_key AS word, count(*) AS lines FROM listing INDEXED BY listing_by_customer
             WHERE trashed = 0 AND customer_key <> ''
             GROUP BY customer_key HAVING instr(customer_key, ?1) > 0 ORDER BY lines DESC, word LIMIT ?2",
        )?,
        params![part, i64::try_from(limit).unwrap_or(i64::MAX)],
        pair,
    )
}

/// Tags that contain `part`, case ignored, the most used first.
pub(crate) fn tags(conn: &Connection, part: &str, limit: usize) -> Result<Vec<(String, u32)>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT tag AS word, count(*) AS lines FROM tags INDEXED BY tags_by_name
             GROUP BY tag COLLATE NOCASE HAVING instr(lower(tag), lower(?1)) > 0 ORDER BY lines DESC, word LIMIT ?2",
        )?,
        params![part, i64::try_from(limit).unwrap_or(i64::MAX)],
        pair,
    )
}

/// Everyone who owns a proposal, who owns most first.
pub(crate) fn owners(conn: &Connection) -> Result<Vec<(String, u32)>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT owner AS word, count(*) AS lines FROM listing INDEXED BY listing_by_owner
             WHERE trashed = 0 AND owner <> ''
             GROUP BY owner ORDER BY lines DESC, word",
        )?,
        [],
        pair,
    )
}

/// Whether a person who takes part is called so.
pub(crate) fn is_somebody(conn: &Connection, part: &str) -> Result<bool> {
    let owners = super::listing_filter::owners(conn, part)?;
    Ok(!owners.is_empty())
}
