//! Row-level capture of what a transaction changed, by temporary triggers on the writer connection.
//!
//! SQLite's documented undo technique with values instead of statements: for every captured table three triggers write the
//! columns that differ into `change_rows` under the action that is being recorded. The triggers live with the connection,
//! so any SQLite can open the file. Not captured: records that are frozen, what is derived, and the log itself.
//! Invariant: values survive the round trip exactly, floats and NUL bytes included.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::{Value as Sql, ValueRef};
use rusqlite::{Connection, Error as SqliteError};
use serde_json::{Map, Value as Json};

use crate::error::{Error, Result};

/// The captured tables, and the column that says which proposal a row belongs to.
const TABLES: &[(&str, Option<&str>)] = &[
    ("people", None),
    ("proposals", Some("id")),
    ("documents", Some("proposal_id")),
    ("revisions", Some("proposal_id")),
    ("tags", Some("proposal_id")),
    ("rivals", Some("proposal_id")),
    ("dismissals", Some("proposal_id")),
    ("word_edits", None),
    ("rule_switches", None),
    ("rubrics", None),
    ("anchors", None),
    ("scores", Some("proposal_id")),
    ("notes", None),
    ("measures", Some("proposal_id")),
    ("observations", None),
    ("annotations", None),
    ("launches", Some("proposal_id")),
    ("check_ins", None),
    ("explanations", None),
    ("lessons", Some("proposal_id")),
    ("decks", None),
    ("deck_items", None),
    ("rebases", None),
    ("views", None),
    ("forecasts", None),
    ("revisit_triggers", None),
    ("later_outcomes", None),
    ("principles", None),
    ("applied_principles", None),
    ("meetings", None),
    ("attendances", None),
    ("agenda_items", Some("proposal_id")),
    ("agreements", Some("proposal_id")),
    ("comment_answers", None),
    ("actions", None),
    ("minutes", None),
    ("templates", None),
];

/// The number of no change.
const NOTHING: i64 = 0;

/// Whether `table` is one whose rows undo may write.
pub(crate) fn is_captured(table: &str) -> bool {
    TABLES.iter().any(|(name, _)| *name == table)
}

/// Whether a row of `table` belongs to a proposal.
pub(crate) fn is_of_a_proposal(table: &str) -> bool {
    TABLES.iter().any(|(name, proposal)| *name == table && proposal.is_some())
}

/// Every captured table.
pub(crate) fn tables() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|(name, _)| *name)
}

/// Sets up capture on a connection. Nothing is recorded until [`record`] names a change.
pub(crate) fn install(conn: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    // Pairs of name and value: the whole row.
    conn.create_scalar_function("row_image", -1, flags, |ctx| image(ctx, 2, |ctx, at| Some(ctx.get_raw(at + 1))))?;
    // Triples of name, value and other value: only what differs.
    conn.create_scalar_function("row_difference", -1, flags, |ctx| {
        image(ctx, 3, |ctx, at| {
            let (value, other) = (ctx.get_raw(at + 1), ctx.get_raw(at + 2));
            (value != other).then_some(value)
        })
    })?;
    // The change that is being recorded; a row of a table would be written twice for each.
    let current = Arc::new(AtomicI64::new(NOTHING));
    let shown = Arc::clone(&current);
    conn.create_scalar_function("recording", 0, FunctionFlags::SQLITE_UTF8, move |_| {
        Ok(Some(shown.load(Ordering::Relaxed)).filter(|change| *change != NOTHING))
    })?;
    let only_direct = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DIRECTONLY;
    conn.create_scalar_function("record", 1, only_direct, move |ctx| {
        current.store(ctx.get::<Option<i64>>(0)?.unwrap_or(NOTHING), Ordering::Relaxed);
        Ok(None::<i64>)
    })?;
    for (table, proposal) in TABLES {
        let columns = columns(conn, table)?;
        conn.execute_batch(&triggers(table, *proposal, &columns))?;
    }
    Ok(())
}

/// From now on changes are recorded under `change`; `None` stops recording. No end of a transaction changes that.
pub(crate) fn record(conn: &Connection, change: Option<i64>) -> Result<()> {
    Ok(conn.prepare_cached("SELECT record(?1)")?.query_row([change], |_| Ok(()))?)
}

/// The columns of a table.
pub(crate) fn columns(conn: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement = conn.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let names = statement.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

fn triggers(table: &str, proposal: Option<&str>, columns: &[String]) -> String {
    let of = |row: &str| match proposal {
        Some(column) => format!("{row}.{column}"),
        None => "NULL".to_owned(),
    };
    let list = |item: &dyn Fn(&String) -> String| columns.iter().map(item).collect::<Vec<_>>().join(", ");
    let whole = list(&|column| format!("'{column}', old.{column}"));
    let before = list(&|column| format!("'{column}', old.{column}, new.{column}"));
    let after = list(&|column| format!("'{column}', new.{column}, old.{column}"));
    let differs =
        columns.iter().map(|column| format!("old.{column} IS NOT new.{column}")).collect::<Vec<_>>().join(" OR ");
    let (recording, on) = ("recording()", "recording() IS NOT NULL");
    let into = "INSERT INTO change_rows (change_id, table_name, row_id, proposal_id, op, before, after)";
    format!(
        "CREATE TEMP TRIGGER IF NOT EXISTS capture_insert_{table} AFTER INSERT ON main.{table} WHEN {on} BEGIN
           {into} VALUES ({recording}, '{table}', new.rowid, {new}, 'insert', NULL, NULL);
         END;
         CREATE TEMP TRIGGER IF NOT EXISTS capture_update_{table} AFTER UPDATE ON main.{table} WHEN {on} AND ({differs}) BEGIN
           {into} VALUES ({recording}, '{table}', old.rowid, {new}, 'update', row_difference({before}), row_difference({after}));
         END;
         CREATE TEMP TRIGGER IF NOT EXISTS capture_delete_{table} AFTER DELETE ON main.{table} WHEN {on} BEGIN
           {into} VALUES ({recording}, '{table}', old.rowid, {old}, 'delete', row_image({whole}), NULL);
         END;",
        new = of("new"),
        old = of("old"),
    )
}

fn image<'c>(
    ctx: &'c Context<'_>,
    step: usize,
    pick: impl Fn(&'c Context<'_>, usize) -> Option<ValueRef<'c>>,
) -> rusqlite::Result<String> {
    let mut columns = Map::new();
    for at in (0..ctx.len()).step_by(step) {
        if let Some(value) = pick(ctx, at) {
            columns.insert(ctx.get(at)?, to_json(value)?);
        }
    }
    Ok(Json::Object(columns).to_string())
}

fn to_json(value: ValueRef<'_>) -> rusqlite::Result<Json> {
    Ok(match value {
        ValueRef::Null => Json::Null,
        ValueRef::Integer(number) => Json::from(number),
        ValueRef::Real(number) => Json::from(number),
        ValueRef::Text(bytes) => {
            Json::from(std::str::from_utf8(bytes).map_err(|error| SqliteError::UserFunctionError(error.into()))?)
        }
        ValueRef::Blob(bytes) => serde_json::json!({ "blob": bytes }),
    })
}

/// The columns of a captured image, as values to store again.
fn read_image(text: &str) -> Result<Vec<(String, Sql)>> {
    let damaged = || Error::corrupt("a kept change cannot be read");
    let Ok(Json::Object(columns)) = serde_json::from_str(text) else {
        return Err(damaged());
    };
    columns.into_iter().map(|(name, value)| Ok((name, to_sql(value).ok_or_else(damaged)?))).collect()
}

/// An image with its texts rewritten; what is no image stays.
pub(crate) fn rewrite_texts(image: &str, rewrite: &dyn Fn(&str) -> String) -> String {
    let Ok(Json::Object(mut columns)) = serde_json::from_str(image) else { return image.to_owned() };
    for value in columns.values_mut() {
        if let Json::String(text) = value {
            *text = rewrite(text);
        }
    }
    Json::Object(columns).to_string()
}

fn to_sql(value: Json) -> Option<Sql> {
    Some(match value {
        Json::Null => Sql::Null,
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Sql::Integer(whole),
            None => Sql::Real(number.as_f64()?),
        },
        Json::String(text) => Sql::Text(text),
        Json::Object(blob) => Sql::Blob(serde_json::from_value(blob.get("blob")?.clone()).ok()?),
        Json::Bool(_) | Json::Array(_) => return None,
    })
}

/// The columns of the captured tables: a file from elsewhere must not choose what is executed.
pub(crate) struct Columns(HashMap<&'static str, Vec<String>>);

impl Columns {
    pub(crate) fn of(conn: &Connection) -> Result<Self> {
        let known = TABLES.iter().map(|(table, _)| Ok((*table, columns(conn, table)?)));
        known.collect::<Result<_>>().map(Self)
    }

    fn of_table(&self, table: &str) -> Result<&[String]> {
        self.0.get(table).map(Vec::as_slice).ok_or_else(|| Error::corrupt("a kept change names what is not there"))
    }

    /// The image's columns, refused unless the table has them.
    fn read(&self, table: &str, image: &str) -> Result<Vec<(String, Sql)>> {
        let known = self.of_table(table)?;
        let image = read_image(image)?;
        if image.iter().all(|(name, _)| known.contains(name)) {
            return Ok(image);
        }
        Err(Error::corrupt("a kept change names what is not there"))
    }
}

/// The image of a row as it stands now.
pub(crate) fn row_now(conn: &Connection, columns: &Columns, table: &str, row: i64) -> Result<Option<String>> {
    // Quoted: a column's name may be a word of SQL.
    let pairs: Vec<_> = columns.of_table(table)?.iter().map(|column| format!("'{column}', \"{column}\"")).collect();
    let sql = format!("SELECT row_image({}) FROM main.{table} WHERE rowid = ?1", pairs.join(", "));
    super::value(&mut conn.prepare_cached(&sql)?, [row])
}

/// Puts a row back as its image says.
pub(crate) fn insert_row(conn: &Connection, columns: &Columns, table: &str, image: &str) -> Result<()> {
    let columns = columns.read(table, image)?;
    let names: Vec<_> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let marks: Vec<_> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
    let sql = format!("INSERT INTO main.{table} ({}) VALUES ({})", names.join(", "), marks.join(", "));
    conn.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(columns.iter().map(|(_, value)| value)))?;
    Ok(())
}

/// Sets the columns of a row that the image names. Returns whether the row is there.
pub(crate) fn update_row(conn: &Connection, columns: &Columns, table: &str, row: i64, image: &str) -> Result<bool> {
    let columns = columns.read(table, image)?;
    let sets: Vec<_> = columns.iter().enumerate().map(|(at, (name, _))| format!("{name} = ?{}", at + 2)).collect();
    let sql = format!("UPDATE main.{table} SET {} WHERE rowid = ?1", sets.join(", "));
    let values = std::iter::once(Sql::Integer(row)).chain(columns.into_iter().map(|(_, value)| value));
    Ok(conn.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(values))? == 1)
}

/// Takes a row away. Returns whether it was there.
pub(crate) fn delete_row(conn: &Connection, columns: &Columns, table: &str, row: i64) -> Result<bool> {
    columns.of_table(table)?;
    let sql = format!("DELETE FROM main.{table} WHERE rowid = ?1");
    Ok(conn.prepare_cached(&sql)?.execute([row])? == 1)
}
