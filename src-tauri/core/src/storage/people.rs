//! Rows of `people`.

use jiff::Timestamp;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{rows, stamp, value};
use crate::error::Result;
use crate::people::Person;

pub(crate) fn list(conn: &Connection) -> Result<Vec<Person>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT uuid, name, me, retired_at IS NOT NULL AS retired FROM people ORDER BY me DESC, name, id",
        )?,
        [],
        |row| {
            Ok(Person {
                id: row.get("uuid")?,
                name: row.get("name")?,
                me: row.get("me")?,
                retired: row.get("retired")?,
            })
        },
    )
}

pub(crate) fn me(conn: &Connection) -> Result<Option<i64>> {
    value(&mut conn.prepare_cached("SELECT id FROM people WHERE me = 1")?, [])
}

pub(crate) fn key_of(conn: &Connection, uuid: &str) -> Result<Option<i64>> {
    value(&mut conn.prepare_cached("SELECT id FROM people WHERE uuid = ?1")?, [uuid])
}

pub(crate) fn uuid_of(conn: &Connection, key: i64) -> Result<Option<String>> {
    value(&mut conn.prepare_cached("SELECT uuid FROM people WHERE id = ?1")?, [key])
}

pub(crate) fn name_of(conn: &Connection, uuid: &str) -> Result<Option<String>> {
    value(&mut conn.prepare_cached("SELECT name FROM people WHERE uuid = ?1")?, [uuid])
}

/// People of this name, case ignored, who still take part.
pub(crate) fn by_name(conn: &Connection, name: &str) -> Result<Vec<i64>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT id FROM people WHERE name = ?1 COLLATE NOCASE AND retired_at IS NULL ORDER BY id",
        )?,
        [name],
        |row| Ok(row.get("id")?),
    )
}

pub(crate) fn insert(conn: &Connection, uuid: &Uuid, name: &str, me: bool) -> Result<i64> {
    conn.prepare_cached("INSERT INTO people (uuid, name, me) VALUES (?1, ?2, ?3)")?.execute(params![
        uuid.to_string(),
        name,
        me
    ])?;
    Ok(conn.last_insert_rowid())
}

/// Returns whether the person is there.
pub(crate) fn rename(conn: &Connection, uuid: &str, name: &str) -> Result<bool> {
    Ok(conn.prepare_cached("UPDATE people SET name = ?2 WHERE uuid = ?1")?.execute([uuid, name])? == 1)
}

/// Returns whether the person is there.
pub(crate) fn retire(conn: &Connection, uuid: &str, at: Timestamp) -> Result<bool> {
    Ok(conn
        .prepare_cached("UPDATE people SET retired_at = ?2 WHERE uuid = ?1 AND me = 0")?
        .execute([uuid, stamp(at).as_str()])?
        == 1)
}

pub(crate) fn merge(conn: &Connection, from: i64, into: i64) -> Result<()> {
    for sql in [
        "UPDATE proposals SET owner_id = ?2 WHERE owner_id = ?1",
        "UPDATE revisions SET author_id = ?2 WHERE author_id = ?1",
        "UPDATE scores SET person_id = ?2 WHERE person_id = ?1",
        "UPDATE changes SET person_id = ?2 WHERE person_id = ?1",
    ] {
        conn.prepare_cached(sql)?.execute([from, into])?;
    }
    conn.prepare_cached("DELETE FROM people WHERE id = ?1")?.execute([from])?;
    Ok(())
}
