//! Rows of `launches`.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::{date, first, maybe_date, maybe_word, number, rows, stamp, value};
use crate::decisions::{DecisionId, Record};
use crate::error::Result;
use crate::launches::{LaunchId, LaunchLine, LaunchRow};
use crate::proposals::ProposalId;

/// A launch to store.
pub(crate) struct New {
    pub(crate) uuid: Uuid,
    pub(crate) proposal: ProposalId,
    pub(crate) decision: DecisionId,
    pub(crate) launched_on: Date,
    pub(crate) due_on: Date,
    pub(crate) at: Timestamp,
}

pub(crate) fn insert(conn: &Connection, new: &New) -> Result<LaunchId> {
    conn.prepare_cached(
        "INSERT INTO launches (uuid, proposal_id, decision_id, launched_on, due_on, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        new.uuid.to_string(),
        new.proposal.0,
        new.decision.0,
        new.launched_on.to_string(),
        new.due_on.to_string(),
        stamp(new.at),
    ])?;
    Ok(LaunchId(u32::try_from(conn.last_insert_rowid()).unwrap_or(u32::MAX)))
}

pub(crate) fn get(conn: &Connection, id: LaunchId) -> Result<Option<LaunchRow>> {
    first(
        &mut conn
            .prepare_cached("SELECT id, proposal_id, decision_id, launched_on, due_on FROM launches WHERE id = ?1")?,
        [id.0],
        from_row,
    )
}

fn from_row(row: &Row<'_>) -> Result<LaunchRow> {
    Ok(LaunchRow {
        id: LaunchId(number(row, "id")?),
        proposal: ProposalId(number(row, "proposal_id")?),
        decision: DecisionId(number(row, "decision_id")?),
        launched_on: date(row, "launched_on")?,
        due_on: date(row, "due_on")?,
    })
}

/// When the retro of a launch falls due.
pub(crate) fn due_on(conn: &Connection, id: LaunchId) -> Result<Date> {
    let found = first(&mut conn.prepare_cached("SELECT due_on FROM launches WHERE id = ?1")?, [id.0], |row| {
        date(row, "due_on")
    })?;
    found.ok_or_else(|| crate::Error::corrupt(format!("{id} has no date")))
}

pub(crate) fn of_decision(conn: &Connection, decision: DecisionId) -> Result<Option<LaunchId>> {
    let found = value(&mut conn.prepare_cached("SELECT id FROM launches WHERE decision_id = ?1")?, [decision.0])?;
    Ok(found.map(LaunchId))
}

/// The newest launch of a proposal.
pub(crate) fn latest(conn: &Connection, proposal: ProposalId) -> Result<Option<LaunchId>> {
    let found = value(
        &mut conn.prepare_cached("SELECT id FROM launches WHERE proposal_id = ?1 ORDER BY id DESC LIMIT 1")?,
        [proposal.0],
    )?;
    Ok(found.map(LaunchId))
}

/// Every launch, the newest first.
pub(crate) fn lines(conn: &Connection, today: Date) -> Result<Vec<LaunchLine>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT l.id, l.proposal_id, l.launched_on, l.due_on, l.check_every_days, l.decision_id, d.record,
                    p.stage = 'stopped' AS stopped,
                    (SELECT max(on_date) FROM check_ins c WHERE c.launch_id = l.id) AS last_check_in,
                    (SELECT verdict FROM retros r WHERE r.launch_id = l.id ORDER BY r.id DESC LIMIT 1) AS verdict
             FROM launches l JOIN decisions d ON d.id = l.decision_id JOIN proposals p ON p.id = l.proposal_id
             ORDER BY l.launched_on DESC, l.id DESC",
        )?,
        [],
        |row| {
            let record: String = row.get("record")?;
            let record = Record::read(&record, DecisionId(number(row, "decision_id")?))?;
            let launched_on = date(row, "launched_on")?;
            let due_on = date(row, "due_on")?;
            let verdict = maybe_word(row, "verdict")?;
            let stopped: bool = row.get("stopped")?;
            let check_every_days = number(row, "check_every_days")?;
            let next = crate::launches::next_check_in(launched_on, maybe_date(row, "last_check_in")?, check_every_days);
            let next = Some(next).filter(|_| verdict.is_none() && !stopped);
            Ok(LaunchLine {
                id: LaunchId(number(row, "id")?),
                proposal: ProposalId(number(row, "proposal_id")?),
                problem: crate::documents::plain(&record.proposal.problem.unwrap_or_default()),
                launched_on: launched_on.to_string(),
                day: days_between(launched_on, today),
                due_on: due_on.to_string(),
                due: verdict.is_none() && !stopped && due_on <= today,
                verdict,
                stopped,
                check_every_days,
                next_check_in: next.map(|next| next.to_string()),
                check_in_due: next.is_some_and(|next| next <= today),
            })
        },
    )
}

/// Whole days from `from` to `to`.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Launches whose retro fell due without a verdict: (launch, frozen problem, date).
pub(crate) fn due_until(conn: &Connection, until: Date) -> Result<Vec<(LaunchId, String, Date)>> {
    let due = lines(conn, until)?.into_iter().filter(|line| line.due);
    due.map(|line| {
        let on = line.due_on.parse().map_err(|_| crate::Error::corrupt(format!("{} has no date", line.id)))?;
        Ok((line.id, line.problem, on))
    })
    .collect()
}

/// Sets how many days lie between check-ins.
pub(crate) fn set_check_every(conn: &Connection, id: LaunchId, days: u32) -> Result<()> {
    conn.prepare_cached("UPDATE launches SET check_every_days = ?2 WHERE id = ?1")?.execute([id.0, days])?;
    Ok(())
}

/// Launches whose check-in has come: (launch, frozen problem, date).
pub(crate) fn check_ins_until(conn: &Connection, until: Date) -> Result<Vec<(LaunchId, String, Date)>> {
    let due = lines(conn, until)?.into_iter().filter(|line| line.check_in_due);
    due.map(|line| {
        let on = line.next_check_in.as_deref().unwrap_or_default().parse();
        let on = on.map_err(|_| crate::Error::corrupt(format!("{} has no date", line.id)))?;
        Ok((line.id, line.problem, on))
    })
    .collect()
}
