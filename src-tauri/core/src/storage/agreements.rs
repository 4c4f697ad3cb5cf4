//! Rows of `agreements`: the levels that meetings settled on.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{number, rows, stamp, word};
use crate::error::{Error, Result};
use crate::meetings::{ItemRow, Settled};
use crate::scores::{Answer, Criterion};

/// A settled level, with the problem it was settled on.
pub(crate) struct Agreement {
    pub(crate) settled: Settled,
    pub(crate) problem: Option<String>,
}

pub(crate) fn insert(conn: &Connection, item: &ItemRow, settled: &Settled, at: Timestamp) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO agreements (item_id, proposal_id, criterion, answer, reason, revision, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        item.id,
        item.proposal.0,
        settled.criterion.to_string(),
        settled.answer.to_string(),
        settled.reason.trim(),
        settled.revision,
        stamp(at),
    ])?;
    Ok(())
}

/// What an item settled on, the newest of each criterion, in the order they are asked.
pub(crate) fn of_item(conn: &Connection, item: i64) -> Result<Vec<Agreement>> {
    let mut newest: Vec<Agreement> = rows(
        &mut conn.prepare_cached(
            "SELECT a.criterion, a.answer, a.reason, a.revision, r.problem FROM agreements a
             LEFT JOIN revisions r ON r.proposal_id = a.proposal_id AND r.number = a.revision
             WHERE a.id IN (SELECT max(id) FROM agreements WHERE item_id = ?1 GROUP BY criterion)",
        )?,
        [item],
        |row| {
            let answer: String = row.get("answer")?;
            let answer: Answer = answer.parse().map_err(|_| Error::corrupt(format!("a level holds “{answer}”")))?;
            Ok(Agreement {
                settled: Settled {
                    criterion: word(row, "criterion")?,
                    answer,
                    reason: row.get("reason")?,
                    revision: number(row, "revision")?,
                },
                problem: row.get("problem")?,
            })
        },
    )?;
    newest.sort_by_key(|one| Criterion::EACH.iter().position(|criterion| *criterion == one.settled.criterion));
    Ok(newest)
}
