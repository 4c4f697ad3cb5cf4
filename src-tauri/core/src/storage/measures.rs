//! Rows of `measures`.

use rusqlite::{Connection, Row, params};

use super::{maybe_date, number, rows, value, word};
use crate::error::Result;
use crate::measures::{CheckedDates, Measure, MeasureInput};
use crate::proposals::ProposalId;

pub(crate) fn of_proposal(conn: &Connection, proposal: ProposalId) -> Result<Vec<Measure>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT uuid, name, unit, direction, baseline, baseline_by, target, due_on, due_weeks, aggregate, role, margin, floor
             FROM measures WHERE proposal_id = ?1 ORDER BY role <> 'primary', id",
        )?,
        [proposal.0],
        from_row,
    )
}

fn from_row(row: &Row<'_>) -> Result<Measure> {
    Ok(Measure {
        id: row.get("uuid")?,
        stated: MeasureInput {
            name: row.get("name")?,
            unit: row.get("unit")?,
            direction: word(row, "direction")?,
            baseline: row.get("baseline")?,
            baseline_by: maybe_date(row, "baseline_by")?.map(|date| date.to_string()),
            target: row.get("target")?,
            due: maybe_date(row, "due_on")?.map(|date| date.to_string()),
            due_weeks: row.get("due_weeks")?,
            aggregate: word(row, "aggregate")?,
            role: word(row, "role")?,
            margin: row.get("margin")?,
            floor: row.get("floor")?,
        },
    })
}

pub(crate) fn key_of(conn: &Connection, uuid: &str) -> Result<Option<i64>> {
    value(&mut conn.prepare_cached("SELECT id FROM measures WHERE uuid = ?1")?, [uuid])
}

pub(crate) fn proposal_of(conn: &Connection, uuid: &str) -> Result<Option<ProposalId>> {
    let found = super::first(
        &mut conn.prepare_cached("SELECT proposal_id FROM measures WHERE uuid = ?1 AND proposal_id IS NOT NULL")?,
        [uuid],
        |row| number(row, "proposal_id"),
    )?;
    Ok(found.map(ProposalId))
}

pub(crate) fn insert(
    conn: &Connection,
    proposal: ProposalId,
    uuid: &str,
    new: &MeasureInput,
    dates: &CheckedDates,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO measures (uuid, proposal_id, name, unit, direction, baseline, baseline_by, target, due_on, due_weeks,
                               aggregate, role, margin, floor)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?
    .execute(params![
        uuid,
        proposal.0,
        new.name.trim(),
        new.unit.trim(),
        new.direction.to_string(),
        new.baseline,
        dates.baseline_by.map(|date| date.to_string()),
        new.target,
        dates.due.map(|date| date.to_string()),
        new.due_weeks,
        new.aggregate.to_string(),
        new.role.to_string(),
        new.margin,
        new.floor,
    ])?;
    Ok(())
}

pub(crate) fn update(conn: &Connection, uuid: &str, new: &MeasureInput, dates: &CheckedDates) -> Result<()> {
    conn.prepare_cached(
        "UPDATE measures SET name = ?2, unit = ?3, direction = ?4, baseline = ?5, baseline_by = ?6, target = ?7, due_on = ?8,
                due_weeks = ?9, aggregate = ?10, role = ?11, margin = ?12, floor = ?13 WHERE uuid = ?1",
    )?
    .execute(params![
        uuid,
        new.name.trim(),
        new.unit.trim(),
        new.direction.to_string(),
        new.baseline,
        dates.baseline_by.map(|date| date.to_string()),
        new.target,
        dates.due.map(|date| date.to_string()),
        new.due_weeks,
        new.aggregate.to_string(),
        new.role.to_string(),
        new.margin,
        new.floor,
    ])?;
    Ok(())
}

pub(crate) fn delete(conn: &Connection, uuid: &str) -> Result<()> {
    conn.prepare_cached("DELETE FROM measures WHERE uuid = ?1")?.execute([uuid])?;
    Ok(())
}
