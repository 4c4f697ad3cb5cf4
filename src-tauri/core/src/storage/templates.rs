//! Rows of `templates`.

use jiff::Timestamp;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{first, rows, stamp, value, word};
use crate::documents::Template;
use crate::error::Result;
use crate::proposals::OwnTemplate;

/// The user's own templates by name.
pub(crate) fn list(conn: &Connection) -> Result<Vec<OwnTemplate>> {
    rows(&mut conn.prepare_cached("SELECT uuid, name FROM templates ORDER BY name COLLATE NOCASE")?, [], |row| {
        Ok(OwnTemplate { id: row.get("uuid")?, name: row.get("name")? })
    })
}

/// The shape and text of a template.
pub(crate) fn get(conn: &Connection, uuid: &str) -> Result<Option<(Template, String)>> {
    first(&mut conn.prepare_cached("SELECT shape, text FROM templates WHERE uuid = ?1")?, [uuid], |row| {
        Ok((word(row, "shape")?, row.get("text")?))
    })
}

/// Which template has this name, capitals aside.
pub(crate) fn named(conn: &Connection, name: &str) -> Result<Option<String>> {
    value(&mut conn.prepare_cached("SELECT uuid FROM templates WHERE name = ?1 COLLATE NOCASE")?, [name])
}

pub(crate) fn insert(
    conn: &Connection,
    uuid: Uuid,
    name: &str,
    shape: Template,
    text: &str,
    at: Timestamp,
) -> Result<()> {
    conn.prepare_cached("INSERT INTO templates (uuid, name, shape, text, at) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![uuid.to_string(), name, shape.to_string(), text, stamp(at)])?;
    Ok(())
}

/// Returns whether it was there.
pub(crate) fn rename(conn: &Connection, uuid: &str, name: &str) -> Result<bool> {
    let changed =
        conn.prepare_cached("UPDATE templates SET name = ?2 WHERE uuid = ?1")?.execute(params![uuid, name])?;
    Ok(changed == 1)
}

/// Returns whether it was there.
pub(crate) fn delete(conn: &Connection, uuid: &str) -> Result<bool> {
    Ok(conn.prepare_cached("DELETE FROM templates WHERE uuid = ?1")?.execute([uuid])? == 1)
}
