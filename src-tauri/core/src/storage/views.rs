//! Rows of `views`.

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::{first, rows, stamp, value, word};
use crate::error::{Error, Result};
use crate::proposals::{Layout, ViewInput, ViewKind};

/// A view as it is stored.
pub(crate) struct Stored {
    pub(crate) uuid: String,
    pub(crate) view: ViewInput,
}

const COLUMNS: &str = "SELECT uuid, name, query, kind, layout FROM views";

/// Every view, by name.
pub(crate) fn list(conn: &Connection) -> Result<Vec<Stored>> {
    rows(&mut conn.prepare_cached(&format!("{COLUMNS} ORDER BY name COLLATE NOCASE, id"))?, [], from_row)
}

pub(crate) fn get(conn: &Connection, uuid: &str) -> Result<Option<Stored>> {
    first(&mut conn.prepare_cached(&format!("{COLUMNS} WHERE uuid = ?1"))?, [uuid], from_row)
}

/// Whether another view has this name, case ignored.
pub(crate) fn is_taken(conn: &Connection, name: &str, except: Option<&str>) -> Result<bool> {
    let sql = "SELECT 1 FROM views WHERE name = ?1 COLLATE NOCASE AND uuid IS NOT ?2";
    Ok(value::<i64>(&mut conn.prepare_cached(sql)?, params![name, except])?.is_some())
}

pub(crate) fn put(conn: &Connection, uuid: &Uuid, view: &ViewInput, at: Timestamp) -> Result<()> {
    conn.prepare_cached("INSERT INTO views (uuid, name, query, kind, layout, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![
            uuid.to_string(),
            view.name,
            view.query,
            view.kind.to_string(),
            text(&view.layout)?,
            stamp(at)
        ])?;
    Ok(())
}

/// Returns whether the view is there.
pub(crate) fn change(conn: &Connection, uuid: &str, view: &ViewInput) -> Result<bool> {
    let sql = "UPDATE views SET name = ?2, query = ?3, kind = ?4, layout = ?5 WHERE uuid = ?1";
    let values = params![uuid, view.name, view.query, view.kind.to_string(), text(&view.layout)?];
    Ok(conn.prepare_cached(sql)?.execute(values)? == 1)
}

/// Returns whether the view was there.
pub(crate) fn delete(conn: &Connection, uuid: &str) -> Result<bool> {
    Ok(conn.prepare_cached("DELETE FROM views WHERE uuid = ?1")?.execute([uuid])? == 1)
}

fn text(layout: &Layout) -> Result<String> {
    serde_json::to_string(layout).map_err(|error| Error::corrupt(format!("a view cannot be written: {error}")))
}

fn from_row(row: &Row<'_>) -> Result<Stored> {
    let layout: String = row.get("layout")?;
    let layout =
        serde_json::from_str(&layout).map_err(|error| Error::corrupt(format!("a view cannot be read: {error}")))?;
    Ok(Stored {
        uuid: row.get("uuid")?,
        view: ViewInput {
            name: row.get("name")?,
            query: row.get("query")?,
            kind: word::<ViewKind>(row, "kind")?,
            layout,
        },
    })
}
