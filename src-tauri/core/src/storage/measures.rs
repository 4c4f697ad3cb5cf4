//! Rows of `measures`.

use std::fmt;

use jiff::civil::Date;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, Row, ToSql};

use super::{first, maybe_date, maybe_word, number, rows, value, word};
use crate::error::Result;
use crate::measures::{Cadence, CheckedDates, Measure, MeasureInput};
use crate::proposals::ProposalId;

/// Whose measure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A proposal's.
    Proposal(ProposalId),
    /// A running product's.
    Product(String),
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Proposal(proposal) => proposal.fmt(f),
            Self::Product(product) => f.write_str(product),
        }
    }
}

/// A measure to store.
pub(crate) struct Stated<'a> {
    pub(crate) new: &'a MeasureInput,
    pub(crate) dates: &'a CheckedDates,
    /// The row of the measure it takes its values from.
    pub(crate) source: Option<i64>,
}

/// The measure that holds the values of one: itself, or the running product's it takes them from.
pub(crate) struct Holder {
    pub(crate) key: i64,
    pub(crate) id: String,
}

const COLUMNS: &str =
    "SELECT m.uuid, m.name, m.unit, m.direction, m.baseline, m.baseline_by, m.target, m.due_on, m.due_weeks,
    m.aggregate, m.role, m.margin, m.floor, m.cadence, m.denominator, m.baseline_from, m.judged_points, s.uuid AS source
    FROM measures m LEFT JOIN measures s ON s.id = m.source_id";

pub(crate) fn of_proposal(conn: &Connection, proposal: ProposalId) -> Result<Vec<Measure>> {
    let sql = format!("{COLUMNS} WHERE m.proposal_id = ?1 ORDER BY m.role <> 'primary', m.id");
    rows(&mut conn.prepare_cached(&sql)?, [proposal.0], from_row)
}

/// The measures of a running product, in the order they were stated.
pub(crate) fn of_product(conn: &Connection, product: &str) -> Result<Vec<Measure>> {
    let sql = format!("{COLUMNS} WHERE m.product = ?1 ORDER BY m.id");
    rows(&mut conn.prepare_cached(&sql)?, [product], from_row)
}

pub(crate) fn get(conn: &Connection, uuid: &str) -> Result<Option<Measure>> {
    first(&mut conn.prepare_cached(&format!("{COLUMNS} WHERE m.uuid = ?1"))?, [uuid], from_row)
}

/// The running products, by name.
pub(crate) fn products(conn: &Connection) -> Result<Vec<String>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT DISTINCT product FROM measures WHERE product IS NOT NULL ORDER BY product COLLATE NOCASE",
        )?,
        [],
        |row| Ok(row.get("product")?),
    )
}

/// A running product as it is spelled, found whatever the case.
pub(crate) fn product_named(conn: &Connection, name: &str) -> Result<Option<String>> {
    value(&mut conn.prepare_cached("SELECT product FROM measures WHERE product = ?1 COLLATE NOCASE LIMIT 1")?, [name])
}

fn from_row(row: &Row<'_>) -> Result<Measure> {
    let date = |column| maybe_date(row, column).map(|date| date.map(|date| date.to_string()));
    Ok(Measure {
        id: row.get("uuid")?,
        stated: MeasureInput {
            name: row.get("name")?,
            unit: row.get("unit")?,
            direction: word(row, "direction")?,
            baseline: row.get("baseline")?,
            baseline_by: date("baseline_by")?,
            target: row.get("target")?,
            due: date("due_on")?,
            due_weeks: row.get("due_weeks")?,
            aggregate: word(row, "aggregate")?,
            role: word(row, "role")?,
            margin: row.get("margin")?,
            floor: row.get("floor")?,
            cadence: maybe_word(row, "cadence")?.filter(|cadence| *cadence != Cadence::Week),
            denominator: row.get("denominator")?,
            baseline_from: date("baseline_from")?,
            judged_points: row.get("judged_points")?,
            source: row.get("source")?,
        },
    })
}

pub(crate) fn key_of(conn: &Connection, uuid: &str) -> Result<Option<i64>> {
    value(&mut conn.prepare_cached("SELECT id FROM measures WHERE uuid = ?1")?, [uuid])
}

pub(crate) fn holder_of(conn: &Connection, uuid: &str) -> Result<Option<Holder>> {
    first(
        &mut conn.prepare_cached(
            "SELECT coalesce(s.id, m.id) AS id, coalesce(s.uuid, m.uuid) AS uuid
             FROM measures m LEFT JOIN measures s ON s.id = m.source_id WHERE m.uuid = ?1",
        )?,
        [uuid],
        |row| Ok(Holder { key: row.get("id")?, id: row.get("uuid")? }),
    )
}

pub(crate) fn owner_of(conn: &Connection, uuid: &str) -> Result<Option<Owner>> {
    first(&mut conn.prepare_cached("SELECT proposal_id, product FROM measures WHERE uuid = ?1")?, [uuid], |row| {
        let product: Option<String> = row.get("product")?;
        Ok(match product {
            Some(product) => Owner::Product(product),
            None => Owner::Proposal(ProposalId(number(row, "proposal_id")?)),
        })
    })
}

/// The proposals whose measures take their values from this one.
pub(crate) fn used_by(conn: &Connection, uuid: &str) -> Result<Vec<ProposalId>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT DISTINCT u.proposal_id FROM measures u JOIN measures m ON m.id = u.source_id
             WHERE m.uuid = ?1 ORDER BY u.proposal_id",
        )?,
        [uuid],
        |row| Ok(ProposalId(number(row, "proposal_id")?)),
    )
}

pub(crate) fn insert(conn: &Connection, owner: &Owner, uuid: &str, stated: &Stated<'_>) -> Result<()> {
    let (proposal, product) = match owner {
        Owner::Proposal(proposal) => (Some(proposal.0), None),
        Owner::Product(product) => (None, Some(product.clone())),
    };
    let mut values = values(uuid, stated);
    values.push((":proposal", proposal.into()));
    values.push((":product", product.into()));
    execute(
        conn,
        "INSERT INTO measures (uuid, proposal_id, product, name, unit, direction, baseline, baseline_by, target, due_on,
           due_weeks, aggregate, role, margin, floor, cadence, denominator, baseline_from, judged_points, source_id)
         VALUES (:uuid, :proposal, :product, :name, :unit, :direction, :baseline, :baseline_by, :target, :due_on,
           :due_weeks, :aggregate, :role, :margin, :floor, :cadence, :denominator, :baseline_from, :judged_points, :source)",
        &values,
    )
}

pub(crate) fn update(conn: &Connection, uuid: &str, stated: &Stated<'_>) -> Result<()> {
    execute(
        conn,
        "UPDATE measures SET name = :name, unit = :unit, direction = :direction, baseline = :baseline,
           baseline_by = :baseline_by, target = :target, due_on = :due_on, due_weeks = :due_weeks, aggregate = :aggregate,
           role = :role, margin = :margin, floor = :floor, cadence = :cadence, denominator = :denominator,
           baseline_from = :baseline_from, judged_points = :judged_points, source_id = :source
         WHERE uuid = :uuid",
        &values(uuid, stated),
    )
}

fn values(uuid: &str, stated: &Stated<'_>) -> Vec<(&'static str, Sql)> {
    let Stated { new, dates, source } = stated;
    let date = |date: Option<Date>| Sql::from(date.map(|date| date.to_string()));
    let denominator = new.denominator.as_deref().map(str::trim).filter(|text| !text.is_empty());
    vec![
        (":uuid", uuid.to_owned().into()),
        (":name", new.name.trim().to_owned().into()),
        (":unit", new.unit.trim().to_owned().into()),
        (":direction", new.direction.to_string().into()),
        (":baseline", new.baseline.into()),
        (":baseline_by", date(dates.baseline_by)),
        (":target", new.target.into()),
        (":due_on", date(dates.due)),
        (":due_weeks", new.due_weeks.into()),
        (":aggregate", new.aggregate.to_string().into()),
        (":role", new.role.to_string().into()),
        (":margin", new.margin.into()),
        (":floor", new.floor.into()),
        (":cadence", new.cadence.unwrap_or(Cadence::Week).to_string().into()),
        (":denominator", denominator.map(str::to_owned).into()),
        (":baseline_from", date(dates.baseline_from)),
        (":judged_points", new.judged_points.into()),
        (":source", (*source).into()),
    ]
}

fn execute(conn: &Connection, sql: &str, values: &[(&'static str, Sql)]) -> Result<()> {
    let values: Vec<(&str, &dyn ToSql)> = values.iter().map(|(name, value)| (*name, value as &dyn ToSql)).collect();
    conn.prepare_cached(sql)?.execute(values.as_slice())?;
    Ok(())
}

pub(crate) fn delete(conn: &Connection, uuid: &str) -> Result<()> {
    conn.prepare_cached("DELETE FROM measures WHERE uuid = ?1")?.execute([uuid])?;
    Ok(())
}
