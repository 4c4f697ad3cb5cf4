//! Rows as they leave the portfolio: lines for tables, and whole tables for the exchange format.
//!
//! Invariant: while a blind round is open on a proposal, none of its scores is among them, and what was sealed
//! leaves only after it was opened.

use std::collections::BTreeMap;

use rusqlite::types::{Value as Sql, ValueRef};
use rusqlite::{Connection, Row, params_from_iter};
use serde_json::{Map, Value as Json};

use super::{capture, rows};
use crate::error::{Error, Result};
use crate::proposals::ProposalId;

/// Tables beside those that undo captures, and which of their rows may leave: what is frozen, and what was sealed once
/// it has been opened.
const LAID_OPEN: &[(&str, &str)] = &[
    ("attachments", ""),
    ("decisions", ""),
    ("amendments", ""),
    ("retros", ""),
    ("stage_stays", ""),
    ("rounds", "WHERE state <> 'open'"),
    ("ballots", "WHERE round_id IN (SELECT id FROM rounds WHERE state = 'revealed')"),
    (
        "ballot_scores",
        "WHERE ballot_id IN (SELECT b.id FROM ballots b JOIN rounds r ON r.id = b.round_id WHERE r.state = 'revealed')",
    ),
    ("item_forecasts", "WHERE item_id IN (SELECT id FROM agenda_items WHERE decision_id IS NOT NULL)"),
    ("comments", "WHERE released_at IS NOT NULL"),
    ("comment_answers", "WHERE comment_id IN (SELECT id FROM comments WHERE released_at IS NOT NULL)"),
    (
        "scores",
        "WHERE proposal_id NOT IN (SELECT a.proposal_id FROM agenda_items a JOIN rounds r ON r.item_id = a.id
                                   WHERE r.state = 'open')",
    ),
];

/// The columns of a table of proposals, in order.
pub(crate) const COLUMNS: &[&str] = &[
    "id",
    "uuid",
    "headline",
    "problem",
    "customer",
    "stage",
    "stage_since",
    "lane",
    "door",
    "owner",
    "tags",
    "big",
    "should",
    "plan",
    "held_back_by",
    "ask_people",
    "ask_money",
    "ask_weeks",
    "origin",
    "origin_detail",
    "revisit_on",
    "created",
    "updated",
];

/// Calls `each` with the cells of every proposal outside the trash, in the order of their numbers.
pub(crate) fn lines(conn: &Connection, mut each: impl FnMut(u32, &[Option<&str>]) -> Result<()>) -> Result<()> {
    let mut statement = conn.prepare(
        "SELECT p.id, printf('P-%03d', p.id), p.uuid, l.headline, l.problem, l.customer, p.stage, p.stage_since, p.lane, p.door,
                l.owner, replace(l.tags, char(31), ', '), l.big, l.should, l.plan, replace(trim(l.held), ' ', ', '),
                p.ask_people, p.ask_money, p.ask_weeks, p.origin, p.origin_detail, p.revisit_on, p.created_at, p.updated_at
         FROM proposals p JOIN listing l ON l.proposal_id = p.id
         WHERE p.trashed_at IS NULL ORDER BY p.id",
    )?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        let mut cells = [None; COLUMNS.len()];
        for (at, place) in cells.iter_mut().enumerate() {
            *place = cell(row, at + 1)?;
        }
        each(row.get(0)?, &cells)?;
    }
    Ok(())
}

/// The proposals outside the trash, by number.
pub(crate) fn all(conn: &Connection) -> Result<Vec<ProposalId>> {
    rows(&mut conn.prepare_cached("SELECT id FROM proposals WHERE trashed_at IS NULL ORDER BY id")?, [], |row| {
        Ok(ProposalId(super::number(row, "id")?))
    })
}

fn cell<'r>(row: &'r Row<'_>, at: usize) -> Result<Option<&'r str>> {
    match row.get_ref(at)? {
        ValueRef::Null => Ok(None),
        ValueRef::Text(bytes) => {
            std::str::from_utf8(bytes).map(Some).map_err(|_| Error::corrupt("a text is no longer one"))
        }
        _ => Err(Error::corrupt("a cell holds no text")),
    }
}

/// The tables of the exchange format: what a person made, frozen records among it; not the log.
pub(crate) fn tables() -> impl Iterator<Item = &'static str> {
    let beside = LAID_OPEN.iter().map(|(table, _)| *table).filter(|table| !capture::is_captured(table));
    capture::tables().chain(beside)
}

/// Every row of a table, as [`each_row`] gives them.
pub(crate) fn table(conn: &Connection, table: &str) -> Result<Vec<Map<String, Json>>> {
    let mut all = vec![];
    each_row(conn, table, |row| {
        all.push(row);
        true
    })?;
    Ok(all)
}

/// Calls `each` with the rows of a table, as JSON objects by column, in the order of their numbers, until it says no more.
/// Bytes stand as `{"hex": "…"}`.
pub(crate) fn each_row(conn: &Connection, table: &str, mut each: impl FnMut(Map<String, Json>) -> bool) -> Result<()> {
    let open = LAID_OPEN.iter().find(|(name, _)| *name == table).map_or("", |(_, open)| *open);
    let mut statement = conn.prepare(&format!("SELECT * FROM main.{table} {open} ORDER BY 1"))?;
    let names: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        let mut object = Map::new();
        for (at, name) in names.iter().enumerate() {
            object.insert(name.clone(), to_json(row.get_ref(at)?)?);
        }
        if !each(object) {
            break;
        }
    }
    Ok(())
}

fn to_json(value: ValueRef<'_>) -> Result<Json> {
    Ok(match value {
        ValueRef::Null => Json::Null,
        ValueRef::Integer(number) => Json::from(number),
        ValueRef::Real(number) => Json::from(number),
        ValueRef::Text(bytes) => {
            Json::from(std::str::from_utf8(bytes).map_err(|_| Error::corrupt("a text is no longer one"))?)
        }
        ValueRef::Blob(bytes) => {
            serde_json::json!({ "hex": bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>() })
        }
    })
}

fn to_sql(value: Json) -> Option<Sql> {
    Some(match value {
        Json::Null => Sql::Null,
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Sql::Integer(whole),
            None => Sql::Real(number.as_f64()?),
        },
        Json::String(text) => Sql::Text(text),
        Json::Object(object) => {
            let hex = object.get("hex")?.as_str()?;
            let digits = hex.as_bytes().chunks(2);
            let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
            Sql::Blob(digits.map(byte).collect::<Option<_>>()?)
        }
        Json::Bool(_) | Json::Array(_) => return None,
    })
}

/// Puts the tables of an exchange file into a portfolio that holds no proposal yet, in place of what it began with.
/// `change` is the action that this is recorded under.
pub(crate) fn fill(
    conn: &Connection,
    file: BTreeMap<String, Vec<Map<String, Json>>>,
    change: i64,
) -> Result<(), String> {
    let says = |error: rusqlite::Error| error.to_string();
    conn.pragma_update(None, "defer_foreign_keys", true).map_err(says)?;
    for begun in ["anchors", "rubrics", "people"] {
        if file.contains_key(begun) {
            conn.execute(&format!("DELETE FROM main.{begun}"), []).map_err(says)?;
        }
    }
    for (table, all) in file {
        if !tables().any(|known| known == table) {
            return Err(format!("has a table {table} that is not known here"));
        }
        let columns = capture::columns(conn, &table).map_err(|error| error.to_string())?;
        for (number, row) in (1..).zip(all) {
            let wrong = |what: &str| format!("has in {table}, row {number}, {what}");
            let mut names = vec![];
            let mut values = vec![];
            for (name, value) in row {
                if !columns.contains(&name) {
                    return Err(wrong(&format!("a field {name} that is not known here")));
                }
                // The log stays where it was written; what points into it points at this action.
                let value = if name == "change_id" {
                    Sql::Integer(change)
                } else {
                    to_sql(value).ok_or_else(|| wrong("a value that cannot be kept"))?
                };
                names.push(name);
                values.push(value);
            }
            let marks: Vec<_> = (1..=names.len()).map(|at| format!("?{at}")).collect();
            let sql = format!("INSERT INTO main.{table} ({}) VALUES ({})", names.join(", "), marks.join(", "));
            conn.prepare_cached(&sql)
                .and_then(|mut statement| statement.execute(params_from_iter(values)))
                .map_err(|error| wrong(&error.to_string()))?;
        }
    }
    Ok(())
}

/// The first row that points at something missing, if one does.
pub(crate) fn dangling(conn: &Connection) -> Result<Option<String>> {
    let found = rows(&mut conn.prepare_cached("PRAGMA foreign_key_check")?, [], |row| {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        Ok(format!("a row of {table} points at something missing in {parent}"))
    })?;
    Ok(found.into_iter().next())
}
